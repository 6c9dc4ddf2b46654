"""What a mentor has fulfilled, written by coordinators in one go: all of it is stored, or nothing."""

import hashlib
from collections.abc import Mapping
from uuid import UUID

from mentor_program.domain.errors import InvalidInput, RuleViolation
from mentor_program.domain.permissions import Actor
from mentor_program.domain.readiness import Qualification, lacking
from mentor_program.persistence.models import PeerMentorQualification
from mentor_program.services import fact_results as results
from mentor_program.services.base import retried
from mentor_program.services.known_facts import held, in_order
from mentor_program.services.people import PeoplePart
from mentor_program.services.people_results import PersonSaved

Wanted = Mapping[Qualification, results.Fulfilled | None]


class QualificationsPart(PeoplePart):
    def requirements_form(self, *, actor: Actor, person_id: UUID) -> results.RequirementsForm:
        """What is written of one person in scope. Raises NotAllowed and NotFound as `person` does."""
        with self.acting(actor) as standing:
            row = self._steered_person(standing, person_id)
            rows = self.repository.qualifications_of(row.id)
            required = in_order(row.required_qualifications or ())
            is_mentor = row.mentor_programme_role == "mentor"
            return results.RequirementsForm(
                person_id=row.id,
                name=row.display_name,
                role=row.mentor_programme_role or "",
                values=stored(rows),
                lines=self._qualification_lines(rows),
                required=required,
                lacking=lacking(required, map(held, rows), self.today) if is_mentor else (),
                version=version_of(rows),
            )

    def change_qualifications(
        self, *, actor: Actor, person_id: UUID, wanted: Wanted, version: str | None = None
    ) -> PersonSaved:
        """Store each kind of `wanted`, None removes it; kinds that are not named stay.

        Only that it was fulfilled or seen, when and until when; who recorded it is the actor. Raises NotAllowed,
        NotFound, InvalidInput by "<kind>.fulfilled_on" and "<kind>.valid_until", or RuleViolation("changed_meanwhile").
        """
        return retried(lambda: self._change_qualifications(actor, person_id, wanted, version))

    def _change_qualifications(self, actor: Actor, person_id: UUID, wanted: Wanted, version: str | None) -> PersonSaved:
        with self.acting(actor) as standing:
            row = self._lock_steered_person(standing, person_id)
            rows = self.repository.qualifications_of(row.id)
            if version not in (None, version_of(rows)):
                raise RuleViolation("changed_meanwhile", name=row.display_name)
            self._need_days_in_order(wanted)
            before = stored(rows)
            changes = {kind: value for kind, value in wanted.items() if value != before.get(kind)}
            for kind, value in changes.items():
                if value is None:
                    self.repository.remove_qualification(row.id, kind)
                else:
                    self.repository.set_qualification(
                        row.id, kind, fulfilled_on=value.fulfilled_on, valid_until=value.valid_until
                    )
            return PersonSaved(row.id, row.display_name, changed=bool(changes))

    def _need_days_in_order(self, wanted: Wanted) -> None:
        wrong = {}
        for kind, value in wanted.items():
            if value and value.fulfilled_on > self.today:
                wrong[f"{kind}.fulfilled_on"] = "qualification_not_in_future"
            elif value and value.valid_until and value.valid_until < value.fulfilled_on:
                wrong[f"{kind}.valid_until"] = "qualification_holds_a_day"
        if wrong:
            raise InvalidInput(wrong)


def stored(rows: list[PeerMentorQualification]) -> dict[Qualification, results.Fulfilled]:
    return {Qualification(row.kind): results.Fulfilled(row.fulfilled_on, row.valid_until) for row in rows}


def version_of(rows: list[PeerMentorQualification]) -> str:
    """Equal for equal rows; the query orders them by kind."""
    text = ";".join(f"{row.kind} {row.fulfilled_on} {row.valid_until}" for row in rows)
    return hashlib.sha256(text.encode()).hexdigest()[:32]
