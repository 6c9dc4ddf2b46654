"""My settings seen in a browser: what is chosen holds on every page, from the first paint, in every look."""

import pytest

from mentor_program.accounts.preferences import Preferences
from mentor_program.accounts.services import save_preferences
from support.accounts import account_of
from support.browsing import SCROLLS_SIDEWAYS

ROOT_TEXT = "getComputedStyle(document.documentElement).fontSize"
PAPER = "getComputedStyle(document.body).backgroundColor"
LINE_HEIGHT_OF_A_ROW = "document.querySelector('tbody tr').getBoundingClientRect().height"


@pytest.fixture
def open_with(cast, open_page):
    """Return `open_with(path, width=1280, **choices)`: the page as the coordinator has chosen to see it."""

    def opened(path: str, *, width: int = 1280, **choices: str):
        user = account_of(cast.coordinator)
        save_preferences(user=user, preferences=Preferences(**choices))
        return open_page(path, user=user, width=width)

    return opened


@pytest.mark.parametrize("path", ["/", "/people/", "/pairings/new/", "/settings/", "/import/"])
@pytest.mark.parametrize("width", [1280, 768, 375])
def test_very_large_text_fits_without_scrolling_sideways(cast, open_with, path, width):
    cast.pair()
    page = open_with(path, width=width, text_size="very_large")
    assert page.evaluate(ROOT_TEXT) == "24px"
    assert page.evaluate(SCROLLS_SIDEWAYS) == []


@pytest.mark.parametrize(
    ("choices", "device", "paper"),
    [
        ({}, {"color_scheme": "light"}, "rgb(251, 247, 240)"),
        ({}, {"color_scheme": "dark"}, "rgb(17, 24, 26)"),
        ({}, {"color_scheme": "dark", "contrast": "more"}, "rgb(0, 0, 0)"),
        ({"theme": "dark"}, {"color_scheme": "light"}, "rgb(17, 24, 26)"),
        ({"theme": "light"}, {"color_scheme": "dark"}, "rgb(251, 247, 240)"),
        ({"theme": "dark", "contrast": "more"}, {"color_scheme": "light"}, "rgb(0, 0, 0)"),
        ({"contrast": "more"}, {"color_scheme": "light"}, "rgb(255, 255, 255)"),
    ],
)
def test_what_is_chosen_wins_over_what_the_device_asks_for(open_with, choices, device, paper):
    page = open_with("/settings/", **choices)
    page.emulate_media(**device)
    assert page.evaluate(PAPER) == paper


def test_compact_lists_take_less_room_and_keep_large_targets(cast, open_with, violations):
    cast.pair()
    ordinary = open_with("/").evaluate(LINE_HEIGHT_OF_A_ROW)
    page = open_with("/", lists="compact")
    assert page.evaluate(LINE_HEIGHT_OF_A_ROW) < ordinary
    assert violations(page) == []


def test_nothing_moves_when_that_is_chosen(open_with):
    page = open_with("/settings/", motion="reduced")
    moving = """[...document.querySelectorAll("*")].filter(element => {
      const style = getComputedStyle(element);
      return style.animationName !== "none" || style.transitionDuration !== "0s";
    }).length"""
    assert page.evaluate(moving) == 0


def test_settings_are_chosen_by_keyboard(open_with):
    page = open_with("/settings/")
    page.get_by_label("Bokmål").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_function("document.documentElement.lang === 'en'")
    assert page.title() == "Your settings are saved. – My settings – Mentor programme"
    assert page.evaluate("document.activeElement.innerText") == "Your settings are saved."
