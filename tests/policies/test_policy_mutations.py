"""The matrix has teeth: each policy, its condition made `true`, turns some cell of it red."""

from contextlib import contextmanager

import pytest

from policies.matrix import MATRIX
from policies.trying import blind_faults, faults
from policies.world import ONE_PER_PERSON

# Where a trigger refuses before the policy is asked: two locks on one door.
LOCKED_TWICE = {
    ("mentor_pairings", "insert"): "both people must be in scope",
    ("pairing_activities", "insert"): "only the mentor and coordinators record contact",
    ("pairing_dissolutions", "insert"): "only coordinators dissolve pairs",
    ("peer_mentors", "insert"): "the unit must be in scope",
}
CHANGES = [
    (table, verb) for table, access in MATRIX.items() for verb in ("select", "update", "delete") if access.granted(verb)
]
ADDITIONS = [table for table, access in MATRIX.items() if access.granted("insert")]


@contextmanager
def condition_made_true(owner, table, verb):
    """Open the one policy of a table for a verb, for the length of a `with` block."""
    query = "select policyname, qual, with_check from pg_policies where tablename = %s and cmd = %s"
    policy, using, check = owner.execute(query, [table, verb.upper()]).fetchone()
    alter = f'alter policy "{policy}" on public.{table}'

    def set_to(using, check):
        parts = [f" using ({using})" if using else "", f" with check ({check})" if check else ""]
        owner.execute(alter + "".join(parts))

    set_to(using and "true", check and "true")
    try:
        yield
    finally:
        set_to(using, check)


@pytest.mark.parametrize(("table", "verb"), CHANGES)
def test_an_open_policy_is_noticed(kept_world, client, table, verb):
    with condition_made_true(kept_world.cast.owner, table, verb):
        found = faults(kept_world, client, table, verb)
        if verb != "select":
            found += blind_faults(kept_world, client, table, verb)
    assert found != []


@pytest.mark.parametrize("table", ADDITIONS)
def test_an_open_policy_for_new_rows_is_noticed(kept_world, client, table):
    owner = kept_world.cast.owner
    if table in ONE_PER_PERSON:
        owner.execute(f"delete from public.{table}")
    with condition_made_true(owner, table, "insert"):
        found = faults(kept_world, client, table, "insert")
    assert (found == []) == ((table, "insert") in LOCKED_TWICE)
