"""The page of one person, and giving access to the product from there."""

import html
from uuid import uuid4

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentor_program.accounts.models import User


def text_of(response):
    return html.unescape(response.content.decode())


def page_of(client, person):
    return text_of(client.get(f"/people/{person}/"))


def user_of(cast, person):
    return cast.value("select user_id from public.peer_mentors where id = %s", person)


def give(client, person):
    return client.post(f"/people/{person}/access/", follow=True)


def test_the_page_tells_everything_and_leads_on(cast, sign_in):
    pairing = cast.pair()
    cast._insert("peer_mentor_notes", peer_mentor_id=cast.mentor, note="Ring på kvelden.")
    page = page_of(sign_in(cast.coordinator), cast.mentor)

    assert "<title>Mona Mentor, Mentor – Mentorprogram</title>" in page
    for words in ("1 av 2 plasser ledig", "mona.mentor@example.org", "+47 6805 0000", "Ring på kvelden."):
        assert words in page
    assert f'href="/pairings/{pairing}/">Even Mentee</a>' in page
    assert f'href="/people/{cast.mentor}/edit/"' in page
    assert f'href="/pairings/new/?mentor={cast.mentor}"' in page


def test_a_pair_can_be_made_only_from_somebody_who_can_be_paired(cast, sign_in):
    cast.pair()
    outside = cast.person("Oda Utenfor", None)
    client = sign_in(cast.coordinator)
    assert f'href="/pairings/new/?mentee={cast.waiting_mentee}"' in page_of(client, cast.waiting_mentee)

    taken, nobody = page_of(client, cast.mentee), page_of(client, outside)

    assert "/pairings/new/" not in taken + nobody
    assert "Kan ikke settes i par nå: er allerede i et mentorpar." in taken
    assert "Bare mentorer og menteer kan settes sammen i par." in nobody


@pytest.mark.parametrize("who", ["local_coordinator", "outsider"])
@pytest.mark.parametrize("address", ["", "access/", "access/withdraw/"])
def test_somebody_outside_ones_units_is_not_found(cast, sign_in, who, address):
    assert "Bjørn Borte" in page_of(sign_in(cast.coordinator), cast.far_mentor)
    client = sign_in(getattr(cast, who))
    ask = client.post if address else client.get

    for person in (cast.far_mentor, uuid4()):
        response = ask(f"/people/{person}/{address}")
        assert response.status_code == 404
        assert "Bjørn" not in text_of(response)
    assert (user_of(cast, cast.far_mentor), mail.outbox) == (None, [])


@pytest.mark.parametrize(("who", "status"), [("mentor_user", 403), ("mentee_user", 404)])
@pytest.mark.parametrize("address", ["", "access/", "access/withdraw/"])
def test_mentors_and_mentees_have_no_access(cast, sign_in, who, status, address):
    cast.pair()
    assert "Mona Mentor" in page_of(sign_in(cast.coordinator), cast.mentor)
    client = sign_in(getattr(cast, who))
    ask = client.post if address else client.get
    assert ask(f"/people/{cast.mentor}/{address}").status_code == status
    assert user_of(cast, cast.mentor) == cast.mentor_user.user_id


def test_giving_access_makes_an_account_links_it_and_sends_the_address(cast, sign_in):
    client = sign_in(cast.coordinator)
    assert "Gi tilgang" in page_of(client, cast.waiting_mentee)

    page = text_of(give(client, cast.waiting_mentee))

    account = User.objects.get(email="vera.venter@example.org")
    assert user_of(cast, cast.waiting_mentee) == account.id
    assert account.has_usable_password() is False
    assert "Vera Venter har tilgang. En e-post om hvordan man logger inn, er sendt til vera.venter@example.org." in page
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == (["vera.venter@example.org"], "Du kan nå logge inn i mentorprogrammet")
    assert "http://testserver/accounts/login/" in letter.body


def test_giving_access_again_sends_the_letter_again_and_changes_nothing(cast, sign_in):
    client = sign_in(cast.coordinator)
    give(client, cast.waiting_mentee)
    account = user_of(cast, cast.waiting_mentee)

    page = page_of(client, cast.waiting_mentee)
    give(client, cast.waiting_mentee)

    assert "Send e-posten om innlogging på nytt" in page
    assert (user_of(cast, cast.waiting_mentee), User.objects.filter(email="vera.venter@example.org").count()) == (
        account,
        1,
    )
    assert len(mail.outbox) == 2


def test_an_account_left_over_from_an_interrupted_attempt_is_used(cast, sign_in):
    from mentor_program.accounts.services import create_account

    left_over = create_account(email="vera.venter@example.org", display_name="Vera Venter")
    give(sign_in(cast.coordinator), cast.waiting_mentee)
    assert user_of(cast, cast.waiting_mentee) == left_over.id


