"""What the answers of several addresses have in common."""

from typing import Annotated, ClassVar, Literal

from ninja import Schema
from pydantic import ConfigDict, Field, StringConstraints

# PostgreSQL stores no NUL, so no text may hold one.
NO_NUL = r"^[^\x00]*$"
Text = Annotated[str, StringConstraints(pattern=NO_NUL)]
SearchText = Annotated[str, StringConstraints(pattern=NO_NUL, max_length=100)]
Cursor = Annotated[str, Field(description="Where to go on: take it from the links of a page.", max_length=2000)]


FileFormat = Annotated[Literal["csv", "xlsx"], Field(description="Kind of file.")]
# The response of what answers with a file; the document says which kinds (documentation.py).
FILE = {200: None}


class Sent(Schema):
    """What a client sends: a name that is not known is an error rather than passed over."""

    model_config: ClassVar[ConfigDict] = ConfigDict(extra="forbid")


class Count(Schema):
    number: int = Field(description="How many there are, at most 1000.")
    more: bool = Field(description="Whether there are more than 1000.")


class Links(Schema):
    next: str | None = Field(description="Address of the next page; null at the end.")
    previous: str | None = Field(description="Address of the page before; null at the beginning.")


class Choice(Schema):
    value: str = Field(description="What to send in a filter or a form.")
    label: str


class Problem(Schema):
    """RFC 9457 problem details, in the language that Accept-Language asks for."""

    type: str = Field(description="Address of the explanation of `code`.")
    title: str
    status: int
    code: str = Field(description="Stable, for programs.")
    detail: str = Field(description="For people.")
    errors: dict[str, "FieldProblem"] | None = Field(None, description="What is wrong, by field.")


class FieldProblem(Schema):
    code: str
    detail: str


Problem.model_rebuild()
