"""Sets how the page looks and reads before anything of it is made."""

from collections.abc import Callable

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import get_supported_language_variant, parse_accept_lang_header

from mentor_program.accounts.preferences import Preferences, from_cookie, from_stored

COOKIE = "settings"
COOKIE_AGE = 365 * 24 * 60 * 60


class ApplyPreferences:
    """Sets `request.preferences` from the account, else from the cookie, and activates the language.

    Language: the one chosen, else bokmål. Browsers in Norway often ask for English without their owner having chosen
    it, so only programs that call the API are answered in the language they ask for.
    A view may set `request.preferences` anew; the device's cookie follows them, so that sign-in looks the same.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.preferences = preferences_of(request)
        language = request.preferences.language or default_language(request)
        with translation.override(language):
            response = self.get_response(request)
            # A template response that is not rendered yet would otherwise come in another language.
            if hasattr(response, "render") and not response.is_rendered:
                response.render()
        response.headers.setdefault("Content-Language", language)
        if request.preferences.as_cookie() != request.COOKIES.get(COOKIE, ""):
            remember_on_device(response, request.preferences)
        patch_vary_headers(response, ["Accept-Language", "Cookie"])
        return response


def preferences_of(request: HttpRequest) -> Preferences:
    """The account's where it has any, the device's otherwise and while the database is away."""
    try:
        if request.user.is_authenticated and request.user.preferences:
            return from_stored(request.user.preferences)
    except (OperationalError, InterfaceError):
        pass  # the view will meet the same and say so
    return from_cookie(request.COOKIES.get(COOKIE, ""))


def default_language(request: HttpRequest) -> str:
    return language_asked_for(request) if request.path.startswith("/api/") else settings.LANGUAGE_CODE


def language_asked_for(request: HttpRequest) -> str:
    """The first language of Accept-Language that we have; "no" is what older systems call bokmål."""
    for code, _quality in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        if code == "no" or code.startswith("no-"):
            return "nb"
        try:
            return get_supported_language_variant(code)
        except LookupError:
            continue
    return settings.LANGUAGE_CODE


def remember_on_device(response: HttpResponse, preferences: Preferences) -> None:
    """Keep the choices, and nothing about the person, in a cookie of this device."""
    response.set_cookie(
        COOKIE,
        preferences.as_cookie(),
        max_age=COOKIE_AGE,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
