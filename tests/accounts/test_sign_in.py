import re

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client

from mentor_program.accounts.models import User
from mentor_program.accounts.services import create_account

LOGIN = "/accounts/login/"
ASK_FOR_CODE = "/accounts/login/code/"
CONFIRM_CODE = "/accounts/login/code/confirm/"
PASSWORD = "en lang setning"
CODE = re.compile(r"\b\d{4}-\d{4}\b")

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def kari() -> User:
    return create_account(email="Kari@Example.org", display_name="Kari Nordmann", password=PASSWORD)


def sign_in(client: Client, *, login: str = "kari@example.org", password: str = PASSWORD, **extra):
    return client.post(LOGIN, {"login": login, "password": password}, **extra)


def signed_in_as(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


def code_from_mail() -> str:
    return CODE.search(mail.outbox[-1].body)[0]


def words(response) -> str:
    return response.content.decode()


def title(response) -> str:
    return re.search(r"<title>(.*?)</title>", words(response))[1]


def test_email_and_password_sign_in_and_lead_to_the_front_page(client, kari):
    response = sign_in(client)
    assert (response.status_code, response["Location"]) == (302, "/")
    assert signed_in_as(client) == str(kari.pk)


def test_the_address_may_be_written_in_other_letters(client, kari):
    sign_in(client, login=" KARI@example.ORG")
    assert signed_in_as(client) == str(kari.pk)


def test_sign_in_leads_back_to_the_page_that_asked_for_it(client, kari):
    asked = client.get("/accounts/password/change/")
    assert asked["Location"] == "/accounts/login/?next=/accounts/password/change/"
    response = client.post(asked["Location"], {"login": kari.email, "password": PASSWORD})
    assert response["Location"] == "/accounts/password/change/"


def test_sign_in_never_leads_to_another_site(client, kari):
    response = client.post(f"{LOGIN}?next=//evil.example/", {"login": kari.email, "password": PASSWORD})
    assert response["Location"] == "/"


def test_the_session_lasts_eight_weeks_in_a_cookie_scripts_cannot_read(client, kari):
    cookie = sign_in(client).cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["max-age"] == 8 * 7 * 24 * 60 * 60
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def test_the_csrf_cookie_is_out_of_reach_of_scripts_too(client):
    cookie = client.get(LOGIN).cookies[settings.CSRF_COOKIE_NAME]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def test_a_sign_in_without_csrf_token_is_refused(kari):
    client = Client(enforce_csrf_checks=True)
    response = sign_in(client)
    assert response.status_code == 403
    assert "åpen for lenge" in title(response)
    assert signed_in_as(client) is None


def test_a_wrong_password_says_so_first_and_keeps_the_address(client, kari):
    response = sign_in(client, password="feil passord her")
    assert title(response) == "Feil: Logg inn – Mentorprogram"
    assert "E-postadressen og passordet passer ikke sammen. Prøv igjen." in words(response)
    assert 'value="kari@example.org"' in words(response)
    assert signed_in_as(client) is None


def test_an_unknown_address_gets_the_same_answer_as_a_wrong_password(client, kari):
    known = words(sign_in(client, password="feil passord her"))
    unknown = words(sign_in(client, login="ola@example.org", password="feil passord her"))
    assert _without_secrets(unknown) == _without_secrets(known).replace("kari@example.org", "ola@example.org")


def _without_secrets(page: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)


def test_a_closed_account_cannot_sign_in_by_password_or_code(client, kari):
    User.objects.update(is_active=False)
    sign_in(client)
    assert signed_in_as(client) is None
    client.post(ASK_FOR_CODE, {"email": kari.email})
    assert CODE.search(mail.outbox[-1].body) is None


def test_a_code_sent_by_email_signs_in(client, kari):
    asked = client.post(ASK_FOR_CODE, {"email": "KARI@example.org"})
    assert asked["Location"] == CONFIRM_CODE
    page = client.get(CONFIRM_CODE)
    assert title(page) == "Koden er sendt – Skriv inn koden – Mentorprogram"
    assert 'autocomplete="one-time-code"' in words(page)
    response = client.post(CONFIRM_CODE, {"code": code_from_mail(), "action": "verify"})
    assert response["Location"] == "/"
    assert signed_in_as(client) == str(kari.pk)


def test_a_code_may_be_typed_with_spaces_or_without_the_hyphen(client, kari):
    client.post(ASK_FOR_CODE, {"email": kari.email})
    code = f" {code_from_mail().replace('-', ' ')} "
    client.post(CONFIRM_CODE, {"code": code, "action": "verify"})
    assert signed_in_as(client) == str(kari.pk)


def test_an_account_without_password_signs_in_by_code(client):
    ola = create_account(email="ola@example.org", display_name="Ola")
    client.post(ASK_FOR_CODE, {"email": "ola@example.org"})
    client.post(CONFIRM_CODE, {"code": code_from_mail(), "action": "verify"})
    assert signed_in_as(client) == str(ola.pk)


def test_a_wrong_code_keeps_the_page_and_the_fifth_ends_it(client, kari):
    client.post(ASK_FOR_CODE, {"email": kari.email})
    right = code_from_mail()
    first = client.post(CONFIRM_CODE, {"code": "0000-0000", "action": "verify"})
    assert title(first).startswith("Feil: ")
    for _ in range(4):
        last = client.post(CONFIRM_CODE, {"code": "0000-0000", "action": "verify"})
    assert last["Location"] == ASK_FOR_CODE
    client.post(CONFIRM_CODE, {"code": right, "action": "verify"})
    assert signed_in_as(client) is None


def test_an_unknown_address_is_asked_for_a_code_too_and_gets_a_mail_without_one(client, kari):
    response = client.post(ASK_FOR_CODE, {"email": "ola@example.org"})
    assert response["Location"] == CONFIRM_CODE
    assert mail.outbox[-1].subject == "Ingen konto med denne e-postadressen"
    assert CODE.search(mail.outbox[-1].body) is None


def test_after_five_wrong_passwords_even_the_right_one_has_to_wait(client, kari):
    for _ in range(5):
        sign_in(client, password="feil passord her")
    response = sign_in(Client())
    assert "For mange forsøk. Vent fem minutter og prøv igjen." in words(response)
    assert signed_in_as(client) is None


def test_guessing_at_many_accounts_from_one_place_is_stopped(client):
    answers = [sign_in(client, login=f"person{n}@example.org", password="feil passord her") for n in range(31)]
    assert [answer.status_code for answer in answers].count(200) == 30
    assert (answers[-1].status_code, title(answers[-1])) == (429, "For mange forsøk – Mentorprogram")


def test_counts_of_guesses_are_kept_where_all_processes_see_them(client, kari, owner):
    sign_in(client, password="feil passord her")
    assert owner.execute("select count(*) > 0 from mentor_program.cache_entries").fetchone() == (True,)


def test_asking_for_many_codes_is_stopped(client, kari):
    for _ in range(3):
        Client().post(ASK_FOR_CODE, {"email": kari.email})
    sent = len(mail.outbox)
    response = Client().post(ASK_FOR_CODE, {"email": kari.email})
    assert "For mange forsøk" in words(response)
    assert len(mail.outbox) == sent


def test_strangers_cannot_make_an_account(client):
    page = client.get("/accounts/signup/")
    assert title(page) == "Koordinatorene lager kontoer – Mentorprogram"
    client.post("/accounts/signup/", {"email": "ny@example.org", "password1": PASSWORD})
    assert User.objects.count() == 0


def test_signing_out_needs_a_press_of_the_button(client, kari):
    sign_in(client)
    assert title(client.get("/accounts/logout/")) == "Logge ut? – Mentorprogram"
    assert signed_in_as(client) == str(kari.pk)
    response = client.post("/accounts/logout/", follow=True)
    assert title(response) == "Du er logget ut – Logg inn – Mentorprogram"
    assert signed_in_as(client) is None


def test_a_link_by_email_lets_one_choose_a_new_password(client, kari):
    client.post("/accounts/password/reset/", {"email": kari.email})
    address = re.search(r"http://testserver(\S+)", mail.outbox[-1].body)[1]
    form = client.get(address, follow=True)
    assert title(form) == "Velg et nytt passord – Mentorprogram"
    chosen = {"password1": "tre små kopper", "password2": "tre små kopper"}
    client.post(form.redirect_chain[-1][0], chosen)
    sign_in(client, password="tre små kopper")
    assert signed_in_as(client) == str(kari.pk)
    again = Client().get(address, follow=True)
    assert title(again) == "Lenken virker ikke lenger – Mentorprogram"


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("kort", "Passordet er for kort. Bruk minst 10 tegn."),
        ("1q2w3e4r5t", "Mange bruker dette passordet, så det er lett å gjette. Velg et annet."),
        ("Kari Nordmann", "Passordet ligner for mye på navnet eller e-postadressen din. Velg et annet."),
    ],
)
def test_a_weak_password_is_refused_with_the_reason(client, kari, password, reason):
    sign_in(client)
    sent = {"oldpassword": PASSWORD, "password1": password, "password2": password}
    assert reason in words(client.post("/accounts/password/change/", sent))
    kari.refresh_from_db()
    assert kari.check_password(PASSWORD)


def test_a_changed_password_keeps_one_signed_in_and_says_so(client, kari):
    sign_in(client)
    sent = {"oldpassword": PASSWORD, "password1": "tre små kopper", "password2": "tre små kopper"}
    response = client.post("/accounts/password/change/", sent)
    assert response["Location"] == "/"
    assert signed_in_as(client) == str(kari.pk)
    assert title(client.get("/finnes-ikke/")) == "Passordet er endret – Fant ikke siden – Mentorprogram"
