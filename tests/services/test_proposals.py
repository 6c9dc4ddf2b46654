"""Pairs for everyone who waits, on a real database: proposed, changed, confirmed, and what changed meanwhile."""

from dataclasses import replace
from uuid import uuid4

import pytest

from mentor_program.domain.errors import InvalidInput, NotAllowed, NotFound, RuleViolation
from mentor_program.matching.proposals import Why
from mentor_program.services.proposal_results import Helpful, LineState, Reason, Show
from support.matching import BERGEN, SANDNES, STAVANGER, live_in
from support.proposals import named, page, pairs_made


def test_everyone_who_waits_is_proposed_a_mentor_and_nothing_exists_yet(cast, service, proposed):
    found = page(cast, service, proposed)

    assert found.counts == {Show.PAIRS: 3, Show.WITHOUT: 0, Show.DROPPED: 0}
    assert set(named(found)) == {"Even Mentee", "Vera Venter", "Frida Fjern"}
    assert {"Mona Mentor", "Ida Ledig", "Bjørn Borte"} >= set(named(found).values())
    assert all(line.compatibility and not line.hindered for line in found.lines)
    assert pairs_made(cast) == set()


def test_a_local_coordinator_proposes_for_the_branch_alone(cast, service, proposed):
    assert "Frida Fjern" in named(page(cast, service, proposed))

    own = service.propose_for_all(actor=cast.local_coordinator)

    found = service.proposals(actor=cast.local_coordinator, proposals_id=own)
    assert set(named(found)) == {"Even Mentee", "Vera Venter"}
    assert set(named(found).values()) <= {"Mona Mentor", "Ida Ledig"}


@pytest.mark.parametrize("who", ["mentor_user", "mentee_user", "idle_mentor_user"])
def test_nobody_else_may_ask_for_proposals(cast, service, who):
    with pytest.raises(NotAllowed):
        service.propose_for_all(actor=getattr(cast, who))


def test_proposals_are_there_for_who_made_them_alone(cast, service, proposed):
    assert page(cast, service, proposed).id == proposed
    for somebody in (cast.local_coordinator, cast.outsider, cast.mentor_user):
        for attempt in (
            lambda actor: service.proposals(actor=actor, proposals_id=proposed),
            lambda actor: service.confirm_proposals(actor=actor, proposals_id=proposed),
            lambda actor: service.discard_proposals(actor=actor, proposals_id=proposed),
        ):
            with pytest.raises(NotFound):
                attempt(somebody)


def test_a_coordinator_has_one_set_of_proposals_at_a_time(cast, service, proposed):
    assert service.newest_proposals(actor=cast.coordinator).id == proposed

    again = service.propose_for_all(actor=cast.coordinator, max_km=50)

    assert service.newest_proposals(actor=cast.coordinator).id == again
    with pytest.raises(NotFound):
        page(cast, service, proposed)


def test_what_was_never_confirmed_is_forgotten_after_a_week(cast, service, proposed, owner):
    with owner.transaction():
        owner.execute("set local session_replication_role = replica")
        owner.execute("update public.pairing_proposals set created_at = now() - interval '8 days'")

    service.propose_for_all(actor=cast.outsider)

    with pytest.raises(NotFound):
        page(cast, service, proposed)


@pytest.mark.parametrize("max_km", [0, -1, 3001])
def test_a_distance_is_from_one_to_three_thousand_kilometres(cast, service, max_km):
    with pytest.raises(InvalidInput) as refused:
        service.propose_for_all(actor=cast.coordinator, max_km=max_km)
    assert refused.value.fields == {"max_km": "km_in_range"}


def test_pairs_are_as_many_as_possible_within_the_distance_and_the_rest_is_explained(cast, service):
    live_in(cast, STAVANGER, cast.mentee, cast.idle_mentor, cast.far_mentor)
    live_in(cast, SANDNES, cast.mentor)
    live_in(cast, BERGEN, cast.waiting_mentee)

    proposals = service.propose_for_all(actor=cast.coordinator, max_km=30)

    found = page(cast, service, proposals, Show.WITHOUT)
    assert found.counts == {Show.PAIRS: 1, Show.WITHOUT: 2, Show.DROPPED: 0}
    reasons = {line.mentee.name: line.reason for line in found.lines}
    assert reasons["Frida Fjern"] == Reason(Why.PLACE_UNKNOWN)
    assert reasons["Vera Venter"].why is Why.TOO_FAR
    assert 150 < reasons["Vera Venter"].nearest_km < 170
    assert found.helpful == (Helpful(pairs=1, km=175),)


