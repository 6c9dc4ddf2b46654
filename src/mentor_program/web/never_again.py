"""Two people who shall not be paired again: written down with a reason, and taken away. For coordinators alone."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from mentor_program.domain.errors import InvalidInput
from mentor_program.services import fact_results as results
from mentor_program.services.exclusions import REASON_LENGTH
from mentor_program.web.forms import AccessibleForm
from mentor_program.web.messages import add_errors
from mentor_program.web.middleware import actor_of
from mentor_program.web.outcome import redirect_with_outcome


class NeverAgainForm(AccessibleForm):
    """Whom, out of those the person has been in a pair with, and why."""

    use_required_attribute = False

    other = forms.ChoiceField(label=gettext_lazy("Not with whom?"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy(
            "Keep to what a colleague needs to know, and do not write about health. The two people do not see it "
            "here, but may ask to."
        ),
        max_length=REASON_LENGTH,
        widget=forms.Textarea,
    )

    def __init__(self, offered: results.ExclusionForm, data: dict | None = None, *, chosen: str = "") -> None:
        super().__init__(data, initial={"other": chosen})
        self.fields["other"].choices = [(str(other.id), other.name) for other in offered.others]


@require_http_methods(["GET", "HEAD", "POST"])
def never_again(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """The form; `with` in the address chooses somebody beforehand."""
    service, actor = request.service, actor_of(request)
    offered = service.exclusion_form(actor=actor, person_id=person_id)
    sent = request.POST if request.method == "POST" else None
    form = NeverAgainForm(offered, sent, chosen=request.GET.get("with", ""))
    if not form.is_valid():
        return _page(request, form, offered)
    other = next(other for other in offered.others if str(other.id) == form.cleaned_data["other"])
    mentor, mentee = (other.id, person_id) if other.role == "mentor" else (person_id, other.id)
    try:
        service.exclude(actor=actor, mentor_id=mentor, mentee_id=mentee, reason=form.cleaned_data["reason"])
    except InvalidInput as error:
        add_errors(form, error)
        return _page(request, form, offered)
    words = _("%(name)s and %(other)s will not be paired again.") % {"name": offered.name, "other": other.name}
    return redirect_with_outcome(request, "person", words, person_id=person_id)


@require_http_methods(["GET", "HEAD", "POST"])
def remove_never_again(request: HttpRequest, person_id: UUID, exclusion_id: UUID) -> HttpResponse:
    """Ask first, with the reason, then take it away."""
    service, actor = request.service, actor_of(request)
    if request.method == "POST":
        removed = service.remove_exclusion(actor=actor, exclusion_id=exclusion_id)
        words = _("%(mentor)s and %(mentee)s can be paired again.")
        facts = {"mentor": removed.mentor_name, "mentee": removed.mentee_name}
        return redirect_with_outcome(request, "person", words % facts, person_id=person_id)
    context = {
        "exclusion": service.exclusion(actor=actor, exclusion_id=exclusion_id),
        "person_id": person_id,
    }
    return render(request, "remove_never_again.html", context)


def _page(request: HttpRequest, form: NeverAgainForm, offered: results.ExclusionForm) -> HttpResponse:
    return render(request, "never_again.html", {"form": form, "offered": offered})
