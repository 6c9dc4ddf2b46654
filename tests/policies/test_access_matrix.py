"""Every cell of the access matrix, by plain SQL as the web login with claims as PostgREST sets them."""

from pathlib import Path

import pytest

from policies import matrix, operations
from policies.matrix import ANONYMOUS, MATRIX, NOBODY, ROLES, VERBS
from policies.trying import blind_faults, faults, prove_possible
from policies.world import ONE_PER_PERSON

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "access-matrix.md"


@pytest.mark.parametrize("table", MATRIX)
def test_each_role_reaches_exactly_the_rows_of_the_matrix(kept_world, client, table):
    world, found = kept_world, []
    for verb in ("select", "update", "delete"):
        prove_possible(world, table, verb)
        found += faults(world, client, table, verb)
        if verb != "select" and MATRIX[table].granted(verb):
            found += blind_faults(world, client, table, verb)
    if table in ONE_PER_PERSON:
        world.cast.owner.execute(f"delete from public.{table}")
    prove_possible(world, table, "insert")
    found += faults(world, client, table, "insert")
    assert found == []


def test_the_matrix_names_only_rows_that_are_tried(kept_world):
    unknown = [
        (table, verb, relation)
        for table, access in MATRIX.items()
        for verb in VERBS
        for role in ROLES
        for relation in access.rows(verb, role)
        if relation not in (kept_world.new if verb == "insert" else kept_world.rows)[table]
    ]
    assert unknown == []


def test_without_a_sub_or_without_signing_in_nothing_is_reached():
    assert {
        role for access in MATRIX.values() for verb in VERBS for role in ROLES if access.rows(verb, role)
    }.isdisjoint({NOBODY, ANONYMOUS})


def test_the_printed_matrix_is_up_to_date():
    lines = [*matrix.as_markdown(), *operations.as_markdown()]
    assert DOCUMENT.read_text(encoding="utf-8") == "\n".join(lines).rstrip() + "\n"
