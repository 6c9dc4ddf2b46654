"""Story G: upload a spreadsheet, read its preview, confirm it, undo it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import File, Query, Router, Status
from ninja.files import UploadedFile

from mentor_program.api.import_corrections import corrected
from mentor_program.api.links import page_links
from mentor_program.api.preconditions import need_version, tell_version
from mentor_program.api.problems import Problem, answer
from mentor_program.api.schemas import imports as schemas
from mentor_program.api.schemas.common import FILE
from mentor_program.domain.errors import RuleViolation
from mentor_program.jobs import import_runner
from mentor_program.services.import_results import ImportStatus, ImportSummary
from mentor_program.spreadsheets.report import fault_from_json, severity_in_words
from mentor_program.spreadsheets.workbook import MAX_BYTES
from mentor_program.web.import_actions import faults_file
from mentor_program.web.import_screen import at_once, failure_in_words
from mentor_program.web.import_words import KEEP_OUT, dropped_in_words, field_choices, items_in_words

router = Router(tags=["Import"])
PAGE = 25
ENDINGS = (".xlsx", ".csv")
COUNTED = tuple(schemas.Counts.model_fields)


@router.get("", operation_id="listImports", summary="List one's own imports", response=schemas.ImportList)
def list_imports(request: HttpRequest):
    """The newest 25."""
    return {"data": [told(one) for one in request.service.imports(actor=request.auth)]}


@router.post(
    "",
    operation_id="uploadSpreadsheet",
    summary="Upload a spreadsheet",
    response={201: schemas.Import, 202: schemas.Import},
)
def upload_spreadsheet(request: HttpRequest, response: HttpResponse, file: File[UploadedFile]):
    """Reads it, and writes nothing until it is confirmed. 202 while it is still being read."""
    if not file.name.lower().endswith(ENDINGS):
        raise Problem(415, "spreadsheet_needed")
    if file.size > MAX_BYTES:
        raise Problem(413, "too_large")
    import_id = request.service.begin_import(actor=request.auth, file_name=file.name, content=file.read())
    read = at_once(import_runner.start_reading(request.auth, import_id))
    found = request.service.import_of(actor=request.auth, import_id=import_id)
    if found.status is ImportStatus.FAILED:
        request.service.cancel_import(actor=request.auth, import_id=import_id)
        return unreadable(found)
    response["Location"] = f"/api/v1/imports/{import_id}"
    tell_version(response, found.outcome_key)
    return Status(201 if read else 202, told(found))


def unreadable(found: ImportSummary) -> HttpResponse:
    """The file cannot be read at all: why, at its field."""
    failure = found.summary["failure"]
    words = failure_in_words(found)
    errors = {"file": {"code": failure["code"], "detail": words}}
    return answer(Problem(422, "invalid_input"), detail=words, errors=errors)


@router.get("/{uuid:import_id}", operation_id="getImport", summary="Read one import", response=schemas.Import)
def get_import(request: HttpRequest, response: HttpResponse, import_id: UUID):
    """Its preview, its progress or its outcome. ETag stands for exactly what the preview shows."""
    found = request.service.import_of(actor=request.auth, import_id=import_id)
    tell_version(response, found.outcome_key)
    return told(found)


@router.get(
    "/{uuid:import_id}/faults", operation_id="listFaults", summary="List remarks about rows", response=schemas.FaultPage
)
def list_faults(request: HttpRequest, response: HttpResponse, import_id: UUID, query: Query[schemas.FaultQuery]):
    """What is left out, to be checked or was understood, row by row; 25 to a page."""
    lines, links = _lines(request, response, import_id, "faults", query.after, severity=query.severity)
    return {"data": [_fault(number, line) for number, line in lines], "links": links}


@router.get(
    "/{uuid:import_id}/faults/download",
    operation_id="downloadFaults",
    summary="Download the remarks as a spreadsheet",
    response=FILE,
)
def download_faults(request: HttpRequest, import_id: UUID, query: Query[schemas.FileQuery]):
    """All of them, with headings in the caller's language. Not found until the file is read."""
    return faults_file(query.format, request.service, request.auth, import_id)


@router.get(
    "/{uuid:import_id}/items",
    operation_id="listItems",
    summary="List what is new and changed",
    response=schemas.ItemPage,
)
def list_items(request: HttpRequest, response: HttpResponse, import_id: UUID, query: Query[schemas.LineQuery]):
    """People and pairs that the import creates or changes; 25 to a page."""
    lines, links = _lines(request, response, import_id, "items", query.after)
    words = items_in_words(lines)
    rows = zip(lines, words, strict=True)
    return {"data": [{"number": n, "kind": line["kind"]} | said for (n, line), said in rows], "links": links}


