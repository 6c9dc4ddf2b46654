"""Stories A and B in chromium: by keyboard, with and without scripts."""

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings

from support.accounts import account_of
from support.browsing import session_of


def ago(days: float) -> str:
    return (datetime.now(UTC) - timedelta(days=days)).isoformat()


@pytest.fixture
def pairs(cast) -> dict:
    return {
        "stalled": cast.pair_since(ago(30), mentor=cast.far_mentor, mentee=cast.far_mentee),
        "needs_follow_up": cast.pair_since(ago(16)),
        "on_track": cast.pair_since(ago(3), mentor=cast.idle_mentor, mentee=cast.waiting_mentee),
    }


def names(page) -> list[str]:
    return page.locator("tbody th a").all_inner_texts()


def focused(page) -> str:
    return page.evaluate("document.activeElement.innerText.trim().replace(/\\s+/g, ' ')")


def test_the_first_pair_is_reached_in_at_most_8_tabs(open_page, cast, pairs):
    page = open_page("/", user=account_of(cast.coordinator))
    tabs = 0
    while focused(page) != "Bjørn Borte og Frida Fjern":
        page.keyboard.press("Tab")
        tabs += 1
        if focused(page).startswith("Hopp til"):
            page.keyboard.press("Enter")
        assert tabs <= 8


def test_a_filter_is_used_in_place_and_told_politely(open_page, cast, pairs):
    page = open_page("/", user=account_of(cast.coordinator))
    assert page.locator("#count").inner_text() == ""
    page.get_by_text("Filtrer og sorter").click()
    page.get_by_label("Navn på mentor eller mentee").fill("mona")
    page.get_by_role("button", name="Bruk filter").focus()
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelector('#count').innerText === '1 mentorpar'")

    assert names(page) == ["Mona Mentor og Even Mentee"]
    assert focused(page) == "Bruk filter"
    assert page.locator("h1").inner_text() == "1 mentorpar – aktive, filtrert"
    assert page.title() == "1 mentorpar – aktive, filtrert – Mentorprogram"
    assert page.url.endswith("/?search=mona&sort=urgency")


def test_a_filter_works_without_scripts(open_page, cast, pairs):
    page = open_page("/", user=account_of(cast.coordinator), scripts=False)
    page.get_by_text("Filtrer og sorter").click()
    page.get_by_label("Status", exact=True).select_option(label="Stoppet opp")
    page.get_by_role("button", name="Bruk filter").click()

    assert names(page) == ["Bjørn Borte og Frida Fjern"]
    page.get_by_role("link", name="Nullstill filtre").first.click()
    assert len(names(page)) == 3


def test_stalled_pairs_are_listed_alone_by_one_link(open_page, cast, pairs):
    page = open_page("/", user=account_of(cast.coordinator))
    page.get_by_role("link", name="Stoppet opp (1)").click()
    assert names(page) == ["Bjørn Borte og Frida Fjern"]
    assert page.locator("h1").inner_text() == "1 mentorpar – stoppet opp"


@pytest.mark.parametrize("scripts", [True, False])
def test_a_mentor_records_contact_from_the_list(open_page, cast, pairs, scripts):
    page = open_page("/", user=account_of(cast.mentor_user), width=375, scripts=scripts)
    page.get_by_role("link", name="Registrer kontakt med Even Mentee").click()
    page.get_by_label("Telefonsamtale").check()
    page.get_by_label("Hvor mange minutter varte den?").fill("20")
    page.get_by_role("button", name="Registrer kontakt").click()

    assert page.title().startswith("Kontakten er registrert. – ")
    assert focused(page) == "Kontakten er registrert."
    assert "telefonsamtale, 20 minutter" in page.locator("main").inner_text()


def test_the_screens_ask_nothing_of_other_places_and_obey_our_own_policy(site, browser, cast, pairs):
    context = browser.new_context()
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session_of(account_of(cast.coordinator)), "url": site}
    context.add_cookies([cookie])
    page = context.new_page()
    asked, complaints = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    for path in ("/", f"/pairings/{pairs['stalled']}/", f"/pairings/{pairs['stalled']}/dissolve/"):
        page.goto(site + path)
    context.close()

    assert [url for url in asked if not url.startswith(site)] == []
    assert complaints == []
