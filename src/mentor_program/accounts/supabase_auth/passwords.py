"""Choosing a new password at Supabase: with the present one, or with a code sent by e-mail."""

import time
from typing import cast

from allauth.decorators import rate_limit
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from mentor_program.accounts.models import User
from mentor_program.accounts.supabase_auth import client, words
from mentor_program.accounts.supabase_auth.backend import begin_session
from mentor_program.accounts.supabase_auth.client import Refused, Session
from mentor_program.accounts.supabase_auth.forms import AddressForm, ChangePasswordForm, NewPasswordForm
from mentor_program.accounts.supabase_auth.http import Unreachable
from mentor_program.accounts.supabase_auth.steps import ASKED, open_to_all, remembered, send_letter, try_once
from mentor_program.accounts.supabase_auth.views import code_page, pages

CHOOSING = "supabase_new_password"
CHOOSING_LASTS_SECONDS = 30 * 60


@never_cache
@sensitive_post_parameters("oldpassword", "password1", "password2")
@rate_limit(action="change_password")
@pages
def change(request: HttpRequest) -> HttpResponse:
    """With the present password, which signs in anew: the project wants that shortly before a change."""
    user = cast(User, request.user)  # nobody else comes here: the page asks for signing in
    form = ChangePasswordForm(request.POST if request.method == "POST" else None, user=user)
    if request.method == "POST" and form.is_valid():
        email, present = user.email, form.cleaned_data["oldpassword"]
        session = try_once(
            request,
            form,
            lambda: client.sign_in(email=email, password=present),
            limit="login_failed",
            email=email,
            wrong=words.WRONG_PASSWORD,
            sentence=_("This is not your present password. Try again."),
            field="oldpassword",
        )
        if session and _changed(form, session.access_token):
            _end(session.access_token, scope="others")
            begin_session(request, session)
            messages.success(request, _("The password is changed"))
            return redirect("/")
    return render(
        request, "account/password_change.html", {"form": form, "code_url": reverse("account_reset_password")}
    )


@login_not_required
@never_cache
@pages
def reset(request: HttpRequest) -> HttpResponse:
    """Ask for a letter with a code that lets one choose a new password."""
    form = AddressForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and send_letter(request, form, purpose=client.RECOVERY):
        return redirect("account_reset_password_code")
    context = {"form": form, "login_url": reverse("account_login"), "by_code": True}
    return render(request, "account/password_reset.html", context)


@login_not_required
@never_cache
@pages
def reset_code(request: HttpRequest) -> HttpResponse:
    """Type the code from the letter."""
    asked = remembered(request, client.RECOVERY)
    if asked is None:
        return redirect("account_reset_password")

    def go_on(form: BaseForm, session: Session) -> HttpResponse:
        request.session.cycle_key()
        request.session.pop(ASKED, None)
        request.session[CHOOSING] = {"token": session.access_token, "email": asked["email"], "at": time.time()}
        return redirect("account_reset_password_new")

    return code_page(request, asked, template="account/supabase_reset_code.html", go_on=go_on)


@login_not_required
@never_cache
@sensitive_post_parameters("password1", "password2")
@rate_limit(action="reset_password_from_key")
@pages
def reset_new(request: HttpRequest) -> HttpResponse:
    """Choose the new password. All sessions end with it, there and, at the next question, here."""
    choosing = request.session.get(CHOOSING)
    if choosing is None or time.time() - choosing["at"] > CHOOSING_LASTS_SECONDS:
        return redirect("account_reset_password")
    form = NewPasswordForm(request.POST if request.method == "POST" else None, user=User(email=choosing["email"]))
    if request.method == "POST" and form.is_valid():
        try:
            changed = _changed(form, choosing["token"], raises=words.SESSION_OVER)
        except Refused:
            request.session.pop(CHOOSING)
            messages.error(request, _("It took too long. Ask for a new code."))
            return redirect("account_reset_password")
        if changed:
            _end(choosing["token"], scope="global")
            logout(request)
            return redirect("account_reset_password_from_key_done")
    return render(request, "account/supabase_new_password.html", {"form": form})


@open_to_all
def reset_done(request: HttpRequest) -> HttpResponse:
    return render(request, "account/password_reset_from_key_done.html")


def _changed(form: BaseForm, access_token: str, *, raises: frozenset[str] = frozenset()) -> bool:
    """Set the new password; False, and an error in the form, when refused. Codes in `raises` are raised as Refused."""
    try:
        client.change_password(access_token=access_token, password=form.cleaned_data["password1"])
    except (Refused, Unreachable) as error:
        code = getattr(error, "code", "")
        if code in raises:
            raise
        if code in words.BAD_PASSWORD:
            form.add_error("password1", words.BAD_PASSWORD[code])
        else:
            form.add_error(None, words.trouble(error))
        return False
    return True


def _end(access_token: str, *, scope: str) -> None:
    try:
        client.sign_out(access_token=access_token, scope=scope)
    except (Refused, Unreachable) as error:
        words.log.warning("Sessions were not ended at Supabase: %s", error)
