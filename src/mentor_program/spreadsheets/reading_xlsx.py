"""Reads .xlsx row by row. Formulas stay text: nothing in a file that a person uploads is ever evaluated."""

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.cell.read_only import EmptyCell, ReadOnlyCell
from openpyxl.utils import range_boundaries
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from mentor_program.spreadsheets.workbook import (
    MAX_SHEETS,
    MAX_UNPACKED_BYTES,
    Cell,
    RowLimit,
    Sheet,
    UnreadableFile,
    tidy,
)

# what openpyxl lets escape from a file that is not what it says
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    InvalidFileException,
    ParseError,
    AttributeError,
    EOFError,
    IndexError,
    KeyError,
    NotImplementedError,
    OSError,
    TypeError,
    ValueError,
)
MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')
Merges = dict[int, list[tuple[int, int]]]


def read_xlsx(content: bytes) -> tuple[Sheet, ...]:
    """Read every sheet. A cell merged over several rows counts for each of them. Raises UnreadableFile."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells of drawings and extensions it leaves out
            _check(archive)
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
            limit = RowLimit()
            return tuple(_sheet(sheet, archive, limit) for sheet in book.worksheets)
    except DAMAGE as error:
        raise UnreadableFile("damaged") from error


def _check(archive: zipfile.ZipFile) -> None:
    """Refuse what is no workbook, or one made to exhaust the machine, before anything is unpacked."""
    members = archive.infolist()
    names = {member.filename for member in members}
    if "xl/workbook.xml" not in names:
        raise UnreadableFile("opendocument" if "content.xml" in names else "not_a_spreadsheet")
    if any(member.flag_bits & 1 for member in members):
        raise UnreadableFile("encrypted")
    if sum(member.file_size for member in members) > MAX_UNPACKED_BYTES:
        raise UnreadableFile("too_large_unpacked", megabytes=MAX_UNPACKED_BYTES // 1_000_000)
    if sum(name.startswith("xl/worksheets/sheet") for name in names) > MAX_SHEETS:
        raise UnreadableFile("too_many_sheets", limit=MAX_SHEETS)
    for member in members:
        if member.filename.endswith((".xml", ".rels")):
            with archive.open(member) as part:
                if b"<!DOCTYPE" in part.read(2000):  # entities can grow without end; no spreadsheet program writes one
                    raise UnreadableFile("damaged")


def _sheet(sheet: ReadOnlyWorksheet, archive: zipfile.ZipFile, limit: RowLimit) -> Sheet:
    sheet.reset_dimensions()  # some programs state a wrong size, and openpyxl would believe it
    merges = _merges(archive.read(sheet._worksheet_path.lstrip("/")))
    rows = filter(None, (limit.row(number, cells) for number, cells in _filled(sheet, merges)))
    return Sheet(sheet.title, tuple(rows))


def _merges(xml: bytes) -> Merges:
    """Ranges merged over several rows, by their first column counted from 0: (first row, last row)."""
    merges: Merges = {}
    for match in MERGED.finditer(xml, max(0, xml.rfind(b"sheetData>"))):
        column, first, _, last = range_boundaries(match[1].decode())
        if last > first:
            merges.setdefault(column - 1, []).append((first, last))
    return merges


def _filled(sheet: ReadOnlyWorksheet, merges: Merges) -> Iterator[tuple[int, list[Cell]]]:
    """Give (row number, cells), a merged cell's value repeated in the rows below that it covers."""
    last_row = {(column, first): last for column, ranges in merges.items() for first, last in ranges}
    repeated: dict[int, tuple[int, Cell]] = {}
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        values = [_value(cell) for cell in cells]
        for column in merges:
            until, value = repeated.get(column, (0, None))
            if (column, number) in last_row and column < len(values):
                repeated[column] = last_row[column, number], values[column]
            elif number <= until and values:
                values.extend([None] * (column + 1 - len(values)))
                values[column] = value if values[column] is None else values[column]
        yield number, values


def _value(cell: ReadOnlyCell | EmptyCell) -> Cell:
    value = cell.value
    match value:
        case None | bool() | int():
            return value
        case str():
            return tidy(value)
        case float():
            return int(value) if value.is_integer() else value
        case datetime():
            return value.date() if value.time() == datetime.min.time() else value
        case date():
            return value
        case _:  # times of day, durations, formulas over several cells
            return tidy(str(getattr(value, "text", None) or value))
