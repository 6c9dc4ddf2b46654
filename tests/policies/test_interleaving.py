"""Two clients whose transactions overlap, one order at a time: the second waits for the first and then sees it.

No luck is involved: the first has written and not committed when the second begins, and commits when the second is
seen to wait.
"""

import json
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from support.attempt import DONE, NOT_ALLOWED, attempt

SECONDS = 20
CREATE = "insert into public.mentor_pairings (mentor_id, mentee_id) values (%s, %s)"
SET_STATUS = "update public.mentor_pairings set status = %s where id = %s"
COMPLETE = "update public.pairing_milestones set status = 'completed' where id = %s"
REOPEN = "update public.pairing_milestones set status = 'pending' where id = %s"
DISSOLVE = "insert into public.pairing_dissolutions (pairing_id, reason_id, initiated_by) values (%s, %s, 'mentee')"
CONTACT = "insert into public.pairing_activities (pairing_id, form) values (%s, 'phone')"
CAPACITY = "update public.peer_mentors set capacity = %s where id = %s"
ROLE = "update public.peer_mentors set mentor_programme_role = %s where id = %s"
MOVE = "update public.peer_mentors set unit_id = %s where id = %s"
AREA = """
    insert into public.peer_mentor_experience_areas (peer_mentor_id, area_id)
    select %s, id from public.experience_areas where key = 'glaukom'
"""
WITHDRAW = "delete from public.peer_mentor_consents where peer_mentor_id = %s"


@pytest.fixture
def overlapping(cast) -> Callable[..., str]:
    """Return `overlapping(first, second, by=…)`: what the second of two statements came to, both committed.

    A statement is a tuple of SQL and values; the first is the whole organisation's coordinator's, the second `by`'s.
    """
    from mentor_program.persistence.database_urls import web_url

    def client(actor):
        connection = psycopg.connect(web_url())
        claims = json.dumps({"role": "authenticated", "sub": str(actor.user_id)})
        connection.execute("select set_config('role', 'authenticated', true)")
        connection.execute("select set_config('request.jwt.claims', %s, true)", [claims])
        return connection

    def is_waiting(connection):
        query = "select cardinality(pg_blocking_pids(%s)) > 0"
        return cast.value(query, connection.info.backend_pid)

    def run(first: tuple, second: tuple, *, by=None) -> str:
        with client(cast.coordinator) as one, client(by or cast.coordinator) as other, ThreadPoolExecutor(1) as pool:
            assert one.execute(first[0], first[1:]).rowcount == 1
            running = pool.submit(attempt, other.cursor(), *second)
            deadline = time.monotonic() + SECONDS
            while not running.done() and not is_waiting(other) and time.monotonic() < deadline:
                time.sleep(0.01)
            assert not running.done(), "the second did not wait for the first"
            one.commit()
            return running.result(SECONDS)

    return run


def test_the_same_mentee_is_paired_once(cast, overlapping):
    said = overlapping((CREATE, cast.mentor, cast.mentee), (CREATE, cast.idle_mentor, cast.mentee))
    assert said == "mentee_has_one_open_pairing"


def test_the_last_place_is_filled_once(cast, overlapping):
    said = overlapping((CREATE, cast.idle_mentor, cast.mentee), (CREATE, cast.idle_mentor, cast.waiting_mentee))
    assert said == "mentor_has_free_place"


def test_a_place_that_is_taken_away_is_not_filled_and_one_that_is_filled_not_taken_away(cast, overlapping):
    said = overlapping((CAPACITY, 0, cast.idle_mentor), (CREATE, cast.idle_mentor, cast.mentee))
    assert said == "mentor_has_free_place"
    said = overlapping((CREATE, cast.mentor, cast.mentee), (CAPACITY, 0, cast.mentor))
    assert said == "mentor_has_free_place"


def test_the_role_of_somebody_who_is_being_paired_stays(cast, overlapping):
    said = overlapping((ROLE, "mentor", cast.mentee), (CREATE, cast.mentor, cast.mentee))
    assert said == "mentee_has_mentee_role"
    said = overlapping((CREATE, cast.mentor, cast.waiting_mentee), (ROLE, "mentor", cast.waiting_mentee))
    assert said == "role_bound_by_open_pairing"


def test_somebody_who_is_moved_out_of_scope_is_not_paired_any_more(cast, overlapping):
    create = (CREATE, cast.mentor, cast.mentee)
    assert overlapping((MOVE, cast.other_branch, cast.mentee), create, by=cast.local_coordinator) == NOT_ALLOWED
    create = (CREATE, cast.idle_mentor, cast.waiting_mentee)
    assert overlapping((MOVE, cast.other_branch, cast.idle_mentor), create, by=cast.local_coordinator) == NOT_ALLOWED


