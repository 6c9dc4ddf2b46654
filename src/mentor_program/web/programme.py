"""The programme: what it requires of mentors, what the score weighs, when a pair needs follow-up."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from mentor_program.domain.errors import InvalidInput, NotAllowed, RuleViolation
from mentor_program.domain.scoring import DEFAULT_WEIGHTS, Part
from mentor_program.services import fact_results as results
from mentor_program.services.programme import MOST_DAYS, MOST_WEIGHT
from mentor_program.web.fact_words import QUALIFICATION
from mentor_program.web.forms import AccessibleForm
from mentor_program.web.messages import SENTENCES, add_errors
from mentor_program.web.middleware import actor_of
from mentor_program.web.outcome import redirect_with_outcome
from mentor_program.web.score_words import PART, REASONS

SHORT = {"inputmode": "numeric", "autocomplete": "off"}


class ProgrammeForm(AccessibleForm):
    """Requirements, the threshold, and one weight for each part of the score, called `weight_<part>`."""

    use_required_attribute = False

    version = forms.CharField(required=False, widget=forms.HiddenInput)
    required = forms.MultipleChoiceField(
        label=gettext_lazy("What must a mentor have before a new mentor pair?"),
        help_text=gettext_lazy("Mentor pairs that exist already go on, and imported ones are not asked for it."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    follow_up_after_days = forms.IntegerField(
        label=gettext_lazy("Days without activity before a mentor pair needs follow-up"),
        help_text=gettext_lazy("After twice as many days it has stalled."),
        min_value=1,
        max_value=MOST_DAYS,
        widget=forms.TextInput(attrs=SHORT),
    )

    def __init__(self, settings: results.ProgrammeSettings, data: dict | None = None) -> None:
        values = settings.programme.values
        initial = {
            "version": settings.programme.version,
            "required": sorted(values.required),
            "follow_up_after_days": values.follow_up_after_days,
        } | {f"weight_{part}": values.weights[part] for part in Part}
        self.base_fields = dict(self.base_fields) | {f"weight_{part}": _weight_field(part) for part in Part}
        super().__init__(data, initial=initial)
        self.fields["required"].choices = [(held.kind, held_in_words(held, settings.mentors)) for held in settings.held]
        out_of_range = dict.fromkeys(("min_value", "max_value"), SENTENCES["threshold_in_range"])
        self.fields["follow_up_after_days"].error_messages |= out_of_range

    @property
    def weights(self) -> list[forms.BoundField]:
        return [self[f"weight_{part}"] for part in Part]

    def changes(self) -> dict[str, object]:
        """What was typed, once the form is valid, by field of ProgrammeValues."""
        typed = self.cleaned_data
        return {
            "required": typed["required"],
            "follow_up_after_days": typed["follow_up_after_days"],
            "weights": {part: typed[f"weight_{part}"] for part in Part},
        }


def _weight_field(part: Part) -> forms.IntegerField:
    hint = _("%(reason)s Standard: %(weight)d.") % {"reason": REASONS[part], "weight": DEFAULT_WEIGHTS[part]}
    return forms.IntegerField(
        label=PART[part],
        help_text=hint,
        min_value=0,
        max_value=MOST_WEIGHT,
        error_messages=dict.fromkeys(("min_value", "max_value"), SENTENCES["weight_in_range"]),
        widget=forms.TextInput(attrs=SHORT),
    )


def held_in_words(held: results.HeldBy, mentors: int) -> str | Promise:
    """ "Kurs gjennomført (14 av 20 mentorer)"."""
    count = ngettext("%(held)d of %(count)d mentor", "%(held)d of %(count)d mentors", mentors)
    return _("%(what)s (%(count)s)") % {
        "what": QUALIFICATION[held.kind],
        "count": count % {"held": held.count, "count": mentors},
    }


@require_http_methods(["GET", "HEAD", "POST"])
def programme(request: HttpRequest, programme_id: UUID | None = None) -> HttpResponse:
    """The settings; a form for coordinators of the whole organisation, facts for the others."""
    service, actor = request.service, actor_of(request)
    settings = service.programme_settings(actor=actor, programme_id=programme_id)
    if request.method != "POST":
        return _page(request, settings, ProgrammeForm(settings))
    if not settings.programme.may_change:
        raise NotAllowed("only_whole_organisation")
    if "default_weights" in request.POST:
        return _back_to_defaults(request, settings)
    form = ProgrammeForm(settings, request.POST)
    if not form.is_valid():
        return _page(request, settings, form)
    try:
        changed = service.change_programme(
            actor=actor,
            programme_id=settings.programme.id,
            changes=form.changes(),
            version=form.cleaned_data["version"],
        )
    except InvalidInput as error:
        add_errors(form, InvalidInput({_field_of(name): code for name, code in error.fields.items()}))
        return _page(request, settings, form)
    except RuleViolation as error:
        if error.code != "changed_meanwhile":
            raise
        settings = service.programme_settings(actor=actor, programme_id=settings.programme.id)
        form.data = form.data.copy()
        form.data["version"] = settings.programme.version
        return _page(request, settings, form, status=409)
    words = _("The programme’s settings are saved.") if changed else _("Nothing was changed.")
    return _done(request, settings, words)


def _back_to_defaults(request: HttpRequest, settings: results.ProgrammeSettings) -> HttpResponse:
    request.service.change_programme(
        actor=actor_of(request), programme_id=settings.programme.id, changes={"weights": DEFAULT_WEIGHTS}
    )
    return _done(request, settings, _("The weights are the standard ones again."))


def _done(request: HttpRequest, settings: results.ProgrammeSettings, words: str) -> HttpResponse:
    return redirect_with_outcome(request, "programme", words, programme_id=settings.programme.id)


def _field_of(name: str) -> str:
    """The field of the form where a fault of the service is told."""
    return "weight_distance" if name == "weights" else name.replace("weights.", "weight_")


def _page(
    request: HttpRequest, settings: results.ProgrammeSettings, form: ProgrammeForm, *, status: int = 200
) -> HttpResponse:
    values = settings.programme.values
    context = {
        "form": form,
        "settings": settings,
        "required": [QUALIFICATION[held.kind] for held in settings.held if held.kind in values.required],
        "weights": [(PART[part], values.weights[part], REASONS[part]) for part in Part],
        "stands_at_defaults": dict(values.weights) == dict(DEFAULT_WEIGHTS),
        "changed_meanwhile": status == 409,
    }
    return render(request, "programme.html", context, status=status)
