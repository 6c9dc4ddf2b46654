"""Adding and changing a person: what the form says, keeps and stores."""

import html

import pytest

from mentor_program.web.person_form import PersonForm


def text_of(response):
    return html.unescape(response.content.decode())


def new_person(cast, **changed):
    return {
        "name": "Nils Ny",
        "role": "mentee",
        "unit": str(cast.branch),
        "availability": "available",
        "capacity": "1",
    } | changed


def stored_in(response):
    """What the form would send back unchanged."""
    form = response.context["form"]
    values = {name: form[name].value() for name in form.fields}
    values["paused_until"] = form["paused_until"].value() or ""
    return {name: value for name, value in values.items() if value is not None and value is not False}


def count(cast):
    return cast.value("select count(*) from public.peer_mentors")


def error_of(response, field):
    return [str(message) for message in response.context["form"].errors.get(field, [])]


def test_adding_leads_to_the_persons_page_with_the_outcome_first(cast, sign_in):
    client = sign_in(cast.coordinator)
    response = client.post("/people/new/", new_person(cast, phone="68052877", email="NILS@example.org"), follow=True)

    page = text_of(response)
    assert response.status_code == 200
    assert "<title>Nils Ny er lagt til. – Nils Ny, Mentee – Mentorprogram</title>" in page
    assert "+47 6805 2877" in page
    assert "nils@example.org" in page


def test_the_form_offers_own_units_only_and_municipalities_by_county(cast, sign_in):
    assert "Vestland" in [
        label for _, label in sign_in(cast.coordinator).get("/people/new/").context["form"]["unit"].field.choices
    ]

    form = sign_in(cast.local_coordinator).get("/people/new/").context["form"]

    assert [label for _, label in form.fields["unit"].choices] == ["Velg en enhet", "Rogaland", "Sandnes"]
    groups = form.fields["municipality"].choices[1:]
    assert (len(groups), sum(len(places) for _, places in groups)) == (15, 357)
    assert [county for county, _ in groups][-2:] == ["Vestland", "Østfold"]


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"name": " "}, "name", "Fyll ut «Navn»."),
        ({"role": ""}, "role", "Velg et svar: «Rolle i programmet»."),
        ({"unit": ""}, "unit", "Velg et svar: «Enhet»."),
        ({"email": "nils at example"}, "email", "Skriv e-postadressen slik: navn@eksempel.no."),
        ({"phone": "ring meg"}, "phone", "Skriv ett telefonnummer: åtte sifre, eller + og landkode først."),
        ({"postal_code": "43"}, "postal_code", "Skriv postnummeret med fire sifre."),
        ({"capacity": "mange"}, "capacity", "Skriv «Antall plasser» som et helt tall."),
        ({"capacity": "51"}, "capacity", "Skriv et antall plasser fra 0 til 50."),
        ({"paused_until": "jul"}, "paused_until", "Skriv «På pause til» som dag, måned og år, for eksempel 6.11.2026."),
        ({"paused_until": "1.3.2099"}, "paused_until", "Velg «På pause» over, eller ta bort datoen."),
        (
            {"availability": "paused", "paused_until": "1.3.2020"},
            "paused_until",
            "Velg en dag etter i dag, eller la datoen stå tom.",
        ),
        (
            {"diagnosis_areas": ["glaukom"]},
            "diagnosis_consent",
            "Kryss av for samtykket, eller ta bort erfaringsområdene som nevner en diagnose.",
        ),
    ],
)
def test_each_mistake_is_told_at_its_field_and_what_was_typed_is_kept(cast, sign_in, typed, field, words):
    people = count(cast)
    response = sign_in(cast.coordinator).post("/people/new/", new_person(cast, note="Kjører ikke bil.") | typed)

    page = text_of(response)
    assert error_of(response, field) == [words]
    assert "<title>Feil: Legg til person – Mentorprogram</title>" in page
    assert f'<a href="#id_{field}' in page
    assert "Kjører ikke bil." in page
    assert count(cast) == people


def test_a_unit_outside_the_scope_is_no_choice(cast, sign_in):
    values = new_person(cast, unit=str(cast.other_branch))
    assert sign_in(cast.coordinator).post("/people/new/", values).status_code == 302

    response = sign_in(cast.local_coordinator).post("/people/new/", values | {"name": "Nina Ny"})

    assert error_of(response, "unit") == ["Velg ett av svarene: «Enhet»."]


def test_a_possible_duplicate_is_shown_and_added_only_when_said_twice(cast, sign_in):
    client = sign_in(cast.coordinator)
    people = count(cast)
    values = new_person(cast, email="mona.mentor@example.org")

    asked = client.post("/people/new/", values)

    page = text_of(asked)
    assert (asked.status_code, count(cast)) == (409, people)
    assert "Finnes personen her fra før?" in page
    assert f'<a href="/people/{cast.mentor}/">Mona Mentor, Rogaland</a> – samme e-postadresse' in page
    assert 'value="Nils Ny"' in page

    assert client.post("/people/new/", values | {"anyway": "yes"}).status_code == 302
    assert count(cast) == people + 1


