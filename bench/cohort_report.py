"""Whole cohorts beside mentor-match and bare scipy, and the list of candidates among 20,000: measured and judged."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import psycopg
from django.db import connection
from scipy.optimize import linear_sum_assignment

from bench.clock import calm, spent_by, spent_here
from bench.cohort_load import LARGE, SMALL, WIDE
from bench.database import Database
from bench.pages import Role, Visitor
from bench.report import Judged
from bench.statements import Gauge, Statement, of_domain
from mentor_program.matching.assignment import IMPOSSIBLE, assign
from mentor_program.services.everyone import Everyone
from mentor_program.services.mentor_program_service import MentorProgramService

REPOSITORY = Path(__file__).resolve().parents[1]
PEER = REPOSITORY / ".venv" / "peer"  # what `scripts/setup.py --bench` installs, out of reach of our own packages
SIZES = (500, 1000, 2000, 5000)
LIMITS = (None, 100, 50)  # kilometres
SOLVING, ALTOGETHER, SCIPY, RANKING = 100, 20, 1.5, 10
SECONDS, MEBIBYTES, QUERIES, PAGE_QUERIES = 30, 2048, 3, 12
# What a list by distance costs at the very least: every mentor in scope, how far away, the nearest 25.
BARE_RANKING = """
select p.id, p.display_name, private.distance_km(o.latitude, o.longitude, m.latitude, m.longitude) as km
from public.peer_mentors p
join public.municipalities m on m.number = p.municipality_id
cross join public.municipalities o
where o.number = %(origin)s and p.mentor_programme_role = 'mentor' and p.unit_id = any (%(units)s::uuid[])
order by km, p.sort_name, p.id limit 25
"""


def measure_matching(database: Database) -> list[Judged]:
    """Everything in turn; a target that is not met says so in its line."""
    lines = []
    for part in (_beside_mentor_match, _large, _nationwide, _among_many):
        for line in part(database):
            print(f"  {line.what}: {line.measured}{'' if line.met else ' – MISSED'}", flush=True)
            lines.append(line)
    return lines


def _beside_mentor_match(database: Database) -> Iterator[Judged]:
    together, everyone = _read_scored_solved(database, SMALL)
    numbers = everyone.in_numbers(None)
    for limit in LIMITS:
        scores = _within(numbers, limit)
        mentees, mentors = scores.shape
        ones, ranks = np.ones(mentors, dtype=np.intp), np.arange(mentees)
        ours, found = _timed(lambda: assign(scores, ones, ranks), times=7)  # noqa: B023
        peer = _mentor_match(scores)
        name = f"{SMALL.name}, {'nationwide' if limit is None else f'within {limit} km'}"
        versions = f"mentor-match {peer['version']} with munkres {peer['munkres']}"
        if limit is None:
            times = 1000 * peer["solving"] / ours
            yield Judged(
                f"{name}: solving",
                f"{ours:.1f} ms; {versions} {1000 * peer['solving']:.0f} ms: {times:.0f} ×",
                f"{SOLVING} × faster",
                times >= SOLVING,
            )
            times = 1000 * peer["everything"] / together
            yield Judged(
                f"{name}: read, scored and solved",
                f"{together:.0f} ms; {versions} scores and solves in {1000 * peer['everything']:.0f} ms: {times:.0f} ×"
                f" (its solving alone: {1000 * peer['solving'] / together:.0f} ×)",
                f"{ALTOGETHER} × faster",
                times >= ALTOGETHER,
            )
        yield from _never_worse(name, scores, found, peer)


def _never_worse(name: str, scores: np.ndarray, found: np.ndarray, peer: dict) -> Iterator[Judged]:
    mine = _sum(scores, [(row, column) for row, column in enumerate(found) if column >= 0])
    bare = linear_sum_assignment(scores, maximize=True)
    for who, pairs in (
        ("mentor-match", peer["first"]),
        ("mentor-match in rounds", peer["rounds"]),
        ("bare scipy", [(row, column) for row, column in zip(*bare, strict=True) if scores[row, column] >= 0]),
    ):
        theirs = _sum(scores, pairs)
        yield Judged(
            f"{name}: pairs and total beside {who}",
            f"{mine[0]} pairs, {mine[1]:,}; {theirs[0]} pairs, {theirs[1]:,}",
            "never fewer, nor a lower total at as many",
            mine >= theirs,
        )


def _large(database: Database) -> Iterator[Judged]:
    _, everyone = _read_scored_solved(database, LARGE, times=1)
    for size in SIZES:
        part = replace(everyone, mentees=everyone.mentees[:size], mentors=everyone.mentors[:size])
        scored, numbers = _timed(lambda: part.in_numbers(None), times=2)  # noqa: B023
        yield from _grown(f"{size:,} × {size:,}", numbers, scored, judged=size == max(SIZES))


def _grown(name: str, numbers, scored: float, *, judged: bool) -> Iterator[Judged]:
    scores, ranks = numbers.scores, np.arange(len(numbers.scores))
    one_each, found = _timed(lambda: assign(scores, np.ones(scores.shape[1], dtype=np.intp), ranks), times=2)
    bare, (rows, columns) = _timed(lambda: linear_sum_assignment(scores, maximize=True), times=2)
    with_places, _ = _timed(lambda: assign(scores, numbers.places, ranks), times=1)
    near = _within(numbers, 50)
    sparse, placed = _timed(lambda: assign(near, numbers.places, ranks), times=1)
    yield Judged(f"{name}: scoring", f"{scored:.0f} ms")
    yield Judged(
        f"{name}: solving, one mentee each",
        f"{one_each:.0f} ms; bare scipy {bare:.0f} ms: {one_each / bare:.2f} ×",
        f"at most {SCIPY} × bare scipy" if judged else "",
        not judged or one_each <= SCIPY * bare,
    )
    yield Judged(
        f"{name}: total beside bare scipy",
        f"{scores[np.arange(len(found)), found].sum():,}; {scores[rows, columns].sum():,}",
        "the same",
        scores[np.arange(len(found)), found].sum() == scores[rows, columns].sum(),
    )
    yield Judged(f"{name}: solving with {numbers.places.sum():,} places", f"{with_places:.0f} ms")
    share = np.count_nonzero(near >= 0) / near.size
    pairs = np.count_nonzero(placed >= 0)
    yield Judged(f"{name}: solving within 50 km ({share:.1%} possible)", f"{sparse:.0f} ms, {pairs:,} pairs")


def _nationwide(database: Database) -> Iterator[Judged]:
    """Proposals for everybody, from the press of the button until they are kept, in a process of its own."""
    environment = {**os.environ, "DATABASE_URL": database.web, "MIGRATION_DATABASE_URL": database.owner}
    command = [sys.executable, "-m", "bench.whole", LARGE.email]
    answer = json.loads(
        subprocess.run(command, env=environment, cwd=REPOSITORY, check=True, capture_output=True).stdout
    )
    name = f"{LARGE.name} nationwide with capacities, read, scored, solved, explained and kept"
    yield Judged(
        f"{name}: time",
        f"{answer['processors']:.1f} s ({answer['wall']:.1f} s by the clock), {answer['pairs']:,} pairs",
        f"under {SECONDS} s",
        answer["processors"] < SECONDS,
    )
    memory = answer["mebibytes"]
    yield Judged(f"{name}: memory", f"{memory:,.0f} MiB at most", f"under {MEBIBYTES:,} MiB", memory < MEBIBYTES)


def _among_many(database: Database) -> Iterator[Judged]:
    """The mentors beside one mentee, as a page that the coordinator asks for."""
    visitor = Visitor(database, WIDE)
    with psycopg.connect(database.owner) as owner:
        mentee, origin, units, mentors = owner.execute(
            "select p.id, p.municipality_id, array(select x.id from public.organisation_units x"
            " where x.organisation_id = p.organisation_id), (select count(*) from public.peer_mentors x"
            " where x.organisation_id = p.organisation_id and x.mentor_programme_role = 'mentor')"
            " from public.peer_mentors p join public.coordinators c on c.contact_email = %s"
            " join public.organisation_units u on u.id = c.unit_id and u.organisation_id = p.organisation_id"
            " where p.mentor_programme_role = 'mentee' order by p.created_at desc limit 1",
            [WIDE.email],
        ).fetchone()
    path = f"/pairings/new/?mentee={mentee}"
    statements = visitor.statements(path)
    lists = [s for s in of_domain(statements) if " people as (" in s.sql]
    gauge = Gauge(database.owner, visitor.user.id)
    try:
        bare = Statement(BARE_RANKING, {"origin": origin, "units": units})
        gauge.measure(bare)
        for statement in lists:
            gauge.measure(statement)
    finally:
        gauge.close()
    page = calm([visitor.get(path) for _ in range(7)])
    name = f"candidates for one mentee among {mentors:,} mentors"
    yield Judged(
        f"{name}: queries for the list",
        f"{len(lists)}, {sum(s.on for s in lists):.0f} ms; {len(statements)} for the whole page",
        f"at most {QUERIES}, and {PAGE_QUERIES} for the page",
        len(lists) <= QUERIES and len(statements) <= PAGE_QUERIES,
    )
    yield Judged(
        f"{name}: whole request",
        f"{page:.0f} ms; bare SQL ranking by distance {bare.on:.0f} ms: {page / bare.on:.1f} ×",
        f"under {RANKING} × the bare ranking",
        page < RANKING * bare.on,
    )


def _read_scored_solved(database: Database, role: Role, *, times: int = 7) -> tuple[float, Everyone]:
    """Milliseconds of Python and PostgreSQL from the first query to the solution, and the people."""
    visitor, service = Visitor(database, role), MentorProgramService()
    connection.ensure_connection()
    backend = connection.connection.info.backend_pid

    def once() -> Everyone:
        with service.acting(visitor.actor) as standing:
            organisation = service.repository.own_unit(visitor.actor.user_id).organisation_id
            everyone = service._read(standing, organisation).waiting()
        numbers = everyone.in_numbers(None)
        assign(numbers.scores, numbers.places, np.arange(len(numbers.scores)))
        return everyone

    return _timed(once, times=times, backend=backend)


def _timed(work: Callable, *, times: int, backend: int | None = None) -> tuple[float, object]:
    """The least milliseconds of processor time of so many repetitions, and what came of the last."""
    spent = []
    for _ in range(times):
        before = spent_here() + (spent_by(backend) if backend else 0)
        result = work()
        spent.append(spent_here() + (spent_by(backend) if backend else 0) - before)
    return calm(spent), result


def _within(numbers, limit: int | None) -> np.ndarray:
    if limit is None:
        return numbers.scores
    near = (numbers.kilometres >= 0) & (numbers.kilometres <= limit)
    return np.where(near, numbers.scores, IMPOSSIBLE).astype(np.int16)


def _sum(scores: np.ndarray, pairs: list) -> tuple[int, int]:
    return len(pairs), sum(int(scores[row, column]) for row, column in pairs)


def _mentor_match(scores: np.ndarray) -> dict:
    """What the peer makes of the same matrix, in a process of its own with its own packages."""
    with tempfile.NamedTemporaryFile(suffix=".scores") as file:
        file.write(np.ascontiguousarray(scores, dtype=np.int16).tobytes())
        file.flush()
        environment = {**os.environ, "PYTHONPATH": str(PEER)}
        script = Path(__file__).with_name("peer.py")
        command = [sys.executable, "-P", str(script), file.name, *map(str, scores.shape)]
        started = time.perf_counter()
        done = subprocess.run(command, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"mentor-match failed after {time.perf_counter() - started:.0f} s: {done.stderr[-2000:]}")
    return json.loads(done.stdout)
