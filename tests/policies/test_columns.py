"""Columns that the server keeps can be set by no client: tried column by column, and forged values are replaced."""

from uuid import uuid4

import psycopg
import pytest
from psycopg import errors, sql

from policies.matrix import MATRIX
from support.attempt import DONE, NOT_ALLOWED, attempt

PERSON = {
    "user_id",
    "unit_id",
    "display_name",
    "mentor_programme_role",
    "capacity",
    "availability",
    "paused_until",
    "municipality_id",
    "cohort_id",
}
OWN_WORD = {"singular", "definite", "plural", "definite_plural", "agreement"}
TEMPLATE = {"position", "stage", "name", "due_after_days"}
# What clients may state; every other column of every table is the server's.
INSERTED = {
    "cohorts": {"unit_id", "programme_id", "name", "starts_on"},
    "dissolution_reasons": {"unit_id", "label", "position", "active"},
    "imports": {"id", "unit_id", "file_name", "sha256", "content", "status"},
    # `status`, `unit_id` and `created_by` may be sent along, and are checked or replaced.
    "mentor_pairings": {
        "mentor_id",
        "mentee_id",
        "unit_id",
        "programme_id",
        "cohort_id",
        "matching_criteria",
        "status",
        "created_by",
    },
    "mentor_programmes": {"unit_id", "name", "follow_up_after_days", "language"},
    "organisation_terms": OWN_WORD | {"unit_id", "language", "term"},
    "pairing_activities": {"pairing_id", "occurred_on", "form", "minutes", "note"},
    "pairing_dissolutions": {
        "pairing_id",
        "reason_id",
        "initiated_by",
        "note",
        "mentor_readiness",
        "mentee_readiness",
    },
    "pairing_exclusions": {"mentor_id", "mentee_id", "reason"},
    "pairing_proposals": {"unit_id", "max_km", "lines", "helpful"},
    "peer_mentor_consents": {"peer_mentor_id"},
    "peer_mentor_contacts": {"peer_mentor_id", "email", "phone", "postal_code"},
    "peer_mentor_experience_areas": {"peer_mentor_id", "area_id"},
    "peer_mentor_notes": {"peer_mentor_id", "note"},
    "peer_mentor_preferences": {"peer_mentor_id", "languages", "meeting_forms", "meeting_times"},
    "peer_mentor_qualifications": {"peer_mentor_id", "kind", "fulfilled_on", "valid_until"},
    "peer_mentor_readiness": {"peer_mentor_id", "ready"},
    "peer_mentor_wished_areas": {"peer_mentor_id", "area_id"},
    "peer_mentors": PERSON | {"id"},
    "programme_milestones": TEMPLATE | {"programme_id"},
}
UPDATED = {
    "cohorts": {"name", "starts_on"},
    "dissolution_reasons": {"label", "position", "active"},
    "imports": {
        *("content", "mapping", "status", "run", "heartbeat_at", "progress_done", "progress_total"),
        *("summary", "faults", "items", "outcome_key"),
    },
    "mentor_pairings": {"status", "cohort_id"},
    "mentor_programmes": {"name", "follow_up_after_days", "language", "required_qualifications", "match_weights"},
    "organisation_terms": OWN_WORD,
    "pairing_milestones": {"status"},
    "pairing_proposals": {"max_km", "lines", "helpful", "created"},
    "peer_mentor_contacts": {"email", "phone", "postal_code"},
    "peer_mentor_notes": {"note"},
    "peer_mentor_preferences": {"languages", "meeting_forms", "meeting_times"},
    "peer_mentor_qualifications": {"fulfilled_on", "valid_until"},
    "peer_mentor_readiness": {"ready"},
    "peer_mentors": PERSON,
    "programme_milestones": TEMPLATE,
}


def columns_of(owner, table) -> set[str]:
    # A generated column can be written by nobody at all.
    query = "select column_name from information_schema.columns where table_schema = 'public' and table_name = %s"
    query += " and is_generated = 'NEVER'"
    return {name for (name,) in owner.execute(query, [table]).fetchall()}


def denied(cursor: psycopg.Cursor, statement: str, table: str, column: str) -> bool:
    """Whether the right to set this very column is missing. Nothing is written: no row has the key asked for."""
    query = sql.SQL(statement).format(table=sql.Identifier("public", table), column=sql.Identifier(column))
    try:
        with cursor.connection.transaction(force_rollback=True):
            cursor.execute(query)
    except errors.InsufficientPrivilege as error:
        return "permission denied for table" in str(error)
    return False


