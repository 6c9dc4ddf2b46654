"""Fills an empty database in bulk: units through the product's own commands, people and pairs by load.sql."""

import time
from pathlib import Path

import psycopg

from bench.database import Database
from bench.sizes import Size
from mentor_program.accounts.services import create_account
from mentor_program.config.migrate import migrate
from mentor_program.demo.people import listed
from mentor_program.jobs.organisations import create_coordinator, create_organisation, create_unit, insert_rows

SCRIPT = Path(__file__).with_name("load.sql")
COHORT_SCRIPT = Path(__file__).with_name("cohorts.sql")
COUNTIES = 10
LOCALS_PER_COUNTY = 3
# True where nothing refers to the rows, so that even the primary key can be built last.
LARGEST = {
    "public.pairing_milestones": True,
    "public.pairing_events": True,
    "public.pairing_activities": True,
    "public.peer_mentor_experience_areas": True,
    "public.mentor_pairings": False,
    "public.peer_mentors": False,
}
COHORTS = ("Vår 2025", "Høst 2025", "Vår 2026", "Høst 2026")


def is_loaded(database: Database, size: Size) -> bool:
    """Tell whether an earlier run that kept its data left this very size."""
    try:
        with psycopg.connect(database.owner) as owner:
            (found,) = owner.execute("select obj_description('public'::regnamespace)").fetchone()
            return found == repr(size)
    except psycopg.Error:
        return False


def renew(database: Database) -> None:
    """Bring kept data to the tables, indexes and policies of today."""
    database.use()
    migrate(say=lambda line: None)
    with psycopg.connect(database.owner, autocommit=True) as owner:
        owner.execute("vacuum analyze")


def load(database: Database, size: Size, *, say=print) -> None:
    """Make the database and fill it to `size`; every organisation has the same shape.

    Place 1 of an organisation is its first local branch, 2 to 4 the rest of the first county, then everything else.
    """
    started = time.perf_counter()
    database.create()
    database.use()
    migrate(say=lambda line: None)
    with psycopg.connect(database.owner) as owner:
        owner.execute("set client_min_messages = warning")
        write_organisations(owner, size)
        owner.execute("set local session_replication_role = replica")
        owner.execute("set local work_mem = '256MB'")
        owner.execute("select setseed(0.42)")
        rebuild = _drop_indexes(owner)
        for statement in [*statements_of(SCRIPT), *rebuild]:
            owner.execute(statement)
        owner.execute("set local session_replication_role = origin")
    with psycopg.connect(database.owner, autocommit=True) as owner:
        _give_accounts(owner)
        owner.execute("vacuum analyze")
        owner.execute(psycopg.sql.SQL("comment on schema public is {}").format(repr(size)))
    say(f"  {database.name}: {size.people:,} people, {size.pairs:,} pairs in {time.perf_counter() - started:.0f} s")


def statements_of(script: Path) -> list[str]:
    """The statements of an .sql file, each of which ends at a line's end."""
    lines = [line for line in script.read_text(encoding="utf-8").splitlines() if not line.startswith("--")]
    return [statement for statement in "\n".join(lines).split(";\n") if statement.strip()]


def _drop_indexes(owner: psycopg.Connection) -> list[str]:
    """Drop the indexes of the largest tables and return what makes them again: sorting once is quicker."""
    rebuild = []
    for table, with_keys in LARGEST.items():
        constraints = owner.execute(
            "select conname, pg_get_constraintdef(oid), conindid from pg_constraint"
            " where conrelid = %s::regclass and contype in ('p', 'u')",
            [table],
        ).fetchall()
        for name, definition, _ in constraints if with_keys else ():
            owner.execute(f"alter table {table} drop constraint {name}")
            rebuild.append(f"alter table {table} add constraint {name} {definition}")
        indexes = owner.execute(
            "select indexrelid::regclass::text, pg_get_indexdef(indexrelid) from pg_index"
            " where indrelid = %s::regclass and not indexrelid = any (%s)",
            [table, [index for _, _, index in constraints]],
        ).fetchall()
        for name, definition in indexes:
            owner.execute(f"drop index {name}")
            rebuild.append(definition)
    return rebuild


