"""How a person prefers to meet and what a mentee asks for: the page."""

import pytest

from support.queries import queries_of


@pytest.fixture
def address(cast):
    return f"/people/{cast.mentee}/wishes/"


def stored(cast):
    query = "select languages, meeting_forms, meeting_times from public.peer_mentor_preferences"
    return cast.owner.execute(query).fetchall()


def wished(cast):
    query = "select a.key from public.peer_mentor_wished_areas w join public.experience_areas a on a.id = w.area_id"
    return sorted(key for (key,) in cast.owner.execute(query).fetchall())


def send(client, address, **ticked):
    version = client.get(address).context["form"].initial["version"]
    return client.post(address, {"version": version, **ticked}, follow=True)


def test_what_is_ticked_is_stored_and_told_on_both_pages(cast, sign_in, address):
    done = send(
        sign_in(cast.coordinator),
        address,
        languages=["nb", "sign"],
        meeting_forms=["phone"],
        meeting_times=["weekend"],
        wished=["forerhund"],
    )
    assert stored(cast) == [(["nb", "sign"], ["phone"], ["weekend"])]
    assert wished(cast) == ["forerhund"]
    own = sign_in(cast.mentee_user).get("/profile/").content.decode()
    for text in (done.content.decode(), own):
        assert "Norsk (bokmål), Norsk tegnspråk" in text
        assert "Førerhund" in text


def test_a_mentor_is_asked_for_no_experience(cast, sign_in):
    client = sign_in(cast.coordinator)
    assert "wished" in client.get(f"/people/{cast.mentee}/wishes/").context["form"].fields
    assert "wished" not in client.get(f"/people/{cast.mentor}/wishes/").context["form"].fields


def test_a_wish_that_names_a_diagnosis_can_be_written_with_the_consent_alone(cast, sign_in, address):
    client = sign_in(cast.coordinator)
    assert "wished_diagnoses" not in client.get(address).context["form"].fields
    cast._insert("peer_mentor_consents", peer_mentor_id=cast.mentee)
    send(client, address, wished=["forerhund"], wished_diagnoses=["glaukom"])
    assert wished(cast) == ["forerhund", "glaukom"]


def test_the_form_about_the_person_leaves_wishes_as_they_are(cast, sign_in, address):
    client = sign_in(cast.coordinator)
    send(client, address, languages=["nb"], wished=["forerhund"])
    edit = f"/people/{cast.mentee}/edit/"
    initial = client.get(edit).context["form"].initial
    sent = {
        name: value
        for name, value in initial.items()
        if value not in (None, "") and name not in ("wished", "languages", "meeting_forms", "meeting_times")
    }
    assert client.post(edit, sent | {"capacity": 3}).status_code == 302
    assert cast.value("select capacity from public.peer_mentors where id = %s", cast.mentee) == 3
    assert (stored(cast), wished(cast)) == ([(["nb"], [], [])], ["forerhund"])


def test_whoever_saves_second_is_told(cast, sign_in, address):
    client = sign_in(cast.coordinator)
    version = client.get(address).context["form"].initial["version"]
    send(client, address, languages=["en"])
    second = client.post(address, {"version": version, "languages": ["nb"]})
    assert second.status_code == 409
    assert stored(cast) == [(["en"], [], [])]


def test_the_page_costs_at_most_12_queries(cast, sign_in, address):
    client = sign_in(cast.coordinator)
    with queries_of() as queries:
        assert client.get(address).status_code == 200
    assert len(queries) <= 12
