from itertools import product

import pytest

from mentor_program.domain.pairing import (
    ENDED_STATUSES,
    OPEN_STATUSES,
    PairingStatus,
    may_change,
    takes_a_place,
)

ALLOWED = {
    ("active", "paused"),
    ("paused", "active"),
    ("active", "programme_complete"),
    ("programme_complete", "active"),
    ("active", "dissolved"),
    ("paused", "dissolved"),
}


@pytest.mark.parametrize(("old", "new"), list(product(PairingStatus, PairingStatus)))
def test_only_the_listed_changes_of_status_are_allowed(old, new):
    assert may_change(old, new) == ((old, new) in ALLOWED)


def test_dissolved_is_final():
    assert [new for new in PairingStatus if may_change(PairingStatus.DISSOLVED, new)] == []


def test_a_status_is_either_open_or_ended_and_only_open_ones_take_a_place():
    assert OPEN_STATUSES.isdisjoint(ENDED_STATUSES)
    assert set(PairingStatus) == OPEN_STATUSES | ENDED_STATUSES
    assert {status for status in PairingStatus if takes_a_place(status)} == {"active", "paused"}
