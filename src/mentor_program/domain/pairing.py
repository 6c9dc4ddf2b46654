"""States of a pairing and the changes between them. The database holds the same table in a trigger."""

from enum import StrEnum


class PairingStatus(StrEnum):
    """Stored value of `mentor_pairings.status`."""

    ACTIVE = "active"
    PAUSED = "paused"
    PROGRAMME_COMPLETE = "programme_complete"
    DISSOLVED = "dissolved"


class Initiator(StrEnum):
    """Who asked for a pair to be dissolved."""

    MENTOR = "mentor"
    MENTEE = "mentee"
    COORDINATOR = "coordinator"


class Readiness(StrEnum):
    """Whether a person is ready for a new pair, asked when a pair is dissolved."""

    NOW = "now"
    LATER = "later"
    NOT = "not"


ALLOWED_CHANGES: dict[PairingStatus, frozenset[PairingStatus]] = {
    PairingStatus.ACTIVE: frozenset({PairingStatus.PAUSED, PairingStatus.PROGRAMME_COMPLETE, PairingStatus.DISSOLVED}),
    PairingStatus.PAUSED: frozenset({PairingStatus.ACTIVE, PairingStatus.DISSOLVED}),
    PairingStatus.PROGRAMME_COMPLETE: frozenset({PairingStatus.ACTIVE}),
    PairingStatus.DISSOLVED: frozenset(),
}

OPEN_STATUSES = frozenset({PairingStatus.ACTIVE, PairingStatus.PAUSED})
ENDED_STATUSES = frozenset({PairingStatus.PROGRAMME_COMPLETE, PairingStatus.DISSOLVED})


def may_change(old: PairingStatus, new: PairingStatus) -> bool:
    """Whether the list of allowed changes holds `old` → `new` (staying the same is no change)."""
    return new in ALLOWED_CHANGES[old]


def takes_a_place(status: PairingStatus) -> bool:
    """An active or paused pair takes a place of its mentor and binds its mentee."""
    return status in OPEN_STATUSES
