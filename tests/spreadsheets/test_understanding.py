"""The three files that coordinators really gave us, where they are present beside the repository."""

import sys
from collections import Counter
from pathlib import Path

import pytest
from django.utils import translation

from mentor_program.spreadsheets.faults import CATALOGUE, Fault
from mentor_program.spreadsheets.understanding import understand
from spreadsheets.support import codes, reference, understood

INPUT = Path(__file__).parents[3] / "shared" / "input"
ROGALAND = "mentorprogram-rogaland-2026.xlsx"


def given(name, **changes):
    """What a file of `shared/input` says, or None where the folder is absent (said aloud)."""
    if not (INPUT / name).exists():
        print(f"{INPUT / name} is absent: nothing to compare with", file=sys.stderr)
        return None
    with (INPUT / name).open("rb") as file:
        return understand(file, name, reference=reference(**changes))


def test_rogaland_holds_69_people_and_19_pairs():
    if not (found := given(ROGALAND)):
        return
    assert Counter(p.role for p in found.people) == {"mentor": 42, "mentee": 27}
    assert Counter(p.status for p in found.pairs) == {
        "active": 15, "paused": 1, "programme_complete": 1, "dissolved": 2}  # fmt: skip
    assert {p.reason for p in found.pairs if p.status == "dissolved"} == {"mentor mangler kapasitet"}


def test_each_planted_fault_of_rogaland_is_told_at_its_place():
    if not (found := given(ROGALAND, postal_codes={"4105": "1130"})):
        return
    with translation.override("nb"):
        places = {(fault.code, fault.place()) for fault in found.faults}
    pauses = {13, 14, 19, 25, 27, 34, 36, 41, 43}
    expected = {
        ("email_invalid", "Mentorer, rad 12, kolonne C (E-post)"),
        ("sum_row", "Mentorer, rad 48"),
        ("email_shared", "Deltakere, rad 4, kolonne B (Epost)"),
        ("email_shared", "Deltakere, rad 5, kolonne B (Epost)"),
        ("understood_as", "Deltakere, rad 13, kolonne E (Kommune)"),
        ("postal_code_elsewhere", "Deltakere, rad 13, kolonne E (Kommune)"),
        ("understood_as", "Par, rad 6, kolonne Q (Årsak)"),
        ("understood_as", "Par, rad 15, kolonne Q (Årsak)"),
        ("person_unknown", "Par, rad 21, kolonne A (Mentor)"),
        *{("paused_until", f"Mentorer, rad {row}, kolonne I (Ledig?)") for row in pauses},
    }
    known = {place for place in places if place[0] not in ("areas_without_consent", "postal_code_unknown")}
    assert known == expected


def test_columns_of_rogaland_that_nobody_asked_for_are_named():
    if not (found := given(ROGALAND)):
        return
    assert [(c.sheet, c.heading, c.reason) for c in found.dropped_columns] == [
        ("Mentorer", "Poststed", "place"),
        ("Mentorer", "Likepersonskurs", "milestone"),
        ("Mentorer", "Taushetserklæring", "not_needed"),
        ("Mentorer", "Synsdiagnose", "health"),
        ("Mentorer", "Merknad", "note"),
        ("Deltakere", "Påmeldt dato", "not_needed"),
        ("Deltakere", "Fødselsår", "not_needed"),
    ]


@pytest.mark.parametrize(
    ("name", "role", "people", "diagnoses"),
    [("likepersoner-vestland.csv", "mentor", 60, 31), ("deltakere-vestland.csv", "mentee", 35, 14)],
)
def test_the_lists_from_vestland_are_read_whole(name, role, people, diagnoses):
    if not (found := given(name)):
        return
    assert Counter(p.role for p in found.people) == {role: people}
    assert [p for p in found.people if not (p.email and p.phone and p.municipality and p.availability)] == []
    assert (set(codes(found)), found.diagnosis_areas_left_out) == ({"areas_without_consent"}, diagnoses)


def test_faults_stand_in_the_order_of_the_file():
    people = [["Navn", "Tlf", "E-post"], ["Per Li", "x", "y"], [1, "6805 0001"]]
    found = understood(Par=[["Mentor", "Mentee"], ["A", "B"]], Mentorer=people)
    places = [(fault.sheet, fault.row) for fault in found.faults]
    assert places == sorted(places, key=lambda place: (place[0] == "Mentorer", place[1]))


def test_a_sheet_without_headings_is_told_and_the_others_are_read():
    found = understood(Info=[["Husk!"], ["Ring Per"]], Mentorer=[["Navn", "Tlf"], ["Per Li", "6805 0001"]])
    assert (len(found.people), codes(found)) == (1, ["no_headings"])


# values that fit every sentence, so that each can be said
FACTS = dict.fromkeys(
    ["megabytes", "limit", "row", "rows", "value", "meaning", "name", "sheet", "email", "others", "other", "role"], 1
) | dict.fromkeys(
    ["municipality", "candidates", "count", "until", "date", "start", "end", "unit", "mentor", "mentee"], 1
)


@pytest.mark.parametrize("code", CATALOGUE)
def test_every_fault_has_a_sentence_in_bokmål(code):
    with translation.override("nb"):
        bokmål = Fault(code, FACTS).sentence()
    with translation.override("en"):
        english = Fault(code, FACTS).sentence()
    assert bokmål != english
    assert bokmål.endswith(".")
