"""`mentor-program import FILE --as EMAIL [--dry-run]`."""

import argparse
import hashlib
import sys
from functools import cache
from pathlib import Path

from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentor_program.domain.errors import DomainError, NotAllowed
from mentor_program.domain.permissions import Actor
from mentor_program.services.mentor_program_service import MentorProgramService
from mentor_program.spreadsheets.faults import file_sentence
from mentor_program.spreadsheets.importing import Preview, preview, read, stated
from mentor_program.spreadsheets.report import report_of, severity_in_words
from mentor_program.spreadsheets.workbook import UnreadableFile
from mentor_program.wording.translation import speaking


def main(argv: list[str]) -> int:
    """Run `mentor-program import …`; returns 0, or 1 when nothing was written (with --dry-run: would be written)."""
    parser = argparse.ArgumentParser(prog="mentor-program import", description=_("Import people and pairs."))
    parser.add_argument("file", type=Path, metavar="FILE", help=_("a spreadsheet, .xlsx or .csv"))
    parser.add_argument("--as", dest="email", required=True, metavar="EMAIL", help=_("the coordinator who imports"))
    parser.add_argument("--dry-run", action="store_true", help=_("only show what would be imported"))
    arguments = parser.parse_args(argv)
    try:
        return _import(arguments.file, arguments.email, dry_run=arguments.dry_run)
    except OSError as error:
        return _refuse(_("%(file)s cannot be read: %(why)s") % {"file": arguments.file, "why": error.strerror or error})
    except UnreadableFile as error:
        return _refuse(f"{arguments.file.name}: {file_sentence(error.code, error.facts)}")
    except NotAllowed:
        return _refuse(_("%(email)s is not a coordinator, and cannot import.") % {"email": arguments.email})
    except DomainError as error:
        return _refuse(_("The program’s data changed meanwhile (%(code)s). Try again.") % {"code": error.code})


def _import(path: Path, email: str, *, dry_run: bool) -> int:
    content = path.read_bytes()
    user = get_user_model().objects.filter(email__iexact=email.strip(), is_active=True).first()
    if user is None:
        return _refuse(_("There is no account with the e-mail address %(email)s.") % {"email": email})
    service, actor = MentorProgramService(), Actor(user.pk)
    with speaking(cache(lambda: service.wording(actor=actor))):
        return _import_as(service, actor, path.name, content, dry_run=dry_run)


def _import_as(service: MentorProgramService, actor: Actor, name: str, content: bytes, *, dry_run: bool) -> int:
    understanding = read(service, actor, content, name)
    told = stated(understanding)
    if dry_run:
        plan, written = service.plan_import(actor=actor, stated=told), None
    else:
        plan, written = service.write_import(
            actor=actor,
            stated=told,
            report=lambda plan: report_of(preview(understanding, plan)),
            file_name=name,
            sha256=hashlib.sha256(content).hexdigest(),
        )
    print("\n".join(_lines(name, preview(understanding, plan))))
    if written:
        print(_("Imported."))
        return 0
    if dry_run and plan.writes:
        print(_("Nothing was written, because of --dry-run."))
        return 0
    print(_("There is nothing to import: nothing was written."))
    return 1


def _refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    print(_("Nothing was written."), file=sys.stderr)
    return 1


def _lines(file_name: str, preview: Preview) -> list[str]:
    """The preview as text: counts, dropped columns, then every fault with its place."""
    plan, understanding = preview.plan, preview.understanding
    counts = (
        (_("New people: %(count)s"), len(plan.new_people)),
        (_("People changed: %(count)s"), len(plan.changed_people)),
        (_("People unchanged: %(count)s"), plan.same_people),
        (_("New pairs: %(count)s"), len(plan.new_pairs)),
        (_("Pairs unchanged: %(count)s"), plan.same_pairs),
        (_("Rows left out: %(count)s"), preview.rows_left_out),
        (_("Areas that name a diagnosis, left out without consent: %(count)s"), understanding.diagnosis_areas_left_out),
    )
    lines = [file_name, *(f"  {words % {'count': count}}" for words, count in counts)]
    if understanding.dropped_columns:
        lines += ["", _("Columns that are not imported:")]
        lines += [
            f"  {one.sheet}, {one.letter}{f' ({one.heading})' if one.heading else ''}: {one.sentence()}"
            for one in understanding.dropped_columns
        ]
    if preview.faults:
        number = len(preview.faults)
        lines += ["", ngettext("%(count)d remark:", "%(count)d remarks:", number) % {"count": number}]
        lines += [
            f"  {severity_in_words(fault.severity)} – {fault.place()}: {fault.sentence()}" for fault in preview.faults
        ]
    return [*lines, ""]
