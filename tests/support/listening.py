"""Fixtures for scenarios heard through Orca.

    def test_something(listen, account):
        ear = listen("/", user=account)
        ear.press("Tab")
        ear.heard("Hopp til hovedinnholdet")

Playwright's keys move focus and type; `ear.orca("h")` sends one of Orca's own keys.
"""

import re
import subprocess
import time
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from playwright.sync_api import BrowserContext, Locator, Page

from mentor_program.accounts.preferences import Preferences
from support.browsing import CHROMIUM, session_of
from support.desktop import Desktop, desktop

CELLS = 40  # of a common braille display
WAIT = 30.0  # seconds for something to be spoken, on a machine that is busy with other things
QUIET = 0.7  # seconds without a word: Orca has finished
FIRST_WORD = 4.0  # seconds until Orca begins, when it says anything at all
BLANK = "data:text/html,<!doctype html><title>.</title>"
WINDOW = (
    "--no-sandbox",
    "--force-renderer-accessibility",
    "--window-size=1280,900",
    f"--app={BLANK}",
)


class Ear:
    """What a person hears at `page`, and reads in braille, since the last key press."""

    def __init__(self, page: Page, desktop: Desktop) -> None:
        self.page = page
        self._desktop = desktop
        self._from = 0

    def open(self, address: str) -> None:
        """Go to an address and listen until the page has been announced."""
        self._hand_over()
        self.page.goto(address)
        self._until(lambda: "Finished loading" in self.speech())
        self.quiet()

    def press(self, *keys: str) -> None:
        """Press keys one after the other, each when Orca has finished with the one before."""
        for key in keys:
            self._hand_over()
            self.page.keyboard.press(key)
            self.quiet()

    def type(self, text: str) -> None:
        """Type into the focused field."""
        self._start()
        self.page.keyboard.type(text)
        self.quiet()

    def orca(self, key: str) -> None:
        """Press one of Orca's own keys, such as h for the next heading."""
        self._start()
        self._key(key)
        self.quiet()

    def read_on(self, lines: int) -> tuple[str, list[str]]:
        """Read so many lines further with the arrow down: what was spoken as one text, and the lines of braille."""
        said, felt = [], []
        for _ in range(lines):
            self.orca("Down")
            said += self.speech().split()
            felt += self.lines()
        return " ".join(said), felt

    def _hand_over(self) -> None:
        """After one of its own keys Orca takes each move of focus for its own doing, until it sees another key."""
        self._key("F8")
        self._start()

    def _key(self, key: str) -> None:
        subprocess.run(["xdotool", "key", key], env=self._desktop.environment, check=True, timeout=WAIT)

    def go_to(self, place: Locator) -> None:
        """Put focus there, as a link within the page or a search for the words would."""
        self._hand_over()
        place.focus()
        self.quiet()

    def heard(self, *phrases: str) -> None:
        """Assert that these were spoken since the last key, in this order, each once."""
        self._until(lambda: _in_order(self.speech(), phrases))
        self.quiet()
        speech = self.speech()
        assert _in_order(speech, phrases), f"not heard in this order: {phrases}\n{speech}"
        assert {phrase: speech.count(phrase) for phrase in phrases} == dict.fromkeys(phrases, 1), speech

    def outcome(self, sentence: str) -> None:
        """Assert that the page announces itself with `sentence`, which then has focus and is spoken, never doubled.

        Orca speaks a new page's focus once, or a second time when the page was slow to load: its habit, not ours.
        """
        self.heard(f"Finished loading {sentence}")
        spoken = self.speech().splitlines()
        alone = [words.removesuffix(" clickable.").rstrip(" .") for words in spoken]
        assert sentence.rstrip(".") in alone, spoken
        assert [words for words in spoken if words.count(sentence) > 1] == []
        self.braille(sentence[:CELLS])

    def errors(self, *phrases: str) -> None:
        """Assert that title and summary say "Feil", and that the summary has focus and is spoken, never doubled.

        Where a form has a select, Orca speaks that after the summary and leaves the title out: so both say it.
        """
        self._until(lambda: _in_order(self.speech(), phrases))
        self.quiet()
        assert self.page.title().startswith("Feil: ")
        assert self.page.evaluate("document.activeElement.className") == "error-summary"
        assert _in_order(self.speech(), phrases), self.speech()
        assert [words for words in self.speech().splitlines() if words.count(phrases[0]) > 1] == []
        self.braille(phrases[0])

    def braille(self, phrase: str) -> None:
        """Assert that a line shown since the last key has `phrase` within its first cells."""
        self._until(lambda: any(phrase in line[:CELLS] for line in self.lines()))
        assert [line for line in self.lines() if phrase in line[:CELLS]] != [], self.lines()

    def speech(self) -> str:
        """All that was spoken since the last key, a line for each time Orca spoke."""
        return "\n".join(_quoted(line) for line in self._new() if line.startswith("SPEECH"))

    def lines(self) -> list[str]:
        """The braille lines since the last key."""
        return [_quoted(line) for line in self._new() if line.startswith("BRAILLE")]

    def quiet(self) -> None:
        """Wait until Orca has begun to speak, and then said nothing for a while."""
        self._until(lambda: self.speech() != "", FIRST_WORD)
        size, since = -1, time.monotonic()
        while time.monotonic() - since < QUIET:
            now = self._desktop.heard.stat().st_size
            if now != size:
                size, since = now, time.monotonic()
            self.page.wait_for_timeout(50)

    def _start(self) -> None:
        self._from = self._desktop.heard.stat().st_size

    def _new(self) -> list[str]:
        return self._desktop.heard.read_bytes()[self._from :].decode().splitlines()

    def _until(self, holds: Callable[[], bool], seconds: float = WAIT) -> None:
        end = time.monotonic() + seconds
        while not holds() and time.monotonic() < end:
            self.page.wait_for_timeout(100)


