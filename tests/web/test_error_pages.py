import re

import pytest
from django.db import connection
from django.test import Client

from mentor_program.accounts.services import create_account

pytestmark = pytest.mark.usefixtures("database", "style_guide")


def title(response) -> str:
    return re.search(r"<title>(.*?)</title>", response.content.decode())[1]


@pytest.mark.parametrize(
    ("path", "status", "name"),
    [
        ("/finnes-ikke/", 404, "Fant ikke siden"),
        ("/style-guide/no-access/", 403, "Ingen tilgang"),
        ("/style-guide/not-found/", 404, "Fant ikke siden"),
        ("/style-guide/refused/", 409, "Ikke gjort"),
        ("/style-guide/invalid/", 400, "Forespørselen kunne ikke forstås"),
        ("/style-guide/csrf/", 403, "Ikke sendt: siden hadde vært åpen for lenge"),
    ],
)
def test_each_refusal_has_its_page(client, path, status, name):
    response = client.get(path)
    assert (response.status_code, title(response)) == (status, f"{name} – Mentorprogram")


def test_a_method_that_a_page_does_not_take_has_a_page_too(client):
    client.force_login(create_account(email="kari@example.org", display_name="Kari"))
    response = client.post("/people/")
    assert response.status_code == 405
    assert title(response) == "Denne siden tar ikke imot det som ble sendt – Mentorprogram"
    assert "GET" in response["Allow"]


def test_what_one_may_not_see_looks_like_what_is_not_there(client):
    unknown, hidden = client.get("/finnes-ikke/"), client.get("/style-guide/not-found/")
    assert unknown.content == hidden.content


def test_a_refused_change_says_why(client):
    assert "En annen konto har e-postadressen kari@example.org." in client.get("/style-guide/refused/").content.decode()


def test_a_fault_of_ours_has_a_page_that_needs_nothing():
    response = Client(raise_request_exception=False).get("/style-guide/crash/")
    assert (response.status_code, title(response)) == (500, "Noe gikk galt hos oss – Mentorprogram")


def test_a_database_out_of_reach_is_told_apart_and_offers_to_try_again(monkeypatch):
    user = create_account(email="kari@example.org", display_name="Kari")
    client = Client(raise_request_exception=False)
    client.force_login(user)
    connection.close()
    # Nothing listens on the first port.
    for name, value in {"HOST": "127.0.0.1", "PORT": "1"}.items():
        monkeypatch.setitem(connection.settings_dict, name, value)
    response = client.get("/accounts/password/change/?x=1")
    assert (response.status_code, title(response)) == (503, "Får ikke kontakt med databasen – Mentorprogram")
    assert response["Retry-After"] == "10"
    assert '<a class="ds-button" href="/accounts/password/change/?x=1">Prøv igjen</a>' in response.content.decode()
    monkeypatch.undo()
    assert client.get("/accounts/password/change/?x=1").status_code == 302


def test_pages_forbid_scripts_and_styles_that_are_not_ours(client):
    policy = client.get("/accounts/login/")["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


def test_pages_hold_no_script_or_style_of_their_own(client):
    page = client.get("/style-guide/").content.decode()
    assert re.findall(r"<style|<script(?! src=)|\sstyle=|\son\w+=", page) == []
