"""Access tokens of a Supabase project: who they are of, if they are genuine. What the person may do, our tables say.

Asymmetric keys come from the project's JWKS; the legacy secret is used for HS256 alone, so that a public key can never
be taken for a secret.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock
from uuid import UUID

import jwt
from django.conf import settings

from mentor_program.accounts.supabase_auth.http import Unreachable, ask

ASYMMETRIC = ("ES256", "RS256", "EdDSA")
AUDIENCE = "authenticated"
LEEWAY_SECONDS = 10
KEYS_LAST_SECONDS = 600
# A project out of reach: its keys go on being good for so long, and then nothing signed by them is believed.
KEYS_GOOD_SECONDS = 24 * 60 * 60
# An unknown key id asks for the keys anew, for they rotate; but not more often than this, whoever invents key ids.
PATIENCE_SECONDS = 30
# After a question without an answer nobody else waits for one, for so long.
PAUSE_SECONDS = 5
# What a token can be made of to break the reading of it. Whatever it is, the token is not one to believe.
UNREADABLE = (jwt.PyJWTError, KeyError, ValueError, TypeError, AttributeError, ArithmeticError, RecursionError)


class TokenRefused(Exception):
    """The token is not one to believe."""


class KeysUnreachable(Exception):
    """The project that signs tokens does not answer, and no key of it is known."""


@dataclass(frozen=True)
class Person:
    """Whom a token was made for: `auth.users.id`, and the e-mail address known there ("" without one)."""

    user_id: UUID
    email: str = field(repr=False)


def person_of(token: str) -> UUID:
    """The account (`auth.users.id`) that a genuine, current token was made for. Raises as `read`."""
    return read(token).user_id


def read(token: str) -> Person:
    """Whom a genuine, current token was made for; nothing else in it is used.

    Raises TokenRefused, or KeysUnreachable when it cannot be told.
    """
    if not settings.SUPABASE_URL:
        raise TokenRefused
    try:
        header = jwt.get_unverified_header(token)
        claims = jwt.decode(
            token,
            key=_key(header),
            algorithms=[header["alg"]],  # `_key` has seen that it is one of ours
            audience=AUDIENCE,
            issuer=f"{settings.SUPABASE_URL}/auth/v1",
            leeway=LEEWAY_SECONDS,
            options={"require": ["exp", "sub", "iss", "aud"]},
        )
        return Person(_as_auth_users_has_it(claims["sub"]), str(claims.get("email") or "").strip().lower())
    except UNREADABLE as error:
        raise TokenRefused from error


def _as_auth_users_has_it(sub: str) -> UUID:
    """UUID() reads braces, "urn:uuid:" and 32 digits too; no such thing is signed by Supabase."""
    user_id = UUID(sub)
    if str(user_id) != sub.lower():
        raise ValueError("sub is no UUID")
    return user_id


def _key(header: Mapping[str, object]) -> jwt.PyJWK | str:
    if header["alg"] == "HS256" and settings.SUPABASE_JWT_SECRET:
        return str(settings.SUPABASE_JWT_SECRET)
    if header["alg"] in ASYMMETRIC:
        key = keys.find(str(header.get("kid", "")), settings.SUPABASE_URL)
        if key is not None and key.algorithm_name == header["alg"]:
            return key
    raise TokenRefused


class Keys:
    """The public keys of a project, kept for a while. Whoever has a known key waits for nobody."""

    def __init__(self) -> None:
        self._lock = Lock()
        self.clear()

    def clear(self) -> None:
        """Forget everything."""
        self._project: str = ""
        self._keys: dict[str, jwt.PyJWK] = {}
        # Moments of the monotonic clock: of the last question, of the last answer, and until when not to ask.
        self._asked_at = self._answered_at = self._silent_until = float("-inf")

    def find(self, key_id: str, project: str) -> jwt.PyJWK | None:
        """The key with this id, or None. Raises KeysUnreachable when no key is known."""
        if self._is_stale(key_id, project):
            with self._lock:
                if self._is_stale(key_id, project):  # nobody else has asked meanwhile
                    self._ask(project)
        return self._keys.get(key_id)

    def _is_stale(self, key_id: str, project: str) -> bool:
        age = time.monotonic() - self._asked_at
        unknown = key_id not in self._keys and age > PATIENCE_SECONDS
        return project != self._project or unknown or age > KEYS_LAST_SECONDS

    def _ask(self, project: str) -> None:
        if project != self._project:
            self.clear()
            self._project = project
        now = time.monotonic()
        if now < self._silent_until:
            raise KeysUnreachable
        try:
            found = ask("GET", f"{project}/auth/v1/.well-known/jwks.json").body["keys"]
            self._keys = _readable(found)
            self._asked_at = self._answered_at = now
        except (Unreachable, KeyError, TypeError) as error:
            if self._keys and now - self._answered_at < KEYS_GOOD_SECONDS:
                self._asked_at = now
                return  # the keys we have go on being good
            self._keys, self._silent_until = {}, now + PAUSE_SECONDS
            raise KeysUnreachable from error


def _readable(found: object) -> dict[str, jwt.PyJWK]:
    """The keys by id. One that we cannot read, or that does not verify, leaves the others good."""
    if not isinstance(found, list):
        raise TypeError("keys is no list")
    keys = {}
    for key in found:
        try:
            if key.get("kid") and key.get("alg") in ASYMMETRIC and key.get("use", "sig") == "sig":
                keys[str(key["kid"])] = jwt.PyJWK(key)
        except UNREADABLE:
            continue
    return keys


keys = Keys()
