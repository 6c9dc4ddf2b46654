"""Which of the two ways of signing in is set, and whether its settings are complete. Known before Django is."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

BACKEND_OF = {
    "local": "allauth.account.auth_backends.AuthenticationBackend",
    "supabase": "mentor_program.accounts.supabase_auth.backend.SupabaseSignIn",
}
ACCOUNTS_URLS_OF = {
    "local": "mentor_program.accounts.urls",
    "supabase": "mentor_program.accounts.supabase_auth.urls",
}
NEEDED = ("SUPABASE_URL", "SUPABASE_ANON_KEY")
THIS_MACHINE = ("localhost", "127.0.0.1", "::1")


def checked(environment: Mapping[str, str]) -> str:
    """Return SIGN_IN, "local" unless set. Raises ImproperlyConfigured, saying what to set, when it cannot work."""
    sign_in = environment.get("SIGN_IN") or "local"
    if sign_in not in BACKEND_OF:
        raise ImproperlyConfigured(f'SIGN_IN is "local" or "supabase", not "{sign_in}".')
    if sign_in == "supabase":
        missing = [name for name in NEEDED if not environment.get(name)]
        if missing:
            raise ImproperlyConfigured(f"SIGN_IN=supabase needs {' and '.join(missing)} too.")
        if not _keeps_passwords_secret(environment["SUPABASE_URL"]):
            raise ImproperlyConfigured("SUPABASE_URL must begin with https://, because passwords are sent there.")
    return sign_in


def _keeps_passwords_secret(url: str) -> bool:
    address = urlsplit(url)
    return bool(address.hostname) and (
        address.scheme == "https" or (address.scheme == "http" and address.hostname in THIS_MACHINE)
    )
