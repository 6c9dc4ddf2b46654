"""Two who shall not be paired again: written from the person's page, listed there, and taken away."""

import pytest

from support.queries import queries_of

DISSOLVE = "insert into public.pairing_dissolutions (pairing_id, reason_id, initiated_by) values (%s, %s, 'mentor')"


@pytest.fixture
def ended(cast):
    pair = cast.pair()
    cast.owner.execute(DISSOLVE, [pair, cast.reason])
    return pair


def rows(cast):
    return cast.owner.execute("select mentor_id, mentee_id, reason from public.pairing_exclusions").fetchall()


def test_it_is_written_with_a_reason_and_listed(cast, sign_in, ended):
    client = sign_in(cast.coordinator)
    address = f"/people/{cast.mentee}/never-again/"
    done = client.post(address, {"other": cast.mentor, "reason": "Ble uenige"}, follow=True)

    assert rows(cast) == [(cast.mentor, cast.mentee, "Ble uenige")]
    assert "Even Mentee og Mona Mentor skal ikke settes sammen igjen." in done.content.decode()
    assert "Ble uenige" in client.get(f"/people/{cast.mentor}/").content.decode()


def test_an_ended_pair_leads_there_with_the_other_person_chosen(cast, sign_in, ended):
    client = sign_in(cast.coordinator)
    address = f"/people/{cast.mentee}/never-again/?with={cast.mentor}"
    assert address in client.get(f"/pairings/{ended}/").content.decode()
    assert client.get(address).context["form"].initial == {"other": str(cast.mentor)}


def test_whom_and_why_are_asked_for(cast, sign_in, ended):
    page = sign_in(cast.coordinator).post(f"/people/{cast.mentee}/never-again/", {})
    assert list(page.context["form"].errors) == ["other", "reason"]
    assert rows(cast) == []


def test_somebody_without_pairs_has_nobody_to_choose(cast, sign_in):
    page = sign_in(cast.coordinator).get(f"/people/{cast.waiting_mentee}/never-again/")
    assert page.context["offered"].others == ()
    assert "<form" not in page.content.decode().split("<main")[1].split("</main>")[0]


def test_it_is_taken_away_after_a_question(cast, sign_in, ended):
    excluded = cast._insert("pairing_exclusions", mentor_id=cast.mentor, mentee_id=cast.mentee, reason="Ble uenige")
    client = sign_in(cast.coordinator)
    address = f"/people/{cast.mentee}/never-again/{excluded}/remove/"
    assert "Ble uenige" in client.get(address).content.decode()
    assert len(rows(cast)) == 1
    done = client.post(address, follow=True)
    assert "Mona Mentor og Even Mentee kan settes sammen igjen." in done.content.decode()
    assert rows(cast) == []
    assert client.post(address).status_code == 404


def test_the_two_never_see_it(cast, sign_in, ended):
    cast._insert("pairing_exclusions", mentor_id=cast.mentor, mentee_id=cast.mentee, reason="Hemmelig")
    assert "Hemmelig" in sign_in(cast.coordinator).get(f"/people/{cast.mentor}/").content.decode()
    for user in (cast.mentor_user, cast.mentee_user):
        client = sign_in(user)
        for address in ("/", "/profile/", f"/pairings/{ended}/"):
            text = client.get(address).content.decode()
            assert "Hemmelig" not in text
            assert "settes sammen igjen" not in text


def test_the_page_costs_at_most_12_queries(cast, sign_in, ended):
    client = sign_in(cast.coordinator)
    with queries_of() as queries:
        assert client.get(f"/people/{cast.mentee}/never-again/").status_code == 200
    assert len(queries) <= 12
