"""Distances of all municipalities are the same whole kilometres in numpy, in Python and in the database."""

from mentor_program.geography.distance import distance_km
from mentor_program.matching.distances import UNKNOWN, Distances

PLACES = "select number, latitude, longitude from public.municipalities where latitude is not null"
ALL_PAIRS = """
  select a.number, b.number, round(private.distance_km(a.latitude, a.longitude, b.latitude, b.longitude))::integer
  from public.municipalities a, public.municipalities b
"""


def test_every_two_municipalities_are_as_far_apart_everywhere(owner):
    places = {number: (latitude, longitude) for number, latitude, longitude in owner.execute(PLACES).fetchall()}
    assert len(places) > 350
    distances = Distances.between(places)
    in_python = {(a, b): round(distance_km(*places[a], *places[b])) for a in places for b in places}
    in_numpy = {
        (a, b): int(distances.kilometres[row, column])
        for a, row in distances.index.items()
        for b, column in distances.index.items()
    }
    in_sql = {(a, b): km for a, b, km in owner.execute(ALL_PAIRS).fetchall()}
    assert in_numpy == in_python
    assert in_sql == in_python


def test_a_place_that_is_not_known_is_at_no_distance():
    distances = Distances.between({"0301": (59.9, 10.7)})
    here, nowhere = distances.rows(["0301", None])
    assert distances.kilometres[here, here] == 0
    assert distances.kilometres[here, nowhere] == UNKNOWN
    assert distances.kilometres[nowhere, nowhere] == UNKNOWN
