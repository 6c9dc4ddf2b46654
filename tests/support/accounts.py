"""Accounts for the cast, so that they can sign in."""

from mentor_program.accounts.models import User
from mentor_program.domain.permissions import Actor

PASSWORD = "demo-passord"


def account_of(actor: Actor) -> User:
    """The account of a member of the cast, with PASSWORD; made when it is not there yet."""
    user = User.objects.filter(id=actor.user_id).first()
    if user is None:
        user = User(id=actor.user_id, email=f"{actor.user_id}@example.org", display_name="En konto")
        user.set_password(PASSWORD)
        user.save()
    return user
