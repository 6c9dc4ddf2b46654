"""The failures seen in public projects with roles and row level security, one named test each.

The access matrix covers most of them cell by cell; here they are told as what somebody would try.
"""

import json
from graphlib import TopologicalSorter
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg import errors

from policies.matrix import ABROAD, COORDINATOR, P_ABROAD, U_ABROAD
from policies.trying import claims_of, insertion

THEIRS = (ABROAD, P_ABROAD, U_ABROAD)


def test_a_role_in_sign_up_metadata_gives_nothing(cast, client):
    claims = {
        "role": "authenticated",
        "sub": str(cast.mentor_user.user_id),
        "user_metadata": {"role": "coordinator", "unit_id": str(cast.organisation)},
        "app_metadata": {"role": "coordinator"},
    }
    with client("authenticated", claims) as cursor:
        assert cursor.execute("select private.unit_ids()").fetchone() == ([],)
        assert cursor.execute("select display_name from public.peer_mentors").fetchall() == [("Mona Mentor",)]


def test_nobody_gives_themselves_a_role(cast, as_user):
    """The role stands in one's own row, which one may read; to change it takes a coordinator."""
    own = "update public.peer_mentors set mentor_programme_role = 'mentee', capacity = 50 where user_id = auth.uid()"
    with as_user(cast.idle_mentor_user.user_id) as cursor:
        assert cursor.execute(own).rowcount == 0
    with as_user(cast.mentor_user.user_id) as cursor, pytest.raises(errors.InsufficientPrivilege):
        cursor.execute(
            "insert into public.coordinators (user_id, unit_id, display_name) values (auth.uid(), %s, 'Jeg')",
            [cast.organisation],
        )
    assert (
        cast.value("select mentor_programme_role from public.peer_mentors where id = %s", cast.idle_mentor) == "mentor"
    )


def test_profiles_are_not_readable_by_everyone(cast, as_user):
    cast.pair()
    assert cast.value("select count(*) from public.peer_mentors") == 8
    with as_user(cast.mentor_user.user_id) as cursor:
        assert cursor.execute("select display_name from public.peer_mentors").fetchall() == [("Mona Mentor",)]
        emails = cursor.execute("select email from public.peer_mentor_contacts order by email").fetchall()
        assert emails == [("even.mentee@example.org",), ("mona.mentor@example.org",)]


def test_a_mentor_completes_no_milestone(cast, as_user):
    pair = cast.pair()
    complete = "update public.pairing_milestones set status = 'completed' where pairing_id = %s and position = 1"
    for who, changed in ((cast.mentor_user, 0), (cast.mentee_user, 0), (cast.local_coordinator, 1)):
        with as_user(who.user_id) as cursor:
            assert cursor.execute("select 1 from public.pairing_milestones").rowcount == 3
            assert cursor.execute(complete, [pair]).rowcount == changed


def test_a_coordinator_reads_nothing_of_another_branch_or_its_programme(cast, as_user):
    programme = cast._insert("mentor_programmes", unit_id=cast.other_branch, name="Vestlands eget")
    cast._insert("programme_milestones", programme_id=programme, position=1, stage="Start", name="Start")
    cast._insert("cohorts", unit_id=cast.other_branch, programme_id=programme, name="Vår")
    pair = cast.pair(cast.far_mentor, cast.far_mentee)
    reads = {
        "select 1 from public.mentor_pairings where id = %s": pair,
        "select 1 from public.pairing_milestones where pairing_id = %s": pair,
        "select 1 from public.pairing_events where pairing_id = %s": pair,
        "select 1 from public.peer_mentors where id = %s": cast.far_mentor,
        "select 1 from public.mentor_programmes where id = %s": programme,
        "select 1 from public.programme_milestones where programme_id = %s": programme,
        "select 1 from public.cohorts where programme_id = %s": programme,
    }
    for who, sees in ((cast.coordinator, True), (cast.local_coordinator, False), (cast.outsider, False)):
        with as_user(who.user_id) as cursor:
            told = {query: cursor.execute(query, [row]).rowcount > 0 for query, row in reads.items()}
        assert told == dict.fromkeys(reads, sees)


def test_the_same_two_are_paired_again_after_an_end(cast, as_user):
    pair = cast.pair()
    cast._insert("pairing_dissolutions", pairing_id=pair, reason_id=cast.reason, initiated_by="mentee")
    with as_user(cast.local_coordinator.user_id) as cursor:
        again = "insert into public.mentor_pairings (mentor_id, mentee_id) values (%s, %s)"
        assert cursor.execute(again, [cast.mentor, cast.mentee]).rowcount == 1