def test_rules_of_the_database_are_told_at_their_field(cast, sign_in):
    cast.pair()
    cast.pair(cast.mentor, cast.waiting_mentee)
    client = sign_in(cast.coordinator)
    values = stored_in(client.get(f"/people/{cast.mentor}/edit/"))

    role = client.post(f"/people/{cast.mentor}/edit/", values | {"role": "mentee"})
    places = client.post(f"/people/{cast.mentor}/edit/", values | {"capacity": "1"})

    assert error_of(role, "role") == [
        "Rollen kan ikke endres mens personen er i et aktivt mentorpar eller et par på pause."
    ]
    assert error_of(places, "capacity") == [
        "Det kan ikke være færre plasser enn de aktive mentorparene og parene på pause som personen er i."
    ]


def test_saving_and_saving_nothing_are_told_apart(cast, sign_in):
    client = sign_in(cast.coordinator)
    address = f"/people/{cast.mentor}/edit/"
    values = stored_in(client.get(address))

    same = client.post(address, values, follow=True)
    changed = client.post(address, values | {"name": "Mona Moen", "areas": ["studier"]}, follow=True)

    assert "Mona Mentor: ingenting ble endret." in text_of(same)
    page = text_of(changed)
    assert "Opplysningene om Mona Moen er lagret." in page
    assert "<li>Studier</li>" in page


def test_withdrawing_the_consent_says_what_was_deleted(cast, sign_in):
    client = sign_in(cast.coordinator)
    address = f"/people/{cast.mentor}/edit/"
    values = stored_in(client.get(address)) | {"diagnosis_consent": "on", "diagnosis_areas": ["amd", "glaukom"]}
    page = text_of(client.post(address, values, follow=True))
    assert "<li>AMD</li>" in page

    values = stored_in(client.get(address))
    del values["diagnosis_consent"]
    page = text_of(client.post(address, values, follow=True))

    assert "Samtykket er trukket tilbake, og 2 områder som nevner en diagnose, er slettet." in page
    assert "<li>AMD</li>" not in page


def test_a_pause_that_has_run_out_is_shown_as_over(cast, sign_in):
    cast.owner.execute(
        "update public.peer_mentors set availability = 'paused', paused_until = '2020-01-01' where id = %s",
        [cast.mentor],
    )
    form = sign_in(cast.coordinator).get(f"/people/{cast.mentor}/edit/").context["form"]
    assert (form["availability"].value(), form["paused_until"].value()) == ("available", None)


def test_whoever_saves_second_sees_both_versions_and_decides(cast, sign_in):
    address = f"/people/{cast.mentor}/edit/"
    first, second = sign_in(cast.local_coordinator), sign_in(cast.coordinator)
    values = stored_in(second.get(address))
    assert first.post(address, stored_in(first.get(address)) | {"note": "Ring før kl. 20."}).status_code == 302

    response = second.post(address, values | {"note": "Ring etter kl. 18.", "capacity": "3"})

    page = text_of(response)
    assert response.status_code == 409
    assert "<title>Noen kom først: Rediger Mona Mentor – Mentorprogram</title>" in page
    assert response.context["differences"] == [
        {"label": "Antall plasser", "stored": "2", "typed": "3"},
        {"label": "Notat", "stored": "Ring før kl. 20.", "typed": "Ring etter kl. 18."},
    ]
    assert cast.value("select note from public.peer_mentor_notes") == "Ring før kl. 20."

    seen = stored_in(response)
    assert second.post(address, seen).status_code == 302
    assert cast.value("select note from public.peer_mentor_notes") == "Ring etter kl. 18."


@pytest.mark.parametrize("who", ["local_coordinator", "outsider"])
def test_somebody_outside_ones_units_cannot_be_told_from_somebody_who_does_not_exist(cast, sign_in, who):
    address = f"/people/{cast.far_mentor}/edit/"
    values = stored_in(sign_in(cast.coordinator).get(address))
    client = sign_in(getattr(cast, who))
    nobody = f"/people/{cast.organisation}/edit/"

    for response in (
        client.get(address),
        client.post(address, values),
        client.get(nobody),
        client.post(nobody, values),
    ):
        assert response.status_code == 404
        assert "Bjørn" not in text_of(response)


@pytest.mark.parametrize(("who", "status"), [("mentor_user", 403), ("mentee_user", 404)])
def test_mentors_and_mentees_have_no_access_to_the_form_of_anybody(cast, sign_in, who, status):
    cast.pair()
    address = f"/people/{cast.mentor}/edit/"
    values = stored_in(sign_in(cast.coordinator).get(address))
    client = sign_in(getattr(cast, who))
    assert client.get(address).status_code == status
    assert client.post(address, values).status_code == status
    assert client.post("/people/new/", new_person(cast)).status_code == 403


def test_every_field_of_the_form_is_on_the_page(cast, sign_in):
    page = text_of(sign_in(cast.coordinator).get(f"/people/{cast.mentor}/edit/"))
    missing = [name for name in PersonForm.base_fields if f'name="{name}"' not in page]
    assert missing == []
