"""Story E: end a pair early. A dialog on the pair's page, and the same form as a page of its own."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from mentor_program.domain.errors import InvalidInput, RuleViolation
from mentor_program.domain.pairing import Initiator, Readiness
from mentor_program.services import results
from mentor_program.web.forms import AccessibleForm
from mentor_program.web.messages import add_errors
from mentor_program.web.middleware import actor_of
from mentor_program.web.pairing_actions import done
from mentor_program.web.stored_words import StoredWordsSelect
from mentor_program.web.words import INITIATOR, READINESS


class DissolveForm(AccessibleForm):
    """Why a pair ends, who asked for it, and whether each is ready for a new one."""

    reason = forms.ChoiceField(label=gettext_lazy("Reason"), widget=StoredWordsSelect)
    initiated_by = forms.ChoiceField(
        label=gettext_lazy("Who asked for it?"),
        widget=forms.RadioSelect,
        choices=[(who, INITIATOR[who]) for who in Initiator],
    )
    note = forms.CharField(
        label=gettext_lazy("Note for coordinators"),
        help_text=gettext_lazy("Do not write about health, diagnoses or other sensitive matters."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    mentor_readiness = forms.ChoiceField(widget=forms.RadioSelect, choices=list(READINESS.items()))
    mentee_readiness = forms.ChoiceField(widget=forms.RadioSelect, choices=list(READINESS.items()))

    def __init__(self, pairing: results.PairingDetail, data: object = None, *, auto_id: str = "id_%s") -> None:
        self.labels = {
            "mentor_readiness": _("Is %(name)s (mentor) ready for a new mentor pair?") % {"name": pairing.mentor.name},
            "mentee_readiness": _("Is %(name)s (mentee) ready for a new mentor pair?") % {"name": pairing.mentee.name},
        }
        ready = {"mentor_readiness": Readiness.NOW, "mentee_readiness": Readiness.NOW}
        super().__init__(data, auto_id=auto_id, initial=ready)
        reasons = [(reason.value, reason.label) for reason in pairing.dissolution_reasons]
        self.fields["reason"].choices = [("", _("Choose a reason")), *reasons]


@require_http_methods(["GET", "HEAD", "POST"])
def dissolve_pairing(request: HttpRequest, pairing_id: UUID) -> HttpResponse:
    """The form as a page, which also takes what the dialog sends."""
    try:
        pairing = request.service.dissolution_choices(actor=actor_of(request), pairing_id=pairing_id).pairing
        form = DissolveForm(pairing, request.POST if request.method == "POST" else None)
        if form.is_valid() and _dissolve(request, pairing_id, form):
            return done(request, pairing_id, _("The mentor pair is ended. Both can be paired again."))
    except RuleViolation as error:
        if error.code not in ("pairing_has_ended", "dissolved_while_open"):
            raise
        return done(request, pairing_id, _("The mentor pair has already ended."))
    return render(request, "dissolve_pairing.html", {"pairing": pairing, "form": form})


def _dissolve(request: HttpRequest, pairing_id: UUID, form: DissolveForm) -> bool:
    """Whether the pair is dissolved; what the service found wrong is added to the form."""
    answers = dict(form.cleaned_data)
    try:
        request.service.dissolve(
            actor=actor_of(request), pairing_id=pairing_id, reason_id=UUID(answers.pop("reason")), **answers
        )
    except InvalidInput as error:
        add_errors(form, error)
        return False
    return True
