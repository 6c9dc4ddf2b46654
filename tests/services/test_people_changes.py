"""Story H, writing: adding and changing a person on a real database, as the login role of production."""

import threading
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from mentor_program.domain.errors import InvalidInput, NotAllowed, NotFound, RuleViolation
from mentor_program.services.mentor_program_service import MentorProgramService
from mentor_program.services.people_results import PersonValues


def values_of(cast, **changed):
    return PersonValues(name="Nils Ny", role="mentee", unit=cast.branch, **changed)


def form_of(service, cast, person, actor=None):
    return service.person_form(actor=actor or cast.coordinator, person_id=person)


def change(service, cast, person, actor=None, **changed):
    form = form_of(service, cast, person)
    return service.change_person(
        actor=actor or cast.coordinator,
        person_id=person,
        values=replace(form.values, **changed),
        version=form.version,
    )


def count(cast, table):
    return cast.value(f"select count(*) from public.{table}")


def test_adding_stores_everything_about_a_person(cast, service):
    cohort = cast._insert("cohorts", unit_id=cast.organisation, programme_id=cast.programme, name="Vår 2026")
    until = service.today + timedelta(days=30)
    values = PersonValues(
        name="  Nils   Ny ",
        role="mentor",
        unit=cast.local,
        email="Nils.Ny@Example.org",
        phone="+47 6805 2877",
        postal_code="4306",
        municipality="1108",
        areas=frozenset({"forerhund", "glaukom"}),
        diagnosis_consent=True,
        availability="paused",
        paused_until=until,
        capacity=3,
        cohort=cohort,
        note="Ring på kvelden.",
        readiness="later",
    )

    saved = service.add_person(actor=cast.coordinator, values=values)

    stored = form_of(service, cast, saved.id).values
    assert stored == replace(values, name="Nils Ny", email="nils.ny@example.org")
    assert (saved.name, saved.changed) == ("Nils Ny", True)
    recorded_by = "select recorded_by from public.peer_mentor_consents where peer_mentor_id = %s"
    assert cast.value(recorded_by, saved.id) == cast.coordinator.user_id


def test_what_cannot_be_accepted_is_told_at_its_field_and_nothing_is_stored(cast, service):
    people = count(cast, "peer_mentors")
    values = PersonValues(
        name=" ",
        role="king",
        unit=cast.branch,
        email="nils at example",
        phone="ring meg",
        postal_code="43",
        availability="paused",
        paused_until=service.today,
        capacity=51,
        cohort=uuid4(),
        readiness="maybe",
        note="x" * 4001,
        areas=frozenset({"glaukom"}),
    )

    with pytest.raises(InvalidInput) as refused:
        service.add_person(actor=cast.coordinator, values=values)

    assert refused.value.fields == {
        "name": "name_missing",
        "role": "choose_one",
        "email": "email_invalid",
        "phone": "phone_invalid",
        "postal_code": "postal_code_invalid",
        "paused_until": "pause_ends_later",
        "capacity": "capacity_in_range",
        "cohort": "choose_one",
        "readiness": "choose_one",
        "note": "too_long",
        "diagnosis_consent": "diagnosis_needs_consent",
    }
    assert count(cast, "peer_mentors") == people


def test_a_person_is_added_to_ones_own_units_only(cast, service):
    assert service.add_person(actor=cast.coordinator, values=replace(values_of(cast), unit=cast.other_branch)).changed
    for unit in (cast.other_branch, cast.organisation, cast.other_organisation, None):
        with pytest.raises(InvalidInput) as refused:
            service.add_person(actor=cast.local_coordinator, values=replace(values_of(cast), unit=unit))
        assert refused.value.fields == {"unit": "unit_not_in_scope"}


