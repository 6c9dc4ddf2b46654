"""The access matrix over HTTP: every operation × role × relation to the row; one without a declaration fails.

What is expected follows from tests/policies/matrix.py by way of tests/policies/operations.py (docs/access-matrix.md).
"""

import pytest
from django.urls import get_resolver

from api.cells import MARK, Asked, cells_of, everything, made_ready, open_rows
from mentor_program.api.documentation import document, operations
from policies.matrix import COORDINATOR, MATRIX, OUTSIDER, ROLES
from policies.operations import OPERATIONS

OPEN_TO_ALL = {"api_openapi": "openapi.json", "api_docs": "docs", "api_try_out": "docs/try/<slug:operation_id>"}


@pytest.fixture
def asked(marked_world, call_as):
    """A client for each role, in the world of the matrix."""
    return Asked(marked_world, call_as)


def test_every_operation_and_every_address_is_declared():
    described = {operation["operationId"]: (method, path) for path, method, operation in operations(document())}
    assert set(described) == set(OPERATIONS)
    for name, (method, path) in described.items():
        declared = OPERATIONS[name].path.partition("?")[0]
        shape = [part if not part.startswith("{") else "{}" for part in declared.split("/")]
        asked_for = [part if not part.startswith("{") else "{}" for part in path.removeprefix("/api/v1").split("/")]
        assert (name, OPERATIONS[name].method, shape) == (name, method, asked_for)
    found = [p for r in get_resolver().url_patterns if str(r.pattern) == "api/v1/" for p in r.url_patterns]
    assert {p.name: str(p.pattern) for p in found if not hasattr(p.callback, "csrf_exempt")} == OPEN_TO_ALL
    assert len(found) == len(OPERATIONS) + len(OPEN_TO_ALL)


def test_every_declaration_names_what_the_matrix_knows():
    unknown = [
        (name, table, verb)
        for name, operation in OPERATIONS.items()
        for table, verb in operation.needs
        if table not in MATRIX or not MATRIX[table].granted(verb)
    ]
    assert unknown == []
    shut = [name for name, one in OPERATIONS.items() if one.needs and not open_rows(one, COORDINATOR) and not one.own]
    assert shut == []


@pytest.mark.parametrize("operation_id", OPERATIONS)
def test_each_role_is_answered_as_the_matrix_says(asked, operation_id):
    cells = cells_of(operation_id, asked.world)
    assert {cell.role for cell in cells} == set(ROLES)
    refused, allowed = [c for c in cells if not c.is_open], [c for c in cells if c.is_open]
    wrong = []
    for cell in refused:
        made_ready(asked.world, cell)
    before = everything(asked.world)
    for cell in refused:
        answer = asked.ask(cell)
        if (answer.status_code,) != cell.status or answer["Content-Type"] != "application/problem+json":
            wrong.append((cell.role, cell.relation, answer.status_code, cell.status))
    assert wrong == []
    assert everything(asked.world) == before
    for cell in allowed:
        made_ready(asked.world, cell)
        answer = asked.ask(cell)
        if answer.status_code not in cell.status:
            wrong.append((cell.role, cell.relation, answer.status_code, cell.status, answer.content))
    assert wrong == []
    assert MARK.encode() not in asked.told
    if OPERATIONS[operation_id].method == "GET":
        assert everything(asked.world) == before


@pytest.mark.parametrize("operation_id", [name for name, one in OPERATIONS.items() if one.lists])
def test_a_list_shows_exactly_the_rows_of_the_matrix(asked, operation_id):
    operation = OPERATIONS[operation_id]
    rows, wrong = asked.world.rows[operation.lists], []
    for cell in cells_of(operation_id, asked.world):
        if cell.is_open:
            told = asked.every_id(cell)
            shown = {relation for relation, key in rows.items() if str(key) in told}
            wanted = open_rows(operation, cell.role) - operation.absent
            if shown != wanted:
                wrong.append((cell.role, shown, wanted))
    assert wrong == []
    assert MARK.encode() not in asked.told
    assert MARK.encode() in asked.seen_by_outsider


def test_a_session_changes_nothing_without_its_token(asked):
    changes = [name for name, one in OPERATIONS.items() if one.method != "GET"]
    caller = asked.caller(COORDINATOR)
    caller.client.handler.enforce_csrf_checks = True
    before = everything(asked.world)
    for name in changes:
        cell = next(cell for cell in cells_of(name, asked.world) if cell.role == COORDINATOR)
        answer = asked.ask(cell)
        assert (name, answer.status_code, answer.json()["code"]) == (name, 403, "csrf_failed")
    assert everything(asked.world) == before


def test_the_outsider_sees_what_is_marked(asked):
    """Otherwise it would prove nothing that nobody else does."""
    reads = [name for name, one in OPERATIONS.items() if one.method == "GET" and not one.own]
    for name in reads:
        for cell in cells_of(name, asked.world):
            if cell.role == OUTSIDER and cell.is_open:
                asked.ask(cell)
    assert asked.seen_by_outsider.count(MARK.encode()) > len(reads) / 2
