"""Story E in chromium: the dialog by keyboard, the same form as a page."""

import pytest

from support.accounts import account_of

REASON = "Liten kontakt"
IN_VIEW = "element => { const box = element.getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight }"


def focused(page) -> str:
    return page.evaluate("document.activeElement.innerText.trim().replace(/\\s+/g, ' ')")


def status_of(cast, pairing) -> str:
    return cast.value("select status from public.mentor_pairings where id = %s", pairing)


@pytest.fixture
def pairing(cast):
    return cast.pair()


@pytest.fixture
def detail(open_page, cast, pairing):
    """Return `detail(scripts=True)`: the pair's page, as its coordinator."""
    return lambda **options: open_page(f"/pairings/{pairing}/", user=account_of(cast.coordinator), **options)


@pytest.mark.parametrize("width", [1280, 320])
def test_the_dialog_opens_with_its_consequence_in_view_and_focus_on_the_way_out(detail, width):
    page = detail(width=width)
    page.get_by_role("link", name="Avslutt mentorparet").focus()
    page.keyboard.press("Enter")

    dialog = page.get_by_role("dialog", name="Avslutte mentorparet Mona Mentor og Even Mentee?")
    assert dialog.is_visible()
    assert focused(page) == "Avbryt"
    consequence = dialog.locator("#dissolve-consequence")
    assert consequence.inner_text() == "Paret avsluttes for godt. Dette kan ikke angres."
    assert dialog.get_attribute("aria-describedby") == "dissolve-consequence"
    assert consequence.evaluate(IN_VIEW)
    assert dialog.get_by_role("button", name="Avbryt").evaluate(IN_VIEW)


@pytest.mark.parametrize("way_out", ["Escape", "Enter"])
def test_leaving_the_dialog_changes_nothing_and_returns_focus(detail, cast, pairing, way_out):
    page = detail()
    page.get_by_role("link", name="Avslutt mentorparet").focus()
    page.keyboard.press("Enter")
    page.keyboard.press(way_out)

    assert page.get_by_role("dialog").count() == 0
    assert focused(page) == "Avslutt mentorparet"
    assert status_of(cast, pairing) == "active"


def test_the_dialog_ends_the_pair_by_keyboard_alone(detail, cast, pairing):
    page = detail()
    page.get_by_role("link", name="Avslutt mentorparet").focus()
    page.keyboard.press("Enter")
    page.get_by_role("dialog").get_by_label("Årsak").focus()
    page.keyboard.type("Lit")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.get_by_role("dialog").get_by_role("button", name="Avslutt mentorparet").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert page.title().startswith("Mentorparet er avsluttet. Begge kan få nytt mentorpar. – ")
    assert focused(page) == "Mentorparet er avsluttet. Begge kan få nytt mentorpar."
    row = cast.row("select reason_id, initiated_by from public.pairing_dissolutions where pairing_id = %s", pairing)
    assert row == (cast.reason, "mentee")


def test_a_missing_reason_is_said_on_the_page_with_what_was_typed(detail, violations, cast, pairing):
    page = detail()
    page.get_by_role("link", name="Avslutt mentorparet").click()
    dialog = page.get_by_role("dialog")
    assert violations(page) == []
    dialog.get_by_label("Notat til koordinatorer").fill("Et langt notat")
    dialog.get_by_role("button", name="Avslutt mentorparet").click()

    assert page.title().startswith("Feil: Avslutte mentorparet?")
    assert page.url.endswith("/dissolve/")
    assert focused(page).startswith("Feil: 2 ting må rettes Velg et svar: «Årsak».")
    assert page.get_by_label("Notat til koordinatorer").input_value() == "Et langt notat"
    assert status_of(cast, pairing) == "active"
    assert violations(page) == []
    page.get_by_role("link", name="Velg et svar: «Årsak».").click()
    assert page.evaluate("document.activeElement.id") == "id_reason"


def test_without_scripts_the_same_form_is_a_page(detail, cast, pairing):
    page = detail(scripts=False, width=375)
    page.get_by_role("link", name="Avslutt mentorparet").click()
    assert page.url.endswith(f"/pairings/{pairing}/dissolve/")
    assert page.locator("h1").inner_text().replace("\n", " ") == "Avslutte mentorparet Mona Mentor og Even Mentee?"

    page.get_by_role("link", name="Avbryt").click()
    assert page.url.endswith(f"/pairings/{pairing}/")
    page.get_by_role("link", name="Avslutt mentorparet").click()
    page.get_by_label("Årsak").select_option(label=REASON)
    page.get_by_label("Mentoren", exact=True).check()
    page.get_by_role("button", name="Avslutt mentorparet").click()

    assert page.title().startswith("Mentorparet er avsluttet. Begge kan få nytt mentorpar. – ")
    assert status_of(cast, pairing) == "dissolved"
