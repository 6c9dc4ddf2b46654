"""Giving access when Supabase knows the passwords: the account is made there, and has its id here."""

from uuid import uuid4

import pytest
from django.core import mail
from django.test import Client

from mentor_program.accounts.access import give_access
from mentor_program.accounts.models import User
from mentor_program.accounts.services import create_account, keep_account
from mentor_program.domain.errors import RuleViolation
from mentor_program.jobs import move_accounts
from mentor_program.web.messages import sentence
from support.supabase_auth import SECRET_KEY

EMAIL = "vera.venter@example.org"


@pytest.fixture
def give(cast, service, supabase):
    def given(person=None):
        return give_access(
            service=service,
            actor=cast.coordinator,
            person_id=person or cast.waiting_mentee,
            sign_in_url="https://example.org/accounts/login/",
        )

    return given


def linked(cast):
    return cast.value("select user_id from public.peer_mentors where id = %s", cast.waiting_mentee)


def refusal(give):
    with pytest.raises(RuleViolation) as error:
        give()
    return error.value.code, sentence(error.value)


def test_the_account_is_made_there_and_linked_here_and_the_letter_is_ours(cast, supabase, give):
    given = give()
    account = supabase.accounts[EMAIL]
    assert (given.email, given.letter_sent, linked(cast)) == (EMAIL, True, account.id)
    assert (account.confirmed, account.password) == (True, "")
    assert User.objects.get().display_name == "Vera Venter"
    assert supabase.requests == [("POST", "/auth/v1/admin/users", {"email": EMAIL, "email_confirm": True})]
    assert len(mail.outbox) == 1


def test_an_account_that_is_there_already_is_found_and_no_second_one_made(cast, supabase, give):
    account = supabase.add(EMAIL, "et passord som finnes")
    give()
    assert linked(cast) == account.id
    assert list(supabase.accounts) == [EMAIL]


def test_given_again_it_is_the_same_account(cast, supabase, give, service):
    give()
    first = linked(cast)
    service.withdraw_access(actor=cast.coordinator, person_id=cast.waiting_mentee)
    give()
    assert linked(cast) == first


def test_an_account_from_before_is_made_there_under_its_own_id(cast, supabase, give):
    local = create_account(email=EMAIL, display_name="Vera")
    give()
    assert supabase.accounts[EMAIL].id == local.id == linked(cast)


def test_another_account_here_with_the_address_is_not_joined_with_the_one_there(cast, supabase, give):
    create_account(email=EMAIL, display_name="Vera")
    supabase.add(EMAIL)
    assert refusal(give) == ("email_in_use", f"En annen konto har e-postadressen {EMAIL}.")
    assert linked(cast) is None


def test_without_the_secret_key_whoever_has_signed_in_once_can_be_linked(cast, supabase, give, settings):
    settings.SUPABASE_SERVICE_ROLE_KEY = ""
    assert refusal(give) == (
        "account_made_at_supabase",
        f"Ingen har logget inn med {EMAIL} ennå. Be dem som driver nettstedet, om å lage en konto med adressen i "
        "Supabase. Når personen har logget inn én gang, gir du tilgang på nytt.",
    )
    assert linked(cast) is None
    known = keep_account(user_id=uuid4(), email=EMAIL)
    give()
    assert linked(cast) == known.id
    assert supabase.requests == []


@pytest.mark.parametrize("answer", [(500, {}, {}), (403, {}, {"error_code": "not_admin"}), (200, {}, {"id": 7})])
def test_a_project_that_gives_no_account_leaves_everything_as_it_was(cast, supabase, give, answer):
    supabase.next_answer = answer
    assert refusal(give) == ("sign_in_service_away", "Innloggingstjenesten svarer ikke. Prøv igjen om noen minutter.")
    assert (linked(cast), User.objects.count(), mail.outbox) == (None, 0, [])


def test_the_secret_key_goes_to_the_calls_that_need_it_alone(supabase, give, monkeypatch):
    from mentor_program.accounts.supabase_auth import client

    seen = {}
    ask = client.ask

    def noted(method, url, *, headers, body):
        seen[url.rsplit("/auth/v1", 1)[1]] = SECRET_KEY in str(headers)
        return ask(method, url, headers=headers, body=body)

    monkeypatch.setattr(client, "ask", noted)
    give()
    client.send_code(email=EMAIL)
    assert seen == {"/admin/users": True, "/otp": False}


def test_moving_makes_every_account_there_under_its_id_and_may_be_repeated(database, supabase, capsys):
    users = [create_account(email=f"{name}@example.org", display_name=name) for name in ("kari", "ola")]
    for _ in range(2):
        assert move_accounts.main([]) == 0
        assert capsys.readouterr().out == "2 of 2 accounts are at Supabase under the id they have here.\n"
    assert {account.id for account in supabase.accounts.values()} == {user.id for user in users}


def test_moving_names_who_has_another_id_there(database, supabase, capsys):
    create_account(email="kari@example.org", display_name="Kari")
    supabase.add("kari@example.org")
    assert move_accounts.main([]) == 1
    assert "kari@example.org has an account there under another id." in capsys.readouterr().err


def test_moving_needs_the_secret_key_and_stops_where_the_project_does_not_answer(database, supabase, capsys, settings):
    create_account(email="kari@example.org", display_name="Kari")
    supabase.next_answer = (500, {}, {})
    assert move_accounts.main([]) == 1
    assert "Stopped at kari@example.org: answered 500. Run it again." in capsys.readouterr().err
    settings.SUPABASE_SERVICE_ROLE_KEY = ""
    assert move_accounts.main([]) == 1
    assert capsys.readouterr().err == "Set SUPABASE_URL and SUPABASE_SERVICE_ROLE_KEY first.\n"


def test_the_coordinator_sees_who_has_access_now_or_what_to_do_instead(cast, supabase, settings):
    supabase.add("kari@example.org", "en lang setning", id=cast.coordinator.user_id)
    client = Client()
    client.post("/accounts/login/", {"login": "kari@example.org", "password": "en lang setning"})
    address = f"/people/{cast.waiting_mentee}/access/"
    settings.SUPABASE_SERVICE_ROLE_KEY = ""
    page = client.post(address, follow=True).content.decode()
    assert f"Tilgangen ble ikke gitt. Ingen har logget inn med {EMAIL} ennå." in page
    settings.SUPABASE_SERVICE_ROLE_KEY = SECRET_KEY
    page = client.post(address, follow=True).content.decode()
    assert f"Vera Venter logger inn med {EMAIL}." in page
    assert len(mail.outbox) == 1
