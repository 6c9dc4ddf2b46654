"""People and one's own profile as JSON."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from mentor_program.api.schemas.common import Choice, Count, Cursor, FileFormat, Links, SearchText, Sent, Text
from mentor_program.api.schemas.pairings import Progress, Status

Role = Literal["mentor", "mentee", ""]
Availability = Literal["available", "paused", "unavailable"]
Readiness = Literal["", "now", "later", "not"]
Short = Annotated[Text, Field(max_length=254)]
Language = Literal["nb", "nn", "se", "en", "sign", "tactile_sign", "ar", "fa", "pl", "so", "ti", "uk", "ur", "other"]
MeetingForm = Literal["in_person", "phone", "video"]
MeetingTime = Literal["weekday_day", "weekday_evening", "weekend"]
Qualification = Literal["course", "approval", "confidentiality", "police_certificate"]
Obstacle = Literal[
    "already_paired", "no_free_place", "paused", "unavailable", "not_ready", "never_again", "lacks_requirement"
]
WISHED = "Keys of experience areas that a mentee asks for in a mentor, those that name a diagnosis included."
NOT_STATED = "Empty: not stated."
AREAS = "Keys of experience areas, those that name a diagnosis included."


class PersonFilters(Schema):
    """Which people."""

    search: SearchText = Field("", description="Words of the name, or of the e-mail address.")
    role: Literal["", "mentor", "mentee", "outside"] = Field("", description="`outside` is outside the programme.")
    unit: UUID | None = Field(None, description="This unit and those under it.")
    availability: Literal["", "available", "paused", "unavailable"] = ""
    municipality: SearchText = Field("", description="Official number.")
    county: SearchText = Field("", description="Official number.")
    area: SearchText = Field("", description="Key of an experience area.")
    cohort: UUID | None = None
    waiting: bool = Field(False, description="Mentees who can get a pair now.")


class PeopleFilters(PersonFilters):
    cursor: Cursor = ""


class PeopleDownload(PersonFilters):
    format: FileFormat = "csv"


class PairLink(Schema):
    id: UUID
    other_name: str


class PersonSummary(Schema):
    id: UUID
    name: str
    role: Role
    unit_name: str
    municipality_name: str
    availability: Availability = Field(description="As of today: a pause that has run out is over.")
    paused_until: date | None
    capacity: int
    open_pairings: int
    free_places: int
    pairs: list[PairLink] = Field(description="Active and paused pairs.")


class PeopleChoices(Schema):
    units: list[Choice]
    cohorts: list[Choice]
    areas: list[Choice]


class PeoplePage(Schema):
    data: list[PersonSummary]
    links: Links
    count: Count
    choices: PeopleChoices


class PersonPair(Schema):
    id: UUID
    role: Literal["mentor", "mentee"] = Field(description="What the person is in this pair.")
    other_id: UUID
    other_name: str
    status: Status
    progress: Progress
    current_stage: str
    started_at: datetime
    ended_at: datetime | None


class QualificationLine(Schema):
    """Something fulfilled or seen; never a document."""

    kind: Qualification
    fulfilled_on: date
    valid_until: date | None = Field(description="The last day it holds; null when it does not expire.")
    expired: bool
    recorded_at: datetime | None
    recorded_by: str


class Lacking(Schema):
    kind: Qualification
    expired_on: date | None = Field(description="Its last day; null when it was never fulfilled.")


class Preferences(Schema):
    languages: list[Language] = Field(description=NOT_STATED)
    meeting_forms: list[MeetingForm] = Field(description=NOT_STATED)
    meeting_times: list[MeetingTime] = Field(description=NOT_STATED)


class KnownFacts(Schema):
    preferences: Preferences
    wished_areas: list[str] = Field(description="Names of what a mentee asks for in a mentor.")
    wished_diagnoses: list[str]
    qualifications: list[QualificationLine]
    required: list[Qualification] = Field(description="What the programme requires of a mentor; empty for others.")
    lacking: list[Lacking]


class Person(Schema):
    """All that coordinators know of a person. The first part is what PATCH takes."""

    id: UUID
    name: str
    role: Role
    unit: UUID
    email: str
    phone: str
    postal_code: str
    municipality: str = Field(description="Official number, empty where none is known.")
    areas: list[str] = Field(description=AREAS)
    diagnosis_consent: bool
    availability: Availability
    paused_until: date | None
    capacity: int
    cohort: UUID | None
    note: str
    readiness: Readiness
    wished: list[str] = Field(description=WISHED)
    languages: list[Language] = Field(description=NOT_STATED)
    meeting_forms: list[MeetingForm] = Field(description=NOT_STATED)
    meeting_times: list[MeetingTime] = Field(description=NOT_STATED)
    version: str = Field(description="The same as in ETag, without quotes.")
    unit_name: str
    municipality_name: str
    county_name: str
    cohort_name: str
    area_names: list[str]
    diagnosis_area_names: list[str]
    consent_since: datetime | None
    open_pairings: int
    free_places: int
    has_account: bool
    pairs: list[PersonPair]
    pairs_elsewhere: int = Field(description="Active and paused pairs outside the units one coordinates.")
    qualifications: list[QualificationLine]
    required: list[Qualification] = Field(description="What the programme requires of a mentor; empty for others.")
    lacking: list[Lacking] = Field(description="What stands between a mentor and a new pair.")
    obstacle: Obstacle | None = Field(description="Why the person cannot be chosen for a new pair now.")


class PersonChange(Sent):
    """Only what is sent is changed."""

    name: Annotated[Text, Field(max_length=200)] = ""
    role: Role = ""
    unit: UUID | None = None
    email: Short = ""
    phone: Short = ""
    postal_code: Short = ""
    municipality: Short = Field("", description="Official number; found by the postal code when empty.")
    areas: list[Short] = Field([], description=AREAS, max_length=100)
    diagnosis_consent: bool = Field(False, description="Taking it away removes the areas that name a diagnosis.")
    availability: Availability = "available"
    paused_until: date | None = None
    capacity: Annotated[int, Field(ge=0, le=50)] = 1
    cohort: UUID | None = None
    note: Text = Field("", max_length=4000, description="Nothing about health.")
    readiness: Readiness = ""
    wished: list[Short] = Field([], description=WISHED, max_length=100)
    languages: list[Language] = Field([], description=NOT_STATED, max_length=20)
    meeting_forms: list[MeetingForm] = Field([], description=NOT_STATED, max_length=3)
    meeting_times: list[MeetingTime] = Field([], description=NOT_STATED, max_length=3)


class NewPerson(PersonChange):
    name: Annotated[Text, Field(max_length=200)]
    role: Role
    unit: UUID
    despite_look_alikes: bool = Field(False, description="Add the person though somebody alike is there already.")


class PersonSaved(Schema):
    id: UUID
    name: str
    changed: bool
    removed_areas: int = Field(description="Areas that went with a withdrawn consent.")
    placed_in: str = Field(description="The municipality that was found by the postal code.")


class AccessGiven(Schema):
    name: str
    email: str = Field(description="The address that signs in.")
    letter_sent: bool = Field(description="false when the letter could not be sent: send the same once more.")


class AccessWithdrawn(Schema):
    name: str


class ContactChange(Sent):
    """Only what is sent is changed."""

    email: Short = ""
    phone: Short = ""
    postal_code: Short = ""


class OwnContact(Schema):
    email: str
    phone: str
    postal_code: str


class CoordinatorContact(Schema):
    name: str
    email: str
    phone: str
    unit_name: str


class Profile(Schema):
    """What is stored about oneself."""

    name: str
    role: Role
    unit_name: str
    municipality_name: str
    availability: Availability
    paused_until: date | None
    capacity: int
    open_pairings: int
    free_places: int
    cohort_name: str
    areas: list[str]
    diagnosis_areas: list[str]
    consent_since: datetime | None
    known: KnownFacts = Field(description="What is weighed and required before a new pair.")
    contact: OwnContact
    version: str = Field(description="The same as in ETag, without quotes.")
    coordinators: list[CoordinatorContact] = Field(description="Whom to ask about the rest.")


class ProfileSaved(Schema):
    changed: bool


class ConsentWithdrawn(Schema):
    removed_areas: int
