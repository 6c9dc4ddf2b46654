"""Our session goes on for as long as the one at Supabase does: asked again at intervals, with the refresh token.

The tokens live in the session's row on the server, never in the browser. Whoever could read that row could as well
read the session's key next to it, so they are not enciphered there.
"""

import logging
import time
from collections.abc import Callable
from typing import TypedDict

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.sessions.backends.base import SessionBase
from django.core.cache import cache
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from mentor_program.accounts.services import keep_account
from mentor_program.accounts.supabase_auth import client
from mentor_program.accounts.supabase_auth.client import Refused, Session
from mentor_program.accounts.supabase_auth.http import Unreachable
from mentor_program.domain.errors import RuleViolation

log = logging.getLogger(__name__)

# So long an account that has been banned or deleted there may go on here.
ASK_AGAIN_SECONDS = 10 * 60
# The project out of reach: work goes on, and for so long.
PATIENCE_SECONDS = 24 * 60 * 60
# One request asks, the others of the same session go on meanwhile: a refresh token is good once.
ONE_ASKS_SECONDS = 30
KEY = "supabase"


class Kept(TypedDict):
    """What stands in the session. Both times are seconds since 1970."""

    access_token: str
    refresh_token: str
    asked_at: float
    answered_at: float


def keep(session: SessionBase, signed_in: Session) -> None:
    """Keep the tokens of somebody who has just been answered for."""
    now = time.time()
    session[KEY] = Kept(
        access_token=signed_in.access_token,
        refresh_token=signed_in.refresh_token,
        asked_at=now,
        answered_at=now,
    )


def end(session: SessionBase) -> None:
    """End the session at Supabase, of this browser alone. Out of reach it ends there by itself, and here at once."""
    kept = session.get(KEY)
    if not kept:
        return
    try:
        try:
            client.sign_out(access_token=kept["access_token"], scope="local")
        except Refused:  # an access token lasts an hour
            renewed = client.refresh(refresh_token=kept["refresh_token"])
            client.sign_out(access_token=renewed.access_token, scope="local")
    except (Refused, Unreachable) as error:
        log.warning("A session was not ended at Supabase: %s", error)


class AskAgain:
    """Signs out whoever Supabase no longer answers for. Only there with SIGN_IN=supabase."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if settings.SIGN_IN != "supabase":
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and not _still_signed_in(request):
            logout(request)
            messages.warning(request, _("You have been signed out. Sign in again."))
        return self.get_response(request)


def _still_signed_in(request: HttpRequest) -> bool:
    kept = request.session.get(KEY)
    if kept is None:
        return False
    if time.time() - kept["asked_at"] < ASK_AGAIN_SECONDS:
        return True
    if not cache.add(f"supabase-asks:{request.session.session_key}", True, ONE_ASKS_SECONDS):
        return True
    return _ask(request, kept)


def _ask(request: HttpRequest, kept: Kept) -> bool:
    try:
        renewed = client.refresh(refresh_token=kept["refresh_token"])
    except Refused as refused:
        if not refused.is_too_often:
            log.info("Signed out, as Supabase says: %s", refused)
            return False
        return _go_on_unanswered(request, kept)
    except Unreachable:
        return _go_on_unanswered(request, kept)
    if renewed.person.user_id != request.user.pk:
        return False
    try:
        keep_account(user_id=renewed.person.user_id, email=renewed.person.email)
    except RuleViolation:
        log.warning("The new address of account %s belongs to another account here", request.user.pk)
    keep(request.session, renewed)
    request.session.save()  # at once: the old refresh token is used up, whatever becomes of this request
    return True


def _go_on_unanswered(request: HttpRequest, kept: Kept) -> bool:
    if time.time() - kept["answered_at"] > PATIENCE_SECONDS:
        return False
    request.session[KEY] = kept | {"asked_at": time.time()}
    return True
