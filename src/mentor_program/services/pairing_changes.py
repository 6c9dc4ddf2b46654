"""Stories D and E, and what lies between: complete, reopen, pause, resume, record a contact, dissolve.

Every change locks the pair first, so that changes to one pair queue up and each sees the one before it. Where a
`version` may be given, it is the one that the client has seen: RuleViolation("changed_meanwhile") when it is old.
"""

from datetime import date, datetime
from uuid import UUID

from mentor_program.domain.errors import InvalidInput, NotAllowed, NotFound, RuleViolation
from mentor_program.domain.pairing import Initiator, PairingStatus, Readiness
from mentor_program.domain.permissions import Actor, may_record_contact
from mentor_program.persistence.models import MentorPairing
from mentor_program.services import results
from mentor_program.services.base import OSLO, ServiceBase, retried

CONTACT_FORMS = ("meeting", "phone", "video", "home_visit", "message", "other")
CONTACT_NOTE_LENGTH = 1000
DISSOLUTION_NOTE_LENGTH = 2000
MINUTES_A_DAY = 1440


class PairingChangesPart(ServiceBase):
    def complete_milestone(
        self, *, actor: Actor, pairing_id: UUID, milestone_id: UUID, version: int | None = None
    ) -> results.MilestoneOutcome:
        """Complete one milestone at the server's time; the last one completes the programme in the same transaction.

        Doing it again changes nothing. Raises NotFound, NotAllowed, or RuleViolation unless the pair is active.
        """
        return retried(lambda: self._set_milestone(actor, pairing_id, milestone_id, version, completed=True))

    def reopen_milestone(
        self, *, actor: Actor, pairing_id: UUID, milestone_id: UUID, version: int | None = None
    ) -> results.MilestoneOutcome:
        """Take back a completion; a completed pair becomes active again, if both people are still free for it."""
        return retried(lambda: self._set_milestone(actor, pairing_id, milestone_id, version, completed=False))

    def _set_milestone(
        self, actor: Actor, pairing_id: UUID, milestone_id: UUID, version: int | None, *, completed: bool
    ) -> results.MilestoneOutcome:
        with self.acting(actor) as standing:
            before = self.lock_steered(standing, pairing_id, version)
            milestone = next((m for m in self.repository.milestones(pairing_id) if m.id == milestone_id), None)
            if milestone is None:
                raise NotFound("milestone")
            if (milestone.status == "completed") == completed:
                return _milestone_outcome(milestone, before, before, changed=False)
            self._need_milestones_open(before, reopening=not completed)
            self.repository.set_milestone(milestone_id, completed=completed)
            milestone.refresh_from_db()
            after = self.repository.pairing(pairing_id)
            return _milestone_outcome(milestone, before, after, changed=True)

    def _need_milestones_open(self, pairing: MentorPairing, *, reopening: bool) -> None:
        status = PairingStatus(pairing.status)
        if status is PairingStatus.ACTIVE or (reopening and status is PairingStatus.PROGRAMME_COMPLETE):
            return
        raise RuleViolation("resume_first" if status is PairingStatus.PAUSED else "pairing_has_ended")

    def pause(self, *, actor: Actor, pairing_id: UUID, version: int | None = None) -> results.PairNames:
        """Active → paused."""
        change = (actor, pairing_id, version, PairingStatus.ACTIVE, PairingStatus.PAUSED)
        return retried(lambda: self._change_status(*change))

    def resume(self, *, actor: Actor, pairing_id: UUID, version: int | None = None) -> results.PairNames:
        """Paused → active; counts as activity."""
        change = (actor, pairing_id, version, PairingStatus.PAUSED, PairingStatus.ACTIVE)
        return retried(lambda: self._change_status(*change))

    def _change_status(
        self, actor: Actor, pairing_id: UUID, version: int | None, old: PairingStatus, new: PairingStatus
    ) -> results.PairNames:
        with self.acting(actor) as standing:
            pairing = self.lock_steered(standing, pairing_id, version)
            if not self.repository.set_status(pairing_id, old=[old], new=new):
                raise RuleViolation("status_change_not_allowed", status=pairing.status)
            return _names(pairing)

    def record_contact(
        self,
        *,
        actor: Actor,
        pairing_id: UUID,
        occurred_on: date,
        form: str,
        minutes: int | None = None,
        note: str = "",
    ) -> results.PairNames:
        """Note that mentor and mentee were in touch; `minutes` is how long. Raises InvalidInput by field.

        The very same contact sent again within a minute is recorded once.
        """
        with self.acting(actor) as standing:
            pairing = self.found(self.repository.pairing(pairing_id))
            if not may_record_contact(standing, unit_id=pairing.unit_id, mentor_id=pairing.mentor_id):
                raise NotAllowed("only_mentor_and_coordinators")
            self.need_open(pairing)
            answers = {"occurred_on": occurred_on, "form": form, "minutes": minutes, "note": note}
            if wrong := contact_faults(answers, started_at=pairing.started_at, today=self.today):
                raise InvalidInput(wrong)
            self.repository.add_activity(
                actor=actor,
                pairing_id=pairing_id,
                occurred_on=occurred_on,
                form=form,
                minutes=minutes,
                note=note.strip(),
            )
            return _names(pairing)

    def dissolve(
        self,
        *,
        actor: Actor,
        pairing_id: UUID,
        reason_id: UUID,
        initiated_by: str,
        note: str = "",
        mentor_readiness: str = Readiness.NOW,
        mentee_readiness: str = Readiness.NOW,
        version: int | None = None,
    ) -> results.PairNames:
        """End the pair early, for good. Raises InvalidInput by field, RuleViolation when it has already ended."""
        return retried(
            lambda: self._dissolve(
                actor,
                pairing_id,
                version,
                reason_id=reason_id,
                initiated_by=initiated_by,
                note=note.strip(),
                mentor_readiness=mentor_readiness,
                mentee_readiness=mentee_readiness,
            )
        )

    def _dissolve(self, actor: Actor, pairing_id: UUID, version: int | None, **values: object) -> results.PairNames:
        with self.acting(actor) as standing:
            pairing = self.lock_steered(standing, pairing_id, version)
            self.need_open(pairing)
            self._need_valid_dissolution(**values)
            self.repository.add_dissolution(pairing_id=pairing_id, **values)
            return _names(pairing)

    def _need_valid_dissolution(
        self, *, reason_id: UUID, initiated_by: str, note: str, mentor_readiness: str, mentee_readiness: str
    ) -> None:
        wrong = {}
        if reason_id not in {reason.id for reason in self.repository.dissolution_reasons()}:
            wrong["reason"] = "choose_one"
        if initiated_by not in list(Initiator):
            wrong["initiated_by"] = "choose_one"
        for field, ready in (("mentor_readiness", mentor_readiness), ("mentee_readiness", mentee_readiness)):
            if ready not in list(Readiness):
                wrong[field] = "choose_one"
        if len(note) > DISSOLUTION_NOTE_LENGTH:
            wrong["note"] = "too_long"
        if wrong:
            raise InvalidInput(wrong)


