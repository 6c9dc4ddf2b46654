"""The forms of sign-in, rendered by our own components.

django-allauth's fields bring placeholders, which vanish while one types and have too little contrast, and
links inside help texts; both go, and labels are our own words.
"""

from allauth.account import forms as allauth_forms
from django.contrib.auth.password_validation import password_validators_help_texts
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from mentor_program.web.forms import AccessibleForm


def _password_advice() -> str:
    return " ".join(text for text in password_validators_help_texts() if text)


password_advice = lazy(_password_advice, str)


class LoginForm(AccessibleForm, allauth_forms.LoginForm):
    labels = {"login": _("E-mail address"), "password": _("Password")}
    hints = {"password": ""}
    autocomplete = {"login": "username"}


class RequestLoginCodeForm(AccessibleForm, allauth_forms.RequestLoginCodeForm):
    labels = {"email": _("E-mail address")}
    autocomplete = {"email": "username"}


class ConfirmLoginCodeForm(AccessibleForm, allauth_forms.ConfirmLoginCodeForm):
    labels = {"code": _("Code from the e-mail")}
    hints = {"code": _("Eight digits. You can paste it, with or without the hyphen.")}


class ResetPasswordForm(AccessibleForm, allauth_forms.ResetPasswordForm):
    labels = {"email": _("E-mail address")}
    autocomplete = {"email": "username"}


class ResetPasswordKeyForm(AccessibleForm, allauth_forms.ResetPasswordKeyForm):
    labels = {"password1": _("New password"), "password2": _("New password, once more")}
    hints = {"password1": password_advice()}


class SetPasswordForm(AccessibleForm, allauth_forms.SetPasswordForm):
    labels = {"password1": _("New password"), "password2": _("New password, once more")}
    hints = {"password1": password_advice()}


class ChangePasswordForm(AccessibleForm, allauth_forms.ChangePasswordForm):
    labels = {
        "oldpassword": _("Present password"),
        "password1": _("New password"),
        "password2": _("New password, once more"),
    }
    hints = {"oldpassword": "", "password1": password_advice()}
