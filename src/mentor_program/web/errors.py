"""The pages people meet when something cannot be done, and the handlers that Django calls for them."""

import logging
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string

from mentor_program.domain.errors import DomainError, InvalidInput, NotAllowed, NotFound
from mentor_program.web.messages import sentence

log = logging.getLogger(__name__)

DATABASE_AWAY = (OperationalError, InterfaceError)
RETRY_AFTER_SECONDS = "10"


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "400.html", status=400)


def method_not_allowed(request: HttpRequest, refusal: HttpResponse) -> HttpResponse:
    """Django's own refusal is an empty page; its list of what is allowed stays."""
    page = render(request, "405.html", status=405)
    page.headers["Allow"] = refusal.headers["Allow"]
    return page


def no_access(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Says the same whether the thing does not exist or may not be seen."""
    return render(request, "404.html", status=404)


def refused(request: HttpRequest, error: DomainError) -> HttpResponse:
    """A rule said no and no screen took it up: the reason, and that nothing was changed."""
    return render(request, "409.html", {"reason": sentence(error)}, status=409)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "403_csrf.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Also tells a database out of reach from a fault of ours, when the failure came before the view."""
    if isinstance(sys.exc_info()[1], DATABASE_AWAY):
        return database_away(request)
    page = render_to_string("500.html", {"preferences": getattr(request, "preferences", None)})
    return HttpResponse(page, status=500)


def database_away(request: HttpRequest) -> HttpResponse:
    """Rendered without the request, since knowing the viewer needs the database. What was sent can be sent again."""
    context = {
        "preferences": getattr(request, "preferences", None),
        "address": request.get_full_path(),
        "not_saved": request.method == "POST",
        "sent": sent_fields(request),
        "csrf_token": get_token(request),
    }
    page = render_to_string("503.html", context)
    return HttpResponse(page, status=503, headers={"Retry-After": RETRY_AFTER_SECONDS})


def sent_fields(request: HttpRequest) -> list[tuple[str, str]] | None:
    """Fields of a form to offer again; None for what must not or cannot stand in a page: passwords and files."""
    if request.method != "POST" or request.path.startswith("/accounts/") or request.FILES:
        return None
    return [(name, value) for name, values in request.POST.lists() for value in values if name != "csrfmiddlewaretoken"]


def page_for(request: HttpRequest, error: Exception) -> HttpResponse | None:
    """The page for an exception that left a view, or None when it is not one of these."""
    if isinstance(error, DATABASE_AWAY):
        log.error("The database cannot be reached", exc_info=error)
        return database_away(request)
    if isinstance(error, NotFound):
        return not_found(request)
    if isinstance(error, NotAllowed):
        return no_access(request)
    if isinstance(error, InvalidInput):
        return bad_request(request)
    if isinstance(error, DomainError):
        return refused(request, error)
    return None
