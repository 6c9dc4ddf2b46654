import io
import zipfile
from datetime import date

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentor_program.spreadsheets import reading, workbook
from mentor_program.spreadsheets.faults import CATALOGUE
from mentor_program.spreadsheets.reading import read_workbook
from mentor_program.spreadsheets.workbook import UnreadableFile
from spreadsheets.support import saved, xlsx


def read(content, name="liste.csv"):
    return read_workbook(io.BytesIO(content), name)


def cells(sheet):
    return [row.cells for row in sheet.rows]


def refusal(content, name="liste.csv"):
    with pytest.raises(UnreadableFile) as refused:
        read(content, name)
    return refused.value.code


def outcome(content, name):
    try:
        read(content, name)
    except UnreadableFile as refused:
        return refused.code
    return "read"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_csv_is_read_in_every_encoding_and_with_every_delimiter(encoding, delimiter):
    text = f"Navn{delimiter}Sted\r\nÅse Bø{delimiter}Ørsta\r\n"
    (sheet,) = read(text.encode(encoding))
    assert cells(sheet) == [("Navn", "Sted"), ("Åse Bø", "Ørsta")]


def test_a_csv_sheet_is_named_after_its_file():
    assert read(b"a;b\n1;2\n", "likepersoner-vestland.csv")[0].title == "likepersoner-vestland"


def test_a_comma_inside_cells_does_not_divide_a_semicolon_file():
    (sheet,) = read("Navn;Erfaring\nÅse;a, b, c\nPer;a, b\nLiv;d\n".encode())
    assert cells(sheet)[1] == ("Åse", "a, b, c")


def test_excels_own_line_about_the_separator_is_obeyed_and_not_a_row():
    (sheet,) = read(b"sep=,\r\nNavn,Sted\r\nPer,Oslo\r\n")
    assert [(row.number, row.cells) for row in sheet.rows] == [(2, ("Navn", "Sted")), (3, ("Per", "Oslo"))]


def test_row_numbers_count_blank_rows_as_the_spreadsheet_program_does():
    (sheet,) = read(b'Navn;Sted\n\n;;\nPer;"Oslo\ny"\nLiv;Bergen\n')
    assert [row.number for row in sheet.rows] == [1, 4, 5]


def test_an_apostrophe_before_a_formula_is_taken_away_again():
    assert cells(read(b"Navn;Tlf\n'=1+1;'+47 6805 2877\n")[0])[1] == ("=1+1", "+47 6805 2877")


def test_formulas_in_a_workbook_are_read_as_text_and_not_evaluated():
    (sheet,) = read_workbook(xlsx(Ark=[["Navn", "Sum"], ["Per", "=1+1"]]), "bok.xlsx")
    assert cells(sheet)[1] == ("Per", "=1+1")


def test_dates_numbers_and_text_keep_their_kind():
    (sheet,) = read_workbook(xlsx(Ark=[["a", "b", "c"], [date(2026, 7, 1), 4158, " tekst "]]), "bok.xlsx")
    assert cells(sheet)[1] == (date(2026, 7, 1), 4158, "tekst")


def test_a_cell_merged_over_rows_counts_for_each_of_them():
    book = openpyxl.Workbook()
    for row in (["Liste", None], ["Navn", "Kommune"], ["Per", "Oslo"], ["Liv", None], ["Siv", "Bergen"]):
        book.active.append(row)
    book.active.merge_cells("A1:B1")
    book.active.merge_cells("B3:B4")
    (sheet,) = read_workbook(saved(book), "bok.xlsx")
    assert cells(sheet) == [("Liste",), ("Navn", "Kommune"), ("Per", "Oslo"), ("Liv", "Oslo"), ("Siv", "Bergen")]


def test_every_sheet_is_read():
    sheets = read_workbook(xlsx(Mentorer=[["a"]], Par=[["b"]]), "bok.xlsx")
    assert [sheet.title for sheet in sheets] == ["Mentorer", "Par"]


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "liste.csv", "empty_file"),
        (b" \r\n ", "liste.csv", "empty_file"),
        (b";;\n;;\n", "liste.csv", "no_rows"),
        (b"Navn;Sted", "bok.xlsx", "damaged"),
        (b"PK\x03\x04 and then nothing of use", "bok.xlsx", "damaged"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "bok.xls", "old_excel"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"), "bok.xlsx", "encrypted"),
        (b"%PDF-1.7 ...", "liste.csv", "not_a_spreadsheet"),
        (b"Navn\0;Sted\n", "liste.csv", "not_a_spreadsheet"),
        (b"Navn;Sted\nPer;\x81\x8d\n", "liste.csv", "unknown_encoding"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_its_reason(content, name, code):
    assert refusal(content, name) == code


def zipped(**members):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return file.getvalue()


def test_an_opendocument_file_and_any_other_zip_are_told_apart():
    assert refusal(zipped(content_xml="<a/>"), "bok.ods") == "opendocument"
    assert refusal(zipped(word__document_xml="<a/>"), "brev.docx") == "not_a_spreadsheet"


def test_a_file_that_unpacks_to_far_too_much_is_refused_before_it_is_unpacked(monkeypatch):
    bomb = zipped(xl__workbook_xml="<a/>", xl__worksheets__sheet1_xml="0" * 101_000_000)
    assert len(bomb) < 200_000
    assert refusal(bomb, "bok.xlsx") == "too_large_unpacked"


def test_a_document_type_with_entities_is_refused():
    assert refusal(zipped(xl__workbook_xml="<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"), "bok.xlsx") == "damaged"


def test_limits_of_size_rows_and_columns_are_kept(monkeypatch):
    monkeypatch.setattr(reading, "MAX_BYTES", 1000)
    monkeypatch.setattr(workbook, "MAX_ROWS", 3)
    monkeypatch.setattr(workbook, "MAX_COLUMNS", 3)
    assert refusal(b"a" * 1001) == "too_large"
    assert refusal(b"a;b\n" * 4) == "too_many_rows"
    assert refusal(b"a;b;c;d\n") == "too_many_columns"
    assert len(read(b"a;b;c\n" * 3)[0].rows) == 3


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 6000), st.binary(max_size=40))
def test_a_workbook_with_garbage_inside_is_read_or_refused_and_never_breaks(position, garbage):
    content = bytearray(xlsx(Ark=[["Navn", "E-post"], ["Per", "per@example.org"]]).getvalue())
    position %= len(content)
    content[position : position + len(garbage)] = garbage
    assert outcome(bytes(content), "bok.xlsx") in {"read", *CATALOGUE}


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_called_csv_are_read_or_refused_and_never_break(content):
    assert outcome(content, "liste.csv") in {"read", *CATALOGUE}
