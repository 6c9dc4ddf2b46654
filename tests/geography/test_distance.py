from math import pi

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentor_program.geography.distance import EARTH_RADIUS_KM, distance_km
from mentor_program.geography.recognise import recognise_municipality

latitudes = st.floats(-90, 90)
longitudes = st.floats(-180, 180)


def between(one, other):
    (here,), (there,) = recognise_municipality(one), recognise_municipality(other)
    return distance_km(here.latitude, here.longitude, there.latitude, there.longitude)


@pytest.mark.parametrize(
    ("one", "other", "kilometres"),
    [("Oslo", "Bergen", 305), ("Oslo", "Trondheim", 391), ("Stavanger", "Sandnes", 13)],
)
def test_known_distances_are_met_within_five_kilometres(one, other, kilometres):
    assert abs(between(one, other) - kilometres) <= 5


@given(latitudes, longitudes, latitudes, longitudes)
def test_a_distance_is_the_same_both_ways_and_at_most_half_the_globe(lat1, lon1, lat2, lon2):
    there = distance_km(lat1, lon1, lat2, lon2)
    assert abs(there - distance_km(lat2, lon2, lat1, lon1)) < 1e-6
    assert 0 <= there <= EARTH_RADIUS_KM * pi


@given(latitudes, longitudes)
def test_a_place_is_no_distance_from_itself(latitude, longitude):
    assert distance_km(latitude, longitude, latitude, longitude) == 0
