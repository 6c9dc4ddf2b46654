"""Tests of the checks: a fault planted in a good page is found by one of them."""

from browser.pages import STATES, open_dialog
from support.focus_checks import focus_faults
from support.html_checks import ibm_faults

FORM = next(state for state in STATES if (state.name, state.state) == ("add_person", "asked"))
PAIR = next(state for state in STATES if (state.name, state.state) == ("pairing", "steered"))
GREY = "document.querySelector('h1').style.color = '#949494'"  # 3:1 on white
UNLABELLED = "document.querySelector('label[for=id_name]').remove()"
REMOVED_WHEN_PRESSED = """document.querySelector('main a').addEventListener(
  'click', event => { event.preventDefault(); event.target.remove() })"""
NOT_DESCRIBED = "document.querySelector('dialog').removeAttribute('aria-describedby')"


def test_a_field_without_a_label_is_found_by_two_checks(open_state, violations):
    page = open_state(FORM)
    page.evaluate(UNLABELLED)
    assert any("input_label_exists" in fault for fault in ibm_faults(page))
    assert any(fault.startswith("all: label:") for fault in violations(page))


def test_text_of_three_to_one_is_found(open_state, violations):
    page = open_state(FORM)
    page.evaluate(GREY)
    assert any("color-contrast" in fault for fault in violations(page))


def test_focus_that_is_lost_is_found(open_state):
    page = open_state(PAIR)
    page.evaluate(REMOVED_WHEN_PRESSED)
    page.locator("main a").first.press("Enter")
    assert focus_faults(page) == ["focus is nowhere"]


def test_a_dialog_that_does_not_tell_its_consequence_is_found(open_state):
    page = open_state(PAIR)
    open_dialog(page)
    assert focus_faults(page) == []
    page.evaluate(NOT_DESCRIBED)
    assert focus_faults(page) == ["a dialog does not tell what it leads to: dissolve"]
