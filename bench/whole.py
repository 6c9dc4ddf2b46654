"""One coordinator's press of the button, in a process of its own so that its memory can be told.

    python -m bench.whole EMAIL        with DATABASE_URL in the environment

Prints one line of JSON: pairs, seconds by the clock and of processors (ours and PostgreSQL's), greatest memory in MiB.
"""

import json
import os
import resource
import sys
import time

import django


def main(email: str) -> None:
    """Propose for everybody who waits, and keep it, as the service does for the screen."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "mentor_program.config.settings"
    django.setup()
    from django.db import connection

    from bench.clock import spent_by, spent_here
    from mentor_program.accounts.models import User
    from mentor_program.domain.permissions import Actor
    from mentor_program.services.mentor_program_service import MentorProgramService

    service, actor = MentorProgramService(), Actor(User.objects.get(email=email).id)
    backend = connection.connection.info.backend_pid
    wall, processors = time.perf_counter(), spent_here() + spent_by(backend)
    proposals = service.propose_for_all(actor=actor)
    processors = spent_here() + spent_by(backend) - processors
    answer = {
        "wall": time.perf_counter() - wall,
        "processors": processors / 1000,
        "mebibytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "pairs": service.proposals(actor=actor, proposals_id=proposals).counts["pairs"],
    }
    print(json.dumps(answer))


if __name__ == "__main__":
    main(sys.argv[1])
