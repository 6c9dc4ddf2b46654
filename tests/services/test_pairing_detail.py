"""Story C through the service: what each may know of a pair, and which controls there are."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentor_program.domain.errors import NotAllowed, NotFound, RuleViolation
from mentor_program.domain.permissions import Actor
from mentor_program.services.mentor_program_service import MentorProgramService

CONTROLS = ("may_record_contact", "may_complete", "may_reopen", "may_pause", "may_resume", "may_dissolve")


def detail(cast, pair, who):
    return MentorProgramService().pairing(actor=getattr(cast, who), pairing_id=pair)


def controls(cast, pair, who):
    seen = detail(cast, pair, who)
    return {name.removeprefix("may_") for name in CONTROLS if getattr(seen, name)}


def pair_in(cast, status):
    pair = cast.pair()
    if status == "paused":
        cast.owner.execute("update public.mentor_pairings set status = 'paused' where id = %s", [pair])
    if status == "programme_complete":
        cast.complete_all(pair)
    if status == "dissolved":
        cast._insert("pairing_dissolutions", pairing_id=pair, reason_id=cast.reason, initiated_by="mentor")
    return pair


@pytest.mark.parametrize(
    ("status", "coordinators", "mentors"),
    [
        ("active", {"record_contact", "complete", "reopen", "pause", "dissolve"}, {"record_contact"}),
        ("paused", {"record_contact", "resume", "dissolve"}, {"record_contact"}),
        ("programme_complete", {"reopen"}, set()),
        ("dissolved", set(), set()),
    ],
)
def test_controls_depend_on_who_looks_and_on_the_status(cast, status, coordinators, mentors):
    pair = pair_in(cast, status)
    for who, expected in (
        ("coordinator", coordinators),
        ("local_coordinator", coordinators),
        ("mentor_user", mentors),
        ("mentee_user", set()),
    ):
        assert controls(cast, pair, who) == expected


@pytest.mark.parametrize("who", ["outsider", "idle_mentor_user"])
def test_a_pair_one_may_not_see_is_answered_like_one_that_does_not_exist(cast, who):
    pair = cast.pair()
    assert detail(cast, pair, "coordinator").id == pair
    answers = []
    for asked in (pair, uuid4()):
        with pytest.raises(NotFound) as refused:
            detail(cast, asked, who)
        answers.append(str(refused.value))
    assert answers[0] == answers[1]


def test_nobody_who_is_not_signed_in_gets_an_answer(cast):
    pair = cast.pair()
    for actor, error in ((Actor.anonymous(), NotAllowed), (Actor(uuid4()), NotFound)):
        with pytest.raises(error):
            MentorProgramService().pairing(actor=actor, pairing_id=pair)


def test_a_coordinator_sees_milestones_and_history_newest_first(cast, service):
    pair = cast.pair()
    first, *_ = cast.milestones(pair)
    service.complete_milestone(actor=cast.coordinator, pairing_id=pair, milestone_id=first)
    service.pause(actor=cast.local_coordinator, pairing_id=pair)

    seen = detail(cast, pair, "coordinator")

    assert [(line.name, line.status, line.completed_by) for line in seen.milestones] == [
        ("Oppstartssamtale", "completed", "Kari Koordinator"),
        ("Første møte", "in_progress", ""),
        ("Avslutningssamtale", "pending", ""),
    ]
    assert [(line.kind, line.actor_name) for line in seen.events] == [
        ("paused", "Lars Lokal"),
        ("milestone_completed", "Kari Koordinator"),
        ("created", ""),
    ]
    assert (seen.unit_name, seen.programme_name, seen.current_stage) == ("Rogaland", "Mentorprogram", "Oppstart")


@pytest.mark.parametrize("status", ["active", "paused", "programme_complete", "dissolved"])
def test_the_two_see_each_others_contact_details_only_while_the_pair_is_open(cast, status):
    pair = pair_in(cast, status)
    is_open = status in ("active", "paused")
    mentors, mentees = detail(cast, pair, "mentor_user"), detail(cast, pair, "mentee_user")
    assert (mentors.mentee.name, mentees.mentor.name) == ("Even Mentee", "Mona Mentor")
    assert (mentors.mentee.contact is not None, mentees.mentor.contact is not None) == (is_open, is_open)
    assert mentors.mentor.contact.email == "mona.mentor@example.org"
    assert detail(cast, pair, "coordinator").mentee.contact.email == "even.mentee@example.org"


def test_what_coordinators_weighed_and_wrote_is_shown_to_coordinators_alone(cast, service):
    service.create_pairing(actor=cast.coordinator, mentor_id=cast.mentor, mentee_id=cast.mentee)
    pair = cast.value("select id from public.mentor_pairings")
    service.record_contact(
        actor=cast.mentor_user, pairing_id=pair, occurred_on=service.today, form="phone", note="Notat"
    )
    service.dissolve(
        actor=cast.coordinator, pairing_id=pair, reason_id=cast.reason, initiated_by="mentor", note="Hemmelig"
    )

    seen = detail(cast, pair, "coordinator")
    assert (seen.dissolution.note, seen.matching_criteria["filters"], len(seen.activities)) == ("Hemmelig", {}, 1)
    mentors, mentees = detail(cast, pair, "mentor_user"), detail(cast, pair, "mentee_user")
    for other in (mentors, mentees):
        assert (other.dissolution, other.matching_criteria, other.unit_name) == (None, None, "")
        assert "Hemmelig" not in repr(other)
        assert "Liten kontakt" not in repr(other)
    assert [activity.note for activity in mentors.activities] == ["Notat"]
    assert mentees.activities == ()
    assert "Notat" not in repr(mentees)


def test_only_reasons_of_the_own_organisation_that_are_in_use_are_offered(cast, service):
    pair = cast.pair()
    cast._insert("dissolution_reasons", unit_id=cast.organisation, label="Foreldet", active=False)
    choices = service.dissolution_choices(actor=cast.local_coordinator, pairing_id=pair)
    assert [choice.label for choice in choices.reasons] == ["Liten kontakt"]


def test_who_may_not_dissolve_is_offered_no_choices(cast):
    pair = cast.pair()
    for who, error in (("mentor_user", NotAllowed), ("mentee_user", NotAllowed), ("outsider", NotFound)):
        with pytest.raises(error):
            MentorProgramService().dissolution_choices(actor=getattr(cast, who), pairing_id=pair)
    cast.complete_all(pair)
    with pytest.raises(RuleViolation):
        MentorProgramService().dissolution_choices(actor=cast.coordinator, pairing_id=pair)


@pytest.mark.parametrize("who", ["coordinator", "mentor_user", "mentee_user"])
def test_a_long_history_costs_as_many_queries_as_a_short_one(cast, service, who):
    pair = cast.pair()
    costs = []
    for number in (1, 3):
        for turn in range(number):
            service.record_contact(
                actor=cast.mentor_user,
                pairing_id=pair,
                occurred_on=service.today,
                form="phone",
                note=f"{number} {turn}",
            )
        with CaptureQueriesContext(connection) as queries:
            detail(cast, pair, who)
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 12
