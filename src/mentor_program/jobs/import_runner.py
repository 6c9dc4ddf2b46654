"""Reads and writes uploaded files beside the requests, in threads of the web process, with signs of life.

Nothing is remembered here: an import's own row tells how far it has come, in whatever process it is asked about.
"""

import logging
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event, Thread
from uuid import UUID

from django.db import connection

from mentor_program.domain.errors import NotFound, RuleViolation
from mentor_program.domain.permissions import Actor
from mentor_program.services.import_results import ImportReport
from mentor_program.services.mentor_program_service import MentorProgramService
from mentor_program.spreadsheets.importing import preview, read, stated
from mentor_program.spreadsheets.layout import Choices
from mentor_program.spreadsheets.report import facts_to_json, report_of
from mentor_program.spreadsheets.workbook import UnreadableFile

log = logging.getLogger(__name__)
AT_ONCE = 2  # two cores read and write while the others answer
BEAT_SECONDS = 1.0
_pool = ThreadPoolExecutor(max_workers=AT_ONCE, thread_name_prefix="import")


def start_reading(actor: Actor, import_id: UUID) -> Future[None]:
    """Read the file and store its preview. Raises NotFound, or RuleViolation("import_is_busy")."""
    run = MentorProgramService().claim_import(actor=actor, import_id=import_id)
    return _submit(Run(actor, import_id, run))


def start_writing(actor: Actor, import_id: UUID, *, expected: str) -> Future[None]:
    """Write what the preview with the key `expected` showed; where that has changed, store the new preview."""
    run = MentorProgramService().claim_import(actor=actor, import_id=import_id, to_write=True)
    return _submit(Run(actor, import_id, run, expected=expected))


def _submit(run: "Run") -> Future[None]:
    """Let the run wait for its turn; it gives signs of life from now on."""
    run.heart.start()
    return _pool.submit(_work, run)


class Run:
    """One go at an import: to read the file, or, with the key of the preview that was confirmed, to write it."""

    def __init__(self, actor: Actor, import_id: UUID, run: UUID, *, expected: str | None = None) -> None:
        self.mine = {"actor": actor, "import_id": import_id, "run": run}
        self.actor = actor
        self.import_id = import_id
        self.run = run
        self.expected = expected
        self.to_write = expected is not None
        self.service = MentorProgramService()
        self.heart = Heartbeat(self)

    def work(self) -> None:
        """Do it, and leave the import in a state from which it can go on. Raises NotFound when it is cancelled."""
        try:
            self._read_and_write()
        except UnreadableFile as error:
            self.service.fail_import(**self.mine, code=error.code, facts=facts_to_json(error.facts))
        except RuleViolation as error:  # the database refused: nothing is written, and the preview tells why
            log.warning("an import was refused: %s", error.code)
            self._read_and_write(changed=True)

    def _read_and_write(self, *, changed: bool = False) -> None:
        uploaded = self.service.uploaded_file(actor=self.actor, import_id=self.import_id)
        understanding = read(
            self.service,
            self.actor,
            uploaded.content,
            uploaded.file_name,
            choices(uploaded.mapping),
            # while it is written, only the rows written are told
            progress=None if self.to_write else self.heart.tell,
        )
        told = stated(understanding)
        if self.to_write and not changed:
            plan, written = self.service.write_import(
                actor=self.actor,
                stated=told,
                report=lambda plan: report_of(preview(understanding, plan)),
                file_name=uploaded.file_name,
                sha256="",
                import_id=self.import_id,
                run=self.run,
                expected=self.expected,
                progress=self.heart.tell,
            )
            if written:
                return
            changed = True
        else:
            plan = self.service.plan_import(actor=self.actor, stated=told)
        kept = report_of(preview(understanding, plan))
        report = ImportReport({**kept.summary, "changed": changed}, kept.faults, kept.items)
        self.service.store_preview(**self.mine, report=report, outcome_key=plan.key())


class Heartbeat:
    """Tells every second, on a connection of its own, that a run is alive and how far it has come."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._progress = 0, 0
        self._stop = Event()
        self._thread = Thread(target=self._beat, name="import-heartbeat", daemon=True)

    def tell(self, done: int, total: int) -> None:
        """Note how far it is; the next beat says so."""
        self._progress = done, total

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Return when the last beat is over."""
        self._stop.set()
        self._thread.join()

    def _beat(self) -> None:
        service = MentorProgramService()
        try:
            while not self._stop.wait(BEAT_SECONDS):
                done, total = self._progress
                service.note_progress(**self._run.mine, done=done, total=total)
        except Exception:
            log.exception("an import gives no more signs of life")
        finally:
            connection.close()


def choices(mapping: dict[str, dict[str, str | None]]) -> Choices:
    """A stored mapping as the room of spreadsheets takes it."""
    return {(sheet, column): field for sheet, columns in mapping.items() for column, field in columns.items()}


def _work(run: Run) -> None:
    try:
        run.work()
    except NotFound:
        log.info("an import was cancelled while it was at work")
    except Exception:
        log.exception("an import failed")
        if run.to_write:
            run.service.give_up_writing(**run.mine)
        else:
            run.service.fail_import(**run.mine, code="unexpected", facts={})
    finally:
        run.heart.stop()
        connection.close()
