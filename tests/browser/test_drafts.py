"""A long form is begun, the person signs out, and goes on with it later."""

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


def test_boxes_to_tick_are_in_no_draft_since_they_may_name_a_diagnosis(cast, open_page):
    page = open_page("/people/new/", user=account_of(cast.coordinator))
    with page.expect_response(is_saved) as saved:
        page.locator("input[type=checkbox]").first.check()
        page.get_by_label("Navn").fill("Kari Nordmann")
    sent = saved.value.request.post_data
    boxes = page.evaluate("[...document.querySelectorAll('#person-form input[type=checkbox]')].map(box => box.name)")
    assert boxes != []
    assert [name for name in boxes if f"%22{name}%22" in sent] == []
