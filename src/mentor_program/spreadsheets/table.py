"""Reading one sheet by its layout: which rows count, and the cell that stands for a field."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from mentor_program.spreadsheets.cells import Parsed
from mentor_program.spreadsheets.faults import Fault
from mentor_program.spreadsheets.layout import Column, Layout
from mentor_program.spreadsheets.words import plain, words
from mentor_program.spreadsheets.workbook import Cell, Row, Sheet

NUMBER = re.compile(r"=|-?[\d\s.,]+$")
SUMS = words("sum summen summert total totalt totalsum antall antal ialt tilsammen sumtotalt sumantall antalltotalt")


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet with its layout; what is found wrong is added to `report`."""

    sheet: Sheet
    layout: Layout
    report: list[Fault]

    def rows(self) -> Iterator[Row]:
        """The rows below the headings that hold data; the others are reported."""
        for row in self.sheet.rows[self.layout.heading + 1 :]:
            skipped = self._why_skipped(row)
            if skipped:
                self.tell(skipped, row)
            else:
                yield row

    def cell(self, row: Row, field: str) -> tuple[Cell, Column | None]:
        """The first cell with something in it among the columns of a field."""
        columns = self.layout.of(field)
        filled = [column for column in columns if row.cell(column.index) is not None]
        column = next(iter(filled or columns), None)
        return (row.cell(column.index) if column else None), column

    def read(self, row: Row, field: str, parse: Callable[[Cell], Parsed]) -> Any:
        """Parse a field's cell and report what it says; None where the sheet has nothing."""
        cell, column = self.cell(row, field)
        if cell is None:
            return None
        value, faults = parse(cell)
        for fault in faults:
            self.tell(fault, row, column)
        return value

    def tell(self, fault: Fault, row: Row, column: Column | None = None) -> None:
        """Report a fault at its place."""
        letter, heading = (column.letter, column.heading) if column else ("", "")
        self.report.append(fault.at(self.layout.title, row.number, letter, heading))

    def _why_skipped(self, row: Row) -> Fault | None:
        filled = [(index, cell) for index, cell in enumerate(row.cells) if cell is not None]
        first = filled[0][1]
        rest_is_numbers = all(NUMBER.match(str(cell)) for _, cell in filled[1:])
        if plain(str(first)) in SUMS and rest_is_numbers:
            return Fault("sum_row")
        headings = {column.index: plain(column.heading) for column in self.layout.columns}
        if len(filled) > 1 and all(headings.get(index) == plain(str(cell)) for index, cell in filled):
            return Fault("heading_row")
        named = {column.index for column in self.layout.columns if "name" in (column.field or "")}
        if len(filled) == 1 and filled[0][0] not in named:
            return Fault("stray_text", {"value": first})
        return None
