"""Story H for everyone: what is stored about oneself, one's contact details to correct, a consent to take back."""

from itertools import chain
from uuid import UUID

from mentor_program.domain.errors import InvalidInput, NotAllowed, RuleViolation
from mentor_program.domain.permissions import Actor, Standing
from mentor_program.persistence.models import PeerMentor
from mentor_program.services import people_results as results
from mentor_program.services.contact_details import wrong_contact
from mentor_program.services.known_facts import KnownFactsPart
from mentor_program.services.people import availability_today
from mentor_program.services.results import CoordinatorContact


class OwnProfilePart(KnownFactsPart):
    def own_profile(self, *, actor: Actor) -> results.OwnProfile:
        """All about the actor that the actor may read. Raises NotAllowed for someone without a profile."""
        with self.acting(actor) as standing:
            row = self.repository.person(self._own_id(standing))
            return self._own_profile(row)

    def correct_own_contact(self, *, actor: Actor, contact: results.ContactValues, version: str) -> bool:
        """Store the actor's own contact details; False when they were so already.

        Raises NotAllowed without a profile, InvalidInput by field, RuleViolation("changed_meanwhile").
        """
        contact = results.ContactValues(
            contact.email.strip().lower(), contact.phone.strip(), contact.postal_code.strip()
        )
        with self.acting(actor) as standing:
            own = self._own_id(standing)
            stored = _contact_values(self.repository.lock_contact(own))
            if results.version_of(stored) != version:
                raise RuleViolation("changed_meanwhile", name=standing.display_name)
            if contact == stored:
                return False
            if wrong := wrong_contact(email=contact.email, phone=contact.phone, postal_code=contact.postal_code):
                raise InvalidInput(wrong)
            self.repository.set_contact(own, email=contact.email, phone=contact.phone, postal_code=contact.postal_code)
            return True

    def withdraw_own_consent(self, *, actor: Actor, version: str | None = None) -> int:
        """Take back the consent to areas that name a diagnosis; returns how many were removed. Safe to repeat.

        Raises RuleViolation("changed_meanwhile") where the profile no longer is what `version` stood for.
        """
        with self.acting(actor) as standing:
            own = self._own_id(standing)
            if version not in (None, results.version_of(_contact_values(self.repository.lock_contact(own)))):
                raise RuleViolation("changed_meanwhile", name=standing.display_name)
            named = [area for area in chain(*self.repository.areas_and_wishes_of(own)) if area.names_diagnosis]
            return len(named) if self.repository.withdraw_consent(own) else 0

    def _own_id(self, standing: Standing) -> UUID:
        if standing.peer_mentor_id is None:
            raise NotAllowed("no_profile")
        return standing.peer_mentor_id

    def _own_profile(self, row: PeerMentor) -> results.OwnProfile:
        areas, wished = self.repository.areas_and_wishes_of(row.id)
        availability, until = availability_today(row, self.today)
        consent = getattr(row, "diagnosis_consent", None)
        contact = _contact_values(getattr(row, "contact", None))
        return results.OwnProfile(
            name=row.display_name,
            role=row.mentor_programme_role or "",
            unit_name=row.unit.name,
            municipality_name=row.municipality.name if row.municipality else "",
            availability=availability,
            paused_until=until,
            capacity=row.capacity,
            open_pairings=row.open_pairings,
            cohort_name=row.cohort.name if row.cohort else "",
            areas=tuple(area.name for area in areas if not area.names_diagnosis),
            diagnosis_areas=tuple(area.name for area in areas if area.names_diagnosis),
            consent_since=consent.created_at if consent else None,
            contact=contact,
            version=results.version_of(contact),
            coordinators=tuple(
                CoordinatorContact(c.display_name, c.contact_email, c.contact_phone, c.unit.name)
                for c in self.repository.coordinators_to_ask()
            ),
            known=self._known_facts(row, wished),
        )


def _contact_values(row: object | None) -> results.ContactValues:
    return results.ContactValues(row.email, row.phone, row.postal_code) if row else results.ContactValues()
