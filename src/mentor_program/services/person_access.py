"""Which account is a person's. Accounts themselves are made in `accounts`, outside these transactions."""

from uuid import UUID

from mentor_program.domain.errors import RuleViolation
from mentor_program.domain.permissions import Actor
from mentor_program.persistence.models import PeerMentor
from mentor_program.services import people_results as results
from mentor_program.services.people import PeoplePart


class PersonAccessPart(PeoplePart):
    def access_request(self, *, actor: Actor, person_id: UUID, version: str | None = None) -> results.AccessRequest:
        """Whom to make an account for. Raises NotAllowed, NotFound, RuleViolation("access_needs_email"), or, where the
        person is no longer what `version` stood for, RuleViolation("changed_meanwhile")."""
        with self.acting(actor) as standing:
            row = self._steered_person(standing, person_id)
            self._need_version(row, version)
            contact = getattr(row, "contact", None)
            if not row.user_id and not (contact and contact.email):
                raise RuleViolation("access_needs_email", name=row.display_name)
            return results.AccessRequest(row.id, row.display_name, contact.email if contact else "", row.user_id)

    def link_account(self, *, actor: Actor, request: results.AccessRequest, user_id: UUID) -> None:
        """Make `user_id` the account of a person who still has none and the same e-mail address; safe to repeat.

        Raises as `access_request`, and RuleViolation("account_of_somebody_else") for the account of another person
        or of a coordinator other than the actor: the database decides, since it alone sees every organisation.
        """
        try:
            self._link_account(actor, request, user_id)
        except RuleViolation as refused:
            if refused.code.startswith("peer_mentors_user_id"):  # the name Django gave the unique constraint
                raise RuleViolation("account_of_somebody_else", email=request.email) from refused
            raise RuleViolation(refused.code, **{"email": request.email} | refused.facts) from refused

    def _link_account(self, actor: Actor, request: results.AccessRequest, user_id: UUID) -> None:
        with self.acting(actor) as standing:
            row = self._lock_steered_person(standing, request.person_id)
            if row.user_id == user_id:
                return
            contact = getattr(row, "contact", None)
            if row.user_id or (contact.email if contact else "") != request.email:
                raise RuleViolation("changed_meanwhile", name=row.display_name)
            self.repository.change_person(row.id, user_id=user_id)

    def withdraw_access(self, *, actor: Actor, person_id: UUID, version: str | None = None) -> str:
        """Unlink the person's account, which then reaches nothing of the person's; returns the name. Safe to repeat.

        Raises as `access_request`.
        """
        with self.acting(actor) as standing:
            row = self._lock_steered_person(standing, person_id)
            self._need_version(row, version)
            if row.user_id:
                self.repository.change_person(row.id, user_id=None)
            return row.display_name

    def _need_version(self, row: PeerMentor, version: str | None) -> None:
        if version is not None and version != results.version_of(self._person_values(row)):
            raise RuleViolation("changed_meanwhile", name=row.display_name)
