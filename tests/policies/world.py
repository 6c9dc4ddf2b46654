"""The world in which the access matrix is tried: for every domain table one row of each relation to the cast."""

import json
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from mentor_program.domain.permissions import Actor
from policies import matrix as m
from support.cast import Cast

HARMLESS_AREA = "select id from public.experience_areas where key = 'arbeidsliv'"

# Column that an update touches, for tables of which somebody may change something, and a value that it may have.
TOUCHED = {
    "cohorts": ("starts_on", "2026-08-01"),
    "dissolution_reasons": ("active", True),
    "imports": ("status", "ready"),
    "mentor_pairings": ("cohort_id", None),
    "mentor_programmes": ("language", "nb"),
    "organisation_terms": ("plural", "koblinger"),
    "pairing_milestones": ("status", "pending"),
    "pairing_proposals": ("helpful", "[]"),
    "peer_mentor_contacts": ("email", ""),
    "peer_mentor_notes": ("note", "Ny"),
    "peer_mentor_preferences": ("languages", ["nb"]),
    "peer_mentor_qualifications": ("fulfilled_on", "2026-01-01"),
    "peer_mentor_readiness": ("ready", "now"),
    "peer_mentors": ("capacity", 5),
    "programme_milestones": ("due_after_days", 7),
}
KEYS = {"counties": "number", "municipalities": "number", "postal_codes": "code"}
# One row per person: the one that is there makes way before inserts are tried.
ONE_PER_PERSON = {
    "peer_mentor_consents": {},
    "peer_mentor_contacts": {"email": "ny@example.org"},
    "peer_mentor_experience_areas": {},
    "peer_mentor_notes": {"note": "Ny"},
    "peer_mentor_preferences": {"languages": ["sign"]},
    "peer_mentor_qualifications": {"kind": "course", "fulfilled_on": "2026-02-01"},
    "peer_mentor_readiness": {"ready": "now"},
    "peer_mentor_wished_areas": {},
}
OWN_WORD = {
    "language": "nb",
    "singular": "kobling",
    "definite": "koblingen",
    "plural": "koblinger",
    "definite_plural": "koblingene",
    "agreement": "feminine",
}
AREAS = ("peer_mentor_experience_areas", "peer_mentor_wished_areas")


@dataclass
class World:
    """`rows[table][relation]` is the key of a row; `new[table][relation]` the columns of a row that could be added."""

    cast: Cast
    users: dict[str, UUID | None] = field(default_factory=dict)
    units: dict[str, UUID] = field(default_factory=dict)
    people: dict[str, UUID] = field(default_factory=dict)
    pairs: dict[str, UUID] = field(default_factory=dict)
    rows: dict[str, dict[str, object]] = field(default_factory=dict)
    new: dict[str, dict[str, dict]] = field(default_factory=dict)

    def add(self, table: str, relation: str, **values: object) -> UUID:
        row = self.cast._insert(table, **values)
        self.rows.setdefault(table, {})[relation] = row
        return row

    def could_add(self, table: str, relation: str, **values: object) -> None:
        self.new.setdefault(table, {})[relation] = values


def make_world(cast: Cast) -> World:
    outside_user, stranger = Actor(uuid4()), Actor(uuid4())
    world = World(cast)
    world.users = {
        m.COORDINATOR: cast.coordinator.user_id,
        m.LOCAL: cast.local_coordinator.user_id,
        m.MENTOR: cast.mentor_user.user_id,
        m.MENTEE: cast.mentee_user.user_id,
        m.IDLE: cast.idle_mentor_user.user_id,
        m.OUTSIDE: outside_user.user_id,
        m.OUTSIDER: cast.outsider.user_id,
        m.STRANGER: stranger.user_id,
        m.NOBODY: None,
        m.ANONYMOUS: None,
    }
    _add_units(world)
    _add_facts(world)
    _add_people(world, outside_user)
    _add_pairs(world)
    _add_imports(world)
    _add_proposals(world)
    return world


