"""Schemathesis over the whole document, as each of the cast: no fault of ours, nothing that is not described.

Every operation is tried with values made from its schema, good and bad; where an id is asked for, often a real one.
"""

import random
from uuid import UUID

import pytest

VIEWERS = ("coordinator", "local_coordinator", "mentor_user", "mentee_user", "outsider", None)
OPERATIONS = 32
TOKEN = "t" * 32
MARK = "Hemmelig"


@pytest.fixture
def marked(cast, settings):
    """A world with something to see for everyone; all that is the other organisation's carries the mark."""
    settings.API_READS_PER_MINUTE = settings.API_WRITES_PER_MINUTE = 1_000_000
    owner, other = cast.owner, cast.other_organisation
    owner.execute("update public.peer_mentors set display_name = %s where organisation_id = %s", [MARK, other])
    owner.execute("update public.organisation_units set name = %s where id = %s", [MARK, other])
    owner.execute("update public.dissolution_reasons set label = %s where id = %s", [MARK, cast.other_reason])
    cast.foreign_pair = cast.pair(cast.outside_mentor, cast.outside_mentee)
    cast.own_pair = cast.pair()
    return cast


def known_ids(cast) -> dict[str, list[str]]:
    """Real ids by the name of the parameter or field, ours and the other organisation's."""
    people = [cast.mentor, cast.mentee, cast.idle_mentor, cast.waiting_mentee, cast.outside_mentor]
    ids = {
        "pairing_id": [cast.own_pair, cast.foreign_pair],
        "milestone_id": [*cast.milestones(cast.own_pair), *cast.milestones(cast.foreign_pair)],
        "person_id": people,
        "mentor": [cast.idle_mentor, cast.outside_mentor],
        "mentee": [cast.waiting_mentee, cast.outside_mentee],
        "mentor_id": [cast.idle_mentor, cast.outside_mentor],
        "mentee_id": [cast.waiting_mentee, cast.outside_mentee],
        "reason": [cast.reason, cast.other_reason],
        "unit": [cast.branch, cast.other_organisation],
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


@pytest.mark.parametrize("who", VIEWERS)
@pytest.mark.filterwarnings("default")
def test_every_operation_answers_as_the_document_says(marked, call, who):
    import schemathesis
    from hypothesis import HealthCheck, Phase, given
    from hypothesis import settings as limited
    from schemathesis import GenerationMode

    from mentor_program.config.wsgi import application

    cookies = {name: morsel.value for name, morsel in call(who).client.cookies.items()} | {"csrftoken": TOKEN}
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    ids, chance, answered = known_ids(marked), random.Random(4), []

    def tried(case):
        with_real_ids(case, ids, chance)
        response = case.call(cookies=cookies, headers={"X-CSRFToken": TOKEN})
        case.validate_response(response, checks=checks())
        answered.append((case.operation.definition.raw["operationId"], response.status_code))
        if who != "outsider":
            assert MARK.encode() not in response.content

    calm = {"deadline": None, "database": None, "derandomize": True, "phases": [Phase.generate]}
    for result in schema.get_all_operations():
        for mode, count in ((GenerationMode.POSITIVE, 4), (GenerationMode.NEGATIVE, 2)):
            cases = result.ok().as_strategy(generation_mode=mode)
            limit = limited(max_examples=count, suppress_health_check=list(HealthCheck), **calm)
            limit(given(case=cases)(tried))()

    assert len({operation for operation, _ in answered}) == OPERATIONS
    if who is None:
        assert {status for _, status in answered} <= {401, 404}
    else:
        assert {status for _, status in answered} >= {200, 404, 422}
