"""Story F in chromium: by keyboard, without scripts, with scripts, and no rule broken in any look."""

import pytest
from playwright.sync_api import Page

from support.accounts import account_of

WIDGET = "/pairings/new/"
FOCUSED = "(document.activeElement.innerText || document.activeElement.value || '').trim()"


@pytest.fixture
def coordinator(cast):
    """An account that coordinates people of whom some suit each other and some can't be chosen."""
    cast.owner.execute("update public.peer_mentors set municipality_id = '1103' where id = %s", [cast.mentor])
    cast.owner.execute("update public.peer_mentors set municipality_id = '1108' where id = %s", [cast.mentee])
    cast.owner.execute(
        "update public.peer_mentors set availability = 'paused', paused_until = '2999-12-25' where id = %s",
        [cast.idle_mentor],
    )
    for person in (cast.mentor, cast.mentee):
        cast.owner.execute(
            "insert into public.peer_mentor_experience_areas (peer_mentor_id, area_id)"
            " select %s, id from public.experience_areas where key in ('forerhund', 'arbeidsliv')",
            [person],
        )
    return account_of(cast.coordinator)


def tab_to(page: Page, name: str) -> int:
    """Press Tab until the control called `name` has focus; how often that was."""
    for presses in range(1, 60):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED) == name:
            return presses
    raise AssertionError(f"Tab never came to {name}")


def press(page: Page, name: str) -> None:
    tab_to(page, name)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def statuses(cast):
    query = "select mentor_name, mentee_name, status from public.mentor_pairings"
    return cast.owner.execute(query).fetchall()


def test_a_pair_is_made_by_keyboard_alone(open_page, cast, coordinator):
    page = open_page(WIDGET, user=coordinator)

    press(page, "Velg Even Mentee")
    assert page.title() == "2 mentorer – Finn en mentor til Even Mentee – Mentorprogram"
    press(page, "Velg Mona Mentor")
    press(page, "Opprett mentorpar")

    assert page.title().startswith("Mentorparet er opprettet – ")
    assert page.evaluate(FOCUSED) == "Mentorparet er opprettet"
    assert statuses(cast) == [("Mona Mentor", "Even Mentee", "active")]


def test_the_list_is_reached_without_going_through_the_filters(open_page, coordinator):
    page = open_page(WIDGET, user=coordinator)

    tab_to(page, "Hopp til listen")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate(FOCUSED) == "Velg Even Mentee"


def test_without_scripts_filters_choice_and_confirmation_work_and_cancel_keeps_the_filters(
    open_page, cast, coordinator
):
    page = open_page(WIDGET, user=coordinator, scripts=False)

    page.get_by_label("Fylke").select_option("Rogaland")
    page.get_by_label("Erfaringsområde").select_option("førerhund")
    page.get_by_role("button", name="Bruk filter").click()
    assert page.title().startswith("1 mentee og 1 mentor – ")
    page.get_by_role("link", name="Velg Mona Mentor").click()
    page.get_by_role("link", name="Velg Even Mentee").click()
    page.get_by_role("link", name="Avbryt").click()
    assert page.get_by_label("Erfaringsområde").input_value() == "forerhund"
    page.get_by_role("link", name="Velg Mona Mentor").click()
    page.get_by_role("button", name="Opprett mentorpar").click()

    assert page.title().startswith("Mentorparet er opprettet – ")
    assert statuses(cast) == [("Mona Mentor", "Even Mentee", "active")]


def test_with_scripts_the_lists_follow_the_filter_and_the_count_is_said_while_focus_stays(open_page, coordinator):
    page = open_page(WIDGET, user=coordinator)
    page.get_by_label("Navn").fill("mona")
    page.keyboard.press("Enter")

    page.wait_for_function("document.getElementById('count').textContent !== ''")

    assert page.locator("#count").text_content() == "0 menteer og 1 mentor"
    assert page.url.endswith(f"{WIDGET}?search=mona")
    assert page.title().startswith("0 menteer og 1 mentor – ")
    assert page.evaluate("document.activeElement.name") == "search"
    assert page.get_by_role("link", name="Velg Mona Mentor").is_visible()


@pytest.mark.parametrize("query", ["?availability=all&within=10", "?search=nobody&area=forerhund", "confirm"])
def test_no_rule_is_broken_in_any_look(open_page, violations, cast, coordinator, query):
    if query == "confirm":
        cast.complete_all(cast.pair(cast.mentor, cast.waiting_mentee))
        query = f"confirm/?mentor={cast.mentor}&mentee={cast.mentee}"

    page = open_page(WIDGET + query.format(mentee=cast.mentee), user=coordinator)

    assert violations(page) == []
