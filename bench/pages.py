"""Whole requests, in this process, by somebody who is signed in."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection
from django.test import Client

from bench.clock import calm, spent_by, spent_here
from bench.database import Database
from bench.report import Times
from bench.statements import Statement, captured
from mentor_program.accounts.models import User
from mentor_program.domain.errors import NotAllowed
from mentor_program.domain.permissions import Actor
from mentor_program.services.mentor_program_service import MentorProgramService
from mentor_program.services.results import Overview, OverviewFilters

REPETITIONS = 15
CANDIDATE, CANDIDATES = b'<li class="card candidate"', b'<ol class="candidates"'
DEEP = 30


@dataclass(frozen=True, slots=True)
class Role:
    """Who looks. `email` is the account's, the same in both databases."""

    name: str
    email: str


NATIONAL = Role("national coordinator", "national0@bench.example")
COUNTY = Role("county coordinator", "county0@bench.example")
LOCAL = Role("local coordinator", "local0@bench.example")
MENTOR = Role("mentor", "mentor0@bench.example")
MENTEE = Role("mentee", "mentee0@bench.example")


class Visitor:
    """One signed-in person in one database."""

    def __init__(self, database: Database, role: Role) -> None:
        self.database = database
        database.use()
        self.user = User.objects.get(email=role.email)
        self.actor = Actor(self.user.id)
        self.client = Client(SERVER_NAME="localhost")
        self.client.force_login(self.user)

    def get(self, path: str) -> float:
        """Ask for a page and return the milliseconds that Python and PostgreSQL spent on it."""
        return self._ask(path)[0]

    def rows(self, path: str) -> int:
        """How many rows the tables of a page show, or candidates its lists; 0 where it has neither."""
        html = self._ask(path)[1]
        return html.count(b"<tr") - html.count(b"<thead") + html.count(CANDIDATE)

    def lists(self, path: str) -> int:
        """How many lists share those rows."""
        return max(1, self._ask(path)[1].count(CANDIDATES))

    def _ask(self, path: str) -> tuple[float, bytes]:
        self.database.use()
        connection.ensure_connection()
        backend = connection.connection.info.backend_pid
        before = spent_here() + spent_by(backend)
        response = self.client.get(path)
        elapsed = spent_here() + spent_by(backend) - before
        if response.status_code != 200:
            raise RuntimeError(f"{path} answered {response.status_code} in {self.database.name}")
        return elapsed, response.content

    def statements(self, path: str) -> list[Statement]:
        """Every statement of one request, those of the session included."""
        self.get(path)
        with captured() as found:
            self.get(path)
        return found

    def first_pairing(self) -> str:
        """Address of the first pair in this person's list."""
        pairs = self._overview().pairings or MentorProgramService().own_pairings(actor=self.actor).pairings
        return f"/pairings/{pairs[0].id}/"

    def first_name(self) -> str:
        return self._overview().pairings[0].mentee_name

    def deep_cursor(self, sort: str) -> str:
        """Where page 31 begins, or the last page of a shorter list; "" where there is one page."""
        cursor = ""
        for _ in range(DEEP):
            page = self._overview(sort=sort, cursor=cursor)
            if not page.next:
                break
            cursor = page.next
        return cursor

    def _overview(self, *, sort: str = "urgency", cursor: str = "") -> Overview:
        self.database.use()
        filters = OverviewFilters(sort=sort)
        try:
            return MentorProgramService().overview(actor=self.actor, filters=filters, cursor=cursor)
        except NotAllowed:
            return Overview(filters, (), *[None] * 3, "", "", (), (), ())


def compare(full: Visitor, small: Visitor, path: Callable[[Visitor], str]) -> Times:
    """Ask for the page in both databases in turn, many times."""
    at_full, at_small = path(full), path(small)
    full_rows, small_rows, lists = full.rows(at_full), small.rows(at_small), small.lists(at_small)
    times: dict[str, list[float]] = {"full": [], "cut": [], "small": []}
    for _ in range(REPETITIONS):
        times["small"].append(small.get(at_small))
        if small_rows < full_rows:
            with page_size(max(1, small_rows // lists)):
                times["cut"].append(full.get(at_full))
        times["full"].append(full.get(at_full))
    return Times(calm(times["full"]), calm(times["cut"] or times["full"]), calm(times["small"]), full_rows, small_rows)


@contextmanager
def page_size(rows: int) -> Iterator[None]:
    """Let lists show so many rows for a `with` block."""
    modules = [m for name, m in sys.modules.items() if name.startswith("mentor_program.") and hasattr(m, "PAGE_SIZE")]
    before = [module.PAGE_SIZE for module in modules]
    try:
        for module in modules:
            module.PAGE_SIZE = rows
        yield
    finally:
        for module, size in zip(modules, before, strict=True):
            module.PAGE_SIZE = size
