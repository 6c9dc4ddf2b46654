"""The Django account of somebody who has signed in at Supabase."""

from django.contrib.auth import login
from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from mentor_program.accounts.models import User
from mentor_program.accounts.services import keep_account
from mentor_program.accounts.supabase_auth import sessions
from mentor_program.accounts.supabase_auth.client import Session


class SupabaseSignIn(ModelBackend):
    """Finds the account of a session. It checks no password: local ones mean nothing here."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **more: object
    ) -> None:
        return None


def begin_session(request: HttpRequest, session: Session) -> User | None:
    """Sign the person in here as well, under a new session key; None for an account that is closed here.

    Raises RuleViolation("email_in_use"), and then nobody is signed in.
    """
    user = keep_account(user_id=session.person.user_id, email=session.person.email)
    if not user.is_active:
        return None
    login(request, user, backend=f"{SupabaseSignIn.__module__}.{SupabaseSignIn.__qualname__}")
    sessions.keep(request.session, session)
    return user
