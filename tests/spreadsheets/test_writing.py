import io
from datetime import UTC, date, datetime

import openpyxl
import pytest
from django.http import HttpResponse
from hypothesis import given, settings
from hypothesis import strategies as st

from mentor_program.spreadsheets.reading import read_workbook
from mentor_program.spreadsheets.understanding import understand
from mentor_program.spreadsheets.workbook import tidy
from mentor_program.spreadsheets.writing import XLSX_TYPE, Table, csv_chunks, write_xlsx
from spreadsheets.support import reference

DANGEROUS = ["=1+1", "=cmd|' /C calc'!A0", "@SUM(1)", "+1+1", "-1+1", "\t=1", "\r=1", "'=1", "＝1+1", " =1", "+47=1"]


def table(*rows):
    return Table("Personer", ["Navn", "Telefon"], rows)


def written_csv(*rows):
    return b"".join(csv_chunks(table(*rows)))


def xlsx_file(table):
    file = io.BytesIO()
    write_xlsx(table, file)
    file.seek(0)
    return file


def first_csv_cell(value):
    return written_csv([value, None]).decode("utf-8-sig").splitlines()[1].split(";")[0]


def first_xlsx_cell(value):
    return openpyxl.load_workbook(xlsx_file(table([value, None]))).active["A2"]


@pytest.mark.parametrize("text", [text for text in DANGEROUS if "\r" not in text])
def test_text_that_begins_like_a_formula_gets_an_apostrophe_in_csv(text):
    assert first_csv_cell(text) == f'"\'{text}"'


@pytest.mark.parametrize("text", DANGEROUS)
def test_text_that_begins_like_a_formula_is_text_in_xlsx(text):
    cell = first_xlsx_cell(text)
    assert (cell.data_type, cell.quotePrefix) == ("s", True)


@pytest.mark.parametrize("number", ["+47 6805 2877", "+46 701234567"])
def test_a_telephone_number_stays_readable_with_its_plus(number):
    assert first_csv_cell(number) == f'"{number}"'
    cell = first_xlsx_cell(number)
    assert (cell.value, cell.data_type) == (number, "s")


def test_ordinary_text_is_untouched():
    assert first_csv_cell("Åse Bø") == '"Åse Bø"'


def test_csv_opens_in_norwegian_excel_with_its_letters():
    content = written_csv(["Åse", "+47 6805 0001"])
    assert content == '\ufeff"Navn";"Telefon"\r\n"Åse";"+47 6805 0001"\r\n'.encode()


def test_dates_are_dates_and_points_in_time_are_norwegian():
    noon = datetime(2026, 7, 1, 10, 0, tzinfo=UTC)
    assert first_xlsx_cell(date(2026, 7, 1)).value == datetime(2026, 7, 1)
    assert first_xlsx_cell(noon).value == datetime(2026, 7, 1, 12, 0)
    assert first_csv_cell(date(2026, 7, 1)) == '"2026-07-01"'
    assert first_csv_cell(noon) == '"2026-07-01 12:00"'


def test_numbers_are_numbers_and_control_characters_are_left_out():
    assert first_xlsx_cell(-5).value == -5
    assert first_csv_cell(-5) == '"-5"'
    assert first_xlsx_cell("a\x07b").value == "ab"


def test_a_workbook_can_be_written_to_a_response():
    response = HttpResponse(content_type=XLSX_TYPE)
    write_xlsx(table(["Åse", None]), response)
    assert openpyxl.load_workbook(io.BytesIO(response.content)).active["A2"].value == "Åse"


@pytest.mark.parametrize("title", ["Par / 2026", "x" * 40, "[]", "'"])
def test_any_title_becomes_a_title_that_excel_accepts(title):
    names = openpyxl.load_workbook(xlsx_file(Table(title, ["a"], []))).sheetnames
    assert (len(names), 0 < len(names[0]) <= 31, set(names[0]) & set("[]:*?/\\")) == (1, True, set())


text = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=30).map(tidy)
rows = st.lists(st.tuples(text.filter(bool), st.one_of(st.none(), text)), min_size=1, max_size=5)


@settings(deadline=None)
@given(rows)
def test_what_was_written_is_read_back_from_both_kinds_of_file(rows):
    content, book = written_csv(*rows), xlsx_file(table(*rows))
    expected = [tuple(row) if row[1] else row[:1] for row in map(tuple, rows)]
    for file, name in ((io.BytesIO(content), "a.csv"), (book, "a.xlsx")):
        (sheet,) = read_workbook(file, name)
        assert [row.cells for row in sheet.rows[1:]] == expected


@settings(deadline=None)
@given(st.one_of(text.filter(bool), st.sampled_from(DANGEROUS)))
def test_no_text_begins_a_csv_cell_like_a_formula(text):
    begins = first_csv_cell(text)[1:].strip()[:1]
    assert begins not in "=+-@＝＋－＠" or begins == ""


def test_an_export_of_people_is_understood_when_it_comes_back():
    headings = ["Navn", "E-post", "Telefon", "Kommune", "Rolle"]
    people = [["=Mona Li", "mona@example.org", "+47 6805 0001", "Stavanger", "mentor"],
              ["Nils Vik", "nils@example.org", "+47 6805 0002", "Våler (Østfold)", "mentee"]]  # fmt: skip
    export = Table("Personer", headings, people)
    for file, name in ((io.BytesIO(b"".join(csv_chunks(export))), "p.csv"), (xlsx_file(export), "p.xlsx")):
        found = understand(file, name, reference=reference())
        assert [[p.name, p.email, p.phone, p.role] for p in found.people] == [[*row[:3], row[4]] for row in people]
        assert [p.municipality for p in found.people] == ["1103", "3114"]


def test_a_list_of_any_length_is_written_piece_by_piece():
    taken = []

    def endless():
        for number in range(1000):
            taken.append(number)
            yield [f"Person {number}", None]

    chunks = csv_chunks(Table("Personer", ["Navn", "Telefon"], endless()))
    next(chunks)
    assert len(taken) == 200
    assert len(b"".join(chunks).splitlines()) == 800
