"""Compatibility, obstacles and stored criteria in bokmål."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation

from mentor_program.domain.matching import Obstacle
from mentor_program.services.matching_results import Candidate
from mentor_program.web.matching_words import criteria_in_words, obstacle_in_words, waiting_in_words

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _bokmal():
    with translation.override("nb"):
        yield


def person(**changed):
    values = dict.fromkeys(Candidate.__dataclass_fields__, "") | {"paused_until": None} | changed
    return Candidate(**values)


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"obstacle": None}, ""),
        ({"obstacle": Obstacle.ALREADY_PAIRED}, "er allerede i et mentorpar"),
        ({"obstacle": Obstacle.NO_FREE_PLACE}, "ingen ledig plass"),
        ({"obstacle": Obstacle.UNAVAILABLE}, "ikke ledig"),
        ({"obstacle": Obstacle.PAUSED}, "på pause uten sluttdato"),
        ({"obstacle": Obstacle.PAUSED, "paused_until": date(2026, 12, 25)}, "på pause til 25. desember 2026"),
        ({"obstacle": Obstacle.NOT_READY, "readiness": "later"}, "vil vente med et nytt mentorpar"),
        ({"obstacle": Obstacle.NOT_READY, "readiness": "not"}, "ønsker ikke et nytt mentorpar"),
        ({"obstacle": Obstacle.NEVER_AGAIN}, "de to skal ikke settes sammen igjen"),
        ({"obstacle": Obstacle.LACKS_REQUIREMENT}, "mangler noe programmet krever"),
    ],
)
def test_every_obstacle_has_words(changed, expected):
    assert obstacle_in_words(person(**changed)) == expected


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        (23, "Venter fra 22. november 2026"),
        (24, "Har ventet i 1 dag, siden 22. november 2026"),
        (16 * 24, "Har ventet i 16 dager, siden 7. november 2026"),
    ],
)
def test_waiting_is_counted_in_whole_days(hours, expected):
    assert waiting_in_words(NOW - timedelta(hours=hours), now=NOW) == expected


def test_stored_criteria_of_older_pairs_are_told_with_names():
    stored = {
        "filters": {"county": "11", "county_name": "Rogaland", "municipality_name": "Sandnes", "within_km": 30},
        "compatibility": {"distance_km": 12.4, "shared_areas": [], "free_places": 2, "capacity": 2},
    }

    assert criteria_in_words(stored) == [
        ("Hvor langt fra hverandre", "12 km"),
        ("Felles erfaringsområder", "ingen"),
        ("Plasser hos mentoren da", "2 av 2 plasser ledig"),
        ("Filtre som ble brukt", "Rogaland, innen 30 km fra Sandnes"),
    ]


def test_stored_scores_are_told_with_what_was_known():
    stored = {
        "filters": {},
        "score": {
            "total": 78,
            "parts": {"distance": {"permille": 714, "weight": 25}, "load": {"permille": 500, "weight": 10}},
        },
        "compatibility": {
            "distance_km": 12.4,
            "shared_areas": ["førerhund", "arbeidsliv"],
            "asked_areas": ["førerhund"],
            "languages": ["nb", "nn"],
            "meeting_forms": ["in_person"],
            "meeting_times": None,
            "free_places": 1,
            "capacity": 2,
            "times_mentor": 3,
        },
    }

    assert criteria_in_words(stored) == [
        ("Poeng den gangen", "78 av 100"),
        ("Avstand", "71 av 100, vekt 25"),
        ("Ledige plasser", "50 av 100, vekt 10"),
        ("Hvor langt fra hverandre", "12 km"),
        ("Felles erfaringsområder", "førerhund, arbeidsliv"),
        ("Det menteen ba om", "ønsket: førerhund"),
        ("Språk", "felles språk: norsk"),
        ("Måter å møtes på", "møtes fysisk"),
        ("Plasser hos mentoren da", "1 av 2 plasser ledig"),
        ("Mentoren fram til da", "har vært mentor 3 ganger"),
    ]


@pytest.mark.parametrize(
    "stored",
    [
        {},
        {"filters": None},
        {"compatibility": [], "filters": "x"},
        {"note": "import"},
        {"score": {"total": "x", "parts": {}}},
    ],
)
def test_criteria_that_somebody_else_stored_are_left_out(stored):
    assert criteria_in_words(stored) == []
