"""What is done to proposals by one press: a line is locked, opened, taken out or back, or all is proposed again."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from mentor_program.domain.errors import RuleViolation
from mentor_program.services.proposal_results import SHOWN_IN, LineState, Show
from mentor_program.web.messages import sentence
from mentor_program.web.middleware import actor_of
from mentor_program.web.outcome import redirect_with_outcome
from mentor_program.web.proposal_words import outcome_in_words
from mentor_program.web.proposals import DistanceForm, address, list_address

# What a line becomes, and the list in which its button stands.
ACTIONS = {
    "lock": (LineState.LOCKED, Show.PAIRS),
    "unlock": (LineState.PROPOSED, Show.PAIRS),
    "drop": (LineState.DROPPED, None),
    "restore": (LineState.PROPOSED, Show.DROPPED),
}


def change_proposal_line(request: HttpRequest, proposals_id: UUID, mentee_id: UUID, action: str) -> HttpResponse:
    """Do it and go back to the list where the button was; opened otherwise, the address leads to the proposals."""
    if action not in ACTIONS:
        raise Http404
    if request.method != "POST":
        return redirect("proposed_pairings", proposals_id=proposals_id)
    state, show = ACTIONS[action]
    back = show or (Show.WITHOUT if request.POST.get("show") == Show.WITHOUT else Show.PAIRS)
    try:
        line = request.service.change_proposal_line(
            actor=actor_of(request), proposals_id=proposals_id, mentee_id=mentee_id, state=state
        )
    except RuleViolation as error:
        return redirect_with_outcome(request, list_address(proposals_id, back), sentence(error), failed=True)
    if action == "restore":
        back = SHOWN_IN[line.state]
    return redirect_with_outcome(request, list_address(proposals_id, back), outcome_in_words(line))


def propose_again(request: HttpRequest, proposals_id: UUID) -> HttpResponse:
    """Solve anew around what is locked and taken out, within the distance that is chosen."""
    if request.method != "POST":
        return redirect("proposed_pairings", proposals_id=proposals_id)
    actor = actor_of(request)
    before = request.service.proposals(actor=actor, proposals_id=proposals_id)
    form = DistanceForm(request.POST, max_km=before.max_km)
    max_km = form.cleaned_data["max_km"] if form.is_valid() else before.max_km
    found = request.service.propose_again(actor=actor, proposals_id=proposals_id, max_km=max_km)
    return redirect_with_outcome(request, address(proposals_id, found.counts), _("Proposed again"))
