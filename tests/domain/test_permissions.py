from uuid import uuid4

from mentor_program.domain.permissions import Actor, Standing, may_record_contact, may_steer

ACTOR = Actor(uuid4())


def test_only_a_coordinator_of_the_unit_steers():
    unit = uuid4()
    assert may_steer(Standing(ACTOR, unit_ids=frozenset({unit})), unit)
    assert not may_steer(Standing(ACTOR, unit_ids=frozenset({uuid4()})), unit)
    assert not may_steer(Standing(ACTOR, peer_mentor_id=uuid4(), mentor_programme_role="mentor"), unit)


def test_the_pairs_own_mentor_and_its_coordinators_record_contact():
    unit, mentor = uuid4(), uuid4()
    for standing, allowed in (
        (Standing(ACTOR, unit_ids=frozenset({unit})), True),
        (Standing(ACTOR, peer_mentor_id=mentor), True),
        (Standing(ACTOR, peer_mentor_id=uuid4()), False),
        (Standing(ACTOR), False),
    ):
        assert may_record_contact(standing, unit_id=unit, mentor_id=mentor) == allowed


def test_nobody_is_a_coordinator_without_a_unit():
    assert Standing(ACTOR).is_coordinator is False
    assert Actor.anonymous().is_anonymous is True
