"""Story D by POST: complete, repeat, reopen, and every refusal."""

import pytest

from support.pages import heading, outcome, title, words


def status_of(cast, pairing) -> str:
    return cast.value("select status from public.mentor_pairings where id = %s", pairing)


def milestone_statuses(cast, pairing) -> list[str]:
    query = "select status from public.pairing_milestones where pairing_id = %s order by position"
    return [status for (status,) in cast.owner.execute(query, [pairing]).fetchall()]


def events(cast, pairing) -> list[str]:
    query = "select kind from public.pairing_events where pairing_id = %s order by line"
    return [kind for (kind,) in cast.owner.execute(query, [pairing]).fetchall()]


def act(client, pairing, milestone, action="complete"):
    return client.post(f"/pairings/{pairing}/milestones/{milestone}/{action}/", follow=True)


def test_completing_tells_the_outcome_first(cast, sign_in):
    pairing = cast.pair()
    page = act(sign_in(cast.coordinator), pairing, cast.milestones(pairing)[0])

    assert page.redirect_chain == [(f"/pairings/{pairing}/", 302)]
    assert title(page) == ("Milepæl fullført: Oppstartssamtale. – Aktivt: Mona Mentor og Even Mentee – Mentorprogram")
    assert outcome(page) == "Milepæl fullført: Oppstartssamtale."
    assert milestone_statuses(cast, pairing) == ["completed", "in_progress", "pending"]


def test_sending_twice_completes_once_and_says_the_same(cast, sign_in):
    pairing = cast.pair()
    client, milestone = sign_in(cast.coordinator), cast.milestones(pairing)[0]
    act(client, pairing, milestone)

    assert outcome(act(client, pairing, milestone)) == "Milepæl fullført: Oppstartssamtale."
    assert events(cast, pairing) == ["created", "milestone_completed"]


def test_the_last_milestone_completes_the_programme(cast, sign_in):
    pairing = cast.pair()
    client = sign_in(cast.coordinator)
    pages = [act(client, pairing, milestone) for milestone in cast.milestones(pairing)]

    assert outcome(pages[-1]) == "Alle milepæler er fullført. Programmet er fullført."
    assert status_of(cast, pairing) == "programme_complete"
    assert "Ingen aktive mentorpar ennå" in words(client.get("/"))


def test_reopening_names_the_consequence_first(cast, sign_in):
    pairing = cast.pair()
    cast.complete_all(pairing)
    client, last = sign_in(cast.coordinator), cast.milestones(pairing)[-1]

    ask = client.get(f"/pairings/{pairing}/milestones/{last}/reopen/")
    assert heading(ask) == "Gjenåpne Avslutningssamtale?"
    assert "blir mentorparet aktivt igjen" in words(ask)
    assert status_of(cast, pairing) == "programme_complete"

    page = act(client, pairing, last, "reopen")
    assert outcome(page) == "Avslutningssamtale er gjenåpnet. Mentorparet er aktivt igjen."
    assert (status_of(cast, pairing), milestone_statuses(cast, pairing)[-1]) == ("active", "in_progress")
    assert "Milepæl gjenåpnet: Avslutningssamtale" in words(page)


def test_reopening_is_refused_with_the_reason_when_the_mentee_is_paired_again(cast, sign_in):
    pairing = cast.pair()
    cast.complete_all(pairing)
    cast.pair(cast.idle_mentor, cast.mentee)

    page = act(sign_in(cast.coordinator), pairing, cast.milestones(pairing)[0], "reopen")

    assert outcome(page) == (
        "Milepælen ble ikke gjenåpnet. Menteen er allerede i et mentorpar som er aktivt eller på pause."
    )
    assert status_of(cast, pairing) == "programme_complete"


def test_a_paused_pair_refuses_with_the_way_out(cast, sign_in, service):
    pairing = cast.pair()
    service.pause(actor=cast.coordinator, pairing_id=pairing)

    page = act(sign_in(cast.coordinator), pairing, cast.milestones(pairing)[0])

    assert outcome(page) == "Milepælen ble ikke fullført. Mentorparet er på pause. Gjenoppta det først."
    assert milestone_statuses(cast, pairing) == ["in_progress", "pending", "pending"]


@pytest.mark.parametrize(
    ("who", "status"), [("mentor_user", 403), ("mentee_user", 403), ("outsider", 404), ("idle_mentor_user", 404)]
)
@pytest.mark.parametrize("action", ["complete", "reopen"])
def test_everyone_else_is_refused(cast, sign_in, who, status, action):
    pairing = cast.pair()
    client, milestone = sign_in(getattr(cast, who)), cast.milestones(pairing)[0]

    assert act(client, pairing, milestone, action).status_code == status
    assert client.get(f"/pairings/{pairing}/milestones/{milestone}/reopen/").status_code == status
    assert events(cast, pairing) == ["created"]


def test_an_address_that_only_acts_leads_to_the_pair_when_opened(cast, sign_in):
    pairing = cast.pair()
    client, milestone = sign_in(cast.coordinator), cast.milestones(pairing)[0]
    for ask in (client.get, client.head):
        answer = ask(f"/pairings/{pairing}/milestones/{milestone}/complete/")
        assert (answer.status_code, answer["Location"]) == (302, f"/pairings/{pairing}/")
    assert events(cast, pairing) == ["created"]


def test_a_milestone_of_another_pair_is_not_found(cast, sign_in):
    pairing, other = cast.pair(), cast.pair(cast.idle_mentor, cast.waiting_mentee)
    assert act(sign_in(cast.coordinator), pairing, cast.milestones(other)[0]).status_code == 404
    assert events(cast, other) == ["created"]


def test_a_failed_save_leaves_the_old_state_and_offers_to_send_again(cast, sign_in, database_refuses):
    pairing = cast.pair()
    client, milestone = sign_in(cast.coordinator), cast.milestones(pairing)[0]
    address = f"/pairings/{pairing}/milestones/{milestone}/complete/"

    with database_refuses():
        page = client.post(address, {"extra": '"kept"'})

    assert (page.status_code, heading(page)) == (503, "Ikke lagret")
    assert f'<form method="post" action="{address}">' in page.text
    assert '<input type="hidden" name="extra" value="&quot;kept&quot;">' in page.text
    assert "Prøv igjen" in words(page)
    assert milestone_statuses(cast, pairing) == ["in_progress", "pending", "pending"]
    assert outcome(act(client, pairing, milestone)) == "Milepæl fullført: Oppstartssamtale."
