"""Two coordinators at the same moment, on the real database: nobody is paired twice, and each is told."""

from mentor_program.services.proposal_results import Show

ROUNDS = 5
OPEN = "select mentor_id, mentee_id from public.mentor_pairings where status in ('active', 'paused')"


def confirming(actor, proposals):
    return lambda service: service.confirm_proposals(actor=actor, proposals_id=proposals)


def begin_anew(cast):
    """Everybody is free again."""
    cast.owner.execute(
        "insert into public.pairing_dissolutions (pairing_id, reason_id, initiated_by)"
        " select id, %s, 'mentor' from public.mentor_pairings where status in ('active', 'paused')",
        [cast.reason],
    )


def need_nobody_twice(cast):
    """No mentee has two mentors, no mentor more than there are places; the open pairs."""
    pairs = cast.owner.execute(OPEN).fetchall()
    mentees = [mentee for _mentor, mentee in pairs]
    assert len(mentees) == len(set(mentees))
    for mentor in {mentor for mentor, _mentee in pairs}:
        capacity = cast.value("select capacity from public.peer_mentors where id = %s", mentor)
        assert [one for one, _mentee in pairs].count(mentor) <= capacity
    return pairs


def test_of_two_who_confirm_overlapping_proposals_one_creates_all_and_the_other_is_told(cast, service, race):
    for _ in range(ROUNDS):
        whole = service.propose_for_all(actor=cast.coordinator)
        branch = service.propose_for_all(actor=cast.local_coordinator)
        counts = [
            service.proposals(actor=actor, proposals_id=proposals).counts[Show.PAIRS]
            for actor, proposals in ((cast.coordinator, whole), (cast.local_coordinator, branch))
        ]
        assert counts == [3, 2]

        first, second = race(confirming(cast.coordinator, whole), confirming(cast.local_coordinator, branch))

        pairs = need_nobody_twice(cast)
        assert sorted([bool(first.created), bool(second.created)]) == [False, True]
        assert len(pairs) == first.created + second.created
        told = second if first.created else first
        assert {change.mentee_name for change in told.changed} >= {"Even Mentee", "Vera Venter"}
        assert {change.code for change in told.changed} <= {"mentee_has_one_open_pairing", "mentor_has_free_place"}
        begin_anew(cast)


def test_the_same_proposals_confirmed_twice_at_once_are_created_once(cast, service, race):
    for _ in range(ROUNDS):
        proposals = service.propose_for_all(actor=cast.coordinator)

        outcomes = race(confirming(cast.coordinator, proposals), confirming(cast.coordinator, proposals))

        assert [outcome.created for outcome in outcomes] == [3, 3]
        assert len(need_nobody_twice(cast)) == 3
        begin_anew(cast)


def test_one_pair_made_while_all_are_confirmed_is_made_once_and_somebody_is_told(cast, service, race):
    for _ in range(ROUNDS):
        proposals = service.propose_for_all(actor=cast.coordinator)

        one, everyone = race(
            lambda service: service.create_pairing(
                actor=cast.local_coordinator, mentor_id=cast.idle_mentor, mentee_id=cast.mentee
            ),
            confirming(cast.coordinator, proposals),
        )

        pairs = need_nobody_twice(cast)
        if everyone.created:
            assert one.startswith(("just_paired", "mentor_just_filled", "mentee_has", "mentor_has"))
            assert len(pairs) == 3
        else:
            assert one.created
            assert pairs == [(cast.idle_mentor, cast.mentee)]
            assert "Even Mentee" in {change.mentee_name for change in everyone.changed}
        begin_anew(cast)