def _add_units(world: World) -> None:
    cast = world.cast
    world.units = {
        m.U_ROOT: cast.organisation,
        m.U_UNIT: cast.branch,
        m.U_BELOW: cast.local,
        m.U_BRANCH: cast.other_branch,
        m.U_ABROAD: cast.other_organisation,
    }
    world.rows["organisation_units"] = dict(world.units)
    for relation, unit in world.units.items():
        programme = world.add("mentor_programmes", relation, unit_id=unit, name="Eget program")
        world.add("programme_milestones", relation, programme_id=programme, position=1, stage="Start", name="Start")
        world.add("cohorts", relation, unit_id=unit, programme_id=programme, name="Vår")
        world.add("dissolution_reasons", relation, unit_id=unit, label="Flyttet")
        world.add("organisation_terms", relation, unit_id=unit, term="pair", **OWN_WORD)
        world.could_add("organisation_terms", relation, unit_id=unit, term="mentee", **OWN_WORD)
        world.add("coordinators", relation, user_id=uuid4(), unit_id=unit, display_name="Enda En")
        world.add("organisation_unit_municipalities", relation, unit_id=unit, municipality_id="1103")
        # A programme that whoever may write there can also see.
        world.could_add("cohorts", relation, unit_id=unit, programme_id=programme, name="Høst")
        world.could_add("mentor_programmes", relation, unit_id=unit, name="Nytt program")
        world.could_add(
            "programme_milestones", relation, programme_id=programme, position=2, stage="Slutt", name="Slutt"
        )
        world.could_add("dissolution_reasons", relation, unit_id=unit, label="Ny grunn")
        world.could_add("peer_mentors", relation, unit_id=unit, display_name="Nils Ny")


def _add_facts(world: World) -> None:
    cast = world.cast
    cast.owner.execute("insert into public.postal_codes values ('4001', 'STAVANGER', '1103')")
    world.rows["counties"] = {m.FACT: "11"}
    world.rows["municipalities"] = {m.FACT: "1103"}
    world.rows["postal_codes"] = {m.FACT: "4001"}
    world.rows["experience_areas"] = {m.FACT: cast.value(HARMLESS_AREA)}


def _add_people(world: World, outside_user: Actor) -> None:
    cast = world.cast
    world.people = {
        m.P_MENTOR: cast.mentor,
        m.P_MENTEE: cast.mentee,
        m.P_FORMER: cast.person("Fred Forrige", "mentee"),
        m.P_IDLE: cast.idle_mentor,
        m.P_OUTSIDE: cast.person("Olga Utafor", None, actor=outside_user),
        m.P_BELOW: cast.person("Nina Nede", "mentee", unit=cast.local),
        m.P_BRANCH: cast.far_mentee,
        m.P_ABROAD: cast.outside_mentee,
    }
    area = cast.value(HARMLESS_AREA)
    world.rows["peer_mentors"] = dict(world.people)
    for relation, person in world.people.items():
        world.rows.setdefault("peer_mentor_contacts", {})[relation] = cast.value(
            "select id from public.peer_mentor_contacts where peer_mentor_id = %s", person
        )
        world.add("peer_mentor_consents", relation, peer_mentor_id=person)
        world.add("peer_mentor_notes", relation, peer_mentor_id=person, note="Ring før kl. 12")
        world.add("peer_mentor_readiness", relation, peer_mentor_id=person, ready="later")
        world.add("peer_mentor_preferences", relation, peer_mentor_id=person, languages=["nb"])
        world.add(
            "peer_mentor_qualifications", relation, peer_mentor_id=person, kind="course", fulfilled_on="2026-01-01"
        )
        for table in AREAS:
            world.add(table, relation, peer_mentor_id=person, area_id=area)
        for table, values in ONE_PER_PERSON.items():
            extra = {"area_id": area} if table in AREAS else values
            world.could_add(table, relation, peer_mentor_id=person, **extra)


