"""What an import is told (a file, understood) and what it would do: frozen values, free of spreadsheets and tables."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID


@dataclass(frozen=True, slots=True)
class StatedPerson:
    """A person as a file states them; None and empty mean that the file says nothing. `areas` are names.

    Areas that name a diagnosis are among them only where the row states the consent to store them.
    """

    sheet: str
    row: int
    name: str
    role: str | None = None
    email: str | None = None
    phone: str | None = None
    postal_code: str | None = None
    municipality: str | None = None
    availability: str | None = None
    paused_until: date | None = None
    capacity: int | None = None
    areas: tuple[str, ...] = ()
    cohort: str | None = None
    meeting_forms: tuple[str, ...] | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class StatedSomeone:
    """One of a pair: `person` is a place in `Stated.people`, else `known` the id of somebody stored."""

    name: str
    person: int | None = None
    known: UUID | None = None


@dataclass(frozen=True, slots=True)
class StatedPair:
    """A pair as a file states it; `milestones` are (name in the template, day), `reason` a label of the list."""

    sheet: str
    row: int
    mentor: StatedSomeone
    mentee: StatedSomeone
    started: date
    status: str
    milestones: tuple[tuple[str, date], ...] = ()
    last_contact: date | None = None
    ended: date | None = None
    reason: str | None = None
    cohort: str | None = None


@dataclass(frozen=True, slots=True)
class Stated:
    """All that a file states and can be imported as far as the file alone shows."""

    people: tuple[StatedPerson, ...] = ()
    pairs: tuple[StatedPair, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportReference:
    """What a file is understood by. `areas` are (name, names a diagnosis), `postal_codes` code → municipality."""

    today: date
    unit_id: UUID
    areas: tuple[tuple[str, bool], ...]
    milestones: tuple[str, ...]
    reasons: tuple[str, ...]
    postal_codes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to tell about a row; `code` and `facts` make the sentence, `field` the column it is about."""

    code: str
    sheet: str
    row: int
    field: str = ""
    facts: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class PersonState:
    """What is stored about a person, or shall be. `areas` are names in alphabetical order."""

    name: str
    role: str | None = None
    capacity: int = 1
    availability: str = "available"
    paused_until: date | None = None
    municipality: str | None = None
    cohort: str | None = None
    email: str = ""
    phone: str = ""
    postal_code: str = ""
    note: str = ""
    meeting_forms: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    consents: bool = False


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Somebody to create, in `unit_id`; `person` is the place in `Stated.people`."""

    person: int
    unit_id: UUID
    unit_name: str
    state: PersonState


@dataclass(frozen=True, slots=True)
class ChangedPerson:
    """Somebody stored of whom the file says something else; `fields` names what changes."""

    id: UUID
    person: int
    before: PersonState
    after: PersonState
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NewPair:
    """A pair to record; its people are places in `Stated.people` where they are new, else ids."""

    pair: StatedPair
    mentor: int | UUID
    mentee: int | UUID


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would do now, before anything is written."""

    new_people: tuple[NewPerson, ...] = ()
    changed_people: tuple[ChangedPerson, ...] = ()
    new_pairs: tuple[NewPair, ...] = ()
    same_people: int = 0
    same_pairs: int = 0
    remarks: tuple[Remark, ...] = ()

    @property
    def writes(self) -> bool:
        """Whether there is anything to write."""
        return bool(self.new_people or self.changed_people or self.new_pairs)

    def key(self) -> str:
        """The same for two plans that do the same, in whatever process they were made."""
        return hashlib.sha256(repr(self).encode()).hexdigest()


class ImportStatus(StrEnum):
    """`reading` and `writing` are at work; without a sign of life they count as interrupted."""

    READING = "reading"
    READY = "ready"
    WRITING = "writing"
    FAILED = "failed"
    FINISHED = "finished"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class ImportSummary:
    """An import as its list and its page show it. `summary` is what whoever understood the file stored about it."""

    id: UUID
    file_name: str
    created_at: datetime
    status: ImportStatus
    interrupted: bool
    done: int
    total: int
    summary: Mapping[str, object]
    outcome_key: str = ""
    finished_at: datetime | None = None
    undone_at: datetime | None = None

    @property
    def at_work(self) -> bool:
        return self.status in (ImportStatus.READING, ImportStatus.WRITING) and not self.interrupted


@dataclass(frozen=True, slots=True)
class Uploaded:
    """A file that waits to be imported, with a person's corrections of what its columns mean."""

    file_name: str
    content: bytes
    mapping: Mapping[str, Mapping[str, str | None]]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What is kept of a preview: `faults` and `items` are lists of JSON objects, told page by page."""

    summary: Mapping[str, object]
    faults: list = field(default_factory=list)
    items: list = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class LinesOfImport:
    """One page of `faults` or `items`: (number counted from 1, line). `more` tells whether others come after."""

    lines: tuple[tuple[int, dict], ...]
    more: bool
