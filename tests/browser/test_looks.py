"""What people set in their browser or system: space in text, forced colours, less motion; and pages on paper."""

import pytest

from browser.pages import world
from support.accounts import account_of
from support.browsing import SCROLLS_SIDEWAYS

PATHS = (
    "/",
    "/pairings/{pair}/",
    "/pairings/{pair}/dissolve/",
    "/pairings/new/",
    "/people/",
    "/people/new/",
    "/import/",
)
TEXT_SPACING = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
  p { margin-block-end: 2em !important }"""
CUT_OFF = """() => [...document.querySelectorAll("main *, header *")]
  .filter(element => element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).overflow === "hidden"
    && !element.closest("thead, .visually-hidden, .skip-link"))
  .map(element => `cut off: ${element.outerHTML.slice(0, 120)}`)"""
# Without its colours a thing to press must still have an edge, and focus must still be drawn.
NO_EDGE = """() => [...document.querySelectorAll(".ds-button, .ds-input")]
  .filter(element => element.checkVisibility() && getComputedStyle(element).borderStyle === "none")
  .map(element => `no edge: ${element.outerHTML.slice(0, 120)}`)"""
FOCUS_NOT_DRAWN = """() => { const style = getComputedStyle(document.activeElement);
  return style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2 ? ["focus is not drawn"] : [] }"""
MOVES = """() => [...document.querySelectorAll("*")].filter(element => {
    const style = getComputedStyle(element);
    return Math.max(...(style.animationDuration + "," + style.transitionDuration).split(",").map(parseFloat)) > 0.01;
  }).map(element => `moves: ${element.outerHTML.slice(0, 120)}`)"""
WRONG_ON_PAPER = """() => {
  const seen = [...document.querySelectorAll(".site-header, .site-footer, .skip-link, .ds-button")]
    .filter(element => element.checkVisibility()).map(element => `on paper: ${element.outerHTML.slice(0, 120)}`);
  const pale = getComputedStyle(document.body).color === "rgb(0, 0, 0)" ? [] : ["text is not black on paper"];
  return [...seen, ...pale, ...(document.querySelector("h1").checkVisibility() ? [] : ["no heading on paper"])];
}"""


@pytest.fixture
def found_on_all(cast, open_page, site):
    """Return `found_on_all(prepare, *scripts)`: what the scripts find wrong on each of the pages."""
    facts = vars(world(cast))

    def found(prepare, *scripts: str, width: int = 1280) -> list[str]:
        page = open_page("", user=account_of(cast.coordinator), width=width)
        wrong = []
        for path in PATHS:
            page.goto(site + path.format(**facts))
            prepare(page)
            wrong += [f"{path}: {fault}" for script in scripts for fault in page.evaluate(script)]
        return wrong

    return found


def test_more_space_between_letters_words_and_lines_hides_nothing(found_on_all):
    def spread(page) -> None:
        page.add_style_tag(content=TEXT_SPACING)

    assert found_on_all(spread, SCROLLS_SIDEWAYS, CUT_OFF, width=320) == []


def test_with_forced_colours_all_that_can_be_pressed_has_an_edge_and_focus_is_drawn(found_on_all):
    def forced(page) -> None:
        page.emulate_media(forced_colors="active")
        page.keyboard.press("Tab")

    assert found_on_all(forced, NO_EDGE, FOCUS_NOT_DRAWN) == []


def test_nothing_moves_for_those_who_asked_their_system_for_that(found_on_all):
    assert found_on_all(lambda page: page.emulate_media(reduced_motion="reduce"), MOVES) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_paper_there_is_the_content_alone_in_black(found_on_all, scheme):
    assert found_on_all(lambda page: page.emulate_media(media="print", color_scheme=scheme), WRONG_ON_PAPER) == []