def _add_pairs(world: World) -> None:
    cast = world.cast
    couples = {
        m.OWN: (cast.mentor, cast.mentee),
        m.ENDED: (cast.mentor, world.people[m.P_FORMER]),
        m.UNIT: _couple(cast, cast.branch, cast.branch),
        m.BELOW: _couple(cast, cast.local, cast.local),
        m.ACROSS: _couple(cast, cast.other_branch, cast.branch),
        m.BRANCH: _couple(cast, cast.other_branch, cast.other_branch),
        m.ABROAD: _couple(cast, cast.other_organisation, cast.other_organisation),
    }
    for relation, (mentor, mentee) in couples.items():
        reason = cast.other_reason if relation == m.ABROAD else cast.reason
        excluded = {"mentor_id": mentor, "mentee_id": mentee, "reason": "Hemmelig"}
        # Each couple has ended once, so that there is a dissolution to see; all but one are paired again.
        pair = cast.pair(mentor, mentee)
        cast._insert("pairing_activities", pairing_id=pair, form="phone", note="Hemmelig")
        ending = {"reason_id": reason, "initiated_by": "mentee", "note": "Hemmelig"}
        world.add("pairing_dissolutions", relation, pairing_id=pair, **ending)
        if relation != m.ENDED:
            pair = cast.pair(mentor, mentee)
            cast._insert("pairing_activities", pairing_id=pair, form="phone", note="Hemmelig")
            world.could_add("pairing_activities", relation, pairing_id=pair, form="phone")
            world.could_add("pairing_dissolutions", relation, pairing_id=pair, **ending)
            world.add("pairing_exclusions", relation, **excluded)
            # The same two the other way round: no two rows are the same, and both keep the same people apart.
            world.could_add(
                "pairing_exclusions", relation, mentor_id=mentee, mentee_id=mentor, reason=excluded["reason"]
            )
        world.pairs[relation] = pair
        for table in ("pairing_milestones", "pairing_events", "pairing_activities"):
            first = cast.value(f"select id from public.{table} where pairing_id = %s order by id limit 1", pair)
            world.rows.setdefault(table, {})[relation] = first
    world.rows["mentor_pairings"] = dict(world.pairs)
    for relation, mentor_unit, mentee_unit in (
        (m.UNIT, cast.branch, cast.branch),
        (m.BELOW, cast.local, cast.local),
        (m.ACROSS, cast.other_branch, cast.branch),
        (m.BRANCH, cast.other_branch, cast.other_branch),
        (m.ABROAD, cast.other_organisation, cast.other_organisation),
    ):
        mentor, mentee = _couple(cast, mentor_unit, mentee_unit)
        world.could_add("mentor_pairings", relation, mentor_id=mentor, mentee_id=mentee)


def _add_imports(world: World) -> None:
    cast = world.cast
    for relation, actor, unit in (
        (m.I_COORDINATOR, cast.coordinator, cast.branch),
        (m.I_LOCAL, cast.local_coordinator, cast.branch),
        (m.I_LOST, cast.local_coordinator, cast.other_branch),
        (m.I_ABROAD, cast.outsider, cast.other_organisation),
    ):
        origin = {"unit_id": unit, "created_by": actor.user_id}
        source = world.add("imports", relation, file_name="liste.csv", sha256="0" * 64, **origin)
        written = {"kind": "new_person", "record_id": cast.mentee, "state": "0" * 32}
        world.add("import_items", relation, source_id=source, **written, **origin)
    for relation, unit in world.units.items():
        world.could_add("imports", relation, unit_id=unit, file_name="ny.csv", sha256="0" * 64)


def _add_proposals(world: World) -> None:
    cast = world.cast
    for relation, actor, unit, mentee in (
        (m.O_COORDINATOR, cast.coordinator, cast.branch, cast.waiting_mentee),
        (m.O_LOCAL, cast.local_coordinator, cast.branch, cast.waiting_mentee),
        (m.O_LOST, cast.local_coordinator, cast.other_branch, cast.far_mentee),
        (m.O_ABROAD, cast.outsider, cast.other_organisation, cast.outside_mentee),
    ):
        line = {"mentee": str(mentee), "mentor": None, "state": "dropped", "score": None, "reason": None}
        lines = json.dumps([line])
        world.add("pairing_proposals", relation, unit_id=unit, created_by=actor.user_id, lines=lines)
    for relation, unit in world.units.items():
        world.could_add("pairing_proposals", relation, unit_id=unit, max_km=50)


def _couple(cast: Cast, mentor_unit: UUID, mentee_unit: UUID) -> tuple[UUID, UUID]:
    return cast.person("Marit Mer", "mentor", unit=mentor_unit), cast.person("Erik Enda", "mentee", unit=mentee_unit)
