"""The score and its parts in bokmål, nynorsk and English."""

import pytest
from django.utils import translation

from mentor_program.domain.matching import compatibility
from mentor_program.domain.scoring import DEFAULT_WEIGHTS, MenteeFacts, MentorFacts, Part, PartScore
from mentor_program.web.score_words import (
    PART,
    REASONS,
    asked_in_words,
    compatibility_in_words,
    experience_in_words,
    forms_in_words,
    kilometres_in_words,
    languages_in_words,
    parts_in_words,
    times_in_words,
    total_in_words,
)


@pytest.fixture(autouse=True)
def _bokmal():
    with translation.override("nb"):
        yield


def weighed():
    mentor = MentorFacts(
        areas=frozenset({"guide_dog", "work"}),
        diagnoses=frozenset({"amd"}),
        meeting_forms=frozenset({"in_person", "phone"}),
        languages=frozenset({"nb", "en"}),
        capacity=2,
        open_pairings=1,
        times_mentor=3,
    )
    mentee = MenteeFacts(
        areas=frozenset({"work"}),
        wished=frozenset({"guide_dog", "amd"}),
        meeting_forms=frozenset({"in_person"}),
        languages=frozenset({"nb", "en"}),
    )
    names = {"guide_dog": "førerhund", "work": "arbeidsliv", "amd": "AMD"}
    return compatibility(mentor, mentee, DEFAULT_WEIGHTS, distance_km=12.4, names=names)


def test_the_parts_are_told_one_by_one():
    assert compatibility_in_words(weighed()) == [
        "12 km",
        "2 felles erfaringsområder: førerhund, arbeidsliv",
        "ønsket: førerhund",
        "ønsket diagnose: AMD",
        "felles språk: norsk, engelsk",
        "møtes fysisk",
        "1 av 2 plasser ledig",
        "har vært mentor 3 ganger",
    ]


@pytest.mark.parametrize(
    ("language", "expected"),
    [("nb", "har vært mentor 3 ganger"), ("nn", "har vore mentor 3 gonger"), ("en", "has been mentor 3 times")],
)
def test_the_parts_are_told_in_every_language(language, expected):
    with translation.override(language):
        assert compatibility_in_words(weighed())[-1] == expected


def test_what_is_not_known_is_not_told_and_what_does_not_fit_is():
    assert (languages_in_words(None), forms_in_words(None), times_in_words(None), asked_in_words(None)) == ([],) * 4
    assert languages_in_words(()) == ["ingen felles språk"]
    assert forms_in_words(()) == ["ingen felles måte å møtes på"]
    assert times_in_words(()) == ["ingen tid på uka passer begge"]
    assert asked_in_words(()) == ["ingenting av det som er ønsket"]
    assert asked_in_words((), ("AMD",)) == ["ønsket diagnose: AMD"]


def test_several_forms_and_times_stand_in_their_usual_order():
    assert forms_in_words(("video", "in_person")) == ["møtes fysisk", "snakker på video"]
    assert times_in_words(("weekend", "weekday_day")) == ["passer begge: hverdager på dagtid, helger"]


@pytest.mark.parametrize(
    ("kilometres", "expected"), [(None, "ukjent avstand"), (0.0, "samme kommune"), (0.2, "1 km"), (1234.5, "1234 km")]
)
def test_distance_is_rounded_but_never_to_nothing(kilometres, expected):
    assert kilometres_in_words(kilometres) == expected


def test_the_score_and_what_each_part_earned():
    assert total_in_words(78) == "78 av 100"
    assert parts_in_words([PartScore(Part.DISTANCE, 714, 25), PartScore(Part.LOAD, 500, 10)]) == [
        ("Avstand", "71 av 100, vekt 25"),
        ("Ledige plasser", "50 av 100, vekt 10"),
    ]
    assert (experience_in_words(0), experience_in_words(1)) == ("har ikke vært mentor før", "har vært mentor 1 gang")


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_every_part_has_a_name_and_a_reason(language):
    with translation.override(language):
        assert all(str(PART[part]) and str(REASONS[part]).endswith(".") for part in Part)
        assert len({str(REASONS[part]) for part in Part}) == len(Part)
