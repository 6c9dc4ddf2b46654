"""What the demo holds: exact numbers, fixed accounts, and two organisations that never meet. Nothing here writes."""

from collections import Counter

import pytest

from mentor_program.demo import load_demo
from mentor_program.demo.load import half_year
from mentor_program.domain.permissions import Actor
from mentor_program.services.mentor_program_service import MentorProgramService
from mentor_program.services.results import OverviewFilters
from support.postgres import empty

FIXED = (
    *("coordinator@demo.example", "local@demo.example", "mentor@demo.example"),
    *("idle@demo.example", "mentee@demo.example", "coordinator@other.example"),
)
OURS = "(select id from public.organisation_units where kind = 'organisation' and name = 'Demoforbundet')"


@pytest.fixture(scope="module")
def demo(owner_connection, django_db_blocker):
    """The owner's connection to a database that holds the demo, loaded once for all."""
    from django.db import connection

    empty(owner_connection)
    with django_db_blocker.unblock():
        assert load_demo()
        yield owner_connection
        connection.close()


def rows(owner, query: str, *values) -> list[tuple]:
    return owner.execute(query, values).fetchall()


def actor(owner, email: str) -> Actor:
    return Actor(rows(owner, "select id from mentor_program.users where email = %s", email)[0][0])


def overview(owner, email: str, **filters):
    return MentorProgramService().overview(actor=actor(owner, email), filters=OverviewFilters(**filters))


def own(owner, email: str):
    return MentorProgramService().own_pairings(actor=actor(owner, email))


def test_the_first_organisation_has_the_units_people_and_pairs_that_were_promised(demo):
    kinds = rows(
        demo, f"select kind, count(*) from public.organisation_units where organisation_id = {OURS} group by 1"
    )
    assert dict(kinds) == {"organisation": 1, "county_branch": 3, "local_branch": 5}
    assert rows(demo, f"select count(*) from public.peer_mentors where organisation_id = {OURS}") == [(150,)]
    statuses = rows(
        demo, f"select status, count(*) from public.mentor_pairings where organisation_id = {OURS} group by 1"
    )
    assert dict(statuses) == {"active": 45, "paused": 5, "programme_complete": 10, "dissolved": 10}


def test_the_overview_shows_every_stage_with_every_indicator(demo):
    seen = Counter()
    for stage in ("Oppstart", "Opplæring", "Praksis", "Avslutning"):
        for indicator in ("on_track", "needs_follow_up", "stalled"):
            seen[indicator] += (count := overview(demo, FIXED[0], stage=stage, indicator=indicator).count.number)
            assert count > 0, f"{stage} {indicator}"
    assert seen == {"on_track": 25, "needs_follow_up": 11, "stalled": 9}
    assert overview(demo, FIXED[0], tab="paused").count.number == 5
    assert overview(demo, FIXED[0], tab="ended").count.number == 20


def test_every_pair_has_the_templates_ten_milestones_in_four_stages(demo):
    query = "select count(*), count(distinct stage), max(due_on - p.started_at::date) from public.pairing_milestones m"
    query += " join public.mentor_pairings p on p.id = m.pairing_id group by p.id"
    assert {(total, stages) for total, stages, _ in rows(demo, query)} == {(10, 4)}
    assert {last for _, _, last in rows(demo, query)} == {365}


def test_dissolved_pairs_have_ten_different_reasons_from_a_list_of_fourteen(demo):
    assert rows(demo, "select count(distinct reason_id) from public.pairing_dissolutions") == [(10,)]
    assert rows(demo, f"select count(*) from public.dissolution_reasons where unit_id = {OURS}") == [(14,)]


def test_mentor_has_two_active_mentees_and_one_ended_pair(demo):
    pairs = own(demo, "mentor@demo.example")
    assert [pair.status for pair in pairs.pairings] == ["active", "active"]
    assert [pair.status for pair in pairs.ended] == ["programme_complete"]


def test_idle_mentor_has_no_pair_and_is_told_whom_to_ask(demo):
    pairs = own(demo, "idle@demo.example")
    assert (pairs.pairings, pairs.ended) == ((), ())
    assert {(c.email, bool(c.phone)) for c in pairs.coordinators} == {
        ("coordinator@demo.example", True),
        ("local@demo.example", True),
    }


def test_mentee_is_in_one_pair_with_the_demo_mentor(demo):
    pairs = own(demo, "mentee@demo.example")
    assert [(pair.mentor_name, pair.status) for pair in pairs.pairings] == [("Mona Solberg", "active")]


def test_local_coordinator_sees_one_county_branch_and_the_whole_of_it(demo):
    query = "select count(*) from public.mentor_pairings p join public.organisation_units u on u.id = p.unit_id"
    query += " where p.status = 'active' and u.county_id = '11'"
    ((in_county,),) = rows(demo, query)
    assert 0 < in_county < 45
    seen = overview(demo, "local@demo.example")
    assert seen.count.number == in_county
    assert {choice.label for choice in seen.units} == {"Rogaland fylkeslag", "Stavanger lokallag", "Haugesund lokallag"}


@pytest.mark.parametrize("email", FIXED)
def test_fixed_account_signs_in_with_the_demo_password(demo, email):
    from mentor_program.accounts.models import User

    user = User.objects.get(email=email)
    assert user.check_password("demo-passord")
    assert user.emailaddress_set.get().verified


def test_other_coordinators_have_no_password(demo):
    from mentor_program.accounts.models import User

    others = User.objects.exclude(email__in=FIXED)
    assert others.count() == 2
    assert not any(user.has_usable_password() for user in others)


