import json
import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings

READ = """
import json, sys
from mentor_program.config import settings
print(json.dumps({name: getattr(settings, name, None) for name in sys.argv[1:]}))
"""
SAFETY = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_HSTS_SECONDS", "SECURE_SSL_REDIRECT")


def settings_with(*names: str, **environment: str) -> dict:
    result = subprocess.run(
        [sys.executable, "-c", READ, *names],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(result.stdout)


def test_on_https_cookies_are_secure_and_browsers_are_told_to_stay():
    year = 365 * 24 * 60 * 60
    expected = dict(zip(SAFETY, (True, True, year, True), strict=True))
    assert settings_with(*SAFETY, MENTOR_PROGRAM_HTTPS="1") == expected
    assert settings_with(*SAFETY, MENTOR_PROGRAM_BASE_URL="https://mentor.example") == expected


def test_the_demo_on_plain_http_asks_for_no_https():
    assert settings_with(*SAFETY) == dict(zip(SAFETY, (False, False, None, None), strict=True))


def test_cookies_are_out_of_reach_of_scripts_and_other_sites():
    names = ("SESSION_COOKIE_HTTPONLY", "CSRF_COOKIE_HTTPONLY", "SESSION_COOKIE_SAMESITE", "CSRF_COOKIE_SAMESITE")
    assert [getattr(settings, name) for name in names] == [True, True, "Lax", "Lax"]


def test_the_secret_key_is_made_once_and_kept_private():
    path = Path(settings.HOME) / "secret_key"
    assert (path.read_text(), path.stat().st_mode & 0o777) == (settings.SECRET_KEY, 0o600)


def test_a_page_carries_a_policy_without_inline_script_or_style(database, client):
    policy = client.get("/accounts/login/").headers["Content-Security-Policy"]
    assert {part.strip() for part in policy.split(";")} == {
        "default-src 'self'",
        "img-src 'self' data:",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "object-src 'none'",
    }


def test_models_and_migrations_agree(database, capsys):
    from django.core.management import call_command

    call_command("makemigrations", check=True, dry_run=True)
    assert capsys.readouterr().out == "No changes detected\n"
