"""What every part of the service shares: the acting scope, the actor's standing, refusals of the database as errors."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import DatabaseError, IntegrityError, OperationalError
from django.utils import timezone
from psycopg import errors as postgres

from mentor_program.domain.errors import NotAllowed, NotFound, RuleViolation
from mentor_program.domain.pairing import PairingStatus, takes_a_place
from mentor_program.domain.permissions import Actor, Standing, may_steer
from mentor_program.persistence.acting_as import acting_as
from mentor_program.persistence.mentor_program_repository import MentorProgramRepository
from mentor_program.persistence.models import MentorPairing

T = TypeVar("T")
OSLO = ZoneInfo("Europe/Oslo")
ATTEMPTS = 3


class ServiceBase:
    """One instance serves one request: it remembers what the database said of the actor, nothing else.

    `clock` returns the current time with a zone; it only judges and words times, the database stamps them.
    """

    def __init__(
        self, *, repository: MentorProgramRepository | None = None, clock: Callable[[], datetime] = timezone.now
    ) -> None:
        self.repository = repository or MentorProgramRepository()
        self.clock = clock
        self._standing: dict[UUID | None, tuple[Standing, list[UUID]]] = {}

    @property
    def today(self) -> date:
        """Today's date in Oslo."""
        return self.clock().astimezone(OSLO).date()

    @contextmanager
    def acting(self, actor: Actor) -> Iterator[Standing]:
        """One transaction by `actor`, who must be signed in; a rule the database refuses comes out as a DomainError."""
        if actor.is_anonymous:
            raise NotAllowed("sign_in_first")
        try:
            with acting_as(actor):
                yield self.standing(actor)
        except DatabaseError as error:
            refused = refusal(error)
            if refused is None:
                raise  # as it came: `retried` looks at its cause
            raise refused from error

    def standing(self, actor: Actor) -> Standing:
        """What the tables say about the actor; asked once an instance, inside `acting`."""
        return self._known(actor)[0]

    def organisations(self, actor: Actor) -> list[UUID]:
        return self._known(actor)[1]

    def _known(self, actor: Actor) -> tuple[Standing, list[UUID]]:
        if actor.user_id not in self._standing:
            self._standing[actor.user_id] = self.repository.standing(actor)
        return self._standing[actor.user_id]

    def need_coordinator(self, standing: Standing) -> None:
        if not standing.is_coordinator:
            raise NotAllowed("only_coordinators")

    def found(self, pairing: MentorPairing | None) -> MentorPairing:
        """The pair, or NotFound: the same answer for one that does not exist and one that may not be seen."""
        if pairing is None:
            raise NotFound("pairing")
        return pairing

    def steered(self, standing: Standing, pairing: MentorPairing | None) -> MentorPairing:
        """The pair, if the actor coordinates its unit; NotAllowed for its mentor and mentee."""
        if not may_steer(standing, self.found(pairing).unit_id):
            raise NotAllowed("only_coordinators")
        return pairing

    def lock_steered(self, standing: Standing, pairing_id: UUID, version: int | None = None) -> MentorPairing:
        """The pair, locked. Its people are told that they may not, everyone else that it does not exist.

        Raises RuleViolation("changed_meanwhile") when `version` is given and is no longer the pair's.
        """
        pairing = self.repository.lock_pairing(pairing_id)
        # A lock asks for the right to change: what only may be read has to be looked at without one.
        pairing = self.steered(standing, pairing or self.repository.pairing(pairing_id))
        if version not in (None, pairing.version):
            raise RuleViolation("changed_meanwhile", name=f"{pairing.mentor_name} – {pairing.mentee_name}")
        return pairing

    def need_open(self, pairing: MentorPairing) -> None:
        if not takes_a_place(PairingStatus(pairing.status)):
            raise RuleViolation("pairing_has_ended")


def refusal(error: DatabaseError) -> NotAllowed | RuleViolation | None:
    """The database's refusal as an error of the domain, named after the broken rule; None when it is no refusal."""
    cause = error.__cause__
    if isinstance(cause, postgres.InsufficientPrivilege):
        return NotAllowed("not_in_your_units")
    if isinstance(error, IntegrityError) and isinstance(cause, postgres.Error) and cause.diag.constraint_name:
        return RuleViolation(cause.diag.constraint_name)
    return None


def retried(change: Callable[[], T]) -> T:
    """Run a whole transaction again when PostgreSQL broke a deadlock by ending it; nothing of it was written."""
    for attempt in range(ATTEMPTS):
        try:
            return change()
        except OperationalError as error:
            last = attempt == ATTEMPTS - 1
            if last or not isinstance(error.__cause__, postgres.DeadlockDetected | postgres.SerializationFailure):
                raise
    raise AssertionError("unreachable")
