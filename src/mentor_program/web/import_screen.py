"""Import, story G: choose a spreadsheet; the imports made before."""

from concurrent.futures import TimeoutError as StillAtWork
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from mentor_program.jobs import import_runner
from mentor_program.services.import_results import ImportStatus, ImportSummary
from mentor_program.spreadsheets.faults import CATALOGUE, file_sentence
from mentor_program.spreadsheets.report import facts_from_json
from mentor_program.spreadsheets.workbook import MAX_BYTES
from mentor_program.web.forms import AccessibleForm
from mentor_program.web.import_words import found_in_words, written_in_words
from mentor_program.web.middleware import actor_of

MEGABYTES = MAX_BYTES // 1_000_000
# Most files are read within this; only for the others the page tells how far it is.
SHORT_SECONDS = 2.5


class UploadForm(AccessibleForm):
    """The spreadsheet."""

    file = forms.FileField(
        label=gettext_lazy("Spreadsheet"),
        help_text=gettext_lazy("An Excel file (.xlsx) or a text file (.csv), at most 20 MB."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].error_messages |= {
            "required": _("Choose a file."),
            "invalid": _("Choose a file."),
            "empty": file_sentence("empty_file", {}),
        }

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(file_sentence("too_large", {"megabytes": MEGABYTES}))
        return file


@require_http_methods(["GET", "HEAD", "POST"])
def import_screen(request: HttpRequest) -> HttpResponse:
    """The form and the list; a file that cannot be read is told at its field and not kept."""
    earlier = request.service.imports(actor=actor_of(request))
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_valid():
        import_id, failure = _upload(request, form.cleaned_data["file"])
        if failure is None:
            return redirect("import_preview", import_id=import_id)
        form.add_error("file", failure)
    lines = [{"import": one, "state": _state(one)} for one in earlier]
    return render(request, "import_screen.html", {"form": form, "lines": lines})


def _upload(request: HttpRequest, file: UploadedFile) -> tuple[UUID, str | None]:
    """Keep the file and read it; returns the import's id, and why it cannot be read when that shows at once."""
    actor = actor_of(request)
    import_id = request.service.begin_import(actor=actor, file_name=file.name, content=file.read())
    if at_once(import_runner.start_reading(actor, import_id)):
        found = request.service.import_of(actor=actor, import_id=import_id)
        if found.status is ImportStatus.FAILED:
            request.service.cancel_import(actor=actor, import_id=import_id)
            return import_id, failure_in_words(found)
    return import_id, None


def at_once(work: object) -> bool:
    """Whether the work is done within a moment; otherwise the page of the import tells how far it is."""
    try:
        work.result(timeout=SHORT_SECONDS)
    except StillAtWork:
        return False
    return True


def failure_in_words(found: ImportSummary) -> str:
    """Why the file could not be read."""
    failure = found.summary.get("failure", {})
    if failure.get("code") not in CATALOGUE:
        return _("Something went wrong while the file was read. Try again.")
    return file_sentence(failure["code"], facts_from_json(failure["facts"]))


def _state(one: ImportSummary) -> str:
    """What became of an import, or what it waits for."""
    if one.interrupted:
        return _("Interrupted. Nothing was saved.")
    return {
        ImportStatus.READING: lambda: _("Being read"),
        ImportStatus.WRITING: lambda: _("Being saved"),
        ImportStatus.READY: lambda: _("Waits for you: %(what)s") % {"what": found_in_words(one.summary["counts"])},
        ImportStatus.FAILED: lambda: failure_in_words(one),
        ImportStatus.FINISHED: lambda: written_in_words(one.summary["counts"]),
        ImportStatus.UNDONE: lambda: _("Undone"),
    }[one.status]()
