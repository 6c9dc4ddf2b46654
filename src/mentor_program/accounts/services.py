"""The door for making and changing accounts.

To be called outside `acting_as`: the domain roles cannot reach the tables of accounts.
"""

from uuid import UUID

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

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


def keep_account(*, user_id: UUID, email: str, display_name: str = "") -> User:
    """The account of this id, known to a sign-in service elsewhere: made when missing, its address kept in step.

    The address names the account until somebody knows the person's name. Raises RuleViolation("email_in_use") when
    another account has the address: the two are never taken for one.
    """
    address = email.strip().lower()
    try:
        with transaction.atomic():
            user, made = User.objects.get_or_create(
                id=user_id, defaults={"email": address, "display_name": display_name or address, "password": "!"}
            )
            if not made and user.email != address:
                user.email = address
                user.save(update_fields=["email"])
                EmailAddress.objects.filter(user=user).exclude(email=address).delete()
            if not EmailAddress.objects.filter(user=user, email=address).exists():
                EmailAddress.objects.create(user=user, email=address, verified=True, primary=True)
    except (IntegrityError, User.DoesNotExist) as error:
        raise RuleViolation("email_in_use", email=address) from error
    return user


def save_preferences(*, user: User, preferences: Preferences) -> None:
    """Keep with the account how its person wants pages to look and read."""
    user.preferences = preferences.as_stored()
    user.save(update_fields=["preferences"])