@pytest.mark.parametrize("who", ["mentor_user", "mentee_user", "idle_mentor_user"])
def test_mentors_and_mentees_add_and_change_nobody(cast, service, who):
    cast.pair()
    assert change(service, cast, cast.mentor, capacity=3).changed
    form = form_of(service, cast, cast.mentor)

    with pytest.raises(NotAllowed):
        service.add_person(actor=getattr(cast, who), values=values_of(cast))
    with pytest.raises(NotAllowed if who == "mentor_user" else NotFound):
        service.change_person(actor=getattr(cast, who), person_id=cast.mentor, values=form.values, version=form.version)


@pytest.mark.parametrize("who", ["outsider", "local_coordinator"])
def test_somebody_outside_ones_units_cannot_be_changed_since_they_do_not_exist(cast, service, who):
    assert change(service, cast, cast.far_mentor, capacity=3).changed
    form = form_of(service, cast, cast.far_mentor)

    with pytest.raises(NotFound):
        service.change_person(
            actor=getattr(cast, who), person_id=cast.far_mentor, values=form.values, version=form.version
        )


def test_changing_writes_what_differs_and_saving_the_same_again_writes_nothing(cast, service):
    saved = change(service, cast, cast.mentor, name="Mona Moen", phone="+47 6805 1111", areas=frozenset({"studier"}))
    assert saved.changed
    stored = form_of(service, cast, cast.mentor).values
    assert (stored.name, stored.phone, stored.areas) == ("Mona Moen", "+47 6805 1111", frozenset({"studier"}))
    updated_at = cast.value("select updated_at from public.peer_mentors where id = %s", cast.mentor)

    again = change(service, cast, cast.mentor)

    assert again.changed is False
    assert cast.value("select updated_at from public.peer_mentors where id = %s", cast.mentor) == updated_at


def test_a_new_name_reaches_the_persons_pairs(cast, service):
    pairing = cast.pair()
    change(service, cast, cast.mentor, name="Mona Moen")
    assert service.pairing(actor=cast.mentee_user, pairing_id=pairing).mentor.name == "Mona Moen"


def test_the_role_is_bound_while_the_person_is_in_an_open_pair(cast, service):
    assert change(service, cast, cast.idle_mentor, role="").changed
    cast.pair()

    with pytest.raises(InvalidInput) as refused:
        change(service, cast, cast.mentor, role="")

    assert (refused.value.fields, refused.value.facts) == ({"role": "role_bound_by_open_pairing"}, {"open_pairings": 1})


def test_a_mentee_who_has_finished_may_become_a_mentor(cast, service):
    pairing = cast.pair()
    cast.complete_all(pairing)
    assert change(service, cast, cast.mentee, role="mentor").changed


def test_places_cannot_be_fewer_than_the_pairs_a_mentor_has(cast, service):
    cast.pair()
    cast.pair(cast.mentor, cast.waiting_mentee)

    with pytest.raises(InvalidInput) as refused:
        change(service, cast, cast.mentor, capacity=1)

    assert refused.value.fields == {"capacity": "fewer_places_than_pairs"}
    assert change(service, cast, cast.mentor, capacity=2, note="Full nå.").changed


def test_a_rule_that_only_the_database_sees_is_told_at_its_field_too(cast, service):
    theirs = cast._insert("cohorts", unit_id=cast.other_organisation, programme_id=cast.other_programme, name="Høst")
    cast._insert("coordinators", user_id=cast.coordinator.user_id, unit_id=cast.other_organisation, display_name="Kari")

    with pytest.raises(InvalidInput) as refused:
        change(service, cast, cast.mentor, cohort=theirs)
    assert refused.value.fields == {"cohort": "cohort_of_same_organisation"}

    with pytest.raises(InvalidInput) as refused:
        change(service, cast, cast.mentor, unit=cast.other_organisation)
    assert refused.value.fields == {"unit": "person_stays_in_organisation"}


