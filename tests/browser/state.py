"""What a page in one state is, for the list of them all."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from support.cast import Cast

Step = Callable[[Page], None]
Facts = Callable[[Cast], dict[str, object]]


@dataclass(frozen=True)
class State:
    """One page in one state. `name` is the URL's name; `who` a member of the cast, "" for somebody not signed in."""

    name: str
    state: str
    path: str
    who: str = "coordinator"
    then: Step | None = None
    first: Facts | None = None

    def __str__(self) -> str:
        return "-".join(part for part in (self.name, self.state, self.who) if part)
