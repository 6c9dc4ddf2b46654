"""Schemathesis over the whole document, as each role: no fault of ours, nothing undescribed, nothing of others.

Every operation is tried with values made from its schema, good and bad; where an id is asked for, often a real one of
the world of the access matrix, ours or the other organisation's. What is theirs bears a mark, which no answer may hold.
"""

import random
from uuid import UUID

import pytest

from api.cells import MARK, readable
from mentor_program.api.documentation import document, operations
from policies.matrix import ABROAD, ANONYMOUS, COORDINATOR, IDLE, LOCAL, MENTEE, MENTOR, OUTSIDE, OUTSIDER, STRANGER

# How many good and bad requests each role makes of every operation: more where there is more to see.
EXAMPLES = {
    COORDINATOR: (8, 4),
    LOCAL: (5, 2),
    MENTOR: (5, 2),
    MENTEE: (5, 2),
    OUTSIDER: (5, 2),
    IDLE: (1, 1),
    OUTSIDE: (1, 1),
    STRANGER: (1, 1),
    ANONYMOUS: (1, 1),
}
TOKEN = "t" * 32
EVERY_OPERATION = {operation["operationId"] for _, _, operation in operations(document())}


def known_ids(world) -> dict[str, list[str]]:
    """Real ids by the name of the parameter or field, ours and the other organisation's."""
    people, rows = list(world.people.values()), world.rows
    cast = world.cast
    ids = {
        "pairing_id": rows["mentor_pairings"].values(),
        "milestone_id": rows["pairing_milestones"].values(),
        "person_id": people,
        "mentor": [*people, cast.outside_mentor],
        "mentee": people,
        "mentor_id": [*people, cast.outside_mentor],
        "mentee_id": people,
        "reason": [cast.reason, cast.other_reason],
        "unit": world.units.values(),
        "cohort": rows["cohorts"].values(),
        "programme_id": rows["mentor_programmes"].values(),
        "import_id": rows["imports"].values(),
    }
    return {name: [str(one) for one in values] for name, values in ids.items()}


def with_real_ids(case, ids, chance: random.Random) -> None:
    for values in (case.path_parameters, case.query, case.body):
        if not isinstance(values, dict):
            continue
        for name in set(values) & set(ids):
            if chance.random() < 0.75 and (values is not case.path_parameters or is_id(values[name])):
                values[name] = chance.choice(ids[name])


def is_id(value) -> bool:
    try:
        return bool(UUID(str(value)))
    except ValueError:
        return False


def checks():
    from schemathesis.checks import not_a_server_error
    from schemathesis.specs.openapi import checks as conform

    return [
        not_a_server_error,
        conform.status_code_conformance,
        conform.content_type_conformance,
        conform.response_headers_conformance,
        conform.response_schema_conformance,
    ]


@pytest.fixture
def explore(marked_world, call_as):
    """Return `explore(role, only=…, ids=…)`: makes a role's requests; returns (operation, status) of each answer."""
    import schemathesis
    from hypothesis import HealthCheck, Phase, given
    from hypothesis import settings as limited
    from schemathesis import GenerationMode

    from mentor_program.config.wsgi import application

    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    calm = {"deadline": None, "database": None, "derandomize": True, "phases": [Phase.generate]}
    calm["suppress_health_check"] = list(HealthCheck)

    def explored(role, *, only=EVERY_OPERATION, ids=None) -> list[tuple[str, int]]:
        session = call_as(marked_world.users[role]).client.cookies
        cookies = {name: morsel.value for name, morsel in session.items()} | {"csrftoken": TOKEN}
        real, chance, answered = ids or known_ids(marked_world), random.Random(4), []

        def tried(case):
            with_real_ids(case, real, chance)
            response = case.call(cookies=cookies, headers={"X-CSRFToken": TOKEN})
            case.validate_response(response, checks=checks())
            answered.append((case.operation.definition.raw["operationId"], response.status_code))
            assert role == OUTSIDER or MARK.lower() not in readable(response.content).decode(errors="replace").lower()

        for result in schema.get_all_operations():
            operation = result.ok()
            if operation.definition.raw["operationId"] not in only:
                continue
            for mode, count in zip((GenerationMode.POSITIVE, GenerationMode.NEGATIVE), EXAMPLES[role], strict=True):
                limit = limited(max_examples=count, **calm)
                limit(given(case=operation.as_strategy(generation_mode=mode))(tried))()
        return answered

    return explored


@pytest.mark.parametrize("role", EXAMPLES)
@pytest.mark.filterwarnings("default")
def test_every_operation_answers_as_the_document_says(explore, role):
    answered = explore(role)
    assert {operation for operation, _ in answered} == EVERY_OPERATION
    statuses = {status for _, status in answered}
    if role == ANONYMOUS:
        assert statuses <= {401, 404}
    else:
        assert statuses >= ({200, 404, 422} if sum(EXAMPLES[role]) > 5 else {200, 404})


@pytest.mark.filterwarnings("default")
def test_a_leak_is_found(explore, marked_world):
    """With the policies for reading open to all, another organisation's pair is shown to who knows its id."""
    owner = marked_world.cast.owner
    reading = "select tablename, policyname, qual from pg_policies where schemaname = 'public' and cmd = 'SELECT'"
    policies = owner.execute(reading).fetchall()
    theirs = {"only": {"getPairing"}, "ids": {"pairing_id": [str(marked_world.pairs[ABROAD])]}}
    hidden = {status for _, status in explore(COORDINATOR, **theirs)}
    assert (404 in hidden, 200 in hidden) == (True, False)
    for table, policy, _ in policies:
        owner.execute(f'alter policy "{policy}" on public.{table} using (true)')
    try:
        with pytest.raises(AssertionError, match=MARK.lower()):
            explore(COORDINATOR, **theirs)
    finally:
        for table, policy, using in policies:
            owner.execute(f'alter policy "{policy}" on public.{table} using ({using})')
