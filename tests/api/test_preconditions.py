"""ETag and If-Match: nobody overwrites what was changed meanwhile."""


def test_a_pair_changes_only_in_the_version_that_was_seen(cast, call):
    pair = cast.pair()
    path = f"/pairings/{pair}"
    seen = call("coordinator").get(path)
    assert seen["ETag"] == f'"{seen.json()["version"]}"'
    assert call("coordinator").get(f"{path}/milestones")["ETag"] == seen["ETag"]
    call("local_coordinator").post(f"{path}/pause")

    milestone = f"{path}/milestones/{cast.milestones(pair)[0]}"
    body = {"reason": cast.reason, "initiated_by": "mentor"}
    for action, sent in ((f"{path}/resume", None), (f"{path}/dissolve", body), (f"{milestone}/complete", None)):
        refused = call("coordinator").post(action, sent, If_Match=seen["ETag"])
        assert (refused.status_code, refused.json()["code"]) == (412, "version_is_old")
    assert call("coordinator").get(path).json()["status"] == "paused"
    now = call("coordinator").get(path)["ETag"]
    assert call("coordinator").post(f"{path}/resume", If_Match=now).status_code == 200
    assert call("coordinator").post(f"{path}/pause", If_Match="*").status_code == 200


def test_what_is_no_version_matches_nothing_and_hidden_pairs_stay_hidden(cast, call):
    pair = cast.pair()
    for sent in ('"abc"', 'W/"1"', '"1", "2"', "1", '"99999999999"'):
        assert call("coordinator").post(f"/pairings/{pair}/pause", If_Match=sent).status_code == 412, sent
    assert call("outsider").post(f"/pairings/{pair}/pause", If_Match='"abc"').status_code == 404
    assert call("mentor_user").post(f"/pairings/{pair}/pause", If_Match='"abc"').status_code == 403


def test_a_person_is_changed_by_what_is_sent_alone(cast, call):
    path = f"/people/{cast.mentor}"
    seen = call("coordinator").get(path)
    call("local_coordinator").patch(path, {"capacity": 5})
    refused = call("coordinator").patch(path, {"note": "Ring etter fem"}, If_Match=seen["ETag"])
    assert (refused.status_code, refused.json()["code"]) == (412, "version_is_old")

    assert call("coordinator").patch(path, {"note": "Ring etter fem"}).status_code == 200
    now = call("coordinator").get(path)
    assert (now.json()["capacity"], now.json()["note"]) == (5, "Ring etter fem")
    unchanged = {"name", "role", "unit", "email", "phone", "areas", "availability", "cohort"}
    assert {name: now.json()[name] for name in unchanged} == {name: seen.json()[name] for name in unchanged}
    assert call("coordinator").patch(path, {"note": ""}, If_Match=now["ETag"]).status_code == 200


def test_own_contact_details_too(cast, call):
    seen = call("mentor_user").get("/profile")
    call("coordinator").patch(f"/people/{cast.mentor}", {"phone": "68 05 28 77"})
    assert call("mentor_user").patch("/profile", {"email": "ny@example.org"}, If_Match=seen["ETag"]).status_code == 412
    assert call("mentor_user").patch("/profile", {"email": "ny@example.org"}).json() == {"changed": True}
    assert call("mentor_user").get("/profile").json()["contact"] == {
        "email": "ny@example.org",
        "phone": "+47 6805 2877",
        "postal_code": "",
    }
