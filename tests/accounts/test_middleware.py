"""Which language a page comes in, and that choices hold from the first paint."""

import re

import pytest
from django.test import Client, RequestFactory

from mentor_program.accounts.middleware import COOKIE, default_language
from mentor_program.accounts.preferences import Preferences
from mentor_program.accounts.services import create_account, save_preferences

LOGIN = "/accounts/login/"
HEADINGS = {"nb": "Logg inn", "nn": "Logg inn", "en": "Sign in"}

pytestmark = pytest.mark.usefixtures("database")


def attributes(response) -> dict[str, str]:
    """What stands on <html>."""
    return dict(re.findall(r'([\w-]+)="([^"]*)"', re.search(r"<html[^>]*>", response.text)[0]))


@pytest.mark.parametrize(
    ("asked", "language"),
    [
        ("", "nb"),
        ("nb-NO,nb;q=0.9", "nb"),
        ("no", "nb"),
        ("no-NO,en;q=0.5", "nb"),
        ("nn-NO", "nn"),
        ("en-GB,en;q=0.9", "en"),
        ("de,en;q=0.8", "en"),
        ("de,fr", "nb"),
        ("*", "nb"),
        ("nn;q=0.5,en;q=0.9", "en"),
        ("x" * 1000, "nb"),
    ],
)
def test_a_program_is_answered_in_the_first_language_that_it_asks_for_and_we_have(asked, language):
    request = RequestFactory().get("/api/v1/", headers={"accept-language": asked})
    assert default_language(request) == language


@pytest.mark.parametrize("asked", ["en-GB,en;q=0.9", "nn-NO", "nb-NO", ""])
def test_pages_come_in_bokmal_until_a_person_chooses_another_language(asked):
    page = Client().get(LOGIN, headers={"accept-language": asked})
    assert (attributes(page)["lang"], page["Content-Language"]) == ("nb", "nb")
    assert f"<h1>{HEADINGS['nb']}</h1>" in page.text


def test_the_device_wins_over_the_browser():
    client = Client(headers={"accept-language": "en"})
    client.cookies[COOKIE] = "language=nn&theme=dark"
    shown = attributes(client.get(LOGIN))
    assert (shown["lang"], shown["data-color-scheme"]) == ("nn", "dark")


def test_the_account_wins_over_the_device():
    user = create_account(email="kari@example.org", display_name="Kari")
    save_preferences(user=user, preferences=Preferences(language="en", text_size="large", motion="reduced"))
    client = Client()
    client.cookies[COOKIE] = "language=nn&theme=dark"
    client.force_login(user)
    shown = attributes(client.get("/settings/"))
    assert shown == {
        "lang": "en",
        "data-color-scheme": "auto",
        "data-contrast": "auto",
        "data-text-size": "large",
        "data-motion": "reduced",
        "data-density": "normal",
        "data-worker": "/service-worker/en.js",
    }


def test_sign_in_keeps_the_looks_of_the_account_after_signing_out():
    user = create_account(email="kari@example.org", display_name="Kari")
    save_preferences(user=user, preferences=Preferences(language="nn", theme="dark", contrast="more"))
    client = Client()
    client.force_login(user)
    client.get("/settings/")
    client.post("/accounts/logout/")
    shown = attributes(client.get(LOGIN))
    assert (shown["lang"], shown["data-color-scheme"], shown["data-contrast"]) == ("nn", "dark", "more")


def test_the_cookie_holds_choices_and_nothing_about_the_person():
    user = create_account(email="kari@example.org", display_name="Kari")
    save_preferences(user=user, preferences=Preferences(lists="compact"))
    client = Client()
    client.force_login(user)
    cookie = client.get("/settings/").cookies[COOKIE]
    assert cookie.value == "lists=compact"
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def test_without_choices_no_cookie_is_set():
    assert COOKIE not in Client().get(LOGIN).cookies


def test_pages_say_that_they_differ_by_language_and_cookie():
    vary = Client().get(LOGIN)["Vary"]
    assert {"Accept-Language", "Cookie"} <= set(re.split(r",\s*", vary))
