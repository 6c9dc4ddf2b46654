"""Who is proposed to whom from the sheets, and what is said of those who stay without."""

import io

import openpyxl
import pytest
from django.utils import translation

from mentor_program.domain.scoring import DEFAULT_WEIGHTS, Part, complete_weights, score
from mentor_program.matching.assignment import assign
from mentor_program.spreadsheets.cohort_proposals import propose, waiting_ranks
from mentor_program.spreadsheets.cohort_result import summary, write_result
from mentor_program.spreadsheets.cohort_words import away, parts, reasons, what_helps, why_without
from spreadsheets.cohorts import MENTEES, MENTORS, WORKBOOK, cohort, two_files


def proposed(found, weights=DEFAULT_WEIGHTS, max_km=None):
    return propose(found, weights=weights, max_km=max_km)


def pairs(result):
    return [(pair.mentee.name, pair.mentor.name, pair.kilometres) for pair in result.pairs]


def without(result):
    return {line.mentee.name: (why_without(line, result), what_helps(line)) for line in result.without}


def test_a_workbook_gives_pairs_with_score_and_reasons():
    result = proposed(cohort(**WORKBOOK))
    assert pairs(result) == [("Tommy Thoresen", "Hanne Aamodt", 0), ("Maja Sagen", "Hanne Aamodt", 13)]
    first, second = result.pairs
    assert reasons(first) == (
        "samme kommune · 1 ønsket erfaringsområde: førerhund · 2 av 2 plasser ledige · har vært mentor 1 gang"
        " · de to har vært et mentorpar før"
    )
    assert reasons(second) == (
        "13 km · 1 ønsket erfaringsområde: arbeidsliv · 2 av 2 plasser ledige · har vært mentor 1 gang"
    )
    assert (first.score.total, second.score.total) == (76, 76)
    assert parts(first) == (
        "Avstand 100, Erfaringsområder 75, Språk 50, Møteform og tid 50, Ledige plasser 100, Tidligere erfaring 66"
    )
    assert summary(result) == ["2 mentorpar foreslått.", "1 mentee blir uten."]


def test_who_stays_without_is_told_why_and_what_would_help():
    result = proposed(cohort(**WORKBOOK))
    assert without(result) == {
        "Evelyn Nilsen": (
            "Den 1 mentoren som kan velges, er foreslått for andre.",
            "1 mentor i Sola som ikke oppfyller kravene ennå; 1 mentor uten ledig plass i Stavanger;"
            " 1 mentor på pause i Sandnes",
        )
    }


def test_those_who_take_no_part_are_named_with_the_reason():
    result = proposed(cohort(**WORKBOOK))
    assert {person.name: away(person) for person in result.away} == {
        "Jim Meling": "er allerede i et mentorpar",
        "Torild Abdi": "har ingen ledig plass",
        "Tiril Berg": "er på pause til 25. desember 2026",
        "Per Michelsen": "mangler kurs for likepersoner, taushetserklæring",
    }
    assert result.unused == ()


def test_two_files_give_the_same_kind_of_answer():
    result = proposed(two_files())
    assert pairs(result) == [("Espen Normann", "Åge Skoglund", 22), ("Julie Hanssen", "Oddvar Omar", 0)]


def test_nobody_is_proposed_beyond_the_greatest_distance_and_the_nearest_is_told():
    result = proposed(two_files(), max_km=10)
    assert pairs(result) == [("Julie Hanssen", "Oddvar Omar", 0)]
    assert without(result) == {
        "Espen Normann": (
            "Ingen mentorer som kan velges, bor innenfor 10 km.",
            "den nærmeste mentoren med ledig plass bor 22 km unna",
        )
    }


def test_without_a_municipality_no_distance_can_be_asked_for():
    mentors = [MENTORS, ("Mona Lie", "Oslo", "Studier", "ja", 1)]
    found = cohort(Mentorer=mentors, Mentees=[MENTEES, ("Even By", None, "Studier", None)])
    assert pairs(proposed(found)) == [("Even By", "Mona Lie", None)]
    assert reasons(proposed(found).pairs[0]).startswith("avstanden er ikke kjent · ")
    assert without(proposed(found, max_km=100)) == {
        "Even By": (
            "Kommunen er ikke kjent, så ingen avstand kan måles.",
            "flere mentorer, eller mentorer med flere plasser",
        )
    }


def test_as_many_pairs_as_possible_come_before_the_best_pair():
    mentors = [MENTORS, ("Nær Lie", "Oslo", "Studier", "ja", 1), ("Fjern Lie", "Bodø", "Studier", "ja", 1)]
    mentees = [MENTEES, ("Even By", "Oslo", "Studier", None), ("Eva By", "Moss", "Studier", None)]
    assert pairs(proposed(cohort(Mentorer=mentors, Mentees=mentees))) == [
        ("Even By", "Nær Lie", 0),
        ("Eva By", "Fjern Lie", 892),
    ]


