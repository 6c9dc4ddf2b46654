"""Story H in chromium: found, added and corrected by keyboard alone and without scripts."""

import pytest

from support.accounts import account_of

FOCUSED = """() => {
  const element = document.activeElement;
  return (element.labels?.[0] ?? element).innerText.trim().replace(/\\s+/g, ' ');
}"""
MOST_TABS = 60


def tab_to(page, words):
    """Press Tab until the thing that is called `words` has focus, as somebody without a mouse does."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED).startswith(words):
            return
    raise AssertionError(f"{words} is not reached by {MOST_TABS} tabs")


def open_people(open_page, cast, path="/people/", **options):
    return open_page(path, user=account_of(cast.coordinator), **options)


@pytest.fixture
def mona_of_two(cast):
    """Cast with a mentor in two pairs, consent, a diagnosis, a note and a finished pair."""
    cast.pair()
    cast.pair(cast.mentor, cast.waiting_mentee)
    cast.complete_all(cast.pair(cast.idle_mentor, cast.far_mentee))
    cast._insert("peer_mentor_consents", peer_mentor_id=cast.mentor)
    for key in ("forerhund", "glaukom"):
        area = cast.value("select id from public.experience_areas where key = %s", key)
        cast._insert("peer_mentor_experience_areas", peer_mentor_id=cast.mentor, area_id=area)
    cast._insert("peer_mentor_notes", peer_mentor_id=cast.mentor, note="Ring på kvelden.")
    return cast.mentor


@pytest.mark.parametrize("scripts", [True, False])
def test_a_person_is_added_by_keyboard_alone(open_page, cast, scripts):
    page = open_people(open_page, cast, scripts=scripts)
    tab_to(page, "Legg til person")
    page.keyboard.press("Enter")
    page.wait_for_url("**/people/new/")

    tab_to(page, "Navn")
    page.keyboard.type("Nils Ny")
    tab_to(page, "Mentor")
    page.keyboard.press("ArrowDown")
    tab_to(page, "Enhet")
    page.keyboard.type("Rog")
    tab_to(page, "Telefon")
    page.keyboard.type("68052877")
    tab_to(page, "Kommune")
    page.keyboard.type("Stavanger")
    page.keyboard.press("Tab")
    tab_to(page, "Førerhund")
    page.keyboard.press("Space")
    tab_to(page, "Legg til person")
    page.keyboard.press("Enter")
    page.wait_for_selector(".outcome")

    assert page.title() == "Nils Ny er lagt til. – Nils Ny, Mentee – Mentorprogram"
    row = "select p.mentor_programme_role, p.municipality_id, c.phone from public.peer_mentors p"
    row += " join public.peer_mentor_contacts c on c.peer_mentor_id = p.id where p.display_name = 'Nils Ny'"
    assert cast.row(row) == ("mentee", "1103", "+47 6805 2877")
    assert page.get_by_role("listitem").filter(has_text="Førerhund").count() == 1
    if scripts:
        assert page.evaluate(FOCUSED) == "Nils Ny er lagt til."


def test_errors_take_focus_and_lead_to_their_fields(open_page, cast):
    page = open_people(open_page, cast, "/people/new/")
    page.get_by_label("E-post").fill("nils")
    page.get_by_role("button", name="Legg til person").click()

    assert page.title() == "Feil: Legg til person – Mentorprogram"
    assert page.evaluate("document.activeElement.className") == "error-summary"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate(FOCUSED) == "Navn"
    assert page.get_by_label("E-post").input_value() == "nils"
    assert page.get_by_label("E-post").get_attribute("aria-invalid") == "true"


def test_searching_shows_the_result_in_place_keeps_focus_and_tells_the_count(open_page, cast):
    page = open_people(open_page, cast)
    box = page.get_by_role("searchbox", name="Søk etter navn, e-post eller telefon")
    box.fill("mona")
    box.press("Enter")
    page.wait_for_function("document.getElementById('count').textContent === '1 person'")

    assert page.title() == "1 person, filtrert – Mentorprogram"
    assert page.url.endswith("/people/?search=mona")
    assert page.get_by_role("rowheader").all_inner_texts() == ["Mona Mentor"]
    assert page.evaluate("document.activeElement.id") == "filter_search"


def test_searching_and_filtering_work_without_scripts(open_page, cast):
    page = open_people(open_page, cast, scripts=False)
    page.get_by_label("Søk etter navn").fill("mentor")
    page.get_by_role("button", name="Søk", exact=True).click()
    assert page.get_by_role("rowheader").all_inner_texts() == ["Mona Mentor"]

    page.get_by_text("Flere filtre").click()
    page.get_by_label("Ledig kapasitet").select_option("Ikke ledig")
    page.get_by_role("button", name="Bruk filter").click()
    assert page.get_by_role("heading", name="Ingen passer med søket").is_visible()
    page.get_by_role("main").get_by_role("link", name="Nullstill filtre").last.click()
    assert page.get_by_role("rowheader").count() == 6


def test_diagnoses_open_with_the_consent_and_close_with_it(open_page, cast, mona_of_two):
    page = open_people(open_page, cast, f"/people/{mona_of_two}/edit/")
    glaucoma, consent = page.get_by_label("Glaukom"), page.get_by_label("Personen har samtykket")
    assert (glaucoma.is_checked(), glaucoma.is_enabled()) == (True, True)

    consent.uncheck()
    assert glaucoma.is_disabled()
    page.get_by_role("button", name="Lagre").click()

    outcome = page.locator(".outcome").inner_text()
    assert outcome == (
        "Opplysningene om Mona Mentor er lagret."
        " Samtykket er trukket tilbake, og 1 område som nevner en diagnose, er slettet."
    )


def test_a_consent_is_withdrawn_without_scripts_though_the_diagnosis_stays_ticked(open_page, cast, mona_of_two):
    page = open_people(open_page, cast, f"/people/{mona_of_two}/edit/", scripts=False)
    page.get_by_label("Personen har samtykket").uncheck()
    page.get_by_role("button", name="Lagre").click()
    assert "1 område som nevner en diagnose, er slettet" in page.locator(".outcome").inner_text()
    assert page.get_by_text("Glaukom").count() == 0


@pytest.mark.parametrize("scripts", [True, False])
def test_a_duplicate_is_added_only_by_the_button_that_says_so(open_page, cast, scripts):
    page = open_people(open_page, cast, "/people/new/", scripts=scripts)
    page.get_by_label("Navn").fill("Mona Mentor")
    page.get_by_label("Mentor", exact=True).check()
    page.get_by_label("Enhet").select_option("Rogaland")
    page.get_by_label("Telefon (valgfritt)").fill("6805 0000")
    page.get_by_role("button", name="Legg til person").click()

    assert page.title() == "Finnes fra før? Legg til person – Mentorprogram"
    assert page.get_by_role("link", name="Mona Mentor, Rogaland").is_visible()
    page.get_by_label("Navn").press("Enter")
    assert page.title() == "Finnes fra før? Legg til person – Mentorprogram"
    page.get_by_role("link", name="Er det en annen: gå til knappen som legger til likevel").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.wait_for_selector(".outcome")
    assert page.title() == "Mona Mentor er lagt til. – Mona Mentor, Mentor – Mentorprogram"


def test_two_who_edit_at_once_both_see_both(open_page, cast, violations):
    address = f"/people/{cast.mentor}/edit/"
    mine, theirs = open_people(open_page, cast, address), open_people(open_page, cast, address)
    theirs.get_by_label("Notat").fill("Ring før kl. 20.")
    theirs.get_by_role("button", name="Lagre").click()
    theirs.wait_for_selector(".outcome")

    mine.get_by_label("Notat").fill("Ring etter kl. 18.")
    mine.get_by_role("button", name="Lagre").click()

    assert mine.title() == "Noen kom først: Rediger Mona Mentor – Mentorprogram"
    assert mine.evaluate("document.activeElement.className") == "error-summary"
    row = mine.get_by_role("row").filter(has_text="Ring før kl. 20.")
    assert row.get_by_role("cell").all_inner_texts() == ["Ring før kl. 20.", "Ring etter kl. 18."]
    assert mine.get_by_label("Notat").input_value() == "Ring etter kl. 18."
    assert violations(mine) == []
    mine.get_by_role("button", name="Lagre det jeg skrev").first.click()
    mine.wait_for_selector(".outcome")
    assert cast.value("select note from public.peer_mentor_notes") == "Ring etter kl. 18."


def test_my_own_telephone_number_is_corrected_by_keyboard(open_page, cast):
    page = open_page("/profile/", user=account_of(cast.mentee_user), width=320)
    tab_to(page, "Telefon")
    page.keyboard.press("Control+A")
    page.keyboard.type("6805 2877")
    page.keyboard.press("Enter")
    page.wait_for_selector(".outcome")
    assert page.get_by_label("Telefon").input_value() == "+47 6805 2877"


def test_errors_and_duplicates_break_no_rule_in_any_look(open_page, cast, violations):
    page = open_people(open_page, cast, "/people/new/")
    page.get_by_role("button", name="Legg til person").click()
    assert violations(page) == []
    page.set_viewport_size({"width": 1280, "height": 900})
    page.get_by_label("Navn").fill("En Annen")
    page.get_by_label("Mentee", exact=True).check()
    page.get_by_label("Enhet").select_option("Rogaland")
    page.get_by_label("E-post").fill("mona.mentor@example.org")
    page.get_by_role("button", name="Legg til person").click()
    assert page.get_by_role("heading", name="Finnes personen her fra før?").is_visible()
    assert violations(page) == []