def test_a_cohort_one_cannot_see_is_kept(cast, service):
    cohort = cast._insert("cohorts", unit_id=cast.organisation, programme_id=cast.programme, name="Vår 2026")
    assert change(service, cast, cast.mentor, cohort=cohort).changed

    change(service, cast, cast.mentor, actor=cast.local_coordinator, capacity=4)

    stored = form_of(service, cast, cast.mentor).values
    assert (stored.cohort, stored.capacity) == (cohort, 4)


def test_withdrawing_the_consent_removes_the_areas_that_name_a_diagnosis_and_no_others(cast, service):
    change(service, cast, cast.mentor, diagnosis_consent=True, areas=frozenset({"amd", "glaukom", "studier"}))
    stored = form_of(service, cast, cast.mentor).values
    assert stored.areas == {"amd", "glaukom", "studier"}

    saved = change(service, cast, cast.mentor, diagnosis_consent=False)

    assert saved.removed_areas == 2
    stored = form_of(service, cast, cast.mentor).values
    assert (stored.diagnosis_consent, stored.areas) == (False, {"studier"})


def test_a_note_and_an_answer_can_be_taken_away_again(cast, service):
    change(service, cast, cast.mentor, note="Ring.", readiness="not")
    change(service, cast, cast.mentor, note="  ", readiness="")
    assert (count(cast, "peer_mentor_notes"), count(cast, "peer_mentor_readiness")) == (0, 0)


def test_the_postal_code_places_a_person_whose_municipality_was_left_out(cast, service):
    cast.owner.execute("insert into public.postal_codes values ('4306', 'SANDNES', '1108')")

    placed = service.add_person(actor=cast.coordinator, values=values_of(cast, postal_code="4306"))
    unknown = service.add_person(actor=cast.coordinator, values=values_of(cast, postal_code="9999"))
    chosen = service.add_person(actor=cast.coordinator, values=values_of(cast, postal_code="4306", municipality="1103"))

    assert (placed.placed_in, unknown.placed_in, chosen.placed_in) == ("Sandnes", "", "")
    found = [form_of(service, cast, person.id).values.municipality for person in (placed, unknown, chosen)]
    assert found == ["1108", "", "1103"]


def test_a_person_with_the_same_mail_is_pointed_out_before_another_is_made(cast, service):
    values = values_of(cast, email="Mona.Mentor@example.org")

    with pytest.raises(RuleViolation) as refused:
        service.add_person(actor=cast.coordinator, values=values)

    (alike,) = refused.value.facts["people"]
    assert refused.value.code == "possible_duplicate"
    assert (alike.id, alike.name, alike.unit_name, alike.same_email) == (cast.mentor, "Mona Mentor", "Rogaland", True)
    assert service.add_person(actor=cast.coordinator, values=values, despite_look_alikes=True).changed


def test_the_same_name_alone_is_no_duplicate_but_with_the_same_telephone_it_is(cast, service):
    values = replace(values_of(cast), name="mona  mentor")
    assert service.add_person(actor=cast.coordinator, values=values).changed

    with pytest.raises(RuleViolation) as refused:
        service.add_person(actor=cast.coordinator, values=replace(values, phone="+47 6805 0000"))

    assert [(alike.id, alike.same_email) for alike in refused.value.facts["people"]] == [(cast.mentor, False)]


def test_a_look_alike_outside_ones_units_is_not_given_away(cast, service):
    values = replace(values_of(cast), email="bjørn.borte@example.org")
    with pytest.raises(RuleViolation):
        service.add_person(actor=cast.coordinator, values=values)

    assert service.add_person(actor=cast.local_coordinator, values=values).changed


def test_whoever_saves_second_is_told_that_somebody_was_first(cast, service):
    form = form_of(service, cast, cast.mentor)
    service.change_person(
        actor=cast.local_coordinator,
        person_id=cast.mentor,
        values=replace(form.values, note="Først."),
        version=form.version,
    )

    with pytest.raises(RuleViolation) as refused:
        service.change_person(
            actor=cast.coordinator,
            person_id=cast.mentor,
            values=replace(form.values, note="Sist."),
            version=form.version,
        )

    assert refused.value.code == "changed_meanwhile"
    assert form_of(service, cast, cast.mentor).values.note == "Først."


