"""What one page asks of the database, and what it costs there with row level security on and off."""

import json
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import UUID

import psycopg
from django.db import connection

from bench.clock import calm, spent_by

BYPASS = "bench_bypass"
REPETITIONS = 21
MINIMUM = 7
SECONDS = 1.0
OF_PEOPLE_AND_PAIRS = ("mentor_pairings", "peer_mentors")
# What opens a scope or a session is not the page's own question.
SET_ACTOR = "select set_config("


@dataclass(slots=True)
class Statement:
    """One captured statement with its values; times are milliseconds in PostgreSQL, planning included."""

    sql: str
    parameters: object
    on: float = 0
    off: float = 0
    rows: int = 0
    same_rows: bool = True
    plan: list[str] = field(default_factory=list)
    scanned: list[str] = field(default_factory=list)

    @property
    def tables(self) -> str:
        found = re.findall(r'(?:from|join|update)\s+"?(?:public"?\.)?"?(?:private\.)?(\w+)"?', self.sql, re.IGNORECASE)
        return ", ".join(dict.fromkeys(found)) or self.sql[:40]


@contextmanager
def captured() -> Iterator[list[Statement]]:
    """Collect the statements that the product sends to the default database within a `with` block."""
    found: list[Statement] = []

    def note(execute: Callable, sql: str, parameters: object, many: bool, context: dict) -> object:
        found.append(Statement(sql, parameters))
        return execute(sql, parameters, many, context)

    with connection.execute_wrapper(note):
        yield found


def of_domain(statements: list[Statement]) -> list[Statement]:
    """Those that were sent as the acting person: all after the scope was opened, sessions and users left out."""
    ours = [s for s in statements if not s.sql.strip().lower().startswith(SET_ACTOR)]
    return [s for s in ours if not re.search(r'"?(users|django_session|cache_entries)"?\b', s.sql)]


class Gauge:
    """Two connections to one database as the same person: one under the policies, one past them."""

    def __init__(self, owner_url: str, user: UUID) -> None:
        self._make_bypass(owner_url)
        self.on = self._connect(owner_url, "authenticated", user)
        self.off = self._connect(owner_url, BYPASS, user)

    def close(self) -> None:
        self.on.close()
        self.off.close()

    def measure(self, statement: Statement, repetitions: int = REPETITIONS) -> None:
        """Fill in times of interleaved repetitions, the plan under the policies and whether the rows are the same."""
        text = self.on.cursor().mogrify(statement.sql, statement.parameters)
        on, off = self.on.execute(text).fetchall(), self.off.execute(text).fetchall()
        statement.rows, statement.same_rows = len(on), sorted(map(repr, on)) == sorted(map(repr, off))
        times: dict[psycopg.Connection, list[float]] = {self.on: [], self.off: []}
        until = time.perf_counter() + SECONDS
        while len(times[self.off]) < MINIMUM or (len(times[self.off]) < repetitions and time.perf_counter() < until):
            for side, spent in times.items():
                pid = side.info.backend_pid
                before = spent_by(pid)
                side.execute(text)
                spent.append(spent_by(pid) - before)
        statement.on, statement.off = calm(times[self.on]), calm(times[self.off])
        plan = _explained(self.on, text)["Plan"]
        statement.plan = list(_lines(plan))
        statement.scanned = [name for name in _seq_scans(plan) if name in OF_PEOPLE_AND_PAIRS]

    @staticmethod
    def _make_bypass(owner_url: str) -> None:
        with psycopg.connect(owner_url, autocommit=True) as owner:
            if not owner.execute("select from pg_roles where rolname = %s", [BYPASS]).rowcount:
                owner.execute(f"create role {BYPASS} nologin inherit bypassrls in role authenticated")

    @staticmethod
    def _connect(owner_url: str, role: str, user: UUID) -> psycopg.Connection:
        side = psycopg.connect(owner_url, autocommit=True, cursor_factory=psycopg.ClientCursor)
        claims = json.dumps({"role": "authenticated", "sub": str(user)})
        side.execute("select set_config('request.jwt.claims', %s, false)", [claims])
        side.execute("set search_path = mentor_program, public")
        side.execute(f"set role {role}")
        return side


def _explained(side: psycopg.Connection, text: str) -> dict:
    (answer,) = side.execute(f"explain (analyze, timing off, format json) {text}".replace("%", "%%"), []).fetchone()
    return answer[0]


def _lines(node: dict, depth: int = 0) -> Iterator[str]:
    """The plan in short: one line a node."""
    words = [node["Node Type"]]
    if "Index Name" in node:
        words.append(f"by {node['Index Name']}")
    if "Relation Name" in node:
        words.append(f"on {node['Relation Name']}")
    words.append(f"({node['Actual Rows']:g} rows")
    if removed := node.get("Rows Removed by Filter"):
        words.append(f"after {removed:g} others")
    yield "  " * depth + " ".join(words) + ")"
    for child in node.get("Plans", ()):
        if child.get("Subplan Name", "").startswith("InitPlan") and "Plans" not in child:
            continue  # a helper of the policies, asked once
        yield from _lines(child, depth + 1)


def _seq_scans(node: dict) -> Iterator[str]:
    if node["Node Type"] == "Seq Scan":
        yield node["Relation Name"]
    for child in node.get("Plans", ()):
        yield from _seq_scans(child)
