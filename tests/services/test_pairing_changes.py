"""Stories D and E on a real database, as the login role of production."""

from datetime import timedelta

import pytest

from mentor_program.domain.errors import InvalidInput, NotAllowed, NotFound, RuleViolation


def status_of(cast, pairing):
    return cast.value("select status from public.mentor_pairings where id = %s", pairing)


def kinds_of_events(cast, pairing):
    query = "select kind from public.pairing_events where pairing_id = %s order by line"
    return [kind for (kind,) in cast.owner.execute(query, [pairing]).fetchall()]


def dissolve(service, cast, pairing, actor=None, **changed):
    values = {"reason_id": cast.reason, "initiated_by": "mentee"} | changed
    return service.dissolve(actor=actor or cast.coordinator, pairing_id=pairing, **values)


def test_completing_a_milestone_saves_status_time_and_who(cast, service):
    pairing = cast.pair()
    first, second, _ = cast.milestones(pairing)

    outcome = service.complete_milestone(actor=cast.coordinator, pairing_id=pairing, milestone_id=first)

    row = cast.row(
        "select status, completed_at, completed_by, completed_by_name from public.pairing_milestones where id = %s",
        first,
    )
    assert (outcome.milestone, outcome.changed, outcome.programme_complete) == ("Oppstartssamtale", True, False)
    assert row == ("completed", outcome.completed_at, cast.coordinator.user_id, "Kari Koordinator")
    assert cast.value("select status from public.pairing_milestones where id = %s", second) == "in_progress"
    assert kinds_of_events(cast, pairing) == ["created", "milestone_completed"]


def test_repeating_a_completion_keeps_the_first_time_and_adds_no_history(cast, service):
    pairing = cast.pair()
    first = cast.milestones(pairing)[0]
    once = service.complete_milestone(actor=cast.coordinator, pairing_id=pairing, milestone_id=first)

    again = service.complete_milestone(actor=cast.local_coordinator, pairing_id=pairing, milestone_id=first)

    assert (again.changed, again.completed_at) == (False, once.completed_at)
    assert kinds_of_events(cast, pairing) == ["created", "milestone_completed"]


def test_the_last_milestone_completes_the_programme_and_frees_both(cast, service):
    pairing = cast.pair()
    outcomes = [
        service.complete_milestone(actor=cast.coordinator, pairing_id=pairing, milestone_id=milestone)
        for milestone in reversed(cast.milestones(pairing))
    ]

    assert [outcome.programme_complete for outcome in outcomes] == [False, False, True]
    assert status_of(cast, pairing) == "programme_complete"
    assert kinds_of_events(cast, pairing) == ["created", *["milestone_completed"] * 3, "programme_complete"]
    free = "select open_pairings from public.peer_mentors where id = any(%s)"
    assert cast.owner.execute(free, [[cast.mentor, cast.mentee]]).fetchall() == [(0,), (0,)]


def test_reopening_makes_a_completed_pair_active_again(cast, service):
    pairing = cast.pair()
    cast.complete_all(pairing)
    last = cast.milestones(pairing)[-1]

    outcome = service.reopen_milestone(actor=cast.coordinator, pairing_id=pairing, milestone_id=last)

    assert (outcome.changed, outcome.pairing_reopened, outcome.completed_at) == (True, True, None)
    assert status_of(cast, pairing) == "active"
    assert kinds_of_events(cast, pairing)[-2:] == ["milestone_reopened", "reopened"]


def test_reopening_is_refused_when_the_mentee_is_in_a_new_pair(cast, service):
    pairing = cast.pair()
    cast.complete_all(pairing)
    cast.pair(cast.idle_mentor, cast.mentee)

    with pytest.raises(RuleViolation) as refused:
        service.reopen_milestone(actor=cast.coordinator, pairing_id=pairing, milestone_id=cast.milestones(pairing)[0])

    assert refused.value.code == "mentee_has_one_open_pairing"
    assert status_of(cast, pairing) == "programme_complete"


@pytest.mark.parametrize("who", ["mentor_user", "mentee_user"])
def test_the_people_of_the_pair_see_it_but_may_not_complete(cast, service, who):
    pairing = cast.pair()
    actor = getattr(cast, who)
    assert service.pairing(actor=actor, pairing_id=pairing).id == pairing

    with pytest.raises(NotAllowed):
        service.complete_milestone(actor=actor, pairing_id=pairing, milestone_id=cast.milestones(pairing)[0])

    assert kinds_of_events(cast, pairing) == ["created"]


