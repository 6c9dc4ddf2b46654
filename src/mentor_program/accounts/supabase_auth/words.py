"""What a person is told when Supabase says no, or says nothing."""

import logging
from math import ceil

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from mentor_program.accounts.supabase_auth.client import Refused
from mentor_program.accounts.supabase_auth.http import Unreachable

log = logging.getLogger(__name__)

# Alike for a wrong password, an unknown address and a banned account, so that nobody learns who has an account.
WRONG_PASSWORD = frozenset(
    {
        "invalid_credentials",
        "invalid_grant",
        "email_not_confirmed",
        "user_banned",
        "user_not_found",
        "validation_failed",
    }
)
# A code that is wrong, used or too old; or there is no such account.
WRONG_CODE = frozenset({"otp_expired", "user_banned", "user_not_found", "validation_failed", "access_denied"})
# No letter goes to such an address. Nobody is told.
NO_LETTER = frozenset(
    {"otp_disabled", "signup_disabled", "user_banned", "user_not_found", "validation_failed", "email_address_invalid"}
)
# The session that a new password is chosen in has come to its end.
SESSION_OVER = frozenset({"bad_jwt", "session_not_found", "session_expired", "no_authorization", "user_not_found"})
BAD_PASSWORD = {
    "weak_password": gettext_lazy("The password is too weak. Choose a longer one, or one that fewer people use."),
    "same_password": gettext_lazy("This is the password you have already. Choose another."),
}
MISMATCH = gettext_lazy("The e-mail address and the password do not match. Try again.")
CODE_REFUSED = gettext_lazy("The code is not right, or it is too old. Type the newest code, or ask for another.")
ADDRESS_TAKEN = gettext_lazy(
    "You cannot sign in yet: another account here has your e-mail address. Ask those who run this site to join the two."
)


def wait(seconds: int | None) -> str:
    """How long to wait, in whole minutes, which are easier to keep in mind than seconds."""
    if not seconds:
        return _("Too many attempts. Wait some minutes and try again.")
    minutes = ceil(seconds / 60)
    return ngettext(
        "Too many attempts. Wait %(n)d minute and try again.",
        "Too many attempts. Wait %(n)d minutes and try again.",
        minutes,
    ) % {"n": minutes}


def trouble(error: Refused | Unreachable) -> str:
    """Why nothing can be done now, whatever was typed. What it may lie in stands in the log, without what was typed."""
    if isinstance(error, Refused) and error.is_too_often:
        return wait(error.retry_after)
    log.error("Supabase Auth: %s (%s)", error, getattr(error, "status", "unreachable"))
    return _(
        "Signing in does not work right now, because the sign-in service does not answer. Try again in some minutes."
    )
