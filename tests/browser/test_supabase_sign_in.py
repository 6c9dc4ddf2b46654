"""Signing in through Supabase in chromium: by keyboard, from the empty page to the person's own rows."""

import pytest

from support.focus_checks import focus_faults
from support.html_checks import html_faults, ibm_faults

PASSWORD = "en lang setning"


@pytest.fixture
def even(supabase, cast):
    """The cast's mentee, with a pair, and an account at Supabase."""
    cast.pair()
    return supabase.add("even.mentee@example.org", PASSWORD, id=cast.mentee_user.user_id)


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def go_to(page, name):
    """Tab on until the control of this name has focus; returns how many presses it took."""
    for presses in range(1, 30):
        press(page, "Tab")
        if page.evaluate("document.activeElement.labels?.[0]?.innerText ?? document.activeElement.innerText") == name:
            return presses
    raise AssertionError(f"{name} is out of reach")


def test_a_password_signs_in_by_keyboard_and_shows_ones_own_pair_alone(even, supabase, open_page):
    page = open_page("/")
    assert page.title() == "Logg inn – Mentorprogram"
    go_to(page, "E-postadresse")
    page.keyboard.type(even.email)
    go_to(page, "Passord")
    page.keyboard.type("feil passord her")
    with page.expect_navigation():
        press(page, "Enter")
    assert page.title() == "Feil: Logg inn – Mentorprogram"
    assert page.get_by_label("E-postadresse").input_value() == even.email
    assert focus_faults(page) == []
    go_to(page, "Passord")
    page.keyboard.type(PASSWORD)
    with page.expect_navigation():
        press(page, "Enter")
    main = page.locator("main").inner_text()
    assert page.url.endswith("/")
    assert "Mona Mentor" in main
    assert "Frida Fjern" not in main
    assert supabase.paths() == ["POST /auth/v1/token?grant_type=password"] * 2


def test_a_code_signs_in_by_keyboard_without_scripts(even, supabase, open_page):
    page = open_page("/accounts/login/code/", scripts=False)
    page.get_by_label("E-postadresse").focus()
    page.keyboard.type(even.email)
    with page.expect_navigation():
        press(page, "Enter")
    assert page.title() == "Koden er sendt – Skriv inn koden – Mentorprogram"
    page.get_by_label("Kode fra e-posten").focus()
    page.keyboard.type(even.code)
    with page.expect_navigation():
        press(page, "Enter")
    assert "Mona Mentor" in page.locator("main").inner_text()


def test_no_rule_is_broken_on_the_pages_that_are_new(even, supabase, open_page, violations, tmp_path):
    found, pages = {}, {}

    def look(page, name, *, acted=True):
        # Where something was done, focus must have been put somewhere.
        found[name] = (focus_faults(page) if acted else []) + ibm_faults(page) + violations(page)
        pages[name] = page.content()

    page = open_page("/accounts/login/code/")
    page.get_by_label("E-postadresse").fill(even.email)
    page.get_by_role("button", name="Send koden").click()
    look(page, "code")
    page.get_by_label("Kode fra e-posten").fill("abc")
    page.get_by_role("button", name="Logg inn").click()
    look(page, "code with errors")

    from django.core.cache import cache

    cache.clear()
    page = open_page("/accounts/password/reset/")
    page.get_by_label("E-postadresse").fill(even.email)
    page.get_by_role("button", name="Send koden").click()
    look(page, "code for a new password")
    page.get_by_label("Kode fra e-posten").fill(even.code)
    page.get_by_role("button", name="Gå videre").click()
    page.get_by_label("Nytt passord", exact=True).fill("kort")
    page.get_by_role("button", name="Lagre passordet").click()
    look(page, "new password with errors")

    supabase.next_answer = (503, {}, {})
    page = open_page("/accounts/login/")
    page.get_by_label("E-postadresse").fill(even.email)
    page.get_by_label("Passord").fill(PASSWORD)
    page.get_by_role("button", name="Logg inn").click()
    look(page, "out of reach")
    page.get_by_label("Passord").fill(PASSWORD)
    page.get_by_role("button", name="Logg inn").click()
    page.get_by_role("link", name="Endre passord").click()
    look(page, "change of password", acted=False)
    assert found == {name: [] for name in found}
    assert html_faults(pages, tmp_path) == []
