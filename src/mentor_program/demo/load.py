"""Writes the demo into the database: accounts as the web process does it, everything else as the owner."""

import json
from datetime import date, datetime
from uuid import NAMESPACE_DNS, UUID, uuid5

import psycopg

from mentor_program.accounts.models import User
from mentor_program.accounts.services import create_account
from mentor_program.demo.known import write_facts
from mentor_program.demo.pairs import OSLO, Pair
from mentor_program.demo.people import Person, telephone
from mentor_program.demo.places import COUNTY_BRANCHES, ORGANISATION, OTHER_BRANCH, OTHER_ORGANISATION, CountyBranch
from mentor_program.demo.plan import Plan, main_plan, other_plan
from mentor_program.jobs.organisations import (
    create_coordinator,
    create_organisation,
    create_unit,
    database_time,
    insert_rows,
)
from mentor_program.persistence.database_urls import owner_url

DEMO_PASSWORD = "demo-passord"  # printed on the start page of the demo: no secret
DEMO_ID = uuid5(NAMESPACE_DNS, "demo.example")
OTHER_ID = uuid5(NAMESPACE_DNS, "other.example")
# Address, name, and the branch they coordinate (None: the whole organisation).
COORDINATORS = (
    ("coordinator@demo.example", "Kari Nordli", None),
    ("local@demo.example", "Lars Haugen", COUNTY_BRANCHES[0]),
    ("vestland@demo.example", "Ingrid Myhre", COUNTY_BRANCHES[1]),
    ("trondelag@demo.example", "Tor Aune", COUNTY_BRANCHES[2]),
)
OTHER_COORDINATORS = (("coordinator@other.example", "Olav Strand", None),)
# Those with the demo password; the others sign in by a code sent to them.
WITH_PASSWORD = {
    *("coordinator@demo.example", "local@demo.example", "coordinator@other.example"),
    *("mentor@demo.example", "idle@demo.example", "mentee@demo.example"),
}
ADVISORY_LOCK = 4_711_202_612


def load_demo() -> bool:
    """Fill an empty database with two fictional organisations; False, and nothing changed, in any other.

    A database that already has an organisation is left alone: either it is the demo's, or somebody works in it, and
    accounts with a known password have no place there. All but the accounts is one transaction.
    """
    with psycopg.connect(owner_url()) as owner:
        owner.execute("select pg_advisory_xact_lock(%s)", [ADVISORY_LOCK])
        (in_use,) = owner.execute("select exists (select from public.organisation_units)").fetchone()
        if in_use:
            return False
        now = database_time(owner)
        _write_organisation(owner, main_plan(now), DEMO_ID, ORGANISATION, COUNTY_BRANCHES, COORDINATORS)
        _write_organisation(owner, other_plan(now), OTHER_ID, OTHER_ORGANISATION, (OTHER_BRANCH,), OTHER_COORDINATORS)
    return True


def _write_organisation(
    owner: psycopg.Connection,
    plan: Plan,
    organisation: UUID,
    name: str,
    branches: tuple[CountyBranch, ...],
    coordinators: tuple,
) -> None:
    create_organisation(owner, name=name, id=organisation)
    units = _write_units(owner, organisation, branches)
    scribes = _write_coordinators(owner, organisation, units, coordinators)
    _act_as(owner, scribes[None])
    for email, person in plan.accounts.items():
        person.user_id = _account(email, person.name)
    cohorts = _write_cohorts(owner, organisation, plan)
    homes = _homes(owner, organisation)
    _write_people(owner, plan, homes, cohorts)
    reasons = dict(
        owner.execute("select label, id from public.dissolution_reasons where unit_id = %s", [organisation]).fetchall()
    )
    for pair in sorted(plan.pairs, key=lambda pair: pair.started_at):
        same_county = pair.mentor.branch is pair.mentee.branch
        scribe = scribes.get(pair.mentee.branch if same_county else None, scribes[None])
        _write_pair(owner, pair, scribe, reasons, cohorts)
    _act_as(owner, scribes[None])
    write_facts(owner, plan, organisation)


def _account(email: str, name: str) -> UUID:
    """The account, made when missing: an interrupted first attempt may have left it."""
    found = User.objects.filter(email=email).first()
    password = DEMO_PASSWORD if email in WITH_PASSWORD else None
    return (found or create_account(email=email, display_name=name, password=password)).id


def _write_units(
    owner: psycopg.Connection, organisation: UUID, branches: tuple[CountyBranch, ...]
) -> dict[CountyBranch, UUID]:
    units = {}
    for branch in branches:
        units[branch] = create_unit(owner, name=branch.name, parent=organisation, county=branch.county)
        for local in branch.locals:
            create_unit(owner, name=local.name, parent=units[branch], municipalities=local.municipalities)
    return units


def _write_coordinators(
    owner: psycopg.Connection, organisation: UUID, units: dict[CountyBranch, UUID], coordinators: tuple
) -> dict[CountyBranch | None, UUID]:
    """Add the coordinators and return their accounts by branch."""
    scribes = {}
    for number, (email, name, branch) in enumerate(coordinators):
        scribes[branch] = _account(email, name)
        create_coordinator(
            owner,
            user_id=scribes[branch],
            unit=units.get(branch, organisation),
            display_name=name,
            email=email,
            phone=telephone(9_990 + number),
        )
    return scribes


