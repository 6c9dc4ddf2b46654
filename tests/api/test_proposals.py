"""Pairs for everyone who waits, through the API: the same as on the screens."""

import pytest


@pytest.fixture
def coordinator(call_as, cast):
    return call_as(cast.coordinator.user_id)


@pytest.fixture
def proposed(coordinator):
    """The address of proposals for three mentees."""
    return coordinator.post("/proposals", {}).headers["Location"]


def pairs(cast):
    return cast.value("select count(*) from public.mentor_pairings")


def test_everyone_who_waits_is_proposed_and_nothing_is_created(cast, coordinator):
    made = coordinator.post("/proposals", {"max_km": None})

    assert (made.status_code, made.headers["ETag"]) == (201, '"1"')
    assert made.json()["counts"] == {"pairs": 3, "without": 0, "dropped": 0}
    page = coordinator.get(made.headers["Location"]).json()
    assert {line["mentee"]["name"] for line in page["data"]} == {"Even Mentee", "Vera Venter", "Frida Fjern"}
    assert all(line["mentor"]["name"] and line["compatibility"]["score"] for line in page["data"])
    assert coordinator.get("/proposals").json()["data"][0]["id"] == page["id"]
    assert pairs(cast) == 0


def test_the_same_request_again_proposes_once(coordinator):
    first, again = (coordinator.post("/proposals", {}, Idempotency_Key="once") for _ in range(2))
    assert first.json()["id"] == again.json()["id"]


def test_what_cannot_be_asked_for_is_told_at_its_field(coordinator, proposed, cast):
    assert coordinator.post("/proposals", {"max_km": 0}).json()["errors"]["max_km"]["code"] == "wrong_kind"
    nothing = coordinator.patch(f"{proposed}/lines/{cast.mentee}", {})
    assert (nothing.status_code, nothing.json()["errors"]["state"]["code"]) == (422, "required")


def test_lines_are_locked_changed_and_kept_when_proposing_again(cast, coordinator, proposed):
    line = f"{proposed}/lines/{cast.mentee}"
    assert coordinator.patch(line, {"state": "locked"}).json()["state"] == "locked"
    mentors = coordinator.get(f"{line}/mentors").json()["data"]
    assert {each["mentor"]["name"] for each in mentors} == {"Mona Mentor", "Ida Ledig", "Bjørn Borte"}
    assert coordinator.patch(line, {"mentor_id": cast.far_mentor}).json()["mentor_name"] == "Bjørn Borte"

    assert coordinator.post(f"{proposed}/again", {"max_km": 10}).json()["counts"]["pairs"] == 1

    assert [each["mentor"]["name"] for each in coordinator.get(proposed).json()["data"]] == ["Bjørn Borte"]
    without = coordinator.get(f"{proposed}?show=without").json()["data"]
    assert {each["reason"]["why"] for each in without} == {"place_unknown"}


def test_an_old_version_is_refused(cast, coordinator, proposed):
    coordinator.patch(f"{proposed}/lines/{cast.mentee}", {"state": "locked"})
    for answer in (
        coordinator.patch(f"{proposed}/lines/{cast.mentee}", {"state": "dropped"}, If_Match='"1"'),
        coordinator.post(f"{proposed}/again", {}, If_Match='"1"'),
        coordinator.post(f"{proposed}/confirm", If_Match='"1"'),
        coordinator.delete(proposed, If_Match='"1"'),
    ):
        assert (answer.status_code, answer.json()["code"]) == (412, "version_is_old")
    assert pairs(cast) == 0


def test_confirming_creates_all_pairs_once(cast, coordinator, proposed):
    assert coordinator.post(f"{proposed}/confirm").json() == {"created": 3}
    assert coordinator.post(f"{proposed}/confirm").json() == {"created": 3}
    assert pairs(cast) == 3
    assert coordinator.get(proposed).status_code == 404


def test_nothing_is_created_when_something_changed_and_the_answer_says_what(cast, coordinator, proposed):
    cast.owner.execute("update public.peer_mentors set availability = 'unavailable' where id = %s", [cast.mentee])

    refused = coordinator.post(f"{proposed}/confirm")

    assert (refused.status_code, refused.json()["code"]) == (409, "proposals_changed")
    (changed,) = refused.json()["changed"]
    assert (changed["mentee_name"], changed["code"]) == ("Even Mentee", "person_is_unavailable")
    assert "Even Mentee er ikke ledig" in refused.json()["detail"]
    assert pairs(cast) == 0
    assert coordinator.post(f"{proposed}/confirm").json() == {"created": 2}


def test_a_long_list_comes_in_pages(cast, coordinator):
    for number in range(28):
        cast.person(f"Mentee {number:02}", "mentee")
    address = coordinator.post("/proposals", {}).headers["Location"]

    first = coordinator.get(f"{address}?show=without").json()
    rest = coordinator.get(first["links"]["next"]).json()

    assert (len(first["data"]), len(rest["data"]), rest["links"]["next"]) == (25, 2, None)


def test_discarded_proposals_are_gone(cast, coordinator, proposed):
    assert coordinator.delete(proposed).status_code == 204
    assert coordinator.get(proposed).status_code == 404
    assert coordinator.get("/proposals").json()["data"] == []
