"""Rules about persons and units: roles, consent, who sees whom, and what follows a person about."""

import pytest

from support.attempt import DONE, NO_ROW, NOT_ALLOWED, attempt

AREA = "insert into public.peer_mentor_experience_areas (peer_mentor_id, area_id) values (%s, %s)"
CONSENT = "insert into public.peer_mentor_consents (peer_mentor_id) values (%s)"
WITHDRAW = "delete from public.peer_mentor_consents where peer_mentor_id = %s"
SET_STATUS = "update public.mentor_pairings set status = %s where id = %s"
DISSOLVE = "insert into public.pairing_dissolutions (pairing_id, reason_id, initiated_by) values (%s, %s, 'mentor')"
NAMES = "select mentor_name, mentee_name from public.mentor_pairings where id = %s"
CONTACTS = "select count(*) from public.peer_mentor_contacts where peer_mentor_id = %s"


def area(cast, key):
    return cast.value("select id from public.experience_areas where key = %s", key)


@pytest.mark.parametrize("status", ["active", "paused"])
def test_the_role_is_bound_while_the_person_is_in_an_open_pair(cast, as_user, status):
    pair = cast.pair()
    cast.owner.execute(SET_STATUS, [status, pair])
    change = "update public.peer_mentors set mentor_programme_role = %s where id = %s"
    with as_user(cast.coordinator.user_id) as cursor:
        for person, role in (
            (cast.mentee, "mentor"),
            (cast.mentee, None),
            (cast.mentor, "mentee"),
            (cast.mentor, None),
        ):
            assert attempt(cursor, change, role, person) == "role_bound_by_open_pairing"
        cursor.execute(DISSOLVE, [pair, cast.reason])
        assert attempt(cursor, change, "mentor", cast.mentee) == DONE


def test_an_area_that_names_a_diagnosis_needs_the_persons_consent(cast, as_user):
    diagnosis, harmless = area(cast, "glaukom"), area(cast, "arbeidsliv")
    with as_user(cast.coordinator.user_id) as cursor:
        assert attempt(cursor, AREA, cast.mentee, harmless) == DONE
        assert attempt(cursor, AREA, cast.mentee, diagnosis) == "diagnosis_needs_consent"
        assert attempt(cursor, CONSENT, cast.mentee) == DONE
        assert attempt(cursor, AREA, cast.mentee, diagnosis) == DONE
    assert attempt(cast.owner.cursor(), AREA, cast.mentee, diagnosis) == "diagnosis_needs_consent"


def test_withdrawing_the_consent_removes_the_diagnoses_and_nothing_else(cast, as_user):
    cast._insert("peer_mentor_consents", peer_mentor_id=cast.mentee)
    for key in ("glaukom", "amd", "arbeidsliv"):
        cast._insert("peer_mentor_experience_areas", peer_mentor_id=cast.mentee, area_id=area(cast, key))
    with as_user(cast.mentee_user.user_id) as cursor:
        assert attempt(cursor, WITHDRAW, cast.mentee) == DONE
        left = """
            select a.key from public.peer_mentor_experience_areas e join public.experience_areas a on a.id = e.area_id
        """
        assert cursor.execute(left).fetchall() == [("arbeidsliv",)]


def test_a_refused_area_does_not_tell_strangers_whether_there_is_a_consent(cast, as_user):
    cast._insert("peer_mentor_consents", peer_mentor_id=cast.far_mentee)
    for user in (cast.local_coordinator, cast.mentor_user, cast.outsider):
        with as_user(user.user_id) as cursor:
            for person in (cast.far_mentee, cast.far_mentor):  # with and without
                assert attempt(cursor, AREA, person, area(cast, "glaukom")) == NOT_ALLOWED


def test_the_others_name_is_seen_always_contact_details_only_while_the_pair_is_open(cast, as_user):
    pair = cast.pair()
    assert cast.value("select count(*) from public.peer_mentor_contacts where peer_mentor_id = %s", cast.mentee) == 1

    def seen():
        found = []
        for user, other in ((cast.mentor_user, cast.mentee), (cast.mentee_user, cast.mentor)):
            with as_user(user.user_id) as cursor:
                assert cursor.execute(NAMES, [pair]).fetchone() == ("Mona Mentor", "Even Mentee")
                found.append(cursor.execute(CONTACTS, [other]).fetchone()[0])
        return found

    assert seen() == [1, 1]
    cast.owner.execute(SET_STATUS, ["paused", pair])
    assert seen() == [1, 1]
    cast.owner.execute(SET_STATUS, ["active", pair])
    cast.complete_all(pair)
    assert seen() == [0, 0]
    cast.owner.execute("update public.pairing_milestones set status = 'pending' where pairing_id = %s", [pair])
    assert seen() == [1, 1]
    cast.owner.execute(DISSOLVE, [pair, cast.reason])
    assert seen() == [0, 0]


