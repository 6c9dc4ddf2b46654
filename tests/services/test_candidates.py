"""How candidates are weighed beside the person chosen, and what is told of each."""

from datetime import date, timedelta

from mentor_program.domain.matching import Availability, Obstacle, obstacle, order
from mentor_program.domain.readiness import Lacking
from mentor_program.persistence.queries.matching_sql import OBSTACLE
from mentor_program.services.matching_results import MatchFilters
from support.matching import (
    BERGEN,
    EVERYBODY,
    SANDNES,
    STAVANGER,
    consent,
    exclude,
    give_areas,
    live_in,
    match,
    names,
    prefer,
    qualify,
    require,
    weigh,
    wish,
)


def test_choosing_a_mentee_orders_mentors_by_score_then_distance_then_free_places(cast, service):
    live_in(cast, STAVANGER, cast.mentee, cast.mentor)
    live_in(cast, SANDNES, cast.idle_mentor, cast.far_mentor)
    give_areas(cast, cast.mentee, "arbeidsliv", "punktskrift")
    wish(cast, cast.mentee, "forerhund")
    give_areas(cast, cast.far_mentor, "forerhund", "arbeidsliv", "ungdom")
    roomy = cast.person("Åse Åpen", "mentor", capacity=5)
    live_in(cast, SANDNES, roomy)

    widget = match(service, cast, mentee_id=cast.mentee)

    assert (widget.chosen.name, widget.chosen.wished_areas, widget.mentees) == ("Even Mentee", ("førerhund",), None)
    found = widget.mentors.candidates
    assert [(person.name, person.compatibility.score.total) for person in found] == [
        ("Bjørn Borte", 72),
        ("Mona Mentor", 68),
        ("Åse Åpen", 60),
        ("Ida Ledig", 60),
    ]
    best, near, *_ = [person.compatibility for person in found]
    assert (best.asked_areas, best.shared_areas) == (("førerhund",), ("førerhund", "arbeidsliv"))
    assert round(best.distance_km) == 13
    assert (near.distance_km, near.free_places, near.capacity) == (0.0, 2, 2)
    assert list(found) == sorted(found, key=lambda person: order(person.compatibility))


def test_the_weights_of_the_programme_decide(cast, service):
    live_in(cast, STAVANGER, cast.mentee, cast.mentor)
    live_in(cast, BERGEN, cast.far_mentor)
    give_areas(cast, cast.mentee, "arbeidsliv")
    give_areas(cast, cast.far_mentor, "arbeidsliv")
    before = names(match(service, cast, mentee_id=cast.mentee).mentors)

    weigh(cast, distance=0)
    after = names(match(service, cast, mentee_id=cast.mentee).mentors)

    assert (before[0], after[0]) == ("Mona Mentor", "Bjørn Borte")
    assert sorted(before) == sorted(after) == ["Bjørn Borte", "Ida Ledig", "Mona Mentor"]


def test_choosing_a_mentor_orders_mentees_the_same_way_and_then_by_waiting_time(cast, service):
    live_in(cast, STAVANGER, cast.mentor, cast.waiting_mentee, cast.mentee)
    give_areas(cast, cast.mentor, "ungdom")
    give_areas(cast, cast.far_mentee, "ungdom")

    widget = match(service, cast, mentor_id=cast.mentor)

    assert (widget.chosen.name, widget.mentors) == ("Mona Mentor", None)
    assert names(widget.mentees) == ["Frida Fjern", "Even Mentee", "Vera Venter"]


def test_sql_knows_the_same_obstacles_as_the_domain(cast):
    today = date(2026, 11, 23)
    cases = [
        (role, availability, until, taken, capacity, ready, required, qualified, excluded)
        for role in ("mentor", "mentee")
        for availability in ("available", "paused", "unavailable")
        for until in (None, today - timedelta(1), today, today + timedelta(1))
        for taken, capacity in ((0, 1), (1, 1), (1, 2), (0, 0))
        for ready in (None, "now", "later", "not")
        for required, qualified, excluded in (([], False, False), (["course"], True, True), (["course"], False, False))
    ]
    query = f"""
      select {OBSTACLE} from (select %(role)s as mentor_programme_role, %(availability)s as availability,
        %(until)s::date as paused_until, %(taken)s as open_pairings, %(capacity)s as capacity) as p,
        (select %(ready)s::text as ready) as r, (select case when %(excluded)s then 1 end as peer_mentor_id) as n,
        (select case when %(qualified)s then 1 end as peer_mentor_id) as y"""
    for role, availability, until, taken, capacity, ready, required, qualified, excluded in cases:
        values = {
            "role": role,
            "availability": availability,
            "until": until,
            "taken": taken,
            "capacity": capacity,
            "ready": ready,
            "required": required,
            "qualified": qualified,
            "excluded": excluded,
        }
        (said,) = cast.owner.execute(query, values | {"today": today}).fetchone()
        assert said == obstacle(
            role=role,
            availability=Availability(availability),
            paused_until=until,
            open_pairings=taken,
            capacity=capacity,
            readiness=ready,
            today=today,
            excluded=excluded,
            lacks_requirement=bool(required) and not qualified,
        ), values


