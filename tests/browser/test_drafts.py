"""A long form is begun, the person signs out, and goes on with it later."""

import json
from urllib.parse import parse_qs

from support.accounts import account_of


def is_saved(response) -> bool:
    return response.url.endswith("/drafts/") and response.request.method == "POST"


def test_what_was_typed_is_offered_when_the_form_is_opened_again(cast, open_page, violations):
    user = account_of(cast.coordinator)
    page = open_page("/people/new/", user=user)
    with page.expect_response(is_saved):
        page.get_by_label("Navn").fill("Kari Nordmann")
        page.get_by_role("textbox", name="Telefon").fill("68 05 28 77")
    page = open_page("/people/new/", user=user)
    page.get_by_text("Du begynte på dette skjemaet").wait_for()
    assert page.get_by_label("Navn").input_value() == ""
    assert violations(page) == []
    page.get_by_role("button", name="Fortsett på utkastet").click()
    assert page.get_by_label("Navn").input_value() == "Kari Nordmann"
    assert page.get_by_role("textbox", name="Telefon").input_value() == "68 05 28 77"
    assert page.evaluate("document.activeElement.name") == "name"
    assert page.locator(".draft-offer").count() == 0


def test_a_draft_can_be_deleted(cast, open_page):
    user = account_of(cast.coordinator)
    page = open_page("/people/new/", user=user)
    with page.expect_response(is_saved):
        page.get_by_label("Navn").fill("Kari Nordmann")
    page.reload()
    with page.expect_response(is_saved):
        page.get_by_role("button", name="Slett utkastet").click()
    assert page.get_by_label("Navn").input_value() == ""
    with page.expect_response(lambda response: "/drafts/?" in response.url) as asked:
        page.reload()
    assert asked.value.json() == {}


def test_boxes_that_are_ticked_are_ticked_again(cast, open_page):
    user = account_of(cast.coordinator)
    page = open_page("/people/new/", user=user)
    page.get_by_label("Navn").fill("Kari Nordmann")
    with page.expect_response(is_saved):
        page.get_by_label("Seniorer").check()
        page.get_by_label("Førerhund").check()
    page = open_page("/people/new/", user=user)
    page.get_by_role("button", name="Fortsett på utkastet").click()
    ticked = "[...document.querySelectorAll('input[name=areas]:checked')].map(box => box.labels[0].innerText.trim())"
    assert page.evaluate(ticked) == ["Seniorer", "Førerhund"]


def test_no_diagnosis_is_in_a_draft_since_the_consent_is_not_stored_yet(cast, open_page):
    page = open_page("/people/new/", user=account_of(cast.coordinator))
    page.get_by_label("Personen har samtykket").check()
    with page.expect_response(is_saved) as saved:
        page.get_by_label("Glaukom").check()
    kept = parse_qs(saved.value.request.post_data)["fields"][0]
    assert json.loads(kept)["diagnosis_consent"] == ["on"]
    assert "diagnosis_areas" not in json.loads(kept)