def _write_cohorts(owner: psycopg.Connection, organisation: UUID, plan: Plan) -> dict[date, UUID]:
    """Add the half-years in which pairs of the plan began and this one, and return their ids by first day."""
    for pair in plan.pairs:
        pair.mentee.joined_on = half_year(pair.started_at)
    today = half_year(database_time(owner))
    for person in plan.people:
        if person.role == "mentee" and person.joined_on is None:
            person.joined_on = today
    days = sorted({today, *(half_year(pair.started_at) for pair in plan.pairs)})
    (programme,) = owner.execute(
        "select id from public.mentor_programmes where unit_id = %s", [organisation]
    ).fetchone()
    insert_rows(
        owner,
        "cohorts",
        (
            {"unit_id": organisation, "programme_id": programme, "name": cohort_name(day), "starts_on": day}
            for day in days
        ),
    )
    return dict(owner.execute("select starts_on, id from public.cohorts where unit_id = %s", [organisation]).fetchall())


def half_year(time: datetime) -> date:
    """The first day of the half-year of `time` in Oslo."""
    day = time.astimezone(OSLO).date()
    return day.replace(month=1 if day.month < 7 else 7, day=1)


def cohort_name(starts_on: date) -> str:
    """`Vår 2026` or `Høst 2026`."""
    return f"{'Vår' if starts_on.month == 1 else 'Høst'} {starts_on.year}"


def _homes(owner: psycopg.Connection, organisation: UUID) -> dict[str, UUID]:
    """The unit that covers each municipality."""
    return dict(
        owner.execute(
            "select c.municipality_id, c.unit_id from public.organisation_unit_municipalities c"
            " join public.organisation_units u on u.id = c.unit_id where u.organisation_id = %s",
            [organisation],
        ).fetchall()
    )


def _write_people(owner: psycopg.Connection, plan: Plan, homes: dict[str, UUID], cohorts: dict[date, UUID]) -> None:
    people = plan.people
    insert_rows(owner, "peer_mentors", (_person_row(person, homes, cohorts) for person in people))
    insert_rows(
        owner,
        "peer_mentor_contacts",
        ({"peer_mentor_id": person.id, "email": person.email, "phone": person.phone} for person in people),
    )
    consenting = [person for person in people if person.diagnoses]
    insert_rows(owner, "peer_mentor_consents", ({"peer_mentor_id": person.id} for person in consenting))
    areas = dict(owner.execute("select key, id from public.experience_areas").fetchall())
    insert_rows(
        owner,
        "peer_mentor_experience_areas",
        (
            {"peer_mentor_id": person.id, "area_id": areas[key]}
            for person in people
            for key in (*person.areas, *person.diagnoses)
        ),
    )
    noted = (person for person in people if person.note)
    insert_rows(owner, "peer_mentor_notes", ({"peer_mentor_id": person.id, "note": person.note} for person in noted))
    asked = (person for person in people if person.ready)
    insert_rows(
        owner, "peer_mentor_readiness", ({"peer_mentor_id": person.id, "ready": person.ready} for person in asked)
    )


def _person_row(person: Person, homes: dict[str, UUID], cohorts: dict[date, UUID]) -> dict[str, object]:
    return {
        "id": person.id,
        "user_id": person.user_id,
        "unit_id": homes[person.home],
        "display_name": person.name,
        "mentor_programme_role": person.role,
        "capacity": person.capacity,
        "availability": person.availability,
        "paused_until": person.paused_until,
        "municipality_id": person.home,
        "cohort_id": cohorts.get(person.joined_on),
    }


def _write_pair(
    owner: psycopg.Connection, pair: Pair, scribe: UUID, reasons: dict[str, UUID], cohorts: dict[date, UUID]
) -> None:
    stated = {
        "mentor_id": pair.mentor.id,
        "mentee_id": pair.mentee.id,
        "cohort_id": cohorts[half_year(pair.started_at)],
        "status": pair.status,
        "started_at": pair.started_at.isoformat(),
        "status_changed_at": (pair.changed_at or pair.started_at).isoformat(),
        "milestones": [
            {"position": position, "completed_at": time.isoformat()} for position, time in pair.milestones.items()
        ],
        "contacts": pair.contacts,
    }
    if pair.dissolution:
        details = dict(pair.dissolution)
        stated["dissolution"] = {"reason_id": reasons[details.pop("reason")], **details}
    _act_as(owner, scribe)
    owner.execute("select private.record_imported_pairing(%s::jsonb)", [json.dumps(stated, default=str)])


def _act_as(owner: psycopg.Connection, scribe: UUID) -> None:
    """Let the database name this coordinator in what is written next; forgotten when the transaction ends."""
    claims = {"role": "authenticated", "sub": str(scribe)}
    owner.execute("select set_config('request.jwt.claims', %s, true)", [json.dumps(claims)])
