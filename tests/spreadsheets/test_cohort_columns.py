"""What only matching asks a sheet about."""

from datetime import date, datetime

import pytest

from mentor_program.domain.readiness import Held, Qualification
from mentor_program.spreadsheets.cohort_columns import (
    Extra,
    Qualified,
    parse_choices,
    parse_qualification,
    parse_waiting_since,
)
from spreadsheets.cohorts import MENTEES, cohort
from spreadsheets.support import TODAY


@pytest.mark.parametrize(
    ("extra", "cell", "meant"),
    [
        (Extra.MEETING_FORMS, "Fysisk", {"in_person"}),
        (Extra.MEETING_FORMS, "Teams", {"video"}),
        (Extra.MEETING_FORMS, "Begge deler", {"in_person", "phone", "video"}),
        (Extra.MEETING_FORMS, "telefon eller video", {"phone", "video"}),
        (Extra.MEETING_FORMS, "Digitale møter, ringe", {"video", "phone"}),
        (Extra.MEETING_TIMES, "kveld", {"weekday_evening"}),
        (Extra.MEETING_TIMES, "dagtid og helg", {"weekday_day", "weekend"}),
        (Extra.MEETING_TIMES, "når som helst", {"weekday_day", "weekday_evening", "weekend"}),
        (Extra.LANGUAGES, "Norsk", {"nb", "nn"}),
        (Extra.LANGUAGES, "nynorsk, engelsk", {"nn", "en"}),
        (Extra.LANGUAGES, "Taktilt tegnspråk / polsk", {"tactile_sign", "pl"}),
        (Extra.LANGUAGES, "ukrainisk", {"uk"}),
    ],
)
def test_languages_forms_and_times_are_understood_in_the_words_people_use(extra, cell, meant):
    value, faults = parse_choices(cell, extra)
    assert (value, faults) == (meant, ())


def test_a_word_that_means_none_of_them_is_told_and_the_others_count():
    value, (fault,) = parse_choices("telefon, brevdue", Extra.MEETING_FORMS)
    assert value == {"phone"}
    assert (fault.code, fault.facts) == ("meeting_form_unknown", {"value": "brevdue"})
    assert parse_choices("klingon", Extra.LANGUAGES)[0] is None


@pytest.mark.parametrize(
    ("cell", "held", "code"),
    [
        (datetime(2025, 3, 18), Held(Qualification.COURSE, date(2025, 3, 18)), None),
        ("ja", Held(Qualification.COURSE, TODAY), None),
        ("gyldig til 1.2.2027", Held(Qualification.COURSE, TODAY, date(2027, 2, 1)), None),
        ("til 1.2.2026", Held(Qualification.COURSE, date(2026, 2, 1), date(2026, 2, 1)), None),
        ("nei", None, None),
        ("påmeldt", None, "qualification_unclear"),
        ("1.12.2026", None, "date_in_future"),
    ],
)
def test_a_requirement_is_met_by_a_date_or_a_yes_and_never_by_a_guess(cell, held, code):
    value, faults = parse_qualification(cell, Extra.COURSE, TODAY)
    assert value == Qualified(held)
    assert [fault.code for fault in faults] == ([code] if code else [])


def test_nobody_has_waited_since_a_day_to_come():
    assert parse_waiting_since("11.07.2026", TODAY).value == date(2026, 7, 11)
    assert [fault.code for fault in parse_waiting_since("1.12.2026", TODAY).faults] == ["date_in_future"]
    assert [fault.code for fault in parse_waiting_since("i fjor", TODAY).faults] == ["date_invalid"]


def test_such_columns_are_used_and_what_is_wrong_in_them_is_told_by_sheet_and_row():
    found = cohort(
        Mentorer=[("Navn", "Språk", "Møteform", "Møtetid"), ("Mona Lie", "norsk", "brevdue", "helg")],
        Deltakere=[(*MENTEES, "Fødselsår"), ("Even By", "Oslo", "Studier", None, 1970)],
    )
    (mentor,) = found.mentors
    assert (mentor.facts.languages, mentor.facts.meeting_forms) == ({"nb", "nn"}, frozenset())
    assert mentor.facts.meeting_times == {"weekend"}
    assert [(fault.sheet, fault.row, fault.column, fault.code) for fault in found.faults] == [
        ("Mentorer", 2, "C", "meeting_form_unknown")
    ]
    assert [column.heading for column in found.dropped_columns] == ["Fødselsår"]
