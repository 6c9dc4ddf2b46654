"""How well a mentor and a mentee suit each other, from 0 to 100 in parts. It orders candidates and hides nobody.

Whole numbers only: each part is in permille and every division rounds down, so that `matching.score_matrix` (numpy) and
`persistence.queries.score_sql` give exactly the same. Both take parts, weights and constants from here; tests hold them
equal. What isn't known is neutral. Why the parts and weights are as they are: docs/decisions/what-the-score-weighs.md.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

NEUTRAL = 500  # a part about which too little is known; also what a mentor of nobody yet gets for experience
BEST = 1000
HALF_WORTH_KM = 30  # a distance that is worth half of no distance: about half an hour on the road
WORTH_OF_A_CALL = 600  # who both are glad to talk by phone or video, however far apart they live
CALLS = frozenset({"phone", "video"})
WORTH_OF_A_WISH = 3  # an area that the mentee asked for, against one that the two merely share
NORWEGIAN = frozenset({"nb", "nn"})  # who writes one of them understands the other


class Part(StrEnum):
    """What the score consists of; keys of `mentor_programmes.match_weights`."""

    DISTANCE = "distance"
    AREAS = "areas"
    LANGUAGE = "language"
    MEETING = "meeting"
    LOAD = "load"
    EXPERIENCE = "experience"


# A programme may set its own. The reason for each is shown where they are set (`web.score_words.REASONS`).
DEFAULT_WEIGHTS: Mapping[Part, int] = MappingProxyType(
    {
        Part.DISTANCE: 25,
        Part.AREAS: 30,
        Part.LANGUAGE: 15,
        Part.MEETING: 15,
        Part.LOAD: 10,
        Part.EXPERIENCE: 5,
    }
)


@dataclass(frozen=True)
class PersonFacts:
    """What is weighed of either person. An empty set means not stated.

    `areas` are experience areas that name no diagnosis, by key, id or name, the same kind for everybody. `place` is a
    municipality number, to look a distance up by.
    """

    areas: frozenset[Hashable] = frozenset()
    languages: frozenset[str] = frozenset()
    meeting_forms: frozenset[str] = frozenset()
    meeting_times: frozenset[str] = frozenset()
    place: str | None = None


@dataclass(frozen=True)
class MenteeFacts(PersonFacts):
    """A mentee; `wished` are areas asked for, diagnoses among them. A mentee's own diagnoses are nothing we weigh."""

    wished: frozenset[Hashable] = frozenset()


@dataclass(frozen=True)
class MentorFacts(PersonFacts):
    """A mentor; `diagnoses` earn only where a mentee asked for them. `times_mentor` counts pairs that have ended."""

    diagnoses: frozenset[Hashable] = frozenset()
    capacity: int = 1
    open_pairings: int = 0
    times_mentor: int = 0


@dataclass(frozen=True)
class PartScore:
    """One part, 0 to 1000, and what it weighs against the others."""

    part: Part
    permille: int
    weight: int


@dataclass(frozen=True)
class Score:
    """0 to 100, with its parts in the order of `Part`."""

    total: int
    parts: tuple[PartScore, ...]


def score(
    mentor: MentorFacts,
    mentee: MenteeFacts,
    weights: Mapping[Part, int] = DEFAULT_WEIGHTS,
    *,
    kilometres: int | None = None,
) -> Score:
    """The score of two people who live whole `kilometres` apart, None where a place isn't known."""
    permille = {
        Part.DISTANCE: distance_part(kilometres, calls=can_call(mentor, mentee)),
        Part.AREAS: areas_part(mentor, mentee),
        Part.LANGUAGE: overlap_part(understood(mentor.languages), understood(mentee.languages)),
        Part.MEETING: meeting_part(mentor, mentee),
        Part.LOAD: load_part(mentor.capacity, mentor.open_pairings),
        Part.EXPERIENCE: experience_part(mentor.times_mentor),
    }
    parts = tuple(PartScore(part, permille[part], weights[part]) for part in Part)
    return Score(total_of(parts), parts)


def total_of(parts: tuple[PartScore, ...]) -> int:
    """The weighted mean of the parts in per cent, half a point upwards."""
    weight = sum(part.weight for part in parts)
    return (sum(part.weight * part.permille for part in parts) + 5 * weight) // (10 * weight)


def complete_weights(chosen: Mapping[str, int]) -> dict[Part, int]:
    """The programme's own weights (`match_weights`); one that it has not chosen is the default."""
    weights = {part: chosen.get(part, DEFAULT_WEIGHTS[part]) for part in Part}
    return weights if any(weights.values()) else dict(DEFAULT_WEIGHTS)


def distance_part(kilometres: int | None, *, calls: bool) -> int:
    """Nearer is better, gently: 0 km 1000, 30 km 500, 300 km 90. Two who can talk by phone never fall below a call."""
    near = NEUTRAL if kilometres is None else BEST * HALF_WORTH_KM // (HALF_WORTH_KM + kilometres)
    return max(near, WORTH_OF_A_CALL) if calls else near


def can_call(mentor: PersonFacts, mentee: PersonFacts) -> bool:
    """Whether both have said yes to the same of phone and video."""
    return bool(CALLS & mentor.meeting_forms & mentee.meeting_forms)


def areas_part(mentor: MentorFacts, mentee: MenteeFacts) -> int:
    """How much of what the mentee asked for and lives with the mentor knows. Any of it is better than not knowing."""
    wanted = _points(mentee, mentee.wished | mentee.areas)
    shared = _points(mentee, mentor.areas | mentor.diagnoses)
    if not wanted or not (shared or mentor.areas):
        return NEUTRAL
    return NEUTRAL + NEUTRAL * shared // wanted if shared else 0


def _points(mentee: MenteeFacts, areas: frozenset[Hashable]) -> int:
    return WORTH_OF_A_WISH * len(mentee.wished & areas) + len((mentee.areas - mentee.wished) & areas)


def meeting_part(mentor: PersonFacts, mentee: PersonFacts) -> int:
    """Half for a way of meeting that suits both, half for a time of the week."""
    forms = overlap_part(mentor.meeting_forms, mentee.meeting_forms)
    times = overlap_part(mentor.meeting_times, mentee.meeting_times)
    return (forms + times) // 2


def overlap_part(one: frozenset[str], other: frozenset[str]) -> int:
    """1000 where the two have anything in common, 0 where they don't, neutral where either hasn't said."""
    if not (one and other):
        return NEUTRAL
    return BEST if one & other else 0


def understood(languages: frozenset[str]) -> frozenset[str]:
    """The languages with the other kind of written Norwegian, which everyone who has the one understands."""
    return languages | NORWEGIAN if languages & NORWEGIAN else languages


def load_part(capacity: int, open_pairings: int) -> int:
    """The share of the mentor's places that is free: fair to those who already carry much."""
    return BEST * max(0, capacity - open_pairings) // capacity if capacity else 0


def experience_part(times_mentor: int) -> int:
    """0 times 500, once 666, three times 800: experience helps, and everybody's first time is no drawback."""
    return BEST * (times_mentor + 1) // (times_mentor + 2)
