"""Every page in every state: no rule of axe or IBM broken, in any look; HTML that two checkers find no fault in."""

import pytest
from django.urls import URLPattern, get_resolver

from browser.pages import NO_PAGES, STATES, State
from support.focus_checks import focus_faults
from support.html_checks import html_faults, ibm_faults


def names(patterns, prefix=""):
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield prefix + str(pattern.pattern), pattern.name
        else:
            yield from names(pattern.url_patterns, prefix + str(pattern.pattern))


def test_every_address_has_its_states_here():
    pages = {name for route, name in names(get_resolver().url_patterns) if not route.startswith("api/")}
    assert pages - NO_PAGES - {state.name for state in STATES} == set()
    assert {state.name for state in STATES} - pages == set()


@pytest.mark.parametrize("state", STATES, ids=str)
def test_no_rule_is_broken_in_any_look(open_state, violations, state: State):
    page = open_state(state)
    # Where something was done, focus must have been put somewhere.
    lost = focus_faults(page) if state.then else []
    assert lost + ibm_faults(page) + violations(page) == []


def test_two_checkers_of_html_find_no_fault_in_any_page(open_state, tmp_path):
    assert html_faults({str(state): open_state(state).content() for state in STATES}, tmp_path) == []
