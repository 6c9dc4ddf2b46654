"""Imports as JSON."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from mentor_program.api.schemas.common import FieldProblem, FileFormat, Links, Sent, Text


class Counts(Schema):
    """What the file brings; once it is imported, what it brought."""

    new_people: int
    changed_people: int
    same_people: int
    new_pairs: int
    same_pairs: int
    rows_left_out: int
    diagnosis_areas_left_out: int = Field(description="Areas that name a diagnosis, in rows without consent.")
    faults: int = Field(description="How many remarks there are to read.")
    items: int = Field(description="How many people and pairs are new or changed.")


class DroppedColumn(Schema):
    sheet: str
    column: str
    why: str


class Column(Schema):
    letter: str
    heading: str
    field: str | None = Field(description="What the column means, as `fields` of the sheet names it; null is left out.")


class Sheet(Schema):
    title: str
    kind: Literal["people", "pairs", "ignored", "unknown"] = Field(description="What the sheet was recognised as.")
    role: Literal["mentor", "mentee"] | None = Field(description="Of everyone in the sheet, where one is known.")
    columns: list[Column]
    fields: list[str] = Field(description="What columns of this sheet can mean.")


class SheetCorrection(Sent):
    sheet: Text = Field(description="Title of the sheet.", examples=["Mentorer"])
    kind: Literal["mentors", "mentees", "people", "ignore"] | None = Field(
        None, description="null for what is recognised. A sheet of pairs can only be left out."
    )
    columns: dict[str, Text | None] = Field(
        {},
        description="By letter: what the column means, or null to leave it out.",
        examples=[{"C": "phone", "D": None}],
    )


class Corrections(Sent):
    """Only what is named changes."""

    sheets: list[SheetCorrection] = Field(max_length=100)


class Import(Schema):
    id: UUID
    file_name: str
    created_at: datetime
    status: Literal["reading", "ready", "writing", "failed", "finished", "undone"] = Field(
        description="`ready` waits to be confirmed. While `reading` or `writing`, ask again in a second."
    )
    interrupted: bool = Field(description="At work, but it gives no more sign of life: nothing was saved.")
    done: int = Field(description="Rows done, of `total`.")
    total: int
    counts: Counts | None = Field(description="null until the file is read.")
    changed: bool = Field(description="The preview is not the one that was confirmed: look at it again.")
    failure: FieldProblem | None = Field(description="Why the file cannot be read.")
    dropped_columns: list[DroppedColumn]
    sheets: list[Sheet] = Field(description="What sheets and columns were taken to mean; empty until the file is read.")
    finished_at: datetime | None
    undone_at: datetime | None


class ImportList(Schema):
    data: list[Import]


class LineQuery(Schema):
    after: Annotated[int, Field(ge=0, le=9_999_999)] = Field(0, description="Number of the last line seen.")


class FaultQuery(LineQuery):
    severity: Literal["", "error", "warning", "note"] = Field(
        "", description="Only what is left out (error), to be checked (warning) or was understood (note)."
    )


class FileQuery(Schema):
    format: FileFormat = "csv"


class Fault(Schema):
    number: int
    code: str
    meaning: str = Field(description="What it means for the row, in a word or two.")
    text: str
    sheet: str
    row: int = Field(description="0 for a whole sheet or file.")
    column: str
    heading: str


class FaultPage(Schema):
    data: list[Fault]
    links: Links


class Item(Schema):
    number: int
    kind: Literal["new_person", "changed", "new_pair"]
    what: str
    name: str
    about: list[str]


class ItemPage(Schema):
    data: list[Item]
    links: Links
