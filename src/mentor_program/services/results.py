"""What screens and the API show: frozen values, complete when made. No queryset leaves the service."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from mentor_program.domain.progress import Progress

PAGE_SIZE = 25
COUNT_LIMIT = 1000


@dataclass(frozen=True)
class Count:
    """How many there are; `more` when there are over `COUNT_LIMIT` and counting stopped there."""

    number: int
    more: bool = False


@dataclass(frozen=True)
class Choice:
    """One entry of a filter or a list of choices."""

    value: str
    label: str


@dataclass(frozen=True)
class Unit:
    """An organisation unit; `parent_id` is None for a whole organisation."""

    id: UUID
    name: str
    kind: str
    parent_id: UUID | None


@dataclass(frozen=True)
class Viewer:
    """The person who looks, for menus and greetings. What it may do is decided in the service.

    `language` is the one that the organisation's own words are stored in: stages, milestones, reasons; "" when unknown.
    `steers_organisation`: coordinates a whole organisation.
    """

    user_id: UUID
    display_name: str
    is_coordinator: bool
    is_mentor: bool
    is_mentee: bool
    peer_mentor_id: UUID | None
    language: str = ""
    steers_organisation: bool = False


@dataclass(frozen=True)
class CoordinatorContact:
    """A coordinator whom the viewer may ask."""

    name: str
    email: str
    phone: str
    unit_name: str


@dataclass(frozen=True)
class PairingSummary:
    """One line of the Mentor Program Screen.

    The last three are filled in one's own list only: what is left to do, which of the two the viewer is ("mentor" or
    "mentee"), and how to reach the other one (None where the viewer may not see it).
    """

    id: UUID
    mentor_name: str
    mentee_name: str
    status: str
    progress: Progress
    current_stage: str
    milestones_completed: int
    milestones_total: int
    started_at: datetime
    last_activity_at: datetime
    ended_at: datetime | None
    unit_name: str
    cohort_name: str
    pending_milestones: tuple[str, ...] = ()
    own_part: str = ""
    counterpart_contact: "Contact | None" = None

    @property
    def counterpart_name(self) -> str:
        """The other one, for the viewer who is mentor or mentee."""
        return self.mentee_name if self.own_part == "mentor" else self.mentor_name


@dataclass(frozen=True)
class OverviewFilters:
    """What the Mentor Program Screen was asked for; empty strings mean "all". `tab` is active, paused or ended."""

    tab: str = "active"
    search: str = ""
    unit: str = ""
    cohort: str = ""
    stage: str = ""
    indicator: str = ""
    sort: str = "urgency"


@dataclass(frozen=True)
class Overview:
    """A page of pairs. `next` and `previous` are cursors for the same filters, empty at the ends.

    `count` counts the filtered pairs, `stalled` and `needs_follow_up` those of them that are red and amber.
    """

    filters: OverviewFilters
    pairings: tuple[PairingSummary, ...]
    count: Count
    stalled: Count
    needs_follow_up: Count
    next: str
    previous: str
    units: tuple[Choice, ...]
    cohorts: tuple[Choice, ...]
    stages: tuple[Choice, ...]


@dataclass(frozen=True)
class OwnPairings:
    """A mentor's active mentees, or a mentee's pair; with whom to ask when there are none."""

    pairings: tuple[PairingSummary, ...]
    ended: tuple[PairingSummary, ...]
    coordinators: tuple[CoordinatorContact, ...]
    next: str = ""
    previous: str = ""


@dataclass(frozen=True)
class Contact:
    """Contact details of one person; empty strings where nothing is known."""

    email: str = ""
    phone: str = ""


@dataclass(frozen=True)
class PersonInPairing:
    """`contact` is None where the viewer may not see it."""

    id: UUID
    name: str
    contact: Contact | None


@dataclass(frozen=True)
class MilestoneLine:
    """One milestone of a pair. `completed_by` is a name."""

    id: UUID
    position: int
    stage: str
    name: str
    status: str
    due_on: date | None
    completed_at: datetime | None
    completed_by: str


@dataclass(frozen=True)
class EventLine:
    """One line of history. `recorded_at` differs from `occurred_at` where an import stated an earlier time."""

    kind: str
    occurred_at: datetime
    recorded_at: datetime
    actor_name: str
    detail: dict[str, object]
    imported: bool


@dataclass(frozen=True)
class ActivityLine:
    """One recorded contact, for the mentor and coordinators."""

    occurred_on: date
    form: str
    minutes: int | None
    note: str
    recorded_by: str


@dataclass(frozen=True)
class DissolutionView:
    """Why a pair ended early, for coordinators."""

    reason: str
    initiated_by: str
    note: str
    dissolved_at: datetime
    dissolved_by: str
    mentor_readiness: str
    mentee_readiness: str


@dataclass(frozen=True)
class PairingDetail:
    """Everything the viewer may know of one pair. The `may_…` flags say which controls the page has.

    `dissolution_reasons` is what the dissolve form offers, empty unless `may_dissolve`.
    """

    id: UUID
    mentor: PersonInPairing
    mentee: PersonInPairing
    status: str
    progress: Progress
    current_stage: str
    programme_name: str
    cohort_name: str
    unit_name: str
    started_at: datetime
    last_activity_at: datetime
    ended_at: datetime | None
    created_by: str
    imported: bool
    version: int
    milestones: tuple[MilestoneLine, ...]
    events: tuple[EventLine, ...]
    activities: tuple[ActivityLine, ...]
    dissolution: DissolutionView | None
    matching_criteria: dict[str, object] | None
    may_steer: bool
    may_record_contact: bool
    may_complete: bool
    may_reopen: bool
    may_pause: bool
    may_resume: bool
    may_dissolve: bool
    dissolution_reasons: tuple[Choice, ...] = ()


@dataclass(frozen=True)
class MilestoneOutcome:
    """After completing or reopening. `changed` is False when it already was so (the first timestamp stands)."""

    milestone: str
    changed: bool
    completed_at: datetime | None
    programme_complete: bool
    pairing_reopened: bool


@dataclass(frozen=True)
class DissolutionChoices:
    """What the dissolve form offers."""

    pairing: PairingDetail
    reasons: tuple[Choice, ...]


@dataclass(frozen=True)
class PairNames:
    """Who was paired or parted."""

    id: UUID
    mentor_name: str
    mentee_name: str
