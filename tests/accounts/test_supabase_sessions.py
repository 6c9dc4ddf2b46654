"""Our session lasts as long as Supabase answers for its person: asked again every ten minutes."""

import re
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from mentor_program.accounts.models import User
from mentor_program.accounts.services import create_account
from support.supabase_auth import Failure

PASSWORD = "en lang setning"

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def kari(supabase):
    return supabase.add("kari@example.org", PASSWORD)


@pytest.fixture
def client(supabase, kari):
    """Somebody who signed in a while ago."""
    client = Client()
    client.post("/accounts/login/", {"login": kari.email, "password": PASSWORD})
    supabase.requests.clear()
    return client


def let_pass(client, *, minutes=0, hours_without_answer=0):
    session = client.session
    now = time.time()
    session["supabase"] |= {"asked_at": now - 60 * minutes, "answered_at": now - 3600 * hours_without_answer}
    session.save()


def is_signed_in(client):
    return client.get("/settings/").wsgi_request.user.is_authenticated


def test_within_ten_minutes_nothing_is_asked(client, supabase):
    let_pass(client, minutes=9)
    assert is_signed_in(client)
    assert supabase.requests == []


def test_after_ten_minutes_it_is_asked_once_and_the_new_tokens_are_kept(client, supabase):
    before = client.session["supabase"]["refresh_token"]
    let_pass(client, minutes=11)
    assert [is_signed_in(client), is_signed_in(client)] == [True, True]
    assert supabase.paths() == ["POST /auth/v1/token?grant_type=refresh_token"]
    (session,) = supabase.sessions.values()
    assert client.session["supabase"]["refresh_token"] == session["refresh_token"] != before


@pytest.mark.parametrize("end", ["banned", "deleted", "signed out elsewhere"])
def test_an_account_that_is_no_longer_answered_for_is_signed_out_and_told_so(client, supabase, kari, end):
    if end == "banned":
        kari.banned = True
    else:
        supabase.sessions.clear()
    let_pass(client, minutes=11)
    page = client.get("/people/", follow=True)
    assert page.redirect_chain == [("/accounts/login/?next=/people/", 302)]
    title = re.search("<title>(.*?)</title>", page.content.decode())[1]
    assert title == "Du er blitt logget ut. Logg inn igjen. – Logg inn – Mentorprogram"
    assert "supabase" not in client.session


def test_signed_out_it_changes_nothing_either(client, supabase, kari):
    kari.banned = True
    let_pass(client, minutes=11)
    response = client.post("/settings/", {"theme": "dark"})
    assert response.wsgi_request.user.is_anonymous
    assert User.objects.get().preferences == {}


@pytest.mark.parametrize("answer", [(503, {}, {}), Failure(429, "over_request_rate_limit")])
def test_a_project_that_does_not_answer_stops_nobody_for_a_day(client, supabase, answer):
    let_pass(client, minutes=11, hours_without_answer=23)
    supabase.next_answer = answer
    assert is_signed_in(client)
    assert is_signed_in(client)
    assert len(supabase.requests) == 1
    let_pass(client, minutes=11, hours_without_answer=25)
    supabase.next_answer = answer
    client.get("/settings/")  # the one who asks is remembered for half a minute
    from django.core.cache import cache

    cache.clear()
    let_pass(client, minutes=11, hours_without_answer=25)
    supabase.next_answer = answer
    assert not is_signed_in(client)


def test_of_requests_at_once_one_asks(client, supabase):
    let_pass(client, minutes=11)
    cookies = client.cookies

    def one(_):
        try:
            other = Client()
            other.cookies = cookies
            return is_signed_in(other)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(one, range(8))) == [True] * 8
    assert len(supabase.requests) == 1


def test_the_address_is_kept_in_step_but_never_taken_from_another_account(client, supabase, kari):
    other = create_account(email="ola@example.org", display_name="Ola")
    kari.email = "ola@example.org"
    let_pass(client, minutes=11)
    assert is_signed_in(client)
    assert User.objects.get(id=kari.id).email == "kari@example.org"
    assert User.objects.get(id=other.id).email == "ola@example.org"


def test_tokens_of_another_person_end_the_session(client, supabase, kari):
    other = supabase.add("ola@example.org", PASSWORD)
    let_pass(client, minutes=11)
    supabase.next_answer = (200, {}, supabase.session_of(other))
    assert not is_signed_in(client)


def test_a_session_of_before_the_change_to_supabase_is_worth_nothing(supabase, kari):
    from mentor_program.accounts.supabase_auth.backend import SupabaseSignIn

    user = create_account(email="lars@example.org", display_name="Lars", password=PASSWORD)
    for backend in ("allauth.account.auth_backends.AuthenticationBackend", _path(SupabaseSignIn)):
        client = Client()
        client.force_login(user, backend=backend)
        assert not is_signed_in(client)


def _path(backend):
    return f"{backend.__module__}.{backend.__qualname__}"
