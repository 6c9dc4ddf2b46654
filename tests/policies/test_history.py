"""History is written by the database on every change and by nobody else, and stays as written."""

import pytest
from psycopg import errors

from support.attempt import attempt

LINES = "select kind, actor_id, actor_name, imported from public.pairing_events where pairing_id = %s order by line"
DISSOLVE = """
    insert into public.pairing_dissolutions (pairing_id, reason_id, initiated_by, note) values (%s, %s, 'mentee', %s)
"""


@pytest.fixture
def told(cast, as_user):
    """A pair with a line of each kind, in the open transaction of the local coordinator."""
    pair = cast.pair()
    with as_user(cast.local_coordinator.user_id) as cursor:
        milestone = "update public.pairing_milestones set status = %s where pairing_id = %s"
        cursor.execute(f"{milestone} and position = 1", ["completed", pair])
        cursor.execute(f"{milestone} and position = 1", ["pending", pair])
        for status in ("paused", "active"):
            cursor.execute("update public.mentor_pairings set status = %s where id = %s", [status, pair])
        contact = "insert into public.pairing_activities (pairing_id, form, note) values (%s, 'phone', %s)"
        cursor.execute(contact, [pair, "Hemmelig samtale"])
        cursor.execute(milestone, ["completed", pair])
        cursor.execute(f"{milestone} and position = 3", ["pending", pair])
        cursor.execute(DISSOLVE, [pair, cast.reason, "Hemmelig grunn"])
        yield pair, cursor


def test_every_change_through_any_client_writes_a_line_that_names_who_did_it(cast, told):
    pair, cursor = told
    lines = cursor.execute(LINES, [pair]).fetchall()
    assert [line[0] for line in lines] == [
        "created",
        "milestone_completed",
        "milestone_reopened",
        "paused",
        "resumed",
        "contact_recorded",
        *["milestone_completed"] * 3,
        "programme_complete",
        "milestone_reopened",
        "reopened",
        "dissolved",
    ]
    assert {line[1:] for line in lines[1:]} == {(cast.local_coordinator.user_id, "Lars Lokal", False)}


def test_reason_initiator_and_note_stand_in_no_line(cast, told):
    pair, cursor = told
    note = "select note from public.pairing_dissolutions where pairing_id = %s"
    assert cursor.execute(note, [pair]).fetchone() == ("Hemmelig grunn",)
    texts = cursor.execute("select e::text from public.pairing_events e where pairing_id = %s", [pair]).fetchall()
    for secret in ("Hemmelig", "Liten kontakt", str(cast.reason), "mentee"):
        assert not any(secret in text for (text,) in texts)


def test_what_does_not_change_anything_writes_no_line(cast, as_user):
    pair = cast.pair()
    first, second, _ = cast.milestones(pair)
    set_status = "update public.pairing_milestones set status = %s where id = %s"
    cast.owner.execute(set_status, ["completed", first])
    before = cast.owner.execute(LINES, [pair]).fetchall()
    with as_user(cast.coordinator.user_id) as cursor:
        cursor.execute("update public.mentor_pairings set status = 'active', cohort_id = null where id = %s", [pair])
        cursor.execute(f"{set_status} returning completed_at < now()", ["completed", first])
        assert cursor.fetchone() == (True,)
        cursor.execute(set_status, ["pending", second])
        assert cursor.execute(LINES, [pair]).fetchall() == before


def test_not_even_the_owner_writes_history_by_hand(cast):
    pair = cast.pair()
    forged = "insert into public.pairing_events (pairing_id, kind, occurred_at) values (%s, 'dissolved', now())"
    cursor = cast.owner.cursor()
    assert attempt(cursor, forged, pair) == "history_is_written_by_the_database"
    assert cast.owner.execute(LINES, [pair]).fetchall() == [("created", None, "", False)]


@pytest.mark.parametrize("table", ["pairing_events", "pairing_activities", "pairing_dissolutions"])
@pytest.mark.parametrize("change", ["update public.{} set created_at = now()", "delete from public.{}"])
def test_not_even_the_owner_changes_what_was_written(cast, table, change):
    pair = cast.pair()
    cast._insert("pairing_activities", pairing_id=pair, form="phone")
    cast.owner.execute(DISSOLVE, [pair, cast.reason, ""])
    count = f"select count(*) from public.{table} where pairing_id = %s"
    before = cast.value(count, pair)
    assert before > 0
    assert attempt(cast.owner.cursor(), f"{change.format(table)} where pairing_id = %s", pair) == "written_once"
    assert cast.value(count, pair) == before


def test_a_client_that_calls_the_writer_of_history_is_refused(cast, as_user):
    pair = cast.pair()
    forge = "select private.write_event(%s, 'dissolved', now(), '{}', false)"
    denied = pytest.raises(errors.InsufficientPrivilege, match="permission denied for function write_event")
    with as_user(cast.coordinator.user_id) as cursor, denied:
        cursor.execute(forge, [pair])


def test_a_line_is_never_dated_later_than_it_was_written(cast, told):
    pair, cursor = told
    late = "select count(*) from public.pairing_events where pairing_id = %s and occurred_at > created_at"
    assert cursor.execute(late, [pair]).fetchone() == (0,)
