"""Story F: who could be paired with whom."""

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from mentor_program.api.links import page_links
from mentor_program.api.schemas import matching as schemas
from mentor_program.services.matching_results import CandidateList, MatchFilters

router = Router(tags=["Matching"])
OWN = {"mentor", "mentee", "mentors_cursor", "mentees_cursor"}


@router.get("", operation_id="listCandidates", summary="List candidates", response=schemas.Candidates)
def list_candidates(request: HttpRequest, response: HttpResponse, filters: Query[schemas.CandidateFilters]):
    """Mentors and mentees of the coordinator's units; with one chosen, only the other list, best match first."""
    found = request.service.match(
        actor=request.auth,
        filters=MatchFilters(**filters.model_dump(exclude=OWN)),
        mentor_id=filters.mentor,
        mentee_id=filters.mentee,
        mentor_cursor=filters.mentors_cursor,
        mentee_cursor=filters.mentees_cursor,
    )
    return {
        "chosen": found.chosen,
        "mentees": _list(request, response, found.mentees),
        "mentors": _list(request, response, found.mentors),
        "lacks_origin": found.lacks_origin,
        "choices": {"places": found.places, "areas": found.areas},
    }


def _list(request: HttpRequest, response: HttpResponse, found: CandidateList | None) -> dict[str, object] | None:
    if found is None:
        return None
    links = page_links(
        request, response, following=found.next, previous=found.previous, parameter=f"{found.role}s_cursor"
    )
    return {
        "data": found.candidates,
        "links": links,
        "count": found.count,
        "loosenings": found.loosenings,
        "everyone": found.everyone,
    }


@router.get("/proposal", operation_id="getProposal", summary="Weigh two people", response=schemas.Proposal)
def get_proposal(request: HttpRequest, who: Query[schemas.ProposalQuery]):
    """Compatibility, programmes to choose from, and what pairs they have been in."""
    return request.service.proposal(actor=request.auth, mentor_id=who.mentor, mentee_id=who.mentee)
