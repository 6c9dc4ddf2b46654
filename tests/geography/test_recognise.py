import pytest

from mentor_program.geography.facts import municipalities
from mentor_program.geography.recognise import recognise_county, recognise_municipality


def numbers(text, **hints):
    return [municipality.number for municipality in recognise_municipality(text, **hints)]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Stavanger", "1103"),
        ("Stavanger kommune", "1103"),
        ("  stavanger   KOMMUNE ", "1103"),
        ("Kommune Bergen", "4601"),
        ("Oslo - Oslove", "0301"),
        ("Oslove", "0301"),
        ("0301", "0301"),
        ("301", "0301"),
        ("Porsáŋgu", "5622"),
        ("Porsanger/Porsáŋgu", "5622"),
        ("Guovdageaidnu suohkan", "5612"),
        ("nore og uvdal", "3338"),
        ("Våler i Østfold", "3114"),
        ("Våler (Innlandet)", "3419"),
        ("Herøy, Nordland", "1818"),
    ],
)
def test_a_municipality_is_recognised_as_people_write_it(text, number):
    assert numbers(text) == [number]


@pytest.mark.parametrize("text", ["", "Storby", "Stavanger - Bergen", "9999", "Våler i Nordland", "Bø i X"])
def test_what_is_no_municipality_gives_no_candidate(text):
    assert numbers(text) == []


def test_an_ambiguous_name_gives_all_candidates():
    assert numbers("Våler") == ["3114", "3419"]
    assert numbers("herøy kommune") == ["1515", "1818"]


def test_a_county_or_a_postal_code_settles_an_ambiguous_name():
    assert numbers("Våler", county="Østfold fylke") == ["3114"]
    assert numbers("Herøy", county="18") == ["1818"]
    assert numbers("Våler", postal_code="1592", postal_codes={"1592": "3114"}) == ["3114"]


def test_a_hint_that_fits_no_candidate_leaves_the_question_open():
    assert numbers("Våler", county="Rogaland") == ["3114", "3419"]
    assert numbers("Våler", postal_code="0001", postal_codes={"0001": "0301"}) == ["3114", "3419"]


def test_every_official_name_finds_its_municipality():
    missed = [m for m in municipalities() for name in m.names if m not in recognise_municipality(name)]
    assert missed == []


@pytest.mark.parametrize(
    ("text", "number"),
    [("Rogaland", "11"), ("11", "11"), ("troms - romsa", "55"), ("Finnmárku", "56"), ("Vestland fylke", "46"),
     ("Møre og Romsdal fylkeskommune", "15")],
)  # fmt: skip
def test_a_county_is_recognised_by_number_and_by_any_official_name(text, number):
    assert recognise_county(text).number == number


def test_a_county_that_no_longer_exists_is_not_recognised():
    assert recognise_county("Viken") is None
