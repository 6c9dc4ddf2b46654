"""The page frame, the components, sign-in and the error pages, as people meet them."""

import pytest
from playwright.sync_api import Page, expect

from mentor_program.accounts.services import create_account
from support.browsing import SCROLLS_SIDEWAYS

PAGES = [
    "/accounts/login/",
    "/accounts/login/code/",
    "/accounts/password/reset/",
    "/accounts/password/reset/done/",
    "/accounts/password/reset/key/done/",
    "/accounts/password/reset/key/0-x/",
    "/accounts/signup/",
    "/accounts/inactive/",
    "/finnes-ikke/",
    "/style-guide/",
    "/style-guide/request/",
    "/style-guide/no-access/",
    "/style-guide/refused/",
    "/style-guide/csrf/",
    "/style-guide/database/",
    "/style-guide/fault/",
]
TEXT_SPACING = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
  p { margin-block-end: 2em !important }"""
CUT_OFF = """() => [...document.querySelectorAll("main *, header *")]
  .filter(element => element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).overflow === "hidden"
    && !element.closest("thead, .visually-hidden"))
  .map(element => element.outerHTML.slice(0, 120))"""

pytestmark = pytest.mark.usefixtures("style_guide")


@pytest.mark.parametrize("path", PAGES)
def test_pages_break_no_rule_in_any_look(open_page, violations, path):
    assert violations(open_page(path)) == []


@pytest.mark.parametrize("path", ["/accounts/logout/", "/accounts/password/change/", "/accounts/password/set/"])
def test_pages_of_the_account_break_no_rule_in_any_look(open_page, violations, path):
    password = None if path.endswith("/set/") else "en lang setning"
    user = create_account(email="kari@example.org", display_name="Kari Nordmann", password=password)
    assert violations(open_page(path, user=user)) == []


def test_the_page_for_the_code_breaks_no_rule_before_and_after_a_wrong_code(open_page, violations):
    page = open_page("/accounts/login/code/")
    page.get_by_label("E-postadresse").fill("kari@example.org")
    page.get_by_role("button", name="Send koden").click()
    assert page.title() == "Koden er sendt – Skriv inn koden – Mentorprogram"
    assert violations(page) == []
    page.get_by_label("Kode fra e-posten").fill("1234 5678")
    page.get_by_role("button", name="Logg inn", exact=True).click()
    assert page.title() == "Feil: Skriv inn koden – Mentorprogram"
    assert violations(page) == []


def test_a_form_full_of_errors_breaks_no_rule(open_page, violations):
    page = open_page("/style-guide/")
    page.get_by_role("button", name="Lagre").click()
    assert page.title() == "Feil: 3 mentorpar – Mentorprogram"
    assert violations(page) == []


def test_an_open_dialog_breaks_no_rule(open_page, violations):
    page = open_page("/style-guide/")
    page.get_by_role("link", name="Avslutt mentorparet").click()
    assert violations(page) == []


def test_more_space_between_letters_and_lines_hides_nothing(open_page):
    page = open_page("/style-guide/", width=320)
    page.add_style_tag(content=TEXT_SPACING)
    assert page.evaluate(SCROLLS_SIDEWAYS) == []
    assert page.evaluate(CUT_OFF) == []


def focused(page: Page) -> str:
    return page.evaluate("document.activeElement.innerText.trim().replace(/\\s+/g, ' ')")


@pytest.mark.parametrize("scripts", [True, False])
def test_errors_take_focus_with_and_without_scripts(open_page, scripts):
    page = open_page("/accounts/login/", scripts=scripts)
    page.get_by_role("button", name="Logg inn").click()
    assert focused(page) == "Feil: 2 ting må rettes Fyll ut «E-postadresse». Fyll ut «Passord»."


def test_a_link_of_the_summary_leads_into_its_field(open_page):
    page = open_page("/accounts/login/")
    page.get_by_role("button", name="Logg inn").click()
    page.get_by_role("link", name="Fyll ut «Passord».").click()
    assert page.evaluate("document.activeElement.id") == "id_password"
    assert page.get_by_label("Passord").get_attribute("aria-describedby") == "id_password_error"


@pytest.mark.parametrize("scripts", [True, False])
def test_the_outcome_comes_first_in_the_title_and_takes_focus(open_page, scripts):
    user = create_account(email="kari@example.org", display_name="Kari")
    page = open_page("/accounts/logout/", user=user, scripts=scripts)
    page.get_by_role("main").get_by_role("button", name="Logg ut").click()
    assert page.title() == "Du er logget ut – Logg inn – Mentorprogram"
    assert focused(page) == "Du er logget ut"
    page.reload()
    assert page.title() == "Logg inn – Mentorprogram"


def test_a_dialog_names_its_consequence_and_gives_focus_back(open_page):
    page = open_page("/style-guide/")
    opener = page.get_by_role("link", name="Avslutt mentorparet")
    for leave in (lambda: page.keyboard.press("Escape"), lambda: page.keyboard.press("Enter")):
        opener.focus()
        page.keyboard.press("Enter")
        dialog = page.get_by_role("dialog", name="Avslutte mentorparet?")
        described_by = dialog.get_attribute("aria-describedby")
        assert page.locator(f"#{described_by}").inner_text().startswith("Dette kan ikke angres.")
        assert focused(page) == "Avbryt"
        leave()
        expect(dialog).to_have_count(0)
        expect(opener).to_be_focused()  # a moment later: the browser tells of the close in its own time


def test_without_scripts_the_opener_of_a_dialog_is_a_link_to_a_page(open_page):
    page = open_page("/style-guide/", scripts=False)
    page.get_by_role("link", name="Avslutt mentorparet").click()
    assert page.url.endswith("/pairings/1/dissolve/")


def test_a_filter_brings_its_results_and_says_how_many_while_focus_stays(open_page):
    page = open_page("/style-guide/")
    field = page.get_by_label("Del av navn")
    field.fill("Moe")
    field.press("Enter")
    page.get_by_role("row", name="Per Aas").wait_for(state="detached")
    assert page.locator("[aria-live=polite]").inner_text() == "1 treff"
    assert page.get_by_role("row").count() == 2
    assert page.url.endswith("/style-guide/?q=Moe&stage=Alle+faser")
    assert page.evaluate("document.activeElement.id") == "q"


def test_without_scripts_a_filter_is_a_page_of_its_own(open_page):
    page = open_page("/style-guide/", scripts=False)
    page.get_by_label("Del av navn").fill("Moe")
    page.get_by_role("button", name="Bruk filter").click()
    assert page.get_by_role("row").count() == 2


def test_tables_stay_tables_when_they_become_cards(open_page):
    page = open_page("/style-guide/", width=320)
    table = page.get_by_role("table", name="Aktive mentorpar, de som har vært stille lengst først")
    assert table.get_by_role("columnheader").all_inner_texts() == [
        "Mentee",
        "Mentor",
        "Fase",
        "Fremdrift",
        "Siste aktivitet",
    ]
    assert (
        table.get_by_role("row", name="Per Aas Ingrid Solberg Opplæring Stoppet opp – 41 dager uten aktivitet").count()
        == 1
    )


def test_the_first_tab_offers_to_skip_to_the_content(open_page):
    page = open_page("/style-guide/")
    page.keyboard.press("Tab")
    assert focused(page) == "Hopp til hovedinnholdet"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "innhold"


def test_pages_ask_nothing_of_other_places(site, browser):
    context = browser.new_context()
    page = context.new_page()
    asked, complaints = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(f"{site}/style-guide/")
    context.close()
    assert [url for url in asked if not url.startswith(site)] == []
    assert complaints == []
