"""Stories A, B, C: lists of pairs, one pair, and its parts."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from mentor_program.api.links import page_links
from mentor_program.api.preconditions import tell_version
from mentor_program.api.schemas import pairings as schemas
from mentor_program.api.schemas.common import FILE
from mentor_program.domain.errors import NotAllowed
from mentor_program.services import results
from mentor_program.services.pairing_lists import Lines
from mentor_program.web.download_overview import overview_file
from mentor_program.web.stored_words import plain
from mentor_program.web.words import event_in_words

router = Router(tags=["Pairs"])


@router.get("", operation_id="listPairings", summary="List pairs", response=schemas.PairingPage)
def list_pairings(request: HttpRequest, response: HttpResponse, filters: Query[schemas.PairingFilters]):
    """Coordinators list the pairs of their units, mentors and mentees their own; 25 to a page."""
    if not filters.own:
        try:
            return _overview(request, response, filters)
        except NotAllowed as error:
            if error.code != "only_coordinators":
                raise
    return _own(request, response, filters)


def _overview(request: HttpRequest, response: HttpResponse, filters: schemas.PairingFilters) -> dict[str, object]:
    found = request.service.overview(
        actor=request.auth,
        filters=filters_of(filters, without={"cursor", "own"}),
        cursor=filters.cursor,
    )
    return {
        "data": found.pairings,
        "links": page_links(request, response, following=found.next, previous=found.previous),
        "count": found.count,
        "stalled": found.stalled,
        "needs_follow_up": found.needs_follow_up,
        "choices": {"units": found.units, "cohorts": found.cohorts, "stages": found.stages},
    }


def filters_of(sent: schemas.OverviewFilters, *, without: set[str]) -> results.OverviewFilters:
    asked = sent.model_dump(exclude=without)
    return results.OverviewFilters(**asked | {name: str(asked[name] or "") for name in ("unit", "cohort", "indicator")})


def _own(request: HttpRequest, response: HttpResponse, filters: schemas.PairingFilters) -> dict[str, object]:
    """A page of the own pairs that run, those of the tab; the ended ones are the newest 25 and have no pages."""
    ended = filters.tab == "ended"
    found = request.service.own_pairings(actor=request.auth, cursor=filters.cursor, only_running=not ended)
    shown = found.ended if ended else [one for one in found.pairings if one.status == filters.tab]
    following, previous = ("", "") if ended else (found.next, found.previous)
    return {
        "data": shown,
        "links": page_links(request, response, following=following, previous=previous),
        "count": None,
        "stalled": None,
        "needs_follow_up": None,
        "choices": None,
    }


@router.get("/download", operation_id="downloadPairings", summary="Download pairs as a spreadsheet", response=FILE)
def download_pairings(request: HttpRequest, query: Query[schemas.OverviewDownload]):
    """A coordinator's list, all of it, in its order; headings in the caller's language."""
    found = request.service.download_overview(actor=request.auth, filters=filters_of(query, without={"format"}))
    return overview_file(query.format, found)


@router.get("/{uuid:pairing_id}", operation_id="getPairing", summary="Read one pair", response=schemas.Pairing)
def get_pairing(request: HttpRequest, response: HttpResponse, pairing_id: UUID):
    """One pair with its milestones. ETag is what If-Match takes when it is changed."""
    found = request.service.pairing(actor=request.auth, pairing_id=pairing_id)
    tell_version(response, found.version)
    return found


@router.get(
    "/{uuid:pairing_id}/milestones",
    operation_id="listMilestones",
    summary="List the milestones of a pair",
    response=schemas.MilestonePage,
)
def list_milestones(request: HttpRequest, response: HttpResponse, pairing_id: UUID, query: Query[schemas.LinesQuery]):
    """In programme order, 25 to a page."""
    found = request.service.milestones_of(actor=request.auth, pairing_id=pairing_id, cursor=query.cursor)
    tell_version(response, found.version)
    return {"data": found.lines, "links": links_of(request, response, found)}


@router.get(
    "/{uuid:pairing_id}/history",
    operation_id="listHistory",
    summary="List what has happened to a pair",
    response=schemas.HistoryPage,
)
def list_history(request: HttpRequest, response: HttpResponse, pairing_id: UUID, query: Query[schemas.LinesQuery]):
    """Newest first, 25 to a page. Nobody can change a line."""
    found = request.service.history_of(actor=request.auth, pairing_id=pairing_id, cursor=query.cursor)
    lines = [vars(line) | {"text": plain(event_in_words(line.kind, line.detail))} for line in found.lines]
    return {"data": lines, "links": links_of(request, response, found)}


@router.get(
    "/{uuid:pairing_id}/contacts",
    operation_id="listContacts",
    summary="List the recorded contacts of a pair",
    response=schemas.ContactPage,
)
def list_contacts(request: HttpRequest, response: HttpResponse, pairing_id: UUID, query: Query[schemas.LinesQuery]):
    """Newest first, 25 to a page, for the mentor and coordinators."""
    found = request.service.contacts_of(actor=request.auth, pairing_id=pairing_id, cursor=query.cursor)
    return {"data": found.lines, "links": links_of(request, response, found)}


def links_of(request: HttpRequest, response: HttpResponse, found: Lines) -> dict[str, str | None]:
    return page_links(request, response, following=found.next, previous=found.previous)
