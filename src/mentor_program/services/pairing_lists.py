"""Story C in parts, for clients that ask for one of them. Each raises NotFound as `pairing` does."""

from uuid import UUID

from mentor_program.domain.errors import NotAllowed
from mentor_program.domain.permissions import Actor, may_record_contact
from mentor_program.services import results
from mentor_program.services.assemble import activity_line, event_line, milestone_line
from mentor_program.services.base import ServiceBase


class PairingListsPart(ServiceBase):
    def milestones_of(self, *, actor: Actor, pairing_id: UUID) -> tuple[int, tuple[results.MilestoneLine, ...]]:
        """The pair's version and its milestones in programme order."""
        with self.acting(actor):
            pairing = self.found(self.repository.pairing(pairing_id))
            return pairing.version, tuple(milestone_line(row) for row in self.repository.milestones(pairing_id))

    def history_of(self, *, actor: Actor, pairing_id: UUID) -> tuple[results.EventLine, ...]:
        """Everything that has happened to the pair, newest first."""
        with self.acting(actor):
            self.found(self.repository.pairing(pairing_id))
            return tuple(event_line(row) for row in self.repository.events(pairing_id))

    def contacts_of(self, *, actor: Actor, pairing_id: UUID) -> tuple[results.ActivityLine, ...]:
        """Recorded contacts, newest first. Raises NotAllowed for the mentee."""
        with self.acting(actor) as standing:
            pairing = self.found(self.repository.pairing(pairing_id))
            if not may_record_contact(standing, unit_id=pairing.unit_id, mentor_id=pairing.mentor_id):
                raise NotAllowed("only_mentor_and_coordinators")
            return tuple(activity_line(row) for row in self.repository.activities(pairing_id))
