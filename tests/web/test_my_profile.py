"""My profile: one's own data, and what one may correct."""

import html

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext


def text_of(response):
    return html.unescape(response.content.decode())


def version_in(response):
    return response.context["form"]["version"].value()


def give_diagnosis(cast, person, key):
    cast._insert("peer_mentor_consents", peer_mentor_id=person)
    area = cast.value("select id from public.experience_areas where key = %s", key)
    cast._insert("peer_mentor_experience_areas", peer_mentor_id=person, area_id=area)


@pytest.mark.parametrize(("who", "name"), [("mentor_user", "Mona Mentor"), ("mentee_user", "Even Mentee")])
def test_everyone_with_a_profile_sees_their_own(cast, sign_in, who, name):
    client = sign_in(getattr(cast, who))
    page = text_of(client.get("/profile/"))
    assert f"<dd>{name}</dd>" in page
    assert "Rogaland" in page
    assert "Lars Lokal" in page
    assert f"{getattr(cast, who).user_id}@example.org" in page
    assert "/edit/" not in page


@pytest.mark.parametrize("address", ["/profile/", "/profile/consent/"])
def test_without_a_profile_there_is_no_access(cast, sign_in, address):
    assert sign_in(cast.mentor_user).get("/profile/").status_code == 200
    client = sign_in(cast.coordinator)
    assert client.get(address).status_code == 403
    assert client.post(address, {"phone": "68052877"}).status_code == 403


def test_contact_details_are_corrected(cast, sign_in):
    client = sign_in(cast.mentee_user)
    version = version_in(client.get("/profile/"))
    typed = {"version": version, "phone": "68 05 28 77", "email": "Even@Example.org", "postal_code": "4306 Sandnes"}

    page = text_of(client.post("/profile/", typed, follow=True))

    row = "select email, phone, postal_code from public.peer_mentor_contacts where peer_mentor_id = %s"
    assert cast.row(row, cast.mentee) == ("even@example.org", "+47 6805 2877", "4306")
    assert "<title>Kontaktopplysningene dine er lagret. – Min profil – Mentorprogram</title>" in page


def test_the_address_for_signing_in_stays(cast, sign_in):
    from mentor_program.accounts.models import User

    client = sign_in(cast.mentee_user)
    version = version_in(client.get("/profile/"))
    client.post("/profile/", {"version": version, "phone": "", "email": "annen@example.org", "postal_code": ""})
    assert User.objects.get(id=cast.mentee_user.user_id).email == f"{cast.mentee_user.user_id}@example.org"


def test_nothing_else_can_be_changed_by_sending_more(cast, sign_in):
    client = sign_in(cast.mentee_user)
    version = version_in(client.get("/profile/"))
    more = {"name": "Sjefen", "role": "mentor", "mentor_programme_role": "mentor", "unit": str(cast.organisation)}
    assert client.post("/profile/", more | {"version": version, "phone": "68052877"}).status_code == 302
    row = "select display_name, mentor_programme_role, unit_id from public.peer_mentors where id = %s"
    assert cast.row(row, cast.mentee) == ("Even Mentee", "mentee", cast.branch)


def test_a_mistake_is_told_at_its_field_and_what_was_typed_is_kept(cast, sign_in):
    client = sign_in(cast.mentee_user)
    response = client.post("/profile/", {"version": "", "phone": "abc", "email": "even@example.org"})
    page = text_of(response)
    assert "<title>Feil: Min profil – Mentorprogram</title>" in page
    assert 'href="#id_phone"' in page
    assert 'value="abc"' in page


def test_a_change_meanwhile_is_shown_and_what_was_typed_is_kept(cast, sign_in):
    client = sign_in(cast.mentee_user)
    version = version_in(client.get("/profile/"))
    cast.owner.execute(
        "update public.peer_mentor_contacts set phone = '+47 6805 7777' where peer_mentor_id = %s", [cast.mentee]
    )

    response = client.post("/profile/", {"version": version, "phone": "68058888", "email": "", "postal_code": ""})

    page = text_of(response)
    assert response.status_code == 409
    assert "Noen endret dette mens du skrev" in page
    assert "Lagret nå: +47 6805 7777" in page
    assert 'value="68058888"' in page
    seen = {"version": version_in(response), "phone": "68058888", "email": "", "postal_code": ""}
    assert client.post("/profile/", seen).status_code == 302


def test_a_consent_is_withdrawn_after_the_consequence_is_told(cast, sign_in):
    give_diagnosis(cast, cast.mentor, "glaukom")
    client = sign_in(cast.mentor_user)
    assert "<li>Glaukom</li>" in text_of(client.get("/profile/"))

    asked = text_of(client.get("/profile/consent/"))
    page = text_of(client.post("/profile/consent/", follow=True))

    assert "Disse slettes:" in asked
    assert "Samtykket er trukket tilbake, og 1 område som nevner en diagnose, er slettet." in page
    assert "Glaukom" not in page
    assert cast.value("select count(*) from public.peer_mentor_consents") == 0


def test_a_consent_that_is_gone_already_is_told_as_it_is(cast, sign_in):
    page = text_of(sign_in(cast.mentor_user).post("/profile/consent/", follow=True))
    assert "Samtykket er trukket tilbake. Ingen områder som nevner en diagnose, er lagret." in page


def test_where_there_is_no_consent_the_page_for_withdrawing_it_leads_back(cast, sign_in):
    response = sign_in(cast.mentor_user).get("/profile/consent/")
    assert (response.status_code, response.url) == (302, "/profile/")


def test_the_coordinators_note_is_not_on_the_page(cast, sign_in):
    cast._insert("peer_mentor_notes", peer_mentor_id=cast.mentor, note="Hemmelig notat")
    assert "Hemmelig notat" in text_of(sign_in(cast.coordinator).get(f"/people/{cast.mentor}/"))
    assert "Hemmelig" not in text_of(sign_in(cast.mentor_user).get("/profile/"))


def test_the_page_costs_the_same_for_one_area_and_for_three_and_at_most_12_queries(cast, sign_in):
    client = sign_in(cast.mentor_user)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/profile/").status_code == 200
        return len(queries)

    areas = [row[0] for row in cast.owner.execute("select id from public.experience_areas where not names_diagnosis")]
    cast._insert("peer_mentor_experience_areas", peer_mentor_id=cast.mentor, area_id=areas[0])
    one = cost()
    for area in areas[1:3]:
        cast._insert("peer_mentor_experience_areas", peer_mentor_id=cast.mentor, area_id=area)
    assert cost() == one
    assert one <= 12
