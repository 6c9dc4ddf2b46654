from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentor_program.spreadsheets import cells
from mentor_program.spreadsheets.areas import by_word, parse_areas
from mentor_program.spreadsheets.cells import Availability
from spreadsheets.support import AREAS, TODAY


def result(parsed):
    """The value, and the codes of what there is to tell."""
    return parsed.value, [fault.code for fault in parsed.faults]


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("Tommy Thoresen", "Tommy Thoresen"),
        ("Thoresen, Tommy", "Tommy Thoresen"),
        ("  Anne-Lise   Dahlen ", "Anne-Lise Dahlen"),
    ],
)
def test_a_name_is_tidied_and_turned_round(cell, name):
    assert result(cells.parse_name(cell)) == (name, [])


def test_a_name_that_looks_like_a_formula_is_kept_as_text_and_told():
    assert result(cells.parse_name("=HYPERLINK(1,2)")) == ("=HYPERLINK(1,2)", ["formula_as_text"])


@pytest.mark.parametrize(
    ("cell", "code"),
    [(None, "name_missing"), (42, "name_invalid"), ("#REF!", "name_invalid"), ("x" * 201, "name_too_long")],
)
def test_what_is_no_name_is_told(cell, code):
    assert result(cells.parse_name(cell)) == (None, [code])


@pytest.mark.parametrize(
    ("cell", "email"),
    [
        ("Ola@Example.org", "ola@example.org"),
        (" ola@example.org. ", "ola@example.org"),
        ("mailto:ola@example.org", "ola@example.org"),
        ("Ola Nordmann <ola@example.org>", "ola@example.org"),
    ],
)
def test_an_address_is_read_in_small_letters(cell, email):
    assert result(cells.parse_email(cell)) == (email, [])


@pytest.mark.parametrize("cell", ["ikke epost", "ola@", "@example.org", "ola nordmann@example.org", "ola@example", 12])
def test_what_is_no_address_is_told(cell):
    assert result(cells.parse_email(cell)) == (None, ["email_invalid"])


def test_of_several_addresses_the_first_is_used_and_that_is_told():
    assert result(cells.parse_email("a@example.org; b@example.org")) == ("a@example.org", ["several_values"])


@pytest.mark.parametrize(
    ("cell", "phone"),
    [
        ("6805 2877", "+47 6805 2877"),
        ("68 05 28 77", "+47 6805 2877"),
        (68052877, "+47 6805 2877"),
        ("+47 68052877", "+47 6805 2877"),
        ("0047 68 05 28 77", "+47 6805 2877"),
        ("(+47) 6805-2877", "+47 6805 2877"),
        ("tlf. 68052877", "+47 6805 2877"),
        ("+46 70 123 45 67", "+46 701234567"),
        ("+354 123 4567", "+354 1234567"),
        ("+1 202 555 0123", "+1 2025550123"),
    ],
)
def test_a_number_is_stored_in_one_form(cell, phone):
    assert result(cells.parse_phone(cell)) == (phone, [])


@pytest.mark.parametrize("cell", ["123", "6805 287", "12345678", "ring mor", "+47 6805 28777"])
def test_what_is_no_number_is_told(cell):
    assert result(cells.parse_phone(cell)) == (None, ["phone_invalid"])


def test_of_several_numbers_the_first_is_used_and_that_is_told():
    assert result(cells.parse_phone("6805 2877 / 6805 2878")) == ("+47 6805 2877", ["several_values"])


@given(st.integers(20_000_000, 99_999_999))
def test_a_stored_number_is_read_back_as_itself(number):
    stored = cells.parse_phone(number).value
    assert result(cells.parse_phone(stored)) == (stored, [])


@pytest.mark.parametrize(("cell", "code"), [(4158, "4158"), (179, "0179"), ("0179", "0179"), ("4158 Bru", "4158")])
def test_a_postal_code_has_four_digits(cell, code):
    assert result(cells.parse_postal_code(cell)) == (code, [])


@pytest.mark.parametrize("cell", ["12", "12345", "Oslo", "0000"])
def test_what_is_no_postal_code_is_told(cell):
    assert result(cells.parse_postal_code(cell)) == (None, ["postal_code_invalid"])


REGISTER = {"4105": "1130", "1592": "3114", "0150": "0301"}


def municipality(cell, county=None, code=None, register=REGISTER):
    return result(cells.parse_municipality(cell, county=county, postal_code=code, register=register))


def test_a_municipality_is_understood_and_an_unusual_way_to_write_it_is_told():
    assert municipality("Stavanger") == ("1103", [])
    assert municipality("Stavanger kommune") == ("1103", ["understood_as"])
    assert municipality("301") == ("0301", ["understood_as"])


def test_the_postal_code_fills_in_or_settles_the_municipality():
    assert municipality(None, code="0150") == ("0301", [])
    assert municipality("Våler", code="1592") == ("3114", ["understood_as"])
    assert municipality("Storby", code="0150") == ("0301", ["municipality_by_code"])


