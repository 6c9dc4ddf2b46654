"""Where a trigger refuses before a policy is asked, the policy refuses too: tried with the triggers looking away."""

import pytest
from psycopg import errors

from policies.matrix import ACROSS, LOCAL, P_MENTOR
from policies.trying import REFUSED, claims_of, faults

# Triggers look at scope only for clients; this tells them that nobody is one.
NOBODY_IS_A_CLIENT = """
create or replace function private.client_acts() returns boolean
language sql stable set search_path = '' as 'select false'
"""
# The second person of a pair is looked at by the trigger alone: a policy sees the pair's own unit.
ONLY_THE_TRIGGER = [f"{LOCAL} insert mentor_pairings ({ACROSS}): done, should be {REFUSED}"]


@pytest.fixture
def triggers_look_away(owner_connection):
    """Triggers check no scope until the test ends."""
    named = "select pg_get_functiondef('private.client_acts()'::regprocedure)"
    as_it_was = owner_connection.execute(named).fetchone()[0]
    owner_connection.execute(NOBODY_IS_A_CLIENT)
    yield
    owner_connection.execute(as_it_was)


@pytest.mark.parametrize("table", ["mentor_pairings", "pairing_activities", "pairing_dissolutions", "peer_mentors"])
def test_without_its_trigger_a_policy_still_refuses_new_rows(kept_world, client, triggers_look_away, table):
    found = faults(kept_world, client, table, "insert")
    assert found == (ONLY_THE_TRIGGER if table == "mentor_pairings" else [])


def test_without_its_trigger_the_policy_still_keeps_people_in_scope(kept_world, client, triggers_look_away):
    """Nothing is read here, so that the policy for reading does not apply to the new row."""
    cast = kept_world.cast
    with client(*claims_of(kept_world, LOCAL)) as cursor:
        for unit, allowed in ((cast.local, True), (cast.other_branch, False)):
            try:
                with cursor.connection.transaction(force_rollback=True):
                    moved = cursor.execute(f"update public.peer_mentors set unit_id = '{unit}'").rowcount
                    assert (allowed, moved > 1) == (True, True)
            except errors.InsufficientPrivilege:
                assert not allowed
    kept = "select unit_id from public.peer_mentors where id = %s"
    assert cast.value(kept, kept_world.people[P_MENTOR]) == cast.branch
