"""Work beside the requests: two at once, a process killed in the middle, and a preview that no longer holds."""

import json
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest
from django.db import connection

from mentor_program.domain.errors import RuleViolation
from mentor_program.jobs import import_runner
from mentor_program.services.mentor_program_service import MentorProgramService
from support.importing import PEOPLE, book, import_file, make_organisation

SECONDS = 30
PEOPLE_ROWS = [(f"Person {n} Lie", f"p{n}@example.org", f"6805 {n:04}", "Sandnes") for n in range(40)]
CONTENT = book(Mentorer=[PEOPLE, *PEOPLE_ROWS])


@pytest.fixture
def organisation(owner):
    return make_organisation(owner)


@pytest.fixture
def ready(organisation):
    """A file that has been read and waits for its coordinator."""
    import_id = MentorProgramService().begin_import(actor=organisation.local, file_name="liste.xlsx", content=CONTENT)
    import_runner.start_reading(organisation.local, import_id).result(SECONDS)
    return import_id


def found(organisation, import_id):
    return MentorProgramService().import_of(actor=organisation.local, import_id=import_id)


def write(organisation, import_id):
    key = found(organisation, import_id).outcome_key
    import_runner.start_writing(organisation.local, import_id, expected=key).result(SECONDS)
    return found(organisation, import_id)


def test_a_file_is_read_shown_and_written_and_then_forgotten(organisation, ready):
    assert (found(organisation, ready).status, organisation.people()) == ("ready", {})
    assert write(organisation, ready).status == "finished"
    assert len(organisation.people()) == 40
    assert organisation.value("select content is null and faults = '[]' from public.imports") is True


def test_what_has_changed_since_the_preview_stops_it_and_is_shown(organisation, ready):
    import_file(organisation.local, book(Mentorer=[PEOPLE, PEOPLE_ROWS[0]]))
    before = organisation.everything()
    again = write(organisation, ready)
    counts = again.summary["counts"]
    assert (again.status, again.summary["changed"], counts["new_people"]) == ("ready", True, 39)
    assert organisation.everything() == before
    assert write(organisation, ready).status == "finished"


def test_a_preview_seen_in_another_window_is_not_what_is_written(organisation, ready):
    service = MentorProgramService()
    key = found(organisation, ready).outcome_key
    service.set_import_mapping(actor=organisation.local, import_id=ready, mapping={"Mentorer": {"D": None}})
    import_runner.start_reading(organisation.local, ready).result(SECONDS)
    import_runner.start_writing(organisation.local, ready, expected=key).result(SECONDS)
    assert (found(organisation, ready).status, organisation.people()) == ("ready", {})


def test_two_who_import_the_same_file_at_once_make_nobody_twice(organisation):
    together = Barrier(2)

    def one(actor):
        try:
            together.wait(SECONDS)
            return import_file(actor, CONTENT)[1] is not None
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        written = list(pool.map(one, [organisation.local, organisation.coordinator]))
    assert sorted(written) == [False, True]
    assert len(organisation.people()) == organisation.value("select count(*) from public.peer_mentors") == 40


def test_confirmed_twice_at_once_it_is_written_once(organisation, ready):
    key = found(organisation, ready).outcome_key
    first = import_runner.start_writing(organisation.local, ready, expected=key)
    try:
        import_runner.start_writing(organisation.local, ready, expected=key).result(SECONDS)
        second = "begun"
    except RuleViolation as error:
        second = error.code
    first.result(SECONDS)
    assert (second, organisation.value("select count(*) from public.peer_mentors")) == ("import_is_busy", 40)


