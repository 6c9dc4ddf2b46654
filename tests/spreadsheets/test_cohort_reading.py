"""From sheets to mentors and mentees with what is weighed."""

import re
from datetime import date

import pytest

from mentor_program.domain.matching import Obstacle
from mentor_program.domain.readiness import Qualification
from mentor_program.domain.standard_programme import MILESTONES
from mentor_program.spreadsheets.cohort_reading import UnreadableAmongFiles, read_cohort, standard_areas
from spreadsheets.cohorts import MENTEES, MENTORS, PAIRS, WORKBOOK, cohort, two_files
from spreadsheets.support import AREAS, TODAY, xlsx


def of(people):
    return {person.name: person for person in people}


def codes(found):
    return [(fault.sheet, fault.row, fault.code) for fault in found.faults]


def test_areas_are_those_that_every_organisation_begins_with():
    assert standard_areas() == AREAS


def test_a_workbook_of_a_county_branch_is_understood():
    found = cohort(**WORKBOOK)
    mentors, mentees = of(found.mentors), of(found.mentees)
    assert list(mentors) == ["Torild Abdi", "Hanne Aamodt", "Tiril Berg", "Per Michelsen"]
    assert list(mentees) == ["Tommy Thoresen", "Maja Sagen", "Evelyn Nilsen", "Jim Meling"]
    assert found.required == (Qualification.COURSE, Qualification.CONFIDENTIALITY)
    assert {name: person.obstacle for name, person in (mentors | mentees).items() if person.obstacle} == {
        "Torild Abdi": Obstacle.NO_FREE_PLACE,
        "Tiril Berg": Obstacle.PAUSED,
        "Jim Meling": Obstacle.ALREADY_PAIRED,
    }
    assert mentors["Tiril Berg"].paused_until == date(2026, 12, 25)
    assert [one.kind for one in mentors["Per Michelsen"].lacking] == ["course", "confidentiality"]
    assert (mentors["Hanne Aamodt"].facts.times_mentor, mentors["Hanne Aamodt"].free_places) == (1, 2)
    assert found.former == {(0, 1)}


def test_a_mentee_waits_since_the_last_pair_ended_else_since_the_day_in_the_sheet():
    mentees = of(cohort(**WORKBOOK).mentees)
    assert mentees["Tommy Thoresen"].waiting_since == date(2026, 9, 1)
    assert mentees["Maja Sagen"].waiting_since == date(2026, 6, 30)


def test_a_pair_that_could_not_be_read_is_told_and_stays_with_whom_it_names():
    found = cohort(**WORKBOOK)
    assert ("Par", 4, "person_unknown") in codes(found)
    assert {person.name: person.unread_pairs for person in found.mentees if person.unread_pairs} == {
        "Evelyn Nilsen": (("Par", 4),)
    }


def test_two_files_need_no_more_than_their_names_and_a_column_for_the_role():
    found = two_files()
    assert [(p.sheet, p.row, p.name, p.takes_part) for p in (*found.mentors, *found.mentees)] == [
        ("likepersoner-vestland", 2, "Åge Skoglund", True),
        ("likepersoner-vestland", 3, "Vegar Jonassen", False),
        ("likepersoner-vestland", 4, "Oddvar Omar", True),
        ("deltakere-vestland", 2, "Espen Normann", True),
        ("deltakere-vestland", 3, "Natalia Hamre", False),
        ("deltakere-vestland", 4, "Julie Hanssen", True),
    ]
    assert found.required == ()


def test_sheets_of_the_same_name_in_two_files_are_told_apart_by_their_files():
    files = [
        ("likepersoner.xlsx", xlsx(Ark1=[MENTORS, ("Mona Lie", "Oslo", "Studier", "ja", 1)]).read()),
        ("deltakere.xlsx", xlsx(Ark1=[MENTEES, ("Even By", "Oslo", "Studier", None)]).read()),
    ]
    found = read_cohort(files, today=TODAY)
    assert [person.sheet for person in (*found.mentors, *found.mentees)] == ["likepersoner – Ark1", "deltakere – Ark1"]


def test_the_role_that_a_sheet_names_counts_more_than_what_its_file_is_called():
    book = xlsx(Mentorer=[MENTORS, ("Mona Lie",)], Mentees=[("Navn", "Kommune"), ("Even By", "Oslo")]).read()
    found = read_cohort([("deltakere.xlsx", book), ("tom.csv", b"Navn;Kommune\r\n")], today=TODAY)
    assert [len(found.mentors), len(found.mentees)] == [1, 1]


def test_nobody_needs_an_address_or_a_number_to_be_matched():
    rows = [MENTORS, ("Mona Lie", "Oslo", "Studier", "ja", 1), ("Mona Lie", "Bergen", "Studier", "ja", 1)]
    found = cohort(Mentorer=rows, Mentees=[("Navn", "Kommune"), ("Even By", "Oslo")])
    assert [(person.name, person.row) for person in found.mentors] == [("Mona Lie", 2), ("Mona Lie", 3)]
    assert codes(found) == []


