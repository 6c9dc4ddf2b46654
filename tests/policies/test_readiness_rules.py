"""What must be known before two people are paired, whoever writes: as a coordinator through SQL, and as the owner."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mentor_program.domain.readiness import Held, Qualification, lacking
from support.attempt import DONE, NO_ROW, NOT_ALLOWED, attempt

PAIR = "insert into public.mentor_pairings (mentor_id, mentee_id) values (%s, %s)"
REQUIRE = "update public.mentor_programmes set required_qualifications = %s where id = %s"
WEIGH = "update public.mentor_programmes set match_weights = %s::jsonb where id = %s"
FULFIL = """
insert into public.peer_mentor_qualifications (peer_mentor_id, kind, fulfilled_on, valid_until)
values (%s, %s, current_date - 400, (now() at time zone 'Europe/Oslo')::date + %s::integer)
"""
EXCLUDE = "insert into public.pairing_exclusions (mentor_id, mentee_id, reason) values (%s, %s, %s)"
WISH = """
insert into public.peer_mentor_wished_areas (peer_mentor_id, area_id)
select %s, id from public.experience_areas where key = %s
"""


@pytest.fixture(params=["coordinator", "owner"])
def writer(request, cast, as_user):
    """A cursor of the coordinator of the whole organisation, and one of the owner, whom no policy stops."""
    if request.param == "owner":
        yield cast.owner.cursor()
    else:
        with as_user(cast.coordinator.user_id) as cursor:
            yield cursor


@pytest.fixture
def today(cast):
    return cast.value("select private.today()")


def test_a_programme_that_requires_nothing_takes_every_mentor(cast, writer):
    assert (
        cast.value("select required_qualifications from public.mentor_programmes where id = %s", cast.programme) == []
    )
    assert attempt(writer, PAIR, cast.mentor, cast.mentee) == DONE


def test_a_new_pair_needs_a_mentor_who_has_all_that_the_programme_requires(cast, writer):
    assert attempt(writer, REQUIRE, ["course", "approval"], cast.programme) == DONE
    assert attempt(writer, PAIR, cast.mentor, cast.mentee) == "mentor_meets_requirements"
    assert attempt(writer, FULFIL, cast.mentor, "course", None) == DONE
    assert attempt(writer, PAIR, cast.mentor, cast.mentee) == "mentor_meets_requirements"
    assert attempt(writer, FULFIL, cast.mentor, "approval", 0) == DONE
    assert attempt(writer, PAIR, cast.mentor, cast.mentee) == DONE


def test_what_has_expired_does_not_count(cast, writer):
    assert attempt(writer, REQUIRE, ["confidentiality"], cast.programme) == DONE
    assert attempt(writer, FULFIL, cast.mentor, "confidentiality", -1) == DONE
    assert attempt(writer, PAIR, cast.mentor, cast.mentee) == "mentor_meets_requirements"


def test_the_database_and_the_domain_agree_on_who_is_ready(cast, today):
    kinds = st.sets(st.sampled_from(Qualification))
    days = st.none() | st.integers(-2, 2)

    @settings(
        max_examples=60,
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(required=kinds, held=st.dictionaries(st.sampled_from(Qualification), days))
    def holds(required, held):
        with cast.owner.transaction(force_rollback=True):
            cursor = cast.owner.cursor()
            cursor.execute(REQUIRE, [sorted(required), cast.programme])
            for kind, left in held.items():
                cursor.execute(FULFIL, [cast.mentor, kind, left])
            facts = [
                Held(kind, today - timedelta(days=400), None if left is None else today + timedelta(days=left))
                for kind, left in held.items()
            ]
            expected = "mentor_meets_requirements" if lacking(required, facts, today) else DONE
            assert attempt(cursor, PAIR, cast.mentor, cast.mentee) == expected

    holds()


def test_imported_pairs_and_running_ones_ask_for_nothing(cast):
    pair = cast.pair()
    cast.owner.execute(REQUIRE, [["course"], cast.programme])
    imported = cast.pair_since("2025-01-01T12:00:00Z", mentor=cast.idle_mentor, mentee=cast.waiting_mentee)
    assert imported is not None
    for status in ("paused", "active"):
        change = "update public.mentor_pairings set status = %s where id = %s"
        assert attempt(cast.owner.cursor(), change, status, pair) == DONE


def test_nothing_is_fulfilled_tomorrow_or_expires_before_it_was(cast, writer, today):
    insert = """
        insert into public.peer_mentor_qualifications (peer_mentor_id, kind, fulfilled_on, valid_until)
        values (%s, 'course', %s, %s)
    """
    tomorrow = today + timedelta(days=1)
    assert attempt(writer, insert, cast.mentor, tomorrow, None) == "qualification_not_in_future"
    assert attempt(writer, insert, cast.mentor, today, date(2020, 1, 1)) == "qualification_holds_a_day"
    assert attempt(writer, insert, cast.mentor, today, today) == DONE
    assert attempt(writer, insert, cast.mentor, today, None) == "peer_mentor_qualifications_once"


def test_a_qualification_says_who_recorded_it_last(cast, as_user):
    with as_user(cast.local_coordinator.user_id) as cursor:
        cursor.execute(FULFIL, [cast.mentor, "police_certificate", None])
        kept = (
            "select recorded_by, recorded_by_name, recorded_at = now(), unit_id from public.peer_mentor_qualifications"
        )
        assert cursor.execute(kept).fetchone() == (cast.local_coordinator.user_id, "Lars Lokal", True, cast.branch)
        renew = "update public.peer_mentor_qualifications set valid_until = '2999-12-31' where peer_mentor_id = %s"
    cast.owner.execute(FULFIL, [cast.mentor, "police_certificate", None])
    with as_user(cast.coordinator.user_id) as cursor:
        assert attempt(cursor, renew, cast.mentor) == DONE
        assert cursor.execute(kept).fetchone()[1] == "Kari Koordinator"


def test_facts_follow_their_person_to_another_unit_and_keep_who_recorded_them(cast, as_user):
    with as_user(cast.coordinator.user_id) as cursor:
        cursor.execute(FULFIL, [cast.mentor, "course", None])
        cursor.execute(EXCLUDE, [cast.mentor, cast.mentee, "Uenige"])
        move = "update public.peer_mentors set unit_id = %s where id = %s"
        assert attempt(cursor, move, cast.other_branch, cast.mentor) == DONE
        kept = "select unit_id, recorded_by_name from public.peer_mentor_qualifications"
        assert cursor.execute(kept).fetchone() == (cast.other_branch, "Kari Koordinator")
        units = "select mentor_unit_id, unit_id from public.pairing_exclusions"
        assert cursor.execute(units).fetchone() == (cast.other_branch, cast.branch)


def test_two_who_shall_not_be_paired_again_are_not_whichever_is_the_mentor(cast, writer):
    assert attempt(writer, EXCLUDE, cast.mentor, cast.mentee, "Ble uenige") == DONE
    assert attempt(writer, EXCLUDE, cast.waiting_mentee, cast.idle_mentor, "Kjenner hverandre") == DONE
    assert attempt(writer, PAIR, cast.mentor, cast.mentee) == "never_pair_again"
    assert attempt(writer, PAIR, cast.idle_mentor, cast.waiting_mentee) == "never_pair_again"
    assert attempt(writer, PAIR, cast.mentor, cast.waiting_mentee) == DONE


def test_an_exclusion_has_a_reason_and_two_people_and_stands_once(cast, writer):
    assert attempt(writer, EXCLUDE, cast.mentor, cast.mentee, "  ") == "exclusion_has_reason"
    assert attempt(writer, EXCLUDE, cast.mentor, cast.mentor, "Seg selv") == "exclusion_of_two_people"
    assert attempt(writer, EXCLUDE, cast.mentor, cast.mentee, "Uenige") == DONE
    assert attempt(writer, EXCLUDE, cast.mentor, cast.mentee, "Uenige") == "pairing_exclusions_once"


def test_an_exclusion_is_refused_alike_for_people_out_of_scope_and_for_nobody(cast, as_user):
    with as_user(cast.local_coordinator.user_id) as cursor:
        for stranger in (cast.far_mentee, cast.outside_mentee, uuid4()):
            assert attempt(cursor, EXCLUDE, cast.mentor, stranger, "Uenige") == NOT_ALLOWED
        assert attempt(cursor, EXCLUDE, cast.mentor, cast.mentee, "Uenige") == DONE
        kept = "select created_by_name, reason from public.pairing_exclusions"
        assert cursor.execute(kept).fetchone() == ("Lars Lokal", "Uenige")


def test_a_wish_that_names_a_diagnosis_needs_the_consent_and_goes_with_it(cast, writer):
    assert attempt(writer, WISH, cast.mentee, "glaukom") == "diagnosis_needs_consent"
    assert attempt(writer, WISH, cast.mentee, "arbeidsliv") == DONE
    consent = "insert into public.peer_mentor_consents (peer_mentor_id) values (%s)"
    assert attempt(writer, consent, cast.mentee) == DONE
    assert attempt(writer, WISH, cast.mentee, "glaukom") == DONE
    assert attempt(writer, "delete from public.peer_mentor_consents where peer_mentor_id = %s", cast.mentee) == DONE
    kept = "select a.key from public.peer_mentor_wished_areas w join public.experience_areas a on a.id = w.area_id"
    assert writer.execute(kept).fetchall() == [("arbeidsliv",)]


def test_preferences_are_of_the_known_codes(cast, writer):
    prefer = "insert into public.peer_mentor_preferences (peer_mentor_id, languages, meeting_forms) values (%s, %s, %s)"
    assert attempt(writer, prefer, cast.mentor, ["klingon"], []) == "peer_mentor_preferences_known"
    assert attempt(writer, prefer, cast.mentor, ["nb"], ["letter"]) == "peer_mentor_preferences_known"
    assert attempt(writer, prefer, cast.mentor, ["nb", "tactile_sign"], ["phone"]) == DONE


@pytest.mark.parametrize(
    "weights",
    [
        *('{"distance": 101}', '{"distance": -1}', '{"distance": 1.5}', '{"distance": "5"}', '{"looks": 5}', "[]", "7"),
        '{"distance": 0, "areas": 0, "language": 0, "meeting": 0, "load": 0, "experience": 0}',
    ],
)
def test_weights_are_whole_numbers_of_the_known_parts_and_not_all_nothing(cast, writer, weights):
    assert attempt(writer, WEIGH, weights, cast.programme) == "match_weights_known"
    assert attempt(writer, WEIGH, '{"distance": 0, "areas": 100}', cast.programme) == DONE
    assert attempt(writer, WEIGH, "{}", cast.programme) == DONE


def test_requirements_are_of_the_known_kinds(cast, writer):
    assert attempt(writer, REQUIRE, ["diploma"], cast.programme) == "mentor_programmes_requirements_known"


def test_requirements_and_weights_are_for_coordinators_of_the_whole_organisation(cast, as_user):
    own = cast._insert("mentor_programmes", unit_id=cast.branch, name="Eget program")
    rename = "update public.mentor_programmes set name = 'Nytt navn' where id = %s"
    with as_user(cast.local_coordinator.user_id) as cursor:
        assert attempt(cursor, rename, own) == DONE
        assert attempt(cursor, REQUIRE, ["course"], own) == NOT_ALLOWED
        assert attempt(cursor, WEIGH, '{"distance": 1}', own) == NOT_ALLOWED
        assert attempt(cursor, REQUIRE, ["course"], cast.programme) == NO_ROW
    with as_user(cast.coordinator.user_id) as cursor:
        assert attempt(cursor, REQUIRE, ["course"], own) == DONE
        assert attempt(cursor, REQUIRE, ["course"], cast.programme) == DONE


def test_a_branchs_own_programme_starts_with_what_the_organisation_requires(cast, as_user):
    cast.owner.execute(REQUIRE, [["course"], cast.programme])
    cast.owner.execute(WEIGH, ['{"areas": 7}', cast.programme])
    with as_user(cast.local_coordinator.user_id) as cursor:
        cursor.execute("insert into public.mentor_programmes (unit_id, name) values (%s, 'Eget')", [cast.branch])
        kept = "select required_qualifications, match_weights from public.mentor_programmes where name = 'Eget'"
        assert cursor.execute(kept).fetchone() == (["course"], {"areas": 7})
        own = "select id from public.mentor_programmes where name = 'Eget'"
        through_own = (
            f"insert into public.mentor_pairings (mentor_id, mentee_id, programme_id) values (%s, %s, ({own}))"
        )
        assert attempt(cursor, through_own, cast.mentor, cast.mentee) == "mentor_meets_requirements"
