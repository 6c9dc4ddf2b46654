"""Whole requests, in this process, by somebody who is signed in."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from django.test import Client

from bench.database import Database
from bench.statements import Statement, captured
from mentor_program.accounts.models import User
from mentor_program.domain.permissions import Actor
from mentor_program.services.mentor_program_service import MentorProgramService
from mentor_program.services.results import OverviewFilters

REPETITIONS = 15
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
        """Ask for a page and return the milliseconds it took, from request to the last byte."""
        self.database.use()
        started = time.perf_counter()
        response = self.client.get(path)
        elapsed = 1000 * (time.perf_counter() - started)
        if response.status_code != 200:
            raise RuntimeError(f"{path} answered {response.status_code} in {self.database.name}")
        return elapsed

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

    def _overview(self, *, sort: str = "urgency", cursor: str = ""):
        from mentor_program.domain.errors import NotAllowed
        from mentor_program.services.results import Overview

        self.database.use()
        filters = OverviewFilters(sort=sort)
        try:
            return MentorProgramService().overview(actor=self.actor, filters=filters, cursor=cursor)
        except NotAllowed:
            return Overview(filters, (), *[None] * 3, "", "", (), (), ())


def compare(full: Visitor, small: Visitor, path: Callable[[Visitor], str]) -> tuple[float, float]:
    """Median milliseconds of the page at full size and at a hundredth, asked for in turn."""
    pair = ((full, path(full)), (small, path(small)))
    for visitor, address in pair:
        visitor.get(address)
    times: dict[str, list[float]] = {full.database.name: [], small.database.name: []}
    for _ in range(REPETITIONS):
        for visitor, address in pair:
            times[visitor.database.name].append(visitor.get(address))
    return median(times[full.database.name]), median(times[small.database.name])
