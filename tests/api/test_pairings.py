"""Stories A to F through the API: what is told, page by page, and what changes."""

import pytest

from support.matching import give_areas, qualify, require, wish
from support.queries import queries_of


def names(answer) -> list[str]:
    return [one["mentee_name"] for one in answer.json()["data"]]


def many_pairs(cast, count):
    for number in range(count):
        mentor = cast.person(f"Mentor {number:02}", "mentor")
        cast.pair(mentor, cast.person(f"Mentee {number:02}", "mentee"))


def test_a_coordinator_reads_the_overview_with_what_its_filters_offer(cast, call):
    cast.pair()
    cast.pair(cast.far_mentor, cast.far_mentee)
    everything = call("coordinator").get("/pairings").json()
    assert [one["mentee_name"] for one in everything["data"]] == ["Even Mentee", "Frida Fjern"]
    assert (everything["count"], everything["stalled"]["number"]) == ({"number": 2, "more": False}, 0)
    assert [unit["label"] for unit in everything["choices"]["units"]] == [
        "Landsforbundet",
        "Rogaland",
        "Sandnes",
        "Vestland",
    ]
    one = everything["data"][0]
    assert (one["status"], one["current_stage"], one["progress"]) == (
        "active",
        "Oppstart",
        {"indicator": "on_track", "days": 0},
    )
    assert names(call("coordinator").get(f"/pairings?unit={cast.other_branch}")) == ["Frida Fjern"]
    assert names(call("coordinator").get("/pairings?search=even")) == ["Even Mentee"]
    assert names(call("coordinator").get("/pairings?tab=paused")) == []
    assert names(call("local_coordinator").get("/pairings")) == ["Even Mentee"]


def test_pages_are_followed_by_links_forwards_and_back(cast, call):
    many_pairs(cast, 30)
    client = call("coordinator")
    first = client.get("/pairings?sort=mentee&search=mentee")
    second = client.get(first.json()["links"]["next"])
    assert (len(names(first)), len(names(second))) == (25, 5)
    assert names(first) + names(second) == [f"Mentee {number:02}" for number in range(30)]
    assert first["Link"] == f'<{first.json()["links"]["next"]}>; rel="next"'
    assert second["Link"] == f'<{second.json()["links"]["previous"]}>; rel="prev"'
    assert (first.json()["links"]["previous"], second.json()["links"]["next"]) == (None, None)
    assert names(client.get(second.json()["links"]["previous"])) == names(first)


def test_each_list_of_candidates_has_pages_of_its_own(cast, call):
    for number in range(27):
        cast.person(f"Mentor {number:02}", "mentor")
    client = call("coordinator")
    first = client.get("/candidates?search=mentor")
    links = first.json()["mentors"]["links"]
    assert "mentors_cursor=" in links["next"]
    assert "search=mentor" in links["next"]
    second = client.get(links["next"]).json()
    assert [one["name"] for one in second["mentors"]["data"]] == ["Mentor 25", "Mentor 26", "Mona Mentor"]


def test_mentor_and_mentee_read_their_own_pair(cast, call):
    pair = cast.pair()
    cast.pair(cast.far_mentor, cast.far_mentee)
    for who, part, email in (
        ("mentor_user", "mentor", "even.mentee@example.org"),
        ("mentee_user", "mentee", "mona.mentor@example.org"),
    ):
        answer = call(who).get("/pairings").json()
        (one,) = answer["data"]
        assert (one["id"], one["own_part"], one["counterpart_contact"]["email"]) == (str(pair), part, email)
        assert one["pending_milestones"] == ["Oppstartssamtale", "Første møte", "Avslutningssamtale"]
        assert (answer["count"], answer["choices"]) == (None, None)
        assert call(who).get("/pairings?tab=ended").json()["data"] == []
    assert call("idle_mentor_user").get("/pairings").json()["data"] == []


def test_one_pair_tells_each_what_each_may_know(cast, call):
    pair = cast.pair()
    told = {who: call(who).get(f"/pairings/{pair}").json() for who in ("coordinator", "mentor_user", "mentee_user")}
    assert {who: (one["may_complete"], one["may_record_contact"], one["unit_name"]) for who, one in told.items()} == {
        "coordinator": (True, True, "Rogaland"),
        "mentor_user": (False, True, ""),
        "mentee_user": (False, False, ""),
    }
    assert [one["name"] for one in told["mentee_user"]["milestones"]] == [
        "Oppstartssamtale",
        "Første møte",
        "Avslutningssamtale",
    ]
    assert told["mentee_user"]["matching_criteria"] is None


