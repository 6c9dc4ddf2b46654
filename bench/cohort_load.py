"""A database of whole cohorts: one organisation for each size that is measured."""

import time

import psycopg

from bench.cohorts import Cohort, made
from bench.database import Database
from bench.load import COHORT_SCRIPT, statements_of, write_organisations
from bench.pages import Role
from bench.sizes import Size
from mentor_program.config.migrate import migrate
from mentor_program.domain.scoring import MenteeFacts, MentorFacts

# Mentees and mentors of each organisation; each is coordinated by national<number>@bench.example.
COHORTS = ((500, 500), (5000, 5000), (50, 20_000))
SMALL, LARGE, WIDE = (Role(f"{a:,} × {b:,}", f"national{n}@bench.example") for n, (a, b) in enumerate(COHORTS))
COPY = "copy bench_cohort from stdin"
TABLE = """
create temporary table bench_cohort (organisation integer, seq integer, role text, capacity integer,
  open_pairings integer, place text, areas integer[], wished integer[], languages text[], meeting_forms text[],
  meeting_times text[])
"""


def load_cohorts(database: Database, *, say=print) -> None:
    """Make the database anew and fill it."""
    started = time.perf_counter()
    database.create()
    database.use()
    migrate(say=lambda line: None)
    with psycopg.connect(database.owner) as owner:
        owner.execute("set client_min_messages = warning")
        write_organisations(owner, Size(0, 0, len(COHORTS)))
        owner.execute("set local session_replication_role = replica")
        owner.execute(TABLE)
        for number, (mentees, mentors) in enumerate(COHORTS):
            _copy(owner, number, made(mentees, mentors, seed=number))
        for statement in statements_of(COHORT_SCRIPT):
            owner.execute(statement)
        owner.execute("set local session_replication_role = origin")
    with psycopg.connect(database.owner, autocommit=True) as owner:
        owner.execute("vacuum analyze")
    sizes = ", ".join(f"{mentees:,} × {mentors:,}" for mentees, mentors in COHORTS)
    say(f"  {database.name}: mentees × mentors {sizes} in {time.perf_counter() - started:.0f} s")


def _copy(owner: psycopg.Connection, organisation: int, cohort: Cohort) -> None:
    with owner.cursor().copy(COPY) as copy:
        for seq, person in enumerate([*cohort.mentees, *cohort.mentors]):
            copy.write_row((organisation, seq, *_values(person)))


def _values(person: MenteeFacts | MentorFacts) -> tuple[object, ...]:
    if isinstance(person, MentorFacts):
        own = ("mentor", person.capacity, person.open_pairings, person.place, list(person.areas), [])
    else:
        own = ("mentee", 1, 0, person.place, list(person.areas), list(person.wished))
    return (*own, list(person.languages), list(person.meeting_forms), list(person.meeting_times))
