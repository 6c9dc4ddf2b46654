"""Idempotency-Key: sent again, done once."""

from threading import Barrier, Thread


def events(cast, pair) -> list[str]:
    query = "select kind from public.pairing_events where pairing_id = %s order by line"
    return [kind for (kind,) in cast.owner.execute(query, [pair]).fetchall()]


def test_the_same_request_is_answered_as_the_first_time_and_done_once(cast, call):
    pair = cast.pair()
    client = call("coordinator")
    first = client.post(f"/pairings/{pair}/pause", Idempotency_Key="a")
    again = client.post(f"/pairings/{pair}/pause", Idempotency_Key="a")
    assert (first.status_code, again.status_code) == (200, 200)
    assert first.content == again.content
    assert (first.get("Idempotency-Replayed"), again["Idempotency-Replayed"]) == (None, "true")
    assert events(cast, pair) == ["created", "paused"]
    assert client.post(f"/pairings/{pair}/pause", Idempotency_Key="b").status_code == 409


def test_headers_and_refusals_are_answered_again_too(cast, call):
    client = call("coordinator")
    body = {"mentor_id": cast.idle_mentor, "mentee_id": cast.waiting_mentee}
    made, again = (client.post("/pairings", body, Idempotency_Key="make") for _ in range(2))
    assert (made.status_code, again.status_code, again["Location"]) == (201, 201, made["Location"])
    wrong = {"occurred_on": "2999-01-01", "form": "phone"}
    refused, once_more = (
        client.post(f"/pairings/{made.json()['id']}/contacts", wrong, Idempotency_Key="c") for _ in range(2)
    )
    assert (refused.status_code, once_more.status_code) == (422, 422)
    assert once_more["Content-Type"] == "application/problem+json"


def test_a_key_stands_for_one_request_of_one_account(cast, call):
    pair = cast.pair()
    client = call("coordinator")
    client.post(f"/pairings/{pair}/pause", Idempotency_Key="a")
    other = client.post(f"/pairings/{pair}/resume", Idempotency_Key="a")
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")
    assert events(cast, pair) == ["created", "paused"]
    assert call("local_coordinator").post(f"/pairings/{pair}/resume", Idempotency_Key="a").status_code == 200


def test_a_key_that_is_none_is_refused(cast, call):
    pair = cast.pair()
    for key in ("", "x" * 256):
        refused = call("coordinator").post(f"/pairings/{pair}/pause", Idempotency_Key=key)
        assert (refused.status_code, refused.json()["code"]) == (400, "idempotency_key_invalid")
    assert events(cast, pair) == ["created"]


def test_a_key_is_free_again_after_a_day_and_old_ones_are_forgotten(cast, call):
    pair = cast.pair()
    client = call("coordinator")
    client.post(f"/pairings/{pair}/pause", Idempotency_Key="a")
    client.post(f"/pairings/{pair}/resume", Idempotency_Key="b")
    cast.owner.execute("update mentor_program.idempotent_requests set created_at = now() - interval '25 hours'")
    assert client.post(f"/pairings/{pair}/pause", Idempotency_Key="a").get("Idempotency-Replayed") is None
    assert cast.owner.execute("select key from mentor_program.idempotent_requests").fetchall() == [("a",)]
    assert events(cast, pair) == ["created", "paused", "resumed", "paused"]


def test_a_request_at_work_is_waited_for_and_a_dead_one_made_again(cast, call):
    pair = cast.pair()
    client = call("coordinator")
    client.post(f"/pairings/{pair}/pause", Idempotency_Key="a")
    cast.owner.execute("update mentor_program.idempotent_requests set status = null")
    waiting = client.post(f"/pairings/{pair}/pause", Idempotency_Key="a")
    assert (waiting.status_code, waiting.json()["code"], waiting["Retry-After"]) == (409, "request_at_work", "1")

    cast.owner.execute("update mentor_program.idempotent_requests set created_at = now() - interval '2 minutes'")
    assert client.post(f"/pairings/{pair}/pause", Idempotency_Key="a").status_code == 409
    assert events(cast, pair) == ["created", "paused"]


def test_many_at_the_same_moment_do_it_once(cast, call):
    from django.db import connection

    pair = cast.pair()
    callers = [call("coordinator") for _ in range(4)]
    start, answers = Barrier(4), []

    def send(client):
        start.wait()
        answers.append(client.post(f"/pairings/{pair}/pause", Idempotency_Key="a"))
        connection.close()

    threads = [Thread(target=send, args=[client]) for client in callers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {answer.status_code for answer in answers} <= {200, 409}
    assert [a.get("Idempotency-Replayed") for a in answers if a.status_code == 200].count(None) == 1
    assert {a.json()["code"] for a in answers if a.status_code == 409} <= {"request_at_work"}
    assert events(cast, pair) == ["created", "paused"]
