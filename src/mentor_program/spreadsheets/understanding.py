"""The one way into this room: a file becomes people, pairs and everything there is to tell about them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from mentor_program.spreadsheets.faults import Fault, Severity
from mentor_program.spreadsheets.layout import Choices, DroppedColumn, Layout, lay_out, mapping_of
from mentor_program.spreadsheets.matching import PeopleOfPairs
from mentor_program.spreadsheets.pairs import PairRow, read_pair
from mentor_program.spreadsheets.people import PersonRow, identify, read_person
from mentor_program.spreadsheets.reading import read_workbook
from mentor_program.spreadsheets.reference import Reference
from mentor_program.spreadsheets.table import Table
from mentor_program.spreadsheets.workbook import Sheet

Progress = Callable[[int, int], None]
PROGRESS_EVERY = 250


@dataclass(frozen=True, slots=True)
class Understanding:
    """What a file says. `faults` stand in the order of the file; `mapping` gives the meaning of every column."""

    sheets: tuple[Layout, ...]
    people: tuple[PersonRow, ...]
    pairs: tuple[PairRow, ...]
    faults: tuple[Fault, ...]
    dropped_columns: tuple[DroppedColumn, ...]
    mapping: dict[tuple[str, str], str | None]

    @property
    def rows_left_out(self) -> int:
        """How many rows are left out because of an error."""
        return len({(fault.sheet, fault.row) for fault in self.faults if fault.severity is Severity.ERROR})

    @property
    def diagnosis_areas_left_out(self) -> int:
        """How many areas that name a diagnosis are left out for want of consent."""
        return sum(person.diagnosis_areas_left_out for person in self.people)


def understand(
    file: BinaryIO,
    filename: str,
    mapping: Choices | None = None,
    *,
    reference: Reference,
    progress: Progress | None = None,
) -> Understanding:
    """Read and understand an uploaded .xlsx or .csv. Nothing is written anywhere.

    `mapping` overrules the meaning of columns and sheets (see `layout.Choices`); `progress` is called with the rows
    read and the rows there are. Raises `workbook.UnreadableFile` when the file as a whole cannot be read.
    """
    return understand_sheets(read_workbook(file, filename), mapping, reference=reference, progress=progress)


def understand_sheets(
    sheets: Sequence[Sheet],
    mapping: Choices | None = None,
    *,
    reference: Reference,
    progress: Progress | None = None,
    recognised_again: bool = True,
) -> Understanding:
    """Understand sheets whose titles differ, of one file or of several.

    `recognised_again` leaves out people without e-mail address and telephone, whom a second import would not recognise.
    """
    layouts = tuple(lay_out(sheet, reference.milestones, mapping or {}) for sheet in sheets)
    report = [fault for sheet, layout in zip(sheets, layouts, strict=True) for fault in _about_sheet(sheet, layout)]
    counted = _counter(sum(len(sheet.rows) for sheet in sheets), progress)
    persons: list[PersonRow] = []
    pair_rows: list[PairRow] = []
    for sheet, layout in zip(sheets, layouts, strict=True):
        table = Table(sheet, layout, report)
        if layout.kind == "people":
            found = (read_person(table, row, reference) for row in counted(table.rows()))
            persons.extend(person for person in found if person)
        elif layout.kind == "pairs":
            read = (read_pair(table, row, reference) for row in counted(table.rows()))
            pair_rows.extend(pair for pair in read if pair)
    by_title = {layout.title: layout for layout in layouts}
    people, left_out = identify(persons, by_title, report, recognised_again=recognised_again)
    pairs = PeopleOfPairs(people, left_out, by_title).settle(pair_rows, reference.find_people, report)
    return Understanding(
        sheets=layouts,
        people=tuple(people),
        pairs=tuple(pairs),
        faults=tuple(sorted(report, key=_in_order([layout.title for layout in layouts]))),
        dropped_columns=tuple(column for layout in layouts for column in layout.dropped()),
        mapping=mapping_of(layouts),
    )


def _about_sheet(sheet: Sheet, layout: Layout) -> list[Fault]:
    """What there is to tell of a sheet as a whole."""
    if layout.kind == "ignored":
        return [Fault("sheet_ignored").at(sheet.title)]
    if layout.kind == "unknown":
        return [Fault("no_headings" if sheet.rows else "empty_sheet").at(sheet.title)]
    if layout.kind == "people" and layout.role is None and not layout.of("role"):
        return [Fault("role_unknown").at(sheet.title)]
    return []


def _in_order(titles: list[str]) -> Callable[[Fault], tuple]:
    places = {title: place for place, title in enumerate(titles)}
    return lambda fault: (places[fault.sheet], fault.row, len(fault.column), fault.column)


def _counter(total: int, progress: Progress | None) -> Callable:
    done = 0

    def counted(rows):
        nonlocal done
        for row in rows:
            yield row
            done += 1
            if progress and done % PROGRESS_EVERY == 0:
                progress(done, total)

    return counted
