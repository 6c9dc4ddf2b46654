"""What the owner of the database sets up for an organisation: units, the first programme, coordinators.

Nobody who signs in may do this: only the table `coordinators` makes anyone a coordinator, and no client may write it.
The caller gives the owner's psycopg connection and owns the transaction.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

import psycopg
from psycopg import sql

from mentor_program.domain.errors import NotFound, RuleViolation
from mentor_program.domain.standard_programme import LANGUAGE, MILESTONES, PROGRAMME_NAME, REASONS


def insert_rows(owner: psycopg.Connection, table: str, rows: Iterable[Mapping[str, object]]) -> None:
    """Insert `rows`, which all name the same columns, into `table` of schema public."""
    rows = [dict(row) for row in rows]
    if not rows:
        return
    statement = sql.SQL("insert into {} ({}) values ({})").format(
        sql.Identifier("public", table),
        sql.SQL(", ").join(map(sql.Identifier, rows[0])),
        sql.SQL(", ").join(map(sql.Placeholder, rows[0])),
    )
    with owner.cursor() as cursor:
        cursor.executemany(statement, rows)


def insert_row(owner: psycopg.Connection, table: str, **values: object) -> UUID:
    """Insert one row and return its id."""
    statement = sql.SQL("insert into {} ({}) values ({}) returning id").format(
        sql.Identifier("public", table),
        sql.SQL(", ").join(map(sql.Identifier, values)),
        sql.SQL(", ").join([sql.Placeholder()] * len(values)),
    )
    return owner.execute(statement, list(values.values())).fetchone()[0]


def create_organisation(owner: psycopg.Connection, *, name: str, **columns: object) -> UUID:
    """Add an organisation with the standard programme and reasons, and return its unit.

    Raises RuleViolation("organisation_exists") when there is one of that name. `columns` may state the id.
    """
    same_name = "select id from public.organisation_units where kind = 'organisation' and lower(name) = lower(%s)"
    if owner.execute(same_name, [name]).fetchone():
        raise RuleViolation("organisation_exists", name=name)
    unit = insert_row(owner, "organisation_units", kind="organisation", name=name, **columns)
    add_standard_programme(owner, unit)
    labels = enumerate(REASONS, start=1)
    insert_rows(
        owner,
        "dissolution_reasons",
        ({"unit_id": unit, "label": label, "position": position} for position, label in labels),
    )
    return unit


def add_standard_programme(owner: psycopg.Connection, organisation: UUID) -> UUID:
    """Add the standard programme with its template of milestones, and return its id."""
    programme = insert_row(owner, "mentor_programmes", unit_id=organisation, name=PROGRAMME_NAME, language=LANGUAGE)
    insert_rows(
        owner,
        "programme_milestones",
        (
            {
                "programme_id": programme,
                "position": position,
                "stage": step.stage,
                "name": step.name,
                "due_after_days": step.due_after_days,
            }
            for position, step in enumerate(MILESTONES, start=1)
        ),
    )
    return programme


def create_unit(
    owner: psycopg.Connection, *, name: str, parent: UUID, county: str | None = None, municipalities: Iterable[str] = ()
) -> UUID:
    """Add a branch under `parent`: a county branch under an organisation, a local branch under a county branch.

    `county` and `municipalities` are official numbers. A county branch covers every municipality of its county that
    no other unit covers; a local branch takes over those it names. Each municipality has one unit in an organisation.
    Raises RuleViolation("unit_too_deep") under a local branch.
    """
    above, organisation, county_above = owner.execute(
        "select kind, organisation_id, county_id from public.organisation_units where id = %s", [parent]
    ).fetchone()
    if above == "local_branch":
        raise RuleViolation("unit_too_deep")
    kind = "county_branch" if above == "organisation" else "local_branch"
    unit = insert_row(
        owner, "organisation_units", kind=kind, name=name, parent_id=parent, county_id=county or county_above
    )
    cover(owner, unit=unit, organisation=organisation, municipalities=municipalities)
    if kind == "county_branch" and county:
        cover_rest_of_county(owner, unit=unit, organisation=organisation, county=county)
    return unit


def cover(owner: psycopg.Connection, *, unit: UUID, organisation: UUID, municipalities: Iterable[str]) -> None:
    """Let `unit` cover `municipalities` (numbers), which other units of the organisation cover no more."""
    numbers = list(municipalities)
    owner.execute(
        "delete from public.organisation_unit_municipalities c using public.organisation_units u"
        " where u.id = c.unit_id and u.organisation_id = %s and c.municipality_id = any (%s)",
        [organisation, numbers],
    )
    insert_rows(
        owner,
        "organisation_unit_municipalities",
        ({"unit_id": unit, "municipality_id": number} for number in numbers),
    )


def cover_rest_of_county(owner: psycopg.Connection, *, unit: UUID, organisation: UUID, county: str) -> None:
    """Let `unit` cover the municipalities of `county` (number) that no unit of the organisation covers yet."""
    owner.execute(
        "insert into public.organisation_unit_municipalities (unit_id, municipality_id)"
        " select %s, m.number from public.municipalities m where m.county_id = %s and not exists ("
        "  select from public.organisation_unit_municipalities c join public.organisation_units u on u.id = c.unit_id"
        "  where c.municipality_id = m.number and u.organisation_id = %s)",
        [unit, county, organisation],
    )


def create_coordinator(
    owner: psycopg.Connection, *, user_id: UUID, unit: UUID, display_name: str, email: str, phone: str = ""
) -> None:
    """Make an account coordinator of a unit and all under it. `email` and `phone` are what others may ask at."""
    insert_row(
        owner,
        "coordinators",
        user_id=user_id,
        unit_id=unit,
        display_name=display_name,
        contact_email=email,
        contact_phone=phone,
    )


def find_unit(owner: psycopg.Connection, name: str, *, organisation: str = "") -> UUID:
    """Return the unit called `name`, whatever the case; `organisation` is needed where two have such a unit.

    Raises NotFound when there is none, RuleViolation("unit_name_is_shared") when there are several.
    """
    found = owner.execute(
        "select u.id from public.organisation_units u join public.organisation_units o on o.id = u.organisation_id"
        " where lower(u.name) = lower(%s) and (%s = '' or lower(o.name) = lower(%s))",
        [name, organisation, organisation],
    ).fetchall()
    if not found:
        raise NotFound("unit")
    if len(found) > 1:
        raise RuleViolation("unit_name_is_shared", name=name)
    return found[0][0]


def database_time(owner: psycopg.Connection) -> datetime:
    """The time of this transaction, which is the latest that may be stated in it."""
    return owner.execute("select now()").fetchone()[0]
