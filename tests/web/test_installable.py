"""Manifest, worker and the page for when there is no network: for everyone, and with nobody's data in them."""

import json
import re

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.test import Client

from mentor_program.accounts.services import create_account
from support.pages import heading

pytestmark = pytest.mark.usefixtures("database")
LANGUAGES = {"nb": ("Mentorprogram", "Du er uten nett"), "nn": ("Mentorprogram", "Du er utan nett")} | {
    "en": ("Mentor programme", "You are offline")
}


def held(language: str = "nb") -> list[str]:
    """The addresses that the worker keeps on the device."""
    source = Client().get(f"/service-worker/{language}.js").text
    page = json.loads(re.search(r"const OFFLINE = (.*);", source)[1])
    return [*json.loads(re.search(r"const SHELL = (.*);", source)[1]), page]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_manifest_names_the_product_in_the_language(language):
    answer = Client().get(f"/manifest/{language}.webmanifest")
    facts = answer.json()
    assert answer["Content-Type"] == "application/manifest+json"
    assert (facts["name"], facts["lang"], facts["start_url"]) == (LANGUAGES[language][0], language, "/")
    assert [(icon["sizes"], icon["purpose"]) for icon in facts["icons"]] == [
        ("192x192", "any"),
        ("512x512", "any"),
        ("512x512", "maskable"),
    ]


def test_every_icon_is_a_picture_of_the_size_that_is_said():
    for icon in Client().get("/manifest/nb.webmanifest").json()["icons"]:
        with staticfiles_storage.open(icon["src"].removeprefix("/static/")) as picture:
            head = picture.read(24)
        side = int.from_bytes(head[16:20], "big")
        assert (head[:8], f"{side}x{side}") == (b"\x89PNG\r\n\x1a\n", icon["sizes"])


def test_the_worker_holds_files_of_the_shell_and_one_page():
    kinds = {address.rpartition(".")[2] for address in held()[:-1]}
    assert kinds == {"css", "js", "png", "svg", "woff2"}
    assert all(address.startswith("/static/") for address in held()[:-1])
    assert held()[-1] == "/offline/nb/"
    assert not any("service-worker" in address for address in held())


def test_all_that_a_page_links_is_held():
    linked = re.findall(r'(?:href|src)="(/static/[^"#]+)', Client().get("/accounts/login/").text)
    assert set(linked) - set(held()) == set()


def test_the_worker_may_look_after_the_whole_site_and_is_asked_for_anew():
    answer = Client().get("/service-worker/nb.js")
    assert (answer["Service-Worker-Allowed"], answer["Cache-Control"]) == ("/", "no-cache")
    assert answer["Content-Type"] == "text/javascript"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_offline_page_is_the_same_for_everyone(language):
    client = Client()
    client.force_login(create_account(email="kari@example.org", display_name="Kari Nordmann"))
    page = client.get(f"/offline/{language}/")
    assert heading(page) == LANGUAGES[language][1]
    assert f'lang="{language}"' in page.text
    assert "Kari" not in page.text
    assert "csrf" not in page.text


@pytest.mark.parametrize("address", ["/manifest/de.webmanifest", "/service-worker/de.js", "/offline/de/"])
def test_other_languages_do_not_exist(address):
    assert Client().get(address).status_code == 404
