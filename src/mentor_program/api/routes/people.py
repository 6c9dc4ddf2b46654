"""Story H for coordinators: list, read, add and change people."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Status

from mentor_program.accounts import access
from mentor_program.api.links import page_links
from mentor_program.api.preconditions import tell_version, version_sent
from mentor_program.api.schemas import people as schemas
from mentor_program.api.schemas.common import FILE
from mentor_program.domain.errors import InvalidInput
from mentor_program.geography.facts import municipalities
from mentor_program.services import people_results as results
from mentor_program.spreadsheets.cells import parse_phone, parse_postal_code
from mentor_program.web.people import people_file

SETS = ("areas", "wished", "languages", "meeting_forms", "meeting_times")

router = Router(tags=["People"])


@router.get("", operation_id="listPeople", summary="List people", response=schemas.PeoplePage)
def list_people(request: HttpRequest, response: HttpResponse, filters: Query[schemas.PeopleFilters]):
    """The people of the coordinator's units, in alphabetical order, 25 to a page."""
    found = request.service.people(
        actor=request.auth, filters=filters_of(filters, without={"cursor"}), cursor=filters.cursor
    )
    return {
        "data": found.people,
        "links": page_links(request, response, following=found.next, previous=found.previous),
        "count": found.count,
        "choices": {"units": found.units, "cohorts": found.cohorts, "areas": found.areas},
    }


@router.get("/download", operation_id="downloadPeople", summary="Download people as a spreadsheet", response=FILE)
def download_people(request: HttpRequest, query: Query[schemas.PeopleDownload]):
    """All whom the filters keep, without areas that name a diagnosis; headings in the caller's language."""
    found = request.service.download_people(actor=request.auth, filters=filters_of(query, without={"format"}))
    return people_file(query.format, found)


@router.get("/{uuid:person_id}", operation_id="getPerson", summary="Read one person", response=schemas.Person)
def get_person(request: HttpRequest, response: HttpResponse, person_id: UUID):
    """One person of the coordinator's units. ETag is what If-Match takes when the person is changed."""
    detail, values, version = request.service.person_with_version(actor=request.auth, person_id=person_id)
    tell_version(response, version)
    return {
        **vars(detail),
        **vars(values),
        **{name: sorted(getattr(values, name)) for name in SETS},
        "qualifications": detail.known.qualifications,
        "required": detail.known.required,
        "lacking": detail.known.lacking,
        "area_names": detail.areas,
        "diagnosis_area_names": detail.diagnosis_areas,
        "free_places": detail.free_places,
        "has_account": detail.user_id is not None,
        "version": version,
    }


@router.post("", operation_id="addPerson", summary="Add a person", response={201: schemas.PersonSaved})
def add_person(request: HttpRequest, response: HttpResponse, person: schemas.NewPerson):
    """Refused with `possible_duplicate` and `people` when somebody alike is there, unless asked for all the same."""
    sent = person.model_dump(exclude={"despite_look_alikes"})
    saved = request.service.add_person(
        actor=request.auth,
        values=results.PersonValues(**tidied(sent)),
        despite_look_alikes=person.despite_look_alikes,
    )
    response["Location"] = f"/api/v1/people/{saved.id}"
    return Status(201, saved)


@router.patch("/{uuid:person_id}", operation_id="changePerson", summary="Change a person", response=schemas.PersonSaved)
def change_person(request: HttpRequest, person_id: UUID, person: schemas.PersonChange):
    """What is not sent stays as it is. With If-Match, only what one has seen is overwritten."""
    return request.service.patch_person(
        actor=request.auth,
        person_id=person_id,
        changes=tidied(person.model_dump(exclude_unset=True)),
        version=version_sent(request),
    )


@router.post(
    "/{uuid:person_id}/access",
    operation_id="giveAccess",
    summary="Let a person sign in",
    response=schemas.AccessGiven,
)
def give_access(request: HttpRequest, person_id: UUID):
    """With the e-mail address that is stored; a letter says how. For one who already can, the letter is sent again."""
    return access.give_access(
        service=request.service,
        actor=request.auth,
        person_id=person_id,
        sign_in_url=access.sign_in_address(request),
        version=version_sent(request),
    )


@router.post(
    "/{uuid:person_id}/access/withdraw",
    operation_id="withdrawAccess",
    summary="Take a person's access away",
    response=schemas.AccessWithdrawn,
)
def withdraw_access(request: HttpRequest, person_id: UUID):
    """At once; it can be given again. Safe to repeat."""
    version = version_sent(request)
    return {"name": request.service.withdraw_access(actor=request.auth, person_id=person_id, version=version)}


def filters_of(sent: schemas.PersonFilters, *, without: set[str]) -> results.PeopleFilters:
    asked = sent.model_dump(exclude=without)
    return results.PeopleFilters(**asked | {name: str(asked[name] or "") for name in ("unit", "cohort")})


def tidied(sent: dict[str, object]) -> dict[str, object]:
    """What was sent, numbers in the form in which they are stored. Raises InvalidInput by field."""
    values, wrong = dict(sent), {}
    for name, parse in (("phone", parse_phone), ("postal_code", parse_postal_code)):
        if values.get(name):
            found = parse(values[name])
            values[name] = found.value or ""
            if found.faults:
                wrong[name] = f"{name}_invalid"
    if values.get("municipality") and values["municipality"] not in {place.number for place in municipalities()}:
        wrong["municipality"] = "choose_one"
    if wrong:
        raise InvalidInput(wrong)
    return values | {name: frozenset(values[name]) for name in SETS if name in values}
