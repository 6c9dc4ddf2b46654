"""What kind of sheet it is and what each of its columns means, with a person's corrections applied."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext

from mentor_program.spreadsheets.headings import (
    MILESTONE,
    PAIR_FIELDS,
    PEOPLE_FIELDS,
    REASONS,
    Field,
    Meaning,
    heading_row,
    heading_texts,
    is_field,
    meaning,
    role_of,
)
from mentor_program.spreadsheets.words import tokens, words
from mentor_program.spreadsheets.workbook import Sheet, column_letter

# (sheet, column letters) → field, or None to leave the column out; column "*" → one of SHEET_CHOICES
Choices = Mapping[tuple[str, str], str | None]
WHOLE_SHEET = "*"
SHEET_CHOICES = ("mentors", "mentees", "people", "ignore")
WANTING = words("ønsker ønskjer ønske trenger treng behov wants wanted needs")
CHOSEN_ROLE = {"mentors": "mentor", "mentees": "mentee", "people": None}


@dataclass(frozen=True, slots=True)
class Column:
    """A column that holds something. Without `field` it is dropped, and `reason` is a key of `headings.REASONS`."""

    index: int
    heading: str
    field: str | None
    reason: str = ""

    @property
    def letter(self) -> str:
        """The column's letters, as the spreadsheet program shows them."""
        return column_letter(self.index)


@dataclass(frozen=True, slots=True)
class DroppedColumn:
    """A column that is not imported, named to the person together with the reason."""

    sheet: str
    letter: str
    heading: str
    reason: str

    def sentence(self) -> str:
        """Say why, in the language of the moment."""
        return gettext(REASONS[self.reason])


@dataclass(frozen=True, slots=True)
class Layout:
    """`kind` is people, pairs, ignored or unknown; `role` is mentor, mentee or None; `heading` a place in its rows."""

    title: str
    kind: str
    role: str | None = None
    heading: int = -1
    columns: tuple[Column, ...] = ()

    def dropped(self) -> list[DroppedColumn]:
        """The columns that are not imported."""
        return [DroppedColumn(self.title, c.letter, c.heading, c.reason) for c in self.columns if not c.field]

    def of(self, field: str) -> list[Column]:
        """The columns with this meaning, from the left."""
        return [column for column in self.columns if column.field == field]


def lay_out(sheet: Sheet, milestones: Sequence[str], chosen: Choices) -> Layout:
    """Find the headings of a sheet and what they mean. `chosen` overrules what would be recognised."""
    choice = chosen.get((sheet.title, WHOLE_SHEET))
    place = heading_row(sheet, milestones)
    if choice == "ignore" or place is None:
        return Layout(sheet.title, "ignored" if choice == "ignore" else "unknown")
    columns = _columns(sheet, place, milestones, chosen)
    fields = {column.field for column in columns}
    if {Field.MENTOR, Field.MENTEE} <= fields:
        return Layout(sheet.title, "pairs", None, place, _fitting(columns, "pairs"))
    role = role_of(sheet.title) or _role_by_headings(columns)
    if not fields & {Field.NAME, Field.FIRST_NAME, Field.LAST_NAME}:
        columns, role = _name_by_role(columns, role)
    if choice:
        role = CHOSEN_ROLE[choice]
    if not {column.field for column in columns} & {Field.NAME, Field.FIRST_NAME, Field.LAST_NAME}:
        return Layout(sheet.title, "unknown")
    return Layout(sheet.title, "people", role, place, _fitting(columns, "people"))


def _columns(sheet: Sheet, place: int, milestones: Sequence[str], chosen: Choices) -> tuple[Column, ...]:
    columns = []
    for index, heading in heading_texts(sheet, place).items():
        key = sheet.title, column_letter(index)
        if key in chosen:
            found = Meaning(field=chosen[key], reason="" if chosen[key] else "chosen")
        elif heading:
            found = meaning(heading, milestones)
        elif any(row.cell(index) is not None for row in sheet.rows[place + 1 :]):
            found = Meaning(reason="no_heading")
        else:
            continue
        columns.append(Column(index, heading, found.field, found.reason))
    return tuple(columns)


def _fitting(columns: tuple[Column, ...], kind: str) -> tuple[Column, ...]:
    """Drop the columns whose meaning belongs to the other kind of sheet."""

    def fit(column: Column) -> Column:
        is_milestone = (column.field or "").startswith(MILESTONE)
        wanted = PAIR_FIELDS if kind == "pairs" else PEOPLE_FIELDS
        if not column.field or column.field in wanted or (is_milestone and kind == "pairs"):
            return column
        return replace(column, field=None, reason="milestone" if is_milestone else "other_sheet")

    return tuple(fit(column) for column in columns)


def _role_by_headings(columns: tuple[Column, ...]) -> str | None:
    """Only mentors have a capacity, and only mentees want help with something."""
    headings = " ".join(column.heading for column in columns if column.field == Field.AREAS)
    if tokens(headings) & WANTING:
        return "mentee"
    return "mentor" if any(column.field == Field.CAPACITY for column in columns) else None


def _name_by_role(columns: tuple[Column, ...], role: str | None) -> tuple[tuple[Column, ...], str | None]:
    """A sheet of people may call its column of names "Mentor" or "Deltaker"."""
    for column in columns:
        if column.field in (Field.MENTOR, Field.MENTEE):
            named = replace(column, field=Field.NAME)
            return tuple(named if c is column else c for c in columns), role or str(column.field)
    return columns, role


def mapping_of(layouts: Sequence[Layout]) -> dict[tuple[str, str], str | None]:
    """The meaning of every column, in the form in which a person's corrections are given."""
    return {(layout.title, column.letter): column.field for layout in layouts for column in layout.columns}


def mapping_to_json(mapping: Choices) -> str:
    """Write corrections as JSON: {"Mentorer": {"A": "first_name", "M": null}}."""
    sheets: dict[str, dict[str, str | None]] = {}
    for (sheet, column), field in mapping.items():
        sheets.setdefault(sheet, {})[column] = field
    return json.dumps(sheets, ensure_ascii=False, sort_keys=True)


def mapping_from_json(text: str, milestones: Sequence[str]) -> dict[tuple[str, str], str | None]:
    """Read what `mapping_to_json` wrote. Raises ValueError for anything else, unknown fields included."""
    sheets = json.loads(text)
    if not isinstance(sheets, dict) or not all(isinstance(columns, dict) for columns in sheets.values()):
        raise ValueError("a mapping is an object of objects")
    mapping = {(sheet, column): field for sheet, columns in sheets.items() for column, field in columns.items()}
    for (sheet, column), field in mapping.items():
        known = field in SHEET_CHOICES if column == WHOLE_SHEET else field is None or is_field(str(field), milestones)
        if not known:
            raise ValueError(f"{field!r} is no meaning for column {column!r} of sheet {sheet!r}")
    return mapping
