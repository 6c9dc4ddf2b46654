"""Sign-in through Supabase Auth, at HTTP level, against a project as its interface is documented."""

import re
import time

import jwt
import pytest
import urllib3
from django.core import mail
from django.test import Client

from mentor_program.accounts.models import User
from mentor_program.accounts.services import create_account
from support.supabase_auth import Failure

LOGIN = "/accounts/login/"
ASK_FOR_CODE = "/accounts/login/code/"
CONFIRM_CODE = "/accounts/login/code/confirm/"
PASSWORD = "en lang setning"
MISMATCH = "E-postadressen og passordet passer ikke sammen. Prøv igjen."
UNREACHABLE = (
    "Innloggingen virker ikke akkurat nå, fordi innloggingstjenesten ikke svarer. Prøv igjen om noen minutter."
)

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def kari(supabase):
    return supabase.add("kari@example.org", PASSWORD)


@pytest.fixture
def client(supabase):
    """A browser of a process that was started with SIGN_IN=supabase."""
    return Client()


def sign_in(client, *, login="kari@example.org", password=PASSWORD, to=LOGIN):
    return client.post(to, {"login": login, "password": password})


def signed_in_as(client):
    return client.session.get("_auth_user_id")


def words(response):
    return response.content.decode()


def title(response):
    return re.search(r"<title>(.*?)</title>", words(response))[1]


def without_what_differs(response, email):
    page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", words(response))
    return page.replace(email, "ADDRESS")


def test_a_password_signs_in_as_the_account_of_auth_users(client, supabase, kari):
    response = sign_in(client, login=" KARI@example.org")
    assert (response.status_code, response["Location"]) == (302, "/")
    account = User.objects.get()
    assert (account.id, account.email, account.has_usable_password()) == (kari.id, "kari@example.org", False)
    assert signed_in_as(client) == str(kari.id)
    assert supabase.paths() == ["POST /auth/v1/token?grant_type=password"]
    assert supabase.requests[0][2] == {"email": "kari@example.org", "password": PASSWORD}


def test_the_second_time_it_is_the_same_account_and_its_address_is_kept_in_step(client, supabase, kari):
    sign_in(client)
    supabase.accounts = {"kari@ny.example": kari}
    kari.email = "kari@ny.example"
    sign_in(Client(), login="kari@ny.example")
    account = User.objects.get()
    assert (account.id, account.email) == (kari.id, "kari@ny.example")
    assert [address.email for address in account.emailaddress_set.all()] == ["kari@ny.example"]


def test_whoever_is_in_no_programme_is_told_so(client, kari):
    sign_in(client)
    page = client.get("/")
    assert (page.status_code, title(page)) == (200, "Ikke med i programmet – Mentorprogram")


def test_nothing_in_the_token_makes_anyone_a_coordinator(client, supabase, kari, cast):
    kari.metadata = {"role": "coordinator", "is_coordinator": True}
    sign_in(client)
    assert client.get("/people/").status_code == 403
    assert User.objects.get().display_name == "kari@example.org"


def test_sign_in_shows_the_persons_own_rows(client, supabase, cast):
    cast.pair()
    supabase.add("even@example.org", PASSWORD, id=cast.mentee_user.user_id)
    sign_in(client, login="even@example.org")
    page = words(client.get("/"))
    assert "Mona Mentor" in page
    assert "Bjørn Borte" not in page


def test_the_session_gets_a_new_key_and_keeps_the_tokens_on_the_server(client, kari):
    client.get("/accounts/password/reset/")
    client.post("/accounts/password/reset/", {"email": "kari@example.org"})
    before = client.session.session_key
    response = sign_in(client)
    assert before is not None
    assert client.session.session_key != before
    tokens = client.session["supabase"]
    cookies = "".join(str(cookie) for cookie in response.cookies.values())
    assert tokens["access_token"] not in cookies
    assert tokens["refresh_token"] not in cookies


def test_sign_in_leads_back_to_the_page_that_asked_and_never_to_another_site(client, kari):
    asked = client.get("/people/")
    assert asked["Location"] == "/accounts/login/?next=/people/"
    assert sign_in(client, to=asked["Location"])["Location"] == "/people/"
    assert sign_in(Client(), to=f"{LOGIN}?next=//evil.example/")["Location"] == "/"


