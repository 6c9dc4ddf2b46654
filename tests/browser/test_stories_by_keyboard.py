"""Every story with keys alone: on a wide screen, without scripts, and enlarged four times; each key press is counted.

The counts stand in docs/accessibility.md and may not differ from what is counted here. After a change that is meant:
RENEW_KEYS=1 .venv/bin/pytest tests/browser/test_stories_by_keyboard.py
"""

import os
from datetime import UTC, datetime, timedelta

import pytest

from browser.stories import STORIES, Story
from support.accounts import account_of
from support.browsing import REPOSITORY
from support.keyboard import Keyboard

DOCUMENT = REPOSITORY / "docs" / "accessibility.md"
BEGIN, END = "<!-- key presses: counted by tests/browser/test_stories_by_keyboard.py -->", "<!-- end of key presses -->"
WAYS = {"key presses": {}, "without scripts": {"scripts": False}, "enlarged four times": {"width": 320, "height": 256}}
COUNTED = list(WAYS)[:2]


@pytest.fixture
def keyboard_of(cast, open_page):
    """Return `keyboard_of(story, way)`: the one who tells the story, at the page that opens after signing in."""
    cast.pair_since((datetime.now(UTC) - timedelta(days=16)).isoformat())
    actor = {"coordinator": cast.coordinator, "mentor": cast.mentor_user, "mentee": cast.mentee_user}

    def at_the_keyboard(story: Story, way: str) -> Keyboard:
        page = open_page("/", user=account_of(actor[story.who]), **WAYS[way])
        return Keyboard(page, scripts=WAYS[way].get("scripts", True))

    return at_the_keyboard


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("story", STORIES, ids=str)
def test_the_story_is_told_by_keyboard_alone_and_focus_is_seen_all_the_way(keyboard_of, story: Story, way: str):
    keyboard = keyboard_of(story, way)
    story.told(keyboard)

    assert keyboard.unseen == []
    if way in COUNTED:
        assert keyboard.presses <= (story.most or keyboard.presses)
        if os.environ.get("RENEW_KEYS"):
            write_down(story, COUNTED.index(way), keyboard.presses)
        assert written_down()[cells_of(story)][COUNTED.index(way)] == str(keyboard.presses)


def test_the_document_holds_every_story_and_no_other():
    assert list(written_down()) == [cells_of(story) for story in STORIES]


def cells_of(story: Story) -> tuple[str, ...]:
    return (story.letter, story.who, story.what, str(story.most or "–"))


def written_down() -> dict[tuple[str, ...], list[str]]:
    """The table of the document: the first cells of each row -> what was counted."""
    table = DOCUMENT.read_text(encoding="utf-8").split(BEGIN)[1].split(END)[0].strip().splitlines()[2:]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table]
    return {tuple(row[:4]): row[4:] for row in rows}


def write_down(story: Story, column: int, presses: int) -> None:
    rows = written_down()
    counts = rows.get(cells_of(story), ["", ""])
    counts[column] = str(presses)
    rows[cells_of(story)] = counts
    lines = ["| story | who | what | at most | " + " | ".join(COUNTED) + " |", "| --- | --- | --- | --- | --- | --- |"]
    order = [cells_of(each) for each in STORIES]
    lines += [f"| {' | '.join([*row, *rows[row]])} |" for row in order if row in rows]
    text = DOCUMENT.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    table = "\n".join(lines)
    DOCUMENT.write_text(f"{before}{BEGIN}\n{table}\n{END}{rest.split(END)[1]}", encoding="utf-8")
