"""New passwords at Supabase: with the present one, and with a code by e-mail."""

import re

import pytest
from django.test import Client

from mentor_program.accounts.models import User
from support.supabase_auth import Failure

LOGIN = "/accounts/login/"
CHANGE = "/accounts/password/change/"
RESET = "/accounts/password/reset/"
CODE = "/accounts/password/reset/code/"
NEW = "/accounts/password/reset/new/"
DONE = "/accounts/password/reset/done/"
PASSWORD = "en lang setning"
OTHER = "tre små kopper"

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def kari(supabase):
    return supabase.add("kari@example.org", PASSWORD)


@pytest.fixture
def client(supabase):
    return Client()


@pytest.fixture
def signed_in(client, kari):
    client.post(LOGIN, {"login": kari.email, "password": PASSWORD})
    return client


def words(response):
    return response.content.decode()


def title(response):
    return re.search(r"<title>(.*?)</title>", words(response))[1]


def new(password, again=None):
    return {"password1": password, "password2": password if again is None else again}


def test_with_a_code_one_chooses_a_new_password_and_every_session_ends(client, supabase, kari):
    elsewhere = supabase.session_of(kari)
    page = client.get(RESET)
    assert "en e-post med en kode" in words(page)
    assert client.post(RESET, {"email": "KARI@example.org"})["Location"] == CODE
    assert title(client.get(CODE)) == "Koden er sendt – Skriv inn koden – Mentorprogram"
    assert client.post(CODE, {"code": kari.code, "action": "verify"})["Location"] == NEW
    assert title(client.get(NEW)) == "Velg et nytt passord – Mentorprogram"
    assert client.post(NEW, new(OTHER))["Location"] == DONE
    assert title(client.get(DONE)) == "Passordet er endret – Mentorprogram"
    assert kari.password == OTHER
    assert elsewhere["refresh_token"]
    assert supabase.sessions == {}
    assert supabase.paths() == [
        "POST /auth/v1/recover",
        "POST /auth/v1/verify",
        "PUT /auth/v1/user",
        "POST /auth/v1/logout?scope=global",
    ]
    assert supabase.requests[1][2]["type"] == "recovery"
    assert client.get(NEW)["Location"] == RESET
    assert client.post(LOGIN, {"login": kari.email, "password": OTHER})["Location"] == "/"


def test_an_unknown_address_comes_to_the_same_page(client, kari):
    assert client.post(RESET, {"email": "ola@example.org"})["Location"] == CODE
    assert client.post(CODE, {"code": "123456", "action": "verify"}).status_code == 200


def test_a_code_for_signing_in_opens_no_page_for_passwords(client, supabase, kari):
    client.post("/accounts/login/code/", {"email": kari.email})
    assert client.get(CODE)["Location"] == RESET
    assert client.get(NEW)["Location"] == RESET


def test_a_code_that_is_right_signs_nobody_in_before_the_password_is_chosen(client, supabase, kari):
    client.post(RESET, {"email": kari.email})
    client.post(CODE, {"code": kari.code, "action": "verify"})
    assert client.get("/")["Location"] == "/accounts/login/?next=/"


@pytest.mark.parametrize(
    ("sent", "reason"),
    [
        (new("kort"), "Passordet er for kort. Bruk minst 10 tegn."),
        (new("1q2w3e4r5t"), "Mange bruker dette passordet, så det er lett å gjette. Velg et annet."),
        (new("kari@example.org"), "Passordet ligner for mye på navnet eller e-postadressen din. Velg et annet."),
        (new("små kopper " * 7), "Passordet er for langt. Bruk høyst 70 tegn."),
        (new(OTHER, "to små kopper"), "De to passordene er ikke like. Skriv det samme i begge."),
        (new("elleve tegn"), "Passordet er for svakt. Velg et lengre, eller et som færre bruker."),
        (new(PASSWORD), "Dette er passordet du allerede har. Velg et annet."),
    ],
)
def test_a_password_that_will_not_do_is_refused_with_the_reason_and_another_can_be_chosen(
    client, supabase, kari, sent, reason
):
    client.post(RESET, {"email": kari.email})
    client.post(CODE, {"code": kari.code, "action": "verify"})
    page = client.post(NEW, sent)
    assert title(page) == "Feil: Velg et nytt passord – Mentorprogram"
    assert reason in words(page)
    assert kari.password == PASSWORD
    assert client.post(NEW, new(OTHER))["Location"] == DONE


def test_a_session_that_has_ended_meanwhile_leads_back_to_the_start(client, supabase, kari):
    client.post(RESET, {"email": kari.email})
    client.get(CODE)
    client.post(CODE, {"code": kari.code, "action": "verify"})
    supabase.sessions.clear()
    page = client.post(NEW, new(OTHER), follow=True)
    assert title(page) == "Det tok for lang tid. Be om en ny kode. – Nytt passord – Mentorprogram"
    assert kari.password == PASSWORD


def test_a_project_that_does_not_answer_is_told_at_the_form(client, supabase, kari):
    client.post(RESET, {"email": kari.email})
    client.post(CODE, {"code": kari.code, "action": "verify"})
    supabase.next_answer = (500, {}, {})
    assert "innloggingstjenesten ikke svarer" in words(client.post(NEW, new(OTHER)))
    assert client.post(NEW, new(OTHER))["Location"] == DONE


def test_a_password_is_changed_with_the_present_one_and_other_sessions_end(signed_in, supabase, kari):
    phone = supabase.session_of(kari)
    response = signed_in.post(CHANGE, {"oldpassword": PASSWORD} | new(OTHER))
    assert response["Location"] == "/"
    assert kari.password == OTHER
    good = {session["refresh_token"] for session in supabase.sessions.values()}
    assert good == {signed_in.session["supabase"]["refresh_token"]}
    assert phone["refresh_token"] not in good
    assert title(signed_in.get("/finnes-ikke/")) == "Passordet er endret – Fant ikke siden – Mentorprogram"


def test_a_wrong_present_password_changes_nothing_and_is_told_at_its_field(signed_in, kari):
    page = signed_in.post(CHANGE, {"oldpassword": "feil passord her"} | new(OTHER))
    assert "Dette er ikke det nåværende passordet ditt. Prøv igjen." in words(page)
    assert 'aria-describedby="id_oldpassword_error"' in words(page)
    assert kari.password == PASSWORD


def test_reauthentication_that_the_project_wants_besides_is_no_fault_of_the_password(signed_in, supabase, kari):
    page = signed_in.post(CHANGE, {"oldpassword": PASSWORD} | new("elleve tegn"))
    assert "Passordet er for svakt." in words(page)
    assert kari.password == PASSWORD


def test_whoever_has_no_password_is_led_to_the_code(signed_in):
    assert f'href="{RESET}"' in words(signed_in.get(CHANGE))


def test_changing_the_password_asks_for_signing_in(client):
    assert client.get(CHANGE)["Location"] == f"{LOGIN}?next={CHANGE}"


def test_the_local_password_stays_unusable(signed_in, kari):
    signed_in.post(CHANGE, {"oldpassword": PASSWORD} | new(OTHER))
    assert User.objects.get().has_usable_password() is False


def test_too_many_letters_are_told_with_how_long_to_wait(client, supabase, kari):
    supabase.next_answer = Failure(429, "over_email_send_rate_limit", headers={"Retry-After": "60"})
    assert "Vent 1 minutt" in words(client.post(RESET, {"email": kari.email}))
