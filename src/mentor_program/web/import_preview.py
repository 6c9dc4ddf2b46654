"""One import on its own page: how far it is, what it would do, or what it did."""

from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from mentor_program.domain.errors import RuleViolation
from mentor_program.jobs import import_runner
from mentor_program.services.import_results import ImportStatus, ImportSummary
from mentor_program.spreadsheets.faults import Severity
from mentor_program.web.import_mapping import MappingForm
from mentor_program.web.import_screen import at_once, failure_in_words
from mentor_program.web.import_words import (
    dropped_in_words,
    facts_in_words,
    faults_in_words,
    found_in_words,
    items_in_words,
    progress_in_words,
    written_in_words,
)
from mentor_program.web.middleware import actor_of
from mentor_program.web.outcome import redirect_with_outcome

PAGE = 25
# What is told row by row: what needs a person most stands first.
LISTS = {
    Severity.ERROR: gettext_lazy("Left out"),
    Severity.WARNING: gettext_lazy("Check"),
    Severity.NOTE: gettext_lazy("Understood"),
    "items": gettext_lazy("New and changed"),
}


@require_http_methods(["GET", "HEAD", "POST"])
def import_preview(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """POST reads the file once more, with other meanings of its columns where the form says so."""
    found = request.service.import_of(actor=actor_of(request), import_id=import_id)
    if request.method == "POST":
        return _read_again(request, found)
    if found.at_work:
        return _progress(request, found)
    if found.status is ImportStatus.FAILED or "counts" not in found.summary:
        context = {"found": found, "why": failure_in_words(found) if found.status is ImportStatus.FAILED else ""}
        return render(request, "import_failed.html", context)
    if found.status in (ImportStatus.FINISHED, ImportStatus.UNDONE):
        return _outcome(request, found)
    return _preview(request, found)


def _read_again(request: HttpRequest, found: ImportSummary) -> HttpResponse:
    actor = actor_of(request)
    if found.status not in (ImportStatus.FINISHED, ImportStatus.UNDONE) and not found.at_work:
        if "mapping" in request.POST:
            stored = request.service.uploaded_file(actor=actor, import_id=found.id).mapping
            mapping = MappingForm(found.summary, stored, request.POST).choices()
            request.service.set_import_mapping(actor=actor, import_id=found.id, mapping=mapping)
        try:
            if at_once(import_runner.start_reading(actor, found.id)):
                sentence = _("The file is read once more. Nothing has been saved.")
                return redirect_with_outcome(request, "import_preview", sentence, import_id=found.id)
        except RuleViolation:
            pass  # somebody else has begun: the page tells how far it is
    return redirect("import_preview", import_id=found.id)


def _progress(request: HttpRequest, found: ImportSummary) -> HttpResponse:
    to_write = found.status is ImportStatus.WRITING
    context = {
        "found": found,
        "heading": _("Saving") if to_write else _("Reading the file"),
        "progress": progress_in_words(found.done, found.total, to_write=to_write),
    }
    return render(request, "import_progress.html", context)


def _preview(request: HttpRequest, found: ImportSummary) -> HttpResponse:
    counts = found.summary["counts"]
    what = found_in_words(counts)
    has_news = bool(counts["items"])
    stored = request.service.uploaded_file(actor=actor_of(request), import_id=found.id).mapping
    context = {
        "what": what,
        "has_news": has_news,
        "heading": _("Ready to import: %(what)s") % {"what": what} if has_news else _("Nothing new to import"),
        "changed": found.summary.get("changed", False),
        "mapping": MappingForm(found.summary, stored),
    }
    return render(request, "import_preview.html", context | _told(request, found))


def _outcome(request: HttpRequest, found: ImportSummary) -> HttpResponse:
    undone = found.status is ImportStatus.UNDONE
    what = written_in_words(found.summary["counts"])
    context = {"heading": _("The import is undone") if undone else what, "undone": undone, "what": what, "done": True}
    told = _told(request, found) | {"facts": facts_in_words(found.summary, done=True)}
    return render(request, "import_outcome.html", context | told)


def _told(request: HttpRequest, found: ImportSummary) -> dict[str, object]:
    """What a preview and an outcome both tell: counts, dropped columns, and one page of one of the two lists."""
    counts = found.summary["counts"]
    numbers = {**found.summary["severities"], "items": counts["items"]}
    kinds = [kind for kind in LISTS if numbers.get(kind)]
    kind = next((kind for kind in kinds if kind == request.GET.get("list")), kinds[0] if kinds else "items")
    faults = kind != "items"
    after = _number(request.GET.get("after", ""))
    page = request.service.lines_of_import(
        actor=actor_of(request),
        import_id=found.id,
        kind="faults" if faults else "items",
        severity=kind if faults else "",
        after=after,
        size=PAGE,
    )
    return {
        "found": found,
        "facts": facts_in_words(found.summary),
        "units": sorted(found.summary["units"].items()),
        "dropped": dropped_in_words(found.summary),
        "kind": "faults" if faults else "items",
        "lines": faults_in_words(page.lines) if faults else items_in_words(page.lines),
        "tabs": [
            {"url": _address(found, one), "label": LISTS[one], "current": one == kind, "count": numbers[one]}
            for one in kinds
        ],
        "previous_url": _address(found, kind, max(0, after - PAGE)) if after and page.lines else "",
        "next_url": _address(found, kind, page.lines[-1][0]) if page.more else "",
    }


def _address(found: ImportSummary, kind: str, after: int = 0) -> str:
    asked = {"list": kind} | ({"after": after} if after else {})
    return f"{reverse('import_preview', args=[found.id])}?{urlencode(asked)}#told"


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 0
