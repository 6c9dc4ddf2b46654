"""The forms of sign-in through Supabase, with the fields and words of our own sign-in."""

import re

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentor_program.accounts.forms import password_advice
from mentor_program.accounts.models import User
from mentor_program.web.forms import AccessibleForm

LONGEST_CODE = 40
# What Supabase Auth takes, in bytes of UTF-8; the same as bcrypt, which it keeps passwords with.
LONGEST_PASSWORD = 72


def _password(purpose: str) -> forms.CharField:
    return forms.CharField(strip=False, widget=forms.PasswordInput(attrs={"autocomplete": purpose}))


class AddressForm(AccessibleForm):
    labels = {"email": gettext_lazy("E-mail address")}
    email = forms.EmailField(widget=forms.EmailInput(attrs={"autocomplete": "username"}))

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).strip().lower()


class LoginForm(AccessibleForm):
    labels = {"login": gettext_lazy("E-mail address"), "password": gettext_lazy("Password")}
    login = forms.EmailField(widget=forms.EmailInput(attrs={"autocomplete": "username"}))
    password = _password("current-password")

    def clean_login(self) -> str:
        return str(self.cleaned_data["login"]).strip().lower()


class CodeForm(AccessibleForm):
    """A code of digits, however long the project makes it, with what people put between them left out."""

    labels = {"code": gettext_lazy("Code from the e-mail")}
    hints = {"code": gettext_lazy("The digits alone. You can paste them, with or without spaces.")}
    code = forms.CharField(
        max_length=LONGEST_CODE,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )

    def clean_code(self) -> str:
        digits = re.sub(r"[\s-]", "", self.cleaned_data["code"])
        if not (digits.isascii() and digits.isdigit()):
            raise forms.ValidationError(_("The code has digits only. Type it as it stands in the e-mail."))
        return digits


class NewPasswordForm(AccessibleForm):
    """A new password, twice. `user` is whose it becomes, as far as we know them."""

    labels = {
        "password1": gettext_lazy("New password"),
        "password2": gettext_lazy("New password, once more"),
    }
    hints = {"password1": password_advice()}
    password1 = _password("new-password")
    password2 = _password("new-password")

    def __init__(self, *args: object, user: User, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password1(self) -> str:
        password = str(self.cleaned_data["password1"])
        if len(password.encode()) > LONGEST_PASSWORD:
            raise forms.ValidationError(_("The password is too long. Use at most 70 characters."))
        validate_password(password, self.user)
        return password

    def clean(self) -> None:
        first, second = self.cleaned_data.get("password1"), self.cleaned_data.get("password2")
        if first and second and first != second:
            self.add_error("password2", _("The two passwords are not alike. Type the same in both."))


class ChangePasswordForm(NewPasswordForm):
    labels = NewPasswordForm.labels | {"oldpassword": gettext_lazy("Present password")}
    oldpassword = _password("current-password")
    field_order = ["oldpassword", "password1", "password2"]
