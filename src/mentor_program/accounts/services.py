"""The door for making and changing accounts.

To be called outside `acting_as`: the domain roles cannot reach the tables of accounts.
"""

from allauth.account.models import EmailAddress
from django.db import transaction

from mentor_program.accounts.models import User
from mentor_program.accounts.preferences import Preferences
from mentor_program.domain.errors import RuleViolation


@transaction.atomic
def create_account(*, email: str, display_name: str, password: str | None = None) -> User:
    """Make an account that can sign in by a code sent to `email`, and by `password` where one is given.

    The address is stored in lower case and counts as verified, since a coordinator vouches for it.
    Raises RuleViolation("email_in_use") when another account has the address.
    """
    address = email.strip().lower()
    if User.objects.filter(email=address).exists():
        raise RuleViolation("email_in_use", email=address)
    user = User.objects.create_user(email=address, display_name=display_name, password=password)
    EmailAddress.objects.create(user=user, email=address, verified=True, primary=True)
    return user


def save_preferences(*, user: User, preferences: Preferences) -> None:
    """Keep with the account how its person wants pages to look and read."""
    user.preferences = preferences.as_stored()
    user.save(update_fields=["preferences"])
