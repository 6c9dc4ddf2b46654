"""What the screens about people show and send: frozen values, as in `results`."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID

from mentor_program.domain.progress import Progress
from mentor_program.services.fact_results import ExclusionLine, KnownFacts
from mentor_program.services.results import Choice, CoordinatorContact, Count

OUTSIDE = "outside"


@dataclass(frozen=True)
class PeopleFilters:
    """What the list of people was asked for; empty strings mean "all".

    `role` is mentor, mentee or outside; `availability` available (with a place free), paused or unavailable, as of
    today; `area` the key of an experience area; `municipality` and `county` official numbers. `waiting` keeps mentees
    who can get a pair now.
    """

    search: str = ""
    role: str = ""
    unit: str = ""
    availability: str = ""
    municipality: str = ""
    county: str = ""
    area: str = ""
    cohort: str = ""
    waiting: bool = False


@dataclass(frozen=True)
class PairLink:
    """An active or paused pair of the person, by the other person's name."""

    id: UUID
    other_name: str


@dataclass(frozen=True)
class PersonSummary:
    """One line of the list. A pause that has run out shows as available; `paused_until` may be open (None)."""

    id: UUID
    name: str
    role: str
    unit_name: str
    municipality_name: str
    availability: str
    paused_until: date | None
    capacity: int
    open_pairings: int
    pairs: tuple[PairLink, ...] = ()

    @property
    def free_places(self) -> int:
        return max(0, self.capacity - self.open_pairings)


@dataclass(frozen=True)
class People:
    """A page of people in alphabetical order, and what the filters offer."""

    filters: PeopleFilters
    people: tuple[PersonSummary, ...]
    count: Count
    next: str
    previous: str
    units: tuple[Choice, ...]
    cohorts: tuple[Choice, ...]
    areas: tuple[Choice, ...]


@dataclass(frozen=True)
class PersonRecord:
    """One line of the download. `areas` leaves out those that name a diagnosis."""

    summary: PersonSummary
    email: str
    phone: str
    postal_code: str
    county_name: str
    cohort_name: str
    areas: tuple[str, ...]


@dataclass(frozen=True)
class PersonPair:
    """A pair of the person, past or present. `role` is what the person is in it."""

    id: UUID
    role: str
    other_id: UUID
    other_name: str
    status: str
    progress: Progress
    current_stage: str
    started_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True)
class PersonDetail:
    """All that coordinators know of a person.

    `obstacle` says why the person can't be paired just now (domain.matching.Obstacle), None when nothing is in the way
    or when the person is outside the programme. `pairs_elsewhere` counts open pairs outside the viewer's units;
    `exclusions` are those whose both people are inside.
    """

    id: UUID
    name: str
    role: str
    unit_name: str
    email: str
    phone: str
    postal_code: str
    municipality_name: str
    county_name: str
    availability: str
    paused_until: date | None
    capacity: int
    open_pairings: int
    cohort_name: str
    cohort_hidden: bool
    readiness: str
    note: str
    areas: tuple[str, ...]
    diagnosis_areas: tuple[str, ...]
    consent_since: datetime | None
    user_id: UUID | None
    pairs: tuple[PersonPair, ...]
    pairs_elsewhere: int
    obstacle: str | None
    known: KnownFacts
    exclusions: tuple[ExclusionLine, ...]

    @property
    def free_places(self) -> int:
        return max(0, self.capacity - self.open_pairings)

    @property
    def may_be_paired(self) -> bool:
        return bool(self.role) and self.obstacle is None


@dataclass(frozen=True)
class PersonValues:
    """What a coordinator writes about a person. `role` is mentor, mentee or "" (outside the programme).

    `areas` are keys of experience areas, those that name a diagnosis included; `wished` are those that a mentee asks
    for in a mentor. `readiness` is now, later, not or "". Preferences are codes of domain/preferences.py.
    """

    name: str
    role: str
    unit: UUID | None
    email: str = ""
    phone: str = ""
    postal_code: str = ""
    municipality: str = ""
    areas: frozenset[str] = frozenset()
    diagnosis_consent: bool = False
    availability: str = "available"
    paused_until: date | None = None
    capacity: int = 1
    cohort: UUID | None = None
    note: str = ""
    readiness: str = ""
    wished: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    meeting_forms: frozenset[str] = frozenset()
    meeting_times: frozenset[str] = frozenset()


@dataclass(frozen=True)
class PersonForm:
    """What the form about a person offers. `values` and `version` are None and "" for a person who is to be added.

    `version` stands for exactly these values: whoever saves sends it back, so that nobody overwrites unseen changes.
    """

    id: UUID | None
    values: PersonValues | None
    version: str
    units: tuple[Choice, ...]
    cohorts: tuple[Choice, ...]
    hidden_cohort: UUID | None
    areas: tuple[Choice, ...]
    diagnosis_areas: tuple[Choice, ...]


@dataclass(frozen=True)
class PersonSaved:
    """After adding or changing. `removed_areas` counts what went with a withdrawn consent; `placed_in` names the
    municipality that was found by the postal code, "" when none was looked for."""

    id: UUID
    name: str
    changed: bool = True
    removed_areas: int = 0
    placed_in: str = ""


@dataclass(frozen=True)
class LookAlike:
    """Somebody in the coordinator's units who may be the same person."""

    id: UUID
    name: str
    unit_name: str
    same_email: bool


@dataclass(frozen=True)
class ContactValues:
    """The contact details that a person corrects."""

    email: str = ""
    phone: str = ""
    postal_code: str = ""


@dataclass(frozen=True)
class OwnProfile:
    """What is stored about oneself, and whom to ask about the rest."""

    name: str
    role: str
    unit_name: str
    municipality_name: str
    availability: str
    paused_until: date | None
    capacity: int
    open_pairings: int
    cohort_name: str
    areas: tuple[str, ...]
    diagnosis_areas: tuple[str, ...]
    consent_since: datetime | None
    contact: ContactValues
    version: str
    coordinators: tuple[CoordinatorContact, ...]
    known: KnownFacts

    @property
    def free_places(self) -> int:
        return max(0, self.capacity - self.open_pairings)


@dataclass(frozen=True)
class AccessRequest:
    """Whom an account is to be made for. `user_id` is the account already linked, if any."""

    person_id: UUID
    name: str
    email: str
    user_id: UUID | None


def version_of(values: PersonValues | ContactValues) -> str:
    """A short text that is equal for equal values and different for different ones."""
    facts = {name: sorted(value) if isinstance(value, frozenset) else value for name, value in asdict(values).items()}
    return hashlib.sha256(json.dumps(facts, default=str, sort_keys=True).encode()).hexdigest()[:32]
