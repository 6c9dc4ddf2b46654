"""Writes a table as .xlsx or .csv that no spreadsheet program will run (docs/decisions/exports-that-cannot-run.md).

Rows are taken one at a time, so that a list of any length needs little memory. Our own reading understands both.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import BinaryIO

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MAX_CELL = 32_767  # Excel refuses longer text
# begins like a formula, now or after an apostrophe of ours is taken away
DANGEROUS = re.compile(r"'*\s*[=+\-@＝＋－＠\t\r\n]")
# digits in groups: no spreadsheet program can calculate it or take it for one number
TELEPHONE = re.compile(r"\+[1-9]\d{0,2}(?: \d+)+")


@dataclass(frozen=True, slots=True)
class Table:
    """What to write: values are text, numbers, yes or no, dates, points in time or None. `title` names the sheet.

    `widths` are the columns' in characters, where the heading's own length will not do; longer text is wrapped.
    """

    title: str
    headings: Sequence[str]
    rows: Iterable[Sequence[object]]
    widths: Sequence[int] = ()


def csv_chunks(table: Table, *, rows_per_chunk: int = 200) -> Iterator[bytes]:
    """Give the .csv piece by piece: UTF-8 with a byte order mark, `;`, everything quoted, dates as 2026-07-31."""
    buffer = io.StringIO()
    # quotes also keep a program that divides at commas from finding a formula behind one
    writer = csv.writer(buffer, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    buffer.write("\ufeff")
    writer.writerow([_csv_text(heading) for heading in table.headings])
    for number, row in enumerate(table.rows, start=1):
        writer.writerow([_csv_text(value) for value in row])
        if number % rows_per_chunk == 0:
            yield _taken(buffer)
    yield _taken(buffer)


def write_xlsx(table: Table, file: BinaryIO) -> None:
    """Write an .xlsx to an open file or a response; rows wait on the disk, not in memory."""
    write_book(table.title, [table], file)


def write_book(title: str, tables: Iterable[Table], file: BinaryIO) -> None:
    """Write an .xlsx with one sheet a table, each with its headings in a first row that stays in view and in print."""
    book = Workbook(write_only=True)
    book.properties.title = title
    for table in tables:
        sheet = book.create_sheet(_sheet_title(table.title))
        sheet.freeze_panes = "A2"
        sheet.print_title_rows = "1:1"
        widths = table.widths or [max(14, min(40, len(heading) + 4)) for heading in table.headings]
        for number, width in enumerate(widths, start=1):
            sheet.column_dimensions[get_column_letter(number)].width = width
        sheet.append([_xlsx_cell(sheet, heading, bold=True) for heading in table.headings])
        for row in table.rows:
            sheet.append([_xlsx_cell(sheet, value, wrap=bool(table.widths)) for value in row])
    book.save(file)


def _taken(buffer: io.StringIO) -> bytes:
    content = buffer.getvalue().encode()
    buffer.seek(0)
    buffer.truncate()
    return content


def _csv_text(value: object) -> str:
    value = _plain_value(value)
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    if value is None:
        return ""
    text = str(value)
    if isinstance(value, str) and DANGEROUS.match(text) and not TELEPHONE.fullmatch(text):
        return f"'{text}"
    return text


def _xlsx_cell(sheet: WriteOnlyWorksheet, value: object, *, bold: bool = False, wrap: bool = False) -> WriteOnlyCell:
    value = _plain_value(value)
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, str):
        cell.data_type = "s"  # openpyxl would make a formula of text that begins with =
        if DANGEROUS.match(value):
            cell.number_format = "@"
            cell.quotePrefix = True  # stays text when a person edits the cell
    elif isinstance(value, datetime):
        cell.number_format = "yyyy-mm-dd hh:mm"
    elif isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"
    if bold:
        cell.font = Font(bold=True)
    if wrap:
        cell.alignment = Alignment(vertical="top", wrap_text=True)
    return cell


def _plain_value(value: object) -> object:
    """Points in time become Norwegian clock time; text loses what no cell can hold; other things become text."""
    if isinstance(value, datetime):
        return timezone.make_naive(value) if timezone.is_aware(value) else value
    if value is None or isinstance(value, bool | int | float | date):
        return value
    return ILLEGAL_CHARACTERS_RE.sub("", str(value))[:MAX_CELL]


def _sheet_title(title: str) -> str:
    return re.sub(r"[\\/*?:\[\]]", " ", title)[:31].strip("' ") or "1"
