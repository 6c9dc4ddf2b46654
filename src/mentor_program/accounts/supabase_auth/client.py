"""What is asked of Supabase Auth, by its documented HTTP interface (`/auth/v1/`).

Passwords, codes and tokens go in and out here and stand in no log, no exception and no `repr`.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from allauth.account.adapter import get_adapter
from allauth.core import context
from django.conf import settings

from mentor_program.accounts.supabase_auth.access_tokens import KeysUnreachable, Person, TokenRefused, read
from mentor_program.accounts.supabase_auth.http import Answer, Unreachable, ask

log = logging.getLogger(__name__)

# A letter with a code that is wanted for signing in, or for choosing a new password.
SIGN_IN, RECOVERY = "email", "recovery"


class Refused(Exception):
    """The project says no: its error code, and for how many seconds, where it says that."""

    def __init__(self, code: str, status: int = 400, retry_after: int | None = None) -> None:
        super().__init__(code)
        self.code, self.status, self.retry_after = code, status, retry_after

    @property
    def is_too_often(self) -> bool:
        return self.status == 429


@dataclass(frozen=True)
class Session:
    """Somebody is signed in there: who, by a token that has been verified, and the two tokens."""

    person: Person
    access_token: str = field(repr=False)
    refresh_token: str = field(repr=False)


def sign_in(*, email: str, password: str) -> Session:
    """Raises Refused, Unreachable; so do all of these."""
    return _session(_post("/token?grant_type=password", {"email": email, "password": password}))


def refresh(*, refresh_token: str) -> Session:
    """The next pair of tokens. Refused when the account is banned or gone, or the session has been ended there."""
    return _session(_post("/token?grant_type=refresh_token", {"refresh_token": refresh_token}))


def send_code(*, email: str) -> None:
    """Have a letter with a one-time code sent. Refused for an address without an account: nobody signs up here."""
    _post("/otp", {"email": email, "create_user": False})


def send_recovery_code(*, email: str) -> None:
    """Have a letter with a code for a new password sent; the answer is the same for an unknown address."""
    _post("/recover", {"email": email})


def verify_code(*, email: str, code: str, purpose: str) -> Session:
    """`purpose` is SIGN_IN or RECOVERY, whichever the code was sent for."""
    return _session(_post("/verify", {"type": purpose, "email": email, "token": code}))


def change_password(*, access_token: str, password: str) -> None:
    _call("PUT", "/user", {"password": password}, token=access_token)


def sign_out(*, access_token: str, scope: str) -> None:
    """End sessions there: "local" this one, "others" all but this one, "global" all."""
    _call("POST", f"/logout?scope={scope}", None, token=access_token)


def account_of_address(*, email: str, user_id: UUID | None = None) -> UUID:
    """The account with this address, made where there is none: without a password, and with the address confirmed.

    It is made as `user_id`, where that is given. Needs the secret key. No letter is sent from there.
    """
    wanted = {"id": str(user_id)} if user_id else {}
    try:
        user = _admin("/admin/users", wanted | {"email": email, "email_confirm": True})
    except Refused as refused:
        if refused.code not in ("email_exists", "user_already_exists"):
            raise
        # Of the calls that name an account by its address this one makes none. Its answer holds a link that works,
        # and is dropped here.
        user = _admin("/admin/generate_link", {"type": RECOVERY, "email": email})
    return _user_id(user)


def _user_id(user: Mapping[str, object]) -> UUID:
    try:
        return UUID(str(user["id"]))
    except (KeyError, ValueError):
        raise Unreachable("the answer names no account") from None


def _session(body: Mapping[str, object]) -> Session:
    access, refresh_token = body.get("access_token"), body.get("refresh_token")
    if not (isinstance(access, str) and isinstance(refresh_token, str)):
        raise Unreachable("the answer holds no tokens")
    try:
        person = read(access)
    except KeysUnreachable:
        raise Unreachable("the keys are out of reach") from None
    except TokenRefused:
        log.error("The project's own access token is refused: are SUPABASE_URL and SUPABASE_JWT_SECRET right?")
        raise Unreachable("its own access token is refused") from None
    if not person.email:
        raise Unreachable("the account has no e-mail address")
    return Session(person, access, refresh_token)


def _post(path: str, body: object) -> Mapping[str, object]:
    return _call("POST", path, body)


def _admin(path: str, body: object) -> Mapping[str, object]:
    secret = settings.SUPABASE_SERVICE_ROLE_KEY
    return _call("POST", path, body, token=secret, headers={"apikey": secret})


def _on_behalf() -> dict[str, str]:
    """Whose call it is: the person's at the browser, where the project lets us say so, and otherwise our server's.

    The project limits calls by IP address; without this, all people together have what is meant for one. It takes the
    address along with a secret key of today alone, and only where that is switched on there.
    """
    secret = settings.SUPABASE_SERVICE_ROLE_KEY
    if context.request is None or not secret.startswith("sb_secret_"):
        return {"apikey": settings.SUPABASE_ANON_KEY}
    return {"apikey": secret, "Sb-Forwarded-For": get_adapter().get_client_ip(context.request)}


def _call(
    method: str, path: str, body: object, *, token: str = "", headers: Mapping[str, str] | None = None
) -> Mapping[str, object]:
    headers = dict(headers or _on_behalf())
    if token:
        headers["Authorization"] = f"Bearer {token}"
    answer = ask(method, f"{settings.SUPABASE_URL}/auth/v1{path}", headers=headers, body=body)
    if answer.status >= 400:
        raise Refused(_code(answer), answer.status, answer.retry_after)
    return answer.body


def _code(answer: Answer) -> str:
    """`error_code` of today, `code` of the dated interface, `error` of the oldest."""
    codes = (answer.body.get(name) for name in ("error_code", "code", "error"))
    return next((code for code in codes if isinstance(code, str)), "unknown")
