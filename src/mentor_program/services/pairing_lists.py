"""Story C in parts, for clients that ask for one of them, page by page. Each raises NotFound as `pairing` does."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from mentor_program.domain.errors import NotAllowed
from mentor_program.domain.permissions import Actor, may_record_contact
from mentor_program.persistence.keyset import Page
from mentor_program.services import results
from mentor_program.services.assemble import activity_line, event_line, milestone_line
from mentor_program.services.base import ServiceBase


@dataclass(frozen=True)
class Lines:
    """One page of lines about a pair, whose version is told; `next` and `previous` are cursors, empty at the ends."""

    lines: tuple[results.MilestoneLine | results.EventLine | results.ActivityLine, ...]
    next: str
    previous: str
    version: int


class PairingListsPart(ServiceBase):
    def milestones_of(self, *, actor: Actor, pairing_id: UUID, cursor: str = "") -> Lines:
        """Milestones in programme order."""
        with self.acting(actor):
            pairing = self.found(self.repository.pairing(pairing_id))
            page = self.repository.page_of_milestones(pairing_id, cursor=cursor, size=results.PAGE_SIZE)
            return _lines(page, milestone_line, pairing.version)

    def history_of(self, *, actor: Actor, pairing_id: UUID, cursor: str = "") -> Lines:
        """Everything that has happened to the pair, newest first."""
        with self.acting(actor):
            pairing = self.found(self.repository.pairing(pairing_id))
            page = self.repository.page_of_events(pairing_id, cursor=cursor, size=results.PAGE_SIZE)
            return _lines(page, event_line, pairing.version)

    def contacts_of(self, *, actor: Actor, pairing_id: UUID, cursor: str = "") -> Lines:
        """Recorded contacts, newest first. Raises NotAllowed for the mentee."""
        with self.acting(actor) as standing:
            pairing = self.found(self.repository.pairing(pairing_id))
            if not may_record_contact(standing, unit_id=pairing.unit_id, mentor_id=pairing.mentor_id):
                raise NotAllowed("only_mentor_and_coordinators")
            page = self.repository.page_of_activities(pairing_id, cursor=cursor, size=results.PAGE_SIZE)
            return _lines(page, activity_line, pairing.version)


def _lines(page: Page, line: Callable[[object], object], version: int) -> Lines:
    return Lines(tuple(map(line, page.rows)), page.next, page.previous, version)
