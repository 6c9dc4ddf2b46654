"""What happens around every view."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from mentor_program.web.errors import page_for

GetResponse = Callable[[HttpRequest], HttpResponse]


class ErrorPages:
    """Turns refusals of the domain and a database out of reach into pages that say what to do."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return page_for(request, exception)


class Viewer:
    """Sets `request.viewer`: what the service says about the signed-in person, asked once, when used."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.viewer = SimpleLazyObject(lambda: viewer_of(request))
        return self.get_response(request)


def viewer_of(request: HttpRequest) -> object | None:
    """`results.Viewer` of the signed-in person, None for anyone else."""
    if not request.user.is_authenticated:
        return None
    from mentor_program.domain.permissions import Actor
    from mentor_program.services.mentor_program_service import MentorProgramService

    return MentorProgramService().viewer(actor=Actor(user_id=request.user.pk))
