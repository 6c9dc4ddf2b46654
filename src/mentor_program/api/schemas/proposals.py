"""Proposals for everyone who waits as JSON."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from mentor_program.api.schemas.common import Cursor, Links, Sent
from mentor_program.api.schemas.matching import Candidate, Compatibility

Kilometres = Annotated[int, Field(ge=1, le=3000)]
State = Literal["proposed", "locked", "without", "dropped"]


class Asked(Sent):
    max_km: Kilometres | None = Field(None, description="Greatest distance between two; null for any.")


class ProposalCounts(Schema):
    pairs: int = Field(description="Proposed and locked: what confirming creates.")
    without: int = Field(description="Mentees without a mentor.")
    dropped: int = Field(description="Taken out.")


class Helpful(Schema):
    """What would let more pairs be made, worked out by solving again."""

    pairs: int = Field(description="How many more.")
    km: int | None = Field(description="With this greatest distance; null for a change to mentors.")
    kind: str = Field(description="`paused`, a qualification that is missing, `several`; empty for a distance.")
    mentors: int = Field(description="How many mentors it is about.")
    place: str = Field(description="Where they live.")


class ProposalsSummary(Schema):
    id: UUID
    created_at: datetime
    max_km: int | None
    counts: ProposalCounts
    helpful: list[Helpful]
    created: int | None = Field(description="Pairs that were made of them; null until they are confirmed.")
    version: int


class ProposalsList(Schema):
    data: list[ProposalsSummary]


class Reason(Schema):
    why: Literal["all_taken", "place_unknown", "too_far", "never_again", "no_mentor"] | None = Field(
        description="null: there was a proposal, which could not be created or whose mentor was chosen for another."
    )
    mentors: int = Field(description="How many could be chosen, but are proposed to others.")
    nearest_km: int | None = Field(description="How far away the nearest lives who could be chosen.")
    obstacle: str | None = Field(description="What came in between when it was to be created.")
    who: str = Field(description="`mentor` or `mentee`, whom that concerns; `another` has got the mentor.")


class Line(Schema):
    mentee_id: UUID
    state: State
    mentee: Candidate | None = Field(description="null when no longer in one's units.")
    mentor: Candidate | None
    compatibility: Compatibility | None
    reason: Reason | None = Field(description="Why there is no mentor.")
    paired_before: bool = Field(description="The two have been a pair.")


class ProposalsPage(ProposalsSummary):
    show: Literal["pairs", "without", "dropped"]
    data: list[Line]
    links: Links


class ProposalsQuery(Schema):
    show: Literal["pairs", "without", "dropped"] = "pairs"
    after: Annotated[int, Field(ge=0, le=10_000_000, description="Take it from the links of a page.")] = 0


class LineChange(Sent):
    """One of the two."""

    state: Literal["proposed", "locked", "dropped"] | None = Field(None, description="Unlock or take back, lock, drop.")
    mentor_id: UUID | None = Field(None, description="Give the line this mentor, and lock it.")


class LineOutcome(Schema):
    state: State
    mentee_name: str
    mentor_name: str
    displaced_name: str = Field(description="The mentee whose proposed mentor was chosen here instead; else empty.")


class MentorsQuery(Schema):
    cursor: Cursor = ""


class MentorChoice(Schema):
    mentor: Candidate
    can_be_chosen: bool = Field(description="false: all places are locked for others.")
    has_place: bool = Field(description="false: choosing takes the mentor from somebody else's proposal.")


class MentorChoices(Schema):
    data: list[MentorChoice]
    links: Links


class Confirmed(Schema):
    created: int = Field(description="How many pairs there are now; the same when it is sent again.")