def test_wrong_unknown_banned_and_unconfirmed_get_one_answer_with_the_address_kept(client, supabase, kari):
    supabase.add("banned@example.org", PASSWORD, banned=True)
    supabase.add("new@example.org", PASSWORD, confirmed=False)
    tries = {
        "kari@example.org": "feil passord her",
        "ola@example.org": PASSWORD,
        "banned@example.org": PASSWORD,
        "new@example.org": PASSWORD,
    }
    answers = {email: sign_in(client, login=email, password=password) for email, password in tries.items()}
    assert {without_what_differs(answer, email) for email, answer in answers.items()} == {
        without_what_differs(answers["kari@example.org"], "kari@example.org")
    }
    page = answers["kari@example.org"]
    assert title(page) == "Feil: Logg inn – Mentorprogram"
    assert MISMATCH in words(page)
    assert 'value="kari@example.org"' in words(page)
    assert "feil passord her" not in words(page)
    assert signed_in_as(client) is None
    assert User.objects.count() == 0


def test_after_five_wrong_passwords_nothing_more_is_asked_of_the_project(client, supabase, kari):
    for _ in range(5):
        assert MISMATCH in words(sign_in(client, password="feil passord her"))
    asked = len(supabase.requests)
    assert "For mange forsøk. Vent fem minutter og prøv igjen." in words(sign_in(client))
    assert len(supabase.requests) == asked


@pytest.mark.parametrize(
    ("retry_after", "sentence"),
    [
        ({"Retry-After": "30"}, "For mange forsøk. Vent 1 minutt og prøv igjen."),
        ({"Retry-After": "61"}, "For mange forsøk. Vent 2 minutter og prøv igjen."),
        ({"Retry-After": "Wed, 21 Oct 2026 07:28:00 GMT"}, "For mange forsøk. Vent noen minutter og prøv igjen."),
        ({}, "For mange forsøk. Vent noen minutter og prøv igjen."),
    ],
)
def test_too_many_at_the_project_says_how_long_to_wait(client, supabase, kari, retry_after, sentence):
    supabase.next_answer = Failure(429, "over_request_rate_limit", headers=retry_after)
    page = sign_in(client)
    assert sentence in words(page)
    assert 'value="kari@example.org"' in words(page)


@pytest.mark.parametrize(
    "answer",
    [
        (500, {}, {"code": 500, "error_code": "unexpected_failure", "msg": "x"}),
        (502, {"Content-Type": "text/html"}, b"<html>Bad gateway</html>"),
        (200, {}, b"<html>A page</html>"),
        (200, {}, b"[" * 100_000),
        (200, {}, {}),
        (200, {}, []),
        (200, {}, {"access_token": "nonsense", "refresh_token": "x"}),
        (200, {}, {"access_token": 7, "refresh_token": 8}),
        (302, {"Location": "https://evil.example/"}, b""),
        (401, {}, {"message": "Invalid API key"}),
        (400, {}, {"code": 400, "error_code": "captcha_failed", "msg": "captcha protection"}),
        (200, {"Content-Length": "1000"}, b"{"),
    ],
)
def test_an_answer_that_is_no_sign_in_says_that_it_does_not_work_now_and_locks_nobody_out(
    client, supabase, kari, answer
):
    for _ in range(6):
        supabase.next_answer = answer
        page = sign_in(client)
        assert UNREACHABLE in words(page)
        assert 'value="kari@example.org"' in words(page)
    assert sign_in(client).status_code == 302


def test_a_project_that_is_slow_or_away_is_not_waited_for(client, supabase, kari, monkeypatch, settings):
    from mentor_program.accounts.supabase_auth import http

    assert (http.TIMEOUT.connect_timeout, http.TIMEOUT.read_timeout) == (3, 5)
    monkeypatch.setattr(http, "TIMEOUT", urllib3.Timeout(connect=0.2, read=0.2))
    supabase.next_answer = lambda: time.sleep(1) or (200, {}, {})
    assert UNREACHABLE in words(sign_in(client))
    settings.SUPABASE_URL = "http://127.0.0.1:1"
    assert UNREACHABLE in words(sign_in(client))


def test_a_token_of_another_project_signs_nobody_in(client, supabase, kari, settings):
    session = supabase.session_of(kari)
    forged = supabase.token(kari, iss="https://elsewhere.example/auth/v1")
    supabase.next_answer = (200, {}, session | {"access_token": forged})
    assert UNREACHABLE in words(sign_in(client))
    assert signed_in_as(client) is None


