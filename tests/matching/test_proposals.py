"""Who stays without and why, and that what is said to help would help by just as much."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from mentor_program.matching.proposals import Help, Waiting, Why, Without, candidates, propose

PAUSED, LACKS = ("paused", "1108"), ("confidentiality", "4601")


def waiting(scores, *, kilometres=None, places=None, hindrance=None, max_km=None, programme=None):
    scores = np.array(scores, dtype=np.int16)
    mentees, mentors = scores.shape
    return Waiting(
        scores=scores,
        kilometres=np.zeros(scores.shape, np.int32) if kilometres is None else np.array(kilometres, np.int32),
        places=np.ones(mentors, int) if places is None else np.array(places),
        programme=np.zeros(mentees, int) if programme is None else np.array(programme),
        hindrance=[[None] * mentors] if hindrance is None else hindrance,
        max_km=max_km,
    )


def test_everybody_is_placed_where_that_is_possible():
    answer = propose(waiting([[90, 80], [90, 10]]))
    assert answer.mentor.tolist() == [1, 0]
    assert (answer.without, answer.helpful) == ({}, ())


def test_who_is_kept_stays_and_who_is_left_out_takes_no_place():
    answer = propose(waiting([[90, 80], [90, 10], [99, 99]]), kept={0: 0}, left_out={2})
    assert answer.mentor.tolist() == [0, 1, -1]
    assert answer.without == {}


def test_those_who_could_be_chosen_are_proposed_to_others():
    answer = propose(waiting([[90, -1], [90, 80], [50, 40]]))
    assert answer.without == {2: Without(Why.ALL_TAKEN, mentors=2)}


def test_the_nearest_who_could_be_chosen_lives_too_far_away():
    answer = propose(waiting([[90, 80, 70]], kilometres=[[62, 75, 10]], max_km=30, hindrance=[[None, None, PAUSED]]))
    assert answer.without == {0: Without(Why.TOO_FAR, nearest_km=62)}


def test_without_a_place_no_distance_can_be_measured():
    answer = propose(waiting([[90]], kilometres=[[-1]], max_km=30))
    assert answer.without == {0: Without(Why.PLACE_UNKNOWN)}


def test_those_who_could_be_chosen_are_never_to_be_chosen_again():
    answer = propose(waiting([[-1, 90]], hindrance=[[None, PAUSED]]))
    assert answer.without == {0: Without(Why.NEVER_AGAIN)}


def test_nobody_can_be_chosen_now():
    answer = propose(waiting([[90]], hindrance=[[PAUSED]]))
    assert answer.without == {0: Without(Why.NO_MENTOR)}
    assert propose(waiting(np.zeros((1, 0)))).without == {0: Without(Why.NO_MENTOR)}


def test_two_on_pause_in_one_place_would_place_two():
    answer = propose(waiting([[50, 60, 70]] * 3, hindrance=[[None, PAUSED, PAUSED]]))
    assert answer.helpful == (Help(2, hindrance=PAUSED, mentors=2),)


def test_mentors_who_would_place_nobody_more_are_not_named():
    # The one on pause suits only a mentee who is placed already, and nobody could take that one's place.
    scores = [[50, 60, -1], [-1, -1, 40]]
    answer = propose(waiting(scores, hindrance=[[None, PAUSED, None]], places=[1, 1, 0]))
    assert answer.without[1].why == Why.ALL_TAKEN
    assert answer.helpful == ()


def test_a_mentor_helps_also_by_taking_over_somebody_who_is_placed():
    # Only the first suits both; the one who lacks something suits the one who is placed.
    answer = propose(waiting([[50, 60], [50, -1]], hindrance=[[None, LACKS]]))
    assert answer.mentor.tolist() == [0, -1]
    assert answer.helpful == (Help(1, hindrance=LACKS, mentors=1),)


def test_what_one_programme_asks_for_another_may_not():
    answer = propose(waiting([[50], [90]], programme=[0, 1], hindrance=[[None], [LACKS]], places=[2]))
    assert answer.mentor.tolist() == [0, -1]
    assert answer.without == {1: Without(Why.NO_MENTOR)}
    assert answer.helpful == (Help(1, hindrance=LACKS, mentors=1),)


def test_the_shortest_distance_that_places_somebody_and_the_one_that_places_the_most():
    kilometres = [[5, 90, 99], [35, 36, 280], [400, 400, 120]]
    answer = propose(waiting([[50] * 3] * 3, kilometres=kilometres, max_km=20))
    assert answer.mentor.tolist() == [0, -1, -1]
    assert answer.helpful == (Help(1, km=40), Help(2, km=125))


def test_a_distance_that_changes_nothing_is_not_offered():
    answer = propose(waiting([[50], [50]], kilometres=[[5], [90]], max_km=20))
    assert answer.without == {1: Without(Why.TOO_FAR, nearest_km=90)}
    assert answer.helpful == ()


def test_candidates_are_those_who_can_be_chosen_the_best_first_however_far():
    everyone = waiting(
        [[50, 70, 90, -1, 60]], kilometres=[[900, 0, 0, 0, 0]], max_km=10, hindrance=[[None, None, PAUSED, None, None]]
    )
    assert candidates(everyone, 0).tolist() == [1, 4, 0]


@st.composite
def worlds(draw):
    mentees, mentors = draw(st.integers(1, 5)), draw(st.integers(1, 5))

    def cells(values):
        return [[draw(values) for _ in range(mentors)] for _ in range(mentees)]

    return waiting(
        cells(st.sampled_from([-1, 10, 50, 90])),
        kilometres=cells(st.sampled_from([-1, 5, 15, 45, 120])),
        places=[draw(st.integers(0, 2)) for _ in range(mentors)],
        hindrance=[[draw(st.sampled_from([None, None, PAUSED, LACKS])) for _ in range(mentors)]],
        max_km=draw(st.sampled_from([None, 10, 50])),
    )


@settings(max_examples=150, deadline=None)
@given(worlds())
def test_doing_what_helps_gives_just_as_many_more(world):
    answer = propose(world)
    before = np.count_nonzero(answer.mentor >= 0)
    for one in answer.helpful:
        if one.km:
            better = Waiting(**{**vars(world), "max_km": one.km})
        else:
            put_right = [[None if each == one.hindrance else each for each in row] for row in world.hindrance]
            better = Waiting(**{**vars(world), "hindrance": put_right})
        assert np.count_nonzero(propose(better).mentor >= 0) == before + one.pairs


@settings(max_examples=100, deadline=None)
@given(worlds())
def test_everybody_has_a_mentor_or_a_reason(world):
    answer = propose(world)
    assert set(answer.without) == set(np.flatnonzero(answer.mentor < 0).tolist())