def test_the_other_person_sees_nothing_else(cast, as_user):
    cast.pair()
    cast._insert("peer_mentor_consents", peer_mentor_id=cast.mentee)
    cast._insert("peer_mentor_experience_areas", peer_mentor_id=cast.mentee, area_id=area(cast, "glaukom"))
    cast._insert("peer_mentor_notes", peer_mentor_id=cast.mentee, note="Ring før kl. 12")
    cast._insert("peer_mentor_readiness", peer_mentor_id=cast.mentee, ready="later")
    tables = ("consents", "experience_areas", "notes", "readiness")
    for table in tables:
        assert (
            cast.value(f"select count(*) from public.peer_mentor_{table} where peer_mentor_id = %s", cast.mentee) == 1
        )
    with as_user(cast.mentor_user.user_id) as cursor:
        for table in tables:
            assert cursor.execute(f"select count(*) from public.peer_mentor_{table}").fetchone() == (0,)
        assert cursor.execute("select id from public.peer_mentors").fetchall() == [(cast.mentor,)]


def test_reason_note_and_readiness_are_seen_by_coordinators_in_scope_alone(cast, as_user):
    pair = cast.pair()
    cast.owner.execute(DISSOLVE, [pair, cast.reason])
    for table in ("pairing_dissolutions", "dissolution_reasons", "peer_mentor_readiness"):
        for user, sees in ((cast.coordinator, True), (cast.local_coordinator, True), (cast.mentor_user, False),
                           (cast.mentee_user, False)):  # fmt: skip
            with as_user(user.user_id) as cursor:
                assert (cursor.execute(f"select count(*) from public.{table}").fetchone()[0] > 0) == sees


def test_a_coordinator_here_who_is_a_mentor_elsewhere_sees_no_reasons_there(cast, as_user):
    cast.person("Ute Utenfor", "mentor", unit=cast.branch, actor=cast.outsider)
    with as_user(cast.outsider.user_id) as cursor:
        assert cursor.execute("select id from public.dissolution_reasons").fetchall() == [(cast.other_reason,)]
        programmes = cursor.execute("select id from public.mentor_programmes").fetchall()
        assert {row[0] for row in programmes} == {cast.programme, cast.other_programme}


def test_a_person_who_moves_takes_pairs_and_details_along(cast, as_user):
    pair = cast.pair()
    cast._insert("peer_mentor_notes", peer_mentor_id=cast.mentee, note="Ring")
    with as_user(cast.local_coordinator.user_id) as cursor:
        cursor.execute("update public.peer_mentors set unit_id = %s where id = %s", [cast.local, cast.mentee])
        for table, key, value in (
            ("mentor_pairings", "id", pair),
            ("peer_mentor_contacts", "peer_mentor_id", cast.mentee),
            ("peer_mentor_notes", "peer_mentor_id", cast.mentee),
        ):
            unit = cursor.execute(f"select unit_id from public.{table} where {key} = %s", [value]).fetchone()
            assert unit == (cast.local,)
        contact = "select unit_id from public.peer_mentor_contacts where peer_mentor_id = %s"
        assert cursor.execute(contact, [cast.mentor]).fetchone() == (cast.branch,)


def test_after_a_move_the_new_branch_sees_the_pair_and_the_old_one_does_not(cast, as_user):
    pair = cast.pair()
    cast.owner.execute("update public.peer_mentors set unit_id = %s where id = %s", [cast.other_branch, cast.mentee])
    with as_user(cast.local_coordinator.user_id) as cursor:
        assert attempt(cursor, "select from public.mentor_pairings where id = %s", pair) == NO_ROW
    with as_user(cast.coordinator.user_id) as cursor:
        assert attempt(cursor, "select from public.mentor_pairings where id = %s", pair) == DONE


def test_a_coordinator_moves_nobody_out_of_scope_and_nobody_leaves_the_organisation(cast, as_user):
    move = "update public.peer_mentors set unit_id = %s where id = %s"
    with as_user(cast.local_coordinator.user_id) as cursor:
        assert attempt(cursor, move, cast.other_branch, cast.mentee) == NOT_ALLOWED
        assert attempt(cursor, move, cast.local, cast.far_mentee) == NO_ROW
    assert attempt(cast.owner.cursor(), move, cast.other_organisation, cast.mentee) == "person_stays_in_organisation"


