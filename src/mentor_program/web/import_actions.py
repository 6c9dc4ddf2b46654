"""What can be done with an import: confirm it, cancel it, undo it, download its list of faults."""

from collections.abc import Callable, Iterator
from functools import wraps
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from mentor_program.domain.errors import NotFound, RuleViolation
from mentor_program.domain.permissions import Actor
from mentor_program.jobs import import_runner
from mentor_program.services.import_results import ImportStatus
from mentor_program.services.mentor_program_service import MentorProgramService
from mentor_program.spreadsheets.faults import Fault
from mentor_program.spreadsheets.report import fault_from_json, table_of_faults
from mentor_program.web.downloads import download
from mentor_program.web.import_screen import at_once
from mentor_program.web.import_words import written_in_words
from mentor_program.web.messages import sentence
from mentor_program.web.middleware import actor_of
from mentor_program.web.outcome import redirect_with_outcome

NAMED = 5
LINES_AT_ONCE = 1000


def posted(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Run `view` for POST alone; an address that is opened or reloaded otherwise leads to the import."""

    @wraps(view)
    def only_posted(request: HttpRequest, import_id: UUID) -> HttpResponse:
        return view(request, import_id) if request.method == "POST" else redirect("import_preview", import_id=import_id)

    return only_posted


@posted
def confirm_import(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Write what the preview showed; when that has changed meanwhile, the new preview is shown instead."""
    actor = actor_of(request)
    request.service.import_of(actor=actor, import_id=import_id)
    try:
        if not at_once(import_runner.start_writing(actor, import_id, expected=request.POST.get("key", ""))):
            return redirect("import_preview", import_id=import_id)
    except RuleViolation as error:
        return redirect_with_outcome(request, "import_preview", sentence(error), failed=True, import_id=import_id)
    found = request.service.import_of(actor=actor, import_id=import_id)
    if found.status is ImportStatus.FINISHED:
        return redirect_with_outcome(
            request, "import_preview", written_in_words(found.summary["counts"]), import_id=import_id
        )
    words = _("Something went wrong. Nothing has been saved. Try again.")
    if found.summary.get("changed"):
        words = _("Nothing has been saved: something has changed since the preview was made. Look at it again.")
    return redirect_with_outcome(request, "import_preview", words, failed=True, import_id=import_id)


@posted
def cancel_import(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Forget the uploaded file."""
    try:
        request.service.cancel_import(actor=actor_of(request), import_id=import_id)
    except RuleViolation as error:
        return redirect_with_outcome(request, "import_preview", sentence(error), failed=True, import_id=import_id)
    return redirect_with_outcome(request, "import", _("The import is cancelled. Nothing has been saved."))


@require_http_methods(["GET", "HEAD", "POST"])
def undo_import(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Ask, and take back everything the import wrote."""
    found = request.service.import_of(actor=actor_of(request), import_id=import_id)
    if found.status is not ImportStatus.FINISHED:
        return redirect("import_preview", import_id=import_id)
    if request.method != "POST":
        return render(request, "import_undo.html", {"found": found, "what": written_in_words(found.summary["counts"])})
    try:
        request.service.undo_import(actor=actor_of(request), import_id=import_id)
    except RuleViolation as error:
        words = _what_changed(error) if error.code == "import_changed_since" else sentence(error)
        return redirect_with_outcome(request, "import_preview", words, failed=True, import_id=import_id)
    return redirect_with_outcome(request, "import_preview", _("The import is undone"), import_id=import_id)


def _what_changed(error: RuleViolation) -> str:
    names = error.facts["names"]
    words = _("The import cannot be undone, because this has been changed since: %(names)s.") % {
        "names": ", ".join(names[:NAMED])
    }
    more = len(names) - NAMED
    if more > 0:
        words += " " + ngettext("And %(more)d more.", "And %(more)d more.", more) % {"more": more}
    return words


@require_safe
def import_faults(request: HttpRequest, import_id: UUID, kind: str) -> HttpResponse:
    """The list of faults as a file."""
    return faults_file(kind, request.service, actor_of(request), import_id)


def faults_file(kind: str, service: MentorProgramService, actor: Actor, import_id: UUID) -> HttpResponse:
    """The same, in the language of the request. Raises NotFound, also while the file has not been read."""
    if not service.import_of(actor=actor, import_id=import_id).summary.get("counts"):
        raise NotFound("import")
    table = table_of_faults(_faults(service, actor, import_id))
    return download(kind, title=table.title, headings=table.headings, rows=table.rows)


def _faults(service: MentorProgramService, actor: Actor, import_id: UUID) -> Iterator[Fault]:
    after, more = 0, True
    while more:
        page = service.lines_of_import(actor=actor, import_id=import_id, kind="faults", after=after, size=LINES_AT_ONCE)
        yield from (fault_from_json(line) for _number, line in page.lines)
        after, more = after + len(page.lines), page.more
