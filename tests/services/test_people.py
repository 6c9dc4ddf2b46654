"""Story H, reading: who is listed, found and seen, and by whom."""

from datetime import timedelta

import pytest

from mentor_program.domain.errors import NotAllowed, NotFound
from mentor_program.services.people_results import PeopleFilters

EVERYBODY_OURS = [
    "Bjørn Borte",
    "Even Mentee",
    "Frida Fjern",
    "Ida Ledig",
    "Mona Mentor",
    "Vera Venter",
]


def listed(service, actor, **filters):
    page = service.people(actor=actor, filters=PeopleFilters(**filters))
    return [person.name for person in page.people]


def add_area(cast, person, key):
    area, names_diagnosis = cast.row("select id, names_diagnosis from public.experience_areas where key = %s", key)
    if names_diagnosis:
        cast.owner.execute(
            "insert into public.peer_mentor_consents (peer_mentor_id) values (%s) on conflict do nothing", [person]
        )
    cast._insert("peer_mentor_experience_areas", peer_mentor_id=person, area_id=area)


def test_a_coordinator_sees_everyone_in_scope_in_alphabetical_order_and_nobody_else(cast, service):
    page = service.people(actor=cast.coordinator, filters=PeopleFilters())

    assert [person.name for person in page.people] == EVERYBODY_OURS
    assert (page.count.number, page.count.more, page.next, page.previous) == (6, False, "", "")
    assert [choice.label for choice in page.units] == ["Landsforbundet", "Rogaland", "Sandnes", "Vestland"]
    assert listed(service, cast.outsider) == ["Tor Tredje", "Unni Ukjent"]


def test_a_local_coordinator_sees_own_branch_and_those_under_it(cast, service):
    cast.person("Sara Sandnes", "mentee", unit=cast.local)
    assert "Bjørn Borte" in listed(service, cast.coordinator)

    assert listed(service, cast.local_coordinator) == [
        "Even Mentee",
        "Ida Ledig",
        "Mona Mentor",
        "Sara Sandnes",
        "Vera Venter",
    ]


@pytest.mark.parametrize("who", ["mentor_user", "mentee_user", "idle_mentor_user"])
def test_nobody_but_coordinators_gets_the_list(cast, service, who):
    assert listed(service, cast.coordinator) == EVERYBODY_OURS
    with pytest.raises(NotAllowed):
        listed(service, getattr(cast, who))


def test_norwegian_letters_come_last(cast, service):
    for name in ("Åse Ås", "Øystein Øy", "Ærlig Æra", "Zoë Zahl", "Aasa Aas"):
        cast.person(name, None)

    assert listed(service, cast.coordinator)[-5:] == ["Zoë Zahl", "Ærlig Æra", "Øystein Øy", "Aasa Aas", "Åse Ås"]


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("mona", ["Mona Mentor"]),
        ("mentor mo", ["Mona Mentor"]),
        ("  VERA  ", ["Vera Venter"]),
        ("even.mentee@example", ["Even Mentee"]),
        ("6805 4321", ["Ida Ledig"]),
        ("+47 68054321", ["Ida Ledig"]),
        ("100%", []),
        ("_", []),
        ("ukjent", []),
    ],
)
def test_search_finds_by_every_word_of_name_or_mail_and_by_telephone(cast, service, search, found):
    cast.owner.execute(
        "update public.peer_mentor_contacts set phone = '+47 6805 4321' where peer_mentor_id = %s", [cast.idle_mentor]
    )
    assert listed(service, cast.coordinator, search=search) == found