def test_a_new_name_reaches_the_pairs(cast, as_user):
    pair = cast.pair()
    with as_user(cast.coordinator.user_id) as cursor:
        rename = "update public.peer_mentors set display_name = %s where id = %s"
        cursor.execute(rename, ["  Åse   Ås ", cast.mentor])
        cursor.execute(rename, ["Even Ødegård", cast.mentee])
        assert cursor.execute(NAMES, [pair]).fetchone() == ("Åse Ås", "Even Ødegård")
        sorts = "select mentor_sort, mentee_sort from public.mentor_pairings where id = %s"
        people = "select array_agg(sort_name order by mentor_programme_role desc) from public.peer_mentors"
        kept = cursor.execute(f"{people} where id = any(%s)", [[cast.mentor, cast.mentee]]).fetchone()[0]
        assert list(cursor.execute(sorts, [pair]).fetchone()) == kept


def test_a_new_threshold_renews_the_deadlines_of_active_pairs(cast, as_user):
    active, paused = cast.pair(), cast.pair(cast.idle_mentor, cast.waiting_mentee)
    cast.owner.execute(SET_STATUS, ["paused", paused])
    deadlines = """
        select follow_up_at - last_activity_at, stalled_at - last_activity_at from public.mentor_pairings where id = %s
    """
    with as_user(cast.coordinator.user_id) as cursor:
        cursor.execute("update public.mentor_programmes set follow_up_after_days = 7 where id = %s", [cast.programme])
        follow_up, stalled = cursor.execute(deadlines, [active]).fetchone()
        assert (follow_up.days, stalled.days) == (7, 14)
        assert cursor.execute(deadlines, [paused]).fetchone() == (None, None)
        assert attempt(cursor, "update public.mentor_programmes set follow_up_after_days = 0 where id = %s",
                       cast.programme) == "mentor_programmes_threshold_in_range"  # fmt: skip


@pytest.mark.parametrize("last", ["2026-03-20 12:00+01", "2026-10-20 12:00+02"])
def test_deadlines_are_whole_hours_across_a_change_of_the_clocks(cast, last):
    pair = cast.pair_since("2026-01-05T12:00:00+01:00")
    cast.owner.execute("update public.mentor_pairings set last_activity_at = %s where id = %s", [last, pair])
    hours = """
        select extract(epoch from follow_up_at - last_activity_at) / 3600,
          extract(epoch from stalled_at - last_activity_at) / 3600 from public.mentor_pairings where id = %s
    """
    cast.owner.execute("set time zone 'Europe/Oslo'")
    try:
        assert [int(value) for value in cast.row(hours, pair)] == [14 * 24, 28 * 24]
    finally:
        cast.owner.execute("reset time zone")


def test_a_tree_of_units_has_no_circle_and_joins_no_other(cast):
    cursor = cast.owner.cursor()
    move = "update public.organisation_units set parent_id = %s where id = %s"
    assert attempt(cursor, move, cast.local, cast.branch) == "unit_not_under_itself"
    assert attempt(cursor, move, cast.branch, cast.branch) == "unit_not_under_itself"
    assert attempt(cursor, move, cast.other_organisation, cast.branch) == "unit_stays_in_organisation"
    assert attempt(cursor, move, cast.other_branch, cast.local) == DONE
    forged = "update public.organisation_units set organisation_id = %s where id = %s"
    cursor.execute(forged, [cast.other_organisation, cast.branch])
    assert cast.value("select organisation_id from public.organisation_units where id = %s", cast.branch) == (
        cast.organisation
    )


def test_scope_follows_a_unit_that_moves(cast, as_user):
    below = cast.pair(
        cast.person("Nora Nede", "mentor", unit=cast.local), cast.person("Nils Nede", "mentee", unit=cast.local)
    )
    see = "select from public.mentor_pairings where id = %s"
    with as_user(cast.local_coordinator.user_id) as cursor:
        assert attempt(cursor, see, below) == DONE
    cast.owner.execute(
        "update public.organisation_units set parent_id = %s where id = %s", [cast.other_branch, cast.local]
    )
    with as_user(cast.local_coordinator.user_id) as cursor:
        assert attempt(cursor, see, below) == NO_ROW