def test_those_who_have_waited_longest_come_first_by_date_and_then_by_place_in_the_sheet():
    mentors = [MENTORS, ("Mona Lie", "Oslo", "Studier", "ja", 1)]
    late, early = ("Even By", "Oslo", "Studier", "1.9.2026"), ("Eva By", "Oslo", "Studier", "1.2.2026")
    assert pairs(proposed(cohort(Mentorer=mentors, Mentees=[MENTEES, late, early])))[0][0] == "Eva By"
    undated = [(*row[:3], None) for row in (late, early)]
    assert pairs(proposed(cohort(Mentorer=mentors, Mentees=[MENTEES, *undated])))[0][0] == "Even By"
    found = cohort(Mentorer=mentors, Mentees=[MENTEES, undated[0], late, early])
    assert list(waiting_ranks(found.mentees)) == [2, 1, 0]


def test_the_scores_are_the_domains_own_and_the_pairs_the_solvers():
    found = two_files()
    result = proposed(found, weights=complete_weights({"distance": 100, "areas": 0}))
    for pair in result.pairs:
        assert pair.score == score(pair.mentor.facts, pair.mentee.facts, result.weights, kilometres=pair.kilometres)
    assert list(assign([[80, 90], [70, 90]], [1, 1], [0, 1])) == [0, 1]


def test_what_both_have_said_about_meeting_is_among_the_reasons():
    columns = ("Navn", "Kommune", "Språk", "Møteform", "Møtetid")
    found = cohort(
        Mentorer=[columns, ("Mona Lie", "Oslo", "norsk, engelsk", "Begge deler", "kveld")],
        Mentees=[columns, ("Even By", "Oslo", "nynorsk", "telefon", "helg")],
    )
    assert reasons(proposed(found).pairs[0]) == (
        "samme kommune · felles språk: nynorsk · begge vil møtes: telefon · ingen tid passer begge"
        " · 1 av 1 plass ledig · første gang som mentor"
    )


@pytest.fixture
def book():
    file = io.BytesIO()
    found = cohort(**WORKBOOK)
    write_result(found, proposed(found, max_km=300), file)
    file.seek(0)
    return openpyxl.load_workbook(file)


def test_the_workbook_has_four_named_sheets_each_with_a_row_of_headings_that_stays_in_view(book):
    assert book.sheetnames == ["Forslag", "Uten mentorpar", "Feil i arkene", "Slik er det vektet"]
    assert book.properties.title == "Forslag til mentorpar"
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        assert sheet.print_title_rows == "$1:$1"
        assert all(cell.value and cell.font.bold for cell in sheet[1])
        assert all(not cell.fill.fill_type for row in sheet for cell in row)  # words, never colours


def test_the_sheets_say_everything(book):
    rows = {sheet.title: list(sheet.iter_rows(min_row=2, values_only=True)) for sheet in book}
    assert [row[:3] for row in rows["Forslag"]] == [
        ("Tommy Thoresen", "Hanne Aamodt", 76),
        ("Maja Sagen", "Hanne Aamodt", 76),
    ]
    assert rows["Forslag"][0][8:] == ("Deltakere, rad 2", "Mentorer, rad 6")
    assert [row[:2] for row in rows["Uten mentorpar"]] == [
        ("Evelyn Nilsen", "mentee"),
        ("Jim Meling", "mentee"),
        ("Torild Abdi", "mentor"),
        ("Tiril Berg", "mentor"),
        ("Per Michelsen", "mentor"),
    ]
    assert [row[:3] for row in rows["Feil i arkene"]] == [
        ("Mentorer", 7, "G"),
        ("Mentorer", 9, None),
        ("Par", 3, None),
        ("Par", 4, "A"),
        ("Mentorer", None, "K"),
        ("Deltakere", None, "F"),
    ]
    weighed = {row[0]: row[1:] for row in rows["Slik er det vektet"]}
    assert weighed["Avstand"][0] == DEFAULT_WEIGHTS[Part.DISTANCE]
    assert weighed["Største avstand"] == (None, "300 km")
    assert weighed["Krav til mentorer"] == (None, "kurs for likepersoner, taushetserklæring")


def test_every_word_is_in_the_language_asked_for():
    found = cohort(**WORKBOOK)
    with translation.override("nn"):
        assert reasons(proposed(found).pairs[1]) == (
            "13 km · 1 ønskt erfaringsområde: arbeidsliv · 2 av 2 plassar ledige · har vore mentor 1 gong"
        )
    with translation.override("en"):
        assert summary(proposed(found)) == ["2 mentor pairs proposed.", "1 mentee stays without."]
