"""An earlier time is stated through one function only, never in the future, and history keeps both times."""

import json

import pytest
from psycopg import errors

from support.attempt import DONE, NOT_ALLOWED, attempt

IMPORT = "select private.record_imported_pairing(%s::jsonb)"
START = "2026-02-02T10:00:00+01:00"


def stated(cast, **values) -> str:
    return json.dumps(
        {"mentor_id": str(cast.mentor), "mentee_id": str(cast.mentee), "started_at": START} | values, default=str
    )


def test_an_imported_pair_keeps_its_stated_times_and_history_keeps_both(cast):
    pair = cast.pair_since(
        START,
        status="paused",
        status_changed_at="2026-05-01T00:00:00+02:00",
        milestones=[{"position": 1, "completed_at": "2026-02-10T12:00:00+01:00"}],
        contacts=[{"occurred_on": "2026-04-01", "form": "meeting", "minutes": 45}],
    )
    pair_row = """
        select status, imported, started_at = %s, status_changed_at = %s, created_at > started_at
        from public.mentor_pairings where id = %s
    """
    assert cast.row(pair_row, START, "2026-05-01T00:00:00+02:00", pair) == ("paused", True, True, True, True)
    milestone = (
        "select imported, completed_at = %s from public.pairing_milestones where pairing_id = %s and position = 1"
    )
    assert cast.row(milestone, "2026-02-10T12:00:00+01:00", pair) == (True, True)
    lines = """
        select kind, to_char(occurred_at at time zone 'Europe/Oslo', 'YYYY-MM-DD'), imported, created_at > occurred_at
        from public.pairing_events where pairing_id = %s order by line
    """
    assert cast.owner.execute(lines, [pair]).fetchall() == [
        ("created", "2026-02-02", True, True),
        ("paused", "2026-05-01", True, True),
        ("milestone_completed", "2026-02-10", True, True),
        ("contact_recorded", "2026-04-01", True, True),
    ]
    assert cast.value("select last_activity_at from public.mentor_pairings where id = %s", pair).isoformat() == (
        "2026-04-01T21:59:59+00:00"  # the end of 1 April in Oslo
    )


@pytest.mark.parametrize(
    "values",
    [
        {"started_at": "2999-01-01T00:00:00Z"},
        {"started_at": None},
        {"status": "paused", "status_changed_at": "2999-01-01T00:00:00Z"},
        {"milestones": [{"position": 1, "completed_at": "2999-01-01T00:00:00Z"}]},
    ],
    ids=["start", "no start", "change", "milestone"],
)
def test_a_stated_time_in_the_future_is_refused(cast, values):
    assert attempt(cast.owner.cursor(), IMPORT, stated(cast, **values)) == "stated_time_not_in_future"
    assert cast.value("select count(*) from public.mentor_pairings") == 0


@pytest.mark.parametrize("status", ["paused", "dissolved"])
def test_a_stated_pair_does_not_end_or_change_before_it_starts(cast, status):
    early = {"started_at": "2026-02-01T12:00:00Z", "status_changed_at": "2026-01-31T12:00:00Z", "status": status}
    early["dissolution"] = {"reason_id": cast.reason}
    assert attempt(cast.owner.cursor(), IMPORT, stated(cast, **early)) == "stated_end_not_before_start"
    assert attempt(cast.owner.cursor(), IMPORT, stated(cast, **early | {"started_at": "2026-01-31T12:00:00Z"})) == DONE


def test_a_stated_contact_in_the_future_is_refused(cast):
    contacts = [{"occurred_on": "2999-01-01", "form": "phone"}]
    assert attempt(cast.owner.cursor(), IMPORT, stated(cast, contacts=contacts)) == "contact_not_in_future"


