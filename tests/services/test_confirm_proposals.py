"""Proposals for everyone who waits are confirmed: all pairs at once, or none and what changed meanwhile."""

import pytest

from mentor_program.domain.errors import NotFound
from mentor_program.domain.matching import Obstacle
from mentor_program.services.proposal_results import Reason, Show
from support.matching import SANDNES, STAVANGER, live_in
from support.proposals import page, pairs_made


def test_confirming_makes_all_pairs_at_once_and_a_second_press_none(cast, service, proposed):
    wanted = {(line.mentor.id, line.mentee_id) for line in page(cast, service, proposed).lines}

    first = service.confirm_proposals(actor=cast.coordinator, proposals_id=proposed)
    second = service.confirm_proposals(actor=cast.coordinator, proposals_id=proposed)

    assert (first.created, first.changed) == (3, ())
    assert second == first
    assert pairs_made(cast) == wanted
    assert service.newest_proposals(actor=cast.coordinator).created == 3
    with pytest.raises(NotFound):
        page(cast, service, proposed)


def test_what_was_known_and_weighed_is_remembered_with_each_pair(cast, service):
    live_in(cast, STAVANGER, cast.mentee)
    live_in(cast, SANDNES, cast.mentor)
    proposals = service.propose_for_all(actor=cast.coordinator, max_km=40)
    service.confirm_proposals(actor=cast.coordinator, proposals_id=proposals)

    remembered = cast.value("select matching_criteria from public.mentor_pairings where mentee_id = %s", cast.mentee)
    assert remembered["filters"] == {"within_km": 40}
    assert remembered["proposed_for_all"] is True
    assert 0 <= remembered["score"]["total"] <= 100
    assert remembered["compatibility"]["distance_km"] == 13


MEANWHILE = {
    "mentor_has_free_place": "update public.peer_mentors set capacity = 0 where id = %(mentor)s",
    "person_is_paused": "update public.peer_mentors set availability = 'paused' where id = %(mentor)s",
    "person_is_unavailable": "update public.peer_mentors set availability = 'unavailable' where id = %(mentee)s",
    "person_is_not_ready": "insert into public.peer_mentor_readiness (peer_mentor_id, ready)"
    " values (%(mentee)s, 'later')",
    "never_pair_again": "insert into public.pairing_exclusions (mentor_id, mentee_id, reason)"
    " values (%(mentor)s, %(mentee)s, 'x')",
    "mentor_meets_requirements": "update public.mentor_programmes set required_qualifications = '{course}'"
    " where unit_id = %(organisation)s",
    "mentee_has_one_open_pairing": "insert into public.mentor_pairings (mentor_id, mentee_id)"
    " values (%(spare)s, %(mentee)s)",
    "person_gone": "update public.peer_mentors set mentor_programme_role = null where id = %(mentee)s",
}


@pytest.mark.parametrize("code", MEANWHILE)
def test_nothing_is_made_when_something_changed_and_each_change_is_told(cast, service, owner, code):
    spare = cast.person("Stine Står", "mentor", availability="unavailable")
    proposals = service.propose_for_all(actor=cast.coordinator)
    service.choose_mentor(
        actor=cast.coordinator, proposals_id=proposals, mentee_id=cast.mentee, mentor_id=cast.idle_mentor
    )
    service.propose_again(actor=cast.coordinator, proposals_id=proposals)
    assert page(cast, service, proposals).counts[Show.PAIRS] == 3
    facts = {"mentor": cast.idle_mentor, "mentee": cast.mentee, "spare": spare, "organisation": cast.organisation}
    owner.execute(MEANWHILE[code], facts)
    before = pairs_made(cast)

    told = service.confirm_proposals(actor=cast.coordinator, proposals_id=proposals)

    assert told.created == 0
    everyone = code == "mentor_meets_requirements"
    assert [change.code for change in told.changed] == [code] * (3 if everyone else 1)
    assert pairs_made(cast) == before
    without = page(cast, service, proposals, Show.WITHOUT)
    assert without.counts == {Show.PAIRS: 0 if everyone else 2, Show.WITHOUT: 3 if everyone else 1, Show.DROPPED: 0}
    if not everyone:
        assert service.confirm_proposals(actor=cast.coordinator, proposals_id=proposals).created == 2


def test_of_two_lines_for_the_last_place_the_one_who_has_waited_longer_keeps_it(cast, service, owner):
    change = {"actor": cast.coordinator, "proposals_id": service.propose_for_all(actor=cast.coordinator)}
    for mentee in (cast.mentee, cast.waiting_mentee):
        service.choose_mentor(**change, mentee_id=mentee, mentor_id=cast.mentor)
    owner.execute("update public.peer_mentors set capacity = 1 where id = %s", [cast.mentor])

    told = service.confirm_proposals(**change)

    assert [(one.mentee_name, one.mentor_name) for one in told.changed] == [("Vera Venter", "Mona Mentor")]
    line = page(cast, service, change["proposals_id"], Show.WITHOUT).lines[0]
    assert line.reason == Reason(None, obstacle=Obstacle.NO_FREE_PLACE, who="mentor")
