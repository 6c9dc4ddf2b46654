"""What the Mentor Match Widget and its confirm page show (story F): frozen values, complete when made."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from mentor_program.domain.matching import Compatibility, Obstacle
from mentor_program.domain.readiness import Lacking
from mentor_program.services.results import Count

FORMER_PAIRS_SHOWN = 20


@dataclass(frozen=True)
class MatchFilters:
    """What the widget was asked for; empty means "all".

    `county` and `municipality` are official numbers. With `within_km` the municipality is where distances are
    measured from; without one they are measured from the chosen person's. `availability` "all" also shows those who
    can't be chosen. `area` is the key of an experience area.
    """

    county: str = ""
    municipality: str = ""
    within_km: int | None = None
    availability: str = ""
    area: str = ""
    search: str = ""


@dataclass(frozen=True)
class Candidate:
    """One person as a coordinator weighs them.

    `compatibility` is None until the other person is chosen. `distance_km` is then from that person, else from the
    municipality of the distance filter. `obstacle` tells why the person can't be chosen now, `lacking` everything that
    the programme requires and this mentor does not have. `wished_areas` and `wished_diagnoses` are what a mentee asked
    for. `times_mentor` counts the mentor's former pairs in scope.
    """

    id: UUID
    name: str
    role: str
    unit_name: str
    municipality: str
    cohort_name: str
    areas: tuple[str, ...]
    diagnoses: tuple[str, ...]
    wished_areas: tuple[str, ...]
    wished_diagnoses: tuple[str, ...]
    languages: tuple[str, ...]
    meeting_forms: tuple[str, ...]
    meeting_times: tuple[str, ...]
    capacity: int
    free_places: int
    times_mentor: int
    waiting_since: datetime
    completed_before: bool
    distance_km: float | None
    compatibility: Compatibility | None
    obstacle: Obstacle | None
    paused_until: date | None
    readiness: str
    lacking: tuple[Lacking, ...] = ()


@dataclass(frozen=True)
class Loosening:
    """How many there would be without one filter (its name in `MatchFilters`); `filter` "" stands for all of them."""

    filter: str
    count: Count


@dataclass(frozen=True)
class CandidateList:
    """A page of candidates. `loosenings` is filled where there is nobody and some filter is the reason.

    `everyone` is how many people have the role in scope, known only when the list is empty.
    """

    role: str
    candidates: tuple[Candidate, ...]
    count: Count
    next: str
    previous: str
    loosenings: tuple[Loosening, ...] = ()
    everyone: int | None = None


@dataclass(frozen=True)
class PlaceChoice:
    """A municipality to filter by."""

    number: str
    name: str
    county: str
    county_name: str


@dataclass(frozen=True)
class AreaChoice:
    """An experience area to filter by."""

    key: str
    name: str
    names_diagnosis: bool


@dataclass(frozen=True)
class MatchWidget:
    """The two lists; once a person is chosen, that person and the other list, best match first.

    `filters` are those in use: values that name nothing are left out. `lacks_origin` tells that a distance was asked
    for with nowhere to measure from.
    """

    filters: MatchFilters
    chosen: Candidate | None
    mentees: CandidateList | None
    mentors: CandidateList | None
    places: tuple[PlaceChoice, ...]
    areas: tuple[AreaChoice, ...]
    lacks_origin: bool = False

    @property
    def lists(self) -> tuple[CandidateList, ...]:
        return tuple(each for each in (self.mentees, self.mentors) if each is not None)


@dataclass(frozen=True)
class FormerPair:
    """A pair that one of the two is or was in."""

    mentor_name: str
    mentee_name: str
    status: str
    started_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True)
class ProgrammeChoice:
    """A programme the pair could follow; its template has `milestones` milestones."""

    id: UUID
    name: str
    milestones: int


@dataclass(frozen=True)
class PairingProposal:
    """Everything the confirm page says before a pair is made. `programme_id` is what is used when nobody chooses."""

    mentor: Candidate
    mentee: Candidate
    compatibility: Compatibility
    programmes: tuple[ProgrammeChoice, ...]
    programme_id: UUID | None
    former: tuple[FormerPair, ...]
    same_people_before: bool

    @property
    def hindered(self) -> tuple[Candidate, ...]:
        return tuple(person for person in (self.mentee, self.mentor) if person.obstacle)


@dataclass(frozen=True)
class NewPair:
    """Who was paired. `created` is False when the same coordinator had already done it, by a second press."""

    id: UUID
    mentor_name: str
    mentee_name: str
    created: bool