def test_a_pair_made_meanwhile_is_no_change_of_the_person(cast, service):
    form = form_of(service, cast, cast.mentor)
    cast.pair()
    values = replace(form.values, note="Ny.")
    assert service.change_person(
        actor=cast.coordinator, person_id=cast.mentor, values=values, version=form.version
    ).changed


def test_contact_details_that_the_person_corrected_meanwhile_are_not_overwritten(cast, service):
    form = form_of(service, cast, cast.mentor)
    own = service.own_profile(actor=cast.mentor_user)
    service.correct_own_contact(
        actor=cast.mentor_user, contact=replace(own.contact, phone="+47 6805 9999"), version=own.version
    )

    with pytest.raises(RuleViolation):
        service.change_person(actor=cast.coordinator, person_id=cast.mentor, values=form.values, version=form.version)

    assert form_of(service, cast, cast.mentor).values.phone == "+47 6805 9999"


def test_of_two_who_save_at_the_same_moment_one_succeeds_and_the_other_is_told(cast):
    from django.db import connection

    form = form_of(MentorProgramService(), cast, cast.mentor)
    outcomes, start = [], threading.Barrier(2)

    def save(actor, note):
        start.wait()
        try:
            MentorProgramService().change_person(
                actor=actor, person_id=cast.mentor, values=replace(form.values, note=note), version=form.version
            )
            outcomes.append("saved")
        except RuleViolation as refused:
            outcomes.append(refused.code)
        finally:
            connection.close()

    threads = [
        threading.Thread(target=save, args=(actor, note))
        for actor, note in ((cast.coordinator, "Én"), (cast.local_coordinator, "To"))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["changed_meanwhile", "saved"]
    assert count(cast, "peer_mentor_notes") == 1


def test_wishes_and_preferences_are_stored_and_taken_away(cast, service):
    wished = {"languages": frozenset({"nb", "sign"}), "meeting_forms": frozenset({"phone"})}
    change(service, cast, cast.mentee, wished=frozenset({"forerhund"}), meeting_times=frozenset({"weekend"}), **wished)

    values = form_of(service, cast, cast.mentee).values
    assert (values.wished, values.languages) == ({"forerhund"}, {"nb", "sign"})
    assert (values.meeting_forms, values.meeting_times) == ({"phone"}, {"weekend"})
    known = service.own_profile(actor=cast.mentee_user).known
    assert (known.preferences.languages, known.wished_areas) == (("nb", "sign"), ("førerhund",))

    change(service, cast, cast.mentee, wished=frozenset(), languages=frozenset())
    values = form_of(service, cast, cast.mentee).values
    assert (values.wished, values.languages, values.meeting_forms) == (frozenset(), frozenset(), {"phone"})


def test_a_wish_that_names_a_diagnosis_needs_the_consent_and_goes_with_it(cast, service):
    with pytest.raises(InvalidInput) as refused:
        change(service, cast, cast.mentee, wished=frozenset({"glaukom"}))
    assert refused.value.fields == {"diagnosis_consent": "diagnosis_needs_consent"}

    change(service, cast, cast.mentee, wished=frozenset({"glaukom", "forerhund"}), diagnosis_consent=True)
    assert change(service, cast, cast.mentee, diagnosis_consent=False).removed_areas == 1
    assert form_of(service, cast, cast.mentee).values.wished == {"forerhund"}


def test_codes_that_nobody_knows_are_told_at_their_field(cast, service):
    with pytest.raises(InvalidInput) as refused:
        change(service, cast, cast.mentee, languages=frozenset({"klingon"}), meeting_times=frozenset({"night"}))
    assert refused.value.fields == {"languages": "choose_one", "meeting_times": "choose_one"}
