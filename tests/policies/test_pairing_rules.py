"""Who may be paired with whom, whoever writes: as a coordinator through SQL, and as the owner above all policies."""

import pytest

from support.attempt import DONE, NO_ROW, NOT_ALLOWED, attempt

PAIR = "insert into public.mentor_pairings (mentor_id, mentee_id) values (%s, %s)"
SET_STATUS = "update public.mentor_pairings set status = %s where id = %s"
REOPEN = "update public.pairing_milestones set status = 'pending' where pairing_id = %s and position = 1"
DISSOLVE = "insert into public.pairing_dissolutions (pairing_id, reason_id, initiated_by) values (%s, %s, 'mentor')"


@pytest.fixture(params=["coordinator", "owner"])
def writer(request, cast, as_user):
    """A cursor of the coordinator of the whole organisation, and one of the owner, whom no policy stops."""
    if request.param == "owner":
        yield cast.owner.cursor()
    else:
        with as_user(cast.coordinator.user_id) as cursor:
            yield cursor


def test_nobody_is_their_own_mentor(cast, writer):
    assert attempt(writer, PAIR, cast.mentor, cast.mentor) == "mentor_is_not_mentee"


def test_the_roles_must_be_the_right_ones(cast, writer):
    outside = cast.person("Olga Utafor", None)
    assert attempt(writer, PAIR, cast.waiting_mentee, cast.mentee) == "mentor_has_mentor_role"
    assert attempt(writer, PAIR, cast.mentor, cast.idle_mentor) == "mentee_has_mentee_role"
    assert attempt(writer, PAIR, outside, cast.mentee) == "mentor_has_mentor_role"
    assert attempt(writer, PAIR, cast.mentor, outside) == "mentee_has_mentee_role"


@pytest.mark.parametrize("status", ["active", "paused"])
def test_a_mentee_has_one_open_pair_at_most(cast, writer, status):
    pair = cast.pair()
    cast.owner.execute(SET_STATUS, [status, pair])
    assert attempt(writer, PAIR, cast.idle_mentor, cast.mentee) == "mentee_has_one_open_pairing"


@pytest.mark.parametrize("status", ["active", "paused"])
def test_a_mentor_has_at_most_as_many_open_pairs_as_places(cast, writer, status):
    pair = cast.pair(cast.idle_mentor, cast.mentee)
    cast.owner.execute(SET_STATUS, [status, pair])
    assert attempt(writer, PAIR, cast.idle_mentor, cast.waiting_mentee) == "mentor_has_free_place"
    assert attempt(writer, PAIR, cast.mentor, cast.waiting_mentee) == DONE


def test_a_mentor_with_two_places_takes_two(cast, writer):
    third = cast.person("Tove Tredje", "mentee")
    assert attempt(writer, PAIR, cast.mentor, cast.mentee) == DONE
    assert attempt(writer, PAIR, cast.mentor, cast.waiting_mentee) == DONE
    assert attempt(writer, PAIR, cast.mentor, third) == "mentor_has_free_place"


def test_capacity_cannot_fall_below_the_open_pairs(cast, writer):
    cast.pair()
    cast.pair(cast.mentor, cast.waiting_mentee)
    set_capacity = "update public.peer_mentors set capacity = %s where id = %s"
    assert attempt(writer, set_capacity, 1, cast.mentor) == "mentor_has_free_place"
    assert attempt(writer, set_capacity, 2, cast.mentor) == DONE


def test_organisations_are_never_paired_with_each_other(cast, writer):
    # Even a coordinator of both.
    cast.owner.execute(
        "insert into public.coordinators (user_id, unit_id, display_name) values (%s, %s, 'Kari')",
        [cast.coordinator.user_id, cast.other_organisation],
    )
    assert attempt(writer, PAIR, cast.outside_mentor, cast.mentee) == "pairing_in_one_organisation"
    assert attempt(writer, PAIR, cast.mentor, cast.outside_mentee) == "pairing_in_one_organisation"
    assert attempt(writer, PAIR, cast.outside_mentor, cast.outside_mentee) == DONE


