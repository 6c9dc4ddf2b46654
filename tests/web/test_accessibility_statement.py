"""The accessibility statement: for everyone, in three languages, with a way to report a barrier."""

import pytest
from django.test import Client

from mentor_program.accounts.middleware import COOKIE
from support.pages import heading, words

STATEMENT = "/accessibility/"

pytestmark = pytest.mark.usefixtures("database")


@pytest.mark.parametrize(
    ("language", "title", "day"),
    [
        ("nb", "Tilgjengelighetserklæring", "23. november 2026"),
        ("nn", "Tilgjengeerklæring", "23. november 2026"),
        ("en", "Accessibility statement", "23 November 2026"),
    ],
)
def test_it_stands_open_in_every_language_with_what_is_not_tested_and_a_date(language, title, day):
    client = Client()
    client.cookies[COOKIE] = f"language={language}"
    page = client.get(STATEMENT)
    assert heading(page) == title
    assert [name for name in ("JAWS", "NVDA", "VoiceOver", "TalkBack", "Orca", day) if name not in words(page)] == []


def test_a_barrier_is_reported_to_the_coordinator_or_to_the_address_that_is_set(settings):
    assert "koordinatoren i laget ditt" in words(Client().get(STATEMENT))
    settings.SUPPORT_EMAIL = "hjelp@example.org"
    assert 'href="mailto:hjelp@example.org"' in Client().get(STATEMENT).text


def test_every_page_leads_to_it():
    assert 'href="/accessibility/"' in Client().get("/accounts/login/").text
