"""Candidates as JSON."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from mentor_program.api.schemas.common import Count, Cursor, Links, SearchText
from mentor_program.api.schemas.people import Lacking, Obstacle


class CandidateFilters(Schema):
    """What to look for, in both lists."""

    mentor: UUID | None = Field(None, description="The mentor is chosen: who suits that person, best match first.")
    mentee: UUID | None = Field(None, description="The mentee is chosen. With both, the mentee counts as chosen.")
    county: SearchText = Field("", description="Official number.")
    municipality: SearchText = Field(
        "", description="Official number; with `within_km` what distance is measured from."
    )
    within_km: Annotated[int, Field(ge=1, le=3000)] | None = Field(
        None, description="Kilometres, from the municipality or else from the chosen person's."
    )
    availability: Literal["", "all"] = Field("", description="`all` also lists those who cannot be chosen, with why.")
    area: SearchText = Field("", description="Key of an experience area.")
    search: SearchText = Field("", description="Part of the name.")
    mentors_cursor: Cursor = ""
    mentees_cursor: Cursor = ""


class PartScore(Schema):
    part: Literal["distance", "areas", "language", "meeting", "load", "experience"]
    permille: Annotated[int, Field(ge=0, le=1000, description="500 where too little is known.")]
    weight: Annotated[int, Field(ge=0, le=100, description="Chosen by the programme.")]


class Score(Schema):
    """How well the two suit each other. Candidates come in the order of `total`; nobody is left out because of it."""

    total: Annotated[int, Field(ge=0, le=100, description="The weighted mean of the parts.")]
    parts: list[PartScore]


class Compatibility(Schema):
    score: Score
    distance_km: float | None = Field(description="Between the municipalities; null where one is not known.")
    shared_areas: list[str] = Field(description="Names of experience areas, those asked for first; never a diagnosis.")
    asked_areas: list[str] | None = Field(description="The shared ones that the mentee asked for; null: nothing asked.")
    asked_diagnoses: list[str] = Field(description="Shared, and asked for by the mentee. Never stored with the pair.")
    languages: list[str] | None = Field(description="Codes both have; null where either has not said.")
    meeting_forms: list[str] | None = Field(description="`in_person`, `phone`, `video`: what suits both.")
    meeting_times: list[str] | None = Field(description="`weekday_day`, `weekday_evening`, `weekend`.")
    free_places: int
    capacity: int
    times_mentor: int = Field(description="Ended pairs of the mentor in the coordinator's units.")


class Candidate(Schema):
    id: UUID
    name: str
    role: Literal["mentor", "mentee"]
    unit_name: str
    municipality: str
    cohort_name: str
    areas: list[str]
    diagnoses: list[str] = Field(description="Areas that name a diagnosis, stored with consent.")
    wished_areas: list[str] = Field(description="Experience that a mentee asks for in a mentor.")
    wished_diagnoses: list[str] = Field(description="The same, of areas that name a diagnosis.")
    languages: list[str]
    meeting_forms: list[str]
    meeting_times: list[str]
    capacity: int
    free_places: int
    times_mentor: int
    waiting_since: datetime
    completed_before: bool
    distance_km: float | None
    compatibility: Compatibility | None = Field(description="null until the other person is chosen.")
    obstacle: Obstacle | None = Field(description="Why the person cannot be chosen now.")
    lacking: list[Lacking] = Field(description="Everything that the programme requires and the mentor does not have.")
    paused_until: date | None
    readiness: Literal["", "now", "later", "not"]


class Loosening(Schema):
    """How many there would be without one filter; `filter` is empty for without any."""

    filter: str
    count: Count


class CandidateList(Schema):
    data: list[Candidate]
    links: Links
    count: Count
    loosenings: list[Loosening] = Field(description="Filled where there is nobody and some filter is the reason.")
    everyone: int | None = Field(description="How many have the role, told only where the list is empty.")


class Place(Schema):
    number: str
    name: str
    county: str
    county_name: str


class Area(Schema):
    key: str
    name: str
    names_diagnosis: bool


class CandidateChoices(Schema):
    places: list[Place]
    areas: list[Area]


class Candidates(Schema):
    chosen: Candidate | None
    mentees: CandidateList | None = Field(description="null once a mentee is chosen.")
    mentors: CandidateList | None = Field(description="null once a mentor is chosen.")
    lacks_origin: bool = Field(description="A distance was asked for with nowhere to measure from.")
    choices: CandidateChoices


class ProposalQuery(Schema):
    mentor: UUID
    mentee: UUID


class Programme(Schema):
    id: UUID
    name: str
    milestones: int


class FormerPair(Schema):
    mentor_name: str
    mentee_name: str
    status: Literal["active", "paused", "programme_complete", "dissolved"]
    started_at: datetime
    ended_at: datetime | None


class Proposal(Schema):
    """What there is to know before two people are paired."""

    mentor: Candidate
    mentee: Candidate
    compatibility: Compatibility
    programmes: list[Programme]
    programme_id: UUID | None = Field(description="Used when nobody chooses.")
    former: list[FormerPair]
    same_people_before: bool
