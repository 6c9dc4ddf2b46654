"""Who I am, and what the organisation has: units and reasons."""

from django.http import HttpRequest
from ninja import Router

from mentor_program.api.schemas import pairings as schemas

router = Router(tags=["Me and my organisation"])


@router.get("/me", operation_id="getMe", summary="Who is signed in", response=schemas.Me)
def get_me(request: HttpRequest):
    """What the tables say about the account; no token or profile can say more."""
    return request.service.viewer(actor=request.auth)


@router.get("/units", operation_id="listUnits", summary="List organisation units", response=schemas.UnitList)
def list_units(request: HttpRequest):
    """The units that the coordinator steers."""
    return {"data": request.service.units(actor=request.auth)}


@router.get(
    "/dissolution-reasons",
    operation_id="listDissolutionReasons",
    summary="List reasons to end a pair early",
    response=schemas.ReasonList,
)
def list_dissolution_reasons(request: HttpRequest):
    """The organisation's own list, for coordinators."""
    return {"data": request.service.dissolution_reasons(actor=request.auth)}
