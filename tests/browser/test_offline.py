"""Without a network: the page says so, what was typed stays, and no page with people in it is on the device."""

import pytest
from django.test.testcases import QuietWSGIRequestHandler
from playwright.sync_api import Error as PlaywrightError

from support.accounts import account_of

HELD = """async () => {
  const found = [];
  for (const name of await caches.keys())
    for (const request of await (await caches.open(name)).keys()) found.push(new URL(request.url).pathname);
  return found;
}"""
WORKER_READY = "async () => { await navigator.serviceWorker.ready; return true; }"


def hang_up(handler) -> bool:
    """Close the connection without an answer."""
    handler.close_connection = True
    return False


@pytest.fixture
def page(cast, open_page):
    page = open_page("/", user=account_of(cast.coordinator), workers=True)
    page.evaluate(WORKER_READY)
    return page


def test_no_page_with_people_in_it_is_kept_on_the_device(page, site):
    for path in ("/", "/people/", "/settings/", "/pairings/new/"):
        page.goto(site + path)
    pages = [path for path in page.evaluate(HELD) if not path.startswith("/static/")]
    assert pages == ["/offline/nb/"]


def test_a_form_stays_when_the_server_does_not_answer_though_the_browser_is_online(page, site, monkeypatch):
    page.goto(site + "/people/new/")
    page.get_by_label("Navn").fill("Kari Nordmann")
    with monkeypatch.context() as silent:
        silent.setattr(QuietWSGIRequestHandler, "parse_request", hang_up)
        page.get_by_role("button", name="Legg til person").click()
        page.locator(".not-sent").wait_for()
    told = "Ikke sendt – serveren svarer ikke. Det du skrev, står her fortsatt. Send på nytt om et minutt."
    assert page.locator(".not-sent").inner_text().strip() == told
    assert page.evaluate("document.activeElement.className") == "error-summary not-sent"
    assert page.evaluate("navigator.onLine") is True
    assert page.get_by_label("Navn").input_value() == "Kari Nordmann"
    page.get_by_role("button", name="Legg til person").click()
    page.wait_for_function("document.title.startsWith('Feil: ')")
    assert page.get_by_label("Navn").input_value() == "Kari Nordmann"


def test_going_back_to_the_answer_to_a_form_is_left_to_the_browser(page, site):
    page.goto(site + "/people/new/")
    page.get_by_role("button", name="Legg til person").click()
    page.wait_for_function("document.title.startsWith('Feil: ')")
    page.goto(site + "/people/")
    # The browser asks whether to send again.
    with pytest.raises(PlaywrightError, match="ERR_CACHE_MISS"):
        page.go_back()


def test_the_worker_sends_the_button_that_was_pressed_along(page, site):
    page.goto(site + "/people/new/")
    page.get_by_label("Navn").fill("Mona Mentor")
    page.get_by_label("Mentor", exact=True).check()
    page.get_by_label("Enhet").select_option("Rogaland")
    page.get_by_label("Telefon (valgfritt)").fill("6805 0000")
    page.get_by_role("button", name="Legg til person").click()
    page.get_by_role("button", name="Dette er en annen, legg til likevel").click()
    page.wait_for_selector(".outcome")


def test_without_a_network_a_page_says_so_and_tries_again(page, site):
    page.context.set_offline(True)
    page.goto(site + "/people/")
    assert page.locator("h1").inner_text() == "Du er uten nett"
    assert page.title() == "Du er uten nett – Mentorprogram"
    page.context.set_offline(False)
    page.get_by_role("link", name="Prøv igjen").click()
    page.wait_for_function("document.title.includes('person')")


def test_a_form_that_cannot_be_sent_stays_with_what_was_typed_and_can_be_sent_again(page, site):
    page.goto(site + "/people/new/")
    page.get_by_label("Navn").fill("Kari Nordmann")
    page.context.set_offline(True)
    page.get_by_role("button", name="Legg til person").click()
    said = page.locator(".not-sent")
    assert said.inner_text().startswith("Ikke sendt – du er uten nett. Det du skrev, står her fortsatt.")
    assert page.evaluate("document.activeElement.className") == "error-summary not-sent"
    assert page.get_by_label("Navn").input_value() == "Kari Nordmann"
    page.context.set_offline(False)
    assert said.count() == 0
    page.get_by_role("button", name="Legg til person").click()
    page.wait_for_function("document.title.startsWith('Feil: ')")
    assert page.get_by_label("Navn").input_value() == "Kari Nordmann"
