"""What one mentor has fulfilled of what programmes may require (story H): days and no documents."""

from datetime import date
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from mentor_program.domain.errors import InvalidInput, RuleViolation
from mentor_program.domain.readiness import Qualification
from mentor_program.services import fact_results as results
from mentor_program.web.dates import day_in_words
from mentor_program.web.fact_words import QUALIFICATION
from mentor_program.web.forms import AccessibleForm, DayField
from mentor_program.web.messages import add_errors
from mentor_program.web.middleware import actor_of
from mentor_program.web.outcome import redirect_with_outcome

UNTIL_HINT = gettext_lazy("The last day it holds. Leave it open if it does not expire.")
# Legend, the two labels, and what to know beforehand.
KINDS: dict[Qualification, tuple[str | Promise, str | Promise, str | Promise, str | Promise]] = {
    Qualification.COURSE: (
        gettext_lazy("Course"),
        gettext_lazy("Course completed on"),
        gettext_lazy("Course valid until"),
        "",
    ),
    Qualification.APPROVAL: (
        gettext_lazy("Approval"),
        gettext_lazy("Approved on"),
        gettext_lazy("Approval valid until"),
        "",
    ),
    Qualification.CONFIDENTIALITY: (
        gettext_lazy("Confidentiality declaration"),
        gettext_lazy("Declaration signed on"),
        gettext_lazy("Declaration valid until"),
        "",
    ),
    Qualification.POLICE_CERTIFICATE: (
        gettext_lazy("Police certificate shown"),
        gettext_lazy("Certificate shown on"),
        gettext_lazy("To be shown again after"),
        gettext_lazy(
            "Only where the role demands it. Note that you have seen it, and nothing of what it says. Never keep the "
            "certificate or a copy of it."
        ),
    ),
}


class RequirementsForm(AccessibleForm):
    """Two days for each kind, called `<kind>_on` and `<kind>_until`."""

    use_required_attribute = False

    version = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, offered: results.RequirementsForm, data: dict | None = None) -> None:
        initial: dict[str, object] = {"version": offered.version}
        for kind, value in offered.values.items():
            initial |= {f"{kind}_on": value.fulfilled_on, f"{kind}_until": value.valid_until}
        self.base_fields = dict(self.base_fields)
        for kind, (_legend, on, until, _hint) in KINDS.items():
            self.base_fields[f"{kind}_on"] = DayField(label=on, required=False)
            self.base_fields[f"{kind}_until"] = DayField(label=until, help_text=UNTIL_HINT, required=False)
        super().__init__(data, initial=initial)

    def clean(self) -> dict[str, object]:
        typed = super().clean()
        for kind in KINDS:
            if typed.get(f"{kind}_until") and f"{kind}_on" in typed and not typed[f"{kind}_on"]:
                self.add_error(f"{kind}_on", _("Write this day too, or take the last day away."))
        return typed

    def wanted(self) -> dict[Qualification, results.Fulfilled | None]:
        """What was typed, once the form is valid; None where the days are empty."""
        typed = self.cleaned_data
        return {
            kind: results.Fulfilled(typed[f"{kind}_on"], typed[f"{kind}_until"]) if typed[f"{kind}_on"] else None
            for kind in KINDS
        }


@require_http_methods(["GET", "HEAD", "POST"])
def edit_requirements(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """The form with what is stored. Whoever saves second sees what is stored now, and decides."""
    service, actor = request.service, actor_of(request)
    offered = service.requirements_form(actor=actor, person_id=person_id)
    form = RequirementsForm(offered, request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _page(request, form, offered)
    try:
        saved = service.change_qualifications(
            actor=actor, person_id=person_id, wanted=form.wanted(), version=form.cleaned_data["version"]
        )
    except InvalidInput as error:
        fields = {
            name.replace(".fulfilled_on", "_on").replace(".valid_until", "_until"): code
            for name, code in error.fields.items()
        }
        add_errors(form, InvalidInput(fields))
        return _page(request, form, offered)
    except RuleViolation as error:
        if error.code != "changed_meanwhile":
            raise
        return _changed_meanwhile(request, form, person_id)
    words = _("The requirements of %(name)s are saved.") if saved.changed else _("%(name)s: nothing was changed.")
    return redirect_with_outcome(request, "person", words % {"name": saved.name}, person_id=person_id)


def _changed_meanwhile(request: HttpRequest, form: RequirementsForm, person_id: UUID) -> HttpResponse:
    offered = request.service.requirements_form(actor=actor_of(request), person_id=person_id)
    form.data = form.data.copy()
    form.data["version"] = offered.version
    stored = [f"{QUALIFICATION[line.kind]}: {_days(line.fulfilled_on, line.valid_until)}" for line in offered.lines]
    return _page(request, form, offered, status=409, changed_meanwhile=True, stored_now=stored)


def _days(on: date, until: date | None) -> str:
    if until is None:
        return day_in_words(on)
    return _("%(day)s, valid until %(last)s") % {"day": day_in_words(on), "last": day_in_words(until)}


def _page(
    request: HttpRequest,
    form: RequirementsForm,
    offered: results.RequirementsForm,
    *,
    status: int = 200,
    **more: object,
) -> HttpResponse:
    lines = {line.kind: line for line in offered.lines}
    groups = [
        {
            "legend": legend,
            "hint": hint,
            "on": form[f"{kind}_on"],
            "until": form[f"{kind}_until"],
            "required": kind in offered.required,
            "line": lines.get(kind),
            "id": f"kind-{kind}",
        }
        for kind, (legend, _on, _until, hint) in KINDS.items()
    ]
    context = {"form": form, "offered": offered, "groups": groups, **more}
    return render(request, "person_requirements.html", context, status=status)