@pytest.mark.parametrize(
    ("values", "rule"),
    [
        ({"status": "dissolved"}, "dissolution_needs_reason"),
        ({"status": "programme_complete"}, "milestones_remain"),
    ],
)
def test_an_imported_pair_is_as_whole_as_any_other(cast, values, rule):
    if values["status"] == "dissolved":
        values = values | {"dissolution": {"reason_id": cast.other_reason}}
        rule = "reason_of_same_organisation"
    assert attempt(cast.owner.cursor(), IMPORT, stated(cast, **values)) == rule


def test_even_the_owner_states_times_through_that_function_only(cast):
    insert = "insert into public.mentor_pairings (mentor_id, mentee_id, started_at, imported) values (%s, %s, %s, true)"
    cursor = cast.owner.cursor()
    assert attempt(cursor, insert, cast.mentor, cast.mentee, START) == DONE
    pair, *kept = cast.row("select id, started_at = created_at, imported from public.mentor_pairings")
    assert kept == [True, False]
    move = "update public.mentor_pairings set started_at = %s where id = %s"
    assert attempt(cursor, move, START, pair) == "pairing_origin_is_fixed"
    complete = "update public.pairing_milestones set status = 'completed', completed_at = %s where pairing_id = %s"
    assert attempt(cursor, complete, START, pair) == DONE
    assert cast.row("select max(completed_at) > %s, bool_or(imported) from public.pairing_milestones", START) == (
        True,
        False,
    )


def test_a_coordinator_imports_only_people_in_scope(cast, as_user):
    with as_user(cast.local_coordinator.user_id) as cursor:
        assert attempt(cursor, IMPORT, stated(cast)) == DONE
        assert attempt(cursor, IMPORT, stated(cast, mentor_id=cast.far_mentor)) == NOT_ALLOWED
        assert attempt(cursor, IMPORT, stated(cast, mentee_id=cast.far_mentee)) == NOT_ALLOWED
        row = "select imported, created_by from public.mentor_pairings"
        assert cursor.execute(row).fetchone() == (True, cast.local_coordinator.user_id)


@pytest.mark.parametrize("who", ["mentor_user", "mentee_user", "outsider"])
def test_others_import_no_pairs(cast, as_user, who):
    with as_user(getattr(cast, who).user_id) as cursor:
        assert attempt(cursor, IMPORT, stated(cast)) == NOT_ALLOWED


def test_anonymous_clients_cannot_even_call_it(cast, anon):
    with pytest.raises(errors.InsufficientPrivilege, match="permission denied for schema private"):
        anon.execute(IMPORT, [stated(cast)])


def test_after_an_import_in_the_same_transaction_times_are_the_servers_again(cast, as_user):
    with as_user(cast.coordinator.user_id) as cursor:
        pair = cursor.execute(IMPORT, [stated(cast)]).fetchone()[0]
        complete = "update public.pairing_milestones set status = 'completed' where pairing_id = %s and position = 1"
        cursor.execute(f"{complete} returning imported, completed_at = now()", [pair])
        assert cursor.fetchone() == (False, True)
        new = "insert into public.mentor_pairings (mentor_id, mentee_id) values (%s, %s)"
        assert cursor.execute(
            f"{new} returning imported, started_at = now()", [cast.idle_mentor, cast.waiting_mentee]
        ).fetchone() == (False, True)


def test_imported_pairs_keep_the_rules_of_capacity_and_one_pair_at_a_time(cast):
    cursor = cast.owner.cursor()
    cast.pair(cast.idle_mentor, cast.mentee)
    assert attempt(cursor, IMPORT, stated(cast)) == "mentee_has_one_open_pairing"
    full = {"mentor_id": cast.idle_mentor, "mentee_id": cast.waiting_mentee}
    assert attempt(cursor, IMPORT, stated(cast, **full)) == "mentor_has_free_place"
    ended = {
        "status": "dissolved",
        "status_changed_at": "2026-03-01T00:00:00Z",
        "dissolution": {"reason_id": cast.reason},
    }
    assert attempt(cursor, IMPORT, stated(cast, **full, **ended)) == DONE