def test_the_list_is_filtered_by_role_unit_place_area_and_cohort(cast, service):
    cohort = cast._insert("cohorts", unit_id=cast.organisation, programme_id=cast.programme, name="Vår 2026")
    sara = cast.person("Sara Sandnes", None, unit=cast.local, municipality_id="1108", cohort_id=cohort)
    add_area(cast, sara, "forerhund")

    def shown(**filters):
        return listed(service, cast.coordinator, **filters)

    assert shown(role="mentor") == ["Bjørn Borte", "Ida Ledig", "Mona Mentor"]
    assert shown(role="mentee") == ["Even Mentee", "Frida Fjern", "Vera Venter"]
    assert shown(role="outside") == ["Sara Sandnes"]
    assert shown(unit=str(cast.local)) == ["Sara Sandnes"]
    assert shown(unit=str(cast.branch)) == ["Even Mentee", "Ida Ledig", "Mona Mentor", "Sara Sandnes", "Vera Venter"]
    assert shown(municipality="1108") == ["Sara Sandnes"]
    assert shown(county="11") == ["Sara Sandnes"]
    assert shown(county="46") == []
    assert shown(area="forerhund") == ["Sara Sandnes"]
    assert shown(cohort=str(cohort)) == ["Sara Sandnes"]
    assert shown(unit=str(cast.other_organisation)) == []
    assert shown(unit="no uuid", role="king", availability="perhaps") == [
        *EVERYBODY_OURS[:5],
        "Sara Sandnes",
        "Vera Venter",
    ]


def test_a_pause_that_has_run_out_is_over(cast, service):
    today = service.today
    cast.person("Per Pause", "mentor", availability="paused", paused_until=today + timedelta(days=1))
    cast.person("Pia Pause", "mentor", availability="paused", paused_until=None)
    cast.person("Nina Nylig", "mentor", availability="paused", paused_until=today)
    cast.person("Ulf Utilgjengelig", "mentor", availability="unavailable")

    assert listed(service, cast.coordinator, availability="paused") == ["Per Pause", "Pia Pause"]
    assert listed(service, cast.coordinator, availability="unavailable") == ["Ulf Utilgjengelig"]
    assert "Nina Nylig" in listed(service, cast.coordinator, availability="available")
    page = service.people(actor=cast.coordinator, filters=PeopleFilters(search="Nina"))
    assert [(p.availability, p.paused_until) for p in page.people] == [("available", None)]


def test_waiting_for_a_pair_are_mentees_who_can_get_one_now(cast, service):
    done = cast.pair(cast.far_mentor, cast.far_mentee)
    cast.complete_all(done)
    cast.pair()
    cast.person("Pål Pause", "mentee", availability="paused")
    later = cast.person("Siri Senere", "mentee")
    cast._insert("peer_mentor_readiness", peer_mentor_id=later, ready="later")

    assert listed(service, cast.coordinator, waiting=True) == ["Vera Venter"]


def test_a_line_tells_places_and_pairs(cast, service):
    pairing = cast.pair()
    page = service.people(actor=cast.coordinator, filters=PeopleFilters(search="Mona"))

    (mona,) = page.people
    assert (mona.capacity, mona.open_pairings, mona.free_places) == (2, 1, 1)
    assert [(pair.id, pair.other_name) for pair in mona.pairs] == [(pairing, "Even Mentee")]


def test_pages_hold_25_and_lead_forth_and_back(cast, service):
    for number in range(45):
        cast.person(f"Person {number:02}", None)
    first = service.people(actor=cast.coordinator, filters=PeopleFilters())
    second = service.people(actor=cast.coordinator, filters=PeopleFilters(), cursor=first.next)
    third = service.people(actor=cast.coordinator, filters=PeopleFilters(), cursor=second.next)
    back = service.people(actor=cast.coordinator, filters=PeopleFilters(), cursor=third.previous)

    assert [len(page.people) for page in (first, second, third)] == [25, 25, 1]
    assert (first.count.number, third.next) == (51, "")
    assert back.people == second.people


def test_the_download_holds_the_filtered_people_and_no_diagnosis(cast, service):
    add_area(cast, cast.idle_mentor, "forerhund")
    add_area(cast, cast.idle_mentor, "glaukom")

    records = list(service.download_people(actor=cast.coordinator, filters=PeopleFilters(search="Ida Ledig")))

    assert [(r.summary.name, r.email, r.phone, r.areas) for r in records] == [
        ("Ida Ledig", "ida.ledig@example.org", "+47 6805 0000", ("førerhund",))
    ]


