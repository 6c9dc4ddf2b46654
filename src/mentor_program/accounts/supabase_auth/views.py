"""Signing in and out through Supabase, on the pages of our own sign-in."""

from collections.abc import Callable

from allauth.account.internal.templatekit import get_entrance_context_data
from allauth.decorators import rate_limit
from django.contrib import messages
from django.contrib.auth import logout as django_logout
from django.contrib.auth.decorators import login_not_required
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from mentor_program.accounts.supabase_auth import client, sessions, words
from mentor_program.accounts.supabase_auth.backend import begin_session
from mentor_program.accounts.supabase_auth.client import Refused, Session
from mentor_program.accounts.supabase_auth.forms import AddressForm, CodeForm, LoginForm
from mentor_program.accounts.supabase_auth.http import Unreachable
from mentor_program.accounts.supabase_auth.steps import (
    ASKED,
    Asked,
    next_address,
    open_to_all,
    remembered,
    send_letter,
    try_once,
)
from mentor_program.domain.errors import RuleViolation

GoOn = Callable[[BaseForm, Session], HttpResponse | None]
pages = require_http_methods(["GET", "HEAD", "POST"])


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@rate_limit(action="login")
@pages
def login(request: HttpRequest) -> HttpResponse:
    """E-mail address and password."""
    if request.user.is_authenticated:
        return redirect(next_address(request))
    form = LoginForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        email, password = form.cleaned_data["login"], form.cleaned_data["password"]
        session = try_once(
            request,
            form,
            lambda: client.sign_in(email=email, password=password),
            limit="login_failed",
            email=email,
            wrong=words.WRONG_PASSWORD,
            sentence=words.MISMATCH,
        )
        if session and (done := _begin(request, form, session, next_address(request))):
            return done
    return render(request, "account/login.html", get_entrance_context_data(request) | {"form": form})


@login_not_required
@never_cache
@pages
def request_code(request: HttpRequest) -> HttpResponse:
    """Ask for a letter with a code that signs in."""
    if request.user.is_authenticated:
        return redirect(next_address(request))
    form = AddressForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and send_letter(request, form, purpose=client.SIGN_IN):
        return redirect("account_confirm_login_code")
    context = get_entrance_context_data(request) | {"form": form}
    return render(request, "account/request_login_code.html", context)


@login_not_required
@never_cache
@pages
def confirm_code(request: HttpRequest) -> HttpResponse:
    """Type the code from the letter."""
    asked = remembered(request, client.SIGN_IN)
    if asked is None or request.user.is_authenticated:
        return redirect(next_address(request) if request.user.is_authenticated else "account_request_login_code")
    return code_page(
        request,
        asked,
        template="account/supabase_login_code.html",
        go_on=lambda form, session: _begin(request, form, session, asked["next"]),
    )


def code_page(request: HttpRequest, asked: Asked, *, template: str, go_on: GoOn) -> HttpResponse:
    """The page where a code is typed, or asked for again; `go_on(form, session)` when it is right."""
    resent = request.method == "POST" and request.POST.get("action") == "resend"
    form = CodeForm(request.POST if request.method == "POST" and not resent else None)
    if resent:
        again = AddressForm({"email": asked["email"]})
        again.full_clean()
        if send_letter(request, again, purpose=asked["purpose"], onward=asked["next"]):
            return redirect(request.path)
        messages.error(request, " ".join(str(error) for error in again.non_field_errors()))
        return redirect(request.path)
    if request.method == "POST" and form.is_valid():
        email, code, purpose = asked["email"], form.cleaned_data["code"], asked["purpose"]
        session = try_once(
            request,
            form,
            lambda: client.verify_code(email=email, code=code, purpose=purpose),
            limit="confirm_code",
            email=email,
            wrong=words.WRONG_CODE,
            sentence=words.CODE_REFUSED,
            field="code",
        )
        if session and (done := go_on(form, session)):
            return done
    return render(request, template, {"form": form, "email": asked["email"]})


def _begin(request: HttpRequest, form: BaseForm, session: Session, address: str) -> HttpResponse | None:
    """Sign in here too and go on; None, and an error in the form, when that cannot be."""
    try:
        user = begin_session(request, session)
    except RuleViolation:
        words.log.warning("Account %s of Supabase has the address of another account here", session.person.user_id)
        form.add_error(None, words.ADDRESS_TAKEN)
        user = None
    else:
        if user is not None:
            request.session.pop(ASKED, None)
            return redirect(address)
    _forget(session)
    return None if form.errors else redirect("account_inactive")


def _forget(session: Session) -> None:
    try:
        client.sign_out(access_token=session.access_token, scope="local")
    except (Refused, Unreachable) as error:
        words.log.warning("A session was not ended at Supabase: %s", error)


@login_not_required
@never_cache
@pages
def logout(request: HttpRequest) -> HttpResponse:
    """Sign out here and there, when the button is pressed."""
    if request.method != "POST":
        if not request.user.is_authenticated:
            return redirect("account_login")
        return render(request, "account/logout.html")
    if request.user.is_authenticated:
        sessions.end(request.session)
        messages.success(request, _("You are signed out"))
    django_logout(request)
    return redirect("account_login")


@open_to_all
def signup(request: HttpRequest) -> HttpResponse:
    return render(request, "account/signup_closed.html")


@open_to_all
def inactive(request: HttpRequest) -> HttpResponse:
    return render(request, "account/account_inactive.html")
