"""Story C: one pair, seen by each of the cast."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from support.pages import heading, title, words
from support.queries import queries_of

CONTROLS = ("complete/", "reopen/", "pause/", "resume/", "dissolve/")


def controls(page) -> list[str]:
    """Controls of a coordinator that stand in the page, however hidden."""
    return [control for control in CONTROLS if control in page.text]


def detail(cast, sign_in, pairing, who="coordinator"):
    return sign_in(getattr(cast, who)).get(f"/pairings/{pairing}/")


def test_a_coordinator_sees_state_milestones_history_and_controls(cast, sign_in, service):
    pairing = cast.pair()
    service.complete_milestone(actor=cast.coordinator, pairing_id=pairing, milestone_id=cast.milestones(pairing)[0])
    page = detail(cast, sign_in, pairing)
    text = words(page)

    assert title(page) == "Aktivt: Mona Mentor og Even Mentee – Mentorprogram"
    assert heading(page) == "Mona Mentor og Even Mentee"
    assert "1 av 3 milepæler fullført" in text
    assert re.search(r"Oppstartssamtale Fullført \d+\. \w+ 20\d\d kl\. \d\d\.\d\d, Kari Koordinator", text)
    assert "Første møte Pågår frist" in text
    assert "Avslutningssamtale Gjenstår frist" in text
    assert "Milepæl fullført: Oppstartssamtale" in text
    assert "Mentorparet ble opprettet" in text
    assert "Ingen kontakt er registrert ennå." in text
    assert "Ingen kriterier er lagret." in text
    assert controls(page) == ["complete/", "reopen/", "pause/", "dissolve/"]
    assert '<span class="visually-hidden">Merk som fullført: Første møte</span></button>' in page.text
    assert 'aria-label="Merk som fullført: Oppstartssamtale"' not in page.text


@pytest.mark.parametrize("who", ["mentor_user", "mentee_user"])
@pytest.mark.parametrize("state", ["active", "paused", "programme_complete", "dissolved"])
def test_the_people_of_the_pair_read_it_without_any_control(cast, sign_in, service, who, state):
    pairing = cast.pair()
    if state == "paused":
        service.pause(actor=cast.coordinator, pairing_id=pairing)
    elif state == "programme_complete":
        cast.complete_all(pairing)
    elif state == "dissolved":
        service.dissolve(
            actor=cast.coordinator, pairing_id=pairing, reason_id=cast.reason, initiated_by="mentor", note="Hemmelig"
        )
    page = detail(cast, sign_in, pairing, who)
    text = words(page)

    assert heading(page) == "Mona Mentor og Even Mentee"
    assert "Oppstartssamtale" in text
    assert "Mentorparet ble opprettet" in text
    assert controls(page) == []
    assert "<dialog" not in page.text
    assert "Hemmelig" not in text
    assert "Liten kontakt" not in text
    assert "Hvorfor disse to ble koblet" not in text
    forms = re.findall(r'<form[^>]*action="([^"]*)"', page.text)
    assert forms == ["/accounts/logout/"]


def test_contact_details_of_the_other_are_shown_while_the_pair_runs_and_never_after(cast, sign_in, service):
    pairing = cast.pair()
    mentor_page = detail(cast, sign_in, pairing, "mentor_user")
    assert 'href="mailto:even.mentee@example.org"' in mentor_page.text
    assert "mona.mentor@example.org" not in mentor_page.text
    assert 'href="mailto:mona.mentor@example.org"' in detail(cast, sign_in, pairing, "mentee_user").text
    assert 'href="tel:+4768050000"' in detail(cast, sign_in, pairing, "mentee_user").text

    service.dissolve(actor=cast.coordinator, pairing_id=pairing, reason_id=cast.reason, initiated_by="mentor")

    page = detail(cast, sign_in, pairing, "mentor_user")
    assert "even.mentee@example.org" not in page.text
    assert "mona.mentor@example.org" not in detail(cast, sign_in, pairing, "mentee_user").text


def test_recorded_contact_is_read_by_mentor_and_coordinators_but_not_by_the_mentee(cast, sign_in, service):
    pairing = cast.pair()
    service.record_contact(
        actor=cast.mentor_user, pairing_id=pairing, occurred_on=service.today, form="phone", minutes=20, note="Gikk bra"
    )
    for who in ("coordinator", "mentor_user"):
        assert re.search(
            r"telefonsamtale, 20 minutter Gikk bra Registrert av Mona Mentor",
            words(detail(cast, sign_in, pairing, who)),
        )
    text = words(detail(cast, sign_in, pairing, "mentee_user"))
    assert "Gikk bra" not in text
    assert "Kontakt registrert: telefonsamtale" in text


def test_a_dissolved_pair_tells_coordinators_why_and_offers_nothing(cast, sign_in, service):
    pairing = cast.pair()
    service.dissolve(
        actor=cast.coordinator,
        pairing_id=pairing,
        reason_id=cast.reason,
        initiated_by="mentee",
        note="Ble enige",
        mentor_readiness="later",
    )
    page = detail(cast, sign_in, pairing)
    text = words(page)

    assert title(page) == "Avsluttet før tiden: Mona Mentor og Even Mentee – Mentorprogram"
    assert re.search(r"Årsak Liten kontakt Hvem tok initiativ Menteen Avsluttet \d+\. \w+ \d{4} kl", text)
    assert "Er Mona Mentor klar for et nytt mentorpar? Senere" in text
    assert "Ble enige" in text
    assert controls(page) == []
    assert "contact/" not in page.text


def test_a_completed_pair_offers_coordinators_reopening_alone(cast, sign_in):
    pairing = cast.pair()
    cast.complete_all(pairing)

    page = detail(cast, sign_in, pairing)

    assert title(page) == "Program fullført: Mona Mentor og Even Mentee – Mentorprogram"
    assert controls(page) == ["reopen/"]
    assert "3 av 3 milepæler fullført" in words(page)


def test_a_paused_pair_says_to_resume_first(cast, sign_in, service):
    pairing = cast.pair()
    service.pause(actor=cast.coordinator, pairing_id=pairing)

    page = detail(cast, sign_in, pairing)

    assert controls(page) == ["resume/", "dissolve/"]
    assert "Gjenoppta det for å fullføre milepæler." in words(page)
    assert "uten aktivitet" not in words(page)


def test_imported_history_tells_the_stated_and_the_recorded_time(cast, sign_in):
    pairing = cast.pair_since("2026-01-10T10:00:00+01:00", contacts=[{"occurred_on": "2026-02-27", "form": "meeting"}])
    text = words(detail(cast, sign_in, pairing))

    assert re.search(
        r"Mentorparet ble opprettet 10\. januar 2026 kl\. 10\.00 \. Oppgitt ved import, registrert \d+\. \w+ 20\d\d kl",
        text,
    )
    assert "Kontakt registrert: møte 27. februar 2026" in text
    assert "27. februar 2026 : møte" in text


def test_the_state_of_a_silent_pair_comes_first_in_the_title(cast, sign_in):
    pairing = cast.pair_since((datetime.now(UTC) - timedelta(days=29)).isoformat())
    page = detail(cast, sign_in, pairing)
    assert title(page) == "Stoppet opp: Mona Mentor og Even Mentee – Mentorprogram"
    assert "Stoppet opp – 29 dager uten aktivitet" in words(page)


@pytest.mark.parametrize("who", ["outsider", "idle_mentor_user"])
def test_a_pair_one_may_not_see_looks_like_one_that_does_not_exist(cast, sign_in, who):
    pairing = cast.pair()
    assert detail(cast, sign_in, pairing).status_code == 200

    unseen, absent = (
        detail(cast, sign_in, pairing, who),
        detail(cast, sign_in, "00000000-0000-4000-8000-000000000000", who),
    )
    assert unseen.status_code == absent.status_code == 404
    assert words(unseen) == words(absent)


@pytest.mark.parametrize("who", ["coordinator", "mentor_user", "mentee_user"])
def test_the_page_costs_few_queries_however_long_the_history(cast, sign_in, service, who):
    pairing = cast.pair()
    client = sign_in(getattr(cast, who))
    with queries_of() as at_first:
        client.get(f"/pairings/{pairing}/")
    for milestone in cast.milestones(pairing)[:2]:
        service.complete_milestone(actor=cast.coordinator, pairing_id=pairing, milestone_id=milestone)
    for form in ("phone", "video", "meeting"):
        service.record_contact(actor=cast.coordinator, pairing_id=pairing, occurred_on=service.today, form=form)
    with queries_of() as later:
        client.get(f"/pairings/{pairing}/")

    assert len(at_first) == len(later)
    assert len(later) <= 12
