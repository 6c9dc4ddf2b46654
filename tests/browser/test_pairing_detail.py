"""Stories C and D in chromium: a milestone by keyboard, with and without scripts, and every state under axe."""

from datetime import UTC, datetime, timedelta

import pytest

from support.accounts import account_of

KEYS = 12


def focused(page) -> str:
    return page.evaluate("document.activeElement.innerText.trim().replace(/\\s+/g, ' ')")


@pytest.mark.parametrize("who", ["coordinator", "mentor_user", "mentee_user"])
def test_an_active_pair_breaks_no_rule_in_any_look(open_page, violations, cast, service, who):
    pairing = cast.pair_since(
        "2026-01-10T10:00:00+01:00",
        milestones=[{"position": 1, "completed_at": "2026-01-20T10:00:00+01:00"}],
        contacts=[{"occurred_on": f"2026-02-{day:02}", "form": "meeting"} for day in range(1, 12)],
    )
    assert violations(open_page(f"/pairings/{pairing}/", user=account_of(getattr(cast, who)))) == []


def test_an_ended_pair_breaks_no_rule(open_page, violations, cast, service):
    pairing = cast.pair()
    service.dissolve(
        actor=cast.coordinator, pairing_id=pairing, reason_id=cast.reason, initiated_by="mentee", note="Enige"
    )
    assert violations(open_page(f"/pairings/{pairing}/", user=account_of(cast.coordinator))) == []


def test_asking_before_a_milestone_is_reopened_breaks_no_rule(open_page, violations, cast):
    pairing = cast.pair()
    cast.complete_all(pairing)
    page = open_page(f"/pairings/{pairing}/", user=account_of(cast.coordinator))
    page.get_by_text("Gjenåpne en fullført milepæl").click()
    assert violations(page) == []
    page.get_by_role("link", name="Gjenåpne Første møte").click()
    assert violations(page) == []
    page.get_by_role("button", name="Gjenåpne milepælen").click()
    assert focused(page) == "Første møte er gjenåpnet. Mentorparet er aktivt igjen."


@pytest.mark.parametrize("completed", [0, 2])
def test_a_milestone_is_completed_in_at_most_12_keys_from_landing(open_page, cast, completed):
    pairing = cast.pair_since(
        (datetime.now(UTC) - timedelta(days=40)).isoformat(),
        milestones=[
            {"position": position + 1, "completed_at": (datetime.now(UTC) - timedelta(days=35)).isoformat()}
            for position in range(completed)
        ],
    )
    page = open_page("/", user=account_of(cast.coordinator))
    pressed = 0

    def press(key: str) -> None:
        nonlocal pressed
        page.keyboard.press(key)
        pressed += 1
        assert pressed <= KEYS

    def tab_to(start: str) -> None:
        while not focused(page).startswith(start):
            press("Tab")
            if focused(page).startswith("Hopp til"):
                press("Enter")

    tab_to("Mona Mentor og Even Mentee")
    with page.expect_navigation():
        press("Enter")
    tab_to("Merk som fullført")
    with page.expect_navigation():
        press("Enter")

    name = ["Oppstartssamtale", "Første møte", "Avslutningssamtale"][completed]
    told = "Alle milepæler er fullført. Programmet er fullført." if completed == 2 else f"Milepæl fullført: {name}."
    assert page.title().startswith(f"{told} – ")
    assert focused(page) == told
    query = "select milestones_completed from public.mentor_pairings where id = %s"
    assert cast.value(query, pairing) == completed + 1


def test_a_milestone_is_completed_without_scripts(open_page, cast):
    pairing = cast.pair()
    page = open_page(f"/pairings/{pairing}/", user=account_of(cast.coordinator), scripts=False, width=375)
    page.get_by_role("button", name="Merk som fullført: Første møte").click()

    assert page.title().startswith("Milepæl fullført: Første møte. – ")
    assert page.locator(".outcome").inner_text() == "Milepæl fullført: Første møte."
    assert page.get_by_role("button", name="Merk som fullført: Første møte").count() == 0


def test_pressing_twice_in_a_hurry_completes_once(open_page, cast):
    pairing = cast.pair()
    page = open_page(f"/pairings/{pairing}/", user=account_of(cast.coordinator))
    page.get_by_role("button", name="Merk som fullført: Oppstartssamtale").dblclick()
    page.wait_for_function("document.title.startsWith('Milepæl fullført: Oppstartssamtale')")

    query = "select kind from public.pairing_events where pairing_id = %s order by line"
    assert cast.owner.execute(query, [pairing]).fetchall() == [("created",), ("milestone_completed",)]


def test_wrong_answers_about_a_contact_take_focus_and_break_no_rule(open_page, violations, cast):
    pairing = cast.pair()
    page = open_page(f"/pairings/{pairing}/contact/", user=account_of(cast.mentor_user))
    assert violations(page) == []
    page.get_by_label("Dato").fill("31.2.2026")
    page.get_by_role("button", name="Registrer kontakt").click()

    assert page.title().startswith("Feil: Registrer kontakt")
    assert focused(page).startswith("Feil: 2 ting må rettes")
    assert page.get_by_label("Dato").input_value() == "31.2.2026"
    assert violations(page) == []