def test_history_is_told_in_the_language_asked_for(cast, call):
    pair = cast.pair()
    first = cast.milestones(pair)[0]
    call("coordinator").post(f"/pairings/{pair}/milestones/{first}/complete")
    path = f"/pairings/{pair}/history"
    nb, en = (call("mentee_user", language=code).get(path) for code in ("nb", "en"))
    assert [line["text"] for line in nb.json()["data"]] == [
        "Milepæl fullført: Oppstartssamtale",
        "Mentorparet ble opprettet",
    ]
    assert en.json()["data"][0]["text"] == "Milestone completed: Oppstartssamtale"
    assert (nb["Content-Language"], en["Content-Language"]) == ("nb", "en")
    assert en.json()["data"][0]["actor_name"] == "Kari Koordinator"


def test_completing_again_keeps_the_first_time_and_the_last_one_completes_the_programme(cast, call):
    pair = cast.pair()
    client = call("coordinator")
    path = f"/pairings/{pair}/milestones"
    answers = [client.post(f"{path}/{one}/complete").json() for one in cast.milestones(pair)]
    assert [one["programme_complete"] for one in answers] == [False, False, True]
    again = client.post(f"{path}/{cast.milestones(pair)[0]}/complete").json()
    assert (again["changed"], again["completed_at"]) == (False, answers[0]["completed_at"])
    reopened = client.post(f"{path}/{cast.milestones(pair)[2]}/reopen").json()
    assert (reopened["changed"], reopened["pairing_reopened"], reopened["completed_at"]) == (True, True, None)


def test_a_recorded_contact_is_read_by_mentor_and_coordinator(cast, call):
    pair = cast.pair()
    today = str(cast.value("select (now() at time zone 'Europe/Oslo')::date"))
    sent = {"occurred_on": today, "form": "phone", "minutes": 20, "note": "Avtalte neste møte"}
    answer = call("mentor_user").post(f"/pairings/{pair}/contacts", sent)
    assert answer.status_code == 201
    for who in ("mentor_user", "coordinator"):
        (line,) = call(who).get(f"/pairings/{pair}/contacts").json()["data"]
        assert line == sent | {"recorded_by": "Mona Mentor"}


def test_a_dissolved_pair_can_be_read_and_no_longer_changed(cast, call):
    pair = cast.pair()
    client = call("coordinator")
    (reason,) = client.get("/dissolution-reasons").json()["data"]
    answer = client.post(
        f"/pairings/{pair}/dissolve",
        {"reason": reason["value"], "initiated_by": "mentee", "note": "Flyttet", "mentee_readiness": "later"},
    )
    assert answer.json()["status"] == "dissolved"
    told = client.get(f"/pairings/{pair}").json()
    assert (told["status"], told["dissolution"]["reason"], told["dissolution"]["mentee_readiness"]) == (
        "dissolved",
        "Liten kontakt",
        "later",
    )
    assert call("mentor_user").get(f"/pairings/{pair}").json()["dissolution"] is None
    refused = client.post(f"/pairings/{pair}/pause")
    assert (refused.status_code, refused.json()["code"]) == (409, "status_change_not_allowed")


def test_who_was_slower_is_told_by_whom_the_mentee_is_paired(cast, call):
    body = {"mentor_id": cast.idle_mentor, "mentee_id": cast.waiting_mentee}
    assert call("local_coordinator").post("/pairings", body).status_code == 201
    refused = call("coordinator").post("/pairings", body | {"mentor_id": cast.mentor})
    assert (refused.status_code, refused.json()["code"]) == (409, "just_paired")
    assert refused.json()["detail"].startswith("Lars Lokal ")