def test_somebody_who_is_moved_out_of_scope_is_not_taken_up_again(cast, overlapping):
    pair = cast.pair()
    cast.owner.execute(SET_STATUS, ["paused", pair])
    resume = (SET_STATUS, "active", pair)
    assert overlapping((MOVE, cast.other_branch, cast.mentor), resume, by=cast.local_coordinator) == NOT_ALLOWED


def test_no_diagnosis_is_stored_while_the_consent_is_withdrawn(cast, overlapping):
    cast._insert("peer_mentor_consents", peer_mentor_id=cast.mentee)
    said = overlapping((WITHDRAW, cast.mentee), (AREA, cast.mentee))
    assert said == "diagnosis_needs_consent"


def test_a_diagnosis_that_is_being_stored_goes_with_the_consent(cast, overlapping):
    cast._insert("peer_mentor_consents", peer_mentor_id=cast.mentee)
    assert overlapping((AREA, cast.mentee), (WITHDRAW, cast.mentee)) == DONE
    assert cast.value("select count(*) from public.peer_mentor_experience_areas") == 0


def test_a_pair_that_is_being_dissolved_takes_no_more_changes(cast, overlapping):
    for number, (second, said) in enumerate(
        (
            (lambda pair: (COMPLETE, cast.milestones(pair)[0]), "milestones_change_while_active"),
            (lambda pair: (CONTACT, pair), "contact_while_open"),
            (lambda pair: (DISSOLVE, pair, cast.reason), "dissolved_while_open"),
            (lambda pair: (SET_STATUS, "paused", pair), "status_change_not_allowed"),
        )
    ):
        pair = cast.pair()
        assert (number, overlapping((DISSOLVE, pair, cast.reason), second(pair))) == (number, said)


def test_a_pair_whose_last_milestone_is_being_completed_is_not_dissolved(cast, overlapping):
    pair = cast.pair()
    *others, last = cast.milestones(pair)
    for milestone in others:
        cast.owner.execute(COMPLETE, [milestone])
    assert overlapping((COMPLETE, last), (DISSOLVE, pair, cast.reason)) == "dissolved_while_open"


def test_the_last_two_milestones_completed_at_once_complete_the_programme(cast, overlapping):
    pair = cast.pair()
    first, second, third = cast.milestones(pair)
    cast.owner.execute(COMPLETE, [first])
    assert overlapping((COMPLETE, second), (COMPLETE, third)) == DONE
    assert cast.value("select status from public.mentor_pairings where id = %s", pair) == "programme_complete"


def test_one_milestone_completed_twice_keeps_the_first_time_and_one_line(cast, overlapping):
    pair = cast.pair()
    first = cast.milestones(pair)[0]
    assert overlapping((COMPLETE, first), (COMPLETE, first), by=cast.local_coordinator) == DONE
    who = "select completed_by_name from public.pairing_milestones where id = %s"
    assert cast.value(who, first) == "Kari Koordinator"
    lines = "select count(*) from public.pairing_events where pairing_id = %s and kind = 'milestone_completed'"
    assert cast.value(lines, pair) == 1


def test_of_reopening_and_pairing_anew_the_second_is_refused(cast, overlapping):
    pair = cast.pair()
    cast.complete_all(pair)
    said = overlapping((REOPEN, cast.milestones(pair)[0]), (CREATE, cast.idle_mentor, cast.mentee))
    assert said == "mentee_has_one_open_pairing"
    cast.owner.execute(COMPLETE, [cast.milestones(pair)[0]])
    said = overlapping((CREATE, cast.idle_mentor, cast.mentee), (REOPEN, cast.milestones(pair)[1]))
    assert said == "mentee_has_one_open_pairing"


def test_a_new_name_reaches_a_pair_that_is_being_made(cast, overlapping):
    rename = "update public.peer_mentors set display_name = 'Ny Navn' where id = %s"
    names = "select mentor_name, mentee_name from public.mentor_pairings where mentor_id = %s"
    assert overlapping((CREATE, cast.mentor, cast.mentee), (rename, cast.mentor)) == DONE
    assert cast.row(names, cast.mentor) == ("Ny Navn", "Even Mentee")
    assert overlapping((rename, cast.idle_mentor), (CREATE, cast.idle_mentor, cast.waiting_mentee)) == DONE
    assert cast.row(names, cast.idle_mentor) == ("Ny Navn", "Vera Venter")