def test_programme_and_cohort_are_of_the_pairs_own_organisation(cast, writer):
    foreign = cast._insert(
        "cohorts", unit_id=cast.other_organisation, programme_id=cast.other_programme, name="Fremmed"
    )
    with_column = "insert into public.mentor_pairings (mentor_id, mentee_id, {}) values (%s, %s, %s)"
    people = cast.mentor, cast.mentee
    assert attempt(writer, with_column.format("cohort_id"), *people, foreign) == "cohort_of_same_organisation"
    programme = with_column.format("programme_id")
    assert attempt(writer, programme, *people, cast.other_programme) == "programme_of_same_organisation"
    pair = cast.pair()
    move = "update public.mentor_pairings set cohort_id = %s where id = %s"
    assert attempt(writer, move, foreign, pair) == "cohort_of_same_organisation"


@pytest.mark.parametrize("ending", ["dissolved", "programme_complete"])
def test_the_same_two_may_be_paired_again_after_an_ending(cast, writer, ending):
    pair = cast.pair()
    if ending == "dissolved":
        cast.owner.execute(DISSOLVE, [pair, cast.reason])
    else:
        cast.complete_all(pair)
    assert attempt(writer, PAIR, cast.mentor, cast.mentee) == DONE


def test_a_dissolution_needs_a_reason_of_the_own_organisation_that_is_still_in_use(cast, writer):
    pair = cast.pair()
    assert attempt(writer, DISSOLVE, pair, cast.other_reason) == "reason_of_same_organisation"
    cast.owner.execute("update public.dissolution_reasons set active = false where id = %s", [cast.reason])
    assert attempt(writer, DISSOLVE, pair, cast.reason) == "reason_of_same_organisation"


def test_an_ended_pair_is_not_dissolved_again(cast, writer):
    pair = cast.pair()
    cast.complete_all(pair)
    assert attempt(writer, DISSOLVE, pair, cast.reason) == "dissolved_while_open"


def test_contact_is_recorded_only_while_the_pair_is_open_and_not_before_it_or_ahead(cast, writer):
    pair = cast.pair()
    contact = "insert into public.pairing_activities (pairing_id, form, occurred_on) values (%s, 'phone', {})"
    today = "(now() at time zone 'Europe/Oslo')::date"
    assert attempt(writer, contact.format(f"{today} + 1"), pair) == "contact_not_in_future"
    assert attempt(writer, contact.format(f"{today} - 1"), pair) == "contact_before_pairing"
    assert attempt(writer, contact.format(today), pair) == DONE
    done = cast.pair(cast.idle_mentor, cast.waiting_mentee)
    cast.complete_all(done)
    assert attempt(writer, contact.format(today), done) == "contact_while_open"


def test_milestones_change_only_while_the_pair_is_active(cast, writer):
    pair = cast.pair()
    complete = "update public.pairing_milestones set status = 'completed' where pairing_id = %s and position = 1"
    cast.owner.execute(SET_STATUS, ["paused", pair])
    assert attempt(writer, complete, pair) == "milestones_change_while_active"
    cast.owner.execute(DISSOLVE, [pair, cast.reason])
    assert attempt(writer, complete, pair) == "milestones_change_while_active"


def test_reopening_needs_that_both_are_still_free(cast, writer):
    pair = cast.pair(cast.idle_mentor, cast.mentee)
    cast.complete_all(pair)
    second = cast.pair(cast.mentor, cast.mentee)
    assert attempt(writer, REOPEN, pair) == "mentee_has_one_open_pairing"
    cast.owner.execute(DISSOLVE, [second, cast.reason])
    cast.pair(cast.idle_mentor, cast.waiting_mentee)
    assert attempt(writer, REOPEN, pair) == "mentor_has_free_place"


def test_reopening_needs_that_both_still_have_their_roles(cast, writer):
    pair = cast.pair()
    cast.complete_all(pair)
    promote = "update public.peer_mentors set mentor_programme_role = %s where id = %s"
    assert attempt(cast.owner.cursor(), promote, "mentor", cast.mentee) == DONE
    assert attempt(writer, REOPEN, pair) == "mentee_has_mentee_role"


