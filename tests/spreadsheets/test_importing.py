"""Whole files into a real database: who is created, changed, recognised, refused; the same file twice."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from mentor_program.services import results
from mentor_program.services.mentor_program_service import MentorProgramService
from support.importing import PEOPLE, book, codes, import_file, make_organisation

GIVEN = Path(__file__).resolve().parents[3] / "shared" / "input"
TODAY = date.today()
PAIRS = (
    "Mentor",
    "Deltaker",
    "Startet",
    "Status",
    "Oppstartssamtale",
    "Første møte",
    "Sist kontakt",
    "Avsluttet",
    "Årsak",
)


def days_ago(days):
    return TODAY - timedelta(days=days)


def small_book():
    """Two mentors, three mentees; one pair that has stopped, one on pause, one that ended."""
    return book(
        Mentorer=[
            ("Rogaland",),
            (*PEOPLE, "Erfaringsområder", "Ledig?", "Maks antall", "Synsdiagnose"),
            ("Mona Lie", "mona@example.org", "6805 0001", "Stavanger", "Punktskrift, AMD", "Ja", 2, "AMD"),
            ("Ola Dahl", "ola@example.org", "6805 0002", "Sandnes", "Senior", "pause til jul", None, None),
        ],
        Deltakere=[
            PEOPLE,
            ("Even Moe", "even@example.org", "6805 0003", "Sandnes"),
            ("Lie, Frida", "frida@example.org", "6805 0004", "Sola"),
            ("Gry Nes", "gry@example.org", "6805 0005", None),
        ],
        Par=[
            PAIRS,
            ("Mona Lie", "Even Moe", days_ago(90), "Aktiv", days_ago(80), days_ago(60), days_ago(50), None, None),
            ("Ola Dahl", "Frida Lie", days_ago(70), "Pause", days_ago(60), None, days_ago(40), None, None),
            ("Mona Lie", "Gry Nes", days_ago(99), "Avsluttet", None, None, None, days_ago(30), "Flyttet"),
        ],
    )


def test_people_and_pairs_arrive_with_units_milestones_and_states(organisation):
    told, written = import_file(organisation.local, small_book())

    assert (written is not None, told.rows_left_out) == (True, 0)
    assert organisation.people() == {
        "Even Moe": ("mentee", "Sandnes lokallag", "even@example.org", "+47 6805 0003"),
        "Frida Lie": ("mentee", "Rogaland fylkeslag", "frida@example.org", "+47 6805 0004"),
        "Gry Nes": ("mentee", "Rogaland fylkeslag", "gry@example.org", "+47 6805 0005"),
        "Mona Lie": ("mentor", "Rogaland fylkeslag", "mona@example.org", "+47 6805 0001"),
        "Ola Dahl": ("mentor", "Sandnes lokallag", "ola@example.org", "+47 6805 0002"),
    }
    assert organisation.pairs() == {
        ("Mona Lie", "Even Moe"): "active",
        ("Mona Lie", "Gry Nes"): "dissolved",
        ("Ola Dahl", "Frida Lie"): "paused",
    }
    dated = "select name, completed_at::date, imported from public.pairing_milestones where status = 'completed'"
    assert sorted(organisation.rows(dated)) == [
        ("Første møte", days_ago(60), True),
        ("Oppstartssamtale", days_ago(80), True),
        ("Oppstartssamtale", days_ago(60), True),
    ]
    reason = "select r.label, d.initiated_by, d.dissolved_at::date from public.pairing_dissolutions d"
    assert organisation.rows(f"{reason} join public.dissolution_reasons r on r.id = d.reason_id") == [
        ("Flyttet", "unknown", days_ago(30))
    ]


def test_afterwards_the_overview_shows_the_pairs_that_have_stopped(organisation):
    import_file(organisation.local, small_book())
    filters = results.OverviewFilters(indicator="stalled")
    overview = MentorProgramService().overview(actor=organisation.local, filters=filters)
    assert [(pair.mentor_name, pair.mentee_name) for pair in overview.pairings] == [("Mona Lie", "Even Moe")]


def test_the_same_file_twice_changes_nothing(organisation):
    import_file(organisation.local, small_book())
    before = organisation.everything()
    told, written = import_file(organisation.coordinator, small_book())
    assert (written, told.plan.same_people, told.plan.same_pairs, told.plan.writes) == (None, 5, 3, False)
    assert organisation.everything() == before


def test_the_given_files_are_imported_and_a_second_time_change_nothing(organisation):
    wanted = {
        "mentorprogram-rogaland-2026.xlsx": (69, 19, 1),
        "deltakere-vestland.csv": (35, 0, 0),
        "likepersoner-vestland.csv": (60, 0, 0),
    }
    for path in sorted(GIVEN.glob("*")):
        content = path.read_bytes()
        told, written = import_file(organisation.coordinator, content, path.name)
        plan = told.plan
        found = (len(plan.new_people), len(plan.new_pairs), told.rows_left_out)
        assert (path.name, found, written is not None) == (path.name, wanted[path.name], True)
        before = organisation.everything()
        again, nothing = import_file(organisation.coordinator, content, path.name)
        assert (nothing, again.plan.writes, organisation.everything() == before) == (None, False, True)


def test_diagnoses_are_stored_only_where_the_sheet_says_yes(organisation):
    rows = [
        (*PEOPLE, "Erfaringsområder", "Samtykke diagnose"),
        ("Mona Lie", "mona@example.org", "6805 0001", "Stavanger", "Punktskrift, AMD", "Ja"),
        ("Ola Dahl", "ola@example.org", "6805 0002", "Stavanger", "Punktskrift, AMD", "nei"),
        ("Gry Nes", "gry@example.org", "6805 0003", "Stavanger", "Punktskrift, Glaukom", None),
    ]
    told, _ = import_file(organisation.local, book(Mentorer=rows))
    stored = """
        select p.display_name, a.name from public.peer_mentor_experience_areas e
        join public.peer_mentors p on p.id = e.peer_mentor_id join public.experience_areas a on a.id = e.area_id
        where a.names_diagnosis
    """
    assert organisation.rows(stored) == [("Mona Lie", "AMD")]
    assert organisation.value("select count(*) from public.peer_mentor_consents") == 1
    assert told.understanding.diagnosis_areas_left_out == 2
    assert "Glaukom" not in str([fault.sentence() for fault in told.faults])


def test_what_the_file_says_otherwise_is_changed_and_what_it_does_not_say_is_kept(organisation):
    first = [(*PEOPLE, "Maks antall"), ("Mona Lie", "mona@example.org", "6805 0001", "Stavanger", 3)]
    second = [PEOPLE, ("Mona Lie Berg", "mona@example.org", "6805 0009", None)]
    import_file(organisation.local, book(Mentorer=first))
    told, _ = import_file(organisation.local, book(Mentorer=second))
    assert [person.fields for person in told.plan.changed_people] == [("name", "phone")]
    row = "select display_name, capacity, municipality_id from public.peer_mentors"
    assert organisation.rows(row) == [("Mona Lie Berg", 3, "1103")]
    assert organisation.value("select phone from public.peer_mentor_contacts") == "+47 6805 0009"


def test_without_the_address_people_are_recognised_by_name_and_number(organisation):
    first = [PEOPLE, ("Mona Lie", None, "6805 0001", None), ("Mona Lie", None, "6805 0002", None)]
    second = [PEOPLE, ("mona  lie", "mona@example.org", "+47 68 05 00 02", None)]
    import_file(organisation.local, book(Mentorer=first))
    told, _ = import_file(organisation.local, book(Mentorer=second))
    assert [(len(told.plan.new_people), person.fields) for person in told.plan.changed_people] == [(0, ("email",))]


def test_an_address_beside_another_name_identifies_nobody(organisation):
    import_file(organisation.local, book(Mentorer=[PEOPLE, ("Mona Lie", "lie@example.org", "6805 0001", None)]))
    told, _ = import_file(
        organisation.local, book(Mentorer=[PEOPLE, ("Ola Lie", "lie@example.org", "6805 0002", None)])
    )
    assert codes(told) == [("Mentorer", 2, "email_of_another")]
    assert {name: row[2] for name, row in organisation.people().items()} == {
        "Mona Lie": "lie@example.org",
        "Ola Lie": "",
    }


def test_nobody_stored_is_two_people_of_one_file(organisation):
    first = book(Mentorer=[PEOPLE, ("Mona Lie", "a@example.org", "6805 0001", None)])
    twins = book(
        Mentorer=[
            PEOPLE,
            ("Mona Lie", "b@example.org", "6805 0001", None),
            ("Mona Lie", "a@example.org", "6805 0001", None),
        ]
    )
    import_file(organisation.local, first)
    told, _ = import_file(organisation.local, twins)
    assert (len(told.plan.new_people), told.plan.same_people, told.plan.changed_people) == (1, 1, ())


def test_rows_outside_the_importers_units_are_refused(organisation):
    rows = [
        PEOPLE,
        ("Berit By", "berit@example.org", "6805 0001", "Bergen"),
        ("Siri Sol", "siri@example.org", "6805 0002", "Sandnes"),
        ("Oda Oslo", "oda@example.org", "6805 0003", "Oslo"),
    ]
    told, _ = import_file(organisation.local, book(Mentorer=rows))
    assert codes(told) == [("Mentorer", 2, "unit_outside_scope")]
    # No unit covers Oslo, so whoever lives there lands in the importer's own.
    assert {name: row[1] for name, row in organisation.people().items()} == {
        "Oda Oslo": "Rogaland fylkeslag",
        "Siri Sol": "Sandnes lokallag",
    }


def test_somebody_known_in_another_branch_is_refused_and_stays_untouched(organisation):
    rows = [PEOPLE, ("Berit By", "berit@example.org", "6805 0001", "Bergen")]
    import_file(organisation.coordinator, book(Mentorer=rows))
    before = organisation.everything()
    moved = [PEOPLE, ("Berit By", "berit@example.org", "6805 0009", "Stavanger")]
    told, written = import_file(organisation.local, book(Mentorer=moved))
    assert (written, codes(told)) == (None, [("Mentorer", 2, "known_elsewhere")])
    assert organisation.everything() == before


def test_another_organisation_is_not_noticed(organisation, owner):
    other = make_organisation(owner, "Naboforbundet")
    rows = book(Mentorer=[PEOPLE, ("Berit By", "berit@example.org", "6805 0001", "Bergen")])
    import_file(other.coordinator, rows)
    told, _ = import_file(organisation.coordinator, rows)
    assert (len(told.plan.new_people), codes(told)) == (1, [])
    assert organisation.value("select count(*) from public.peer_mentors") == 2


def mentor_of_two(capacity):
    people = [PEOPLE, ("Even Moe", None, "6805 0003", None), ("Frida Lie", None, "6805 0004", None)]
    return book(
        Mentorer=[(*PEOPLE, "Maks antall"), ("Mona Lie", None, "6805 0001", None, capacity)],
        Deltakere=people,
        Par=[
            PAIRS[:4],
            ("Mona Lie", "Even Moe", days_ago(9), "Aktiv"),
            ("Mona Lie", "Frida Lie", days_ago(8), "Aktiv"),
        ],
    )


def test_without_a_largest_number_the_mentor_gets_the_places_the_pairs_need(organisation):
    told, _ = import_file(organisation.local, mentor_of_two(None))
    assert (codes(told), len(organisation.pairs())) == ([("Mentorer", 2, "capacity_raised")], 2)
    assert organisation.value("select capacity from public.peer_mentors where capacity > 1") == 2


def test_a_largest_number_that_is_stated_holds(organisation):
    told, _ = import_file(organisation.local, mentor_of_two(1))
    assert (codes(told), list(organisation.pairs())) == ([("Par", 3, "mentor_full")], [("Mona Lie", "Even Moe")])


def test_a_pair_of_people_stored_already_is_imported_and_a_second_open_pair_is_not(organisation):
    import_file(organisation.local, mentor_of_two(3))
    pairs = [PAIRS[:4], ("Mona Lie", "Even Moe", days_ago(5), "Aktiv"), ("Mona Lie", "Gry Nes", days_ago(5), "Aktiv")]
    people = [PEOPLE, ("Gry Nes", None, "6805 0006", None)]
    told, _ = import_file(organisation.local, book(Deltakere=people, Par=pairs))
    assert codes(told) == [("Par", 2, "mentee_paired_already")]
    assert list(organisation.pairs()) == [("Mona Lie", "Even Moe"), ("Mona Lie", "Frida Lie"), ("Mona Lie", "Gry Nes")]


def test_a_pair_that_has_gone_on_in_the_program_is_left_as_it_is(organisation):
    import_file(organisation.local, small_book())
    pairing = organisation.value("select id from public.mentor_pairings where status = 'active'")
    MentorProgramService().pause(actor=organisation.local, pairing_id=pairing)
    told, written = import_file(organisation.local, small_book())
    assert (written, codes(told)[-1]) == (None, ("Par", 2, "pair_kept"))


def test_what_begins_like_a_formula_is_stored_as_text(organisation):
    rows = [(*PEOPLE, "Merknad"), ("=1+1 Lie", "=cmd@example.org", "6805 0001", "=A1", "x")]
    import_file(organisation.local, book(Mentorer=rows))
    assert list(organisation.people()) == ["=1+1 Lie"]


def test_the_number_of_queries_does_not_depend_on_the_rows(organisation):
    from support.queries import queries_of

    def queries(first, count):
        people = [(f"Mo {n} Lie", f"m{n}@example.org", f"6805 {n:04}", "Sola") for n in range(first, first + count)]
        others = [
            (f"Even {n} Moe", f"e{n}@example.org", f"6805 {5000 + n}", "Sola") for n in range(first, first + count)
        ]
        pairs = [(a[0], b[0], days_ago(9), "Aktiv") for a, b in zip(people, others, strict=True)]
        sheets = {"Mentorer": [PEOPLE, *people], "Deltakere": [PEOPLE, *others], "Par": [PAIRS[:4], *pairs]}
        with queries_of() as told:
            import_file(organisation.local, book(**sheets))
        return len(told)

    assert queries(0, 1) == queries(100, 3) == queries(200, 60)


@pytest.mark.parametrize("who", ["mentor", "outsider"])
def test_only_coordinators_import(cast, who):
    from mentor_program.domain.errors import NotAllowed

    actor = cast.mentor_user if who == "mentor" else type(cast.outsider)(cast.organisation)
    with pytest.raises(NotAllowed):
        import_file(actor, small_book())


def test_memory_grows_no_faster_than_the_file(organisation):
    """Ten times the rows take at most about ten times what the rows themselves take."""
    import tracemalloc

    def peak(count):
        rows = [(f"Mo {n} Lie", f"{count}m{n}@example.org", f"6805 {n:04}", "Sola") for n in range(count)]
        content = book(Mentorer=[PEOPLE, *rows])
        tracemalloc.start()
        import_file(organisation.local, content)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(10)  # what is loaded once
    assert peak(3000) < 12 * peak(300)
