"""Two people who shall never be paired again, on a real database as the login role of production."""

import pytest

from mentor_program.domain.errors import InvalidInput, NotAllowed, NotFound, RuleViolation


def exclude(service, cast, mentor=None, mentee=None, actor=None, reason="Ble uenige"):
    return service.exclude(
        actor=actor or cast.coordinator,
        mentor_id=mentor or cast.mentor,
        mentee_id=mentee or cast.mentee,
        reason=reason,
    )


def test_it_is_told_of_both_people_with_reason_and_who_wrote_it(cast, service):
    made = exclude(service, cast, actor=cast.local_coordinator).exclusion
    assert (made.mentor_name, made.mentee_name, made.reason) == ("Mona Mentor", "Even Mentee", "Ble uenige")
    (of_mentor,) = service.person(actor=cast.coordinator, person_id=cast.mentor).exclusions
    (of_mentee,) = service.person(actor=cast.coordinator, person_id=cast.mentee).exclusions
    assert (of_mentor.id, of_mentor.other_name, of_mentor.created_by) == (made.id, "Even Mentee", "Lars Lokal")
    assert (of_mentee.id, of_mentee.other_name) == (made.id, "Mona Mentor")


def test_the_two_are_not_paired_until_it_is_taken_away(cast, service):
    made = exclude(service, cast).exclusion
    with pytest.raises(RuleViolation):
        service.create_pairing(actor=cast.coordinator, mentor_id=cast.mentor, mentee_id=cast.mentee)
    service.remove_exclusion(actor=cast.coordinator, exclusion_id=made.id)
    service.create_pairing(actor=cast.coordinator, mentor_id=cast.mentor, mentee_id=cast.mentee)


def test_noting_it_again_either_way_round_changes_nothing(cast, service):
    first = exclude(service, cast)
    again = exclude(service, cast, reason="Noe annet")
    turned = exclude(service, cast, mentor=cast.mentee, mentee=cast.mentor, reason="Noe annet")
    assert (first.created, again.created, turned.created) == (True, False, False)
    assert again.exclusion == turned.exclusion == first.exclusion


def test_it_needs_a_reason_and_two_people(cast, service):
    with pytest.raises(InvalidInput) as refused:
        exclude(service, cast, reason="  ")
    assert refused.value.fields == {"reason": "exclusion_has_reason"}
    with pytest.raises(InvalidInput) as refused:
        exclude(service, cast, mentee=cast.mentor, reason="x" * 1001)
    assert refused.value.fields == {"other": "choose_one", "reason": "too_long"}


def test_whoever_does_not_hold_both_people_neither_writes_nor_sees_it(cast, service):
    made = exclude(service, cast, mentee=cast.far_mentee).exclusion
    assert len(service.person(actor=cast.coordinator, person_id=cast.mentor).exclusions) == 1
    assert service.person(actor=cast.local_coordinator, person_id=cast.mentor).exclusions == ()
    with pytest.raises(NotFound):
        service.exclusion(actor=cast.local_coordinator, exclusion_id=made.id)
    with pytest.raises(NotFound):
        exclude(service, cast, mentor=cast.idle_mentor, mentee=cast.far_mentee, actor=cast.local_coordinator)
    with pytest.raises(NotFound):
        service.exclusion(actor=cast.mentor_user, exclusion_id=made.id)
    with pytest.raises(NotAllowed):
        exclude(service, cast, actor=cast.mentor_user)


def test_the_form_offers_those_the_person_has_been_paired_with_and_who_may_still_be(cast, service):
    cast.pair(cast.mentor, cast.mentee)
    cast.pair(cast.mentor, cast.waiting_mentee)
    form = service.exclusion_form(actor=cast.coordinator, person_id=cast.mentor)
    assert [(other.name, other.role) for other in form.others] == [("Vera Venter", "mentee"), ("Even Mentee", "mentee")]
    exclude(service, cast)
    form = service.exclusion_form(actor=cast.coordinator, person_id=cast.mentor)
    assert [other.name for other in form.others] == ["Vera Venter"]


def test_somebody_out_of_scope_is_not_offered(cast, service):
    cast.pair(cast.mentor, cast.far_mentee)
    everyone = service.exclusion_form(actor=cast.coordinator, person_id=cast.mentor)
    assert [other.name for other in everyone.others] == ["Frida Fjern"]
    assert service.exclusion_form(actor=cast.local_coordinator, person_id=cast.mentor).others == ()
