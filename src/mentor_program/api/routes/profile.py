"""Story H for everyone: one's own profile."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from ninja import Router

from mentor_program.api.preconditions import tell_version, version_sent
from mentor_program.api.routes.people import tidied
from mentor_program.api.schemas import people as schemas

router = Router(tags=["Own profile"])


@router.get("", operation_id="getProfile", summary="Read one's own profile", response=schemas.Profile)
def get_profile(request: HttpRequest, response: HttpResponse):
    """All that is stored about oneself and that one may read. ETag is of the contact details."""
    found = request.service.own_profile(actor=request.auth)
    tell_version(response, found.version)
    return found


@router.patch(
    "", operation_id="changeProfile", summary="Correct one's own contact details", response=schemas.ProfileSaved
)
def change_profile(request: HttpRequest, contact: schemas.ContactChange):
    """What is not sent stays as it is."""
    found = request.service.own_profile(actor=request.auth)
    sent = version_sent(request)
    changed = request.service.correct_own_contact(
        actor=request.auth,
        contact=replace(found.contact, **tidied(contact.model_dump(exclude_unset=True))),
        version=found.version if sent is None else sent,
    )
    return {"changed": changed}


@router.post(
    "/consent/withdraw",
    operation_id="withdrawConsent",
    summary="Take back one's consent",
    response=schemas.ConsentWithdrawn,
)
def withdraw_consent(request: HttpRequest):
    """Removes the experience areas that name a diagnosis. Safe to repeat."""
    removed = request.service.withdraw_own_consent(actor=request.auth, version=version_sent(request))
    return {"removed_areas": removed}