def test_what_would_help_names_kind_and_place_truthfully(cast, service, owner):
    live_in(cast, SANDNES, cast.mentor, cast.idle_mentor)
    live_in(cast, BERGEN, cast.far_mentor)
    owner.execute(
        "update public.peer_mentors set availability = 'paused' where id = any (%s)", [[cast.mentor, cast.idle_mentor]]
    )

    proposals = service.propose_for_all(actor=cast.coordinator)

    found = page(cast, service, proposals, Show.WITHOUT)
    assert found.counts[Show.PAIRS] == 1
    assert {line.reason for line in found.lines} == {Reason(Why.ALL_TAKEN, mentors=1)}
    assert found.helpful == (Helpful(pairs=2, kind="paused", mentors=2, place="Sandnes"),)


def test_who_lacks_a_requirement_is_not_proposed_and_is_named_as_what_would_help(cast, service, owner):
    owner.execute("update public.mentor_programmes set required_qualifications = '{confidentiality}'")
    live_in(cast, BERGEN, cast.far_mentor)
    for mentor in (cast.mentor, cast.idle_mentor):
        cast._insert(
            "peer_mentor_qualifications", peer_mentor_id=mentor, kind="confidentiality", fulfilled_on="2026-01-01"
        )
    owner.execute("update public.peer_mentors set capacity = 1 where id = %s", [cast.mentor])

    found = page(cast, service, service.propose_for_all(actor=cast.coordinator), Show.WITHOUT)

    assert "Bjørn Borte" not in named(page(cast, service, found.id)).values()
    assert found.counts[Show.PAIRS] == 2
    assert found.helpful == (Helpful(pairs=1, kind="confidentiality", mentors=1, place="Bergen"),)


def test_two_who_never_shall_be_paired_again_are_not(cast, service, owner):
    owner.execute(
        "update public.peer_mentors set availability = 'unavailable' where id in (%s, %s)",
        [cast.idle_mentor, cast.far_mentor],
    )
    for mentee in (cast.mentee, cast.waiting_mentee):
        cast._insert("pairing_exclusions", mentor_id=mentee, mentee_id=cast.mentor, reason="Uvenner")

    found = page(cast, service, service.propose_for_all(actor=cast.coordinator), Show.WITHOUT)

    assert {line.mentee.name: line.reason.why for line in found.lines} == {
        "Even Mentee": Why.NEVER_AGAIN,
        "Vera Venter": Why.NEVER_AGAIN,
    }


def test_who_has_a_mentor_is_paused_or_has_completed_the_programme_does_not_wait(cast, service, owner):
    cast.complete_all(cast.pair(cast.mentor, cast.mentee))
    cast.pair(cast.idle_mentor, cast.waiting_mentee)

    found = page(cast, service, service.propose_for_all(actor=cast.coordinator))

    assert set(named(found)) == {"Frida Fjern"}
    assert sum(found.counts.values()) == 1


def test_two_who_have_been_a_pair_before_are_marked(cast, service, owner):
    pair = cast.pair(cast.idle_mentor, cast.mentee)
    cast._insert("pairing_dissolutions", pairing_id=pair, reason_id=cast.reason, initiated_by="mentor")
    change = {"actor": cast.coordinator, "proposals_id": service.propose_for_all(actor=cast.coordinator)}
    service.choose_mentor(**change, mentee_id=cast.mentee, mentor_id=cast.idle_mentor)

    marked = {line.mentee.name: line.paired_before for line in page(cast, service, change["proposals_id"]).lines}

    assert marked["Even Mentee"] is True
    assert [name for name, before in marked.items() if before] == ["Even Mentee"]


def test_a_locked_line_is_kept_and_a_dropped_one_left_out_when_proposing_again(cast, service, proposed):
    change = {"actor": cast.coordinator, "proposals_id": proposed}
    service.choose_mentor(**change, mentee_id=cast.mentee, mentor_id=cast.far_mentor)
    assert service.change_proposal_line(**change, mentee_id=cast.far_mentee, state="dropped").state == "dropped"

    again = service.propose_again(**change)

    assert again.counts == {Show.PAIRS: 2, Show.WITHOUT: 0, Show.DROPPED: 1}
    states = {line.mentee.name: line.state for line in page(cast, service, proposed).lines}
    assert states == {"Even Mentee": LineState.LOCKED, "Vera Venter": LineState.PROPOSED}
    assert named(page(cast, service, proposed))["Even Mentee"] == "Bjørn Borte"


