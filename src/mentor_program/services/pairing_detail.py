"""Story C: everything one may know of one pair."""

from uuid import UUID

from mentor_program.domain.pairing import PairingStatus, takes_a_place
from mentor_program.domain.permissions import Actor, Standing, may_record_contact, may_steer
from mentor_program.persistence.models import MentorPairing
from mentor_program.services import results
from mentor_program.services.assemble import (
    activity_line,
    contact,
    dissolution_view,
    event_line,
    milestone_line,
    progress_of,
)
from mentor_program.services.base import ServiceBase


class PairingDetailPart(ServiceBase):
    def pairing(self, *, actor: Actor, pairing_id: UUID) -> results.PairingDetail:
        """One pair with milestones and history; NotFound alike for a pair that is not there or not to be seen."""
        with self.acting(actor) as standing:
            return self._detail(self.found(self.repository.pairing(pairing_id)), standing)

    def dissolution_choices(self, *, actor: Actor, pairing_id: UUID) -> results.DissolutionChoices:
        """What the dissolve form offers. Raises NotFound, NotAllowed, or RuleViolation when the pair has ended."""
        with self.acting(actor) as standing:
            row = self.steered(standing, self.repository.pairing(pairing_id))
            self.need_open(row)
            pairing = self._detail(row, standing)
            return results.DissolutionChoices(pairing=pairing, reasons=pairing.dissolution_reasons)

    def _detail(self, row: MentorPairing, standing: Standing) -> results.PairingDetail:
        status = PairingStatus(row.status)
        steers = may_steer(standing, row.unit_id)
        records = may_record_contact(standing, unit_id=row.unit_id, mentor_id=row.mentor_id)
        contacts = self.repository.contacts([row.mentor_id, row.mentee_id])
        may_dissolve = steers and takes_a_place(status)
        reasons = self.repository.dissolution_reasons() if may_dissolve else ()
        active, complete = status is PairingStatus.ACTIVE, status is PairingStatus.PROGRAMME_COMPLETE
        return results.PairingDetail(
            id=row.id,
            mentor=results.PersonInPairing(row.mentor_id, row.mentor_name, contact(contacts.get(row.mentor_id))),
            mentee=results.PersonInPairing(row.mentee_id, row.mentee_name, contact(contacts.get(row.mentee_id))),
            status=row.status,
            progress=progress_of(row, self.clock()),
            current_stage=row.current_stage,
            programme_name=row.programme.name,
            cohort_name=row.cohort.name if row.cohort else "",
            unit_name=row.unit.name if steers else "",
            started_at=row.started_at,
            last_activity_at=row.last_activity_at,
            ended_at=row.ended_at,
            created_by=row.created_by_name,
            imported=row.imported,
            version=row.version,
            milestones=tuple(milestone_line(line) for line in self.repository.milestones(row.id)),
            events=tuple(event_line(line) for line in self.repository.events(row.id)),
            activities=tuple(activity_line(line) for line in self.repository.activities(row.id)) if records else (),
            dissolution=dissolution_view(self.repository.dissolution(row.id)) if steers and row.ended_at else None,
            matching_criteria=row.matching_criteria if steers else None,
            may_steer=steers,
            may_record_contact=records and takes_a_place(status),
            may_complete=steers and active,
            may_reopen=steers and (active or complete),
            may_pause=steers and active,
            may_resume=steers and status is PairingStatus.PAUSED,
            may_dissolve=may_dissolve,
            dissolution_reasons=tuple(results.Choice(str(reason.id), reason.label) for reason in reasons),
        )
