"""What must be known before pairing, as JSON: qualifications, exclusions, the programme's settings."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from ninja import Schema
from pydantic import Field

from mentor_program.api.schemas.common import Sent, Text
from mentor_program.api.schemas.people import Lacking, Qualification, QualificationLine

Weight = Annotated[int, Field(ge=0, le=100)]


class Requirements(Schema):
    """What a person has fulfilled, what the programme requires of mentors, and what is missing."""

    qualifications: list[QualificationLine]
    required: list[Qualification]
    lacking: list[Lacking] = Field(description="Empty for who is no mentor.")
    version: str = Field(description="The same as in ETag, without quotes.")


class Fulfilled(Sent):
    fulfilled_on: date = Field(description="Today or earlier.")
    valid_until: date | None = Field(None, description="The last day it holds; null when it does not expire.")


class RequirementsChange(Sent):
    """Only what is sent is changed; null takes it away. That it was fulfilled or seen, never a document."""

    course: Fulfilled | None = None
    approval: Fulfilled | None = None
    confidentiality: Fulfilled | None = None
    police_certificate: Fulfilled | None = None


class RequirementsSaved(Schema):
    id: UUID
    name: str
    changed: bool


class Exclusion(Schema):
    """Two people who shall never be paired again, whichever is the mentor."""

    id: UUID
    mentor_id: UUID
    mentor_name: str
    mentee_id: UUID
    mentee_name: str
    reason: str
    created_at: datetime
    created_by: str


class ExclusionList(Schema):
    data: list[Exclusion]


class NewExclusion(Sent):
    mentor_id: UUID
    mentee_id: UUID
    reason: Annotated[Text, Field(min_length=1, max_length=1000, description="Nothing about health.")]


class Weights(Schema):
    """What each part of the score counts against the others."""

    distance: Weight
    areas: Weight
    language: Weight
    meeting: Weight
    load: Weight
    experience: Weight


class ProgrammeSettings(Schema):
    id: UUID
    name: str
    required: list[Qualification] = Field(description="What a mentor must have for a new pair.")
    weights: Weights
    follow_up_after_days: int = Field(description="Days without activity before a pair needs follow-up.")
    may_change: bool = Field(description="Whether all of it is the caller's to change.")
    version: str = Field(description="The same as in ETag, without quotes.")


class ProgrammeList(Schema):
    data: list[ProgrammeSettings]


class WeightsChange(Sent):
    distance: Weight = 0
    areas: Weight = 0
    language: Weight = 0
    meeting: Weight = 0
    load: Weight = 0
    experience: Weight = 0


class ProgrammeChange(Sent):
    """Only what is sent is changed, single weights too."""

    required: list[Qualification] = Field([], max_length=4)
    weights: WeightsChange = Field(default_factory=WeightsChange)
    follow_up_after_days: Annotated[int, Field(ge=1, le=365)] = 14


class ProgrammeSaved(Schema):
    changed: bool
