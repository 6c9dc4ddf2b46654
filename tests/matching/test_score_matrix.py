"""The scores of everybody at once are those of the domain, one by one."""

import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentor_program.domain.scoring import MenteeFacts, MentorFacts, score
from mentor_program.matching import score_matrix as module
from mentor_program.matching.distances import Distances
from mentor_program.matching.score_matrix import IMPOSSIBLE, score_matrix
from support.scoring import PLACES, mentees, mentors, weights

WHERE = {number: place for number, place in PLACES.items() if number != "5601"}  # of which nothing is known
DISTANCES = Distances.between(WHERE)


def kilometres(mentor, mentee):
    if mentor.place not in WHERE or mentee.place not in WHERE:
        return None
    return int(DISTANCES.kilometres[DISTANCES.index[mentor.place], DISTANCES.index[mentee.place]])


@settings(deadline=None)
@given(st.lists(mentors, max_size=6), st.lists(mentees, max_size=6), weights)
def test_the_matrix_holds_the_score_of_every_pair(mentors, mentees, weights):
    expected = [
        [score(mentor, mentee, weights, kilometres=kilometres(mentor, mentee)).total for mentor in mentors]
        for mentee in mentees
    ]
    found = score_matrix(mentors, mentees, weights, distances=DISTANCES)
    assert (found.dtype, found.shape) == (np.int16, (len(mentees), len(mentors)))
    assert found.tolist() == expected


@settings(deadline=None)
@given(st.lists(mentors, min_size=1, max_size=6), st.lists(mentees, min_size=1, max_size=6), st.data())
def test_excluded_and_too_far_are_impossible_and_nobody_else(mentors, mentees, data):
    every_pair = [(row, column) for row in range(len(mentees)) for column in range(len(mentors))]
    exclusions = data.draw(st.sets(st.sampled_from(every_pair)))
    furthest = data.draw(st.none() | st.integers(0, 400))
    found = score_matrix(mentors, mentees, distances=DISTANCES, exclusions=exclusions, furthest_km=furthest)
    for row, column in every_pair:
        km = kilometres(mentors[column], mentees[row])
        too_far = furthest is not None and (km is None or km > furthest)
        assert (found[row, column] == IMPOSSIBLE) == (too_far or (row, column) in exclusions)


def test_blocks_are_put_together_as_if_they_were_one(monkeypatch):
    several = [MentorFacts(capacity=number + 1, open_pairings=1) for number in range(7)]
    many = [MenteeFacts(areas=frozenset({number})) for number in range(9)]
    whole = score_matrix(several, many)
    monkeypatch.setattr(module, "BLOCK", 15)
    assert (score_matrix(several, many) == whole).all()


@pytest.mark.parametrize(
    ("place", "other", "expected"), [("0301", "0301", 0), ("0301", "4601", 305), ("1103", "1108", 13)]
)
def test_distances_are_whole_kilometres(place, other, expected):
    assert DISTANCES.kilometres[DISTANCES.rows([place]), DISTANCES.rows([other])] == [expected]
    assert DISTANCES.kilometres[DISTANCES.rows([place]), DISTANCES.rows([None])] == [-1]


def test_many_people_take_no_more_memory_than_the_scores_and_a_block():
    several, many = [MentorFacts()] * 2000, [MenteeFacts()] * 3000
    tracemalloc.start()
    found = score_matrix(several, many)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < found.nbytes + 40 * module.BLOCK
