"""The addresses of sign-in: each way of signing in has its own, and every link on its pages leads to a page."""

import re
from importlib import import_module

import pytest
from django.test import Client

from mentor_program.accounts.sign_in_settings import ACCOUNTS_URLS_OF
from support.supabase_auth import SupabaseAuth

PASSWORD = "en lang setning"
# What somebody who is not signed in is answered.
AT_SUPABASE = {
    "account_login": ("login/", 200),
    "account_request_login_code": ("login/code/", 200),
    "account_confirm_login_code": ("login/code/confirm/", 302),
    "account_logout": ("logout/", 302),
    "account_inactive": ("inactive/", 200),
    "account_signup": ("signup/", 200),
    "account_change_password": ("password/change/", 302),
    "account_reset_password": ("password/reset/", 200),
    "account_reset_password_code": ("password/reset/code/", 302),
    "account_reset_password_new": ("password/reset/new/", 302),
    "account_reset_password_from_key_done": ("password/reset/done/", 200),
}
LOCAL_ALONE = ("password/set/", "password/reset/key/1-a-b/", "password/reset/key/done/")
SUPABASE_ALONE = ("password/reset/code/", "password/reset/new/")
LINK = re.compile(r'(?:href|action)="(/(?!static/)[^"#]*)"')

pytestmark = pytest.mark.usefixtures("database")


def patterns_of(sign_in):
    return {each.name: str(each.pattern) for each in import_module(ACCOUNTS_URLS_OF[sign_in]).urlpatterns}


def test_every_address_is_listed_here_and_open_to_those_who_need_it(supabase):
    assert patterns_of("supabase") == {name: path for name, (path, _) in AT_SUPABASE.items()}
    for path, status in AT_SUPABASE.values():
        assert (path, Client().get(f"/accounts/{path}").status_code) == (path, status)
        assert Client().delete(f"/accounts/{path}").status_code in (302, 405)


def test_addresses_of_local_passwords_are_gone(supabase):
    for path in LOCAL_ALONE:
        assert (path, Client().get(f"/accounts/{path}").status_code) == (path, 404)


def test_with_the_default_settings_nothing_of_supabase_is_reachable_or_asked(settings):
    project = SupabaseAuth()
    try:
        settings.SUPABASE_URL = project.url
        project.add("kari@example.org", PASSWORD)
        client = Client()
        for path in SUPABASE_ALONE:
            assert (path, client.get(f"/accounts/{path}").status_code) == (path, 404)
        client.post("/accounts/login/", {"login": "kari@example.org", "password": PASSWORD})
        client.post("/accounts/login/code/", {"email": "kari@example.org"})
        client.post("/accounts/password/reset/", {"email": "kari@example.org"})
        assert "_auth_user_id" not in client.session
        assert "supabase" not in client.session
        assert project.requests == []
    finally:
        project.close()


def test_every_link_and_form_of_the_pages_leads_to_a_page_that_is_there(supabase):
    supabase.add("kari@example.org", PASSWORD)
    nobody, kari = Client(), Client()
    for client in (nobody, kari):
        client.post("/accounts/password/reset/", {"email": "kari@example.org"})
    kari.post("/accounts/login/", {"login": "kari@example.org", "password": PASSWORD})
    pages = [f"/accounts/{path}" for path, _ in AT_SUPABASE.values()] + ["/", "/settings/"]
    for client in (nobody, kari):
        links = set()
        for path in pages:
            answer = client.get(path)
            links |= set(LINK.findall(answer.content.decode())) if answer.status_code == 200 else set()
        assert len(links) > 5
        for link in links:
            assert (link, client.get(link).status_code) in ((link, 200), (link, 302))
