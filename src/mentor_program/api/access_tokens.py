"""Access tokens of a Supabase project: who they are of, if they are genuine. What the person may do, our tables say.

Asymmetric keys come from the project's JWKS; the legacy secret is used for HS256 alone, so that a public key can never
be taken for a secret.
"""

import json
import time
from threading import Lock
from urllib.error import URLError
from urllib.request import urlopen
from uuid import UUID

import jwt
from django.conf import settings

ASYMMETRIC = ("ES256", "RS256", "EdDSA")
AUDIENCE = "authenticated"
LEEWAY_SECONDS = 10
KEYS_LAST_SECONDS = 600
# An unknown key id asks for the keys anew, for they rotate; but not more often than this, whoever invents key ids.
PATIENCE_SECONDS = 30
TIMEOUT_SECONDS = 5


class TokenRefused(Exception):
    """The token is not one to believe."""


class KeysUnreachable(Exception):
    """The project that signs tokens does not answer, and no key of it is known."""


def person_of(token: str) -> UUID:
    """The account (`auth.users.id`) that a genuine, current token was made for.

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
        return UUID(claims["sub"])
    except (jwt.PyJWTError, KeyError, ValueError, TypeError) as error:
        raise TokenRefused from error


def _key(header: dict[str, object]) -> object:
    if header["alg"] == "HS256" and settings.SUPABASE_JWT_SECRET:
        return settings.SUPABASE_JWT_SECRET
    if header["alg"] in ASYMMETRIC:
        key = keys.find(str(header.get("kid", "")), settings.SUPABASE_URL)
        if key is not None and key.algorithm_name == header["alg"]:
            return key.key
    raise TokenRefused


class Keys:
    """The public keys of a project, kept for a while."""

    def __init__(self) -> None:
        self._lock = Lock()
        self.clear()

    def clear(self) -> None:
        """Forget everything."""
        self._project, self._keys, self._asked_at = "", {}, float("-inf")

    def find(self, key_id: str, project: str) -> jwt.PyJWK | None:
        """The key with this id, or None. Raises KeysUnreachable when no key is known."""
        with self._lock:
            age = time.monotonic() - self._asked_at
            unknown = key_id not in self._keys and age > PATIENCE_SECONDS
            if project != self._project or unknown or age > KEYS_LAST_SECONDS:
                self._ask(project)
            return self._keys.get(key_id)

    def _ask(self, project: str) -> None:
        if project != self._project:
            self._project, self._keys = project, {}
        self._asked_at = time.monotonic()
        try:
            with urlopen(f"{project}/auth/v1/.well-known/jwks.json", timeout=TIMEOUT_SECONDS) as answer:
                found = json.load(answer)["keys"]
        except (URLError, OSError, ValueError, KeyError, TypeError) as error:
            if not self._keys:
                self._asked_at = float("-inf")
                raise KeysUnreachable from error
            return  # the keys we have go on being good
        self._keys = {key["kid"]: jwt.PyJWK(key) for key in found if key.get("kid") and key.get("alg") in ASYMMETRIC}


keys = Keys()
