"""Which way of signing in a process is started with, and what it says when that cannot work."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.test_settings import settings_with
from mentor_program.accounts.sign_in_settings import checked

PROGRAM = Path(sys.executable).with_name("mentor-program")
NAMES = ("SIGN_IN", "AUTHENTICATION_BACKENDS", "ACCOUNTS_URLS")
WHOLE = {"SIGN_IN": "supabase", "SUPABASE_URL": "https://project.supabase.example", "SUPABASE_ANON_KEY": "key"}


def test_local_accounts_are_the_default_even_where_a_project_signs_tokens_for_the_api():
    local = {
        "SIGN_IN": "local",
        "AUTHENTICATION_BACKENDS": ["allauth.account.auth_backends.AuthenticationBackend"],
        "ACCOUNTS_URLS": "mentor_program.accounts.urls",
    }
    assert settings_with(*NAMES) == local
    assert settings_with(*NAMES, SUPABASE_URL=WHOLE["SUPABASE_URL"], SUPABASE_ANON_KEY="key") == local


def test_with_supabase_no_local_password_is_asked_for():
    assert settings_with(*NAMES, **WHOLE) == {
        "SIGN_IN": "supabase",
        "AUTHENTICATION_BACKENDS": ["mentor_program.accounts.supabase_auth.backend.SupabaseSignIn"],
        "ACCOUNTS_URLS": "mentor_program.accounts.supabase_auth.urls",
    }


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"SIGN_IN": "google"}, 'SIGN_IN is "local" or "supabase", not "google".'),
        ({"SIGN_IN": "supabase"}, "SIGN_IN=supabase needs SUPABASE_URL and SUPABASE_ANON_KEY too."),
        (WHOLE | {"SUPABASE_ANON_KEY": ""}, "SIGN_IN=supabase needs SUPABASE_ANON_KEY too."),
        (
            WHOLE | {"SUPABASE_URL": "http://project.supabase.example"},
            "SUPABASE_URL must begin with https://, because passwords are sent there.",
        ),
        (
            WHOLE | {"SUPABASE_URL": "project.supabase.example"},
            "SUPABASE_URL must begin with https://, because passwords are sent there.",
        ),
    ],
)
def test_settings_that_cannot_work_are_named(environment, said):
    with pytest.raises(ImproperlyConfigured) as error:
        checked(environment)
    assert str(error.value) == said


@pytest.mark.parametrize("url", ["https://project.supabase.example", "http://127.0.0.1:54321", "http://localhost:1"])
def test_a_project_on_this_machine_needs_no_https(url):
    assert checked(WHOLE | {"SUPABASE_URL": url}) == "supabase"


def test_the_command_says_it_in_one_line_and_starts_nothing():
    environment = {**os.environ, "SIGN_IN": "supabase", "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"}
    result = subprocess.run([PROGRAM, "serve"], env=environment, capture_output=True, text=True)
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr == "SIGN_IN=supabase needs SUPABASE_URL and SUPABASE_ANON_KEY too.\n"
