"""What screens and API say of preferences, wishes, qualifications, exclusions and the programme's settings."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from mentor_program.domain.readiness import Lacking, Qualification


@dataclass(frozen=True)
class Preferences:
    """Codes of domain/preferences.py in its order; empty where nothing is stated."""

    languages: tuple[str, ...] = ()
    meeting_forms: tuple[str, ...] = ()
    meeting_times: tuple[str, ...] = ()

    @property
    def stated(self) -> bool:
        return bool(self.languages or self.meeting_forms or self.meeting_times)


@dataclass(frozen=True)
class QualificationLine:
    """Something that the person has fulfilled. `expired` is as of today; `recorded_by` is "" where nobody is known."""

    kind: Qualification
    fulfilled_on: date
    valid_until: date | None
    expired: bool
    recorded_at: datetime | None
    recorded_by: str


@dataclass(frozen=True)
class ExclusionLine:
    """Somebody the person shall never be paired with again, and why."""

    id: UUID
    other_id: UUID
    other_name: str
    reason: str
    created_at: datetime
    created_by: str


@dataclass(frozen=True)
class KnownFacts:
    """What is known of one person before pairing. `required` and `lacking` are for mentors alone."""

    preferences: Preferences = field(default_factory=Preferences)
    wished_areas: tuple[str, ...] = ()
    wished_diagnoses: tuple[str, ...] = ()
    qualifications: tuple[QualificationLine, ...] = ()
    required: tuple[Qualification, ...] = ()
    lacking: tuple[Lacking, ...] = ()


@dataclass(frozen=True)
class Fulfilled:
    """What a coordinator writes of one kind: when it was fulfilled, and the last day it holds (None: for good)."""

    fulfilled_on: date
    valid_until: date | None = None


@dataclass(frozen=True)
class RequirementsForm:
    """What is written of one person, by kind, and which kinds the programme requires of its mentors."""

    person_id: UUID
    name: str
    role: str
    values: Mapping[Qualification, Fulfilled]
    lines: tuple[QualificationLine, ...]
    required: tuple[Qualification, ...]
    lacking: tuple[Lacking, ...]
    version: str


@dataclass(frozen=True)
class OtherPerson:
    """Somebody the person has been in a pair with. `role` is what the other was in it."""

    id: UUID
    name: str
    role: str


@dataclass(frozen=True)
class ExclusionForm:
    """Whom one may choose, the latest pair first, and who is excluded already."""

    person_id: UUID
    name: str
    others: tuple[OtherPerson, ...]


@dataclass(frozen=True)
class Exclusion:
    """Two people who shall never be paired again."""

    id: UUID
    mentor_id: UUID
    mentor_name: str
    mentee_id: UUID
    mentee_name: str
    reason: str
    created_at: datetime
    created_by: str


@dataclass(frozen=True)
class Excluded:
    """What stands after noting it; `created` is False when it stood there already."""

    exclusion: Exclusion
    created: bool


@dataclass(frozen=True)
class HeldBy:
    """How many of the mentors in scope have one kind today."""

    kind: Qualification
    count: int


@dataclass(frozen=True)
class ProgrammeValues:
    """What coordinators of the whole organisation set: `weights` has every part, 0 to 100."""

    required: frozenset[str]
    weights: Mapping[str, int]
    follow_up_after_days: int


@dataclass(frozen=True)
class Programme:
    """A programme with what is set. `may_change` says whether all of it is the reader's to change."""

    id: UUID
    name: str
    values: ProgrammeValues
    may_change: bool
    version: str


@dataclass(frozen=True)
class ProgrammeSettings:
    """What the screen about a programme shows; `mentors` and `held` count the mentors in scope."""

    programme: Programme
    others: tuple[Programme, ...]
    mentors: int
    held: tuple[HeldBy, ...]
