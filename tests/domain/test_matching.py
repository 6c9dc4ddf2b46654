"""Compatibility, its order, and why someone can't be chosen."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentor_program.domain.matching import Availability, Compatibility, Obstacle, compatibility, obstacle, order
from mentor_program.domain.scoring import DEFAULT_WEIGHTS, MenteeFacts, MentorFacts, score
from support.scoring import mentees, mentors

TODAY = date(2026, 11, 23)
NAMES = {"guide_dog": "førerhund", "seniors": "seniorer", "work": "arbeidsliv", "braille": "punktskrift", "amd": "AMD"}
FREE = {
    "role": "mentor",
    "availability": Availability.AVAILABLE,
    "paused_until": None,
    "open_pairings": 0,
    "capacity": 1,
    "readiness": None,
    "today": TODAY,
}


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


def test_never_again_is_told_first_and_what_a_mentor_lacks_last():
    assert obstacle(**FREE | {"excluded": True, "open_pairings": 1}) == Obstacle.NEVER_AGAIN
    assert obstacle(**FREE | {"lacks_requirement": True, "readiness": "not"}) == Obstacle.NOT_READY
    assert obstacle(**FREE | {"lacks_requirement": True}) == Obstacle.LACKS_REQUIREMENT
    assert obstacle(**FREE | {"lacks_requirement": True, "role": "mentee"}) is None


def weigh(mentor, mentee, distance_km=None):
    return compatibility(mentor, mentee, DEFAULT_WEIGHTS, distance_km=distance_km, names=NAMES)


def test_what_two_share_is_told_in_the_order_of_the_names_and_what_was_asked_for_first():
    mentor = MentorFacts(
        areas=frozenset({"work", "seniors", "guide_dog"}),
        diagnoses=frozenset({"amd"}),
        languages=frozenset({"nb", "en"}),
        meeting_forms=frozenset({"phone"}),
        capacity=2,
        open_pairings=1,
        times_mentor=3,
    )
    mentee = MenteeFacts(
        areas=frozenset({"work", "seniors", "braille"}),
        wished=frozenset({"guide_dog", "amd"}),
        languages=frozenset({"nn"}),
        meeting_times=frozenset({"weekend"}),
    )

    assert weigh(mentor, mentee, 12.4) == Compatibility(
        score=score(mentor, mentee, kilometres=12),
        distance_km=12.4,
        shared_areas=("førerhund", "seniorer", "arbeidsliv"),
        asked_areas=("førerhund",),
        asked_diagnoses=("AMD",),
        languages=("nb", "nn"),
        meeting_forms=None,
        meeting_times=None,
        free_places=1,
        capacity=2,
        times_mentor=3,
    )


def test_nothing_asked_for_is_told_apart_from_nothing_found():
    mentor = MentorFacts(meeting_forms=frozenset({"phone"}))
    assert weigh(mentor, MenteeFacts()).asked_areas is None
    assert weigh(mentor, MenteeFacts(wished=frozenset({"work"}))).asked_areas == ()
    assert weigh(mentor, MenteeFacts(meeting_forms=frozenset({"video"}))).meeting_forms == ()


@given(mentors, mentees, st.floats(0, 2500))
def test_nearer_is_never_worse_and_a_higher_score_always_better(mentor, mentee, distance):
    known, nearer = weigh(mentor, mentee, distance), weigh(mentor, mentee, distance / 2)
    assert order(nearer) <= order(known)
    unknown = weigh(mentor, mentee)
    assert (order(known) < order(unknown)) == (known.score.total >= unknown.score.total)


@given(mentors, mentees)
def test_free_places_are_never_negative(mentor, mentee):
    assert weigh(mentor, mentee).free_places >= 0
