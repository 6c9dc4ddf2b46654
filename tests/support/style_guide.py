"""A page with every component, for looking and for checking; it exists in tests only."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path

from mentor_program.domain.errors import InvalidInput, NotAllowed, NotFound, RuleViolation
from mentor_program.domain.progress import Indicator, Progress
from mentor_program.web import errors
from mentor_program.web.forms import AccessibleForm, DayField
from mentor_program.web.outcome import redirect_with_outcome

PAGE = Path(__file__).with_name("style_guide.html")
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
AREAS = [("senior", "Seniorer"), ("work", "Arbeidsliv"), ("cane", "Hvit stokk og mobilitet"), ("phone", "Smarttelefon")]
REASONS = [("", "Velg"), ("moved", "Flyttet"), ("distance", "Avstand eller transport")]


class EveryField(AccessibleForm):
    labels = {"name": "Navn"}
    hints = {"email": "Brukes til å logge inn."}
    autocomplete = {"name": "name", "email": "email"}
    name = forms.CharField()
    email = forms.EmailField()
    phone = forms.CharField(label="Telefon", required=False, widget=forms.TelInput(attrs={"autocomplete": "tel"}))
    day = DayField(label="Dato for kontakten")
    capacity = forms.IntegerField(label="Antall plasser", help_text="Hvor mange menteer personen kan ha.")
    reason = forms.ChoiceField(label="Årsak", choices=REASONS)
    initiator = forms.ChoiceField(
        label="Hvem tok initiativ?", choices=[("mentor", "Mentor"), ("mentee", "Mentee")], widget=forms.RadioSelect
    )
    areas = forms.MultipleChoiceField(
        label="Erfaringsområder", choices=AREAS, required=False, widget=forms.CheckboxSelectMultiple
    )
    consent = forms.BooleanField(label="Personen har samtykket", help_text="Gjelder områder som nevner en diagnose.")
    note = forms.CharField(
        label="Notat", required=False, widget=forms.Textarea, help_text="Ikke skriv helseopplysninger."
    )


def pairs() -> list[SimpleNamespace]:
    def pair(mentor: str, mentee: str, stage: str, indicator: Indicator, days: int) -> SimpleNamespace:
        return SimpleNamespace(
            mentor=mentor,
            mentee=mentee,
            stage=stage,
            progress=Progress(indicator, days),
            last=NOW - timedelta(days=days),
        )

    return [
        pair("Ingrid Solberg", "Per Aas", "Opplæring", Indicator.STALLED, 41),
        pair("Mohamed Nilsen", "Anne-Lise Bakke", "Oppstart", Indicator.NEEDS_FOLLOW_UP, 16),
        pair("Ole Jacob Fredriksen-Haugen", "Kari Moe", "Praksis", Indicator.ON_TRACK, 3),
    ]


@login_not_required
def show(request: HttpRequest) -> HttpResponse:
    form = EveryField(request.POST) if request.method == "POST" else EveryField()
    if request.method == "POST" and form.is_valid():
        return redirect_with_outcome(request, "style_guide", "Paret er avsluttet")
    template = engines["django"].from_string(PAGE.read_text(encoding="utf-8"))
    found = [pair for pair in pairs() if request.GET.get("q", "") in pair.mentee]
    tabs = [
        {"url": "?", "label": "Aktive", "current": True, "count": "12"},
        {"url": "?2", "label": "På pause", "current": False, "count": "2"},
        {"url": "?3", "label": "Avsluttede", "current": False, "count": "8"},
    ]
    context = {
        "start": NOW - timedelta(days=41),
        "form": form,
        "dissolve": EveryField(auto_id="dissolve_%s"),
        "pairs": found,
        "tabs": tabs,
        "now": NOW,
    }
    request.viewer = SimpleNamespace(display_name="Kari Nordmann", is_coordinator=True)
    return HttpResponse(template.render(context | {"navigation": menu()}, request))


def menu() -> list[dict[str, str]]:
    labels = [("/style-guide/", "Mentorpar", "page"), ("/people/", "Personer", ""), ("/import/", "Importer", "")]
    return [{"url": url, "label": label, "current": current} for url, label, current in labels]


@login_not_required
def fail(request: HttpRequest, kind: str) -> HttpResponse:
    """Any of the pages people meet when something cannot be done."""
    if kind == "database":
        return errors.database_away(request)
    if kind == "refused":
        return errors.refused(request, RuleViolation("email_in_use", email="kari@example.org"))
    if kind == "no-access":
        raise NotAllowed("not_allowed")
    if kind == "not-found":
        raise NotFound("pairing")
    if kind == "invalid":
        raise InvalidInput({"reason": "required"})
    if kind == "crash":
        raise ZeroDivisionError
    if kind == "fault":
        return errors.server_error(request)
    if kind == "csrf":
        return errors.csrf_failure(request)
    return errors.bad_request(request)


urlpatterns = [
    path("style-guide/", show, name="style_guide"),
    path("style-guide/<slug:kind>/", fail),
    path("", include("mentor_program.config.urls")),
]
handler400 = "mentor_program.web.errors.bad_request"
handler403 = "mentor_program.web.errors.no_access"
handler404 = "mentor_program.web.errors.not_found"
handler500 = "mentor_program.web.errors.server_error"
