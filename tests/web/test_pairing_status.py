"""Pause and resume by POST."""

import pytest

from support.pages import outcome


def status_of(cast, pairing) -> str:
    return cast.value("select status from public.mentor_pairings where id = %s", pairing)


def act(client, pairing, action):
    return client.post(f"/pairings/{pairing}/{action}/", follow=True)


def test_pausing_and_resuming_tell_their_outcome_also_when_sent_twice(cast, sign_in):
    pairing = cast.pair()
    client = sign_in(cast.coordinator)

    for action, told, status in (
        ("pause", "Mentorparet er satt på pause.", "paused"),
        ("pause", "Mentorparet er satt på pause.", "paused"),
        ("resume", "Mentorparet er aktivt igjen.", "active"),
        ("resume", "Mentorparet er aktivt igjen.", "active"),
    ):
        assert outcome(act(client, pairing, action)) == told
        assert status_of(cast, pairing) == status


def test_an_ended_pair_is_neither_paused_nor_resumed(cast, sign_in):
    pairing = cast.pair()
    cast.complete_all(pairing)
    client = sign_in(cast.coordinator)

    assert outcome(act(client, pairing, "pause")).startswith("Mentorparet ble ikke satt på pause.")
    assert outcome(act(client, pairing, "resume")).startswith("Mentorparet ble ikke gjenopptatt.")
    assert status_of(cast, pairing) == "programme_complete"


@pytest.mark.parametrize(("who", "status"), [("mentor_user", 403), ("mentee_user", 403), ("outsider", 404)])
def test_everyone_else_is_refused(cast, sign_in, who, status):
    pairing = cast.pair()
    client = sign_in(getattr(cast, who))
    assert act(client, pairing, "pause").status_code == status
    assert act(client, pairing, "resume").status_code == status
    assert status_of(cast, pairing) == "active"


def test_opened_by_address_both_lead_to_the_pair(cast, sign_in):
    pairing = cast.pair()
    for action in ("pause", "resume"):
        assert sign_in(cast.coordinator).get(f"/pairings/{pairing}/{action}/")["Location"] == f"/pairings/{pairing}/"
    assert status_of(cast, pairing) == "active"
