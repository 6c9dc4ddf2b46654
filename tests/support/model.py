"""A pure model of pairs, that knows the rules of design/product.md and nothing of a database."""

from dataclasses import dataclass, field
from uuid import UUID

from mentor_program.domain.milestones import Step, all_completed
from mentor_program.domain.pairing import PairingStatus, may_change, takes_a_place

ACTIVE, PAUSED, COMPLETE, DISSOLVED = PairingStatus


@dataclass
class Person:
    id: UUID
    unit: str
    role: str | None
    capacity: int = 1


@dataclass
class Pair:
    id: UUID
    mentor: Person
    mentee: Person
    status: PairingStatus
    steps: list[Step]
    contacts: int = 0

    @property
    def is_open(self) -> bool:
        return takes_a_place(self.status)


@dataclass
class Model:
    """`scopes` says which units each actor steers; `own` whose mentor an actor is."""

    scopes: dict[str, set[str]]
    own: dict[str, UUID]
    people: dict[UUID, Person] = field(default_factory=dict)
    pairs: list[Pair] = field(default_factory=list)

    def open_pairs(self, person: Person) -> int:
        return sum(pair.is_open and person in (pair.mentor, pair.mentee) for pair in self.pairs)

    def steers(self, actor: str, *people: Person) -> bool:
        return all(person.unit in self.scopes[actor] for person in people)

    def fit(self, mentor: Person, mentee: Person) -> bool:
        """Whether the two have their roles."""
        return (mentor.role, mentee.role) == ("mentor", "mentee")

    def free(self, mentor: Person, mentee: Person) -> bool:
        return self.open_pairs(mentee) == 0 and self.open_pairs(mentor) < mentor.capacity

    def may_create(self, actor: str, mentor: Person, mentee: Person) -> bool:
        return self.steers(actor, mentor, mentee) and self.fit(mentor, mentee) and self.free(mentor, mentee)

    def may_pause(self, actor: str, pair: Pair) -> bool:
        return self.steers(actor, pair.mentee) and may_change(pair.status, PAUSED)

    def may_resume(self, actor: str, pair: Pair) -> bool:
        return self.steers(actor, pair.mentor, pair.mentee) and pair.status is PAUSED

    def may_dissolve(self, actor: str, pair: Pair) -> bool:
        return self.steers(actor, pair.mentee) and may_change(pair.status, DISSOLVED)

    def may_record_contact(self, actor: str, pair: Pair) -> bool:
        return pair.is_open and (self.steers(actor, pair.mentee) or self.own.get(actor) == pair.mentor.id)

    def may_complete(self, actor: str, pair: Pair) -> bool:
        return self.steers(actor, pair.mentee) and pair.status is ACTIVE

    def may_reopen(self, actor: str, pair: Pair) -> bool:
        if pair.status is ACTIVE:
            return self.steers(actor, pair.mentee)
        people = pair.mentor, pair.mentee
        return pair.status is COMPLETE and self.steers(actor, *people) and self.fit(*people) and self.free(*people)

    def may_set_capacity(self, actor: str, person: Person, capacity: int) -> bool:
        taken = self.open_pairs(person)
        return self.steers(actor, person) and (person.role != "mentor" or taken <= capacity)

    def may_set_role(self, actor: str, person: Person, role: str | None) -> bool:
        return self.steers(actor, person) and (person.role == role or self.open_pairs(person) == 0)

    def set_step(self, pair: Pair, index: int, completed: bool) -> None:
        pair.steps[index] = Step(pair.steps[index].stage, completed)
        if all_completed(pair.steps):
            pair.status = COMPLETE
        elif pair.status is COMPLETE:
            pair.status = ACTIVE
