"""What a mentor has fulfilled, written by coordinators, on a real database as the login role of production."""

from datetime import date, timedelta

import pytest

from mentor_program.domain.errors import InvalidInput, RuleViolation
from mentor_program.domain.readiness import Lacking, Qualification
from mentor_program.services.fact_results import Fulfilled

COURSE, POLICE = Qualification.COURSE, Qualification.POLICE_CERTIFICATE
LONG_AGO = date(2024, 3, 1)


def change(service, cast, wanted, version=None):
    return service.change_qualifications(
        actor=cast.local_coordinator, person_id=cast.mentor, wanted=wanted, version=version
    )


def require(cast, *kinds):
    query = "update public.mentor_programmes set required_qualifications = %s where id = %s"
    cast.owner.execute(query, [list(kinds), cast.programme])


def test_what_is_stored_says_when_until_when_and_by_whom(cast, service):
    assert change(service, cast, {POLICE: Fulfilled(LONG_AGO, date(2999, 1, 1))}).changed

    (line,) = service.person(actor=cast.coordinator, person_id=cast.mentor).known.qualifications
    assert (line.kind, line.fulfilled_on, line.valid_until) == (POLICE, LONG_AGO, date(2999, 1, 1))
    assert (line.recorded_by, line.expired) == ("Lars Lokal", False)


def test_the_same_again_changes_nothing_and_none_takes_it_away(cast, service):
    change(service, cast, {COURSE: Fulfilled(LONG_AGO)})
    assert not change(service, cast, {COURSE: Fulfilled(LONG_AGO)}).changed
    assert change(service, cast, {COURSE: None}).changed
    assert service.requirements_form(actor=cast.coordinator, person_id=cast.mentor).values == {}


def test_kinds_that_are_not_named_stay(cast, service):
    change(service, cast, {COURSE: Fulfilled(LONG_AGO)})
    change(service, cast, {POLICE: Fulfilled(LONG_AGO)})
    form = service.requirements_form(actor=cast.coordinator, person_id=cast.mentor)
    assert form.values == {COURSE: Fulfilled(LONG_AGO), POLICE: Fulfilled(LONG_AGO)}


def test_days_that_cannot_be_are_told_at_their_fields_and_nothing_is_stored(cast, service):
    tomorrow = service.today + timedelta(days=1)
    with pytest.raises(InvalidInput) as refused:
        change(service, cast, {COURSE: Fulfilled(tomorrow), POLICE: Fulfilled(LONG_AGO, date(2023, 1, 1))})
    assert refused.value.fields == {
        "course.fulfilled_on": "qualification_not_in_future",
        "police_certificate.valid_until": "qualification_holds_a_day",
    }
    assert cast.value("select count(*) from public.peer_mentor_qualifications") == 0


def test_whoever_saves_second_overwrites_nothing_unseen(cast, service):
    seen = service.requirements_form(actor=cast.coordinator, person_id=cast.mentor).version
    change(service, cast, {COURSE: Fulfilled(LONG_AGO)})
    with pytest.raises(RuleViolation, match="changed_meanwhile"):
        change(service, cast, {COURSE: None}, version=seen)


def test_a_mentor_who_lacks_something_cannot_be_paired_and_it_is_named(cast, service):
    assert service.person(actor=cast.coordinator, person_id=cast.mentor).obstacle is None
    require(cast, "course", "approval")
    change(service, cast, {COURSE: Fulfilled(LONG_AGO, LONG_AGO)})

    found = service.person(actor=cast.coordinator, person_id=cast.mentor)
    assert found.obstacle == "lacks_requirement"
    assert found.known.lacking == (Lacking(COURSE, LONG_AGO), Lacking(Qualification.APPROVAL))
    mentee = service.person(actor=cast.coordinator, person_id=cast.mentee)
    assert (mentee.obstacle, mentee.known.required) == (None, ())


def test_everyone_reads_ones_own(cast, service):
    require(cast, "course", "approval")
    change(service, cast, {COURSE: Fulfilled(LONG_AGO)})
    own = service.own_profile(actor=cast.mentor_user).known
    assert [line.kind for line in own.qualifications] == [COURSE]
    assert own.lacking == (Lacking(Qualification.APPROVAL),)