def _quoted(line: str) -> str:
    """The words out of a line of the log, without what Orca notes about voice and cursor."""
    return re.match(r"[^']*'(.*?)'(?: voice=\w+)? ?(?:\[?\{'| focusOffset|$)", line)[1]


def _in_order(speech: str, phrases: tuple[str, ...]) -> bool:
    at = 0
    for phrase in phrases:
        at = speech.find(phrase, at) + len(phrase)
        if at < len(phrase):
            return False
    return True


@pytest.fixture(scope="session")
def desktop_with_orca(tmp_path_factory) -> Iterator[Desktop]:
    """One desktop and one Orca for all scenarios."""
    with desktop(tmp_path_factory.mktemp("desktop")) as started:
        yield started


@pytest.fixture(scope="session")
def window(desktop_with_orca, playwright, tmp_path_factory) -> Iterator[BrowserContext]:
    """Chromium in a window of its own, without an address bar, as an installed application has it."""
    profile = tmp_path_factory.mktemp("profile")
    (profile / "Default").mkdir()
    # An offer to translate would be spoken on every page.
    (profile / "Default" / "Preferences").write_text('{"translate": {"enabled": false}}')
    context = playwright.chromium.launch_persistent_context(
        profile,
        executable_path=CHROMIUM,
        headless=False,
        no_viewport=True,
        env=desktop_with_orca.environment,
        args=list(WINDOW),
        locale="nb-NO",
        color_scheme="light",
    )
    yield context
    context.close()


@pytest.fixture
def listen(site, window, desktop_with_orca) -> Iterator[Callable[..., Ear]]:
    """Return `listen(path, user=None, language="nb")`: opens the page, signed in as `user`, and says what is heard."""
    page = window.pages[0]

    def opened(path: str, *, user: object = None, language: str = "nb") -> Ear:
        window.clear_cookies()
        if user is not None:
            # Imported late: Django is not ready yet when pytest reads this plugin.
            from mentor_program.accounts.services import save_preferences

            save_preferences(user=user, preferences=Preferences(language=language))
        if user is not None:
            window.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session_of(user), "url": site}])
        ear = Ear(page, desktop_with_orca)
        ear.open(site + path)
        return ear

    yield opened
    # The next scenario begins in silence.
    page.goto(BLANK)
