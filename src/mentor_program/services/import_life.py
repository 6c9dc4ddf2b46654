"""The life of an uploaded file: it waits, is read, is shown, is written, or is forgotten."""

import hashlib
from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID, uuid4

from mentor_program.domain.errors import NotFound, RuleViolation
from mentor_program.domain.permissions import Actor
from mentor_program.persistence.models import Import
from mentor_program.services import import_results as results
from mentor_program.services.base import retried
from mentor_program.services.imports import ImportsPart

SILENT = timedelta(seconds=30)
LISTED = 25


class ImportLifePart(ImportsPart):
    def begin_import(self, *, actor: Actor, file_name: str, content: bytes) -> UUID:
        """Keep an uploaded file until it is imported, cancelled or a week old; returns the import's id."""
        with self.acting(actor) as standing:
            self.need_coordinator(standing)
            self.repository.forget_old_imports()
            return self.repository.add_import(
                unit_id=self.repository.own_unit(actor.user_id).id,
                file_name=file_name[-255:],
                sha256=hashlib.sha256(content).hexdigest(),
                content=content,
                status="reading",
            )

    def claim_import(self, *, actor: Actor, import_id: UUID, to_write: bool = False) -> UUID:
        """Begin to read the file, or to write it; returns the run's id, which every later step names.

        Raises NotFound, or RuleViolation("import_is_busy") while another run gives signs of life or all is done.
        """
        run = uuid4()
        status = results.ImportStatus.WRITING if to_write else results.ImportStatus.READING
        with self.acting(actor):
            self.import_in_scope(import_id)
            if not self.repository.claim_import(import_id, status=status, run=run, silent=SILENT):
                raise RuleViolation("import_is_busy")
        return run

    def note_progress(self, *, actor: Actor, import_id: UUID, run: UUID, done: int, total: int) -> None:
        """Give a sign of life; in a transaction of its own, so that it shows while a long one is at work."""
        with self.acting(actor):
            self.repository.change_import(import_id, run, progress_done=done, progress_total=total)

    def store_preview(
        self, *, actor: Actor, import_id: UUID, run: UUID, report: results.ImportReport, outcome_key: str
    ) -> None:
        """The file is read: keep what is told about it until somebody decides."""
        kept = {"summary": report.summary, "faults": report.faults, "items": report.items}
        self._leave(actor, import_id, run, status=results.ImportStatus.READY, outcome_key=outcome_key, **kept)

    def fail_import(self, *, actor: Actor, import_id: UUID, run: UUID, code: str, facts: Mapping[str, object]) -> None:
        """The file cannot be read at all: `code` and `facts` make the sentence."""
        summary = {"failure": {"code": code, "facts": dict(facts)}}
        self._leave(actor, import_id, run, status=results.ImportStatus.FAILED, summary=summary)

    def give_up_writing(self, *, actor: Actor, import_id: UUID, run: UUID) -> None:
        """Nothing was written: the preview can be confirmed once more."""
        self._leave(actor, import_id, run, status=results.ImportStatus.READY)

    def _leave(self, actor: Actor, import_id: UUID, run: UUID, **values: object) -> None:
        with self.acting(actor):
            self.repository.change_import(import_id, run, run=None, **values)

    def set_import_mapping(
        self, *, actor: Actor, import_id: UUID, mapping: Mapping[str, Mapping[str, str | None]]
    ) -> None:
        """Keep a person's corrections; the file is then read once more."""
        with self.acting(actor):
            self.import_in_scope(import_id)
            self.repository.set_import_mapping(import_id, mapping)

    def uploaded_file(self, *, actor: Actor, import_id: UUID) -> results.Uploaded:
        """The file itself. Raises NotFound when it is gone."""
        with self.acting(actor):
            row = self.repository.uploaded(import_id)
            if row is None or row.content is None:
                raise NotFound("import")
            return results.Uploaded(row.file_name, bytes(row.content), row.mapping)

    def imports(self, *, actor: Actor) -> list[results.ImportSummary]:
        """The actor's own imports, the newest first."""
        with self.acting(actor) as standing:
            self.need_coordinator(standing)
            rows = self.repository.imports(silent=SILENT).order_by("-created_at", "-id")[:LISTED]
            return [_summary(row) for row in rows]

    def import_of(self, *, actor: Actor, import_id: UUID) -> results.ImportSummary:
        """One import of the actor's own. Raises NotFound."""
        with self.acting(actor):
            return self.import_in_scope(import_id)

    def import_in_scope(self, import_id: UUID) -> results.ImportSummary:
        """One of the actor's own imports, inside `acting`."""
        row = self.repository.imports(silent=SILENT).filter(id=import_id).first()
        if row is None:
            raise NotFound("import")
        return _summary(row)

    def lines_of_import(
        self, *, actor: Actor, import_id: UUID, kind: str, severity: str = "", after: int = 0, size: int = 25
    ) -> results.LinesOfImport:
        """One page of what is told about single rows: `kind` is faults (of one `severity` if given) or items."""
        with self.acting(actor):
            self.import_in_scope(import_id)
            lines = self.repository.lines_of_import(import_id, kind, severity=severity, after=after, size=size + 1)
            return results.LinesOfImport(tuple(lines[:size]), len(lines) > size)

    def cancel_import(self, *, actor: Actor, import_id: UUID) -> str:
        """Forget the file and all about it; returns its name. Raises NotFound, or RuleViolation once it is finished."""
        with self.acting(actor):
            name = self.import_in_scope(import_id).file_name
            self.repository.delete_import(import_id)
            return name

    def undo_import(self, *, actor: Actor, import_id: UUID) -> results.ImportSummary:
        """Take back everything an import wrote.

        Raises NotFound, RuleViolation("import_is_undone"), or RuleViolation("import_changed_since", names=…) when
        something it wrote has been changed since; then nothing is taken back.
        """
        return retried(lambda: self._undo_import(actor, import_id))

    def _undo_import(self, actor: Actor, import_id: UUID) -> results.ImportSummary:
        with self.acting(actor):
            before = self.import_in_scope(import_id)
            if names := self.repository.undo_import(import_id):
                raise RuleViolation("import_changed_since", names=tuple(names))
            return before


def _summary(row: Import) -> results.ImportSummary:
    status = results.ImportStatus(row.status)
    return results.ImportSummary(
        id=row.id,
        file_name=row.file_name,
        created_at=row.created_at,
        status=status,
        interrupted=row.is_silent and status in (results.ImportStatus.READING, results.ImportStatus.WRITING),
        done=row.progress_done,
        total=row.progress_total,
        summary=row.summary,
        outcome_key=row.outcome_key,
        finished_at=row.finished_at,
        undone_at=row.undone_at,
    )
