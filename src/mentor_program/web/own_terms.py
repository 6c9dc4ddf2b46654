"""Our words: what the organisation says instead of mentee, peer mentor and mentor pair, in each language."""

from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from django.views.decorators.http import require_http_methods

from mentor_program.domain.errors import InvalidInput, RuleViolation
from mentor_program.domain.terms import DEFAULTS, LANGUAGES, Forms, Term, Wording
from mentor_program.services.own_terms import FORMS, OrganisationTerms, tidied, wrong_terms
from mentor_program.web.forms import AccessibleForm
from mentor_program.web.messages import add_errors
from mentor_program.web.middleware import actor_of
from mentor_program.web.my_settings import LANGUAGES as NAMED_LANGUAGES
from mentor_program.web.outcome import redirect_with_outcome
from mentor_program.wording.translation import speaking

# The word before a term tells its gender to somebody who has never heard of gender.
ARTICLES = {
    "nb": {"masculine": "en", "feminine": "ei", "neuter": "et"},
    "nn": {"masculine": "ein", "feminine": "ei", "neuter": "eit"},
    "en": {"a": "a", "an": "an"},
}
LABELS = {
    "singular": gettext_lazy("One: %(word)s"),
    "definite": gettext_lazy("The one: %(word)s"),
    "plural": gettext_lazy("Several: %(word)s"),
    "definite_plural": gettext_lazy("All of them: %(word)s"),
}
# Sentences of the product that hold every term, most forms, and words that agree with them.
EXAMPLES = (
    gettext_noop("Create mentor pair"),
    gettext_noop("The mentor pair is paused. Resume it first."),
    gettext_noop("No mentee is assigned to you yet. When a coordinator pairs you with someone, you find them here."),
    gettext_noop("Only mentors and mentees can be paired. Give the person a role first."),
    gettext_noop("The mentee is already in an active or paused mentor pair."),
    gettext_noop("You are registered as a peer mentor, but not as mentor or mentee. A coordinator can take you in."),
    gettext_noop("Ready for a new mentor pair?"),
)


class TermsForm(AccessibleForm):
    """All words of one language; those in use stand in the fields."""

    use_required_attribute = False

    version = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, language: str, wording: Wording, *args: object, **kwargs: object) -> None:
        self.language = language
        self.base_fields = {"version": self.base_fields["version"]} | self._fields(language)
        initial = {"version": kwargs.pop("version", "")}
        for term in Term:
            words = wording.forms(language, term)
            initial |= {f"{term}_{name}": text for name, text in zip(FORMS, words.texts, strict=True)}
            initial[f"{term}_agreement"] = words.agreement
        super().__init__(*args, initial=initial, **kwargs)

    def _fields(self, language: str) -> dict[str, forms.Field]:
        fields: dict[str, forms.Field] = {}
        looks = {"lang": language, "autocapitalize": "none", "autocomplete": "off"}
        for term, words in DEFAULTS[language].items():
            for name, text in zip(FORMS, words.texts, strict=True):
                label = LABELS[name] % {"word": text}
                fields[f"{term}_{name}"] = forms.CharField(label=label, widget=forms.TextInput(attrs=looks))
            fields[f"{term}_agreement"] = forms.ChoiceField(
                label=_("Which word goes before the one for “%(word)s”?") % {"word": words.singular},
                choices=[(value, in_language(language, text)) for value, text in ARTICLES[language].items()],
                widget=forms.RadioSelect,
            )
        return fields

    def clean(self) -> dict[str, object]:
        if not self.errors:
            wrong = wrong_terms(self.language, {term: tidied(words) for term, words in self.terms().items()})
            add_errors(self, InvalidInput({name.replace(".", "_"): code for name, code in wrong.items()}))
        return self.cleaned_data

    def groups(self) -> list[dict[str, object]]:
        """The fields by the word they replace."""
        return [
            {
                "id": term.value,
                "word": in_language(self.language, DEFAULTS[self.language][term].singular),
                "fields": [self[f"{term}_{name}"] for name in FORMS],
                "agreement": self[f"{term}_agreement"],
            }
            for term in Term
        ]

    def terms(self) -> dict[Term, Forms]:
        """What was written."""
        typed = self.cleaned_data
        return {term: Forms(*(typed[f"{term}_{name}"] for name in (*FORMS, "agreement"))) for term in Term}


@require_http_methods(["GET", "HEAD", "POST"])
def own_terms(request: HttpRequest, language: str) -> HttpResponse:
    """The words of one language: shown, tried in sentences, saved, or given up for the default ones."""
    if language not in LANGUAGES:
        raise Http404
    asked = {"actor": actor_of(request), "organisation_id": organisation_of(request)}
    found = request.service.organisation_terms(**asked)
    if request.method != "POST":
        return _page(request, found, TermsForm(language, found.wording, version=found.versions[language]))
    if "reset" in request.POST:
        changed = request.service.change_terms(**asked, language=language, terms=DEFAULTS[language])
        words = _("The default words are back.") if changed else _("Nothing was changed.")
        return redirect_with_outcome(request, request.get_full_path(), words)
    return _save_or_try(request, found, TermsForm(language, found.wording, request.POST), asked)


def _save_or_try(request: HttpRequest, found: OrganisationTerms, form: TermsForm, asked: dict) -> HttpResponse:
    if not form.is_valid():
        return _page(request, found, form)
    if "try" in request.POST:
        return _page(request, found, form, tried=form.terms())
    try:
        changed = request.service.change_terms(
            **asked, language=form.language, terms=form.terms(), version=form.cleaned_data["version"]
        )
    except RuleViolation as error:
        if error.code != "changed_meanwhile":
            raise
        form.data = form.data.copy()
        form.data["version"] = found.versions[form.language]
        return _page(request, found, form, changed_meanwhile=True)
    words = _("The words are saved.") if changed else _("Nothing was changed.")
    return redirect_with_outcome(request, request.get_full_path(), words)


def organisation_of(request: HttpRequest) -> UUID | None:
    """The organisation that the address names, for somebody who coordinates several."""
    try:
        return UUID(request.GET["organisation"]) if "organisation" in request.GET else None
    except ValueError:
        raise Http404 from None


def in_language(language: str, word: str) -> str:
    """`word`, told to be in `language` where the page is in another."""
    return word if language == translation.get_language() else format_html('<span lang="{}">{}</span>', language, word)


def examples(language: str, wording: Wording) -> list[str]:
    """Sentences of the product in `language` with these words in them."""
    with translation.override(language), speaking(lambda: wording):
        return [translation.gettext(message) for message in EXAMPLES]


def _page(
    request: HttpRequest,
    found: OrganisationTerms,
    form: TermsForm,
    *,
    tried: dict[Term, Forms] | None = None,
    changed_meanwhile: bool = False,
) -> HttpResponse:
    language, stored = form.language, found.wording
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    context = {
        "found": found,
        "form": form,
        "language": language,
        "tabs": [
            {"url": f"../{code}/{query}", "label": name, "current": code == language} for code, name in NAMED_LANGUAGES
        ],
        "organisations": [
            {
                "url": f"?organisation={one.value}",
                "label": one.label,
                "current": one.value == str(found.organisation_id),
            }
            for one in found.organisations
        ],
        "tried": tried is not None,
        "examples": examples(language, Wording({language: tried}) if tried else stored),
        "has_own": bool(stored.own.get(language)),
        "stored": [stored.forms(language, term).texts for term in Term],
        "changed_meanwhile": changed_meanwhile,
    }
    return render(request, "own_terms.html", context, status=409 if changed_meanwhile else 200)