def test_another_account_here_with_the_same_address_is_never_taken_for_this_one(client, supabase, kari, cast):
    local = create_account(email="kari@example.org", display_name="Kari", password=PASSWORD)
    cast.owner.execute("update public.coordinators set user_id = %s where unit_id = %s", [local.id, cast.organisation])
    page = sign_in(client)
    assert "en annen konto her har e-postadressen din" in words(page)
    assert signed_in_as(client) is None
    assert list(User.objects.values_list("id", flat=True)) == [local.id]
    assert supabase.sessions == {}


def test_a_local_password_is_worth_nothing(client, supabase):
    create_account(email="ola@example.org", display_name="Ola", password=PASSWORD)
    assert MISMATCH in words(sign_in(client, login="ola@example.org"))


def test_a_closed_account_is_told_so_and_signed_out_there(client, supabase, kari):
    sign_in(client)
    User.objects.update(is_active=False)
    other = Client()
    assert sign_in(other)["Location"] == "/accounts/inactive/"
    assert signed_in_as(other) is None
    assert len(supabase.sessions) == 1
    assert client.get("/settings/").wsgi_request.user.is_anonymous


def test_a_code_from_the_letter_signs_in(client, supabase, kari):
    asked = client.post(f"{ASK_FOR_CODE}?next=/settings/", {"email": "KARI@example.org"})
    assert asked["Location"] == CONFIRM_CODE
    page = client.get(CONFIRM_CODE)
    assert title(page) == "Koden er sendt – Skriv inn koden – Mentorprogram"
    assert 'autocomplete="one-time-code"' in words(page)
    code = f" {kari.code[:3]} {kari.code[3:]} "
    response = client.post(CONFIRM_CODE, {"code": code, "action": "verify"})
    assert response["Location"] == "/settings/"
    assert signed_in_as(client) == str(kari.id)
    assert supabase.requests[0][2] == {"email": "kari@example.org", "create_user": False}
    assert supabase.requests[1][2]["type"] == "email"
    assert "supabase_code" not in client.session


def test_asking_for_a_code_makes_no_account_and_says_the_same_for_an_unknown_address(client, supabase, kari):
    answers = {}
    for email in ("kari@example.org", "ola@example.org"):
        other = Client()
        asked = other.post(ASK_FOR_CODE, {"email": email})
        again = other.post(ASK_FOR_CODE, {"email": email})
        page = other.get(CONFIRM_CODE)
        wrong = other.post(CONFIRM_CODE, {"code": "000 000x".replace("x", ""), "action": "verify"})
        assert asked["Location"] == CONFIRM_CODE
        answers[email] = tuple(without_what_differs(each, email) for each in (again, page, wrong))
    assert answers["kari@example.org"] == answers["ola@example.org"]
    assert list(supabase.accounts) == ["kari@example.org"]


def test_a_wrong_code_says_so_and_the_sixth_guess_is_not_made(client, supabase, kari):
    client.post(ASK_FOR_CODE, {"email": kari.email})
    wrong = "999999" if kari.code != "999999" else "888888"
    for _ in range(5):
        page = client.post(CONFIRM_CODE, {"code": wrong, "action": "verify"})
        assert title(page) == "Feil: Skriv inn koden – Mentorprogram"
        assert "Koden stemmer ikke, eller den er for gammel." in words(page)
    page = client.post(CONFIRM_CODE, {"code": kari.code, "action": "verify"})
    assert "For mange forsøk" in words(page)
    assert signed_in_as(client) is None


def test_what_is_no_code_is_not_sent(client, supabase, kari):
    client.post(ASK_FOR_CODE, {"email": kari.email})
    asked = len(supabase.requests)
    page = client.post(CONFIRM_CODE, {"code": "abc", "action": "verify"})
    assert "Koden har bare sifre." in words(page)
    assert len(supabase.requests) == asked


def test_a_new_code_can_be_asked_for_once_a_minute(client, supabase, kari):
    client.post(ASK_FOR_CODE, {"email": kari.email})
    response = client.post(CONFIRM_CODE, {"action": "resend"}, follow=True)
    assert "En kode kan sendes én gang i minuttet." in words(response)
    assert supabase.paths() == ["POST /auth/v1/otp"]


def test_no_more_letters_is_said_to_everyone_alike(client, supabase, kari):
    supabase.letters_left = 0
    sentence = "For mange forsøk. Vent 2 minutter og prøv igjen."
    assert sentence in words(client.post(ASK_FOR_CODE, {"email": kari.email}))
    assert sentence in words(Client().post(ASK_FOR_CODE, {"email": "ola@example.org"}))


def test_the_code_page_leads_back_for_somebody_who_has_asked_for_none(client):
    assert client.get(CONFIRM_CODE)["Location"] == ASK_FOR_CODE
    assert client.get("/accounts/password/reset/code/")["Location"] == "/accounts/password/reset/"
    assert client.get("/accounts/password/reset/new/")["Location"] == "/accounts/password/reset/"