def test_the_account_of_another_person_is_left_alone(cast, sign_in):
    give(sign_in(cast.outsider), cast.outside_mentor)
    theirs = user_of(cast, cast.outside_mentor)
    assert theirs is not None
    impostor = cast.person("Unni To", "mentor", email="unni.ukjent@example.org")

    page = text_of(give(sign_in(cast.coordinator), impostor))

    assert "Tilgangen ble ikke gitt. Kontoen med denne e-postadressen tilhører en annen person." in page
    assert (user_of(cast, impostor), user_of(cast, cast.outside_mentor)) == (None, theirs)
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("victim", ["local_coordinator", "outsider"])
def test_the_account_of_a_coordinator_is_left_alone(cast, sign_in, victim):
    from support.accounts import account_of

    account = account_of(getattr(cast, victim))
    impostor = cast.person("En Annen", "mentor", email=account.email)

    page = text_of(give(sign_in(cast.coordinator), impostor))

    assert "Tilgangen ble ikke gitt." in page
    assert (user_of(cast, impostor), mail.outbox) == (None, [])


def test_a_coordinator_who_is_also_a_mentor_links_the_own_account(cast, sign_in):
    from support.accounts import account_of

    client = sign_in(cast.coordinator)
    own = cast.person("Kari Koordinator", "mentor", email=account_of(cast.coordinator).email)
    give(client, own)
    assert user_of(cast, own) == cast.coordinator.user_id


def test_no_client_links_a_coordinators_account_by_hand(cast, as_user):
    import psycopg

    link = "update public.peer_mentors set user_id = %s where id = %s returning user_id"
    with as_user(cast.coordinator.user_id) as cursor:
        stranger = uuid4()
        assert cursor.execute(link, [stranger, cast.waiting_mentee]).fetchone() == (stranger,)
        with pytest.raises(psycopg.errors.CheckViolation) as refused:
            cursor.execute(link, [cast.outsider.user_id, cast.waiting_mentee])
    assert refused.value.diag.constraint_name == "account_of_somebody_else"


def test_without_an_address_there_is_nothing_to_give_access_to(cast, sign_in):
    cast.owner.execute(
        "update public.peer_mentor_contacts set email = '' where peer_mentor_id = %s", [cast.waiting_mentee]
    )
    client = sign_in(cast.coordinator)
    assert "Legg inn en først." in page_of(client, cast.waiting_mentee)
    assert "Tilgangen ble ikke gitt." in text_of(give(client, cast.waiting_mentee))
    assert mail.outbox == []


def test_a_closed_account_stays_closed(cast, sign_in):
    from mentor_program.accounts.services import create_account

    account = create_account(email="vera.venter@example.org", display_name="Vera Venter")
    User.objects.filter(id=account.id).update(is_active=False)
    assert "Tilgangen ble ikke gitt." in text_of(give(sign_in(cast.coordinator), cast.waiting_mentee))
    assert user_of(cast, cast.waiting_mentee) is None


def test_a_letter_that_cannot_be_sent_is_told_and_can_be_sent_again(cast, sign_in, settings):
    client = sign_in(cast.coordinator)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 1, 2

    page = text_of(give(client, cast.waiting_mentee))

    assert "men e-posten til vera.venter@example.org kunne ikke sendes. Send den på nytt." in page
    assert user_of(cast, cast.waiting_mentee) is not None


def test_access_is_withdrawn_at_once_and_can_be_given_again(cast, sign_in):
    mentor, client = sign_in(cast.mentor_user), sign_in(cast.coordinator)
    cast.owner.execute(
        "update public.peer_mentor_contacts set email = %s where peer_mentor_id = %s",
        [f"{cast.mentor_user.user_id}@example.org", cast.mentor],
    )
    assert mentor.get("/profile/").status_code == 200

    page = text_of(client.post(f"/people/{cast.mentor}/access/withdraw/", follow=True))

    assert "Mona Mentor har ikke lenger tilgang." in page
    assert mentor.get("/profile/").status_code == 403
    give(client, cast.mentor)
    assert mentor.get("/profile/").status_code == 200


@pytest.mark.parametrize("address", ["access/", "access/withdraw/"])
def test_an_action_that_is_opened_instead_of_sent_leads_to_the_page(cast, sign_in, address):
    response = sign_in(cast.coordinator).get(f"/people/{cast.mentor}/{address}")
    assert (response.status_code, response.url) == (302, f"/people/{cast.mentor}/")
    assert user_of(cast, cast.mentor) == cast.mentor_user.user_id


@pytest.mark.parametrize("address", ["", "edit/"])
def test_a_page_costs_the_same_for_one_pair_and_for_three_and_at_most_12_queries(cast, sign_in, address):
    client = sign_in(cast.coordinator)
    cast.owner.execute("update public.peer_mentors set capacity = 5 where id = %s", [cast.mentor])

    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/people/{cast.mentor}/{address}").status_code == 200
        return len(queries)

    cast.pair()
    one = cost()
    cast.pair(cast.mentor, cast.waiting_mentee)
    cast.pair(cast.mentor, cast.far_mentee)
    assert cost() == one
    assert one <= 12
