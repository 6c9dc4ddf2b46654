"""The settings of a programme: what it requires of mentors, what the score weighs, when a pair needs follow-up."""

import hashlib
import json
from collections.abc import Mapping
from uuid import UUID

from mentor_program.domain.errors import InvalidInput, NotAllowed, NotFound, RuleViolation
from mentor_program.domain.permissions import Actor, Standing, may_steer
from mentor_program.domain.readiness import Qualification
from mentor_program.domain.scoring import DEFAULT_WEIGHTS, Part, complete_weights
from mentor_program.persistence.models import MentorProgramme
from mentor_program.services import fact_results as results
from mentor_program.services.base import ServiceBase

MOST_WEIGHT = 100
MOST_DAYS = 365


class ProgrammePart(ServiceBase):
    def programmes(self, *, actor: Actor) -> tuple[results.Programme, ...]:
        """The programmes of the actor's organisation and units, the one that new pairs are in first.

        Open to all members: what is required and weighed is no secret. Raises NotAllowed for who belongs nowhere.
        """
        with self.acting(actor) as standing:
            rows = self.repository.programmes()
            if not rows:
                raise NotAllowed("no_profile")
            return tuple(_programme(row, standing) for row in rows)

    def programme(self, *, actor: Actor, programme_id: UUID) -> results.Programme:
        """One of them. Raises NotFound for a programme of another organisation."""
        with self.acting(actor) as standing:
            return _programme(self._programme_row(programme_id), standing)

    def programme_settings(self, *, actor: Actor, programme_id: UUID | None = None) -> results.ProgrammeSettings:
        """What the screen about a programme shows: by its id, or else the one that new pairs are in.

        Raises NotAllowed for everyone but coordinators, NotFound for a programme of another organisation.
        """
        with self.acting(actor) as standing:
            self.need_coordinator(standing)
            rows = self.repository.programmes()
            chosen = next((row for row in rows if programme_id in (None, row.id)), None)
            if chosen is None:
                raise NotFound("programme")
            mentors, held = self.repository.mentors_with_qualification(standing.unit_ids, self.today)
            return results.ProgrammeSettings(
                programme=_programme(chosen, standing),
                others=tuple(_programme(row, standing) for row in rows if row.id != chosen.id),
                mentors=mentors,
                held=tuple(results.HeldBy(kind, held.get(kind, 0)) for kind in Qualification),
            )

    def change_programme(
        self, *, actor: Actor, programme_id: UUID, changes: Mapping[str, object], version: str | None = None
    ) -> bool:
        """Change the fields of ProgrammeValues that `changes` names; False when it was so already.

        Requirements hold for pairs made from now on; they and the weights are for coordinators of the whole
        organisation, the threshold also for those of the programme's own unit. Raises NotAllowed, NotFound,
        InvalidInput by field, RuleViolation("changed_meanwhile").
        """
        with self.acting(actor) as standing:
            row = self._locked_programme(programme_id)
            before = values_of(row)
            if version not in (None, version_of(before)):
                raise RuleViolation("changed_meanwhile", name=row.name)
            values = results.ProgrammeValues(
                required=frozenset(changes.get("required", before.required)),
                weights=dict(before.weights) | dict(changes.get("weights", {})),
                follow_up_after_days=changes.get("follow_up_after_days", before.follow_up_after_days),
            )
            if wrong := wrong_values(values):
                raise InvalidInput(wrong)
            if version_of(values) == version_of(before):
                return False
            whole = may_steer(standing, row.unit.organisation_id)
            if not whole and (values.required, values.weights) != (before.required, before.weights):
                raise NotAllowed("only_whole_organisation")
            return self.repository.change_programme(row.id, _columns(values))

    def _programme_row(self, programme_id: UUID) -> MentorProgramme:
        row = next((row for row in self.repository.programmes() if row.id == programme_id), None)
        if row is None:
            raise NotFound("programme")
        return row

    def _locked_programme(self, programme_id: UUID) -> MentorProgramme:
        self._programme_row(programme_id)
        row = self.repository.lock_programme(programme_id)
        if row is None:
            raise NotAllowed("only_whole_organisation")
        return row


def values_of(row: MentorProgramme) -> results.ProgrammeValues:
    return results.ProgrammeValues(
        required=frozenset(row.required_qualifications),
        weights=complete_weights(row.match_weights),
        follow_up_after_days=row.follow_up_after_days,
    )


def wrong_values(values: results.ProgrammeValues) -> dict[str, str]:
    """What cannot be accepted, by field; a weight by "weights.<part>"."""
    wrong = {}
    if values.required - set(Qualification):
        wrong["required"] = "choose_one"
    if not 1 <= values.follow_up_after_days <= MOST_DAYS:
        wrong["follow_up_after_days"] = "threshold_in_range"
    for part, weight in values.weights.items():
        if part not in list(Part):
            wrong[f"weights.{part}"] = "choose_one"
        elif not 0 <= weight <= MOST_WEIGHT:
            wrong[f"weights.{part}"] = "weight_in_range"
    if not any(values.weights.values()):
        wrong["weights"] = "match_weights_known"
    return wrong


def version_of(values: results.ProgrammeValues) -> str:
    facts = [sorted(values.required), sorted(values.weights.items()), values.follow_up_after_days]
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()[:32]


def _programme(row: MentorProgramme, standing: Standing) -> results.Programme:
    values = values_of(row)
    return results.Programme(
        id=row.id,
        name=row.name,
        values=values,
        may_change=may_steer(standing, row.unit.organisation_id),
        version=version_of(values),
    )


def _columns(values: results.ProgrammeValues) -> dict[str, object]:
    """Weights equal to the defaults are stored as nothing, so that better defaults come to those who never chose."""
    chosen = {str(part): weight for part, weight in values.weights.items()}
    return {
        "required_qualifications": [str(kind) for kind in Qualification if kind in values.required],
        "match_weights": {} if chosen == dict(DEFAULT_WEIGHTS) else chosen,
        "follow_up_after_days": values.follow_up_after_days,
    }
