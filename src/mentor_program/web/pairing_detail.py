"""Pairing Detail, story C: all that the viewer may know of one pair, with the controls the viewer may use."""

from itertools import groupby
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mentor_program.domain.milestones import MilestoneStatus
from mentor_program.domain.pairing import PairingStatus
from mentor_program.domain.progress import Indicator
from mentor_program.services import results
from mentor_program.web.dissolve import DissolveForm
from mentor_program.web.matching_words import criteria_in_words
from mentor_program.web.middleware import actor_of
from mentor_program.web.words import CONTACT_FORM, INDICATOR, INITIATOR, PAIRING_STATUS, READINESS, event_in_words


@require_safe
def pairing(request: HttpRequest, pairing_id: UUID) -> HttpResponse:
    """One pair; "not found" alike for one that is not there and one that the viewer may not see."""
    detail = request.service.pairing(actor=actor_of(request), pairing_id=pairing_id)
    completed = [milestone for milestone in detail.milestones if milestone.status == MilestoneStatus.COMPLETED]
    context = {
        "pairing": detail,
        "state": _state(detail),
        "heading": names_in_words(detail),
        "stages": _stages(detail),
        "completed": completed,
        "people": _people(request, detail),
        "history": _folded([{"words": event_in_words(e.kind, e.detail), "event": e} for e in detail.events], 8),
        "contacts": _folded([{"form": CONTACT_FORM[line.form], "line": line} for line in detail.activities], 3),
        "sees_contacts": detail.may_steer or _is_mentor(request, detail),
        "dissolution": _dissolution(detail),
        "criteria": criteria_in_words(detail.matching_criteria or {}),
        "dissolve_form": DissolveForm(detail, auto_id="dissolve_%s") if detail.may_dissolve else None,
        "now": request.service.clock(),
    }
    return render(request, "pairing_detail.html", context)


def names_in_words(detail: results.PairingDetail) -> str:
    """ "Mona Mentor og Even Mentee"."""
    return _("%(mentor)s and %(mentee)s") % {"mentor": detail.mentor.name, "mentee": detail.mentee.name}


def _state(detail: results.PairingDetail) -> str:
    """How it goes, in two words, for the page's title: the indicator where it is a warning, else the status."""
    indicator = detail.progress.indicator
    if indicator and indicator is not Indicator.ON_TRACK:
        return str(INDICATOR[indicator].words)
    return str(PAIRING_STATUS[PairingStatus(detail.status)].words)


def _stages(detail: results.PairingDetail) -> list[dict[str, object]]:
    """The milestones by stage, in programme order."""
    stages = []
    for stage, lines in groupby(detail.milestones, key=lambda milestone: milestone.stage):
        milestones = list(lines)
        done = sum(milestone.status == MilestoneStatus.COMPLETED for milestone in milestones)
        stages.append({"name": stage, "milestones": milestones, "done": done, "first": milestones[0].position})
    return stages


def _folded(lines: list, shown: int) -> dict[str, list]:
    """The newest lines, and the older ones to be opened; empty without lines."""
    return {"newest": lines[:shown], "older": lines[shown:]} if lines else {}


def _people(request: HttpRequest, detail: results.PairingDetail) -> list[dict[str, object]]:
    """Mentor and mentee with contact details: those whom the viewer may reach, and not the viewer."""
    parts = ((_("Mentor"), detail.mentor), (_("Mentee"), detail.mentee))
    me = request.viewer.peer_mentor_id
    return [{"part": part, "person": person} for part, person in parts if person.contact and person.id != me]


def _is_mentor(request: HttpRequest, detail: results.PairingDetail) -> bool:
    return request.viewer.peer_mentor_id == detail.mentor.id


def _dissolution(detail: results.PairingDetail) -> dict[str, object] | None:
    """Why the pair ended early, in words, for coordinators."""
    told = detail.dissolution
    return told and {
        "told": told,
        "initiated_by": INITIATOR[told.initiated_by],
        "mentor_readiness": READINESS[told.mentor_readiness],
        "mentee_readiness": READINESS[told.mentee_readiness],
    }
