"""What happens around every view."""

import logging
from collections.abc import Callable

from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.functional import SimpleLazyObject

from mentor_program.domain import terms
from mentor_program.domain.permissions import Actor
from mentor_program.services import results
from mentor_program.services.mentor_program_service import MentorProgramService
from mentor_program.web.errors import method_not_allowed, page_for
from mentor_program.web.stored_words import stored_in
from mentor_program.wording.translation import speaking

GetResponse = Callable[[HttpRequest], HttpResponse]
log = logging.getLogger(__name__)


class OwnTerms:
    """Whatever is said in answer to a request is said in the words of its person's organisation.

    Stands around everything that speaks. The words are asked for once, when the first sentence needs one.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with speaking(words_for(request)):
            return self.get_response(request)


class ErrorPages:
    """Turns refusals of the domain and a database out of reach into pages that say what to do."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and not request.path.startswith("/api/"):
            return method_not_allowed(request, response)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return page_for(request, exception)


class Viewer:
    """Sets `request.service`, one for the whole request, and `request.viewer`, what it says about the person.

    Both are made when first used. `viewer` is None for anyone who is not signed in. A view that sets no
    `Cache-Control` of its own is kept by nobody.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.service = SimpleLazyObject(MentorProgramService)
        request.viewer = SimpleLazyObject(lambda: viewer_of(request))
        with stored_in(lambda: request.viewer.language if request.viewer else ""):
            response = self.get_response(request)
        # What stands on a page about people is kept nowhere: not by a proxy, not on a shared machine after sign-out.
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response


def actor_of(request: HttpRequest) -> Actor:
    """Who acts in this request, as services want to know it."""
    return Actor(user_id=request.user.pk) if request.user.is_authenticated else Actor.anonymous()


def viewer_of(request: HttpRequest) -> results.Viewer | None:
    if not request.user.is_authenticated:
        return None
    return request.service.viewer(actor=actor_of(request))


def words_for(request: HttpRequest) -> Callable[[], terms.Wording]:
    """Gives the words of the request's person, found out when they are first needed."""
    known: list[terms.Wording] = []

    def words() -> terms.Wording:
        if not known and (found := wording_of(request)):
            known.append(found)
        return known[0] if known else terms.DEFAULT

    return words


def wording_of(request: HttpRequest) -> terms.Wording | None:
    """The default words for somebody who is not signed in and while the database is away; None: ask again later."""
    try:
        service = getattr(request, "service", None)
        # Under /api/ the person is known by a token; there and then `auth` is the actor.
        actor = getattr(request, "auth", None) or actor_of(request)
        return service.wording(actor=actor) if service is not None else terms.DEFAULT
    except (OperationalError, InterfaceError):
        return terms.DEFAULT  # the page that says so is on its way
    except RuntimeError:
        if not connection.in_atomic_block:
            raise
        log.warning("a sentence was needed in a transaction before anybody asked who reads it")
        return None
