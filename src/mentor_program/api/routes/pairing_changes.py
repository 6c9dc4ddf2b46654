"""Stories B, D, E, F, by POST: record a contact, complete, reopen, pause, resume, dissolve, create."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Status

from mentor_program.api.preconditions import number_sent
from mentor_program.api.routes.pairings import router
from mentor_program.api.schemas import pairings as schemas
from mentor_program.services.matching_results import MatchFilters
from mentor_program.services.results import PairNames

MILESTONE = "/{uuid:pairing_id}/milestones/{uuid:milestone_id}"


def changed(names: PairNames, status: str) -> dict[str, object]:
    return vars(names) | {"status": status}


@router.post(
    "",
    operation_id="createPairing",
    summary="Create a pair",
    response={201: schemas.PairingChanged, 200: schemas.PairingChanged},
)
def create_pairing(request: HttpRequest, response: HttpResponse, pairing: schemas.NewPairing):
    """The pair is active and has the programme's milestones. 200 when the same person had already made it."""
    filters = pairing.filters and MatchFilters(**pairing.filters.model_dump())
    made = request.service.create_pairing(
        actor=request.auth,
        mentor_id=pairing.mentor_id,
        mentee_id=pairing.mentee_id,
        programme_id=pairing.programme_id,
        filters=filters,
    )
    response["Location"] = f"/api/v1/pairings/{made.id}"
    told = {"id": made.id, "mentor_name": made.mentor_name, "mentee_name": made.mentee_name, "status": "active"}
    return Status(201 if made.created else 200, told)


@router.post(
    "/{uuid:pairing_id}/pause",
    operation_id="pausePairing",
    summary="Pause a pair",
    response=schemas.PairingChanged,
)
def pause_pairing(request: HttpRequest, pairing_id: UUID):
    """Active becomes paused."""
    names = request.service.pause(actor=request.auth, pairing_id=pairing_id, version=number_sent(request))
    return changed(names, "paused")


@router.post(
    "/{uuid:pairing_id}/resume",
    operation_id="resumePairing",
    summary="Resume a pair",
    response=schemas.PairingChanged,
)
def resume_pairing(request: HttpRequest, pairing_id: UUID):
    """Paused becomes active, and that counts as activity."""
    names = request.service.resume(actor=request.auth, pairing_id=pairing_id, version=number_sent(request))
    return changed(names, "active")


@router.post(
    "/{uuid:pairing_id}/dissolve",
    operation_id="dissolvePairing",
    summary="End a pair early",
    response=schemas.PairingChanged,
)
def dissolve_pairing(request: HttpRequest, pairing_id: UUID, dissolution: schemas.NewDissolution):
    """For good: a dissolved pair can only be read. Both people are free again."""
    names = request.service.dissolve(
        actor=request.auth,
        pairing_id=pairing_id,
        version=number_sent(request),
        reason_id=dissolution.reason,
        initiated_by=dissolution.initiated_by,
        note=dissolution.note,
        mentor_readiness=dissolution.mentor_readiness,
        mentee_readiness=dissolution.mentee_readiness,
    )
    return changed(names, "dissolved")


@router.post(
    f"{MILESTONE}/complete",
    operation_id="completeMilestone",
    summary="Complete a milestone",
    response=schemas.MilestoneChanged,
)
def complete_milestone(request: HttpRequest, pairing_id: UUID, milestone_id: UUID):
    """At the server's time; the last one completes the programme. Doing it again changes nothing."""
    return request.service.complete_milestone(
        actor=request.auth, pairing_id=pairing_id, milestone_id=milestone_id, version=number_sent(request)
    )


@router.post(
    f"{MILESTONE}/reopen",
    operation_id="reopenMilestone",
    summary="Reopen a milestone",
    response=schemas.MilestoneChanged,
)
def reopen_milestone(request: HttpRequest, pairing_id: UUID, milestone_id: UUID):
    """Takes a completion back; a completed pair becomes active again where both people still are free for it."""
    return request.service.reopen_milestone(
        actor=request.auth, pairing_id=pairing_id, milestone_id=milestone_id, version=number_sent(request)
    )


@router.post(
    "/{uuid:pairing_id}/contacts",
    operation_id="recordContact",
    summary="Record a contact",
    response={201: schemas.ContactRecorded},
)
def record_contact(request: HttpRequest, pairing_id: UUID, contact: schemas.NewContact):
    """By the pair's mentor or a coordinator. The very same contact sent again within a minute is recorded once."""
    names = request.service.record_contact(actor=request.auth, pairing_id=pairing_id, **contact.model_dump())
    return Status(201, names)
