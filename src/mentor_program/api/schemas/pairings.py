"""Pairs as JSON."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from mentor_program.api.schemas.common import Choice, Count, Cursor, FileFormat, Links, SearchText, Sent, Text

Status = Literal["active", "paused", "programme_complete", "dissolved"]
IndicatorName = Literal["on_track", "needs_follow_up", "stalled"]
ContactForm = Literal["meeting", "phone", "video", "home_visit", "message", "other"]


class Progress(Schema):
    """How long it has been quiet."""

    indicator: IndicatorName | None = Field(description="null for pairs that are not active.")
    days: int = Field(description="Whole periods of 24 hours without activity.")


class Contact(Schema):
    email: str
    phone: str


class PairingSummary(Schema):
    id: UUID
    mentor_name: str
    mentee_name: str
    status: Status
    progress: Progress
    current_stage: str
    milestones_completed: int
    milestones_total: int
    started_at: datetime
    last_activity_at: datetime
    ended_at: datetime | None
    unit_name: str = Field(description="Empty in one's own list.")
    cohort_name: str
    pending_milestones: list[str] = Field(description="Names of what is left, in one's own list only.")
    own_part: Literal["", "mentor", "mentee"] = Field(description="Which of the two one is, in one's own list.")
    counterpart_contact: Contact | None = Field(description="How to reach the other one, in one's own list.")


class OverviewFilters(Schema):
    """Which pairs, of a coordinator's."""

    tab: Literal["active", "paused", "ended"] = "active"
    search: SearchText = Field("", description="Part of the mentor's or mentee's name.")
    unit: UUID | None = Field(None, description="This unit and those under it.")
    cohort: UUID | None = None
    stage: SearchText = Field("", description="Name of the current stage.")
    indicator: IndicatorName | None = Field(None, description="Active pairs only.")
    sort: Literal["", "urgency", "activity", "mentee", "mentor", "stage", "end"] = Field(
        "", description="`urgency` orders active pairs, `end` ended ones; the default of the tab for any other."
    )


class PairingFilters(OverviewFilters):
    """What to list. All but `tab`, `own` and `cursor` narrow a coordinator's list only."""

    own: bool = Field(False, description="Coordinators who are in a pair themselves: list one's own pairs.")
    cursor: Cursor = ""


class OverviewDownload(OverviewFilters):
    format: FileFormat = "csv"


class PairingChoices(Schema):
    units: list[Choice]
    cohorts: list[Choice]
    stages: list[Choice]


class PairingPage(Schema):
    data: list[PairingSummary]
    links: Links
    count: Count | None = Field(description="How many the filters keep; null in one's own list.")
    stalled: Count | None
    needs_follow_up: Count | None
    choices: PairingChoices | None = Field(description="What the filters offer; null in one's own list.")


class PersonInPairing(Schema):
    id: UUID
    name: str
    contact: Contact | None = Field(description="null where one may not see it.")


class Milestone(Schema):
    id: UUID
    position: int
    stage: str
    name: str
    status: Literal["pending", "in_progress", "completed"]
    due_on: date | None
    completed_at: datetime | None
    completed_by: str = Field(description="A name, empty while it is not completed.")


class Dissolution(Schema):
    """Why a pair ended early, for coordinators."""

    reason: str
    initiated_by: Literal["mentor", "mentee", "coordinator", "unknown"]
    note: str
    dissolved_at: datetime
    dissolved_by: str
    mentor_readiness: str
    mentee_readiness: str


class Pairing(Schema):
    """All that one may know of a pair. `may_…` tell what would be accepted now."""

    id: UUID
    mentor: PersonInPairing
    mentee: PersonInPairing
    status: Status
    progress: Progress
    current_stage: str
    programme_name: str
    cohort_name: str
    unit_name: str
    started_at: datetime
    last_activity_at: datetime
    ended_at: datetime | None
    created_by: str
    imported: bool
    version: int = Field(description="The same as in ETag, without quotes.")
    milestones: list[Milestone]
    dissolution: Dissolution | None
    matching_criteria: dict | None = Field(description="What was weighed when they were paired, for coordinators.")
    may_record_contact: bool
    may_complete: bool
    may_reopen: bool
    may_pause: bool
    may_resume: bool
    may_dissolve: bool


class LinesQuery(Schema):
    cursor: Cursor = ""


class MilestonePage(Schema):
    data: list[Milestone]
    links: Links


class Event(Schema):
    kind: str
    text: str = Field(description="The line in words, in the caller's language.")
    occurred_at: datetime
    recorded_at: datetime = Field(description="Differs from `occurred_at` where an import stated an earlier time.")
    actor_name: str
    detail: dict
    imported: bool


class HistoryPage(Schema):
    data: list[Event]
    links: Links


class Activity(Schema):
    occurred_on: date
    form: ContactForm
    minutes: int | None
    note: str
    recorded_by: str


class ContactPage(Schema):
    data: list[Activity]
    links: Links


class NewContact(Sent):
    occurred_on: date = Field(description="Today or earlier, in Norway.", examples=["2026-11-06"])
    form: ContactForm
    minutes: Annotated[int, Field(ge=1, le=1440)] | None = None
    note: Text = Field("", max_length=1000, description="Nothing about health.")


class MatchingFilters(Sent):
    """What was asked for when the two were found; kept with the pair."""

    county: SearchText = ""
    municipality: SearchText = ""
    within_km: Annotated[int, Field(ge=1, le=3000)] | None = None
    availability: Literal["", "all"] = ""
    area: SearchText = ""
    search: SearchText = ""


class NewPairing(Sent):
    mentor_id: UUID
    mentee_id: UUID
    programme_id: UUID | None = Field(None, description="Without it that of the mentee's cohort, else the first.")
    filters: MatchingFilters | None = None


class PairingChanged(Schema):
    id: UUID
    mentor_name: str
    mentee_name: str
    status: Status


class ContactRecorded(Schema):
    id: UUID = Field(description="Of the pair.")
    mentor_name: str
    mentee_name: str


class MilestoneChanged(Schema):
    milestone: str
    changed: bool = Field(description="false when it already was so: the first time stands.")
    completed_at: datetime | None
    programme_complete: bool
    pairing_reopened: bool


class NewDissolution(Sent):
    reason: UUID = Field(description="An id of `/dissolution-reasons`.")
    initiated_by: Literal["mentor", "mentee", "coordinator"]
    note: Text = Field("", max_length=2000, description="Nothing about health.")
    mentor_readiness: Literal["now", "later", "not"] = "now"
    mentee_readiness: Literal["now", "later", "not"] = "now"


class ReasonList(Schema):
    data: list[Choice]


class Unit(Schema):
    id: UUID
    name: str
    kind: Literal["organisation", "county_branch", "local_branch"]
    parent_id: UUID | None


class UnitList(Schema):
    data: list[Unit]


class Me(Schema):
    user_id: UUID
    display_name: str
    is_coordinator: bool
    is_mentor: bool
    is_mentee: bool
    peer_mentor_id: UUID | None
