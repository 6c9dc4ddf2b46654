"""Who is acting, and what each may do (design/product.md, People and scope)."""

from dataclasses import dataclass, field
from uuid import UUID

from mentor_program.domain.terms import OwnTerms


@dataclass(frozen=True)
class Actor:
    """The person behind a request: only an identity. What it may do is read from the tables, never from a token."""

    user_id: UUID | None

    @classmethod
    def anonymous(cls) -> "Actor":
        return cls(user_id=None)

    @property
    def is_anonymous(self) -> bool:
        return self.user_id is None


@dataclass(frozen=True)
class Standing:
    """What the database says about an actor.

    `unit_ids` are the units a coordinator steers, descendants included; empty for everyone else. `language` is that of
    the first programme of the organisation, empty where there is none.
    """

    actor: Actor
    display_name: str = ""
    unit_ids: frozenset[UUID] = field(default_factory=frozenset)
    peer_mentor_id: UUID | None = None
    mentor_programme_role: str | None = None
    language: str = ""
    terms: OwnTerms = field(default_factory=dict, hash=False)

    @property
    def is_coordinator(self) -> bool:
        return bool(self.unit_ids)

    @property
    def is_mentor(self) -> bool:
        return self.mentor_programme_role == "mentor"

    @property
    def is_mentee(self) -> bool:
        return self.mentor_programme_role == "mentee"


def may_steer(standing: Standing, unit_id: UUID) -> bool:
    """Coordinators steer pairs and people of their units; nobody else does."""
    return unit_id in standing.unit_ids


def may_record_contact(standing: Standing, *, unit_id: UUID, mentor_id: UUID) -> bool:
    """The pair's own mentor and its coordinators record contact."""
    return may_steer(standing, unit_id) or (
        standing.peer_mentor_id is not None and standing.peer_mentor_id == mentor_id
    )
