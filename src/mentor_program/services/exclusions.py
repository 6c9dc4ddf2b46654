"""Two people who shall never be paired again: written and read by coordinators whose scope holds both."""

from uuid import UUID

from mentor_program.domain.errors import InvalidInput, NotFound
from mentor_program.domain.permissions import Actor
from mentor_program.persistence.models import PairingExclusion, PeerMentor
from mentor_program.services import fact_results as results
from mentor_program.services.people import PeoplePart

REASON_LENGTH = 1000


class ExclusionsPart(PeoplePart):
    def exclusions(self, *, actor: Actor, person_id: UUID) -> tuple[results.Exclusion, ...]:
        """Those of one person in scope, the newest first. Raises NotAllowed and NotFound as `person` does."""
        with self.acting(actor) as standing:
            row = self._steered_person(standing, person_id)
            return tuple(exclusion(found) for found in self.repository.exclusions_of(row.id))

    def exclusion(self, *, actor: Actor, exclusion_id: UUID) -> results.Exclusion:
        """One of them; NotFound alike for none and for one whose people are not both in scope."""
        with self.acting(actor):
            return exclusion(self._exclusion(exclusion_id))

    def exclusion_form(self, *, actor: Actor, person_id: UUID) -> results.ExclusionForm:
        """Whom the person has been in a pair with, in scope and not excluded yet, the latest pair first."""
        with self.acting(actor) as standing:
            row = self._steered_person(standing, person_id)
            excluded = {line.other_id for line in self._exclusion_lines(row.id)}
            pairs = [self._person_pair(pair, row.id) for pair in self.repository.pairings_of(row.id)]
            others = {
                pair.other_id: results.OtherPerson(
                    pair.other_id, pair.other_name, "mentee" if pair.role == "mentor" else "mentor"
                )
                for pair in reversed(pairs)
                if pair.other_id not in excluded
            }
            in_scope = self.repository.ids_in_units(others, standing.unit_ids)
            chosen = tuple(other for other in reversed(others.values()) if other.id in in_scope)
            return results.ExclusionForm(row.id, row.display_name, chosen)

    def exclude(self, *, actor: Actor, mentor_id: UUID, mentee_id: UUID, reason: str) -> results.Excluded:
        """Note that the two shall never be paired again; a pair that is running goes on.

        It holds whichever of them is the mentor. Noting it again changes nothing and returns what stands. Raises
        NotAllowed, NotFound for anyone out of scope, or InvalidInput for the reason or for one person alone.
        """
        with self.acting(actor) as standing:
            self.need_coordinator(standing)
            one, other = (self._steered_person(standing, person) for person in (mentor_id, mentee_id))
            reason = reason.strip().replace("\r\n", "\n")
            if wrong := _wrong(one, other, reason):
                raise InvalidInput(wrong)
            already = [
                line for line in self.repository.exclusions_of(one.id) if other.id in (line.mentor_id, line.mentee_id)
            ]
            if already:
                return results.Excluded(exclusion(already[0]), created=False)
            added = self.repository.add_exclusion(mentor_id=one.id, mentee_id=other.id, reason=reason)
            return results.Excluded(exclusion(self._exclusion(added)), created=True)

    def remove_exclusion(self, *, actor: Actor, exclusion_id: UUID) -> results.Exclusion:
        """Take it away, so that the two may be paired, and return what stood there. Raises as `exclusion` does."""
        with self.acting(actor):
            removed = exclusion(self._exclusion(exclusion_id))
            if not self.repository.remove_exclusion(exclusion_id):
                raise NotFound("exclusion")
            return removed

    def _exclusion(self, exclusion_id: UUID) -> PairingExclusion:
        found = self.repository.exclusion(exclusion_id)
        if found is None:
            raise NotFound("exclusion")
        return found


def _wrong(one: PeerMentor, other: PeerMentor, reason: str) -> dict[str, str]:
    wrong = {}
    if one.id == other.id:
        wrong["other"] = "choose_one"
    if not reason:
        wrong["reason"] = "exclusion_has_reason"
    elif len(reason) > REASON_LENGTH:
        wrong["reason"] = "too_long"
    return wrong


def exclusion(row: PairingExclusion) -> results.Exclusion:
    return results.Exclusion(
        id=row.id,
        mentor_id=row.mentor_id,
        mentor_name=row.mentor.display_name,
        mentee_id=row.mentee_id,
        mentee_name=row.mentee.display_name,
        reason=row.reason,
        created_at=row.created_at,
        created_by=row.created_by_name,
    )
