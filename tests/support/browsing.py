"""Fixtures for tests in chromium: the product served on a free port, pages in it, and axe.

    def test_something(site, open_page, violations):
        page = open_page("/accounts/login/", width=320)
        assert violations(page) == []

`open_page(path, user=user)` opens it signed in. Pages may use the database fixture's data; nothing is mocked.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread

import pytest
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer
from django.test import Client
from django.test.testcases import QuietWSGIRequestHandler
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

REPOSITORY = Path(__file__).resolve().parents[2]
AXE = REPOSITORY / "node_modules" / "axe-core" / "axe.min.js"
# All rules, best practice and AAA contrast included; experimental ones are axe's own drafts.
ALL_RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"color-contrast-enhanced": {"enabled": True}, "target-size": {"enabled": True}},
}
# What colours and widths can break.
RULES_OF_LOOKS = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "color-contrast-enhanced", "target-size"]},
}
RUN_AXE = """options => axe.run(document, options).then(result => result.violations.flatMap(
  violation => violation.nodes.map(node => `${violation.id}: ${node.html.slice(0, 160)}`)))"""
# Targets inside a sentence, and fields whose label enlarges them, may be smaller than 44 px (WCAG 2.5.5).
SMALL_TARGETS = """() => [...document.querySelectorAll(
    "a, button, input:not([type=hidden]), select, textarea, summary, .option label")]
  .filter(element => {
    const {width, height} = element.getBoundingClientRect();
    const sentence = element.closest("p, li");
    const inText = sentence && sentence.textContent.trim() !== element.textContent.trim();
    const labelled = element.matches("[type=radio], [type=checkbox]");
    return width > 1 && (width < 44 || height < 44) && !inText && !labelled;
  }).map(element => `smaller than 44 px: ${element.outerHTML.slice(0, 160)}`)"""
SCROLLS_SIDEWAYS = """() => document.documentElement.scrollWidth > document.documentElement.clientWidth
  ? ["scrolls sideways"] : []"""
LOOKS = [
    {"width": width, "color_scheme": scheme, "contrast": contrast}
    for width in (1280, 320)
    for scheme, contrast in (("light", "no-preference"), ("dark", "no-preference"), ("light", "more"), ("dark", "more"))
]
CHROMIUM = "/usr/bin/chromium"


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """What drives browsers; there can be one in a process."""
    # Playwright runs an event loop in this thread; Django would take our own queries for careless async ones.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def browser(playwright) -> Browser:
    """Debian's chromium, without a window."""
    return playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])


@pytest.fixture
def site(database) -> Iterator[str]:
    """The product served on a free port of this machine; the address without a slash at its end."""
    server = ThreadedWSGIServer(("127.0.0.1", 0), QuietWSGIRequestHandler)
    server.set_app(WSGIHandler())
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def open_page(site, browser) -> Iterator[Callable[..., Page]]:
    """Return `open_page(path, user=None, width=1280, height=900, scripts=True, workers=False)`.

    Without a path the window is empty.
    """
    contexts: list[BrowserContext] = []

    def opened(
        path: str,
        *,
        user: object = None,
        width: int = 1280,
        height: int = 900,
        scripts: bool = True,
        workers: bool = False,
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            java_script_enabled=scripts,
            # axe is put into the page, which our own policy rightly forbids.
            bypass_csp=True,
            # The worker fetches the whole shell at each first visit, which only tests of the worker need.
            service_workers="allow" if workers else "block",
            locale="nb-NO",
        )
        contexts.append(context)
        if user is not None:
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session_of(user), "url": site}])
        page = context.new_page()
        if path:
            page.goto(site + path)
        return page

    yield opened
    for context in contexts:
        context.close()


def session_of(user: object) -> str:
    """The cookie of a new session of `user`."""
    client = Client()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


@pytest.fixture
def violations() -> Callable[[Page], list[str]]:
    """Return `violations(page)`: everything found wrong with the page as it stands, in every look.

    All of axe once; contrast, size of targets and sideways scrolling in light, dark and more contrast, at 1280 and
    320 px. The page is left in the last of these looks.
    """

    def found(page: Page) -> list[str]:
        wrong = axe_faults(page)
        for look in LOOKS:
            page.emulate_media(color_scheme=look["color_scheme"], contrast=look["contrast"])
            _set_width(page, look["width"])
            faults = page.evaluate(RUN_AXE, RULES_OF_LOOKS) + page.evaluate(SMALL_TARGETS)
            wrong += [f"{look}: {fault}" for fault in faults + page.evaluate(SCROLLS_SIDEWAYS)]
        return wrong

    return found


def axe_faults(page: Page) -> list[str]:
    """What all rules of axe find broken in the page as it stands."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    return [f"all: {fault}" for fault in page.evaluate(RUN_AXE, ALL_RULES)]


def plain_faults(page: Page) -> list[str]:
    """What another language can break: all of axe, and what is too small or too wide for its words at 1280 and 320 px.

    Colours are the same in every language. The page is left at 320 px.
    """
    page.emulate_media(color_scheme="light", contrast="no-preference")
    _set_width(page, LOOKS[0]["width"])
    wrong = axe_faults(page)
    for width in sorted({look["width"] for look in LOOKS}, reverse=True):
        _set_width(page, width)
        wrong += [f"{width}: {each}" for each in page.evaluate(SMALL_TARGETS) + page.evaluate(SCROLLS_SIDEWAYS)]
    return wrong


def _set_width(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
