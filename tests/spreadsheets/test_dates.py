from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentor_program.spreadsheets.dates import easter, parse_date, parse_until
from spreadsheets.support import TODAY


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        (date(2026, 7, 11), date(2026, 7, 11)),
        (datetime(2026, 7, 11, 14, 30), date(2026, 7, 11)),
        ("11.07.2026", date(2026, 7, 11)),
        ("11.7.26", date(2026, 7, 11)),
        ("11/7-26", date(2026, 7, 11)),
        ("11/07/2026", date(2026, 7, 11)),
        ("2026-07-11", date(2026, 7, 11)),
        ("2026-07-11 14:30", date(2026, 7, 11)),
        ("1. juli 2026", date(2026, 7, 1)),
        ("lørdag 11. juli 2026", date(2026, 7, 11)),
        ("1 July 2026", date(2026, 7, 1)),
        ("3. des. 25", date(2025, 12, 3)),
        (46214, date(2026, 7, 11)),
    ],
)
def test_a_date_is_understood_as_people_and_programs_write_it(cell, day):
    assert parse_date(cell) == day


@pytest.mark.parametrize("cell", [None, "", "31.2.2026", "13/13-26", "juli 2026", "snart", 12, 3.5, True])
def test_what_is_no_date_is_none(cell):
    assert parse_date(cell) is None


@given(st.dates(date(1950, 1, 1), date(2100, 12, 31)))
def test_every_day_is_read_back_from_norwegian_and_iso_form(day):
    assert parse_date(f"{day:%d.%m.%Y}") == parse_date(day.isoformat()) == day


@pytest.mark.parametrize("day", ["2024-03-31", "2025-04-20", "2026-04-05", "2027-03-28", "2038-04-25"])
def test_easter_falls_on_its_sunday(day):
    assert easter(int(day[:4])).isoformat() == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("jul", date(2026, 12, 25)),
        ("over jul", date(2027, 1, 1)),
        ("nyttår", date(2027, 1, 1)),
        ("påske", date(2027, 3, 28)),
        ("pinse", date(2027, 5, 16)),
        ("sommeren", date(2027, 6, 1)),
        ("1.2.2027", date(2027, 2, 1)),
        ("1.2", date(2027, 2, 1)),
        ("1. februar", date(2027, 2, 1)),
        ("mars", date(2027, 3, 1)),
        ("uke 6", date(2027, 2, 8)),
        ("24.12", date(2026, 12, 24)),
    ],
)
def test_until_when_is_the_next_such_day(text, day):
    assert parse_until(text, TODAY) == day


@pytest.mark.parametrize("text", ["videre", "", "99.99", "uke 60"])
def test_until_when_is_none_when_it_is_not_understood(text):
    assert parse_until(text, TODAY) is None


def test_until_christmas_means_next_year_when_christmas_is_over():
    assert parse_until("jul", date(2026, 12, 26)) == date(2027, 12, 25)
    assert parse_until("jul", date(2026, 12, 25)) == date(2026, 12, 25)
