"""An organisation's own words are recognised in its sheets, and it is told about them in those words."""

import pytest

from mentor_program.accounts.models import User
from mentor_program.domain.terms import DEFAULT, Forms, Term, Wording
from mentor_program.services.mentor_program_service import MentorProgramService
from mentor_program.spreadsheets.cells import parse_role
from mentor_program.spreadsheets.command import main
from mentor_program.spreadsheets.headings import LABELS, Field, label, meaning, role_of
from mentor_program.wording.translation import speaking
from support.importing import PEOPLE, book

FADDER = Forms("fadder", "fadderen", "faddere", "fadderne", "masculine")
LÆRLING = Forms("lærling", "lærlingen", "lærlinger", "lærlingene", "masculine")
KOBLING = Forms("kobling", "koblingen", "koblinger", "koblingene", "feminine")
OWN = {Term.MENTEE: LÆRLING, Term.PEER_MENTOR: FADDER, Term.PAIR: KOBLING}


# Notes are imported only where somebody chooses to; consents are asked for in other words.
NOT_BY_ITSELF = {Field.NOTE, Field.CONSENT}


@pytest.mark.parametrize("words", [DEFAULT, Wording({"nb": OWN})], ids=["default", "own"])
def test_every_heading_that_we_write_ourselves_is_recognised(words):
    with speaking(lambda: words):
        understood = {field: meaning(label(field), ()).field for field in LABELS}
    assert understood == {field: None if field in NOT_BY_ITSELF else field for field in LABELS}


def test_own_words_are_recognised_only_where_they_are_the_organisations():
    with speaking(lambda: Wording({"nb": OWN})):
        own = meaning("Lærling", ()).field, role_of("Lærlinger"), role_of("Faddere 2026"), parse_role("fadder").value
    assert own == (Field.MENTEE, "mentee", "mentor", "mentor")
    assert (meaning("Lærling", ()).field, role_of("Lærlinger"), parse_role("fadder").value) == (None, None, None)


def test_the_known_words_are_recognised_as_before():
    with speaking(lambda: Wording({"nb": OWN})):
        assert (meaning("Mentee", ()).field, role_of("Deltakere"), parse_role("mentor").value) == (
            Field.MENTEE,
            "mentee",
            "mentor",
        )


def test_a_sheet_in_own_words_is_imported_and_told_in_them(organisation, tmp_path, capsys):
    coordinator = User.objects.create(id=organisation.local.user_id, email="lars@example.org", display_name="Lars")
    MentorProgramService().change_terms(actor=organisation.coordinator, language="nb", terms=OWN)
    path = tmp_path / "liste.xlsx"
    path.write_bytes(book(Lærlinger=[PEOPLE, ("Mona Lie", "mona@example.org", "6805 0001", "Stavanger")]))
    assert main([str(path), "--as", coordinator.email]) == 0
    assert "  Nye koblinger: 0" in capsys.readouterr().out.splitlines()
    assert organisation.value("select mentor_programme_role from public.peer_mentors") == "mentee"
