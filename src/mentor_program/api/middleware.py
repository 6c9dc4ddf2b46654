"""What is different around the API: its language, its errors, and that nothing of it is kept on the way."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from mentor_program.accounts.middleware import language_asked_for
from mentor_program.api.problems import CONTENT_TYPE, of_status

ADDRESS = "/api/"


class ApiAnswers:
    """Under /api/: problems as JSON whoever refuses, in the language that the request asks for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(ADDRESS):
            return self.get_response(request)
        language = language_of(request)
        with translation.override(language):
            response = self.get_response(request)
            if response.status_code >= 400 and response.get("Content-Type") != CONTENT_TYPE:
                response = of_status(response)
        response.headers.setdefault("Content-Language", language)
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response


def language_of(request: HttpRequest) -> str:
    """What Accept-Language asks for, as clients say it there; else what the account has chosen."""
    if "Accept-Language" in request.headers:
        return language_asked_for(request)
    return translation.get_language()