def contact_faults(answers: dict[str, object], *, started_at: datetime, today: date) -> dict[str, str]:
    """What is wrong with the answers of `record_contact`, as code by name. Answers that are not there are passed over.

    `started_at` is when the pair began, `today` the date in Oslo.
    """
    wrong = {}
    day, minutes = answers.get("occurred_on"), answers.get("minutes")
    if day and day > today:
        wrong["occurred_on"] = "contact_not_in_future"
    elif day and day < started_at.astimezone(OSLO).date():
        wrong["occurred_on"] = "contact_before_pairing"
    if "form" in answers and answers["form"] not in CONTACT_FORMS:
        wrong["form"] = "choose_one"
    if minutes is not None and not 1 <= minutes <= MINUTES_A_DAY:
        wrong["minutes"] = "minutes_in_range"
    if len(answers.get("note", "")) > CONTACT_NOTE_LENGTH:
        wrong["note"] = "too_long"
    return wrong


def _milestone_outcome(
    milestone, before: MentorPairing, after: MentorPairing, *, changed: bool
) -> results.MilestoneOutcome:
    return results.MilestoneOutcome(
        milestone=milestone.name,
        changed=changed,
        completed_at=milestone.completed_at,
        programme_complete=after.status == PairingStatus.PROGRAMME_COMPLETE,
        pairing_reopened=before.status == PairingStatus.PROGRAMME_COMPLETE and after.status == PairingStatus.ACTIVE,
    )


def _names(pairing: MentorPairing) -> results.PairNames:
    return results.PairNames(pairing.id, pairing.mentor_name, pairing.mentee_name)
