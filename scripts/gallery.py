"""Takes pictures of every main page, narrow and wide, light and dark, into a folder.

    .venv/bin/python scripts/gallery.py [FOLDER] [--docs]      FOLDER is gallery/ unless told

Serves the demo on a free port with a database of its own and takes both away afterwards. --docs also renews
docs/screenshot-overview.png.
"""

import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

REPOSITORY = Path(__file__).resolve().parents[1]
CHROMIUM = "/usr/bin/chromium"
PASSWORD = "demo-passord"
WIDTHS = {375: 812, 1280: 900}
SCHEMES = ("light", "dark")
STOP_SECONDS = 60
NOBODY = ""
COORDINATOR, MENTOR = "coordinator@demo.example", "mentor@demo.example"
IDLE, MENTEE = "idle@demo.example", "mentee@demo.example"
PAIRING = "main a[href^='/pairings/']:not([href*='/new/'])"
PERSON = "main table a[href^='/people/']"


@dataclass(frozen=True)
class Shot:
    """One page: its name, who looks, where it starts, the links to follow from there, and what to do at the end."""

    name: str
    who: str
    address: str
    links: tuple[str, ...] = ()
    then: Callable[[Page], None] | None = None


SHEET = b"Navn;E-post;Telefon;Kommune\nNils Ny;nils.ny@example.org;68 05 00 99;Stavanger\nBerit By;ikke epost;;Sola\n"


def send(page: Page) -> None:
    with page.expect_navigation():
        page.locator("main form.form [type=submit]").last.click()


def upload(page: Page) -> None:
    page.set_input_files("input[type=file]", {"name": "liste.csv", "mimeType": "text/csv", "buffer": SHEET})
    send(page)


def open_dialog(page: Page) -> None:
    page.locator("[data-dialog]").first.click()
    page.wait_for_selector("dialog:modal")


SHOTS = [
    Shot("sign-in", NOBODY, "/accounts/login/"),
    Shot("sign-in-by-code", NOBODY, "/accounts/login/code/"),
    Shot("language-and-looks", NOBODY, "/settings/"),
    Shot("accessibility-statement", NOBODY, "/accessibility/"),
    Shot("offline", NOBODY, "/offline/nb/"),
    Shot("overview", COORDINATOR, "/"),
    Shot("overview-stalled", COORDINATOR, "/?indicator=stalled"),
    Shot("overview-paused", COORDINATOR, "/?tab=paused"),
    Shot("overview-ended", COORDINATOR, "/?tab=ended"),
    Shot("overview-nothing-found", COORDINATOR, "/?search=xyzzy"),
    Shot("pairing", COORDINATOR, "/", (PAIRING,)),
    Shot("pairing-ended", COORDINATOR, "/?tab=ended", (PAIRING,)),
    Shot("pairing-dialog", COORDINATOR, "/", (PAIRING,), open_dialog),
    Shot("dissolve-errors", COORDINATOR, "/", (PAIRING, "a[href$='/dissolve/']"), send),
    Shot("dissolve", COORDINATOR, "/", (PAIRING, "a[href$='/dissolve/']")),
    Shot("record-contact", MENTOR, "/", ("a[href$='/contact/']",)),
    Shot("match-widget", COORDINATOR, "/pairings/new/"),
    Shot("match-widget-chosen", COORDINATOR, "/pairings/new/", ("main a[href*='mentee=']",)),
    Shot("match-confirm", COORDINATOR, "/pairings/new/", ("main a[href*='mentee=']", "main a[href*='/confirm/']")),
    Shot("proposals", COORDINATOR, "/pairings/proposals/"),
    Shot("people", COORDINATOR, "/people/"),
    Shot("person", COORDINATOR, "/people/", (PERSON,)),
    Shot("person-edit", COORDINATOR, "/people/", (PERSON, "a[href$='/edit/']")),
    Shot("person-wishes", COORDINATOR, "/people/?role=mentee", (PERSON, "a[href$='/wishes/']")),
    Shot("person-requirements", COORDINATOR, "/people/?role=mentor", (PERSON, "a[href$='/requirements/']")),
    Shot("person-new", COORDINATOR, "/people/new/"),
    Shot("person-new-errors", COORDINATOR, "/people/new/", then=send),
    Shot("import", COORDINATOR, "/import/"),
    Shot("import-preview", COORDINATOR, "/import/", then=upload),
    Shot("programme", COORDINATOR, "/programme/"),
    Shot("own-terms", COORDINATOR, "/settings/terms/nb/"),
    Shot("my-settings", COORDINATOR, "/settings/"),
    Shot("change-password", COORDINATOR, "/accounts/password/change/"),
    Shot("mentor", MENTOR, "/"),
    Shot("mentor-pairing", MENTOR, "/", (PAIRING,)),
    Shot("mentor-profile", MENTOR, "/profile/"),
    Shot("mentor-without-mentee", IDLE, "/"),
    Shot("mentee", MENTEE, "/"),
    Shot("not-found", COORDINATOR, "/finnes-ikke/"),
    Shot("no-access", MENTOR, "/people/"),
]