def test_diagnoses_are_shown_where_stored_but_weighed_only_where_asked_for(cast, service):
    for person in (cast.mentor, cast.mentee):
        consent(cast, person)
        give_areas(cast, person, "glaukom", "arbeidsliv")

    def only():
        (person,) = match(service, cast, mentee_id=cast.mentee, filters=MatchFilters(area="glaukom")).mentors.candidates
        return person

    before = only()
    wish(cast, cast.mentee, "glaukom")
    after = only()

    assert (before.areas, before.diagnoses) == (("arbeidsliv",), ("glaukom",))
    assert (before.compatibility.shared_areas, before.compatibility.asked_diagnoses) == (("arbeidsliv",), ())
    assert (after.compatibility.shared_areas, after.compatibility.asked_diagnoses) == (("arbeidsliv",), ("glaukom",))


def test_what_a_mentor_lacks_is_named_and_keeps_the_mentor_from_being_chosen(cast, service):
    require(cast, "course", "confidentiality")
    qualify(cast, cast.mentor, "course", "confidentiality")
    qualify(cast, cast.idle_mentor, "course")
    qualify(cast, cast.idle_mentor, "confidentiality", until="2021-05-01")

    assert names(match(service, cast).mentors) == ["Mona Mentor"]
    found = match(service, cast, filters=EVERYBODY).mentors.candidates

    assert [(person.name, person.obstacle, person.lacking) for person in found] == [
        ("Mona Mentor", None, ()),
        ("Bjørn Borte", Obstacle.LACKS_REQUIREMENT, (Lacking("course"), Lacking("confidentiality"))),
        ("Ida Ledig", Obstacle.LACKS_REQUIREMENT, (Lacking("confidentiality", date(2021, 5, 1)),)),
    ]
    chosen = match(service, cast, mentor_id=cast.idle_mentor).chosen
    assert (chosen.obstacle, len(chosen.lacking)) == (Obstacle.LACKS_REQUIREMENT, 1)


def test_who_shall_never_be_paired_again_with_the_one_chosen_comes_last_with_the_reason(cast, service):
    exclude(cast, cast.mentor, cast.mentee)

    found = match(service, cast, mentee_id=cast.mentee, filters=EVERYBODY).mentors.candidates

    assert (found[-1].name, found[-1].obstacle) == ("Mona Mentor", Obstacle.NEVER_AGAIN)
    assert "Mona Mentor" in names(match(service, cast, mentee_id=cast.waiting_mentee).mentors)
    turned = match(service, cast, mentor_id=cast.mentor, filters=EVERYBODY).mentees.candidates
    assert (turned[-1].name, turned[-1].obstacle) == ("Even Mentee", Obstacle.NEVER_AGAIN)


def test_former_pairs_of_a_mentor_are_told_and_count(cast, service):
    for mentee in (cast.waiting_mentee, cast.far_mentee):
        cast.complete_all(cast.pair(cast.mentor, mentee))

    found = {person.name: person for person in match(service, cast, mentee_id=cast.mentee).mentors.candidates}

    assert found["Mona Mentor"].compatibility.times_mentor == 2
    assert found["Ida Ledig"].compatibility.times_mentor == 0
    assert match(service, cast, mentor_id=cast.mentor).chosen.times_mentor == 2


def test_languages_forms_and_times_that_both_have_chosen_are_told(cast, service):
    prefer(cast, cast.mentee, languages=["nb"], meeting_forms=["phone", "in_person"])
    prefer(cast, cast.mentor, languages=["nn"], meeting_forms=["phone"], meeting_times=["weekend"])

    found = {person.name: person for person in match(service, cast, mentee_id=cast.mentee).mentors.candidates}

    weighed = found["Mona Mentor"].compatibility
    assert (weighed.languages, weighed.meeting_forms, weighed.meeting_times) == (("nb", "nn"), ("phone",), None)


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
