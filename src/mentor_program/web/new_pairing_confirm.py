"""The last step of story F: what the coordinator is about to do, and doing it."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from mentor_program.domain.errors import NotFound, RuleViolation
from mentor_program.services import matching_results as results
from mentor_program.web.forms import AccessibleForm
from mentor_program.web.mentor_match_widget import address, filters_from, person_from, person_in_words
from mentor_program.web.messages import sentence
from mentor_program.web.middleware import actor_of
from mentor_program.web.outcome import redirect_with_outcome
from mentor_program.web.score_words import compatibility_in_words, parts_in_words, total_in_words

# Refusals that speak of the mentor; all others speak of the mentee, or of both.
ABOUT_THE_MENTOR = (
    "mentor_just_filled",
    "mentor_has_free_place",
    "mentor_has_mentor_role",
    "mentor_meets_requirements",
    "never_pair_again",
)


class ConfirmForm(AccessibleForm):
    """Which programme, where there is a choice."""

    programme = forms.TypedChoiceField(label=gettext_lazy("Programme"), widget=forms.RadioSelect, coerce=UUID)

    def __init__(self, proposal: results.PairingProposal, data: object = None) -> None:
        super().__init__(data, initial={"programme": proposal.programme_id})
        self.fields["programme"].choices = [(str(choice.id), choice.name) for choice in proposal.programmes]
        if len(proposal.programmes) < 2:
            del self.fields["programme"]


@require_http_methods(["GET", "HEAD", "POST"])
def confirm_pairing(request: HttpRequest) -> HttpResponse:
    """Shows the two and what they have in common; POST makes them a pair. Filters come from the address."""
    mentor_id, mentee_id = person_from(request.GET, "mentor"), person_from(request.GET, "mentee")
    if not (mentor_id and mentee_id):
        raise NotFound("person")
    filters = filters_from(request.GET)
    proposal = request.service.proposal(actor=actor_of(request), mentor_id=mentor_id, mentee_id=mentee_id)
    form = ConfirmForm(proposal, request.POST if request.method == "POST" else None)
    if form.is_valid():
        return _create(request, proposal, filters, form.cleaned_data.get("programme"))
    now = request.service.clock()
    context = {
        "proposal": proposal,
        "form": form,
        "score": total_in_words(proposal.compatibility.score.total),
        "parts": parts_in_words(proposal.compatibility.score.parts),
        "compatibility": compatibility_in_words(proposal.compatibility),
        "people": [
            person_in_words(person, now=now) | {"url": address(filters, **{other.role: other.id})}
            for person, other in ((proposal.mentee, proposal.mentor), (proposal.mentor, proposal.mentee))
        ],
        "programme": next((g for g in proposal.programmes if g.id == proposal.programme_id), None),
        "back_url": address(filters, mentee=mentee_id),
    }
    return render(request, "new_pairing_confirm.html", context)


def _create(
    request: HttpRequest, proposal: results.PairingProposal, filters: results.MatchFilters, programme: UUID | None
) -> HttpResponse:
    """To the new pair, or back to the lists with the reason, keeping whoever can still be paired."""
    mentor, mentee = proposal.mentor, proposal.mentee
    try:
        made = request.service.create_pairing(
            actor=actor_of(request), mentor_id=mentor.id, mentee_id=mentee.id, filters=filters, programme_id=programme
        )
    except RuleViolation as error:
        about_mentor = error.code.startswith(ABOUT_THE_MENTOR) or error.facts.get("name") == mentor.name
        kept = {"mentee": mentee.id} if about_mentor else {"mentor": mentor.id}
        return redirect_with_outcome(request, address(filters, **kept), sentence(error), failed=True)
    words = _("The mentor pair is created") if made.created else _("The mentor pair had already been created")
    return redirect_with_outcome(request, "pairing", words, pairing_id=made.id)
