"""Only the tables say what a person may: claims, settings and other roles give nothing."""

from uuid import uuid4

import psycopg
import pytest
from psycopg import errors

from mentor_program.persistence.database_urls import web_url
from support.attempt import NO_ROW, NOT_ALLOWED, attempt

SEEN = "select count(*) from public.mentor_pairings"
COMPLETE = "update public.pairing_milestones set status = 'completed' where pairing_id = %s and position = 1"

PROMOTED = {
    "role": "authenticated",
    "app_metadata": {"role": "coordinator", "roles": ["coordinator"]},
    "user_metadata": {"role": "coordinator", "is_coordinator": True},
    "user_role": "coordinator",
    "is_admin": True,
}


@pytest.mark.parametrize(
    "claims",
    [None, {}, {"role": "authenticated"}, {"role": "service_role"}, PROMOTED, {"sub": ""}, {"sub": None}],
    ids=["none", "empty", "no sub", "service role", "metadata without sub", "empty sub", "null sub"],
)
def test_claims_that_name_nobody_give_nothing(cast, client, claims):
    pair = cast.pair()
    with client("authenticated", claims) as cursor:
        try:
            with cursor.connection.transaction():
                assert cursor.execute(SEEN).fetchone() == (0,)
                assert attempt(cursor, COMPLETE, pair) == NO_ROW
        except errors.InvalidTextRepresentation:
            assert claims == {"sub": ""}  # no UUID: refused outright
    assert cast.value(SEEN) == 1


def test_role_metadata_makes_nobody_a_coordinator(cast, client):
    pair = cast.pair()
    for user, pairs in ((uuid4(), 0), (cast.idle_mentor_user.user_id, 0), (cast.mentor_user.user_id, 1)):
        with client("authenticated", PROMOTED | {"sub": str(user)}) as cursor:
            assert cursor.execute("select private.unit_ids()").fetchone() == ([],)
            assert cursor.execute(SEEN).fetchone() == (pairs,)
            assert attempt(cursor, COMPLETE, pair) == NO_ROW
            appoint = "insert into public.coordinators (user_id, unit_id, display_name) values (%s, %s, 'Jeg')"
            assert attempt(cursor, appoint, user, cast.organisation) == NOT_ALLOWED


def test_nobody_edits_their_own_role(cast, as_user):
    with as_user(cast.mentee_user.user_id) as cursor:
        for change in ("mentor_programme_role = 'mentor'", "capacity = 50", f"unit_id = '{cast.organisation}'"):
            own = f"update public.peer_mentors set {change} where id = %s"
            assert attempt(cursor, own, cast.mentee) == NO_ROW
        assert cursor.execute("select count(*) from public.peer_mentors").fetchone() == (1,)


def test_a_coordinator_who_was_removed_is_one_no_longer(cast, as_user):
    cast.pair()
    with as_user(cast.coordinator.user_id) as cursor:
        assert cursor.execute(SEEN).fetchone() == (1,)
    cast.owner.execute("delete from public.coordinators where user_id = %s", [cast.coordinator.user_id])
    with as_user(cast.coordinator.user_id) as cursor:
        assert cursor.execute(SEEN).fetchone() == (0,)


def test_a_coordinator_who_is_also_a_mentor_has_both(cast, as_user):
    cast.owner.execute(
        "insert into public.coordinators (user_id, unit_id, display_name) values (%s, %s, 'Mona Mentor')",
        [cast.mentor_user.user_id, cast.local],
    )
    below = cast.person("Nora Nede", "mentor", unit=cast.local), cast.person("Nils Nede", "mentee", unit=cast.local)
    own, steered = cast.pair(), cast.pair(*below)
    cast.pair(cast.far_mentor, cast.far_mentee)
    with as_user(cast.mentor_user.user_id) as cursor:
        rows = cursor.execute("select id from public.mentor_pairings").fetchall()
        assert {row[0] for row in rows} == {own, steered}
        assert attempt(cursor, COMPLETE, steered) == "done"
        assert attempt(cursor, COMPLETE, own) == NO_ROW


IMPORTING = "select set_config('mentor_program.importing', 'on', true)"


def test_a_client_that_claims_to_import_states_no_times(cast, as_user):
    with as_user(cast.coordinator.user_id) as cursor:
        cursor.execute(IMPORTING)
        create = "insert into public.mentor_pairings (mentor_id, mentee_id) values (%s, %s)"
        pair, *kept = cursor.execute(
            f"{create} returning id, imported, started_at = now()", [cast.mentor, cast.mentee]
        ).fetchone()
        assert kept == [False, True]
        cursor.execute(IMPORTING)
        cursor.execute(COMPLETE, [pair])
        milestone = "select imported, completed_at = now() from public.pairing_milestones where pairing_id = %s"
        assert cursor.execute(f"{milestone} and position = 1", [pair]).fetchone() == (False, True)
        contact = "insert into public.pairing_activities (pairing_id, form) values (%s, 'phone') returning imported"
        assert cursor.execute(contact, [pair]).fetchone() == (False,)
        ending = "insert into public.pairing_dissolutions (pairing_id, reason_id, initiated_by) values (%s, %s, %s)"
        assert attempt(cursor, ending, pair, cast.reason, "unknown") == "dissolution_needs_initiator"
        cursor.execute(f"{ending} returning imported, dissolved_at = now()", [pair, cast.reason, "mentee"])
        assert cursor.fetchone() == (False, True)
        lines = "select count(*), bool_or(imported) from public.pairing_events where pairing_id = %s"
        assert cursor.execute(lines, [pair]).fetchone() == (4, False)
        assert (
            attempt(
                cursor,
                "insert into public.mentor_pairings (mentor_id, mentee_id, status) values (%s, %s, 'paused')",
                cast.idle_mentor,
                cast.waiting_mentee,
            )
            == "new_pairing_is_active"
        )


@pytest.mark.parametrize("role", ["service_role", "mentor_program_owner", "postgres", "pg_read_all_data"])
def test_the_web_login_can_become_nobody_but_a_client(migrated_server, role):
    with psycopg.connect(web_url()) as connection:
        connection.execute("select set_config('role', 'authenticated', true)")
        with pytest.raises((errors.InsufficientPrivilege, errors.InvalidParameterValue)):
            connection.execute("select set_config('role', %s, true)", [role])


def test_on_a_connection_that_is_used_again_nothing_of_the_last_person_remains(cast, client):
    cast.pair()
    with client("authenticated", {"role": "authenticated", "sub": str(cast.coordinator.user_id)}) as cursor:
        assert cursor.execute(SEEN).fetchone() == (1,)
        connection = cursor.connection
    who = "select current_user = session_user, coalesce(current_setting('request.jwt.claims', true), '')"
    assert connection.execute(who).fetchone() == (True, "")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(SEEN)
    with client("authenticated", {"role": "authenticated", "sub": str(cast.outsider.user_id)}) as cursor:
        assert cursor.execute(SEEN).fetchone() == (0,)