def test_the_county_settles_a_municipality():
    assert municipality("Våler", county="Innlandet") == ("3419", ["understood_as"])


def test_a_municipality_that_stays_open_is_told():
    assert municipality("Storby") == (None, ["municipality_unknown"])
    assert municipality("Våler") == (None, ["municipality_ambiguous"])
    assert municipality("Rogaland") == (None, ["county_only"])
    assert municipality(None) == (None, [])


def test_a_postal_code_of_another_municipality_or_of_none_is_told():
    assert municipality("Stavanger", code="4105") == ("1103", ["postal_code_elsewhere"])
    assert municipality("Stavanger", code="9999") == ("1103", ["postal_code_unknown"])


def test_without_the_register_nothing_is_said_of_postal_codes():
    assert municipality("Stavanger", code="9999", register={}) == ("1103", [])


@pytest.mark.parametrize(
    ("cell", "role"), [("mentor", "mentor"), ("Likeperson", "mentor"), ("DELTAKER", "mentee"), ("mentee", "mentee")]
)
def test_a_role_is_understood(cell, role):
    assert result(cells.parse_role(cell)) == (role, [])


def test_nobody_becomes_coordinator_by_a_spreadsheet():
    assert result(cells.parse_role("Koordinator")) == (None, ["role_coordinator"])
    assert result(cells.parse_role("kasserer")) == (None, ["role_unknown_word"])


@pytest.mark.parametrize(
    ("cell", "availability", "told"),
    [
        ("Ja", Availability("available"), []),
        ("x", Availability("available"), []),
        ("JA", Availability("available"), []),
        (True, Availability("available"), []),
        ("ledig", Availability("available"), []),
        ("nei", Availability("unavailable"), []),
        ("ikke ledig", Availability("unavailable"), []),
        ("full", Availability("unavailable"), []),
        ("pause", Availability("paused"), []),
        ("pause til jul", Availability("paused", date(2026, 12, 25)), ["paused_until"]),
        ("Pause til 1.2.2027", Availability("paused", date(2027, 2, 1)), ["paused_until"]),
        ("ledig fra februar", Availability("paused", date(2027, 2, 1)), ["paused_until"]),
        ("pause til 1.2.2026", Availability("available"), ["pause_over"]),
        ("pause til videre", Availability("paused"), ["pause_without_end"]),
        ("kanskje", None, ["availability_unknown"]),
        (None, None, []),
    ],
)
def test_availability_is_understood_and_a_guess_is_told(cell, availability, told):
    assert result(cells.parse_availability(cell, TODAY)) == (availability, told)


@pytest.mark.parametrize(("cell", "capacity"), [(2, 2), ("3", 3), ("maks 2", 2), ("2 stk", 2), (0, 0), (None, None)])
def test_capacity_is_a_number(cell, capacity):
    assert result(cells.parse_capacity(cell)) == (capacity, [])


@pytest.mark.parametrize("cell", [51, -1, "mange", 2.5])
def test_another_capacity_is_told(cell):
    assert result(cells.parse_capacity(cell)) == (None, ["capacity_invalid"])


@pytest.mark.parametrize(
    ("cell", "consent"),
    [
        ("ja", (True, [])),
        ("x", (True, [])),
        (date(2026, 1, 1), (True, [])),
        ("nei", (False, [])),
        (None, (False, [])),
        ("kanskje", (False, ["consent_unclear"])),
    ],
)
def test_only_a_plain_yes_is_consent(cell, consent):
    assert result(cells.parse_consent(cell)) == consent


def areas(cell):
    found, faults = parse_areas(cell, by_word(AREAS))
    return [area.name for area in found], [fault.facts["value"] for fault in faults]


@pytest.mark.parametrize("divider", [", ", "; ", "|", "/", "\n", " og "])
def test_areas_are_divided_as_people_divide_them(divider):
    assert areas(f"PUNKTSKRIFT{divider}Førerhund") == (["punktskrift", "førerhund"], [])


def test_areas_whose_names_hold_a_divider_stay_whole():
    assert areas("NAV og rettigheter, albinisme/aniridi") == (["NAV og rettigheter", "albinisme/aniridi"], [])


def test_other_words_and_small_misspellings_find_their_area():
    assert areas("Senior, RP, grønn stær, Punkskrift") == (
        ["seniorer", "retinitis pigmentosa", "glaukom", "punktskrift"], [])  # fmt: skip


def test_an_area_stands_once_and_an_unknown_one_is_told():
    assert areas("Senior, seniorer, Fallskjerm") == (["seniorer"], ["Fallskjerm"])


def test_every_area_is_found_by_its_own_name():
    assert [areas(area.name)[0] for area in AREAS] == [[area.name] for area in AREAS]
