"""Two at once, behind a barrier and each on a connection of its own; and proposals for everyone who waits."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from mentor_program.domain.errors import DomainError
from mentor_program.services.mentor_program_service import MentorProgramService

SECONDS = 20


@pytest.fixture
def race(database) -> Callable[..., list[object]]:
    """Return `race(*actions)`: run them at once, each with a service of its own; give what each came to.

    That is what it returned, or the code of the refusal.
    """
    from django.db import connection

    def run(action: Callable[[MentorProgramService], object], barrier: Barrier) -> object:
        try:
            connection.ensure_connection()
            barrier.wait(SECONDS)
            return action(MentorProgramService())
        except DomainError as refused:
            return refused.code
        finally:
            connection.close()

    def together(*actions: Callable[[MentorProgramService], object]) -> list[object]:
        barrier = Barrier(len(actions))
        with ThreadPoolExecutor(len(actions)) as pool:
            running = [pool.submit(run, action, barrier) for action in actions]
            return [each.result(SECONDS) for each in running]

    return together


@pytest.fixture
def proposed(cast, service):
    """Proposals for the whole organisation: three mentees and three mentors."""
    return service.propose_for_all(actor=cast.coordinator)