def test_direct_updates_leave_a_completed_pair_whole(cast, as_user):
    pair = cast.pair()
    with as_user(cast.coordinator.user_id) as cursor:
        complete = "update public.pairing_milestones set status = 'completed' where pairing_id = %s"
        assert attempt(cursor, complete, pair) == DONE
        row = """
            select status, ended_at = now(), milestones_completed, current_stage, follow_up_at, stalled_at
            from public.mentor_pairings where id = %s
        """
        assert cursor.execute(row, [pair]).fetchone() == ("programme_complete", True, 3, "Praksis", None, None)
        free = "select open_pairings from public.peer_mentors where id = any(%s)"
        assert cursor.execute(free, [[cast.mentor, cast.mentee]]).fetchall() == [(0,), (0,)]


# Both people stand in the acting coordinator's scope: at creation, resumption and reopening.


@pytest.fixture
def across(cast):
    """A pair whose mentor stands outside the local coordinator's units."""
    return cast.pair(cast.far_mentor, cast.mentee)


def test_a_coordinator_of_the_mentee_alone_creates_no_pair(cast, as_user):
    with as_user(cast.local_coordinator.user_id) as cursor:
        assert attempt(cursor, PAIR, cast.far_mentor, cast.mentee) == NOT_ALLOWED
        assert attempt(cursor, PAIR, cast.mentor, cast.far_mentee) == NOT_ALLOWED
        assert attempt(cursor, PAIR, cast.mentor, cast.mentee) == DONE


def test_a_coordinator_of_the_mentee_alone_resumes_no_pair(cast, as_user, across):
    with as_user(cast.local_coordinator.user_id) as cursor:
        assert attempt(cursor, SET_STATUS, "paused", across) == DONE
        assert attempt(cursor, SET_STATUS, "active", across) == NOT_ALLOWED
    cast.owner.execute(SET_STATUS, ["paused", across])
    with as_user(cast.coordinator.user_id) as cursor:
        assert attempt(cursor, SET_STATUS, "active", across) == DONE


def test_a_coordinator_of_the_mentee_alone_reopens_no_pair(cast, as_user, across):
    cast.complete_all(across)
    with as_user(cast.local_coordinator.user_id) as cursor:
        assert attempt(cursor, REOPEN, across) == NOT_ALLOWED
    with as_user(cast.coordinator.user_id) as cursor:
        assert attempt(cursor, REOPEN, across) == DONE


def test_a_coordinator_of_the_mentee_alone_may_complete_and_dissolve(cast, as_user, across):
    with as_user(cast.local_coordinator.user_id) as cursor:
        complete = "update public.pairing_milestones set status = 'completed' where pairing_id = %s"
        with cursor.connection.transaction(force_rollback=True):
            assert attempt(cursor, complete, across) == DONE
        assert attempt(cursor, DISSOLVE, across, cast.reason) == DONE


def test_a_coordinator_of_the_mentor_alone_does_not_see_the_pair(cast, as_user):
    pair = cast.pair(cast.mentor, cast.far_mentee)
    with as_user(cast.local_coordinator.user_id) as cursor:
        assert attempt(cursor, "select from public.mentor_pairings where id = %s", pair) == NO_ROW
        assert attempt(cursor, SET_STATUS, "paused", pair) == NO_ROW
        assert attempt(cursor, DISSOLVE, pair, cast.reason) == NOT_ALLOWED


def test_a_refusal_tells_nothing_of_people_out_of_scope(cast, as_user):
    from uuid import uuid4

    cast.pair(cast.far_mentor, cast.far_mentee)
    with as_user(cast.local_coordinator.user_id) as cursor:
        for stranger in (cast.far_mentee, cast.outside_mentee, cast.far_mentor, uuid4()):
            assert attempt(cursor, PAIR, cast.mentor, stranger) == NOT_ALLOWED
