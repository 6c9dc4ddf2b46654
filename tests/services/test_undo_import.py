"""An import is taken back whole, or, once something it wrote has been changed, not at all."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from mentor_program.domain.errors import NotFound, RuleViolation
from mentor_program.domain.readiness import Qualification
from mentor_program.services.fact_results import Fulfilled
from mentor_program.services.mentor_program_service import MentorProgramService
from support.importing import PEOPLE, book, import_file, make_organisation

STARTED = date.today() - timedelta(days=60)
SHEETS = {
    "Mentorer": [PEOPLE, ("Mona Lie", "mona@example.org", "6805 0001", "Stavanger")],
    "Deltakere": [PEOPLE, ("Even Moe", "even@example.org", "6805 0003", "Sandnes")],
    "Par": [
        ("Mentor", "Deltaker", "Startet", "Status", "Oppstartssamtale"),
        ("Mona Lie", "Even Moe", STARTED, "Aktiv", STARTED),
    ],
}


@pytest.fixture
def organisation(owner):
    return make_organisation(owner)


@pytest.fixture
def imported(organisation) -> UUID:
    return import_file(organisation.local, book(**SHEETS))[1]


def undo(actor, import_id):
    return MentorProgramService().undo_import(actor=actor, import_id=import_id)


def test_everything_it_created_goes_history_included(organisation):
    before = organisation.everything()
    written = import_file(organisation.local, book(**SHEETS))[1]
    undo(organisation.local, written)
    assert organisation.everything() == before
    (remembered,) = MentorProgramService().imports(actor=organisation.local)
    assert (remembered.status, remembered.summary["counts"]["new_people"]) == ("undone", 2)


def test_what_it_changed_becomes_as_before(organisation, imported):
    before = organisation.everything()
    changed = [
        (*PEOPLE, "Maks antall", "Erfaringsområder", "Samtykke diagnose", "Ledig?", "Notat"),
        ("Mona Berg", "mona@example.org", "6805 0009", "Sola", 4, "Punktskrift, AMD", "ja", "nei", "x"),
    ]
    second = import_file(organisation.local, book(Mentorer=changed))[1]
    assert organisation.everything() != before
    undo(organisation.local, second)
    assert organisation.everything() == before
    undo(organisation.local, imported)
    assert organisation.people() == {}


def forms(organisation, email):
    query = "select f.meeting_forms from public.peer_mentor_preferences f join public.peer_mentor_contacts c"
    found = organisation.owner.execute(
        f"{query} on c.peer_mentor_id = f.peer_mentor_id where c.email = %s", [email]
    ).fetchall()
    return [row[0] for row in found]


def test_ways_of_meeting_are_stored_and_become_as_before(organisation):
    heading = (*PEOPLE, "Ønsket møteform")
    first = import_file(
        organisation.local,
        book(Deltakere=[heading, ("Even Moe", "even@example.org", "6805 0003", "Sandnes", "Telefon")]),
    )[1]
    assert forms(organisation, "even@example.org") == [["phone"]]
    more = [
        heading,
        ("Even Moe", "even@example.org", "6805 0003", "Sandnes", "Begge deler"),
        ("Gry Nes", "gry@example.org", "6805 0006", "Sandnes", "Brevdue"),
    ]
    second = import_file(organisation.local, book(Deltakere=more))[1]
    assert forms(organisation, "even@example.org") == [["in_person", "phone", "video"]]
    assert forms(organisation, "gry@example.org") == []
    undo(organisation.local, second)
    assert forms(organisation, "even@example.org") == [["phone"]]
    undo(organisation.local, first)
    assert organisation.people() == {}


def test_who_had_said_nothing_about_meeting_has_said_nothing_again(organisation, imported):
    rows = [(*PEOPLE, "Møteform"), ("Even Moe", "even@example.org", "6805 0003", "Sandnes", "fysisk")]
    second = import_file(organisation.local, book(Deltakere=rows))[1]
    assert forms(organisation, "even@example.org") == [["in_person"]]
    undo(organisation.local, second)
    assert forms(organisation, "even@example.org") == []
    undo(organisation.local, imported)


def pause(service, organisation):
    pairing = organisation.value("select id from public.mentor_pairings")
    service.pause(actor=organisation.local, pairing_id=pairing)
    return ("Mona Lie – Even Moe",)


def record_contact(service, organisation):
    pairing = organisation.value("select id from public.mentor_pairings")
    service.record_contact(actor=organisation.local, pairing_id=pairing, occurred_on=date.today(), form="phone")
    return ("Mona Lie – Even Moe",)


def correct_number(service, organisation):
    organisation.owner.execute(
        "update public.peer_mentor_contacts set phone = '+47 6805 0009' where email like 'mona%'"
    )
    return ("Mona Lie",)


def import_again(service, organisation):
    rows = [PEOPLE, ("Even Moe", "even@example.org", "6805 0008", None)]
    import_file(organisation.local, book(Deltakere=rows))
    return ("Even Moe",)


def fulfil(service, organisation):
    person = organisation.value("select id from public.peer_mentors where display_name = 'Mona Lie'")
    course = {Qualification.COURSE: Fulfilled(STARTED)}
    service.change_qualifications(actor=organisation.local, person_id=person, wanted=course)
    return ("Mona Lie",)


def keep_apart(service, organisation):
    organisation.owner.execute(
        "insert into public.pairing_exclusions (mentor_id, mentee_id, reason)"
        " select mentor_id, mentee_id, 'Uenige' from public.mentor_pairings"
    )
    return ("Even Moe", "Mona Lie")


@pytest.mark.parametrize("change", [pause, record_contact, correct_number, import_again, fulfil, keep_apart])
def test_once_something_has_been_changed_nothing_is_taken_back(organisation, service, imported, change):
    changed = change(service, organisation)
    before = organisation.everything()
    with pytest.raises(RuleViolation) as refused:
        undo(organisation.local, imported)
    assert (refused.value.code, refused.value.facts["names"]) == ("import_changed_since", changed)
    assert organisation.everything() == before


def test_a_new_pair_of_somebody_it_created_keeps_it_from_being_undone(organisation, imported):
    rows = [PEOPLE, ("Gry Nes", "gry@example.org", "6805 0006", None)]
    pairs = [
        ("Mentor", "Deltaker", "Startet", "Status", "Avsluttet"),
        ("Mona Lie", "Gry Nes", STARTED, "Avsluttet", STARTED),
    ]
    import_file(organisation.local, book(Deltakere=rows, Par=pairs))
    with pytest.raises(RuleViolation) as refused:
        undo(organisation.local, imported)
    assert refused.value.facts["names"] == ("Mona Lie",)


def test_it_is_undone_once(organisation, imported):
    undo(organisation.local, imported)
    with pytest.raises(RuleViolation) as refused:
        undo(organisation.local, imported)
    assert refused.value.code == "import_is_undone"


def test_nobody_undoes_or_sees_what_another_imported(organisation, imported):
    assert MentorProgramService().imports(actor=organisation.coordinator) == []
    with pytest.raises(NotFound):
        undo(organisation.coordinator, imported)


@pytest.mark.parametrize("who", ["coordinator", "nobody"])
def test_the_database_itself_lets_only_the_importer_undo(organisation, imported, as_user, who):
    from psycopg import errors

    user = organisation.coordinator.user_id if who == "coordinator" else None
    with as_user(user) as cursor, pytest.raises(errors.InsufficientPrivilege):
        cursor.execute("select private.undo_import(%s)", [imported])
    assert len(organisation.people()) == 2


def test_a_client_cannot_note_other_peoples_rows_as_its_own_to_delete_them(organisation, imported, as_user):
    from psycopg import errors

    person = organisation.value("select id from public.peer_mentors limit 1")
    with as_user(organisation.local.user_id) as cursor:
        made = "insert into public.imports (unit_id, file_name, sha256, status) values (%s, 'x', 'x', 'writing')"
        (mine,) = cursor.execute(f"{made} returning id", [organisation.rogaland]).fetchone()
        with pytest.raises(errors.CheckViolation) as refused:
            cursor.execute("select private.finish_import(%s, %s, '{}', '[]')", [mine, [person]])
    assert refused.value.diag.constraint_name == "import_notes_its_own"