def test_a_locked_pair_that_cannot_be_any_more_is_let_go_of_when_proposing_again(cast, service, proposed, owner):
    change = {"actor": cast.coordinator, "proposals_id": proposed}
    service.choose_mentor(**change, mentee_id=cast.mentee, mentor_id=cast.idle_mentor)
    owner.execute("update public.peer_mentors set availability = 'unavailable' where id = %s", [cast.idle_mentor])

    service.propose_again(**change)

    line = next(line for line in page(cast, service, proposed).lines if line.mentee.name == "Even Mentee")
    assert (line.state, line.mentor.name != "Ida Ledig") == (LineState.PROPOSED, True)


def test_lines_are_locked_opened_dropped_and_taken_back(cast, service, proposed):
    def become(state):
        return service.change_proposal_line(
            actor=cast.coordinator, proposals_id=proposed, mentee_id=cast.mentee, state=state
        )

    before = become("locked")
    assert (before.state, before.mentee_name) == (LineState.LOCKED, "Even Mentee")
    assert become("proposed").state is LineState.PROPOSED
    assert become("dropped").mentor_name == before.mentor_name
    assert page(cast, service, proposed, Show.DROPPED).counts[Show.DROPPED] == 1
    assert become("proposed") == replace(before, state=LineState.PROPOSED)


def test_a_dropped_line_stays_without_when_others_have_been_given_the_mentors_place(cast, service, proposed):
    change = {"actor": cast.coordinator, "proposals_id": proposed}
    service.choose_mentor(**change, mentee_id=cast.mentee, mentor_id=cast.idle_mentor)
    service.change_proposal_line(**change, mentee_id=cast.mentee, state="dropped")
    service.choose_mentor(**change, mentee_id=cast.waiting_mentee, mentor_id=cast.idle_mentor)

    taken_back = service.change_proposal_line(**change, mentee_id=cast.mentee, state="proposed")

    assert (taken_back.state, taken_back.mentor_name) == (LineState.WITHOUT, "")
    assert page(cast, service, proposed, Show.WITHOUT).lines[0].reason == Reason(None, who="another")


def test_a_line_without_a_mentor_cannot_be_locked(cast, service, owner):
    owner.execute("update public.peer_mentors set availability = 'unavailable' where mentor_programme_role = 'mentor'")
    proposals = service.propose_for_all(actor=cast.coordinator)
    assert page(cast, service, proposals, Show.WITHOUT).lines[0].reason == Reason(Why.NO_MENTOR)

    for state, code in (
        ("locked", "line_has_no_mentor"),
        ("proposed", "line_has_no_mentor"),
        ("without", "line_has_mentor"),
    ):
        with pytest.raises(RuleViolation) as refused:
            service.change_proposal_line(
                actor=cast.coordinator, proposals_id=proposals, mentee_id=cast.mentee, state=state
            )
        assert refused.value.code == code
    with pytest.raises(RuleViolation) as refused:
        service.confirm_proposals(actor=cast.coordinator, proposals_id=proposals)
    assert refused.value.code == "nothing_to_confirm"


def test_a_mentor_is_chosen_among_those_who_can_be_and_only_as_often_as_there_are_places(
    cast, service, proposed, owner
):
    change = {"actor": cast.coordinator, "proposals_id": proposed}
    chosen = service.choose_mentor(**change, mentee_id=cast.mentee, mentor_id=cast.idle_mentor)
    assert (chosen.state, chosen.mentor_name) == (LineState.LOCKED, "Ida Ledig")

    choices = service.mentor_choices(**change, mentee_id=cast.waiting_mentee)
    assert {mentor.name: choices.can_be_chosen(mentor) for mentor in choices.mentors} == {
        "Ida Ledig": False,
        "Mona Mentor": True,
        "Bjørn Borte": True,
    }
    with pytest.raises(RuleViolation) as refused:
        service.choose_mentor(**change, mentee_id=cast.waiting_mentee, mentor_id=cast.idle_mentor)
    assert refused.value.code == "places_locked"
    owner.execute("update public.peer_mentors set availability = 'unavailable' where id = %s", [cast.far_mentor])
    with pytest.raises(RuleViolation) as refused:
        service.choose_mentor(**change, mentee_id=cast.waiting_mentee, mentor_id=cast.far_mentor)
    assert refused.value.code == "person_is_unavailable"
    for nobody in (uuid4(), cast.outside_mentor, cast.far_mentee):
        with pytest.raises(NotFound):
            service.choose_mentor(**change, mentee_id=cast.waiting_mentee, mentor_id=nobody)


