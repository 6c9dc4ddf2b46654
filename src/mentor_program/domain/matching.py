"""Compatibility of a mentor and a mentee, and why someone can't be chosen (story F)."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mentor_program.domain.scoring import MenteeFacts, MentorFacts, Part, Score, score, understood

METRES_WHEN_UNKNOWN = 10**9  # further than anything on Earth: those whose place is unknown come last


class Availability(StrEnum):
    """Stored value of `peer_mentors.availability`."""

    AVAILABLE = "available"
    PAUSED = "paused"
    UNAVAILABLE = "unavailable"


class Obstacle(StrEnum):
    """Why a person can't be chosen just now."""

    ALREADY_PAIRED = "already_paired"
    NO_FREE_PLACE = "no_free_place"
    PAUSED = "paused"
    UNAVAILABLE = "unavailable"
    NOT_READY = "not_ready"
    NEVER_AGAIN = "never_again"
    LACKS_REQUIREMENT = "lacks_requirement"


@dataclass(frozen=True)
class Compatibility:
    """What a coordinator weighs, with the score that orders candidates; `Score` says what each part is worth.

    `distance_km` lies between the municipality seats, None where a place is unknown. Areas are names in the mentee's
    order, those asked for first; `shared_areas` never name a diagnosis, `asked_diagnoses` are those the mentee asked
    for and the mentor lives with. `asked_areas` is None where the mentee has not asked for anything. Languages, forms
    and times are codes both have chosen, None where either hasn't said. `times_mentor` are the mentor's former pairs.
    """

    score: Score
    distance_km: float | None
    shared_areas: tuple[str, ...]
    asked_areas: tuple[str, ...] | None
    asked_diagnoses: tuple[str, ...]
    languages: tuple[str, ...] | None
    meeting_forms: tuple[str, ...] | None
    meeting_times: tuple[str, ...] | None
    free_places: int
    capacity: int
    times_mentor: int


def compatibility(
    mentor: MentorFacts,
    mentee: MenteeFacts,
    weights: Mapping[Part, int],
    *,
    distance_km: float | None,
    names: Mapping[Hashable, str],
) -> Compatibility:
    """How one mentor suits one mentee. `names` holds every area of the facts, in the order they are told."""
    asked = [name for area, name in names.items() if area in mentee.wished & mentor.areas]
    merely_shared = [name for area, name in names.items() if area in (mentee.areas - mentee.wished) & mentor.areas]
    return Compatibility(
        score=score(mentor, mentee, weights, kilometres=None if distance_km is None else round(distance_km)),
        distance_km=distance_km,
        shared_areas=(*asked, *merely_shared),
        asked_areas=tuple(asked) if mentee.wished else None,
        asked_diagnoses=tuple(name for area, name in names.items() if area in mentee.wished & mentor.diagnoses),
        languages=_common(understood(mentor.languages), understood(mentee.languages)),
        meeting_forms=_common(mentor.meeting_forms, mentee.meeting_forms),
        meeting_times=_common(mentor.meeting_times, mentee.meeting_times),
        free_places=max(0, mentor.capacity - mentor.open_pairings),
        capacity=mentor.capacity,
        times_mentor=mentor.times_mentor,
    )


def _common(one: frozenset[str], other: frozenset[str]) -> tuple[str, ...] | None:
    return tuple(sorted(one & other)) if one and other else None


def order(value: Compatibility) -> tuple[int, int, int]:
    """What candidates are sorted by, best first: a higher score, a shorter distance, more free places.

    `persistence.queries.matching_sql` says the same in SQL; a test holds the two together.
    """
    metres = METRES_WHEN_UNKNOWN if value.distance_km is None else round(value.distance_km * 1000)
    return (-value.score.total, metres, -value.free_places)


def obstacle(
    *,
    role: str,
    availability: Availability,
    paused_until: date | None,
    open_pairings: int,
    capacity: int,
    readiness: str | None,
    today: date,
    excluded: bool = False,
    lacks_requirement: bool = False,
) -> Obstacle | None:
    """The first reason why this person can't be chosen, or None. A pause that has run out is no obstacle.

    `excluded` is never to be paired again with the other person; `lacks_requirement` is a mentor without what the
    programme requires. Those that somebody can put right come last.
    """
    if excluded:
        return Obstacle.NEVER_AGAIN
    if role == "mentee" and open_pairings > 0:
        return Obstacle.ALREADY_PAIRED
    if role == "mentor" and open_pairings >= capacity:
        return Obstacle.NO_FREE_PLACE
    if availability is Availability.UNAVAILABLE:
        return Obstacle.UNAVAILABLE
    if availability is Availability.PAUSED and (paused_until is None or paused_until > today):
        return Obstacle.PAUSED
    if readiness in ("later", "not"):
        return Obstacle.NOT_READY
    if role == "mentor" and lacks_requirement:
        return Obstacle.LACKS_REQUIREMENT
    return None
