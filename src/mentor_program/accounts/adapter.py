"""Our answers to what django-allauth asks."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class AccountAdapter(DefaultAccountAdapter):
    """Closed to strangers, and with errors that say what to do next."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is closed. Ask your coordinator."),
        "email_password_mismatch": _("The e-mail address and the password do not match. Try again."),
        "enter_current_password": _("This is not your present password. Try again."),
        "incorrect_code": _("The code is not right. Check the newest e-mail and type the code again."),
        "incorrect_password": _("The password is not right. Try again."),
        "invalid_or_expired_key": _("The link has been used or is too old. Ask for a new one."),
        "invalid_login": _("Type the e-mail address of your account."),
        "invalid_password_reset": _("The link has been used or is too old. Ask for a new one."),
        "too_many_login_attempts": _("Too many attempts. Wait five minutes and try again."),
        "unknown_email": _("No account has this e-mail address."),
        "rate_limited": _("Too many attempts. Wait five minutes and try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return "/"
