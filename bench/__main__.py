"""Builds its databases, measures every list and the detail for each role and the matching of whole cohorts.

Fails when a target is missed.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

from bench.sizes import DEFAULT, NAMED, Size

REPOSITORY = Path(__file__).resolve().parents[1]


def main() -> int:
    """Run the bench; 0 when every target is met."""
    options = _options()
    home = Path(options.home).absolute()
    os.environ["MENTOR_PROGRAM_HOME"] = str(home)
    os.environ["DJANGO_SETTINGS_MODULE"] = "mentor_program.config.settings"
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # threads that wait for each other would count as processor time
    from django.core.management import call_command

    from bench.database import server
    from bench.indexes import unused_indexes
    from bench.report import matching_table, plans, table
    from mentor_program.persistence.home import home as make_home

    size = NAMED[options.size] if options.size else Size(options.people, options.pairs)
    started = time.perf_counter()
    print(f"PostgreSQL of the bench in {home}", flush=True)
    lines, judged, idle = [], [], []
    with server(make_home(), keep=options.keep) as (full, small, cohorts):
        small.use()
        call_command("collectstatic", interactive=False, verbosity=0)
        if options.part in ("both", "matching"):
            judged = _matched(cohorts)
        if options.part in ("both", "pages"):
            _fill(full, small, size)
            lines = [_measured(*question, full, small) for question in _questions(options.only)]
            idle = [] if options.only else unused_indexes(full.owner)
    if judged:
        print(f"\n{matching_table(judged)}")
    if lines:
        print("\n".join(map(plans, lines)))
        print(f"\n{table(lines)}\n\n{size.people:,} people, {size.pairs:,} pairs, {size.organisations} organisations")
    print(f"\n{time.perf_counter() - started:.0f} s in all")
    missed = [f"{line.what}: {line.measured}; the target is {line.target}" for line in judged if not line.met]
    missed += [f"{line.role}, {line.page}: {what}" for line in lines for what in line.missed]
    missed += idle
    print("\n".join(["Missed:", *missed]) if missed else "Every target is met.")
    return 1 if missed else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--people", type=int, default=DEFAULT.people)
    parser.add_argument("--pairs", type=int, default=DEFAULT.pairs)
    parser.add_argument(
        "--size", choices=NAMED, help="more organisations: half a million people in 1 M pairs, or a million in 2 M"
    )
    parser.add_argument("--home", default=REPOSITORY / ".local" / "bench", help="where the database is kept")
    parser.add_argument("--keep", action="store_true", help="keep the data, and use it again next time")
    parser.add_argument(
        "--part", choices=("both", "pages", "matching"), default="both", help="only the pages, or only whole cohorts"
    )
    parser.add_argument(
        "--only",
        default="",
        metavar="WORD",
        help="measure pages whose role and name hold this, such as 'mentor: detail'",
    )
    return parser.parse_args()


def _matched(cohorts) -> list:
    from bench.cohort_load import load_cohorts
    from bench.cohort_report import measure_matching

    load_cohorts(cohorts)
    return measure_matching(cohorts)


def _fill(full, small, size: Size) -> None:
    from bench.load import is_loaded, load, renew
    from bench.verify import verify

    for database, wanted in ((small, size.hundredth), (full, size)):
        if is_loaded(database, wanted):
            renew(database)
        else:
            load(database, wanted)
        print(f"  {database.name}: {verify(database.owner)} pairs imported again come out the same", flush=True)


def _questions(word: str) -> list[tuple]:
    """Role, name of the page, and its address for a visitor."""
    from bench.pages import COUNTY, LOCAL, MENTEE, MENTOR, NATIONAL

    def at(path: str = "/", **query: str) -> Callable:
        return lambda visitor: f"{path}?{urlencode(query)}" if query else path

    def deep(visitor) -> str:
        return f"/?{urlencode({'cursor': visitor.deep_cursor('urgency')})}"

    def named(visitor) -> str:
        return f"/?{urlencode({'search': visitor.first_name()})}"

    lists = {
        "overview": at(),
        **{f"overview, by {sort}": at(sort=sort) for sort in ("activity", "mentee", "mentor", "stage")},
        "overview, stalled": at(indicator="stalled"),
        "overview, a name": named,
        "overview, part of a name": at(search="an"),
        "overview, page 31": deep,
        "overview, paused": at(tab="paused"),
        "overview, ended": at(tab="ended"),
    }
    detail = {"detail": lambda visitor: visitor.first_pairing()}
    people = {
        "people": at("/people/"),
        "people, a name": lambda visitor: f"/people/?{urlencode({'search': visitor.first_name()})}",
        "candidates": at("/pairings/new/"),
    }
    questions = [
        (role, name, address)
        for role, pages in (
            (NATIONAL, lists | detail | people),
            (COUNTY, lists | detail | people),
            (LOCAL, lists | detail | people),
            (MENTOR, {"own list": at()} | detail),
            (MENTEE, {"own list": at()} | detail),
        )
        for name, address in pages.items()
    ]
    return [question for question in questions if word in f"{question[0].name}: {question[1]}"]


def _measured(role, name: str, address: Callable, full, small):
    from bench.pages import Visitor, compare
    from bench.report import Line
    from bench.statements import Gauge, of_domain

    visitor, small_visitor = Visitor(full, role), Visitor(small, role)
    statements = visitor.statements(address(visitor))
    ours = of_domain(statements)
    gauge = Gauge(full.owner, visitor.user.id)
    try:
        for statement in ours:
            gauge.measure(statement)
    finally:
        gauge.close()
    line = Line(role.name, name, ours, len(statements), compare(visitor, small_visitor, address))
    line.judge()
    print(f"  {role.name}, {name}{': ' if line.missed else ''}{'; '.join(line.missed)}", flush=True)
    return line


if __name__ == "__main__":
    sys.exit(main())
