"""The account of an e-mail address, made where there is none: here, or at Supabase where that knows the passwords."""

import logging

from django.conf import settings
from django.db import IntegrityError

from mentor_program.accounts.models import User
from mentor_program.accounts.services import create_account, keep_account
from mentor_program.accounts.supabase_auth import client
from mentor_program.accounts.supabase_auth.client import Refused
from mentor_program.accounts.supabase_auth.http import Unreachable
from mentor_program.domain.errors import RuleViolation

log = logging.getLogger(__name__)


def account_of_address(*, email: str, name: str) -> User:
    """The account that signs in with this address, made without a password where there is none.

    With SIGN_IN=supabase its id is that of `auth.users`. Raises RuleViolation "account_made_at_supabase" (we have no
    key to make one there), "sign_in_service_away" or "email_in_use" (another account here has the address).
    """
    address = email.strip().lower()
    if settings.SIGN_IN == "supabase":
        return _at_supabase(address, name)
    try:
        return create_account(email=address, display_name=name)
    except (RuleViolation, IntegrityError):  # there already, or made at this very moment by somebody else
        return User.objects.get(email=address)


def _at_supabase(address: str, name: str) -> User:
    known = User.objects.filter(email=address).first()
    if not settings.SUPABASE_SERVICE_ROLE_KEY:
        if known is None:
            raise RuleViolation("account_made_at_supabase", email=address)
        return known  # has signed in from there, which proved the address
    try:
        user_id = client.account_of_address(email=address, user_id=known.id if known else None)
    except (Refused, Unreachable) as error:
        log.error("Supabase Auth made no account: %s", error)
        raise RuleViolation("sign_in_service_away") from None
    return keep_account(user_id=user_id, email=address, display_name=name)