def test_who_is_proposed_a_mentor_gives_way_when_the_mentor_is_chosen_for_somebody_else(cast, service, owner):
    owner.execute("update public.peer_mentors set availability = 'unavailable' where id <> %s", [cast.far_mentor])
    owner.execute("update public.peer_mentors set availability = 'available' where mentor_programme_role = 'mentee'")
    change = {"actor": cast.coordinator, "proposals_id": service.propose_for_all(actor=cast.coordinator)}
    (first,) = page(cast, service, change["proposals_id"]).lines
    other = next(line for line in page(cast, service, change["proposals_id"], Show.WITHOUT).lines)
    choices = service.mentor_choices(**change, mentee_id=other.mentee_id)
    assert [choices.has_place(mentor) for mentor in choices.mentors] == [False]

    chosen = service.choose_mentor(**change, mentee_id=other.mentee_id, mentor_id=cast.far_mentor)

    assert (chosen.mentee_name, chosen.displaced_name) == (other.mentee.name, first.mentee.name)
    assert named(page(cast, service, change["proposals_id"])) == {other.mentee.name: "Bjørn Borte"}


def test_a_line_of_nobody_who_waits_is_not_there(cast, service, proposed):
    change = {"actor": cast.coordinator, "proposals_id": proposed}
    for attempt in (
        lambda: service.change_proposal_line(**change, mentee_id=cast.outside_mentee, state="locked"),
        lambda: service.mentor_choices(**change, mentee_id=cast.outside_mentee),
        lambda: service.choose_mentor(**change, mentee_id=cast.outside_mentee, mentor_id=cast.mentor),
    ):
        with pytest.raises(NotFound):
            attempt()


def test_people_who_cannot_be_paired_any_more_are_marked_when_the_page_is_read(cast, service, proposed, owner):
    owner.execute("update public.peer_mentors set availability = 'unavailable' where id = %s", [cast.mentee])

    line = next(line for line in page(cast, service, proposed).lines if line.mentee_id == cast.mentee)

    assert [person.name for person in line.hindered] == ["Even Mentee"]


def test_who_has_seen_an_older_version_is_told(cast, service, proposed):
    change = {"actor": cast.coordinator, "proposals_id": proposed, "version": 1}
    service.change_proposal_line(**change, mentee_id=cast.mentee, state="locked")
    for attempt in (
        lambda: service.change_proposal_line(**change, mentee_id=cast.mentee, state="dropped"),
        lambda: service.choose_mentor(**change, mentee_id=cast.mentee, mentor_id=cast.mentor),
        lambda: service.propose_again(**change),
        lambda: service.confirm_proposals(**change),
    ):
        with pytest.raises(RuleViolation) as refused:
            attempt()
        assert refused.value.code == "changed_meanwhile"
    assert page(cast, service, proposed).version == 2


def test_discarded_proposals_are_gone_and_no_pair_was_made(cast, service, proposed):
    service.discard_proposals(actor=cast.coordinator, proposals_id=proposed)

    assert service.newest_proposals(actor=cast.coordinator) is None
    assert pairs_made(cast) == set()


def test_a_list_is_shown_twenty_five_at_a_time(cast, service):
    for number in range(28):
        cast.person(f"Mentee {number:02}", "mentee")
    proposals = service.propose_for_all(actor=cast.coordinator)

    first, rest = (page(cast, service, proposals, Show.WITHOUT, after) for after in (0, 25))

    assert first.counts[Show.WITHOUT] == 27
    assert (len(first.lines), first.more, len(rest.lines), rest.more) == (25, True, 2, False)
    assert page(cast, service, proposals, Show.WITHOUT, 999).after == 0


@pytest.mark.parametrize("more", [0, 2])
def test_reading_and_proposing_cost_a_constant_number_of_queries(cast, service, more, django_assert_num_queries):
    for number in range(more):
        cast.person(f"Mentee {number}", "mentee")
        cast.person(f"Mentor {number}", "mentor")
    with django_assert_num_queries(11):
        proposals = service.propose_for_all(actor=cast.coordinator)
    with django_assert_num_queries(9):
        page(cast, service, proposals)
