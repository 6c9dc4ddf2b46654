"""What a password must be, in plain words."""

from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
    UserAttributeSimilarityValidator,
)
from django.utils.translation import gettext as _


class LongEnough(MinimumLengthValidator):
    """At least ten characters."""

    def __init__(self, min_length: int = 10) -> None:
        super().__init__(min_length)

    def get_error_message(self) -> str:
        return _("The password is too short. Use at least %(length)d characters.") % {"length": self.min_length}

    def get_help_text(self) -> str:
        return _("Use at least %(length)d characters. A few words in a row are easy to remember.") % {
            "length": self.min_length
        }


class NotCommon(CommonPasswordValidator):
    """Not one of the 20,000 most used passwords."""

    def get_error_message(self) -> str:
        return _("Many people use this password, so it is easy to guess. Choose another.")

    def get_help_text(self) -> str:
        return ""


class NotLikeThePerson(UserAttributeSimilarityValidator):
    """Not the person's own name or address."""

    def __init__(self) -> None:
        super().__init__(user_attributes=("email", "display_name"))

    def get_error_message(self) -> str:
        return _("The password is too like your name or e-mail address. Choose another.")

    def get_help_text(self) -> str:
        return ""