@pytest.mark.parametrize("table", MATRIX)
def test_a_coordinator_can_set_the_listed_columns_and_no_others(cast, as_user, table):
    columns = columns_of(cast.owner, table)
    with as_user(cast.coordinator.user_id) as cursor:
        insertable = {
            c for c in columns if not denied(cursor, "insert into {table} ({column}) select null where false", table, c)
        }
        updatable = {
            c for c in columns if not denied(cursor, "update {table} set {column} = null where false", table, c)
        }
    assert (insertable, updatable) == (INSERTED.get(table, set()), UPDATED.get(table, set()))


def test_a_forged_creator_and_unit_of_a_pair_are_replaced(cast, as_user):
    with as_user(cast.local_coordinator.user_id) as cursor:
        forged = (
            "insert into public.mentor_pairings (mentor_id, mentee_id, unit_id, created_by) values (%s, %s, %s, %s)"
        )
        row = cursor.execute(
            f"{forged} returning unit_id, created_by, created_by_name, started_at = now(), imported",
            [cast.mentor, cast.mentee, cast.other_branch, cast.outsider.user_id],
        ).fetchone()
    assert row == (cast.branch, cast.local_coordinator.user_id, "Lars Lokal", True, False)


def test_a_new_pair_cannot_be_stated_to_be_further_on(cast, as_user):
    query = "insert into public.mentor_pairings (mentor_id, mentee_id, status) values (%s, %s, %s)"
    with as_user(cast.coordinator.user_id) as cursor:
        for status in ("paused", "programme_complete", "dissolved"):
            assert attempt(cursor, query, cast.mentor, cast.mentee, status) == "new_pairing_is_active"
        assert attempt(cursor, query, cast.mentor, cast.mentee, "active") == DONE


def test_a_milestone_is_completed_at_the_servers_time_by_the_person_who_did_it(cast, as_user):
    first = cast.milestones(cast.pair())[0]
    with as_user(cast.coordinator.user_id) as cursor:
        forged = "update public.pairing_milestones set status = 'completed', {} where id = %s"
        for column in ("completed_at = '2020-01-01'", f"completed_by = '{uuid4()}'", "completed_by_name = 'En annen'"):
            assert attempt(cursor, forged.format(column), first) == NOT_ALLOWED
        assert attempt(cursor, "update public.pairing_milestones set status = 'completed' where id = %s", first) == DONE
        kept = (
            "select completed_at = now(), completed_by, completed_by_name from public.pairing_milestones where id = %s"
        )
        assert cursor.execute(kept, [first]).fetchone() == (True, cast.coordinator.user_id, "Kari Koordinator")


def test_in_progress_and_pending_are_the_servers_to_give(cast, as_user):
    pair = cast.pair()
    third = cast.milestones(pair)[2]
    with as_user(cast.coordinator.user_id) as cursor:
        cursor.execute("update public.pairing_milestones set status = 'in_progress' where id = %s", [third])
        statuses = "select status from public.pairing_milestones where pairing_id = %s order by position"
        assert cursor.execute(statuses, [pair]).fetchall() == [("in_progress",), ("pending",), ("pending",)]


def test_places_taken_cannot_be_talked_down(cast, as_user):
    cast.pair()
    with as_user(cast.coordinator.user_id) as cursor:
        query = "update public.peer_mentors set open_pairings = 0 where id = %s"
        assert attempt(cursor, query, cast.mentor) == NOT_ALLOWED
        assert attempt(cursor, "update public.peer_mentors set capacity = 3 where id = %s", cast.mentor) == DONE
        kept = "select open_pairings from public.peer_mentors where id = %s"
        assert cursor.execute(kept, [cast.mentor]).fetchone() == (1,)


def test_a_consent_names_who_recorded_it(cast, as_user):
    with as_user(cast.local_coordinator.user_id) as cursor:
        query = "insert into public.peer_mentor_consents (peer_mentor_id) values (%s) returning recorded_by, unit_id"
        assert cursor.execute(query, [cast.mentee]).fetchone() == (cast.local_coordinator.user_id, cast.branch)
