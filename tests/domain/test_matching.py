"""Compatibility, its order, and why someone can't be chosen."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentor_program.domain.matching import Availability, Compatibility, Obstacle, compatibility, obstacle, order

TODAY = date(2026, 11, 23)
AREAS = ["seniorer", "arbeidsliv", "førerhund", "punktskrift"]
FREE = {
    "role": "mentor",
    "availability": Availability.AVAILABLE,
    "paused_until": None,
    "open_pairings": 0,
    "capacity": 1,
    "readiness": None,
    "today": TODAY,
}

compatibilities = st.builds(
    compatibility,
    distance_km=st.none() | st.floats(0, 2500),
    mentor_areas=st.lists(st.sampled_from(AREAS), unique=True),
    mentee_areas=st.lists(st.sampled_from(AREAS), unique=True),
    capacity=st.integers(0, 5),
    open_pairings=st.integers(0, 5),
)


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, None),
        ({"open_pairings": 1}, Obstacle.NO_FREE_PLACE),
        ({"open_pairings": 1, "capacity": 2}, None),
        ({"capacity": 0}, Obstacle.NO_FREE_PLACE),
        ({"role": "mentee", "capacity": 0}, None),
        ({"role": "mentee", "open_pairings": 1}, Obstacle.ALREADY_PAIRED),
        ({"availability": Availability.UNAVAILABLE}, Obstacle.UNAVAILABLE),
        ({"availability": Availability.PAUSED}, Obstacle.PAUSED),
        ({"availability": Availability.PAUSED, "paused_until": date(2026, 11, 24)}, Obstacle.PAUSED),
        ({"availability": Availability.PAUSED, "paused_until": TODAY}, None),
        ({"readiness": "later"}, Obstacle.NOT_READY),
        ({"readiness": "not"}, Obstacle.NOT_READY),
        ({"readiness": "now"}, None),
        ({"readiness": "not", "open_pairings": 1}, Obstacle.NO_FREE_PLACE),
    ],
)
def test_the_first_reason_why_someone_cannot_be_chosen(changed, expected):
    assert obstacle(**(FREE | changed)) == expected


def test_shared_areas_keep_the_order_of_the_mentee():
    weighed = compatibility(
        distance_km=12.4,
        mentor_areas=["arbeidsliv", "seniorer", "førerhund"],
        mentee_areas=["førerhund", "arbeidsliv", "punktskrift"],
        capacity=2,
        open_pairings=1,
    )

    assert weighed == Compatibility(
        distance_km=12.4, shared_areas=("førerhund", "arbeidsliv"), free_places=1, capacity=2
    )


@given(compatibilities)
def test_one_shared_area_more_is_never_worse(weighed):
    better = Compatibility(weighed.distance_km, (*weighed.shared_areas, "ny"), weighed.free_places, weighed.capacity)
    assert order(better) < order(weighed)


@given(compatibilities, st.floats(0, 2500))
def test_nearer_is_never_worse_and_an_unknown_place_comes_last(weighed, distance):
    known = Compatibility(distance, weighed.shared_areas, weighed.free_places, weighed.capacity)
    unknown = Compatibility(None, weighed.shared_areas, weighed.free_places, weighed.capacity)
    nearer = Compatibility(distance / 2, weighed.shared_areas, weighed.free_places, weighed.capacity)
    assert order(nearer) <= order(known) < order(unknown)


@given(compatibilities)
def test_free_places_are_never_negative(weighed):
    assert weighed.free_places >= 0
