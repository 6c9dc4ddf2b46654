"""Story E: the form as a page, which also takes what the dialog sends."""

import pytest

from support.pages import heading, outcome, title, words


def status_of(cast, pairing) -> str:
    return cast.value("select status from public.mentor_pairings where id = %s", pairing)


def send(client, cast, pairing, **changed):
    answers = {
        "reason": str(cast.reason),
        "initiated_by": "mentee",
        "note": "Ble enige",
        "mentor_readiness": "now",
        "mentee_readiness": "later",
    }
    return client.post(f"/pairings/{pairing}/dissolve/", answers | changed, follow=True)


def test_the_page_names_the_consequence_and_asks_for_a_reason(cast, sign_in):
    pairing = cast.pair()
    page = sign_in(cast.coordinator).get(f"/pairings/{pairing}/dissolve/")
    text = words(page)

    assert heading(page) == "Avslutte mentorparet Mona Mentor og Even Mentee?"
    assert "Paret avsluttes for godt. Dette kan ikke angres." in text
    assert "Ikke skriv om helse" in text
    assert f'<option value="{cast.reason}">Liten kontakt</option>' in page.text
    assert str(cast.other_reason) not in page.text
    assert f'href="/pairings/{pairing}/">Avbryt</a>' in page.text


def test_the_dialog_on_the_detail_page_posts_to_the_same_address(cast, sign_in):
    pairing = cast.pair()
    page = sign_in(cast.coordinator).get(f"/pairings/{pairing}/")
    dialog = page.text[page.text.index("<dialog") : page.text.index("</dialog>")]

    assert f'action="/pairings/{pairing}/dissolve/"' in dialog
    assert 'aria-describedby="dissolve-consequence"' in dialog
    assert "Paret avsluttes for godt. Dette kan ikke angres." in dialog
    assert "Liten kontakt" in dialog


def test_dissolving_archives_and_leaves_the_active_list(cast, sign_in):
    pairing = cast.pair()
    client = sign_in(cast.coordinator)
    page = send(client, cast, pairing)

    assert page.redirect_chain == [(f"/pairings/{pairing}/", 302)]
    assert title(page).startswith("Mentorparet er avsluttet. Begge kan få nytt mentorpar. – Avsluttet før tiden")
    row = cast.row(
        "select reason_id, initiated_by, note, mentor_readiness, mentee_readiness, dissolved_by"
        " from public.pairing_dissolutions where pairing_id = %s",
        pairing,
    )
    assert row == (cast.reason, "mentee", "Ble enige", "now", "later", cast.coordinator.user_id)
    assert "Even Mentee" not in words(client.get("/"))
    assert "Even Mentee" in words(client.get("/?tab=ended"))
    assert status_of(cast, cast.pair()) == "active"


def test_sending_twice_dissolves_once(cast, sign_in):
    pairing = cast.pair()
    client = sign_in(cast.coordinator)
    send(client, cast, pairing)
    page = send(client, cast, pairing, note="Igjen")

    assert outcome(page) == "Mentorparet er allerede avsluttet."
    assert cast.value("select note from public.pairing_dissolutions where pairing_id = %s", pairing) == "Ble enige"


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"reason": ""}, "Velg et svar: «Årsak»."),
        ({"reason": "00000000-0000-4000-8000-000000000000"}, "Velg ett av svarene: «Årsak»."),
        ({"initiated_by": ""}, "Velg et svar: «Hvem tok initiativ til det?»."),
        ({"initiated_by": "unknown"}, "Velg ett av svarene: «Hvem tok initiativ til det?»."),
        ({"note": "x" * 2001}, "Teksten er for lang. Gjør den kortere."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(cast, sign_in, changed, told):
    pairing = cast.pair()
    page = send(sign_in(cast.coordinator), cast, pairing, **changed)

    assert title(page).startswith("Feil: Avslutte mentorparet?")
    assert words(page).count(told) == 2
    assert ("Ble enige" in page.text) == ("note" not in changed)
    assert '<input type="radio" name="mentee_readiness" value="later"' in page.text
    assert status_of(cast, pairing) == "active"


@pytest.mark.parametrize(
    ("who", "status"), [("mentor_user", 403), ("mentee_user", 403), ("outsider", 404), ("idle_mentor_user", 404)]
)
def test_everyone_else_is_refused(cast, sign_in, who, status):
    pairing = cast.pair()
    client = sign_in(getattr(cast, who))
    assert client.get(f"/pairings/{pairing}/dissolve/").status_code == status
    assert send(client, cast, pairing).status_code == status
    assert status_of(cast, pairing) == "active"


def test_a_paused_pair_can_be_dissolved_and_a_complete_one_cannot(cast, sign_in, service):
    paused = cast.pair()
    service.pause(actor=cast.coordinator, pairing_id=paused)
    complete = cast.pair(cast.idle_mentor, cast.waiting_mentee)
    cast.complete_all(complete)
    client = sign_in(cast.coordinator)

    send(client, cast, paused)
    assert outcome(send(client, cast, complete)) == "Mentorparet er allerede avsluttet."
    assert (status_of(cast, paused), status_of(cast, complete)) == ("dissolved", "programme_complete")
