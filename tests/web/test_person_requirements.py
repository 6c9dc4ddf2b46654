"""What a mentor has fulfilled: the page, its errors, and two who save at once."""

from datetime import timedelta

import pytest

from support.queries import queries_of


@pytest.fixture
def address(cast):
    return f"/people/{cast.mentor}/requirements/"


def stored(cast):
    query = "select kind, fulfilled_on::text, valid_until::text from public.peer_mentor_qualifications order by kind"
    return cast.owner.execute(query).fetchall()


def form_of(page):
    return page.context["form"]


def test_days_are_stored_and_told_on_the_persons_page(cast, sign_in, address):
    client = sign_in(cast.coordinator)
    page = client.get(address)
    sent = {"version": form_of(page).initial["version"], "course_on": "1.3.2024", "police_certificate_on": "2.3.2024"}
    done = client.post(address, sent | {"police_certificate_until": "2.3.2999"}, follow=True)

    assert stored(cast) == [("course", "2024-03-01", None), ("police_certificate", "2024-03-02", "2999-03-02")]
    text = done.content.decode()
    assert "Kravene til Mona Mentor er lagret." in text
    assert "Politiattest vist" in text
    assert "Registrert av Kari Koordinator" in text


def test_an_emptied_day_takes_it_away(cast, sign_in, address):
    cast._insert("peer_mentor_qualifications", peer_mentor_id=cast.mentor, kind="course", fulfilled_on="2024-01-01")
    client = sign_in(cast.coordinator)
    page = client.get(address)
    assert form_of(page).initial["course_on"].isoformat() == "2024-01-01"
    client.post(address, {"version": form_of(page).initial["version"]})
    assert stored(cast) == []


def test_what_is_wrong_stands_at_its_field(cast, sign_in, address, service):
    tomorrow = service.today + timedelta(days=1)
    client = sign_in(cast.coordinator)
    version = form_of(client.get(address)).initial["version"]
    sent = {"version": version, "course_on": f"{tomorrow:%d.%m.%Y}", "approval_on": "5.5.2024"}
    page = client.post(address, sent | {"approval_until": "1.1.2024", "confidentiality_on": "i fjor"})
    assert list(form_of(page).errors) == ["confidentiality_on"]
    page = client.post(address, sent | {"approval_until": "1.1.2024"})
    assert form_of(page).errors == {
        "course_on": ["Velg i dag eller en tidligere dag."],
        "approval_until": ["Siste dag det gjelder, kan ikke være før dagen det ble oppfylt."],
    }
    page = client.post(address, {"version": version, "course_until": "1.1.2999"})
    assert form_of(page).errors == {"course_on": ["Skriv denne dagen også, eller ta bort siste dag."]}
    assert stored(cast) == []


def test_whoever_saves_second_sees_what_is_stored_now_and_may_save_again(cast, sign_in, address):
    client = sign_in(cast.coordinator)
    version = form_of(client.get(address)).initial["version"]
    cast._insert("peer_mentor_qualifications", peer_mentor_id=cast.mentor, kind="course", fulfilled_on="2024-01-01")
    second = client.post(address, {"version": version, "course_on": "2.2.2024"})
    assert second.status_code == 409
    assert "Kurs gjennomført: 1. januar 2024" in second.content.decode()
    assert stored(cast) == [("course", "2024-01-01", None)]
    client.post(address, {"version": form_of(second).data["version"], "course_on": "2.2.2024"})
    assert stored(cast) == [("course", "2024-02-02", None)]


def test_what_the_programme_requires_is_marked_and_what_is_missing_is_named(cast, sign_in, address):
    query = "update public.mentor_programmes set required_qualifications = '{course}' where id = %s"
    cast.owner.execute(query, [cast.programme])
    client = sign_in(cast.coordinator)
    assert "programmet krever det" in client.get(address).content.decode()
    assert "Kurset er ikke gjennomført" in client.get(f"/people/{cast.mentor}/").content.decode()


def test_the_page_costs_at_most_12_queries(cast, sign_in, address):
    client = sign_in(cast.coordinator)
    for kind in ("course", "approval", "confidentiality"):
        with queries_of() as queries:
            assert client.get(address).status_code == 200
        assert len(queries) <= 12
        cast._insert("peer_mentor_qualifications", peer_mentor_id=cast.mentor, kind=kind, fulfilled_on="2024-01-01")


def test_a_mentor_reads_ones_own_and_cannot_write_them(cast, sign_in, address):
    cast._insert("peer_mentor_qualifications", peer_mentor_id=cast.mentor, kind="course", fulfilled_on="2024-01-01")
    client = sign_in(cast.mentor_user)
    assert "Kurs gjennomført" in client.get("/profile/").content.decode()
    assert client.get(address).status_code == 403
