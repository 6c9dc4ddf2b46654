"""Story G through the API: upload, preview, confirm, undo; and what is refused."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

LIST = "Navn;Rolle;E-post;Telefon\nNina Ny;mentor;nina@example.org;68050001\nOla Ny;mentee;ikke epost;68050002\n"


def upload(caller, text=LIST, name="liste.csv", **headers):
    headers = {"Accept-Language": "en"} | {key.replace("_", "-"): value for key, value in headers.items()}
    return caller.client.post("/api/v1/imports", {"file": SimpleUploadedFile(name, text.encode())}, headers=headers)


def people(cast) -> int:
    return cast.value("select count(*) from public.peer_mentors")


def test_a_file_is_previewed_confirmed_and_taken_back(cast, call):
    before = people(cast)
    client = call("coordinator", language="en")
    uploaded = upload(client)
    told = uploaded.json()
    assert (uploaded.status_code, told["status"], told["counts"]["new_people"]) == (201, "ready", 2)
    path = uploaded["Location"]
    assert path == f"/api/v1/imports/{told['id']}"
    assert client.get(path).json() == told
    assert [one["id"] for one in client.get("/imports").json()["data"]] == [told["id"]]
    assert [(one["kind"], one["name"]) for one in client.get(f"{path}/items").json()["data"]] == [
        ("new_person", "Nina Ny"),
        ("new_person", "Ola Ny"),
    ]
    faults = client.get(f"{path}/faults").json()["data"]
    assert {(one["row"], one["heading"]) for one in faults} >= {(3, "E-post")}
    assert people(cast) == before

    done = client.post(f"{path}/confirm", If_Match=uploaded["ETag"])
    assert (done.status_code, done.json()["status"], people(cast)) == (200, "finished", before + 2)
    undone = client.post(f"{path}/undo")
    assert (undone.json()["status"], people(cast)) == ("undone", before)
    again = client.post(f"{path}/undo")
    assert (again.status_code, again.json()["code"]) == (409, "import_is_undone")


def test_sent_again_with_its_key_a_file_is_kept_once(cast, call):
    client = call("coordinator")
    first, again = (upload(client, Idempotency_Key="a") for _ in range(2))
    assert (again.status_code, again.json()["id"]) == (201, first.json()["id"])
    other = upload(client, LIST.replace("Nina", "Mina"), Idempotency_Key="a")
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")
    assert cast.value("select count(*) from public.imports") == 1


def test_only_the_preview_that_was_seen_is_written(cast, call):
    client = call("coordinator")
    path = upload(client)["Location"]
    refused = client.post(f"{path}/confirm", If_Match='"another"')
    assert (refused.status_code, refused.json()["code"]) == (412, "version_is_old")
    cast.person("Nina Ny", "mentor", email="nina@example.org")
    before = people(cast)
    changed = client.post(f"{path}/confirm")
    assert (changed.status_code, changed.json()["code"]) == (409, "preview_is_old")
    assert people(cast) == before
    assert client.get(path).json()["changed"] is True


def test_what_is_no_spreadsheet_is_refused_and_not_kept(cast, call):
    client = call("coordinator")
    for answer, status, code in (
        (client.post("/imports", {"file": "text"}), 415, "form_needed"),
        (upload(client, name="liste.pdf"), 415, "spreadsheet_needed"),
        (upload(client, "", name="liste.csv"), 422, "invalid_input"),
        (upload(client, "not a workbook", name="liste.xlsx"), 422, "invalid_input"),
        (client.client.post("/api/v1/imports", {}), 422, "invalid_input"),
    ):
        assert (answer.status_code, answer.json()["code"]) == (status, code)
        assert status == 415 or list(answer.json()["errors"]) == ["file"]
    assert cast.value("select count(*) from public.imports") == 0


def test_a_file_that_is_too_large_is_refused(cast, call, monkeypatch):
    from mentor_program.api.routes import imports

    monkeypatch.setattr(imports, "MAX_BYTES", 10)
    assert upload(call("coordinator")).status_code == 413
    assert cast.value("select count(*) from public.imports") == 0


def test_a_file_can_be_forgotten_until_it_is_imported(cast, call):
    client = call("coordinator")
    path = upload(client)["Location"]
    assert call("local_coordinator").delete(path).status_code == 404
    assert client.delete(path).status_code == 204
    assert client.get(path).status_code == 404
    path = upload(client)["Location"]
    client.post(f"{path}/confirm")
    assert (client.delete(path).status_code, client.delete(path).json()["code"]) == (409, "import_is_finished")


def test_remarks_have_pages(cast, call):
    rows = "".join(f"Person {n};mentor;ikke epost;6805{n:04}\n" for n in range(30))
    client = call("coordinator")
    path = upload(client, "Navn;Rolle;E-post;Telefon\n" + rows)["Location"]
    first = client.get(f"{path}/items")
    second = client.get(first.json()["links"]["next"])
    assert (len(first.json()["data"]), len(second.json()["data"])) == (25, 5)
    assert [first.json()["links"]["previous"], second.json()["links"]["next"]] == [None, None]
    assert client.get(second.json()["links"]["previous"]).json()["data"] == first.json()["data"]


def test_what_columns_mean_can_be_corrected(cast, call):
    client = call("coordinator")
    uploaded = upload(client, "Navn;Rolle;Kontaktnr\nNina Ny;mentor;68050001\n")
    path = uploaded["Location"]
    (sheet,) = uploaded.json()["sheets"]
    assert [(one["letter"], one["field"]) for one in sheet["columns"]][:2] == [("A", "name"), ("B", "role")]
    assert {"phone", "email"} <= set(sheet["fields"])

    sent = {"sheets": [{"sheet": sheet["title"], "columns": {"C": "phone"}}]}
    read = client.ask("put", f"{path}/mapping", sent, {"If_Match": uploaded["ETag"]})
    assert (read.status_code, read.json()["sheets"][0]["columns"][2]["field"]) == (200, "phone")
    left_out = {"sheets": [{"sheet": sheet["title"], "columns": {"C": None}}]}
    assert client.ask("put", f"{path}/mapping", left_out, {}).json()["sheets"][0]["columns"][2]["field"] is None
    for wrong in (
        {"sheet": "Another"},
        {"sheet": sheet["title"], "columns": {"Z": "phone"}},
        {"sheet": sheet["title"], "columns": {"C": "shoe size"}},
    ):
        refused = client.ask("put", f"{path}/mapping", {"sheets": [wrong]}, {})
        assert (refused.status_code, refused.json()["errors"]["sheets"]["code"]) == (422, "choose_one")
    old = client.ask("put", f"{path}/mapping", sent, {"If_Match": '"another"'})
    assert (old.status_code, old.json()["code"]) == (412, "version_is_old")
    ignored = {"sheets": [{"sheet": sheet["title"], "kind": "ignore"}]}
    assert client.ask("put", f"{path}/mapping", ignored, {}).json()["counts"]["new_people"] == 0


def test_remarks_can_be_downloaded_and_chosen_by_how_grave_they_are(cast, call):
    client = call("coordinator")
    path = upload(client)["Location"]
    whole = client.get(f"{path}/faults").json()["data"]
    by_severity = [client.get(f"{path}/faults?severity={one}").json()["data"] for one in ("error", "warning", "note")]
    assert sorted(one["number"] for part in by_severity for one in part) == [one["number"] for one in whole]
    file = client.get(f"{path}/faults/download")
    assert (file.status_code, file["Content-Type"]) == (200, "text/csv; charset=utf-8")
    assert len(file.getvalue().decode().strip().splitlines()) == 1 + len(whole)
    assert client.get(f"{path}/faults/download?format=xlsx").getvalue()[:2] == b"PK"


def test_only_what_was_seen_is_undone_or_forgotten(cast, call):
    client = call("coordinator")
    path = upload(client)["Location"]
    assert client.delete(path, If_Match='"another"').status_code == 412
    done = client.post(f"{path}/confirm")
    assert done.json()["status"] == "finished"
    assert client.post(f"{path}/undo", If_Match='"another"').status_code == 412
    assert client.post(f"{path}/undo", If_Match=client.get(path)["ETag"]).status_code == 200


@pytest.mark.parametrize("who", ["mentor_user", "mentee_user"])
def test_nobody_but_coordinators_imports(cast, call, who):
    answer = upload(call(who))
    assert (answer.status_code, answer.json()["code"]) == (403, "only_coordinators")
    assert cast.value("select count(*) from public.imports") == 0
