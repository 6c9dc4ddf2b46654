"""Who asks: a browser with its session, or another client with an access token. Both become an Actor, nothing more."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from ninja.security import APIKeyCookie, HttpBearer
from ninja.utils import check_csrf

from mentor_program.accounts.models import User
from mentor_program.accounts.supabase_auth.access_tokens import KeysUnreachable, TokenRefused, person_of
from mentor_program.api.limits import count_request
from mentor_program.api.problems import Problem
from mentor_program.domain.permissions import Actor


class AccessToken(HttpBearer):
    """An access token of Supabase Auth."""

    openapi_bearerFormat = "JWT"  # noqa: N815  the name that OpenAPI gives it
    openapi_description = "Access token of Supabase Auth: `Authorization: Bearer <token>`."

    def __call__(self, request: HttpRequest) -> Actor | None:
        """None without the header. A header that is no good is refused: no session stands in for it."""
        sent = request.headers.get("Authorization")
        if sent is None:
            return None
        scheme, _, token = sent.partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise refused()
        return self.authenticate(request, token)

    def authenticate(self, request: HttpRequest, token: str) -> Actor:
        try:
            user_id = person_of(token)
        except TokenRefused:
            raise refused() from None
        except KeysUnreachable as error:
            raise Problem(503, "try_again_later", headers={"Retry-After": "10"}) from error
        if User.objects.filter(id=user_id, is_active=False).exists():
            raise refused()
        return counted(request, user_id)


class SessionCookie(APIKeyCookie):
    """The session of somebody who signed in to the screens."""

    param_name = settings.SESSION_COOKIE_NAME
    openapi_description = (
        "The cookie of somebody who is signed in to the screens. Requests that change something also carry the"
        " header `X-CSRFToken`, as Django's forms do."
    )

    def __call__(self, request: HttpRequest) -> Actor | None:
        if not request.user.is_authenticated:
            return None
        if check_csrf(request):
            raise Problem(403, "csrf_failed")
        return self.authenticate(request, None)

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor:
        return counted(request, request.user.pk)


def counted(request: HttpRequest, user_id: UUID) -> Actor:
    """The actor, once the request is counted. Raises LimitReached."""
    count_request(request, user_id)
    return Actor(user_id=user_id)


def refused() -> Problem:
    return Problem(401, "token_refused", headers={"WWW-Authenticate": 'Bearer error="invalid_token"'})


EITHER = (AccessToken(), SessionCookie())
