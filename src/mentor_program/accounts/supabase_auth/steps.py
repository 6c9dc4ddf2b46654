"""What the pages of sign-in through Supabase share: one try under our own limits, a letter, and where one goes next."""

import time
from collections.abc import Callable, Collection
from typing import TypedDict

from allauth.core.internal import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mentor_program.accounts.supabase_auth import client, words
from mentor_program.accounts.supabase_auth.client import Refused, Session
from mentor_program.accounts.supabase_auth.http import Unreachable

ASKED = "supabase_code"
# As long as a code is good in a project where nobody has changed that.
ASKED_LASTS_SECONDS = 60 * 60
MAIL_PAUSE = "supabase-mail-pause"
MAIL_PAUSE_SECONDS = 60


class Asked(TypedDict):
    """For whom, what for and when a code was asked for, and which page waits for it."""

    email: str
    purpose: str
    next: str
    at: float


def open_to_all(view: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    return login_not_required(require_safe(view))


def next_address(request: HttpRequest) -> str:
    """The page that asked for signing in, if it is one of ours; otherwise the first."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if ours else "/"


def try_once(
    request: HttpRequest,
    form: BaseForm,
    attempt: Callable[[], Session],
    *,
    limit: str,
    email: str,
    wrong: Collection[str],
    sentence: str | Promise,
    field: str | None = None,
) -> Session | None:
    """One guess under our own `limit`; None, and an error in the form, when it is wrong or cannot be judged.

    Only guesses that were `wrong` count: who signs in, and who meets a project out of reach, is not locked out.
    """
    counted = ratelimit.consume(request, app="allauth.account", action=limit, key=email)
    if not counted:
        form.add_error(None, _("Too many attempts. Wait five minutes and try again."))
        return None
    try:
        session = attempt()
    except (Refused, Unreachable) as error:
        if isinstance(error, Refused) and not error.is_too_often and error.code in wrong:
            form.add_error(field, str(sentence))
            return None
        form.add_error(None, words.trouble(error))
        session = None
    counted.rollback()
    return session


def send_letter(request: HttpRequest, form: BaseForm, *, purpose: str, onward: str | None = None) -> bool:
    """Have a code sent to the address in the form and remember for whom; False, and an error in the form, otherwise.

    True for an address without an account too, which gets no letter: the next page is the same.
    """
    email = form.cleaned_data["email"]
    refusal = _why_no_letter(request, email, purpose)
    if refusal:
        form.add_error(None, refusal)
        return False
    onward = next_address(request) if onward is None else onward
    request.session[ASKED] = Asked(email=email, purpose=purpose, next=onward, at=time.time())
    messages.success(request, _("The code is sent"))
    return True


def _why_no_letter(request: HttpRequest, email: str, purpose: str) -> str:
    if not ratelimit.consume(request, app="allauth.account", action="send_code", key=email):
        return _("A code can be sent once a minute. Wait a minute and try again.")
    # The project refuses letters to known addresses alone, so nobody else is told otherwise meanwhile.
    if until := cache.get(MAIL_PAUSE):
        return words.wait(max(1, round(until - time.time())))
    try:
        send = client.send_code if purpose == client.SIGN_IN else client.send_recovery_code
        send(email=email)
    except (Refused, Unreachable) as error:
        if isinstance(error, Refused) and error.is_too_often:
            seconds = error.retry_after or MAIL_PAUSE_SECONDS
            cache.set(MAIL_PAUSE, time.time() + seconds, seconds)
            words.log.warning("Supabase Auth sends no more letters now: %s", error)
        elif isinstance(error, Refused) and error.code in words.NO_LETTER:
            return ""
        return words.trouble(error)
    return ""


def remembered(request: HttpRequest, purpose: str) -> Asked | None:
    """For whom a code was asked in this browser, while it can still be good."""
    asked: Asked | None = request.session.get(ASKED)
    if not asked or asked["purpose"] != purpose or time.time() - asked["at"] > ASKED_LASTS_SECONDS:
        return None
    return asked
