"""Pairs for everyone who waits in chromium: by keyboard alone, and without scripts."""

from playwright.sync_api import Page

from support.accounts import account_of

START = "/pairings/proposals/"
FOCUSED = "(document.activeElement.innerText || document.activeElement.value || '').trim().replace(/\\s+/g, ' ')"


def press(page: Page, name: str) -> None:
    """Go to the control called `name` by Tab alone, and press Enter."""
    for _presses in range(60):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED) == name:
            break
    else:
        raise AssertionError(f"Tab never came to {name}")
    with page.expect_navigation():
        page.keyboard.press("Enter")


def pairs(cast):
    return set(cast.owner.execute("select mentor_name, mentee_name from public.mentor_pairings").fetchall())


def test_everyone_who_waits_is_paired_by_keyboard_alone(open_page, cast):
    page = open_page("/pairings/new/", user=account_of(cast.coordinator))
    press(page, "Foreslå mentorpar for alle som venter")
    press(page, "Foreslå mentorpar")
    assert page.title().startswith("Forslagene er klare. Ingenting er opprettet ennå. – 3 forslag – ")
    assert page.evaluate(FOCUSED) == "Forslagene er klare. Ingenting er opprettet ennå."
    assert pairs(cast) == set()

    press(page, "Velg en annen mentor for Even Mentee")
    press(page, "Velg Bjørn Borte")
    assert page.title().startswith("Låst: Even Mentee og Bjørn Borte")
    press(page, "Ta ut Vera Venter")
    assert page.evaluate(FOCUSED) == "Tatt ut: Vera Venter"
    press(page, "Foreslå på nytt")
    assert page.title().startswith("Foreslått på nytt – 2 forslag, 1 tatt ut – ")
    press(page, "Opprett 2 mentorpar …")
    assert page.title().startswith("Opprette 2 mentorpar?")
    press(page, "Opprett 2 mentorpar")

    assert page.title().startswith("2 mentorpar er opprettet")
    assert page.evaluate(FOCUSED) == "2 mentorpar er opprettet"
    assert ("Bjørn Borte", "Even Mentee") in pairs(cast)
    assert len(pairs(cast)) == 2


def test_without_scripts_all_of_it_works_and_what_changed_is_told(open_page, cast):
    page = open_page(START, user=account_of(cast.coordinator), scripts=False)
    page.get_by_label("Største avstand").select_option("")
    page.get_by_role("button", name="Foreslå mentorpar").click()
    page.get_by_role("button", name="Lås forslaget for Even Mentee").click()
    assert page.title().startswith("Låst: Even Mentee og ")
    page.get_by_role("button", name="Ta ut Vera Venter").click()
    page.get_by_role("link", name="Tatt ut (1)").click()
    page.get_by_role("button", name="Ta inn igjen Vera Venter").click()
    cast.owner.execute("update public.peer_mentors set availability = 'unavailable' where id = %s", [cast.mentee])
    page.get_by_role("link", name="Opprett 3 mentorpar …").click()
    page.get_by_role("button", name="Opprett 3 mentorpar").click()

    assert page.title().startswith("Ingen mentorpar er opprettet: 1 forslag kan ikke opprettes lenger.")
    assert pairs(cast) == set()
    page.get_by_role("link", name="Opprett 2 mentorpar …").click()
    page.get_by_role("button", name="Opprett 2 mentorpar").click()
    assert page.title().startswith("2 mentorpar er opprettet")
    assert len(pairs(cast)) == 2