def test_signing_out_ends_the_session_there_and_only_that_one(client, supabase, kari):
    sign_in(client)
    phone = supabase.session_of(kari)
    assert title(client.get("/accounts/logout/")) == "Logge ut? – Mentorprogram"
    response = client.post("/accounts/logout/", follow=True)
    assert title(response) == "Du er logget ut – Logg inn – Mentorprogram"
    assert signed_in_as(client) is None
    assert [session["refresh_token"] for session in supabase.sessions.values()] == [phone["refresh_token"]]


def test_signing_out_with_an_access_token_that_is_too_old_renews_it_first(client, supabase, kari):
    sign_in(client)
    session = client.session
    session["supabase"] = session["supabase"] | {"access_token": supabase.token(kari, exp=1, session_id="x")}
    session.save()
    client.post("/accounts/logout/")
    assert supabase.sessions == {}


def test_signing_out_works_with_the_project_away(client, supabase, kari):
    sign_in(client)
    supabase.next_answer = (503, {}, {})
    client.post("/accounts/logout/")
    assert signed_in_as(client) is None


def test_strangers_cannot_make_an_account(client, supabase):
    assert title(client.get("/accounts/signup/")) == "Koordinatorene lager kontoer – Mentorprogram"
    assert client.post("/accounts/signup/", {"email": "ny@example.org"}).status_code == 405
    assert supabase.requests == []


def test_no_password_code_or_token_stands_in_the_log(client, supabase, kari, caplog):
    caplog.set_level("DEBUG")
    sign_in(client, password="feil passord her")
    supabase.next_answer = (500, {}, {"msg": PASSWORD})
    sign_in(client)
    client.post(ASK_FOR_CODE, {"email": kari.email})
    code = kari.code
    client.post(CONFIRM_CODE, {"code": code, "action": "verify"})
    tokens = client.session["supabase"]
    client.post("/accounts/logout/")
    said = caplog.text
    assert "Supabase Auth" in said
    secrets = [PASSWORD, "feil passord her", code, tokens["access_token"], tokens["refresh_token"], kari.email]
    assert [secret for secret in secrets if secret in said] == []


def test_our_own_mail_is_not_used(client, supabase, kari):
    client.post(ASK_FOR_CODE, {"email": kari.email})
    client.post("/accounts/password/reset/", {"email": "ola@example.org"})
    assert mail.outbox == []


def test_a_sign_in_without_csrf_token_is_refused(supabase, kari):
    strict = Client(enforce_csrf_checks=True)
    assert sign_in(strict).status_code == 403
    assert supabase.requests == []


def test_the_project_counts_the_person_where_it_can_be_told_who_asks(client, supabase, kari, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    forwarded = {"HTTP_X_FORWARDED_FOR": "6.6.6.6, 192.0.2.7"}
    client.post(LOGIN, {"login": kari.email, "password": PASSWORD}, **forwarded)
    settings.SUPABASE_SERVICE_ROLE_KEY = "eyJ-an-older-key"
    client.post("/accounts/logout/", **forwarded)
    assert supabase.callers[0] == "192.0.2.7"
    assert set(supabase.callers[1:]) == {""}


def test_a_key_that_the_project_does_not_know_is_a_fault_of_ours_not_of_the_password(client, supabase, kari, settings):
    settings.SUPABASE_ANON_KEY = settings.SUPABASE_SERVICE_ROLE_KEY = "nonsense"
    assert UNREACHABLE in words(sign_in(client))


def test_a_project_that_signs_with_the_legacy_secret_signs_in_where_that_is_set(client, supabase, kari, settings):
    secret = "a legacy secret of at least thirty-two signs"
    session = supabase.session_of(kari)
    claims = jwt.decode(session["access_token"], options={"verify_signature": False})
    answer = (200, {}, session | {"access_token": jwt.encode(claims, secret, algorithm="HS256")})
    supabase.next_answer = answer
    assert UNREACHABLE in words(sign_in(client))
    settings.SUPABASE_JWT_SECRET = secret
    supabase.next_answer = answer
    assert sign_in(client)["Location"] == "/"


def test_limits_of_ours_hold_before_anything_is_asked(client, supabase):
    answers = [client.post(LOGIN, {"login": "", "password": ""}).status_code for _ in range(31)]
    assert answers == [200] * 30 + [429]
    assert supabase.requests == []
