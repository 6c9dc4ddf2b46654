"""The score is a pure function: its bounds, its symmetry, and that more of a good thing never counts less."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentor_program.domain.scoring import (
    DEFAULT_WEIGHTS,
    NEUTRAL,
    MenteeFacts,
    MentorFacts,
    Part,
    complete_weights,
    score,
)
from support.scoring import AREAS, DIAGNOSES, kilometres, mentees, mentors, weights


def parts_of(*args, **kwargs):
    return {part.part: part.permille for part in score(*args, **kwargs).parts}


def test_a_pair_about_whom_nothing_is_known_but_a_free_place_stands_in_the_middle():
    weighed = score(MentorFacts(), MenteeFacts())
    assert [(part.part, part.permille, part.weight) for part in weighed.parts] == [
        ("distance", 500, 25),
        ("areas", 500, 30),
        ("language", 500, 15),
        ("meeting", 500, 15),
        ("load", 1000, 10),
        ("experience", 500, 5),
    ]
    assert weighed.total == 55


def test_a_pair_that_suits_in_everything():
    mentor = MentorFacts(
        areas=frozenset({"guide_dog", "work"}),
        languages=frozenset({"nb"}),
        meeting_forms=frozenset({"in_person", "phone"}),
        meeting_times=frozenset({"weekend"}),
        capacity=2,
        open_pairings=1,
        times_mentor=3,
    )
    mentee = MenteeFacts(
        areas=frozenset({"work", "studies"}),
        wished=frozenset({"guide_dog"}),
        languages=frozenset({"nn"}),
        meeting_forms=frozenset({"in_person"}),
        meeting_times=frozenset({"weekend", "weekday_day"}),
    )
    weighed = score(mentor, mentee, kilometres=12)
    assert [part.permille for part in weighed.parts] == [714, 900, 1000, 1000, 500, 800]
    assert weighed.total == 84


@pytest.mark.parametrize(
    ("km", "calls", "expected"),
    [
        (0, False, 1000),
        (12, False, 714),
        (30, False, 500),
        (300, False, 90),
        (None, False, 500),
        (300, True, 600),
        (None, True, 600),
        (12, True, 714),
    ],
)
def test_distance_and_being_glad_to_talk_by_phone(km, calls, expected):
    forms = frozenset({"phone"}) if calls else frozenset()
    mentor, mentee = MentorFacts(meeting_forms=forms), MenteeFacts(meeting_forms=forms)
    assert parts_of(mentor, mentee, kilometres=km)[Part.DISTANCE] == expected


@pytest.mark.parametrize(
    ("known", "lived", "wished", "expected"),
    [
        ((), ("work",), ("guide_dog",), 500),
        (("work",), (), (), 500),
        (("seniors",), ("work",), (), 0),
        (("work",), ("work", "studies"), (), 750),
        (("work",), ("work",), ("guide_dog",), 625),
        (("guide_dog",), ("work",), ("guide_dog",), 875),
        (("guide_dog", "work"), ("work",), ("guide_dog", "work"), 1000),
    ],
)
def test_areas_are_weighed_by_what_the_mentee_asked_for(known, lived, wished, expected):
    mentor = MentorFacts(areas=frozenset(known))
    mentee = MenteeFacts(areas=frozenset(lived), wished=frozenset(wished))
    assert parts_of(mentor, mentee)[Part.AREAS] == expected


def test_a_diagnosis_earns_where_the_mentee_asked_for_it():
    mentor = MentorFacts(diagnoses=frozenset({"amd"}))
    assert parts_of(mentor, MenteeFacts(wished=frozenset({"amd"})))[Part.AREAS] == 1000


@given(mentors, mentees, st.frozensets(st.sampled_from(DIAGNOSES)), kilometres, weights)
def test_a_diagnosis_that_nobody_asked_for_changes_nothing(mentor, mentee, diagnoses, km, weights):
    mentee = replace(mentee, wished=mentee.wished - diagnoses)
    more = replace(mentor, diagnoses=mentor.diagnoses | diagnoses)
    assert score(more, mentee, weights, kilometres=km) == score(mentor, mentee, weights, kilometres=km)


@given(mentors, mentees, kilometres, weights)
def test_every_pair_has_a_score_from_0_to_100(mentor, mentee, km, weights):
    weighed = score(mentor, mentee, weights, kilometres=km)
    assert 0 <= weighed.total <= 100
    assert [part.part for part in weighed.parts] == list(Part)
    assert all(0 <= part.permille <= 1000 for part in weighed.parts)


@given(mentors, mentees, kilometres)
def test_distance_language_and_meeting_are_the_same_from_either_side(mentor, mentee, km):
    shared = ("languages", "meeting_forms", "meeting_times")
    turned_mentor = replace(mentor, **{name: getattr(mentee, name) for name in shared})
    turned_mentee = replace(mentee, **{name: getattr(mentor, name) for name in shared})
    one, other = parts_of(mentor, mentee, kilometres=km), parts_of(turned_mentor, turned_mentee, kilometres=km)
    assert one == other


@given(mentors, mentees, st.integers(0, 2500), st.integers(0, 2500), weights)
def test_nearer_is_never_worse(mentor, mentee, one, other, weights):
    near, far = sorted((one, other))
    assert score(mentor, mentee, weights, kilometres=near).total >= score(mentor, mentee, weights, kilometres=far).total


@given(mentors, mentees, st.sampled_from(AREAS + DIAGNOSES), kilometres, weights)
def test_one_shared_area_more_is_never_worse(mentor, mentee, area, km, weights):
    field = "diagnoses" if area in DIAGNOSES else "areas"
    knows = replace(mentor, **{field: getattr(mentor, field) | {area}})
    mentee = replace(mentee, wished=mentee.wished | {area})
    assert score(knows, mentee, weights, kilometres=km).total >= score(mentor, mentee, weights, kilometres=km).total


@given(mentors, mentees, st.sampled_from(AREAS))
def test_a_wish_that_the_mentor_meets_is_worth_at_least_what_is_merely_shared(mentor, mentee, area):
    mentor = replace(mentor, areas=mentor.areas | {area})
    shares = replace(mentee, areas=mentee.areas | {area}, wished=mentee.wished - {area})
    asks = replace(shares, wished=shares.wished | {area})
    assert parts_of(mentor, asks)[Part.AREAS] >= parts_of(mentor, shares)[Part.AREAS]


@given(mentors, mentees, kilometres, weights, st.data())
def test_one_language_form_or_time_more_in_common_is_never_worse(mentor, mentee, km, weights, data):
    field = data.draw(st.sampled_from(["languages", "meeting_forms", "meeting_times"]))
    common = frozenset({"phone"})
    more = [replace(person, **{field: getattr(person, field) | common}) for person in (mentor, mentee)]
    assert score(*more, weights, kilometres=km).total >= score(mentor, mentee, weights, kilometres=km).total


@given(mentors, mentees, kilometres, weights)
def test_a_place_more_free_and_a_pair_more_behind_one_are_never_worse(mentor, mentee, km, weights):
    now = score(mentor, mentee, weights, kilometres=km).total
    freer = replace(mentor, open_pairings=max(0, mentor.open_pairings - 1))
    wiser = replace(mentor, times_mentor=mentor.times_mentor + 1)
    assert score(freer, mentee, weights, kilometres=km).total >= now
    assert score(wiser, mentee, weights, kilometres=km).total >= now


@given(mentors, mentees, kilometres, weights, st.sampled_from(list(Part)), st.integers(0, 100))
def test_more_weight_on_what_a_pair_is_best_in_never_lowers_it(mentor, mentee, km, weights, part, more):
    now = score(mentor, mentee, weights, kilometres=km)
    raised = weights | {part: weights[part] + more}
    if all(other.permille <= now.parts[list(Part).index(part)].permille for other in now.parts):
        assert score(mentor, mentee, raised, kilometres=km).total >= now.total


@given(mentors, mentees, mentors, kilometres, weights)
def test_who_is_no_better_in_any_part_never_comes_before(mentor, mentee, other, km, weights):
    one, two = score(mentor, mentee, weights, kilometres=km), score(other, mentee, weights, kilometres=km)
    if all(a.permille >= b.permille for a, b in zip(one.parts, two.parts, strict=True)):
        assert one.total >= two.total


@given(mentees, kilometres)
def test_not_having_said_anything_is_never_worse_than_having_nothing_in_common(mentee, km):
    silent = MentorFacts()
    different = MentorFacts(
        areas=frozenset({"none of the mentee's"}), languages=frozenset({"none"}), meeting_times=frozenset({"never"})
    )
    assert score(silent, mentee, kilometres=km).total >= score(different, mentee, kilometres=km).total


def test_weights_that_a_programme_has_not_chosen_are_the_defaults():
    assert complete_weights({}) == dict(DEFAULT_WEIGHTS)
    assert complete_weights({"distance": 0})[Part.DISTANCE] == 0
    assert complete_weights(dict.fromkeys(Part, 0)) == dict(DEFAULT_WEIGHTS)
    assert sum(DEFAULT_WEIGHTS.values()) == 100


def test_a_call_is_worth_more_than_not_knowing():
    calls = frozenset({"video"})
    assert parts_of(MentorFacts(meeting_forms=calls), MenteeFacts(meeting_forms=calls))[Part.DISTANCE] > NEUTRAL
