"""The process killed in the middle of a change leaves nothing half-written, and nothing locked."""

import json
import subprocess
import sys
import time

import pytest

PROGRAM = """
import json, sys, time
from uuid import UUID
import django
django.setup()
from mentor_program.domain.permissions import Actor
from mentor_program.persistence.mentor_program_repository import MentorProgramRepository
from mentor_program.services.mentor_program_service import MentorProgramService

def stop_here():
    print("written", flush=True)
    time.sleep(600)

class StopsAfterWriting(MentorProgramRepository):
    def set_milestone(self, *arguments, **values):
        super().set_milestone(*arguments, **values)
        stop_here()
    def add_dissolution(self, **values):
        super().add_dissolution(**values)
        stop_here()

told = json.loads(sys.argv[1])
service = MentorProgramService(repository=StopsAfterWriting())
ids = {name: value if name == "initiated_by" else UUID(value) for name, value in told["values"].items()}
getattr(service, told["method"])(actor=Actor(UUID(told["user"])), **ids)
"""

TABLES = (
    "mentor_pairings",
    "pairing_milestones",
    "pairing_events",
    "pairing_dissolutions",
    "peer_mentors",
    "peer_mentor_readiness",
)
SECONDS = 30


def everything(cast):
    """All that the change would touch."""
    return {
        table: sorted(cast.owner.execute(f"select to_jsonb(t)::text from public.{table} t").fetchall())
        for table in TABLES
    }


def open_transactions(cast):
    query = "select count(*) from pg_stat_activity where usename = 'mentor_program_web' and xact_start is not null"
    return cast.value(query)


@pytest.mark.parametrize("method", ["complete_milestone", "dissolve"])
def test_a_process_killed_after_its_writes_and_before_its_commit_has_written_nothing(cast, service, method):
    pair = cast.pair()
    *_, last = cast.milestones(pair)
    cast.owner.execute(
        "update public.pairing_milestones set status = 'completed' where pairing_id = %s and id <> %s", [pair, last]
    )
    before = everything(cast)
    values = {"pairing_id": pair} | (
        {"milestone_id": last}
        if method == "complete_milestone"
        else {"reason_id": cast.reason, "initiated_by": "mentee"}
    )
    told = json.dumps({"method": method, "user": cast.coordinator.user_id, "values": values}, default=str)

    with subprocess.Popen([sys.executable, "-c", PROGRAM, told], stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout.readline() == "written\n"
            assert open_transactions(cast) == 1
        finally:
            process.kill()
    deadline = time.monotonic() + SECONDS
    while open_transactions(cast) and time.monotonic() < deadline:
        time.sleep(0.05)

    assert everything(cast) == before
    # Nothing is locked either: the change can be made now.
    getattr(service, method)(actor=cast.coordinator, **values)
    ended = {"complete_milestone": "programme_complete", "dissolve": "dissolved"}[method]
    assert cast.value("select status from public.mentor_pairings where id = %s", pair) == ended