PROGRAM = """
import json, sys, time
from uuid import UUID
import django
django.setup()
from mentor_program.domain.permissions import Actor
from mentor_program.jobs import import_runner
from mentor_program.persistence.mentor_program_repository import MentorProgramRepository
from mentor_program.services.mentor_program_service import MentorProgramService

class StopsBeforeItsEnd(MentorProgramRepository):
    def finish_import(self, *arguments, **values):
        print("written", flush=True)
        time.sleep(600)

told = json.loads(sys.argv[1])
service = MentorProgramService(repository=StopsBeforeItsEnd())
mine = {"actor": Actor(UUID(told["user"])), "import_id": UUID(told["import"])}
run = service.claim_import(**mine, to_write=True)
work = import_runner.Run(*mine.values(), run, expected=told["key"])
work.service = service
work.work()
"""


def test_killed_in_the_middle_nothing_is_written_and_it_can_be_confirmed_again(organisation, ready):
    before = organisation.everything()
    key = found(organisation, ready).outcome_key
    told = json.dumps({"user": str(organisation.local.user_id), "import": str(ready), "key": key})
    with subprocess.Popen([sys.executable, "-c", PROGRAM, told], stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout.readline() == "written\n"
            with pytest.raises(RuleViolation):  # it gives signs of life
                import_runner.start_writing(organisation.local, ready, expected=key)
        finally:
            process.kill()
    at_work = "select count(*) from pg_stat_activity where usename = 'mentor_program_web' and xact_start is not null"
    deadline = time.monotonic() + SECONDS
    while organisation.value(at_work) and time.monotonic() < deadline:
        time.sleep(0.05)

    assert organisation.everything() == before
    organisation.owner.execute("update public.imports set heartbeat_at = now() - interval '31 seconds'")
    assert found(organisation, ready).interrupted is True
    assert write(organisation, ready).status == "finished"
    assert len(organisation.people()) == 40


def test_a_file_that_is_none_fails_with_its_reason(organisation):
    import_id = MentorProgramService().begin_import(actor=organisation.local, file_name="x.xlsx", content=b"hei")
    import_runner.start_reading(organisation.local, import_id).result(SECONDS)
    failed = found(organisation, import_id)
    assert (failed.status, failed.summary["failure"]["code"]) == ("failed", "damaged")


def test_what_is_never_imported_is_forgotten_after_a_week(organisation, ready):
    organisation.owner.execute("alter table public.imports disable trigger keep_import")
    organisation.owner.execute("update public.imports set created_at = now() - interval '8 days'")
    organisation.owner.execute("alter table public.imports enable trigger keep_import")
    MentorProgramService().begin_import(actor=organisation.coordinator, file_name="ny.csv", content=b"Navn")
    assert organisation.rows("select file_name from public.imports") == [("ny.csv",)]


def test_an_import_that_waits_for_its_turn_gives_signs_of_life(organisation):
    others_done = Event()
    others = [import_runner._pool.submit(others_done.wait, SECONDS) for _ in range(import_runner.AT_ONCE)]
    made = MentorProgramService().begin_import(actor=organisation.local, file_name="liste.xlsx", content=CONTENT)
    waiting = import_runner.start_reading(organisation.local, made)
    organisation.owner.execute("update public.imports set heartbeat_at = now() - interval '31 seconds'")
    deadline = time.monotonic() + SECONDS
    while found(organisation, made).interrupted and time.monotonic() < deadline:
        time.sleep(0.05)
    assert found(organisation, made).at_work is True
    others_done.set()
    waiting.result(SECONDS)
    assert (found(organisation, made).status, [other.result() for other in others]) == ("ready", [True, True])


def test_cancelled_while_it_is_at_work_nothing_is_written(organisation, ready):
    others_done = Event()
    others = [import_runner._pool.submit(others_done.wait, SECONDS) for _ in range(import_runner.AT_ONCE)]
    key = found(organisation, ready).outcome_key
    waiting = import_runner.start_writing(organisation.local, ready, expected=key)
    MentorProgramService().cancel_import(actor=organisation.local, import_id=ready)
    others_done.set()
    waiting.result(SECONDS)
    assert [other.result() for other in others] == [True, True]
    assert (organisation.people(), organisation.value("select count(*) from public.imports")) == ({}, 0)