@pytest.mark.parametrize("who", ["outsider", "idle_mentor_user"])
def test_for_others_the_pair_does_not_exist(cast, service, who):
    pairing = cast.pair()
    assert service.pairing(actor=cast.coordinator, pairing_id=pairing).id == pairing

    with pytest.raises(NotFound):
        service.complete_milestone(
            actor=getattr(cast, who), pairing_id=pairing, milestone_id=cast.milestones(pairing)[0]
        )


def test_a_paused_pair_is_resumed_before_its_milestones_change(cast, service):
    pairing = cast.pair()
    service.pause(actor=cast.coordinator, pairing_id=pairing)

    with pytest.raises(RuleViolation) as refused:
        service.complete_milestone(actor=cast.coordinator, pairing_id=pairing, milestone_id=cast.milestones(pairing)[0])

    assert refused.value.code == "resume_first"
    service.resume(actor=cast.coordinator, pairing_id=pairing)
    assert status_of(cast, pairing) == "active"
    assert kinds_of_events(cast, pairing) == ["created", "paused", "resumed"]


def test_dissolving_archives_reason_and_time_and_frees_both(cast, service):
    pairing = cast.pair()

    names = dissolve(service, cast, pairing, note=" Ble enige om å slutte. ", mentee_readiness="later")

    assert (names.mentor_name, names.mentee_name) == ("Mona Mentor", "Even Mentee")
    detail = service.pairing(actor=cast.coordinator, pairing_id=pairing)
    told = detail.dissolution
    assert (detail.status, told.reason, told.initiated_by, told.note) == (
        "dissolved",
        "Liten kontakt",
        "mentee",
        "Ble enige om å slutte.",
    )
    assert (told.dissolved_at, told.mentee_readiness) == (detail.ended_at, "later")
    again = cast.pair()
    assert status_of(cast, again) == "active"


def test_reason_and_note_are_kept_from_the_people_of_the_pair(cast, service):
    pairing = cast.pair()
    dissolve(service, cast, pairing, note="Hemmelig")
    assert service.pairing(actor=cast.coordinator, pairing_id=pairing).dissolution.note == "Hemmelig"

    for actor in (cast.mentor_user, cast.mentee_user):
        detail = service.pairing(actor=actor, pairing_id=pairing)
        assert (detail.status, detail.dissolution) == ("dissolved", None)
        assert "Hemmelig" not in repr(detail)


def test_dissolving_needs_a_reason_from_the_organisations_own_list(cast, service):
    pairing = cast.pair()

    with pytest.raises(InvalidInput) as refused:
        dissolve(service, cast, pairing, reason_id=cast.other_reason, initiated_by="nobody")

    assert refused.value.fields == {"reason": "choose_one", "initiated_by": "choose_one"}
    assert status_of(cast, pairing) == "active"


def test_a_dissolved_pair_stays_dissolved(cast, service):
    pairing = cast.pair()
    dissolve(service, cast, pairing)

    for change in (service.pause, service.resume):
        with pytest.raises(RuleViolation):
            change(actor=cast.coordinator, pairing_id=pairing)
    with pytest.raises(RuleViolation):
        dissolve(service, cast, pairing)
    assert status_of(cast, pairing) == "dissolved"


def test_recorded_contact_counts_as_activity_until_the_end_of_its_day(cast, service):
    pairing = cast.pair_since("2026-01-05T12:00:00+01:00")

    service.record_contact(
        actor=cast.mentor_user,
        pairing_id=pairing,
        occurred_on=service.today - timedelta(days=20),
        form="phone",
        minutes=30,
    )

    detail = service.pairing(actor=cast.mentor_user, pairing_id=pairing)
    assert (detail.progress.indicator, detail.progress.days) == ("needs_follow_up", 19)
    assert [(a.form, a.minutes, a.recorded_by) for a in detail.activities] == [("phone", 30, "Mona Mentor")]


def test_contact_in_the_future_or_before_the_pair_is_refused_at_its_field(cast, service):
    pairing = cast.pair()
    for days, code in ((1, "contact_not_in_future"), (-1, "contact_before_pairing")):
        with pytest.raises(InvalidInput) as refused:
            service.record_contact(
                actor=cast.mentor_user,
                pairing_id=pairing,
                occurred_on=service.today + timedelta(days=days),
                form="phone",
            )
        assert refused.value.fields == {"occurred_on": code}


def test_the_mentee_records_no_contact(cast, service):
    pairing = cast.pair()
    with pytest.raises(NotAllowed):
        service.record_contact(actor=cast.mentee_user, pairing_id=pairing, occurred_on=service.today, form="phone")
