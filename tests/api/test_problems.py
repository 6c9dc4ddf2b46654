"""Refusals are problem details, whoever refuses, in the language that was asked for."""

import pytest


def problem(answer):
    assert answer["Content-Type"] == "application/problem+json"
    told = answer.json()
    assert told["status"] == answer.status_code
    assert told["type"] == f"/api/v1/docs#{told['code']}"
    return told["status"], told["code"]


def test_the_sentence_comes_in_the_language_asked_for(cast, call):
    told = {code: call(None, language=code).get("/me") for code in ("nb", "nn", "en", "nb-NO,en;q=0.5", "fr")}
    assert {code: (answer["Content-Language"], answer.json()["detail"]) for code, answer in told.items()} == {
        "nb": ("nb", "Logg inn først."),
        "nn": ("nn", "Logg inn først."),
        "en": ("en", "Sign in first."),
        "nb-NO,en;q=0.5": ("nb", "Logg inn først."),
        "fr": ("nb", "Logg inn først."),
    }


def test_what_is_wrong_is_told_by_field(cast, call):
    pair = cast.pair()
    client = call("mentor_user", language="en")
    shape = client.post(f"/pairings/{pair}/contacts", {"form": "pigeon", "minutes": 0, "nothing": 1})
    assert problem(shape) == (422, "invalid_input")
    assert {field: told["code"] for field, told in shape.json()["errors"].items()} == {
        "occurred_on": "required",
        "form": "choose_one",
        "minutes": "wrong_kind",
        "nothing": "unknown_field",
    }
    rule = client.post(f"/pairings/{pair}/contacts", {"occurred_on": "2999-01-01", "form": "phone"})
    assert rule.json()["errors"] == {
        "occurred_on": {"code": "contact_not_in_future", "detail": "Choose today or an earlier day."}
    }
    assert problem(client.get("/pairings?tab=all")) == (422, "invalid_input")
    assert problem(client.get("/pairings?search=%00")) == (422, "invalid_input")


def test_an_address_that_is_not_there_and_a_method_that_is_not_answered(cast, call):
    client = call("coordinator")
    assert problem(client.get("/nowhere")) == (404, "not_found")
    assert problem(client.get("/pairings/not-an-id")) == (404, "not_found")
    refused = client.delete("/me")
    assert problem(refused) == (405, "method_not_allowed")
    assert refused["Allow"] == "GET"
    assert problem(call(None).get("/nowhere")) == (404, "not_found")


def test_what_is_not_json_is_refused(cast, call):
    pair = cast.pair()
    client = call("coordinator").client
    path = f"/api/v1/pairings/{pair}/contacts"
    assert problem(client.post(path, {"form": "phone"})) == (415, "json_needed")
    assert problem(client.post(path, "{", content_type="application/json")) == (400, "bad_request")
    deep = "[" * 100_000
    assert problem(client.post(path, deep, content_type="application/json")) == (400, "bad_request")
    large = '{"note": "' + "x" * 3_000_000 + '"}'
    assert problem(client.post(path, large, content_type="application/json")) == (413, "too_large")
    lone = b'{"occurred_on": "2026-01-01", "form": "phone", "note": "\\ud800"}'
    assert problem(client.post(path, lone, content_type="application/json")) == (422, "invalid_input")


def test_a_database_out_of_reach_is_told_with_when_to_try_again(cast, call, database_refuses):
    client = call("coordinator")
    with database_refuses():
        refused = client.get("/pairings")
    assert problem(refused) == (503, "try_again_later")
    assert refused["Retry-After"] == "10"
    assert client.get("/pairings").status_code == 200


def test_a_fault_of_ours_tells_nothing_of_itself(cast, call, monkeypatch):
    from mentor_program.services.mentor_program_service import MentorProgramService

    monkeypatch.setattr(MentorProgramService, "units", lambda self, **_: 1 / 0)
    refused = call("coordinator").get("/units", Idempotency_Key="a")
    assert problem(refused) == (500, "server_error")
    assert "division" not in refused.content.decode()


def test_a_fault_of_ours_lets_go_of_the_key(cast, call, monkeypatch):
    from mentor_program.services.mentor_program_service import MentorProgramService

    pair = cast.pair()
    client = call("coordinator")
    with monkeypatch.context() as broken:
        broken.setattr(MentorProgramService, "pause", lambda self, **_: 1 / 0)
        assert client.post(f"/pairings/{pair}/pause", Idempotency_Key="a").status_code == 500
    assert client.post(f"/pairings/{pair}/pause", Idempotency_Key="a").status_code == 200


def test_every_own_code_has_a_sentence_of_its_own():
    from mentor_program.api.problems import OWN_SENTENCES
    from mentor_program.web.messages import SENTENCES

    assert set(OWN_SENTENCES) & set(SENTENCES) == set()


@pytest.mark.parametrize(("method", "setting"), [("get", "API_READS_PER_MINUTE"), ("post", "API_WRITES_PER_MINUTE")])
def test_too_many_requests_of_one_account_wait_and_others_do_not(cast, call, settings, method, setting):
    pair = cast.pair()
    setattr(settings, setting, 2)
    path = "/me" if method == "get" else f"/pairings/{pair}/pause"
    one, other = call("coordinator"), call("local_coordinator")
    for _ in range(2):
        assert one.ask(method, path, None, {}).status_code != 429
    refused = one.ask(method, path, None, {})
    assert problem(refused) == (429, "limit_reached")
    assert 1 <= int(refused["Retry-After"]) <= 61
    assert refused["Retry-After"] in refused.json()["detail"]
    assert other.ask(method, path, None, {}).status_code != 429
    cast.owner.execute("update mentor_program.api_request_counts set minute = minute - interval '1 minute'")
    if method == "post":
        assert one.ask(method, path, None, {}).status_code != 429
