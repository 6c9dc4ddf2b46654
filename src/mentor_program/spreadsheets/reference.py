"""What a spreadsheet is understood by: the organisation's own lists, today's date and who is known already."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple

from mentor_program.spreadsheets.areas import Area, by_word


class Sought(NamedTuple):
    """Someone whom a pair names and who is not in the file."""

    name: str
    email: str | None


class Several:
    """Answer of `find_people` when more than one person fits."""


FindPeople = Callable[[frozenset[Sought]], Mapping[Sought, object]]


def nobody(_sought: frozenset[Sought]) -> Mapping[Sought, object]:
    """Find nobody outside the file."""
    return {}


@dataclass(frozen=True)
class Reference:
    """`milestones` are the template's names in order, `reasons` the organisation's labels.

    `postal_codes` maps codes to municipality numbers and may be empty. `find_people` is asked once for everyone whom
    pairs name and the file does not hold; what it answers comes back as `Someone.known` (`Several` is ambiguous).
    """

    today: date
    areas: tuple[Area, ...]
    milestones: tuple[str, ...]
    reasons: tuple[str, ...]
    postal_codes: Mapping[str, str] = field(default_factory=dict)
    find_people: FindPeople = nobody

    @cached_property
    def areas_by_word(self) -> dict[str, Area]:
        """Every plain word by which an area may be called."""
        return by_word(self.areas)
