"""Story F on a real database, as the login role of production: who may be chosen, in which order, and pairing them."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection

from mentor_program.domain.errors import NotAllowed, NotFound, RuleViolation
from mentor_program.domain.matching import Availability, Obstacle, obstacle, order
from mentor_program.persistence.queries.matching_sql import OBSTACLE
from mentor_program.persistence.row_cursor import write_place
from mentor_program.services.matching_results import Loosening, MatchFilters
from mentor_program.services.mentor_program_service import MentorProgramService
from mentor_program.services.results import Count

STAVANGER, SANDNES, BERGEN, OSLO = "1103", "1108", "4601", "0301"
EVERYBODY = MatchFilters(availability="all")


def match(service, cast, actor=None, filters=None, **chosen):
    return service.match(actor=actor or cast.coordinator, filters=filters or MatchFilters(), **chosen)


def names(candidates):
    return [candidate.name for candidate in candidates.candidates]


def give_areas(cast, person, *keys):
    for key in keys:
        cast.owner.execute(
            "insert into public.peer_mentor_experience_areas (peer_mentor_id, area_id)"
            " select %s, id from public.experience_areas where key = %s",
            [person, key],
        )


def consent(cast, person):
    cast.owner.execute("insert into public.peer_mentor_consents (peer_mentor_id) values (%s)", [person])


def live_in(cast, municipality, *people):
    cast.owner.execute(
        "update public.peer_mentors set municipality_id = %s where id = any(%s)", [municipality, list(people)]
    )


def change(cast, person, **columns):
    for column, value in columns.items():
        cast.owner.execute(f"update public.peer_mentors set {column} = %s where id = %s", [value, person])


def create(service, cast, actor=None, **changed):
    values = {"mentor_id": cast.mentor, "mentee_id": cast.mentee} | changed
    return service.create_pairing(actor=actor or cast.coordinator, **values)


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


def test_choosing_a_mentee_orders_mentors_by_shared_areas_then_distance_then_free_places(cast, service):
    live_in(cast, STAVANGER, cast.mentee, cast.mentor)
    live_in(cast, BERGEN, cast.far_mentor)
    live_in(cast, SANDNES, cast.idle_mentor)
    give_areas(cast, cast.mentee, "arbeidsliv", "forerhund", "punktskrift")
    give_areas(cast, cast.far_mentor, "forerhund", "arbeidsliv", "ungdom")
    roomy = cast.person("Åse Åpen", "mentor", capacity=5)
    live_in(cast, SANDNES, roomy)

    widget = match(service, cast, mentee_id=cast.mentee)

    assert (widget.chosen.name, widget.mentees) == ("Even Mentee", None)
    assert names(widget.mentors) == ["Bjørn Borte", "Mona Mentor", "Åse Åpen", "Ida Ledig"]
    best, near, *_ = widget.mentors.candidates
    assert best.compatibility.shared_areas == ("arbeidsliv", "førerhund")
    assert round(best.compatibility.distance_km) == 160
    assert (near.compatibility.distance_km, near.compatibility.free_places, near.capacity) == (0.0, 2, 2)


def test_choosing_a_mentor_orders_mentees_the_same_way_and_then_by_waiting_time(cast, service):
    live_in(cast, STAVANGER, cast.mentor, cast.waiting_mentee, cast.mentee)
    give_areas(cast, cast.mentor, "ungdom")
    give_areas(cast, cast.far_mentee, "ungdom")

    widget = match(service, cast, mentor_id=cast.mentor)

    assert (widget.chosen.name, widget.mentors) == ("Mona Mentor", None)
    assert names(widget.mentees) == ["Frida Fjern", "Even Mentee", "Vera Venter"]


def test_sql_orders_candidates_as_the_domain_says(cast, service):
    keys = ["ungdom", "studier", "forerhund"]
    live_in(cast, OSLO, cast.waiting_mentee)
    give_areas(cast, cast.waiting_mentee, *keys)
    for number, municipality in enumerate([OSLO, BERGEN, None, SANDNES, OSLO, STAVANGER, None, BERGEN]):
        person = cast.person(f"Mentor {number}", "mentor", capacity=1 + number % 3, municipality_id=municipality)
        give_areas(cast, person, *keys[: number % 4])

    found = match(service, cast, mentee_id=cast.waiting_mentee).mentors.candidates

    assert len(found) == 11
    assert list(found) == sorted(found, key=lambda person: (order(person.compatibility), person.name))


def test_sql_knows_the_same_obstacles_as_the_domain(cast):
    today = date(2026, 11, 23)
    cases = [
        (role, availability, until, taken, capacity, ready)
        for role in ("mentor", "mentee")
        for availability in ("available", "paused", "unavailable")
        for until in (None, today - timedelta(1), today, today + timedelta(1))
        for taken, capacity in ((0, 1), (1, 1), (1, 2), (0, 0))
        for ready in (None, "now", "later", "not")
    ]
    query = f"""
      select {OBSTACLE} from (select %(role)s as mentor_programme_role, %(availability)s as availability,
        %(until)s::date as paused_until, %(taken)s as open_pairings, %(capacity)s as capacity) as p,
        (select %(ready)s::text as ready) as r"""
    for role, availability, until, taken, capacity, ready in cases:
        names_of_values = ("role", "availability", "until", "taken", "capacity", "ready")
        values = dict(zip(names_of_values, (role, availability, until, taken, capacity, ready), strict=True))
        (said,) = cast.owner.execute(query, values | {"today": today}).fetchone()
        assert said == obstacle(
            role=role,
            availability=Availability(availability),
            paused_until=until,
            open_pairings=taken,
            capacity=capacity,
            readiness=ready,
            today=today,
        ), values


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


def test_diagnoses_are_shown_where_stored_but_neither_weighed_nor_kept_with_the_pair(cast, service):
    for person in (cast.mentor, cast.mentee):
        consent(cast, person)
        give_areas(cast, person, "glaukom", "arbeidsliv")

    widget = match(service, cast, mentee_id=cast.mentee, filters=MatchFilters(area="glaukom"))
    made = create(service, cast, filters=MatchFilters(area="glaukom", county="11"))

    (only,) = widget.mentors.candidates
    assert (only.areas, only.diagnoses, only.compatibility.shared_areas) == (
        ("arbeidsliv",),
        ("glaukom",),
        ("arbeidsliv",),
    )
    stored = cast.value("select matching_criteria from public.mentor_pairings where id = %s", made.id)
    assert stored == {
        "filters": {"county": "11", "county_name": "Rogaland"},
        "compatibility": {"distance_km": None, "shared_areas": ["arbeidsliv"], "free_places": 2, "capacity": 2},
    }


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


def test_a_new_pair_is_active_with_the_milestones_of_the_programme_and_what_was_known(cast, service):
    live_in(cast, STAVANGER, cast.mentor)
    live_in(cast, SANDNES, cast.mentee)
    give_areas(cast, cast.mentor, "ungdom", "arbeidsliv")
    give_areas(cast, cast.mentee, "arbeidsliv", "dagligliv")

    made = create(service, cast, filters=MatchFilters(county="11", within_km=30))

    row = cast.row(
        "select status, mentor_name, mentee_name, created_by, created_by_name, matching_criteria"
        " from public.mentor_pairings where id = %s",
        made.id,
    )
    stored = row[-1]
    assert row[:-1] == ("active", "Mona Mentor", "Even Mentee", cast.coordinator.user_id, "Kari Koordinator")
    assert round(stored["compatibility"].pop("distance_km")) == 13
    assert stored == {
        "filters": {"county": "11", "county_name": "Rogaland", "within_km": 30},
        "compatibility": {"shared_areas": ["arbeidsliv"], "free_places": 2, "capacity": 2},
    }
    assert (made.mentor_name, made.mentee_name, made.created) == ("Mona Mentor", "Even Mentee", True)
    detail = service.pairing(actor=cast.coordinator, pairing_id=made.id)
    assert [line.status for line in detail.milestones] == ["in_progress", "pending", "pending"]
    assert [line.kind for line in detail.events] == ["created"]


def test_a_second_press_by_the_same_coordinator_makes_no_second_pair(cast, service):
    first = create(service, cast)

    again = create(service, cast)

    assert (again.id, again.created) == (first.id, False)
    assert cast.value("select count(*) from public.mentor_pairings") == 1


def test_who_comes_too_late_hears_with_whom_and_by_whom(cast, service):
    create(service, cast, cast.local_coordinator)

    with pytest.raises(RuleViolation) as refused:
        create(service, cast, mentor_id=cast.far_mentor)

    assert refused.value.code == "just_paired"
    assert refused.value.facts == {"mentor_name": "Mona Mentor", "mentee_name": "Even Mentee", "by": "Lars Lokal"}


def test_where_the_other_pair_is_out_of_scope_only_that_the_mentor_is_taken(cast, service):
    change(cast, cast.mentor, capacity=1)
    create(service, cast, mentee_id=cast.far_mentee)

    with pytest.raises(RuleViolation) as hidden:
        create(service, cast, cast.local_coordinator)
    with pytest.raises(RuleViolation) as seen:
        create(service, cast)

    assert (hidden.value.code, hidden.value.facts) == ("mentor_just_filled_elsewhere", {"mentor_name": "Mona Mentor"})
    assert seen.value.code == "mentor_just_filled"
    assert seen.value.facts["mentee_name"] == "Frida Fjern"


@pytest.mark.parametrize(
    ("columns", "code"),
    [
        ({"availability": "unavailable"}, "person_is_unavailable"),
        ({"availability": "paused"}, "person_is_paused"),
    ],
)
def test_an_obstacle_refuses_the_pair(cast, service, columns, code):
    change(cast, cast.mentor, **columns)

    with pytest.raises(RuleViolation) as refused:
        create(service, cast)

    assert (refused.value.code, refused.value.facts) == (code, {"name": "Mona Mentor"})
    assert cast.value("select count(*) from public.mentor_pairings") == 0


def test_who_does_not_want_a_new_pair_is_not_paired(cast, service):
    cast.owner.execute(
        "insert into public.peer_mentor_readiness (peer_mentor_id, ready) values (%s, 'later')", [cast.mentee]
    )

    with pytest.raises(RuleViolation) as refused:
        create(service, cast)

    assert (refused.value.code, refused.value.facts) == ("person_is_not_ready", {"name": "Even Mentee"})


def test_a_person_of_the_wrong_role_or_nobody_at_all_is_not_found(cast, service):
    for wrong in ({"mentor_id": cast.mentee}, {"mentee_id": cast.mentor}, {"mentee_id": uuid4()}):
        with pytest.raises(NotFound):
            create(service, cast, **wrong)


def test_the_chosen_programme_is_used_and_a_foreign_one_refused(cast, service):
    second = uuid4()
    cast.owner.execute(
        "insert into public.mentor_programmes (id, unit_id, name) values (%s, %s, 'Kort program')",
        [second, cast.organisation],
    )
    proposal = service.proposal(actor=cast.coordinator, mentor_id=cast.mentor, mentee_id=cast.mentee)
    assert [(choice.name, choice.milestones) for choice in proposal.programmes] == [
        ("Mentorprogram", 3),
        ("Kort program", 0),
    ]
    assert proposal.programme_id == cast.programme

    made = create(service, cast, programme_id=second)
    with pytest.raises(RuleViolation) as refused:
        create(service, cast, mentee_id=cast.waiting_mentee, programme_id=cast.other_programme)

    assert cast.value("select programme_id from public.mentor_pairings where id = %s", made.id) == second
    assert refused.value.code == "programme_of_same_organisation"


def test_the_proposal_shows_compatibility_and_pairs_either_of_them_was_in(cast, service):
    live_in(cast, STAVANGER, cast.mentor, cast.mentee)
    for mentor, mentee in ((cast.mentor, cast.mentee), (cast.mentor, cast.far_mentee)):
        pairing = cast.pair(mentor, mentee)
        cast.complete_all(pairing)

    mine = service.proposal(actor=cast.coordinator, mentor_id=cast.mentor, mentee_id=cast.mentee)
    local = service.proposal(actor=cast.local_coordinator, mentor_id=cast.mentor, mentee_id=cast.mentee)

    assert (mine.compatibility.distance_km, mine.compatibility.free_places, mine.same_people_before) == (0.0, 2, True)
    assert [(pair.mentee_name, pair.status) for pair in mine.former] == [
        ("Frida Fjern", "programme_complete"),
        ("Even Mentee", "programme_complete"),
    ]
    assert [pair.mentee_name for pair in local.former] == ["Even Mentee"]


def at_once(*attempts):
    """Run all at the same moment, each on a connection of its own; what each returned or refused."""
    barrier = threading.Barrier(len(attempts))

    def run(attempt):
        try:
            barrier.wait(timeout=10)
            return attempt()
        except RuleViolation as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(attempts)) as threads:
        return list(threads.map(run, attempts))


def created_events(cast):
    query = "select actor_name from public.pairing_events where kind = 'created'"
    return [name for (name,) in cast.owner.execute(query).fetchall()]


@pytest.mark.parametrize("_round", range(5))
def test_of_two_who_pair_the_same_mentee_at_once_one_succeeds_and_the_other_hears_of_it(cast, _round):
    outcomes = at_once(
        lambda: create(MentorProgramService(), cast, cast.coordinator),
        lambda: create(MentorProgramService(), cast, cast.local_coordinator, mentor_id=cast.idle_mentor),
    )

    names_of = [("Kari Koordinator", "Mona Mentor"), ("Lars Lokal", "Ida Ledig")]
    (winner,) = [number for number, outcome in enumerate(outcomes) if not isinstance(outcome, RuleViolation)]
    by, mentor = names_of[winner]
    assert outcomes[1 - winner].code == "just_paired"
    assert outcomes[1 - winner].facts == {"mentor_name": mentor, "mentee_name": "Even Mentee", "by": by}
    assert created_events(cast) == [by]
    open_places = "select sum(open_pairings) from public.peer_mentors where id = any(%s)"
    assert cast.value(open_places, [cast.mentor, cast.idle_mentor, cast.mentee]) == 2


@pytest.mark.parametrize("_round", range(5))
def test_of_two_who_fill_the_last_place_of_a_mentor_at_once_one_succeeds(cast, _round):
    change(cast, cast.mentor, capacity=1)

    outcomes = at_once(
        lambda: create(MentorProgramService(), cast, cast.coordinator, mentee_id=cast.far_mentee),
        lambda: create(MentorProgramService(), cast, cast.local_coordinator),
    )

    if isinstance(outcomes[1], RuleViolation):
        # The other pair belongs to another branch: whose it is stays untold.
        told, by = ("mentor_just_filled_elsewhere", {"mentor_name": "Mona Mentor"}), "Kari Koordinator"
        refused = outcomes[1]
    else:
        facts = {"mentor_name": "Mona Mentor", "mentee_name": "Even Mentee", "by": "Lars Lokal"}
        told, by = ("mentor_just_filled", facts), "Lars Lokal"
        refused = outcomes[0]
    assert (refused.code, refused.facts) == told
    assert created_events(cast) == [by]
    assert cast.value("select open_pairings from public.peer_mentors where id = %s", cast.mentor) == 1


def test_the_same_button_pressed_twice_at_once_makes_one_pair(cast):
    first, second = at_once(*[lambda: create(MentorProgramService(), cast)] * 2)

    assert first.id == second.id
    assert sorted([first.created, second.created]) == [False, True]
    assert created_events(cast) == ["Kari Koordinator"]
