"""What is proposed for everyone who waits, as the screen and the API show it: frozen values, complete when made."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from mentor_program.domain.matching import Compatibility, Obstacle
from mentor_program.matching.proposals import Why
from mentor_program.services.matching_results import Candidate


class LineState(StrEnum):
    """Stored in `pairing_proposals.lines`."""

    PROPOSED = "proposed"
    LOCKED = "locked"
    WITHOUT = "without"
    DROPPED = "dropped"

    @property
    def is_pair(self) -> bool:
        return self in (LineState.PROPOSED, LineState.LOCKED)


class Show(StrEnum):
    """The three lists that proposals are shown as."""

    PAIRS = "pairs"
    WITHOUT = "without"
    DROPPED = "dropped"


SHOWN_IN = {
    LineState.PROPOSED: Show.PAIRS,
    LineState.LOCKED: Show.PAIRS,
    LineState.WITHOUT: Show.WITHOUT,
    LineState.DROPPED: Show.DROPPED,
}


@dataclass(frozen=True)
class Reason:
    """Why a mentee stays without. `mentors` and `nearest_km` as in `matching.proposals.Without`.

    `why` is None for those who were proposed a mentor once. When the pair was to be made and could not be, `who` is the
    one of the two whom something had come in between for, and `obstacle` what, None when that person could not be found
    any more. `who` is "another" when the coordinator has chosen the mentor for somebody else.
    """

    why: Why | None
    mentors: int = 0
    nearest_km: int | None = None
    obstacle: Obstacle | None = None
    who: str = ""


@dataclass(frozen=True)
class Helpful:
    """What would let `pairs` more be made: a greatest distance of `km`, or `mentors` in one place who are paused
    (`kind` "paused"), lack one qualification (its kind) or several ("several"). `place` is a municipality's name."""

    pairs: int
    km: int | None = None
    kind: str = ""
    mentors: int = 0
    place: str = ""


@dataclass(frozen=True)
class ProposalLine:
    """One mentee and what is proposed. People and `compatibility` are as they are now, not as when it was proposed.

    `mentor` is None in a line without one; `mentee` or `mentor` also where the person no longer is in one's units or
    has another role. `hindered` are those of the two who cannot be paired any more. `paired_before` tells that the
    two have been a pair, where a list is read.
    """

    mentee_id: UUID
    state: LineState
    mentee: Candidate | None
    mentor: Candidate | None
    compatibility: Compatibility | None
    reason: Reason | None = None
    paired_before: bool = False

    @property
    def hindered(self) -> tuple[Candidate, ...]:
        return tuple(person for person in (self.mentee, self.mentor) if person and person.obstacle)


@dataclass(frozen=True)
class ProposalsSummary:
    """`counts` by list. `created` is how many pairs were made of them, None until they are confirmed."""

    id: UUID
    created_at: datetime
    max_km: int | None
    counts: Mapping[Show, int]
    helpful: tuple[Helpful, ...]
    created: int | None
    version: int


@dataclass(frozen=True)
class ProposalsPage(ProposalsSummary):
    """One page of one of the lists; `after` is how many lines lie before it, `more` whether some follow."""

    show: Show = Show.PAIRS
    lines: tuple[ProposalLine, ...] = ()
    after: int = 0
    more: bool = False


@dataclass(frozen=True)
class LineOutcome:
    """What a change to one line came to; names are empty where nobody is there.

    `displaced_name` is the mentee whose proposed mentor was chosen for this line instead.
    """

    state: LineState
    mentee_name: str
    mentor_name: str
    displaced_name: str = ""


@dataclass(frozen=True)
class MentorChoices:
    """Mentors for one line, best match first; how many other lines have each (by id), and how many of them locked."""

    line: ProposalLine
    mentors: tuple[Candidate, ...]
    next: str
    previous: str
    taken: Mapping[UUID, int]
    locked: Mapping[UUID, int]

    def has_place(self, mentor: Candidate) -> bool:
        """Whether the mentor has a place that no other line takes."""
        return mentor.free_places > self.taken.get(mentor.id, 0)

    def can_be_chosen(self, mentor: Candidate) -> bool:
        """Whether a place is free or proposed for somebody who would give way: a locked line does not."""
        return mentor.free_places > self.locked.get(mentor.id, 0)


@dataclass(frozen=True)
class ChangedLine:
    """A pair that could not be made: `code` and `facts` name the rule as for a single pair."""

    mentee_name: str
    mentor_name: str
    code: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Confirmed:
    """Either `created` pairs, or none and what has `changed` meanwhile."""

    created: int
    changed: tuple[ChangedLine, ...] = ()
