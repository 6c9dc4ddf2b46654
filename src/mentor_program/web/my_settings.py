"""My settings: how pages look and read. Kept with the account; on the device alone for who is not signed in."""

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from mentor_program.accounts.preferences import Preferences
from mentor_program.accounts.services import save_preferences
from mentor_program.web.forms import AccessibleForm
from mentor_program.web.outcome import redirect_with_outcome

# Each in its own language, so that one who cannot read the page finds the way out of it.
LANGUAGES = [
    (code, format_html('<span lang="{}">{}</span>', code, name))
    for code, name in (("nb", "Bokmål"), ("nn", "Nynorsk"), ("en", "English"))
]
TEXT_SIZES = [
    ("normal", gettext_lazy("Normal")),
    ("large", gettext_lazy("Large")),
    ("very_large", gettext_lazy("Very large")),
]
THEMES = [
    ("auto", gettext_lazy("As the device")),
    ("light", gettext_lazy("Light")),
    ("dark", gettext_lazy("Dark")),
]
CONTRASTS = [("auto", gettext_lazy("As the device")), ("more", gettext_lazy("More contrast"))]


class SettingsForm(AccessibleForm):
    """One choice each; what is on and off is a box to tick."""

    use_required_attribute = False

    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        choices=LANGUAGES,
        widget=forms.RadioSelect,
    )
    text_size = forms.ChoiceField(label=gettext_lazy("Text size"), choices=TEXT_SIZES, widget=forms.RadioSelect)
    theme = forms.ChoiceField(label=gettext_lazy("Light or dark"), choices=THEMES, widget=forms.RadioSelect)
    contrast = forms.ChoiceField(label=gettext_lazy("Contrast"), choices=CONTRASTS, widget=forms.RadioSelect)
    reduced_motion = forms.BooleanField(
        label=gettext_lazy("Nothing moves"),
        help_text=gettext_lazy("Turned on anyway where the device asks for less movement."),
        required=False,
    )
    compact_lists = forms.BooleanField(
        label=gettext_lazy("Compact lists"),
        help_text=gettext_lazy("More rows fit on the screen. What you press stays as large."),
        required=False,
    )


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def my_settings(request: HttpRequest) -> HttpResponse:
    """Show the choices; saved, they hold from the next page, which says so in the language chosen."""
    form = SettingsForm(request.POST) if request.method == "POST" else SettingsForm(initial=_shown(request.preferences))
    if form.is_bound and form.is_valid():
        return _save(request, _chosen(form.cleaned_data))
    return render(request, "my_settings.html", {"form": form})


def _save(request: HttpRequest, chosen: Preferences) -> HttpResponse:
    request.preferences = chosen
    if request.user.is_authenticated:
        save_preferences(user=request.user, preferences=chosen)
    with translation.override(chosen.language):
        return redirect_with_outcome(request, "my_settings", _("Your settings are saved."))


def _shown(preferences: Preferences) -> dict[str, object]:
    return {
        "language": preferences.language or settings.LANGUAGE_CODE,
        "text_size": preferences.text_size,
        "theme": preferences.theme,
        "contrast": preferences.contrast,
        "reduced_motion": preferences.motion == "reduced",
        "compact_lists": preferences.lists == "compact",
    }


def _chosen(typed: dict[str, object]) -> Preferences:
    return Preferences(
        language=typed["language"],
        text_size=typed["text_size"],
        theme=typed["theme"],
        contrast=typed["contrast"],
        motion="reduced" if typed["reduced_motion"] else "auto",
        lists="compact" if typed["compact_lists"] else "normal",
    )
