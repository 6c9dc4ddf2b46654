"""Proves on a sample that the bulk load wrote what the triggers would have written."""

import json
from collections.abc import Iterator

import psycopg
from psycopg.rows import dict_row

SAMPLE_PER_STATUS = 5
# What no import can repeat: names of rows, the moment of writing, and how often a row was written.
NOT_COMPARED = {"id", "created_at", "version", "pairing_id", "line"}
STATUSES = ("active", "paused", "programme_complete", "dissolved")


class LoadIsWrongError(RuntimeError):
    """The bulk load and the triggers disagree."""


def verify(owner_url: str) -> int:
    """Import a sample of pairs again through the product's own door and compare; returns how many.

    Everything is rolled back. Raises LoadIsWrongError with the first difference.
    """
    with psycopg.connect(owner_url, row_factory=dict_row) as owner:
        _verify_people(owner)
        pairs = list(_sample(owner))
        for pair in pairs:
            _verify_pair(owner, pair)
        owner.rollback()
    return len(pairs)


def _verify_people(owner: psycopg.Connection) -> None:
    query = "select * from public.peer_mentors where id = any (%s) order by id"
    ids = [row["id"] for row in owner.execute("select id from public.peer_mentors order by id limit 200")]
    before = owner.execute(query, [ids]).fetchall()
    owner.execute("update public.peer_mentors set display_name = display_name where id = any (%s)", [ids])
    for old, new in zip(before, owner.execute(query, [ids]).fetchall(), strict=True):
        old["updated_at"] = new["updated_at"]
        _same("peer_mentors", old, new)


def _sample(owner: psycopg.Connection) -> Iterator[dict]:
    for status in STATUSES:
        yield from owner.execute(
            "select * from public.mentor_pairings where status = %s order by id limit %s", [status, SAMPLE_PER_STATUS]
        ).fetchall()


def _verify_pair(owner: psycopg.Connection, pair: dict) -> None:
    before = _everything(owner, pair)
    owner.execute("delete from public.mentor_pairings where id = %s", [pair["id"]])
    claims = json.dumps({"role": "authenticated", "sub": str(pair["created_by"])})
    owner.execute("select set_config('request.jwt.claims', %s, true)", [claims])
    again = owner.execute(
        "select private.record_imported_pairing(%s::jsonb) as id", [json.dumps(_stated(before), default=str)]
    ).fetchone()
    after = _everything(owner, {**pair, "id": again["id"]})
    for table, rows in before.items():
        if len(rows) != len(after[table]):
            raise LoadIsWrongError(f"{table}: {len(rows)} rows were loaded, the triggers write {len(after[table])}")
        for old, new in zip(rows, after[table], strict=True):
            _same(table, old, new)


def _everything(owner: psycopg.Connection, pair: dict) -> dict[str, list[dict]]:
    tables = {
        "mentor_pairings": ("id = %(id)s", "id"),
        "pairing_milestones": ("pairing_id = %(id)s", "position"),
        "pairing_activities": ("pairing_id = %(id)s", "occurred_on"),
        "pairing_dissolutions": ("pairing_id = %(id)s", "id"),
        "pairing_events": ("pairing_id = %(id)s", "occurred_at, kind, detail"),
        "peer_mentors": ("id in (%(mentor_id)s, %(mentee_id)s)", "id"),
    }
    return {
        table: owner.execute(f"select * from public.{table} where {where} order by {order}", pair).fetchall()
        for table, (where, order) in tables.items()
    }


def _stated(rows: dict[str, list[dict]]) -> dict:
    """What a spreadsheet would have said about the pair."""
    (pair,) = rows["mentor_pairings"]
    wanted = ("mentor_id", "mentee_id", "programme_id", "cohort_id", "status", "started_at", "status_changed_at")
    stated = {name: pair[name] for name in wanted}
    stated["milestones"] = [
        {"position": m["position"], "completed_at": m["completed_at"]}
        for m in rows["pairing_milestones"]
        if m["completed_at"]
    ]
    stated["contacts"] = [
        {name: a[name] for name in ("occurred_on", "form", "minutes", "note")} for a in rows["pairing_activities"]
    ]
    for d in rows["pairing_dissolutions"]:
        names = ("reason_id", "initiated_by", "note", "mentor_readiness", "mentee_readiness")
        stated["dissolution"] = {name: d[name] for name in names}
    return stated


def _same(table: str, old: dict, new: dict) -> None:
    for column in old.keys() - NOT_COMPARED:
        if table == "peer_mentors" and column == "updated_at":
            continue
        if old[column] != new[column]:
            raise LoadIsWrongError(f"{table}.{column}: {old[column]!r} was loaded, the triggers write {new[column]!r}")