def test_the_second_organisation_has_pairs_that_the_first_never_sees(demo):
    theirs = {pair.id for pair in overview(demo, "coordinator@other.example").pairings}
    assert len(theirs) == 3
    for email in FIXED[:2]:
        for tab in ("active", "paused", "ended"):
            page = overview(demo, email, tab=tab, sort="activity")
            seen = {pair.id for pair in page.pairings}
            assert seen
            assert not seen & theirs
    ours = {pair.id for pair in overview(demo, FIXED[0]).pairings}
    assert len(ours) == 25
    assert not ours & theirs


def test_the_match_widget_has_something_to_choose_from(demo):
    free = f"organisation_id = {OURS} and availability = 'available'"
    query = f"select count(*) from public.peer_mentors where {free} and mentor_programme_role ="
    ((mentors,),) = rows(demo, f"{query} 'mentor' and open_pairings < capacity")
    ((mentees,),) = rows(demo, f"{query} 'mentee' and open_pairings = 0")
    assert mentors >= 15
    assert mentees >= 12
    assert rows(demo, "select count(distinct availability) from public.peer_mentors") == [(3,)]


def test_diagnoses_are_stored_for_people_who_consented_only(demo):
    query = "select count(*), count(c.id), count(c.recorded_by) from public.peer_mentor_experience_areas e"
    query += " join public.experience_areas a on a.id = e.area_id"
    query += " left join public.peer_mentor_consents c on c.peer_mentor_id = e.peer_mentor_id where a.names_diagnosis"
    ((stored, consented, recorded),) = rows(demo, query)
    assert stored > 0
    assert (consented, recorded) == (stored, stored)


def test_addresses_are_unique_and_numbers_are_those_set_aside_for_fiction(demo):
    contacts = rows(demo, "select email, phone from public.peer_mentor_contacts")
    assert len({email for email, _ in contacts}) == len({phone for _, phone in contacts}) == len(contacts) == 160
    assert {email.split("@")[1] for email, _ in contacts} == {"demo.example", "other.example"}
    assert {phone[:8] for _, phone in contacts} == {"+47 6805"}


def test_history_names_the_coordinator_of_the_county_and_nothing_lies_in_the_future(demo):
    actors = rows(demo, "select distinct actor_name from public.pairing_events")
    assert {name for (name,) in actors} == {"Kari Nordli", "Lars Haugen", "Ingrid Myhre", "Tor Aune", "Olav Strand"}
    assert rows(demo, "select count(*) from public.pairing_events where occurred_at > now()") == [(0,)]
    assert rows(
        demo,
        "select count(*) from public.pairing_milestones where completed_at < (select started_at"
        " from public.mentor_pairings p where p.id = pairing_id)",
    ) == [(0,)]
    assert rows(demo, "select count(*) from public.pairing_events where kind = 'contact_recorded'")[0][0] > 500


def test_pairs_and_mentees_belong_to_the_half_year_in_which_the_pair_began(demo):
    query = "select p.started_at, c.starts_on from public.mentor_pairings p join public.cohorts c on c.id = p.cohort_id"
    pairs = rows(demo, query)
    assert len(pairs) == 74
    assert all(half_year(started) == cohort for started, cohort in pairs)


READY = """
select count(*) from public.peer_mentors p where p.mentor_programme_role = 'mentor' and p.open_pairings < p.capacity
  and p.availability = 'available' and organisation_id = (select id from public.organisation_units
    where kind = 'organisation' and name = 'Demoforbundet')
  and (select count(*) from public.peer_mentor_qualifications q where q.peer_mentor_id = p.id
    and q.kind in ('course', 'approval', 'confidentiality') and coalesce(q.valid_until, 'infinity') >= private.today())
"""


def test_the_programme_asks_three_things_of_mentors_and_some_lack_them(demo):
    query = f"select required_qualifications from public.mentor_programmes where unit_id = {OURS}"
    assert rows(demo, query) == [(["course", "approval", "confidentiality"],)]
    ((ready,),), ((lacking,),) = rows(demo, f"{READY} = 3"), rows(demo, f"{READY} < 3")
    assert ready >= 12
    assert 3 <= lacking <= 12
    expired = "select count(*) from public.peer_mentor_qualifications where valid_until < private.today()"
    assert rows(demo, expired)[0][0] >= 3


@pytest.mark.parametrize("email", ["mentor@demo.example", "idle@demo.example"])
def test_mentors_with_an_account_lack_nothing(demo, email):
    known = MentorProgramService().own_profile(actor=actor(demo, email)).known
    assert [str(kind) for kind in known.required] == ["course", "approval", "confidentiality"]
    assert known.lacking == ()


def test_most_people_have_said_how_they_like_to_meet_and_mentees_what_they_wish_for(demo):
    assert 100 <= rows(demo, "select count(*) from public.peer_mentor_preferences")[0][0] <= 145
    mentees = "select count(distinct peer_mentor_id) from public.peer_mentor_wished_areas"
    assert rows(demo, mentees)[0][0] >= 30
    named = "select count(*) from public.peer_mentor_wished_areas w join public.experience_areas a on a.id = w.area_id"
    assert rows(demo, f"{named} where a.names_diagnosis")[0][0] >= 1


def test_two_are_never_to_be_paired_again_and_a_coordinator_wrote_it(demo):
    query = "select created_by_name, mentor_id, mentee_id from public.pairing_exclusions"
    ((name, mentor, mentee),) = rows(demo, query)
    assert name == "Kari Nordli"
    pairs = "select status from public.mentor_pairings where mentor_id = %s and mentee_id = %s"
    assert rows(demo, pairs, mentor, mentee) == [("dissolved",)]


def test_two_mentors_in_sandnes_are_on_a_break_and_lack_nothing_else(demo):
    query = READY.replace("p.availability = 'available'", "p.availability = 'paused' and p.municipality_id = '1108'")
    assert rows(demo, f"{query} = 3") == [(2,)]