def write_organisations(owner: psycopg.Connection, size: Size) -> None:
    """Make the organisations with units and coordinators, and the temporary tables that the scripts join."""
    owner.execute(
        "create temporary table bench_size (people integer, pairs integer);"
        "create temporary table bench_units (organisation integer, place integer, unit_id uuid);"
        "create temporary table bench_organisations (number integer, organisation_id uuid, programme_id uuid,"
        " cohorts uuid[], reasons uuid[], scribe uuid, scribe_name text, units integer);"
        "create temporary table bench_firsts (number integer, name text);"
        "create temporary table bench_lasts (number integer, name text);"
        "create temporary table bench_municipalities as"
        " select row_number() over (order by number) - 1 as place, number from public.municipalities"
    )
    owner.execute(
        "insert into bench_size values (%s, %s)", [size.people // size.organisations, size.pairs // size.organisations]
    )
    with owner.cursor() as cursor:
        firsts = [*listed("first_names_female"), *listed("first_names_male")]
        cursor.executemany("insert into bench_firsts values (%s, %s)", list(enumerate(firsts)))
        cursor.executemany("insert into bench_lasts values (%s, %s)", list(enumerate(listed("last_names"))))
    counties = [number for (number,) in owner.execute("select number from public.counties order by number").fetchall()]
    for number in range(size.organisations):
        _write_organisation(owner, number, counties[:COUNTIES])


def _write_organisation(owner: psycopg.Connection, number: int, counties: list[str]) -> None:
    root = create_organisation(owner, name=f"Forbund {number}")
    branches = [create_unit(owner, name=f"Fylke {n} i {number}", parent=root) for n in range(len(counties))]
    locals_ = [
        create_unit(owner, name=f"Lag {n} i {number}", parent=branches[n // LOCALS_PER_COUNTY])
        for n in range(LOCALS_PER_COUNTY * len(branches))
    ]
    first, rest = (
        [locals_[0], branches[0], *locals_[1:LOCALS_PER_COUNTY]],
        [*branches[1:], *locals_[LOCALS_PER_COUNTY:]],
    )
    places = [*first, *rest]
    with owner.cursor() as cursor:
        cursor.executemany(
            "insert into bench_units values (%s, %s, %s)",
            [(number, place, unit) for place, unit in enumerate(places, start=1)],
        )
    (programme,) = owner.execute("select id from public.mentor_programmes where unit_id = %s", [root]).fetchone()
    rows = ({"unit_id": root, "programme_id": programme, "name": name} for name in COHORTS)
    insert_rows(owner, "cohorts", rows)
    coordinators = (("national", root), ("county", branches[0]), ("local", locals_[0]))
    users = {}
    for kind, unit in coordinators if number == 0 else coordinators[:1]:
        email = f"{kind}{number}@bench.example"
        users[kind] = create_account(email=email, display_name=f"Koordinator {kind}").id
        create_coordinator(owner, user_id=users[kind], unit=unit, display_name=f"Koordinator {kind}", email=email)
    owner.execute(
        "insert into bench_organisations values (%s, %s, %s,"
        " array(select id from public.cohorts where unit_id = %s order by name),"
        " array(select id from public.dissolution_reasons where unit_id = %s order by position), %s, %s, %s)",
        [number, root, programme, root, root, users["national"], "Koordinator national", len(places)],
    )


def _give_accounts(owner: psycopg.Connection) -> None:
    """A mentor with two open pairs and a mentee with one, of the first local branch if it has such, get to sign in."""
    for role, pairs in (("mentor", 2), ("mentee", 1)):
        user = create_account(email=f"{role}0@bench.example", display_name=f"En {role}").id
        owner.execute(
            "update public.peer_mentors set user_id = %s where id = ("
            " select p.id from public.coordinators c join public.organisation_units u on u.id = c.unit_id"
            " join public.mentor_pairings g on g.organisation_id = u.organisation_id and g.status = 'active'"
            " join public.peer_mentors p on p.id in (g.mentor_id, g.mentee_id)"
            " where c.contact_email = 'local0@bench.example' and p.mentor_programme_role = %s"
            "  and p.open_pairings = %s order by p.unit_id = c.unit_id desc, p.sort_name, p.id limit 1)",
            [user, role, pairs],
        )
