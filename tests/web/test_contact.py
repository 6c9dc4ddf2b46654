"""Recording contact."""

from datetime import timedelta

import pytest

from support.pages import heading, outcome, title, words


def recorded(cast, pairing) -> list[tuple]:
    query = "select form, minutes, note from public.pairing_activities where pairing_id = %s"
    return cast.owner.execute(query, [pairing]).fetchall()


def send(client, service, pairing, **changed):
    day = service.today
    answers = {"occurred_on": f"{day.day}.{day.month}.{day.year}", "form": "phone", "minutes": "30", "note": " Bra "}
    return client.post(f"/pairings/{pairing}/contact/", answers | changed, follow=True)


@pytest.mark.parametrize("who", ["mentor_user", "coordinator", "local_coordinator"])
def test_contact_is_recorded_and_told(cast, sign_in, service, who):
    pairing = cast.pair()
    client = sign_in(getattr(cast, who))
    day = service.today
    form = client.get(f"/pairings/{pairing}/contact/")
    assert heading(form) == "Registrer kontakt"
    assert f'value="{day.day}.{day.month}.{day.year}"' in form.text

    page = send(client, service, pairing)

    assert page.redirect_chain == [(f"/pairings/{pairing}/", 302)]
    assert outcome(page) == "Kontakten er registrert."
    assert recorded(cast, pairing) == [("phone", 30, "Bra")]


def test_a_form_sent_twice_is_one_contact(cast, sign_in, service):
    pairing = cast.pair()
    client = sign_in(cast.mentor_user)
    send(client, service, pairing)
    assert outcome(send(client, service, pairing)) == "Kontakten er registrert."
    assert recorded(cast, pairing) == [("phone", 30, "Bra")]

    send(client, service, pairing, note="Ringte en gang til")
    assert len(recorded(cast, pairing)) == 2


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"occurred_on": ""}, "Fyll ut «Dato»."),
        ({"occurred_on": "i går"}, "Skriv «Dato» som dag, måned og år, for eksempel 6.11.2026."),
        ({"occurred_on": "tomorrow"}, "Velg i dag eller en tidligere dag."),
        ({"occurred_on": "1.1.2020"}, "Velg en dag etter at mentorparet ble opprettet."),
        ({"form": ""}, "Velg et svar: «Hvordan hadde dere kontakt?»."),
        ({"form": "pigeon"}, "Velg ett av svarene: «Hvordan hadde dere kontakt?»."),
        ({"minutes": "en time"}, "Skriv «Hvor mange minutter varte den?» som et helt tall."),
        ({"minutes": "0"}, "Skriv et antall minutter fra 1 til 1440."),
        ({"note": "x" * 1001}, "Teksten er for lang. Gjør den kortere."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(cast, sign_in, service, changed, told):
    pairing = cast.pair()
    if changed.get("occurred_on") == "tomorrow":
        day = service.today + timedelta(days=1)
        changed = {"occurred_on": f"{day.day}.{day.month}.{day.year}"}
    page = send(sign_in(cast.mentor_user), service, pairing, **{"note": "Husk dette"} | changed)

    assert page.status_code == 200
    assert title(page).startswith("Feil: Registrer kontakt")
    assert words(page).count(told) == 2
    assert ("Husk dette" in page.text) == ("note" not in changed)
    assert recorded(cast, pairing) == []


def test_a_wrong_answer_and_a_missing_one_are_told_together(cast, sign_in, service):
    pairing = cast.pair()
    day = service.today + timedelta(days=1)
    answers = {"occurred_on": f"{day.day}.{day.month}.{day.year}", "form": "", "minutes": "0"}
    page = send(sign_in(cast.mentor_user), service, pairing, **answers)

    assert "3 ting må rettes" in words(page)
    for told in (
        "Velg i dag eller en tidligere dag.",
        "Velg et svar: «Hvordan hadde dere kontakt?».",
        "Skriv et antall minutter fra 1 til 1440.",
    ):
        assert words(page).count(told) == 2


def test_the_mentee_may_not_record(cast, sign_in, service):
    pairing = cast.pair()
    client = sign_in(cast.mentee_user)
    assert client.get(f"/pairings/{pairing}/").status_code == 200
    assert client.get(f"/pairings/{pairing}/contact/").status_code == 403
    assert send(client, service, pairing).status_code == 403
    assert send(sign_in(cast.outsider), service, pairing).status_code == 404
    assert recorded(cast, pairing) == []


def test_an_ended_pair_takes_no_contact(cast, sign_in, service):
    pairing = cast.pair()
    cast.complete_all(pairing)
    page = send(sign_in(cast.mentor_user), service, pairing)
    assert page.redirect_chain == [(f"/pairings/{pairing}/", 302)]
    assert recorded(cast, pairing) == []
