"""What must be known before pairing: qualifications, who is never paired again, the programme's settings."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Status

from mentor_program.api.preconditions import tell_version, version_sent
from mentor_program.api.schemas import requirements as schemas
from mentor_program.domain.readiness import Qualification
from mentor_program.services import fact_results as results

router = Router(tags=["Requirements and programmes"])


@router.get(
    "/people/{uuid:person_id}/requirements",
    operation_id="getRequirements",
    summary="Read what a person has fulfilled",
    response=schemas.Requirements,
)
def get_requirements(request: HttpRequest, response: HttpResponse, person_id: UUID):
    """For coordinators of the person. ETag is what If-Match takes when it is changed."""
    found = request.service.requirements_form(actor=request.auth, person_id=person_id)
    tell_version(response, found.version)
    return {
        "qualifications": found.lines,
        "required": found.required,
        "lacking": found.lacking,
        "version": found.version,
    }


@router.patch(
    "/people/{uuid:person_id}/requirements",
    operation_id="changeRequirements",
    summary="Change what a person has fulfilled",
    response=schemas.RequirementsSaved,
)
def change_requirements(request: HttpRequest, person_id: UUID, change: schemas.RequirementsChange):
    """What is not sent stays as it is; null takes it away. The caller stands as the one who recorded it."""
    sent = change.model_dump(exclude_unset=True)
    return request.service.change_qualifications(
        actor=request.auth,
        person_id=person_id,
        wanted={Qualification(kind): results.Fulfilled(**value) if value else None for kind, value in sent.items()},
        version=version_sent(request),
    )


@router.get(
    "/people/{uuid:person_id}/exclusions",
    operation_id="listExclusions",
    summary="List who is never paired with a person again",
    response=schemas.ExclusionList,
)
def list_exclusions(request: HttpRequest, person_id: UUID):
    """Those whose both people are in one's units, the newest first."""
    return {"data": request.service.exclusions(actor=request.auth, person_id=person_id)}


@router.post(
    "/exclusions",
    operation_id="addExclusion",
    summary="Note that two are never paired again",
    response={201: schemas.Exclusion, 200: schemas.Exclusion},
)
def add_exclusion(request: HttpRequest, exclusion: schemas.NewExclusion):
    """A pair that is running goes on. 200, and nothing changed, when it is noted already."""
    made = request.service.exclude(actor=request.auth, **exclusion.model_dump())
    return Status(201 if made.created else 200, made.exclusion)


@router.delete(
    "/exclusions/{uuid:exclusion_id}",
    operation_id="removeExclusion",
    summary="Let two be paired again",
    response={204: None},
)
def remove_exclusion(request: HttpRequest, exclusion_id: UUID):
    """The note goes with its reason."""
    request.service.remove_exclusion(actor=request.auth, exclusion_id=exclusion_id)
    return Status(204, None)


@router.get("/programmes", operation_id="listProgrammes", summary="List programmes", response=schemas.ProgrammeList)
def list_programmes(request: HttpRequest):
    """Those of one's organisation and units, the one that new pairs are in first."""
    return {"data": [told(programme) for programme in request.service.programmes(actor=request.auth)]}


@router.get(
    "/programmes/{uuid:programme_id}",
    operation_id="getProgramme",
    summary="Read a programme's settings",
    response=schemas.ProgrammeSettings,
)
def get_programme(request: HttpRequest, response: HttpResponse, programme_id: UUID):
    """For all members. ETag is what If-Match takes when it is changed."""
    found = request.service.programme(actor=request.auth, programme_id=programme_id)
    tell_version(response, found.version)
    return told(found)


@router.patch(
    "/programmes/{uuid:programme_id}",
    operation_id="changeProgramme",
    summary="Change a programme's settings",
    response=schemas.ProgrammeSaved,
)
def change_programme(request: HttpRequest, programme_id: UUID, change: schemas.ProgrammeChange):
    """Requirements and weights: coordinators of the whole organisation. They hold for pairs made from now on."""
    changed = request.service.change_programme(
        actor=request.auth,
        programme_id=programme_id,
        changes=change.model_dump(exclude_unset=True),
        version=version_sent(request),
    )
    return {"changed": changed}


def told(programme: results.Programme) -> dict[str, object]:
    values = programme.values
    return vars(programme) | {
        "required": [kind for kind in Qualification if kind in values.required],
        "weights": values.weights,
        "follow_up_after_days": values.follow_up_after_days,
    }
