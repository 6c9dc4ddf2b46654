"""A spreadsheet as rows of plain values, whatever kind of file it came from."""

from dataclasses import dataclass
from datetime import date, datetime

from mentor_program.domain.errors import DomainError

MAX_BYTES = 20_000_000
MAX_UNPACKED_BYTES = 100_000_000
MAX_SHEETS = 50
MAX_ROWS = 20_000
MAX_COLUMNS = 200

Cell = str | int | float | bool | date | datetime | None


@dataclass(frozen=True, slots=True)
class Row:
    """A row that is not blank. `number` counts from 1, as the spreadsheet program shows it."""

    number: int
    cells: tuple[Cell, ...]

    def cell(self, column: int) -> Cell:
        """The value in a column counted from 0; None where the cell is empty. Text is never empty or padded."""
        return self.cells[column] if column < len(self.cells) else None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet with its title as the person sees it; a .csv has one, named after the file."""

    title: str
    rows: tuple[Row, ...]


class UnreadableFile(DomainError):
    """The file as a whole cannot be read; `code` is one of `faults.CATALOGUE`, so that a sentence stands ready."""


def tidy(text: str) -> str | None:
    """Text without padding and with ordinary spaces; None when nothing is left."""
    return text.replace("\u00a0", " ").strip() or None


def column_letter(column: int) -> str:
    """The letters of a column counted from 0: A, B, … Z, AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


class RowLimit:
    """Collects rows and refuses a file that has too many rows or columns."""

    def __init__(self) -> None:
        self.count = 0

    def row(self, number: int, cells: list[Cell]) -> Row | None:
        """Make a row of the cells; None when it is blank. Raises UnreadableFile beyond the limits."""
        while cells and cells[-1] is None:
            cells.pop()
        if not cells:
            return None
        if len(cells) > MAX_COLUMNS:
            raise UnreadableFile("too_many_columns", limit=MAX_COLUMNS, row=number)
        self.count += 1
        if self.count > MAX_ROWS:
            raise UnreadableFile("too_many_rows", limit=MAX_ROWS)
        return Row(number, tuple(cells))
