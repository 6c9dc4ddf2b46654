"""Story D: complete a milestone, and take it back."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mentor_program.domain.errors import NotAllowed, RuleViolation
from mentor_program.domain.pairing import PairingStatus
from mentor_program.services import results
from mentor_program.web.middleware import actor_of
from mentor_program.web.pairing_actions import done, posted, refused
from mentor_program.web.stored_words import as_stored, sentence


@posted
def complete_milestone(request: HttpRequest, pairing_id: UUID, milestone_id: UUID) -> HttpResponse:
    """Complete one milestone. Sent twice, it is completed once and both answers say so."""
    try:
        outcome = request.service.complete_milestone(
            actor=actor_of(request), pairing_id=pairing_id, milestone_id=milestone_id
        )
    except RuleViolation as error:
        return refused(request, pairing_id, _("The milestone was not completed."), error)
    return done(request, pairing_id, _completed(outcome))


def _completed(outcome: results.MilestoneOutcome) -> str:
    words = sentence(_("%(milestone)s is completed."), milestone=as_stored(outcome.milestone))
    if outcome.programme_complete:
        return _("All milestones are completed. The programme is completed.")
    return words


@require_http_methods(["GET", "HEAD", "POST"])
def reopen_milestone(request: HttpRequest, pairing_id: UUID, milestone_id: UUID) -> HttpResponse:
    """Ask first, naming the consequence, then reopen."""
    if request.method == "POST":
        return _reopen(request, pairing_id, milestone_id)
    detail = request.service.pairing(actor=actor_of(request), pairing_id=pairing_id)
    milestone = next((line for line in detail.milestones if line.id == milestone_id), None)
    if not detail.may_steer:
        raise NotAllowed("only_coordinators")
    if milestone is None:
        raise Http404
    if milestone.status != "completed" or not detail.may_reopen:
        return redirect("pairing", pairing_id=pairing_id)
    context = {
        "pairing": detail,
        "milestone": milestone,
        "reopens_pairing": detail.status == PairingStatus.PROGRAMME_COMPLETE,
    }
    return render(request, "reopen_milestone.html", context)


def _reopen(request: HttpRequest, pairing_id: UUID, milestone_id: UUID) -> HttpResponse:
    try:
        outcome = request.service.reopen_milestone(
            actor=actor_of(request), pairing_id=pairing_id, milestone_id=milestone_id
        )
    except RuleViolation as error:
        return refused(request, pairing_id, _("The milestone was not reopened."), error)
    words = sentence(_("%(milestone)s is reopened."), milestone=as_stored(outcome.milestone))
    if outcome.pairing_reopened:
        words = sentence("%(reopened)s %(active)s", reopened=words, active=_("The mentor pair is active again."))
    return done(request, pairing_id, words)
