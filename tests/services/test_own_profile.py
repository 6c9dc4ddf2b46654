"""Story H for everyone: one's own profile, and what one may correct in it."""

from dataclasses import replace

import pytest

from mentor_program.domain.errors import InvalidInput, NotAllowed, RuleViolation
from mentor_program.domain.permissions import Actor
from mentor_program.services.people_results import ContactValues


def give_areas(cast, person, *keys):
    cast.owner.execute("insert into public.peer_mentor_consents (peer_mentor_id) values (%s)", [person])
    cast.owner.execute(
        "insert into public.peer_mentor_experience_areas (peer_mentor_id, area_id)"
        " select %s, id from public.experience_areas where key = any(%s)",
        [person, list(keys)],
    )


@pytest.mark.parametrize(
    ("who", "name", "role"), [("mentor_user", "Mona Mentor", "mentor"), ("mentee_user", "Even Mentee", "mentee")]
)
def test_everyone_sees_their_own_profile(cast, service, who, name, role):
    profile = service.own_profile(actor=getattr(cast, who))

    assert (profile.name, profile.role, profile.unit_name) == (name, role, "Rogaland")
    assert profile.contact.phone == "+47 6805 0000"
    assert {person.name for person in profile.coordinators} == {"Kari Koordinator", "Lars Lokal"}


def test_somebody_outside_the_programme_has_a_profile_too(cast, service):
    actor = Actor(cast.outsider.user_id)
    cast.person("Ute Utenfor", None, unit=cast.other_organisation, actor=actor)
    assert service.own_profile(actor=actor).role == ""


def test_without_a_profile_there_is_nothing_to_show_or_correct(cast, service):
    assert service.own_profile(actor=cast.mentor_user).name == "Mona Mentor"
    with pytest.raises(NotAllowed):
        service.own_profile(actor=cast.coordinator)
    with pytest.raises(NotAllowed):
        service.correct_own_contact(actor=cast.coordinator, contact=ContactValues(), version="")
    with pytest.raises(NotAllowed):
        service.withdraw_own_consent(actor=Actor.anonymous())


def test_contact_details_are_ones_own_to_correct(cast, service):
    own = service.own_profile(actor=cast.mentee_user)
    contact = ContactValues("  Even@Example.org ", "+47 6805 2877", "4306")

    assert service.correct_own_contact(actor=cast.mentee_user, contact=contact, version=own.version) is True

    fresh = service.own_profile(actor=cast.mentee_user)
    assert fresh.contact == ContactValues("even@example.org", "+47 6805 2877", "4306")
    again = service.correct_own_contact(actor=cast.mentee_user, contact=fresh.contact, version=fresh.version)
    assert again is False


def test_somebody_without_contact_details_can_add_them(cast, service):
    cast.owner.execute("delete from public.peer_mentor_contacts where peer_mentor_id = %s", [cast.mentee])
    own = service.own_profile(actor=cast.mentee_user)
    assert own.contact == ContactValues()

    service.correct_own_contact(
        actor=cast.mentee_user, contact=replace(own.contact, email="even@example.org"), version=own.version
    )

    assert service.own_profile(actor=cast.mentee_user).contact.email == "even@example.org"


def test_wrong_contact_details_are_told_at_their_field(cast, service):
    own = service.own_profile(actor=cast.mentee_user)
    with pytest.raises(InvalidInput) as refused:
        service.correct_own_contact(
            actor=cast.mentee_user, contact=ContactValues("even", "x", "abcd"), version=own.version
        )
    assert refused.value.fields == {
        "email": "email_invalid",
        "phone": "phone_invalid",
        "postal_code": "postal_code_invalid",
    }


def test_a_coordinators_change_meanwhile_is_not_overwritten(cast, service):
    own = service.own_profile(actor=cast.mentee_user)
    cast.owner.execute(
        "update public.peer_mentor_contacts set phone = '+47 6805 7777' where peer_mentor_id = %s", [cast.mentee]
    )
    with pytest.raises(RuleViolation) as refused:
        service.correct_own_contact(
            actor=cast.mentee_user, contact=ContactValues(phone="+47 6805 8888"), version=own.version
        )
    assert refused.value.code == "changed_meanwhile"


def test_taking_back_the_consent_removes_the_diagnoses_and_may_be_repeated(cast, service):
    give_areas(cast, cast.mentor, "amd", "studier", "glaukom")
    before = service.own_profile(actor=cast.mentor_user)
    assert (before.areas, before.diagnosis_areas) == (("studier",), ("AMD", "glaukom"))

    assert service.withdraw_own_consent(actor=cast.mentor_user) == 2

    after = service.own_profile(actor=cast.mentor_user)
    assert (after.areas, after.diagnosis_areas, after.consent_since) == (("studier",), (), None)
    assert service.withdraw_own_consent(actor=cast.mentor_user) == 0
