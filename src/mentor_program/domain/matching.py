"""Compatibility of a mentor and a mentee, and why someone can't be chosen (story F)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

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


@dataclass(frozen=True)
class Compatibility:
    """What a coordinator weighs: kilometres between the municipality seats, shared areas, free places of the mentor.

    `distance_km` is None where a municipality is unknown. `shared_areas` are names and never name a diagnosis:
    closeness in diagnosis is no known benefit, and what is weighed is stored with the pair.
    """

    distance_km: float | None
    shared_areas: tuple[str, ...]
    free_places: int
    capacity: int


def compatibility(
    *,
    distance_km: float | None,
    mentor_areas: Sequence[str],
    mentee_areas: Sequence[str],
    capacity: int,
    open_pairings: int,
) -> Compatibility:
    """How one mentor suits one mentee. Areas are names without diagnoses; shared ones keep the mentee's order."""
    known_to_mentor = set(mentor_areas)
    return Compatibility(
        distance_km=distance_km,
        shared_areas=tuple(area for area in mentee_areas if area in known_to_mentor),
        free_places=max(0, capacity - open_pairings),
        capacity=capacity,
    )


def order(value: Compatibility) -> tuple[int, int, int]:
    """What candidates are sorted by, best first: more shared areas, shorter distance, more free places.

    `persistence.queries.matching` says the same in SQL; a test holds the two together.
    """
    metres = METRES_WHEN_UNKNOWN if value.distance_km is None else round(value.distance_km * 1000)
    return (-len(value.shared_areas), metres, -value.free_places)


def obstacle(
    *,
    role: str,
    availability: Availability,
    paused_until: date | None,
    open_pairings: int,
    capacity: int,
    readiness: str | None,
    today: date,
) -> Obstacle | None:
    """The first reason why this person can't be chosen, or None. A pause that has run out is no obstacle."""
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
    return None
