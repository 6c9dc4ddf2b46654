"""Compatibility of a mentor and a mentee, and why someone can't be chosen (story F)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


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
    """What a coordinator weighs: kilometres between the municipality seats, shared areas, free places of the mentor."""

    distance_km: float | None
    shared_areas: tuple[str, ...]
    free_places: int


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