def test_one_mentee_has_no_two_mentors_at_once(cast, as_user):
    cast.pair()
    second = "insert into public.mentor_pairings (mentor_id, mentee_id) values (%s, %s)"
    with as_user(cast.coordinator.user_id) as cursor, pytest.raises(errors.IntegrityError) as refused:
        cursor.execute(second, [cast.idle_mentor, cast.mentee])
    assert refused.value.diag.constraint_name == "mentee_has_one_open_pairing"


def test_no_policies_ask_each_other_in_a_circle(owner_connection):
    """Helpers that run as their owner end every chain, since to those no policy applies."""
    asking = """
        select distinct p.polrelid::regclass::text, d.refobjid::regclass::text from pg_policy p
        join pg_depend d on d.classid = 'pg_policy'::regclass and d.objid = p.oid
        where d.refclassid = 'pg_class'::regclass and d.refobjid <> p.polrelid
    """
    asked: dict[str, set[str]] = {}
    for table, other in owner_connection.execute(asking).fetchall():
        asked.setdefault(table, set()).add(other)
    assert len(asked) > 3
    list(TopologicalSorter(asked).static_order())  # raises CycleError for a circle


def test_functions_that_run_as_their_owner_are_not_there_for_anonymous_clients(owner_connection, anon):
    definers = """
        select p.oid::regprocedure::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace
        where p.prosecdef and n.nspname in ('public', 'private', 'mentor_program')
    """
    names = [name for (name,) in owner_connection.execute(definers).fetchall()]
    assert len(names) > 20
    may = "select has_function_privilege('anon', %s, 'execute')"
    assert [name for name in names if owner_connection.execute(may, [name]).fetchone()[0]] == []
    with pytest.raises(errors.InsufficientPrivilege):
        anon.execute("select private.unit_ids()")


@pytest.mark.parametrize("name", ["Mona Mentor", "Frida Fjern", "Unni Ukjent"])
def test_a_filter_that_fails_on_hidden_rows_is_never_run_on_them(cast, as_user, name):
    """A condition that divides by nothing for one name would tell, by its error, that somebody has that name."""
    query = "select count(*) from public.peer_mentors where 1 / (case when display_name = %s then 0 else 1 end) > 0"
    with as_user(cast.mentor_user.user_id) as cursor:
        if name == "Mona Mentor":  # one's own row: here it does fail
            with pytest.raises(errors.DivisionByZero):
                cursor.execute(query, [name])
        else:
            assert cursor.execute(query, [name]).fetchone() == (1,)


def test_an_error_quotes_no_hidden_value(cast, as_user):
    for text in ("display_name", "organisation_id::text || display_name"):
        with as_user(cast.mentor_user.user_id) as cursor, pytest.raises(psycopg.DataError) as refused:
            cursor.execute(f"select * from public.peer_mentors where cast({text} as integer) > 0")
        assert "Mona Mentor" in str(refused.value)


def test_a_new_row_about_what_is_hidden_is_refused_like_one_about_nothing(kept_world, client):
    """Otherwise the error of a foreign key would tell which ids exist."""
    told = []
    with client(*claims_of(kept_world, COORDINATOR)) as cursor:
        for table, rows in kept_world.new.items():
            for relation in set(rows) & set(THEIRS):
                hidden = rows[relation]
                # Areas and reasons are known to the caller; what stands for the other organisation is not.
                nothing = {name: uuid4() if isinstance(value, UUID) else value for name, value in hidden.items()}
                for same in ("area_id", "reason_id"):
                    nothing |= {same: hidden[same]} if same in hidden else {}
                answers = [_refusal(cursor, insertion(table, v), list(v.values())) for v in (hidden, nothing)]
                told.append((table, *answers))
    assert len(told) > 10
    assert [one for one in told if one[1] != one[2] or one[1] is None] == []


def _refusal(cursor, query, values) -> tuple | None:
    try:
        with cursor.connection.transaction(force_rollback=True):
            cursor.execute(query, [json.dumps(v) if isinstance(v, dict) else v for v in values])
    except psycopg.Error as error:
        return error.sqlstate, error.diag.message_primary, error.diag.constraint_name
    return None