def main() -> None:
    folder = next((Path(word) for word in sys.argv[1:] if not word.startswith("-")), REPOSITORY / "gallery")
    folder.mkdir(parents=True, exist_ok=True)
    with demo() as site, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        sessions = {who: signed_in(browser, site, who) for who in {shot.who for shot in SHOTS}}
        names = [name for width in WIDTHS for name in pictures(browser, site, sessions, width, folder)]
        if "--docs" in sys.argv:
            picture_for_the_readme(browser, site, sessions[COORDINATOR])
        browser.close()
    (folder / "index.html").write_text(index(names), encoding="utf-8")
    print(f"{len(names)} pictures in {folder}, all in {folder / 'index.html'}")


@contextmanager
def demo() -> Iterator[str]:
    """The demo on a free port, with a home of its own; the address without a slash at its end."""
    with tempfile.TemporaryDirectory(prefix="mentor-program-gallery-") as home:
        environment = {name: value for name, value in os.environ.items() if not name.endswith("DATABASE_URL")}
        port = free_port()
        server = subprocess.Popen(
            [REPOSITORY / ".venv" / "bin" / "mentor-program", "run", "--port", str(port)],
            env=environment | {"MENTOR_PROGRAM_HOME": home},
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            if not any(line.startswith("Ready: ") for line in server.stdout):
                sys.exit("The demo did not start.")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.send_signal(signal.SIGTERM)
            server.communicate(timeout=STOP_SECONDS)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def context_for(browser: Browser, **options: object) -> BrowserContext:
    return browser.new_context(locale="nb-NO", service_workers="block", reduced_motion="reduce", **options)


def signed_in(browser: Browser, site: str, who: str) -> dict[str, object]:
    """The cookies of somebody who has signed in; of nobody, none."""
    with context_for(browser) as context:
        if who:
            page = context.new_page()
            page.goto(f"{site}/accounts/login/")
            page.locator("[name=login]").fill(who)
            page.locator("[name=password]").fill(PASSWORD)
            page.locator("main button[type=submit]").click()
            page.wait_for_url(f"{site}/")
        return context.storage_state()


def pictures(browser: Browser, site: str, sessions: dict[str, object], width: int, folder: Path) -> Iterator[str]:
    """Take all shots at one width; each is loaded once and pictured in every scheme."""
    for who, session in sessions.items():
        size = {"width": width, "height": WIDTHS[width]}
        with context_for(browser, viewport=size, storage_state=session) as context:
            page = context.new_page()
            for shot in (shot for shot in SHOTS if shot.who == who):
                open_shot(page, site, shot)
                for scheme in SCHEMES:
                    name = f"{shot.name}-{width}-{scheme}.png"
                    page.emulate_media(color_scheme=scheme)
                    page.screenshot(path=folder / name, full_page=True)
                    yield name


def open_shot(page: Page, site: str, shot: Shot) -> None:
    """Go to the page. Raises SystemExit with its name when a link on the way is not there."""
    page.goto(site + shot.address)
    for link in shot.links:
        found = page.locator(link).first
        if not found.count():
            sys.exit(f"{shot.name}: there is no {link} at {page.url}")
        page.goto(site + found.get_attribute("href"))
    if shot.then:
        shot.then(page)


def picture_for_the_readme(browser: Browser, site: str, session: dict[str, object]) -> None:
    with context_for(browser, viewport={"width": 1280, "height": 860}, storage_state=session) as context:
        page = context.new_page()
        page.goto(site)
        page.screenshot(path=REPOSITORY / "docs" / "screenshot-overview.png")


def index(names: list[str]) -> str:
    figures = "".join(
        f"<figure><figcaption>{escape(name)}</figcaption><a href='{name}'><img src='{name}' alt=''></a></figure>"
        for name in sorted(names)
    )
    look = "body{font-family:sans-serif}figure{display:inline-block;margin:8px;vertical-align:top}img{width:300px}"
    return f"<!doctype html><meta charset=utf-8><title>Gallery</title><style>{look}</style>{figures}"


if __name__ == "__main__":
    main()
