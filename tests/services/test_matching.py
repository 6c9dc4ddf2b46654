"""Story F on a real database, as the login role of production: who may be chosen, filtered and cut into pages."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from mentor_program.domain.errors import NotAllowed, NotFound
from mentor_program.domain.matching import Obstacle
from mentor_program.persistence.row_cursor import write_place
from mentor_program.services.matching_results import Loosening, MatchFilters
from mentor_program.services.results import Count
from support.matching import BERGEN, EVERYBODY, SANDNES, STAVANGER, change, create, give_areas, live_in, match, names


def test_a_coordinator_sees_free_mentors_beside_mentees_who_wait(cast, service):
    cast.pair(cast.idle_mentor, cast.mentee)

    widget = match(service, cast)

    assert names(widget.mentors) == ["Bjørn Borte", "Mona Mentor"]
    assert names(widget.mentees) == ["Vera Venter", "Frida Fjern"]
    assert (widget.mentors.count, widget.mentees.count, widget.chosen) == (Count(2), Count(2), None)


@pytest.mark.parametrize("who", ["mentor_user", "mentee_user", "idle_mentor_user"])
def test_nobody_else_sees_candidates_or_makes_pairs(cast, service, who):
    assert match(service, cast).mentors.count.number > 0

    for attempt in (
        lambda actor: match(service, cast, actor),
        lambda actor: service.proposal(actor=actor, mentor_id=cast.mentor, mentee_id=cast.mentee),
        lambda actor: create(service, cast, actor),
    ):
        with pytest.raises(NotAllowed):
            attempt(getattr(cast, who))
    assert cast.value("select count(*) from public.mentor_pairings") == 0


def test_a_local_coordinator_sees_and_pairs_only_people_of_the_branch(cast, service):
    assert "Bjørn Borte" in names(match(service, cast).mentors)

    widget = match(service, cast, cast.local_coordinator)

    assert names(widget.mentors) == ["Ida Ledig", "Mona Mentor"]
    assert names(widget.mentees) == ["Even Mentee", "Vera Venter"]
    with pytest.raises(NotFound):
        create(service, cast, cast.local_coordinator, mentor_id=cast.far_mentor)
    with pytest.raises(NotFound):
        match(service, cast, cast.local_coordinator, mentee_id=cast.far_mentee)


def test_an_outsider_finds_nobody_of_ours(cast, service):
    assert names(match(service, cast, cast.outsider).mentors) == ["Unni Ukjent"]
    for attempt in ({}, {"mentor_id": cast.outside_mentor}, {"mentee_id": cast.outside_mentee}):
        with pytest.raises(NotFound):
            create(service, cast, cast.outsider, **attempt)


def test_those_who_cannot_be_chosen_are_shown_last_with_the_reason_when_asked_for(cast, service):
    far_ahead = date.today() + timedelta(days=30)
    change(cast, cast.idle_mentor, availability="paused")
    change(cast, cast.idle_mentor, paused_until=far_ahead)
    change(cast, cast.far_mentor, availability="unavailable")
    cast.pair(cast.mentor, cast.mentee)
    cast.owner.execute("update public.peer_mentors set capacity = 1 where id = %s", [cast.mentor])
    free = cast.person("Åse Åpen", "mentor")

    widget = match(service, cast, filters=EVERYBODY)

    assert names(match(service, cast).mentors) == ["Åse Åpen"]
    assert [(person.name, person.obstacle) for person in widget.mentors.candidates] == [
        ("Åse Åpen", None),
        ("Bjørn Borte", Obstacle.UNAVAILABLE),
        ("Ida Ledig", Obstacle.PAUSED),
        ("Mona Mentor", Obstacle.NO_FREE_PLACE),
    ]
    assert widget.mentors.candidates[2].paused_until == far_ahead
    assert [(p.name, p.obstacle) for p in widget.mentees.candidates][-1] == ("Even Mentee", Obstacle.ALREADY_PAIRED)
    assert widget.mentors.candidates[0].id == free


def test_a_pause_that_has_run_out_is_no_obstacle(cast, service):
    change(cast, cast.idle_mentor, availability="paused")
    change(cast, cast.idle_mentor, paused_until=date.today() - timedelta(days=2))

    assert "Ida Ledig" in names(match(service, cast).mentors)


def test_waiting_time_begins_when_the_last_pair_ended_and_those_who_completed_come_last(cast, service):
    assert names(match(service, cast).mentees) == ["Even Mentee", "Vera Venter", "Frida Fjern"]
    pairing = cast.pair()
    cast.complete_all(pairing)
    second = cast.pair(cast.idle_mentor, cast.waiting_mentee)
    cast.owner.execute(
        "insert into public.pairing_dissolutions (pairing_id, reason_id, initiated_by) values (%s, %s, 'mentee')",
        [second, cast.reason],
    )

    found = match(service, cast).mentees.candidates

    assert [(person.name, person.completed_before) for person in found] == [
        ("Frida Fjern", False),
        ("Vera Venter", False),
        ("Even Mentee", True),
    ]
    ended = cast.value("select ended_at from public.mentor_pairings where id = %s", second)
    assert found[1].waiting_since == ended


def test_filters_keep_those_who_live_there_know_that_and_are_called_so(cast, service):
    live_in(cast, STAVANGER, cast.mentor)
    live_in(cast, SANDNES, cast.idle_mentor, cast.mentee)
    live_in(cast, BERGEN, cast.far_mentor)
    give_areas(cast, cast.idle_mentor, "forerhund")

    def mentors(**filters):
        return names(match(service, cast, filters=MatchFilters(**filters)).mentors)

    assert mentors(county="11") == ["Ida Ledig", "Mona Mentor"]
    assert mentors(municipality=BERGEN) == ["Bjørn Borte"]
    assert mentors(municipality=SANDNES, within_km=30) == ["Ida Ledig", "Mona Mentor"]
    assert mentors(area="forerhund") == ["Ida Ledig"]
    assert mentors(search="bjorn") == []
    assert mentors(search="BJØRN") == ["Bjørn Borte"]
    assert mentors(county="99", area="nothing", municipality="x") == ["Bjørn Borte", "Ida Ledig", "Mona Mentor"]
    near_mentee = match(service, cast, filters=MatchFilters(within_km=30), mentee_id=cast.mentee)
    assert names(near_mentee.mentors) == ["Ida Ledig", "Mona Mentor"]


def test_a_distance_without_a_place_to_measure_from_is_said_and_left_out(cast, service):
    widget = match(service, cast, filters=MatchFilters(within_km=10))

    assert (widget.lacks_origin, widget.mentors.count) == (True, Count(3))


def test_when_nobody_is_left_each_filter_tells_what_it_costs(cast, service):
    live_in(cast, STAVANGER, cast.mentor)
    live_in(cast, BERGEN, cast.far_mentor)
    give_areas(cast, cast.far_mentor, "forerhund")

    widget = match(service, cast, filters=MatchFilters(county="11", area="forerhund"))

    assert (names(widget.mentors), widget.mentors.everyone) == ([], 3)
    assert widget.mentors.loosenings == (
        Loosening("", Count(3)),
        Loosening("county", Count(1)),
        Loosening("area", Count(1)),
    )


def test_pages_are_cut_by_key_in_both_directions_and_lose_nobody(cast, service):
    for number in range(60):
        cast.person(f"Mentor {number:02}", "mentor", capacity=1 + number % 2)
    pages, cursor = [], ""
    while True:
        page = match(service, cast, mentee_id=cast.mentee, mentor_cursor=cursor).mentors
        pages.append(page)
        if not page.next:
            break
        cursor = page.next

    back = match(service, cast, mentee_id=cast.mentee, mentor_cursor=pages[2].previous).mentors

    assert [len(page.candidates) for page in pages] == [25, 25, 13]
    assert len({person.id for page in pages for person in page.candidates}) == 63
    assert names(back) == names(pages[1])
    assert (pages[0].previous, back.previous != "", back.next != "") == ("", True, True)
    assert {page.count for page in pages} == {Count(63)}


@pytest.mark.parametrize("cursor", ["x", "eyJ9", "WyJuIiwxXQ", "WyJuIiwwLDAsMCwwLCJhIiwieCJd", "\0", "é"])
def test_a_cursor_that_was_tampered_with_is_the_first_page(cast, service, cursor):
    assert len(match(service, cast, mentor_cursor=cursor, mentee_cursor=cursor).mentors.candidates) == 3


def test_a_place_beyond_the_end_of_the_list_is_the_first_page(cast, service):
    beyond = write_place((9, 0, 0, 0, "", uuid4()), backwards=False)

    assert len(match(service, cast, mentor_cursor=beyond).mentors.candidates) == 3
