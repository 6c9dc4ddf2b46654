"""How a person prefers to meet, and what a mentee asks for in a mentor (story H)."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from mentor_program.domain.errors import InvalidInput, RuleViolation
from mentor_program.services import people_results as results
from mentor_program.services.people_changes import PREFERENCES
from mentor_program.web.fact_words import LANGUAGE, MEETING_FORM, MEETING_TIME
from mentor_program.web.forms import AccessibleForm
from mentor_program.web.messages import add_errors
from mentor_program.web.middleware import actor_of
from mentor_program.web.outcome import redirect_with_outcome
from mentor_program.web.stored_words import StoredWordsCheckboxes


class WishesForm(AccessibleForm):
    """Boxes to tick; nothing ticked means that the person has not said."""

    use_required_attribute = False

    version = forms.CharField(required=False, widget=forms.HiddenInput)
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages"),
        help_text=gettext_lazy("Languages that the person likes to have conversations in."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=list(LANGUAGE.items()),
    )
    meeting_forms = forms.MultipleChoiceField(
        label=gettext_lazy("Ways of meeting"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=list(MEETING_FORM.items()),
    )
    meeting_times = forms.MultipleChoiceField(
        label=gettext_lazy("Times that suit"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=list(MEETING_TIME.items()),
    )
    wished = forms.MultipleChoiceField(
        label=gettext_lazy("Experience that the mentor should have"),
        required=False,
        widget=StoredWordsCheckboxes,
    )
    wished_diagnoses = forms.MultipleChoiceField(
        label=gettext_lazy("The mentor should live with"),
        help_text=gettext_lazy("Only if the mentee asks for it: it names a diagnosis."),
        required=False,
        widget=StoredWordsCheckboxes,
    )

    def __init__(self, offered: results.PersonForm, data: dict | None = None) -> None:
        values = offered.values
        initial = {name: sorted(getattr(values, name)) for name in PREFERENCES}
        initial |= {"wished": sorted(values.wished), "wished_diagnoses": sorted(values.wished)}
        super().__init__(data, initial=initial | {"version": offered.version})
        self.fields["wished"].choices = [(c.value, capfirst(c.label)) for c in offered.areas]
        self.fields["wished_diagnoses"].choices = [(c.value, capfirst(c.label)) for c in offered.diagnosis_areas]
        if values.role != "mentee":
            del self.fields["wished"]
        if values.role != "mentee" or not values.diagnosis_consent:
            del self.fields["wished_diagnoses"]

    def changes(self) -> dict[str, frozenset[str]]:
        """What was typed, once the form is valid, by field of PersonValues."""
        typed = self.cleaned_data
        changes = {name: frozenset(typed[name]) for name in PREFERENCES}
        if "wished" in self.fields:
            changes["wished"] = frozenset(typed["wished"]) | frozenset(typed.get("wished_diagnoses", ()))
        return changes


@require_http_methods(["GET", "HEAD", "POST"])
def edit_wishes(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """The form with what is stored. Whoever saves second is told, and decides."""
    service, actor = request.service, actor_of(request)
    offered = service.person_form(actor=actor, person_id=person_id)
    form = WishesForm(offered, request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _page(request, form, offered)
    try:
        saved = service.patch_person(
            actor=actor, person_id=person_id, changes=form.changes(), version=form.cleaned_data["version"]
        )
    except InvalidInput as error:
        add_errors(form, error)
        return _page(request, form, offered)
    except RuleViolation as error:
        if error.code != "changed_meanwhile":
            raise
        offered = service.person_form(actor=actor, person_id=person_id)
        form.data = form.data.copy()
        form.data["version"] = offered.version
        return _page(request, form, offered, status=409, changed_meanwhile=True)
    words = _("The wishes of %(name)s are saved.") if saved.changed else _("%(name)s: nothing was changed.")
    return redirect_with_outcome(request, "person", words % {"name": saved.name}, person_id=person_id)


def _page(
    request: HttpRequest, form: WishesForm, offered: results.PersonForm, *, status: int = 200, **more: object
) -> HttpResponse:
    return render(request, "person_wishes.html", {"form": form, "offered": offered, **more}, status=status)