@router.put(
    "/{uuid:import_id}/mapping",
    operation_id="correctColumns",
    summary="Correct what sheets and columns mean",
    response={200: schemas.Import, 202: schemas.Import},
)
def correct_columns(request: HttpRequest, response: HttpResponse, import_id: UUID, corrections: schemas.Corrections):
    """The file is read once more. Nothing is written; 202 while it is still being read."""
    found = request.service.import_of(actor=request.auth, import_id=import_id)
    need_version(request, found.outcome_key)
    if found.at_work or "sheets" not in found.summary:
        raise RuleViolation("import_is_busy")
    stored = request.service.uploaded_file(actor=request.auth, import_id=import_id).mapping
    mapping = corrected(found, stored, corrections.sheets)
    request.service.set_import_mapping(actor=request.auth, import_id=import_id, mapping=mapping)
    read = at_once(import_runner.start_reading(request.auth, import_id))
    found = request.service.import_of(actor=request.auth, import_id=import_id)
    tell_version(response, found.outcome_key)
    return Status(200 if read else 202, told(found))


@router.post(
    "/{uuid:import_id}/confirm",
    operation_id="confirmImport",
    summary="Write what the preview shows",
    response={200: schemas.Import, 202: schemas.Import},
)
def confirm_import(request: HttpRequest, import_id: UUID):
    """In one transaction. Refused when something has changed since the preview was made; 202 while it is at work."""
    found = request.service.import_of(actor=request.auth, import_id=import_id)
    need_version(request, found.outcome_key)
    work = import_runner.start_writing(request.auth, import_id, expected=found.outcome_key)
    written = at_once(work)
    found = request.service.import_of(actor=request.auth, import_id=import_id)
    if written and found.status is not ImportStatus.FINISHED:
        raise Problem(409, "preview_is_old" if found.summary.get("changed") else "import_notes_its_own")
    return Status(200 if written else 202, told(found))


@router.post(
    "/{uuid:import_id}/undo", operation_id="undoImport", summary="Take an import back", response=schemas.Import
)
def undo_import(request: HttpRequest, import_id: UUID):
    """Everything it wrote. Refused when some of that has been changed since; then nothing is taken back."""
    need_version(request, request.service.import_of(actor=request.auth, import_id=import_id).outcome_key)
    request.service.undo_import(actor=request.auth, import_id=import_id)
    return told(request.service.import_of(actor=request.auth, import_id=import_id))


@router.delete(
    "/{uuid:import_id}", operation_id="cancelImport", summary="Forget an uploaded file", response={204: None}
)
def cancel_import(request: HttpRequest, import_id: UUID):
    """Refused once it is imported: undo it instead."""
    need_version(request, request.service.import_of(actor=request.auth, import_id=import_id).outcome_key)
    request.service.cancel_import(actor=request.auth, import_id=import_id)
    return Status(204, None)


def told(found: ImportSummary) -> dict[str, object]:
    """An import as JSON."""
    counts = found.summary.get("counts")
    failure = found.summary.get("failure") if found.status is ImportStatus.FAILED else None
    return {
        "id": found.id,
        "file_name": found.file_name,
        "created_at": found.created_at,
        "status": str(found.status),
        "interrupted": found.interrupted,
        "done": found.done,
        "total": found.total,
        "counts": {name: counts.get(name, 0) for name in COUNTED} if counts else None,
        "changed": bool(found.summary.get("changed")),
        "failure": failure and {"code": failure["code"], "detail": failure_in_words(found)},
        "dropped_columns": dropped_in_words(found.summary) if "dropped" in found.summary else [],
        "sheets": [_sheet(sheet) for sheet in found.summary.get("sheets", ())],
        "finished_at": found.finished_at,
        "undone_at": found.undone_at,
    }


def _sheet(sheet: dict[str, object]) -> dict[str, object]:
    chosen = [column["field"] for column in sheet["columns"] if column["field"]]
    return sheet | {"fields": [field for field, _ in field_choices(sheet["kind"], chosen) if field != KEEP_OUT]}


def _lines(
    request: HttpRequest, response: HttpResponse, import_id: UUID, kind: str, after: int, severity: str = ""
) -> tuple:
    page = request.service.lines_of_import(
        actor=request.auth, import_id=import_id, kind=kind, severity=severity, after=after, size=PAGE
    )
    links = page_links(
        request,
        response,
        following=str(page.lines[-1][0]) if page.more else "",
        previous=str(max(0, after - PAGE)) if after else "",
        parameter="after",
    )
    return page.lines, links


def _fault(number: int, line: dict[str, object]) -> dict[str, object]:
    fault = fault_from_json(line)
    return {
        "number": number,
        "code": fault.code,
        "meaning": severity_in_words(fault.severity),
        "text": fault.sentence(),
        "sheet": fault.sheet,
        "row": fault.row,
        "column": fault.column,
        "heading": fault.heading,
    }
