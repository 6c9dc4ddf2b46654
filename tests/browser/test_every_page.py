"""Every page in every state and language: no rule of axe or IBM broken, in any look; HTML that two checkers accept."""

import pytest
from django.urls import URLPattern, get_resolver

from browser.conftest import LANGUAGES
from browser.pages import NO_PAGES, STATES
from browser.state import State
from support.browsing import plain_faults
from support.focus_checks import focus_faults
from support.html_checks import html_faults, ibm_faults

LANGUAGE_OF_PAGE = "document.documentElement.lang"


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
def test_no_rule_is_broken_in_any_language_or_look(open_state, violations, state: State):
    page = open_state(state)
    # Where something was done, focus must have been put somewhere.
    wrong = (focus_faults(page) if state.then else []) + ibm_faults(page) + violations(page)
    for language in LANGUAGES[1:]:
        open_state(state, language=language, page=page)
        assert page.evaluate(LANGUAGE_OF_PAGE) == language
        wrong += [f"{language}: {fault}" for fault in plain_faults(page)]
    assert wrong == []


def test_two_checkers_of_html_find_no_fault_in_any_page(open_state, tmp_path):
    """In English, where the organisation's own words carry their language: the other pages have the same less that."""
    pages, page = {}, {}
    for state in STATES:
        page[state.who] = open_state(state, language="en", page=page.get(state.who))
        pages[str(state)] = page[state.who].content()
    assert html_faults(pages, tmp_path) == []
