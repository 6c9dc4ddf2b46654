"""My profile, story H: what is stored about oneself, and one's own contact details to correct."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from mentor_program.domain.errors import InvalidInput, RuleViolation
from mentor_program.services import people_results as results
from mentor_program.web.fact_words import known_in_words
from mentor_program.web.forms import AccessibleForm
from mentor_program.web.messages import add_errors
from mentor_program.web.middleware import actor_of
from mentor_program.web.outcome import redirect_with_outcome
from mentor_program.web.people_words import ROLE, availability_in_words, free_places_in_words
from mentor_program.web.person_form import clean_phone, clean_postal_code


class OwnContactForm(AccessibleForm):
    """One's own contact details."""

    use_required_attribute = False
    autocomplete = {"email": "email", "phone": "tel", "postal_code": "postal-code"}

    version = forms.CharField(required=False, widget=forms.HiddenInput)
    phone = forms.CharField(label=gettext_lazy("Telephone"), required=False, widget=forms.TelInput)
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        help_text=gettext_lazy("For being reached. The address you sign in with is another matter and stays as it is."),
        required=False,
    )
    postal_code = forms.CharField(
        label=gettext_lazy("Postal code"),
        help_text=gettext_lazy("Four digits."),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )

    def clean_phone(self) -> str:
        return clean_phone(self.cleaned_data["phone"])

    def clean_postal_code(self) -> str:
        return clean_postal_code(self.cleaned_data["postal_code"])


@require_http_methods(["GET", "HEAD", "POST"])
def my_profile(request: HttpRequest) -> HttpResponse:
    """One's own page; "no access" for an account without a profile."""
    if request.method == "POST":
        return _save(request)
    profile = request.service.own_profile(actor=actor_of(request))
    return _page(request, profile, OwnContactForm(initial=_initial(profile)))


def _save(request: HttpRequest) -> HttpResponse:
    form = OwnContactForm(request.POST)
    profile = None
    if form.is_valid():
        typed = form.cleaned_data
        contact = results.ContactValues(typed["email"], typed["phone"], typed["postal_code"])
        try:
            changed = request.service.correct_own_contact(
                actor=actor_of(request), contact=contact, version=typed["version"]
            )
        except InvalidInput as error:
            add_errors(form, error)
        except RuleViolation as error:
            if error.code != "changed_meanwhile":
                raise
            profile = request.service.own_profile(actor=actor_of(request))
            form.data = form.data.copy()
            form.data["version"] = profile.version
        else:
            words = _("Your contact details are saved.") if changed else _("Nothing was changed.")
            return redirect_with_outcome(request, "my_profile", words)
    if profile:
        return _page(request, profile, form, changed_meanwhile=True)
    return _page(request, request.service.own_profile(actor=actor_of(request)), form)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_consent(request: HttpRequest) -> HttpResponse:
    """Ask first, naming what will be deleted, then take the consent back."""
    if request.method == "POST":
        count = request.service.withdraw_own_consent(actor=actor_of(request))
        words = ngettext(
            "Your consent is withdrawn, and %(count)d area that names a diagnosis is deleted.",
            "Your consent is withdrawn, and %(count)d areas that name a diagnosis are deleted.",
            count,
        )
        nothing = _("Your consent is withdrawn. No area that names a diagnosis is stored.")
        return redirect_with_outcome(request, "my_profile", words % {"count": count} if count else nothing)
    profile = request.service.own_profile(actor=actor_of(request))
    if not profile.consent_since:
        return redirect("my_profile")
    context = {"profile": profile, "diagnosis_areas": [capfirst(area) for area in profile.diagnosis_areas]}
    return render(request, "withdraw_consent.html", context)


def _initial(profile: results.OwnProfile) -> dict[str, str]:
    contact = profile.contact
    return {
        "version": profile.version,
        "phone": contact.phone,
        "email": contact.email,
        "postal_code": contact.postal_code,
    }


def _page(
    request: HttpRequest, profile: results.OwnProfile, form: OwnContactForm, *, changed_meanwhile: bool = False
) -> HttpResponse:
    context = {
        "profile": profile,
        "form": form,
        "changed_meanwhile": changed_meanwhile,
        "role": ROLE[profile.role],
        "availability": availability_in_words(profile),
        "places": free_places_in_words(profile),
        "areas": [capfirst(area) for area in profile.areas],
        "diagnosis_areas": [capfirst(area) for area in profile.diagnosis_areas],
        "own": profile,
        **known_in_words(profile.known),
    }
    return render(request, "my_profile.html", context, status=409 if changed_meanwhile else 200)
