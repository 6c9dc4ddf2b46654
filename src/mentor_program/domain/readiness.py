"""Which of the programme's requirements a mentor does not meet. The database holds the same rule for new pairs."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Qualification(StrEnum):
    """What a programme may require of its mentors. A police certificate is only noted as seen, never kept."""

    COURSE = "course"
    APPROVAL = "approval"
    CONFIDENTIALITY = "confidentiality"
    POLICE_CERTIFICATE = "police_certificate"


@dataclass(frozen=True, slots=True)
class Held:
    """Something fulfilled. `valid_until` is the last day it holds, in Norway; None means that it does not expire."""

    kind: Qualification
    fulfilled_on: date
    valid_until: date | None = None

    def expired(self, today: date) -> bool:
        return self.valid_until is not None and self.valid_until < today


@dataclass(frozen=True, slots=True)
class Lacking:
    """A requirement that is not met: never fulfilled, or expired after the day `expired_on`."""

    kind: Qualification
    expired_on: date | None = None


def lacking(required: Collection[str], held: Iterable[Held], today: date) -> tuple[Lacking, ...]:
    """Return what is missing or expired of `required`, in the order of `Qualification`; `today` is a day in Norway."""
    held_by_kind = {item.kind: item for item in held}
    found = []
    for kind in Qualification:
        item = held_by_kind.get(kind)
        if kind in required and (item is None or item.expired(today)):
            found.append(Lacking(kind, item.valid_until if item else None))
    return tuple(found)
