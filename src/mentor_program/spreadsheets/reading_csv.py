"""Reads .csv as spreadsheet programs write it: `;`, `,` or tabs, in UTF-8, UTF-16 or Windows-1252."""

import codecs
import csv
import io
import re
from collections import Counter
from itertools import islice

from mentor_program.spreadsheets.workbook import RowLimit, Sheet, UnreadableFile, tidy

DELIMITERS = ";,\t"
# our own export puts an apostrophe before text that a spreadsheet program would run (see writing.py)
NEUTRALISED = re.compile(r"'+\s*[=+\-@＝＋－＠\t\r\n]")


def read_csv(content: bytes, *, title: str) -> Sheet:
    """Read the one sheet of a .csv; row numbers are those a spreadsheet program shows. Raises UnreadableFile."""
    text = _decode(content)
    if "\0" in text:
        raise UnreadableFile("not_a_spreadsheet")
    announced = re.match(r"sep=(.)\r?\n", text)
    delimiter = announced[1] if announced else _delimiter(text)
    limit = RowLimit()
    rows = []
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), start=1):
            row = limit.row(number, [_value(cell) for cell in cells])
            if row and not (announced and number == 1):
                rows.append(row)
    except csv.Error as error:
        raise UnreadableFile("damaged") from error
    return Sheet(title, tuple(rows))


def _decode(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    elif b"\0" in content:
        raise UnreadableFile("not_a_spreadsheet")
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableFile("unknown_encoding")


def _delimiter(text: str) -> str:
    """The delimiter under which most of the first rows have the same number of cells, more than one."""

    def agreement(delimiter: str) -> tuple[int, int]:
        lines = islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), 30)
        widths = Counter(width for width in map(len, lines) if width > 1)
        ((width, rows),) = widths.most_common(1) or [(0, 0)]
        return rows, width

    try:
        return max(DELIMITERS, key=agreement)
    except csv.Error as error:
        raise UnreadableFile("damaged") from error


def _value(cell: str) -> str | None:
    if NEUTRALISED.match(cell):
        cell = cell[1:]
    return tidy(cell)
