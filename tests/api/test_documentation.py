"""The OpenAPI document and the page made from it."""

import re
from collections import Counter
from importlib import import_module
from pkgutil import iter_modules

import jsonschema_rs
import pytest

from mentor_program.api.documentation import document, operations


def test_the_document_is_open_to_all_and_says_which_openapi_it_is(cast, call):
    answer = call(None).get("/openapi.json")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")
    told = answer.json()
    assert told["openapi"] == "3.1.0"
    assert set(told["components"]["securitySchemes"]) == {"AccessToken", "SessionCookie"}


def test_every_operation_has_words_and_its_own_name():
    told = [operation for _, _, operation in operations(document())]
    assert [one["operationId"] for one in told if not one.get("description") or not one.get("summary")] == []
    assert len({one["operationId"] for one in told}) == len(told)
    assert [one["operationId"] for one in told if one["security"] != [{"AccessToken": []}, {"SessionCookie": []}]] == []


def test_no_two_schemas_have_the_same_name():
    """The document would tell one of them where the other is meant."""
    from mentor_program.api import schemas

    named = Counter(
        name
        for module in iter_modules(schemas.__path__, f"{schemas.__name__}.")
        for name, thing in vars(import_module(module.name)).items()
        if isinstance(thing, type) and thing.__module__ == module.name
    )
    assert sum(named.values()) > 60
    assert [name for name, times in named.items() if times > 1] == []


def test_every_operation_tells_its_refusals_and_every_post_its_key():
    for path, method, operation in operations(document()):
        names = {one.get("$ref", "").rsplit("/", 1)[-1] for one in operation["parameters"]}
        assert {"401", "403", "429", "503"} <= set(operation["responses"]), path
        assert ("{" in path) <= ("404" in operation["responses"]), path
        assert ("IdempotencyKey" in names) == (method == "POST"), path
        assert ("IfMatch" in names) == ("412" in operation["responses"]), path
        assert "Retry-After" in operation["responses"]["429"]["headers"]


def test_every_example_fits_its_schema():
    schemas = document()["components"]["schemas"]
    tried = 0
    for path, method, operation in operations(document()):
        contents = [one for told in operation["responses"].values() for one in told.get("content", {}).values()]
        contents += operation.get("requestBody", {}).get("content", {}).values()
        for content in contents:
            if "example" in content:
                schema = content["schema"] | {"components": {"schemas": schemas}}
                wrong = [e.message for e in jsonschema_rs.Draft202012Validator(schema).iter_errors(content["example"])]
                assert (method, path, wrong) == (method, path, [])
                tried += 1
    assert tried > 35


@pytest.mark.parametrize(
    ("language", "words"),
    [("nb", "Koder for avslag"), ("nn", "Kodar for avslag"), ("en", "Codes of refusals")],
)
def test_the_page_has_every_operation_and_every_code_and_loads_nothing_from_elsewhere(cast, call, language, words):
    from mentor_program.web.messages import SENTENCES

    page = call(None, language=language).get("/docs")
    html = page.content.decode()
    assert (page.status_code, page["Content-Language"]) == (200, language)
    assert f'<html lang="{language}"' in html
    assert words in html
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert {one["operationId"] for _, _, one in operations(document())} | set(SENTENCES) <= set(ids)
    assert re.findall(r'(?:src|href|action)="(?:https?:)?//', html) == []


def test_what_reads_can_be_tried_by_a_form(cast, call):
    client = call("coordinator")
    pair = cast.pair()
    led = client.get(f"/docs/try/getPairing?pairing_id={pair}")
    assert (led.status_code, led["Location"]) == (302, f"/api/v1/pairings/{pair}")
    assert client.get("/docs/try/listPairings?tab=ended&search=&cursor=")["Location"] == "/api/v1/pairings?tab=ended"
    assert client.get("/docs/try/getPairing?pairing_id=//x")["Location"] == "/api/v1/pairings/%2F%2Fx"
    for operation in ("pausePairing", "nothing"):
        assert client.get(f"/docs/try/{operation}").status_code == 404


@pytest.mark.parametrize("scripts", [True, False])
def test_the_page_breaks_no_rule_and_needs_no_scripts(cast, call, open_page, violations, scripts):
    call("coordinator")
    page = open_page("/api/v1/docs", scripts=scripts)
    page.get_by_text("Prøv: Who is signed in").click()
    if scripts:
        assert violations(page) == []
    else:
        page.get_by_role("button", name="Send Who is signed in").click()
        assert page.url.endswith("/api/v1/me")
