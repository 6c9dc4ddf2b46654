"""Story H through the API."""

from support.matching import qualify, require


def test_people_are_listed_by_name_and_filtered(cast, call):
    client = call("coordinator")
    told = client.get("/people").json()
    assert [one["name"] for one in told["data"]] == [
        "Bjørn Borte",
        "Even Mentee",
        "Frida Fjern",
        "Ida Ledig",
        "Mona Mentor",
        "Vera Venter",
    ]
    assert [one["name"] for one in client.get("/people?role=mentee&waiting=true").json()["data"]] == [
        "Even Mentee",
        "Frida Fjern",
        "Vera Venter",
    ]
    assert told["choices"]["units"][0]["label"] == "Landsforbundet"


def test_a_person_is_added_where_location_says_and_placed_by_the_postal_code(cast, call):
    client = call("coordinator")
    sent = {
        "name": "  Ny   Nilsen ",
        "role": "mentor",
        "unit": cast.branch,
        "phone": "68052877",
        "areas": ["forerhund"],
    }
    made = client.post("/people", sent)
    told = client.get(made["Location"]).json()
    assert (made.status_code, told["name"], told["phone"], told["area_names"]) == (
        201,
        "Ny Nilsen",
        "+47 6805 2877",
        ["førerhund"],
    )


def test_somebody_alike_is_pointed_out_first(cast, call):
    client = call("local_coordinator")
    sent = {"name": "M. Mentor", "role": "mentor", "unit": cast.branch, "email": "mona.mentor@example.org"}
    refused = client.post("/people", sent)
    assert (refused.status_code, refused.json()["code"]) == (409, "possible_duplicate")
    assert [one["id"] for one in refused.json()["people"]] == [str(cast.mentor)]
    assert client.post("/people", sent | {"despite_look_alikes": True}).status_code == 201


def test_what_cannot_be_stored_is_told_by_field(cast, call):
    client = call("local_coordinator", language="en")
    sent = {
        "name": " ",
        "role": "mentor",
        "unit": cast.other_branch,
        "email": "no address",
        "areas": ["amd"],
    }
    refused = client.post("/people", sent).json()
    assert {field: told["code"] for field, told in refused["errors"].items()} == {
        "name": "name_missing",
        "unit": "unit_not_in_scope",
        "email": "email_invalid",
        "diagnosis_consent": "diagnosis_needs_consent",
    }
    wrong = client.post("/people", sent | {"phone": "12", "municipality": "9999"}).json()
    assert {field: told["code"] for field, told in wrong["errors"].items()} == {
        "phone": "phone_invalid",
        "municipality": "choose_one",
    }


def test_a_withdrawn_consent_takes_its_areas_along(cast, call):
    client = call("coordinator")
    path = f"/people/{cast.mentor}"
    assert client.patch(path, {"diagnosis_consent": True, "areas": ["amd", "forerhund"]}).status_code == 200
    assert client.get(path).json()["diagnosis_area_names"] != []
    assert client.patch(path, {"diagnosis_consent": False}).json()["removed_areas"] == 1
    assert client.get(path).json()["areas"] == ["forerhund"]


def test_what_a_mentor_lacks_keeps_the_mentor_from_a_new_pair(cast, call):
    require(cast, "course", "approval")
    qualify(cast, cast.idle_mentor, "course")

    told = call("coordinator").get(f"/people/{cast.idle_mentor}").json()

    assert (told["obstacle"], told["lacking"]) == ("lacks_requirement", [{"kind": "approval", "expired_on": None}])


def test_a_role_is_bound_by_an_open_pair(cast, call):
    cast.pair()
    refused = call("coordinator").patch(f"/people/{cast.mentor}", {"role": "mentee"}).json()
    assert refused["errors"]["role"]["code"] == "role_bound_by_open_pairing"


def test_one_takes_back_ones_own_consent(cast, call):
    call("coordinator").patch(f"/people/{cast.mentor}", {"diagnosis_consent": True, "areas": ["amd"]})
    client = call("mentor_user")
    assert client.get("/profile").json()["diagnosis_areas"] != []
    assert client.post("/profile/consent/withdraw").json() == {"removed_areas": 1}
    assert client.post("/profile/consent/withdraw").json() == {"removed_areas": 0}
    assert client.get("/profile").json()["consent_since"] is None


def test_a_person_gets_access_and_loses_it(cast, call, mailoutbox):
    client = call("coordinator")
    path = f"/people/{cast.waiting_mentee}"
    seen = client.get(path)
    assert seen.json()["has_account"] is False
    assert client.post(f"{path}/access", If_Match='"another"').status_code == 412
    given = client.post(f"{path}/access", If_Match=seen["ETag"]).json()
    assert given == {"name": "Vera Venter", "email": "vera.venter@example.org", "letter_sent": True}
    assert (client.get(path).json()["has_account"], len(mailoutbox)) == (True, 1)

    assert client.post(f"{path}/access/withdraw", If_Match='"another"').status_code == 412
    assert client.post(f"{path}/access/withdraw").json() == {"name": "Vera Venter"}
    assert client.get(path).json()["has_account"] is False


def test_whoever_has_no_address_cannot_be_given_access(cast, call):
    client = call("coordinator")
    client.patch(f"/people/{cast.waiting_mentee}", {"email": ""})
    refused = client.post(f"/people/{cast.waiting_mentee}/access")
    assert (refused.status_code, refused.json()["code"]) == (409, "access_needs_email")
