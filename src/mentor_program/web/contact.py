"""Record that mentor and mentee were in touch (story B)."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from mentor_program.domain.errors import InvalidInput, NotAllowed, RuleViolation
from mentor_program.services import results
from mentor_program.services.pairing_changes import contact_faults
from mentor_program.web.forms import AccessibleForm, DayField
from mentor_program.web.messages import add_errors
from mentor_program.web.middleware import actor_of
from mentor_program.web.pairing_actions import done, refused
from mentor_program.web.words import CONTACT_FORM


def _forms_of_contact() -> list[tuple[str, str]]:
    return [(form, capfirst(words)) for form, words in CONTACT_FORM.items()]


class ContactForm(AccessibleForm):
    """When, how, how long, and a short note."""

    occurred_on = DayField(
        label=gettext_lazy("Date"),
        help_text=gettext_lazy("Today or earlier: day, month and year, for example 6.11.2026."),
    )
    form = forms.ChoiceField(
        label=gettext_lazy("How were you in touch?"), widget=forms.RadioSelect, choices=_forms_of_contact
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("How many minutes did it last?"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    note = forms.CharField(
        label=gettext_lazy("Short note"),
        help_text=gettext_lazy("Do not write about health. Coordinators and the mentor can read the note."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def record_contact(request: HttpRequest, pairing_id: UUID) -> HttpResponse:
    """The form, for the pair's mentor and its coordinators."""
    pairing = request.service.pairing(actor=actor_of(request), pairing_id=pairing_id)
    if not pairing.may_record_contact and pairing.ended_at is None:
        raise NotAllowed("only_mentor_and_coordinators")
    if not pairing.may_record_contact:
        return redirect("pairing", pairing_id=pairing_id)
    if request.method == "POST":
        form = ContactForm(request.POST)
        try:
            if form.is_valid() and _record(request, pairing_id, form):
                return done(request, pairing_id, _("The contact is recorded."))
            _add_what_else_is_wrong(request, pairing, form)
        except RuleViolation as error:
            return refused(request, pairing_id, _("The contact was not recorded."), error)
    else:
        form = ContactForm(initial={"occurred_on": request.service.today})
    return render(request, "record_contact.html", {"pairing": pairing, "form": form})


def _record(request: HttpRequest, pairing_id: UUID, form: ContactForm) -> bool:
    """Whether the contact is recorded; what the service found wrong is added to the form."""
    try:
        request.service.record_contact(actor=actor_of(request), pairing_id=pairing_id, **form.cleaned_data)
    except InvalidInput as error:
        add_errors(form, error)
        return False
    return True


def _add_what_else_is_wrong(request: HttpRequest, pairing: results.PairingDetail, form: ContactForm) -> None:
    """With one answer missing the service is not asked: what it would say of the others is told in the same go."""
    answers = {name: answer for name, answer in form.cleaned_data.items() if name not in form.errors}
    add_errors(form, InvalidInput(contact_faults(answers, started_at=pairing.started_at, today=request.service.today)))
