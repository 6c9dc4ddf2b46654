"""Fixtures for sign-in through Supabase: `supabase` is a project, and the product signs in through it."""

from collections.abc import Iterator
from importlib import reload

import pytest
from django.urls import clear_url_caches

from mentor_program.accounts.sign_in_settings import ACCOUNTS_URLS_OF, BACKEND_OF
from support.supabase_auth import ANON_KEY, SECRET_KEY, SupabaseAuth


def use_addresses_of(settings, sign_in: str) -> None:
    """Serve the addresses of this way of signing in, as a process started with it does."""
    from mentor_program.config import urls

    settings.ACCOUNTS_URLS = ACCOUNTS_URLS_OF[sign_in]
    reload(urls)
    clear_url_caches()


@pytest.fixture
def supabase(settings) -> Iterator[SupabaseAuth]:
    """A project of Supabase Auth, with SIGN_IN=supabase and all its settings."""
    from mentor_program.accounts.supabase_auth.access_tokens import keys

    project = SupabaseAuth()
    settings.SIGN_IN = "supabase"
    settings.AUTHENTICATION_BACKENDS = [BACKEND_OF["supabase"]]
    settings.SUPABASE_URL = project.url
    settings.SUPABASE_ANON_KEY = ANON_KEY
    settings.SUPABASE_SERVICE_ROLE_KEY = SECRET_KEY
    use_addresses_of(settings, "supabase")
    keys.clear()
    yield project
    keys.clear()
    use_addresses_of(settings, "local")
    project.close()