def test_a_coordinator_sees_all_about_one_person(cast, service):
    pairing = cast.pair()
    cast._insert("peer_mentor_notes", peer_mentor_id=cast.mentor, note="Ring helst på kvelden.")
    add_area(cast, cast.mentor, "punktskrift")
    add_area(cast, cast.mentor, "amd")

    person = service.person(actor=cast.coordinator, person_id=cast.mentor)

    assert (person.name, person.role, person.unit_name) == ("Mona Mentor", "mentor", "Rogaland")
    assert (person.email, person.phone, person.note) == (
        "mona.mentor@example.org",
        "+47 6805 0000",
        "Ring helst på kvelden.",
    )
    assert (person.areas, person.diagnosis_areas) == (("punktskrift",), ("AMD",))
    assert person.consent_since is not None
    assert [(pair.id, pair.role, pair.other_name, pair.status) for pair in person.pairs] == [
        (pairing, "mentor", "Even Mentee", "active")
    ]
    assert (person.free_places, person.may_be_paired, person.pairs_elsewhere) == (1, True, 0)


def test_who_can_be_paired_and_why_not(cast, service):
    cast.pair()
    outside = cast.person("Oda Utenfor", None)

    def told(person):
        detail = service.person(actor=cast.coordinator, person_id=person)
        return detail.may_be_paired, detail.obstacle

    assert told(cast.mentee) == (False, "already_paired")
    assert told(cast.waiting_mentee) == (True, None)
    assert told(outside) == (False, None)


def test_pairs_outside_my_units_are_counted_and_not_shown(cast, service):
    cast.pair(cast.mentor, cast.far_mentee)
    assert len(service.person(actor=cast.coordinator, person_id=cast.mentor).pairs) == 1

    seen = service.person(actor=cast.local_coordinator, person_id=cast.mentor)

    assert (seen.pairs, seen.pairs_elsewhere, seen.free_places) == ((), 1, 1)


@pytest.mark.parametrize("who", ["outsider", "local_coordinator"])
def test_somebody_outside_ones_units_does_not_exist(cast, service, who):
    assert service.person(actor=cast.coordinator, person_id=cast.far_mentor).name == "Bjørn Borte"
    with pytest.raises(NotFound):
        service.person(actor=getattr(cast, who), person_id=cast.far_mentor)


@pytest.mark.parametrize(("who", "refusal"), [("mentor_user", NotAllowed), ("mentee_user", NotFound)])
def test_mentors_and_mentees_open_nobodys_page_not_even_their_own(cast, service, who, refusal):
    cast.pair()
    assert service.person(actor=cast.coordinator, person_id=cast.mentor).name == "Mona Mentor"
    with pytest.raises(refusal):
        service.person(actor=getattr(cast, who), person_id=cast.mentor)


def test_a_coordinators_own_row_outside_the_scope_is_a_profile_and_no_person_to_steer(cast, service):
    own = cast.person("Lars Lokal", "mentor", unit=cast.other_branch, actor=cast.local_coordinator)
    assert service.own_profile(actor=cast.local_coordinator).name == "Lars Lokal"

    assert "Lars Lokal" not in listed(service, cast.local_coordinator)
    with pytest.raises(NotAllowed):
        service.person(actor=cast.local_coordinator, person_id=own)


def test_the_form_offers_units_cohorts_and_areas_with_diagnoses_apart(cast, service):
    cohort = cast._insert("cohorts", unit_id=cast.organisation, programme_id=cast.programme, name="Vår 2026")
    cast.owner.execute("update public.peer_mentors set cohort_id = %s where id = %s", [cohort, cast.mentor])

    form = service.person_form(actor=cast.local_coordinator, person_id=cast.mentor)

    assert [unit.label for unit in form.units] == ["Rogaland", "Sandnes"]
    assert (form.cohorts, form.hidden_cohort) == ((), cohort)
    assert (len(form.areas), len(form.diagnosis_areas)) == (15, 9)
    assert (form.values.name, form.values.cohort, len(form.version)) == ("Mona Mentor", cohort, 32)
    assert service.person_form(actor=cast.coordinator).values is None
