"""The fixed cast of the tests: two organisations, their coordinators and people. Made by the owner, as psycopg rows."""

import json
from dataclasses import dataclass, field
from uuid import UUID, uuid4

import psycopg

from mentor_program.domain.permissions import Actor

STEPS = (("Oppstart", "Oppstartssamtale", 7), ("Oppstart", "Første møte", 14), ("Praksis", "Avslutningssamtale", 365))


@dataclass
class Cast:
    """Ids of everything in the world of a test. A person's `user_…` id is what signs in."""

    owner: psycopg.Connection
    organisation: UUID = field(default_factory=uuid4)
    branch: UUID = field(default_factory=uuid4)
    local: UUID = field(default_factory=uuid4)
    other_branch: UUID = field(default_factory=uuid4)
    other_organisation: UUID = field(default_factory=uuid4)
    programme: UUID = field(default_factory=uuid4)
    other_programme: UUID = field(default_factory=uuid4)
    reason: UUID = field(default_factory=uuid4)
    other_reason: UUID = field(default_factory=uuid4)
    coordinator: Actor = field(default_factory=lambda: Actor(uuid4()))
    local_coordinator: Actor = field(default_factory=lambda: Actor(uuid4()))
    outsider: Actor = field(default_factory=lambda: Actor(uuid4()))
    mentor_user: Actor = field(default_factory=lambda: Actor(uuid4()))
    mentee_user: Actor = field(default_factory=lambda: Actor(uuid4()))
    idle_mentor_user: Actor = field(default_factory=lambda: Actor(uuid4()))
    mentor: UUID | None = None
    mentee: UUID | None = None
    idle_mentor: UUID | None = None
    waiting_mentee: UUID | None = None
    far_mentor: UUID | None = None
    far_mentee: UUID | None = None
    outside_mentor: UUID | None = None
    outside_mentee: UUID | None = None

    def row(self, query: str, *values: object) -> tuple:
        """The only row of a query, as the owner."""
        return self.owner.execute(query, values).fetchone()

    def value(self, query: str, *values: object) -> object:
        return self.row(query, *values)[0]

    def person(
        self,
        name: str,
        role: str | None,
        *,
        unit: UUID | None = None,
        capacity: int = 1,
        actor: Actor | None = None,
        email: str = "",
        phone: str = "+47 6805 0000",
        **columns: object,
    ) -> UUID:
        """Add one person with contact details."""
        values = {
            "unit_id": unit or self.branch,
            "display_name": name,
            "mentor_programme_role": role,
            "capacity": capacity,
            "user_id": actor.user_id if actor else None,
            **columns,
        }
        person = self._insert("peer_mentors", **values)
        email = email or f"{name.lower().replace(' ', '.')}@example.org"
        self._insert("peer_mentor_contacts", peer_mentor_id=person, email=email, phone=phone)
        return person

    def pair(self, mentor: UUID | None = None, mentee: UUID | None = None) -> UUID:
        """Add an active pair; by default the cast's mentor and mentee."""
        return self._insert("mentor_pairings", mentor_id=mentor or self.mentor, mentee_id=mentee or self.mentee)

    def pair_since(self, started_at: str, *, mentor: UUID | None = None, mentee: UUID | None = None, **stated) -> UUID:
        """Add a pair with stated times, as an import does. `started_at` and other times are ISO 8601 with a zone."""
        stated = {
            "mentor_id": mentor or self.mentor,
            "mentee_id": mentee or self.mentee,
            "started_at": started_at,
        } | stated
        return self.value("select private.record_imported_pairing(%s::jsonb)", json.dumps(stated, default=str))

    def milestones(self, pairing: UUID) -> list[UUID]:
        """Ids in programme order."""
        query = "select id from public.pairing_milestones where pairing_id = %s order by position"
        return [row[0] for row in self.owner.execute(query, [pairing]).fetchall()]

    def complete_all(self, pairing: UUID) -> None:
        for milestone in self.milestones(pairing):
            self.owner.execute("update public.pairing_milestones set status = 'completed' where id = %s", [milestone])

    def _insert(self, table: str, **values: object) -> UUID:
        columns = ", ".join(values)
        marks = ", ".join(["%s"] * len(values))
        return self.value(f"insert into public.{table} ({columns}) values ({marks}) returning id", *values.values())


def make_cast(owner: psycopg.Connection) -> Cast:
    """Two organisations: ours with two county branches and a local one, and one that must never see us."""
    cast = Cast(owner)
    add = cast._insert
    add("organisation_units", id=cast.organisation, kind="organisation", name="Landsforbundet")
    add("organisation_units", id=cast.branch, kind="county_branch", name="Rogaland", parent_id=cast.organisation)
    add("organisation_units", id=cast.local, kind="local_branch", name="Sandnes", parent_id=cast.branch)
    add("organisation_units", id=cast.other_branch, kind="county_branch", name="Vestland", parent_id=cast.organisation)
    add("organisation_units", id=cast.other_organisation, kind="organisation", name="Et annet forbund")
    for programme, unit, reason in (
        (cast.programme, cast.organisation, cast.reason),
        (cast.other_programme, cast.other_organisation, cast.other_reason),
    ):
        add("mentor_programmes", id=programme, unit_id=unit, name="Mentorprogram")
        for position, (stage, name, due) in enumerate(STEPS, start=1):
            add(
                "programme_milestones",
                programme_id=programme,
                position=position,
                stage=stage,
                name=name,
                due_after_days=due,
            )
        add("dissolution_reasons", id=reason, unit_id=unit, label="Liten kontakt")
    for actor, unit, name in (
        (cast.coordinator, cast.organisation, "Kari Koordinator"),
        (cast.local_coordinator, cast.branch, "Lars Lokal"),
        (cast.outsider, cast.other_organisation, "Ute Utenfor"),
    ):
        add("coordinators", user_id=actor.user_id, unit_id=unit, display_name=name)
    cast.mentor = cast.person("Mona Mentor", "mentor", capacity=2, actor=cast.mentor_user)
    cast.mentee = cast.person("Even Mentee", "mentee", actor=cast.mentee_user)
    cast.idle_mentor = cast.person("Ida Ledig", "mentor", actor=cast.idle_mentor_user)
    cast.waiting_mentee = cast.person("Vera Venter", "mentee")
    cast.far_mentor = cast.person("Bjørn Borte", "mentor", unit=cast.other_branch)
    cast.far_mentee = cast.person("Frida Fjern", "mentee", unit=cast.other_branch)
    cast.outside_mentor = cast.person("Unni Ukjent", "mentor", unit=cast.other_organisation)
    cast.outside_mentee = cast.person("Tor Tredje", "mentee", unit=cast.other_organisation)
    return cast
