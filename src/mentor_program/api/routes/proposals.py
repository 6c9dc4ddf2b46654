"""Pairs for everyone who waits: propose, look through, change, propose again, confirm."""

from collections.abc import Mapping
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Status

from mentor_program.api.links import page_links
from mentor_program.api.preconditions import number_sent, tell_version
from mentor_program.api.problems import Problem, answer
from mentor_program.api.schemas import proposals as schemas
from mentor_program.services import proposal_results as results
from mentor_program.services.results import PAGE_SIZE
from mentor_program.web.proposal_words import changed_in_words

router = Router(tags=["Matching"])
ONE, LINE = "/{uuid:proposals_id}", "/{uuid:proposals_id}/lines/{uuid:mentee_id}"


@router.get("", operation_id="listProposals", summary="List one's own proposals", response=schemas.ProposalsList)
def list_proposals(request: HttpRequest):
    """The ones made last: new proposals take the place of older ones, and after a week they are gone."""
    newest = request.service.newest_proposals(actor=request.auth)
    return {"data": [newest] if newest else []}


@router.post(
    "",
    operation_id="proposePairs",
    summary="Propose pairs for everyone who waits",
    response={201: schemas.ProposalsSummary},
)
def propose_pairs(request: HttpRequest, response: HttpResponse, asked: schemas.Asked):
    """As many pairs as possible, then the highest total score, then those who have waited longest. Nothing is created
    until it is confirmed."""
    proposals_id = request.service.propose_for_all(actor=request.auth, max_km=asked.max_km)
    response["Location"] = f"/api/v1/proposals/{proposals_id}"
    return Status(201, _told(response, request.service.proposals(actor=request.auth, proposals_id=proposals_id)))


@router.get(ONE, operation_id="getProposals", summary="Read proposals", response=schemas.ProposalsPage)
def get_proposals(
    request: HttpRequest, response: HttpResponse, proposals_id: UUID, query: Query[schemas.ProposalsQuery]
):
    """One of the three lists, 25 lines to a page, those who have waited longest first. ETag is for If-Match."""
    found = request.service.proposals(actor=request.auth, proposals_id=proposals_id, show=query.show, after=query.after)
    links = page_links(
        request,
        response,
        following=str(found.after + PAGE_SIZE) if found.more else "",
        previous=str(max(0, found.after - PAGE_SIZE)) if found.after else "",
        parameter="after",
    )
    return _told(response, found) | {"show": found.show, "data": found.lines, "links": links}


@router.post(
    f"{ONE}/again",
    operation_id="proposeAgain",
    summary="Propose again",
    response=schemas.ProposalsSummary,
)
def propose_again(request: HttpRequest, response: HttpResponse, proposals_id: UUID, asked: schemas.Asked):
    """Around the lines that are locked or dropped, from what is known now."""
    return _told(
        response,
        request.service.propose_again(
            actor=request.auth, proposals_id=proposals_id, max_km=asked.max_km, version=number_sent(request)
        ),
    )


@router.get(
    f"{LINE}/mentors",
    operation_id="listMentorsForLine",
    summary="List mentors for one line",
    response=schemas.MentorChoices,
)
def list_mentors(
    request: HttpRequest,
    response: HttpResponse,
    proposals_id: UUID,
    mentee_id: UUID,
    query: Query[schemas.MentorsQuery],
):
    """Those who can be chosen now, the best match first, however far away; 25 to a page."""
    found = request.service.mentor_choices(
        actor=request.auth, proposals_id=proposals_id, mentee_id=mentee_id, cursor=query.cursor
    )
    return {
        "data": [
            {"mentor": each, "can_be_chosen": found.can_be_chosen(each), "has_place": found.has_place(each)}
            for each in found.mentors
        ],
        "links": page_links(request, response, following=found.next, previous=found.previous),
    }


@router.patch(LINE, operation_id="changeProposalLine", summary="Change one line", response=schemas.LineOutcome)
def change_line(request: HttpRequest, proposals_id: UUID, mentee_id: UUID, change: schemas.LineChange):
    """Lock, unlock, drop or take back with `state`, or choose another mentor with `mentor_id`."""
    line = {"actor": request.auth, "proposals_id": proposals_id, "mentee_id": mentee_id}
    if change.mentor_id:
        return request.service.choose_mentor(**line, mentor_id=change.mentor_id, version=number_sent(request))
    if not change.state:
        raise Problem(422, "invalid_input", errors={"state": "required"})
    return request.service.change_proposal_line(**line, state=change.state, version=number_sent(request))


@router.post(f"{ONE}/confirm", operation_id="confirmProposals", summary="Create the pairs", response=schemas.Confirmed)
def confirm_proposals(request: HttpRequest, proposals_id: UUID):
    """All proposed and locked ones in one transaction. 409 with `changed` when something has changed meanwhile: then
    none is created, and those lines stay without a mentor."""
    outcome = request.service.confirm_proposals(
        actor=request.auth, proposals_id=proposals_id, version=number_sent(request)
    )
    if outcome.changed:
        changed = [
            {"mentee_name": each.mentee_name, "mentor_name": each.mentor_name, "code": each.code}
            for each in outcome.changed
        ]
        return answer(Problem(409, "proposals_changed"), detail=changed_in_words(outcome.changed), changed=changed)
    return {"created": outcome.created}


@router.delete(ONE, operation_id="discardProposals", summary="Discard proposals", response={204: None})
def discard_proposals(request: HttpRequest, proposals_id: UUID):
    """What is locked and dropped is forgotten; no pair is changed."""
    request.service.discard_proposals(actor=request.auth, proposals_id=proposals_id, version=number_sent(request))
    return Status(204, None)


def _told(response: HttpResponse, found: results.ProposalsSummary) -> Mapping[str, object]:
    tell_version(response, found.version)
    return vars(found) | {"counts": {str(show): count for show, count in found.counts.items()}}