def test_what_a_mentee_asks_for_and_lives_with_is_known_by_the_heading():
    found = cohort(
        Mentorer=[MENTORS, ("Mona Lie",)],
        Mentees=[("Navn", "Ønsker hjelp med", "Erfaring"), ("Even By", "førerhund", "studier, førerhund")],
    )
    (mentee,) = found.mentees
    assert (mentee.facts.wished, mentee.facts.areas) == ({"førerhund"}, {"studier", "førerhund"})


def test_a_diagnosis_is_weighed_only_with_consent_and_only_where_somebody_asks_for_it():
    def people(consent):
        return cohort(
            Mentorer=[("Navn", "Erfaring", "Samtykke"), ("Mona Lie", "glaukom, studier", consent)],
            Mentees=[("Navn", "Ønsker hjelp med", "Erfaring", "Samtykke"), ("Even By", "glaukom", "AMD", consent)],
        )

    (mentor,), (mentee,) = people("ja").mentors, people("ja").mentees
    assert (mentor.facts.areas, mentor.facts.diagnoses) == ({"studier"}, {"glaukom"})
    assert (mentee.facts.wished, mentee.facts.areas) == ({"glaukom"}, frozenset())
    without = people(None)
    assert (without.mentors[0].facts.diagnoses, without.mentees[0].facts.wished) == (frozenset(), frozenset())
    assert [code for *_, code in codes(without)] == ["areas_without_consent"] * 3


def test_requirements_may_be_given_instead_of_read_from_the_columns():
    def lacking(required):
        return [one.kind for one in of(cohort(required=required, **WORKBOOK).mentors)["Hanne Aamodt"].lacking]

    assert lacking(None) == []
    assert lacking([Qualification.POLICE_CERTIFICATE]) == ["police_certificate"]
    assert of(cohort(required=[], **WORKBOOK).mentors)["Per Michelsen"].takes_part


def test_nobody_lacks_what_only_another_sheet_has_a_column_for():
    files = [
        ("rogaland.xlsx", xlsx(**WORKBOOK).read()),
        ("likepersoner.xlsx", xlsx(Ark1=[MENTORS, ("Mona Lie", "Oslo", "Studier", "ja", 1)]).read()),
    ]
    found = read_cohort(files, today=TODAY)
    assert found.required == (Qualification.COURSE, Qualification.CONFIDENTIALITY)
    assert of(found.mentors)["Mona Lie"].takes_part


def test_a_postal_code_gives_the_municipality_where_the_register_is_given():
    sheets = {"Mentorer": [("Navn", "Postnr"), ("Mona Lie", 4158)], "Mentees": [("Navn", "Postnr"), ("Even By", 4014)]}
    assert cohort(**sheets).mentors[0].facts.place is None
    found = cohort(postal_codes={"4158": "1103", "4014": "1103"}, **sheets)
    assert [found.mentors[0].facts.place, found.mentees[0].facts.place] == ["1103", "1103"]


def test_more_pairs_than_stated_places_leave_none_free_and_no_number_means_as_many_as_there_are():
    mentors = [MENTORS, ("Mona Lie", "Oslo", None, "ja", None), ("Mia Lie", "Oslo", None, "ja", 1)]
    mentees = [("Navn", "Kommune"), *((name, "Oslo") for name in ("Even By", "Eva By", "Elsa By"))]
    pairs = [PAIRS, ("Mona Lie", "Even By", "1.5.2026", "Aktiv"), ("Mona Lie", "Eva By", "1.5.2026", "På pause")]
    found = of(cohort(Mentorer=mentors, Mentees=mentees, Par=pairs).mentors)
    assert [(p.facts.capacity, p.facts.open_pairings, p.free_places) for p in found.values()] == [(2, 2, 0), (1, 0, 1)]


def test_who_has_completed_the_programme_does_not_wait():
    headings = [milestone.name for milestone in MILESTONES]
    found = cohort(
        Mentorer=[MENTORS, ("Mona Lie",)],
        Mentees=[("Navn", "Kommune"), ("Even By", "Oslo")],
        Par=[(*PAIRS, *headings), ("Mona Lie", "Even By", "1.5.2025", "Fullført", None, *["1.5.2026"] * len(headings))],
    )
    assert [(p.obstacle, p.completed, p.takes_part) for p in found.mentees] == [(None, True, False)]
    assert found.mentors[0].facts.times_mentor == 1


def test_a_file_that_cannot_be_read_is_named():
    with pytest.raises(UnreadableAmongFiles, match=re.escape("brev.pdf")) as refusal:
        read_cohort([("brev.pdf", b"%PDF-1.4")], today=TODAY)
    assert refusal.value.reason.code == "not_a_spreadsheet"
