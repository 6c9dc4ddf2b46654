"""What a screen reader meets on each page from top to bottom: landmarks, headings, controls, in order and by name.

Compared with tests/browser/spoken/. After a change that is meant, renew them and read the difference as somebody
would hear it: RENEW_SPOKEN=1 .venv/bin/pytest tests/browser/test_spoken_structure.py
"""

import os
import re
import subprocess
from pathlib import Path

import pytest

from browser.pages import STATES
from browser.state import State
from support.browsing import REPOSITORY

SPOKEN = Path(__file__).with_name("spoken")
ENTRY = 'export { virtual } from "@guidepup/virtual-screen-reader"'
READ = """async () => {
  const { virtual } = reader;
  await virtual.start({ container: document.body });
  while ((await virtual.lastSpokenPhrase()) !== "end of document") await virtual.next();
  const log = await virtual.spokenPhraseLog();
  await virtual.stop();
  return log;
}"""
CHANGING = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d+(\. [a-z]+ \d{4})?")
STRUCTURE = (
    "alert", "banner", "button", "checkbox", "columnheader", "combobox", "complementary", "contentinfo", "dialog",
    "form", "group", "heading", "link", "main", "navigation", "radio", "region", "rowheader", "search", "searchbox",
    "spinbutton", "table", "textbox",
)  # fmt: skip


@pytest.fixture(scope="session")
def reader() -> str:
    """The virtual screen reader as one script that makes `reader`."""
    command = [REPOSITORY / "node_modules" / ".bin" / "esbuild", "--bundle", "--format=iife", "--global-name=reader"]
    made = subprocess.run(command, input=ENTRY, cwd=REPOSITORY, capture_output=True, text=True, check=True)
    return made.stdout


def structure(log: list[str]) -> str:
    """The phrases about structure, one a line; ids, numbers and dates become N: they change."""
    phrases = [phrase for phrase in log if phrase.split(",")[0] in STRUCTURE]
    return "".join(CHANGING.sub("N", phrase) + "\n" for phrase in phrases)


@pytest.mark.parametrize("state", STATES, ids=str)
def test_structure_is_spoken_as_stored(open_state, reader, state: State):
    page = open_state(state)
    page.evaluate(reader + "; window.reader = reader; 0")
    spoken = structure(page.evaluate(READ))
    stored = SPOKEN / f"{str(state).replace(' ', '_')}.txt"
    if os.environ.get("RENEW_SPOKEN"):
        stored.write_text(spoken, encoding="utf-8")
    assert spoken == stored.read_text(encoding="utf-8")
