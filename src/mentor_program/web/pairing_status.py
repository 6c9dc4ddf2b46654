"""Pause a pair and let it go on."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from mentor_program.domain.errors import RuleViolation
from mentor_program.domain.pairing import PairingStatus
from mentor_program.web.middleware import actor_of
from mentor_program.web.pairing_actions import done, posted, refused


@posted
def pause_pairing(request: HttpRequest, pairing_id: UUID) -> HttpResponse:
    """Active → paused. Sent twice, the second finds it paused and says the same."""
    try:
        request.service.pause(actor=actor_of(request), pairing_id=pairing_id)
    except RuleViolation as error:
        if error.facts.get("status") != PairingStatus.PAUSED:
            return refused(request, pairing_id, _("The mentor pair was not paused."), error)
    return done(request, pairing_id, _("The mentor pair is paused."))


@posted
def resume_pairing(request: HttpRequest, pairing_id: UUID) -> HttpResponse:
    """Paused → active, if both people are still free for it."""
    try:
        request.service.resume(actor=actor_of(request), pairing_id=pairing_id)
    except RuleViolation as error:
        if error.facts.get("status") != PairingStatus.ACTIVE:
            return refused(request, pairing_id, _("The mentor pair was not resumed."), error)
    return done(request, pairing_id, _("The mentor pair is active again."))
