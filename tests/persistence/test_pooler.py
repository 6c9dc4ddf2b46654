"""Behind a transaction pooler many people share few connections: nobody ever meets what somebody else left behind."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier
from uuid import UUID

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from mentor_program.domain.permissions import Actor
from mentor_program.persistence.acting_as import acting_as
from mentor_program.persistence.database_urls import web_url
from mentor_program.services.mentor_program_service import MentorProgramService
from mentor_program.services.results import OverviewFilters
from support.pooler import pooler

CONNECTIONS = 2
CLIENTS = 8
ROUNDS = 12
SECONDS = 60
SEEN = "select count(*) from public.mentor_pairings"
LEFT_BEHIND = """
select current_user::text, coalesce(current_setting('request.jwt.claims', true), ''),
  coalesce(current_setting('mentor_program.importing', true), '')
"""


@pytest.fixture
def pooled(database, monkeypatch) -> Iterator[str]:
    """The web login's address through the pooler; the product's own code goes there too."""
    from django.db import connection, connections

    with pooler(web_url(), connections=CONNECTIONS) as address:
        connection.close()
        monkeypatch.setitem(connections.settings["default"], "PORT", conninfo_to_dict(address)["port"])
        yield address
        connection.close()


def at_once(work: Callable[[int], object]) -> list:
    """Run `work(number)` for each client on a thread and a connection of its own, all begun together."""
    from django.db import connection

    barrier = Barrier(CLIENTS)

    def client(number: int) -> object:
        try:
            connection.ensure_connection()
            barrier.wait(SECONDS)
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(CLIENTS) as pool:
        return [each.result(SECONDS) for each in [pool.submit(client, number) for number in range(CLIENTS)]]


def seen_by(actor: Actor, *, steers: bool) -> set[UUID]:
    service = MentorProgramService()
    if steers:
        return {pair.id for pair in service.download_overview(actor=actor, filters=OverviewFilters())}
    return {pair.id for pair in service.own_pairings(actor=actor).pairings}


def left_behind() -> list[object]:
    """What a connection tells whoever comes next without saying who it is."""
    from django.db import ProgrammingError, connection

    with connection.cursor() as cursor:
        cursor.execute(LEFT_BEHIND)
        row = [*cursor.fetchone()]
        try:
            cursor.execute(SEEN)
        except ProgrammingError as error:
            return [*row, type(error.__cause__).__name__]
    return [*row, "let in"]


def test_on_this_pooler_what_is_set_for_a_session_reaches_the_next_client(pooled):
    """Else the tests below would prove nothing."""
    with psycopg.connect(pooled, autocommit=True, prepare_threshold=None) as first:
        first.execute("select set_config('mentor_program.forgotten', 'here', false)")
    found = set()
    for _ in range(CONNECTIONS * 4):
        with psycopg.connect(pooled, autocommit=True, prepare_threshold=None) as second:
            found.add(second.execute("select current_setting('mentor_program.forgotten', true)").fetchone()[0])
    assert "here" in found


def test_people_who_share_connections_see_only_their_own_and_leave_nothing_behind(cast, pooled):
    ours, far = cast.pair(), cast.pair(cast.far_mentor, cast.far_mentee)
    abroad = cast.pair(cast.outside_mentor, cast.outside_mentee)
    people = [
        (cast.coordinator, True, {ours, far}),
        (cast.local_coordinator, True, {ours}),
        (cast.outsider, True, {abroad}),
        (cast.mentor_user, False, {ours}),
        (cast.mentee_user, False, {ours}),
        (cast.idle_mentor_user, False, set()),
    ]

    def client(number: int) -> tuple[list, set]:
        from django.db import connection

        wrong, servers = [], set()
        for turn in range(ROUNDS):
            actor, steers, expected = people[(number + turn) % len(people)]
            if (seen := seen_by(actor, steers=steers)) != expected:
                wrong.append((actor, seen))
            if (rest := left_behind()) != ["mentor_program_web", "", "", "InsufficientPrivilege"]:
                wrong.append(rest)
            with connection.cursor() as cursor:
                cursor.execute("select pg_backend_pid()")
                servers |= {cursor.fetchone()[0]}
        return wrong, servers

    outcomes = at_once(client)
    assert [fault for wrong, _ in outcomes for fault in wrong] == []
    assert len(set().union(*(servers for _, servers in outcomes))) <= CONNECTIONS  # shared indeed


def test_what_people_write_at_the_same_moment_carries_each_ones_own_name(cast, pooled):
    pair = cast.pair()
    actors = [cast.coordinator, cast.local_coordinator, cast.mentor_user]

    def client(number: int) -> None:
        for turn in range(ROUNDS):
            actor = actors[(number + turn) % len(actors)]
            MentorProgramService().record_contact(
                actor=actor,
                pairing_id=pair,
                occurred_on=datetime.now(UTC).date(),
                form="phone",
                note=f"{actor.user_id} {number} {turn}",
            )

    at_once(client)
    recorded = "select count(*), count(*) filter (where note like recorded_by || ' %%') from public.pairing_activities"
    assert cast.row(recorded) == (CLIENTS * ROUNDS, CLIENTS * ROUNDS)
    named = (
        "select kind, count(distinct actor_id) from public.pairing_events where kind = 'contact_recorded' group by 1"
    )
    assert cast.row(named) == ("contact_recorded", len(actors))


def test_a_refused_and_a_broken_transaction_leave_nothing_behind_either(cast, pooled):
    from django.db import ProgrammingError, connection

    cast.pair()
    for statement in ("select 1 / 0", "select from public.no_such_table", "update public.pairing_events set kind = ''"):
        with pytest.raises(Exception, match=r".+"), acting_as(cast.coordinator), connection.cursor() as cursor:
            cursor.execute(statement)
        assert left_behind() == ["mentor_program_web", "", "", "InsufficientPrivilege"]
    with pytest.raises(ProgrammingError), connection.cursor() as cursor:
        cursor.execute(SEEN)


def test_a_claim_that_somebody_set_for_a_session_makes_nobody_somebody_else(cast, database):
    """Supabase's auth.uid() believes the old form of the claim first, so acting_as empties it."""
    from django.db import connection

    cast.pair()
    with connection.cursor() as cursor:
        cursor.execute("select set_config('request.jwt.claim.sub', %s, false)", [str(cast.coordinator.user_id)])
    with acting_as(cast.outsider), connection.cursor() as cursor:
        cursor.execute("select auth.uid()")
        assert cursor.fetchone() == (cast.outsider.user_id,)
        cursor.execute(SEEN)
        assert cursor.fetchone() == (0,)
