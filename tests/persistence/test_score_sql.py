"""The score of the database is the domain's, on people stored with random facts, whichever of the two is chosen."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg import ClientCursor

from mentor_program.domain.scoring import score
from mentor_program.persistence.queries.matching import Counterpart, Search
from mentor_program.persistence.queries.matching_sql import people_sql
from support.cast import Cast
from support.scoring import AREAS, DIAGNOSES, kilometres_between, mentees, mentors, weights

KEYS = dict(zip(AREAS, ("seniorer", "arbeidsliv", "forerhund", "punktskrift", "studier"), strict=True))
KEYS |= dict(zip(DIAGNOSES, ("amd", "glaukom"), strict=True))
# A mentor's open pairs are never more than the places: the database sees to it.
stored_mentors = mentors.map(lambda each: replace(each, open_pairings=min(each.open_pairings, each.capacity)))
several = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


def add(cast: Cast, **values: object) -> None:
    """One row of `table`, without triggers or keys looked up."""
    table = values.pop("table")
    marks = ", ".join(["%s"] * len(values))
    cast.owner.execute(f"insert into public.{table} ({', '.join(values)}) values ({marks})", list(values.values()))


def store(cast: Cast, role: str, facts: object, areas: dict[str, UUID]) -> UUID:
    """A person about whom exactly these facts are known."""
    person, unit = uuid4(), cast.branch
    of_role = {"capacity": facts.capacity, "open_pairings": facts.open_pairings} if role == "mentor" else {}
    add(
        cast,
        table="peer_mentors",
        id=person,
        unit_id=unit,
        organisation_id=cast.organisation,
        display_name=role,
        mentor_programme_role=role,
        municipality_id=facts.place,
        **of_role,
    )
    stated = {name: sorted(getattr(facts, name)) for name in ("languages", "meeting_forms", "meeting_times")}
    if any(stated.values()):
        add(cast, table="peer_mentor_preferences", peer_mentor_id=person, unit_id=unit, **stated)
    for area in facts.areas | getattr(facts, "diagnoses", frozenset()):
        add(cast, table="peer_mentor_experience_areas", peer_mentor_id=person, unit_id=unit, area_id=areas[area])
    for area in getattr(facts, "wished", ()):
        add(cast, table="peer_mentor_wished_areas", peer_mentor_id=person, unit_id=unit, area_id=areas[area])
    for _pair in range(getattr(facts, "times_mentor", 0)):
        add(
            cast,
            table="mentor_pairings",
            mentor_id=person,
            mentee_id=uuid4(),
            unit_id=unit,
            organisation_id=cast.organisation,
            status="dissolved",
            programme_id=cast.programme,
            mentor_name="",
            mentee_name="",
            mentor_sort="",
            mentee_sort="",
            imported=True,
            **dict.fromkeys(("started_at", "status_changed_at", "ended_at", "last_activity_at"), "2021-01-01"),
        )
    return person


def with_ids(facts: object, areas: dict[str, UUID]) -> object:
    """The same facts with the ids of areas for their names, as the service has them."""
    sets = [name for name in ("areas", "wished", "diagnoses") if hasattr(facts, name)]
    return replace(facts, **{name: frozenset(areas[area] for area in getattr(facts, name)) for name in sets})


def scores_in_sql(cast: Cast, role: str, beside: Counterpart) -> dict[UUID, int]:
    """The score of everybody of the role in the branch, by id."""
    search = Search(
        role=role,
        units=[cast.branch],
        organisations=[cast.organisation],
        today=date(2026, 11, 23),
        conditions={},
        counterpart=beside,
    )
    statement = f"{people_sql(role, scored=True)} select p.id, p.score from people p"
    return dict(ClientCursor(cast.owner).execute(statement, search.parameters).fetchall())


def check(cast: Cast, role: str, candidates: Iterable[object], chosen: object, weights: dict) -> None:
    """Store everybody, ask the database for the scores, and compare with the domain's."""
    areas = {
        name: cast.value("select id from public.experience_areas where key = %s", key) for name, key in KEYS.items()
    }
    with cast.owner.transaction(force_rollback=True):
        cast.owner.execute("set local session_replication_role = replica")
        stored = {store(cast, role, facts, areas): facts for facts in candidates}
        beside = Counterpart(uuid4(), with_ids(chosen, areas), weights)
        found = scores_in_sql(cast, role, beside)
    for person, facts in stored.items():
        mentor, mentee = (facts, chosen) if role == "mentor" else (chosen, facts)
        assert found[person] == score(mentor, mentee, weights, kilometres=kilometres_between(mentor, mentee)).total


@several
@given(st.lists(stored_mentors, max_size=6), mentees, weights)
def test_mentors_beside_a_mentee_are_scored_as_the_domain_does(cast, candidates, chosen, weights):
    check(cast, "mentor", candidates, chosen, weights)


@several
@given(st.lists(mentees, max_size=6), stored_mentors, weights)
def test_mentees_beside_a_mentor_are_scored_as_the_domain_does(cast, candidates, chosen, weights):
    check(cast, "mentee", candidates, chosen, weights)