def test_a_new_pair_is_found_where_location_says(cast, call):
    client = call("coordinator")
    asked = {"availability": "all", "within_km": 50}
    made = client.post("/pairings", {"mentor_id": cast.idle_mentor, "mentee_id": cast.waiting_mentee, "filters": asked})
    assert made["Location"] == f"/api/v1/pairings/{made.json()['id']}"
    told = client.get(made["Location"]).json()
    assert (told["status"], len(told["milestones"])) == ("active", 3)
    assert told["matching_criteria"]["filters"] == asked
    proposal = client.get(f"/candidates/proposal?mentor={cast.idle_mentor}&mentee={cast.waiting_mentee}").json()
    assert (proposal["mentee"]["obstacle"], proposal["same_people_before"]) == ("already_paired", True)


def test_candidates_come_in_the_order_of_the_score_with_its_parts(cast, call):
    give_areas(cast, cast.far_mentor, "forerhund")
    wish(cast, cast.waiting_mentee, "forerhund")
    require(cast, "course")
    qualify(cast, cast.far_mentor, "course")
    qualify(cast, cast.idle_mentor, "course")

    told = call("coordinator").get(f"/candidates?mentee={cast.waiting_mentee}&availability=all").json()

    assert [person["name"] for person in told["mentors"]["data"]] == ["Bjørn Borte", "Ida Ledig", "Mona Mentor"]
    best, _next, last = told["mentors"]["data"]
    weighed = best["compatibility"]
    assert (weighed["score"]["total"], weighed["shared_areas"], weighed["asked_areas"]) == (
        70,
        ["førerhund"],
        ["førerhund"],
    )
    assert weighed["score"]["parts"][1] == {"part": "areas", "permille": 1000, "weight": 30}
    assert (weighed["languages"], weighed["times_mentor"]) == (None, 0)
    assert (last["obstacle"], last["lacking"]) == ("lacks_requirement", [{"kind": "course", "expired_on": None}])
    assert told["chosen"]["wished_areas"] == ["førerhund"]


@pytest.mark.parametrize("count", [1, 3])
def test_reading_costs_few_queries_however_much_there_is(cast, call, count):
    many_pairs(cast, count)
    pair = cast.pair()
    client = call("coordinator")
    for path in ("/me", "/pairings", f"/pairings/{pair}", f"/pairings/{pair}/history", "/candidates", "/people"):
        with queries_of() as queries:
            assert client.get(path).status_code == 200
        assert len(queries) <= 12, path
        assert [sql for sql in queries if not sql.strip().lower().startswith(("select", "with"))] == [], path
    with queries_of() as queries:
        client.post(f"/pairings/{pair}/milestones/{cast.milestones(pair)[0]}/complete")
    assert len(queries) <= 12


def test_history_milestones_and_contacts_have_pages(cast, call):
    pair = cast.pair()
    cast.complete_all(pair)
    cast.owner.execute("update public.pairing_milestones set status = 'pending' where pairing_id = %s", [pair])
    today = cast.value("select (now() at time zone 'Europe/Oslo')::date")
    for _ in range(28):
        cast._insert("pairing_activities", pairing_id=pair, occurred_on=today, form="phone")
    client = call("mentor_user")
    for part, count in (("history", 28 + 9), ("contacts", 28)):
        first = client.get(f"/pairings/{pair}/{part}").json()
        second = client.get(first["links"]["next"]).json()
        assert (len(first["data"]), len(second["data"])) == (25, count - 25), part
        assert (first["links"]["previous"], second["links"]["next"]) == (None, None)
        assert client.get(second["links"]["previous"]).json()["data"] == first["data"]
    milestones = client.get(f"/pairings/{pair}/milestones")
    assert [one["position"] for one in milestones.json()["data"]] == [1, 2, 3]
    assert milestones.json()["links"] == {"next": None, "previous": None}


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_overview_and_the_people_come_as_files_with_their_filters(cast, call, kind):
    cast.pair()
    cast.pair(cast.far_mentor, cast.far_mentee)
    client = call("coordinator")
    for path in ("/pairings/download", "/people/download"):
        answer = client.get(f"{path}?format={kind}&unit={cast.other_branch}")
        assert (answer.status_code, answer["Content-Disposition"].endswith(f'.{kind}"')) == (200, True)
        content = answer.getvalue()
        if kind == "csv":
            assert ("Frida Fjern" in content.decode(), "Even Mentee" in content.decode()) == (True, False)
    assert client.get("/pairings/download?format=pdf").json()["errors"]["format"]["code"] == "choose_one"
