"""What a client needs to know of the organisation: its units and the reasons why pairs end early."""

from mentor_program.domain.permissions import Actor
from mentor_program.services import results
from mentor_program.services.base import ServiceBase


class OrganisationPart(ServiceBase):
    def units(self, *, actor: Actor) -> tuple[results.Unit, ...]:
        """The units that the coordinator steers, by name. Raises NotAllowed for everyone else."""
        with self.acting(actor) as standing:
            self.need_coordinator(standing)
            rows = self.repository.units(standing.unit_ids)
            return tuple(results.Unit(row.id, row.name, row.kind, row.parent_id) for row in rows)

    def dissolution_reasons(self, *, actor: Actor) -> tuple[results.Choice, ...]:
        """The organisation's list, in its order. Raises NotAllowed for everyone but coordinators."""
        with self.acting(actor) as standing:
            self.need_coordinator(standing)
            return tuple(results.Choice(str(row.id), row.label) for row in self.repository.dissolution_reasons())
