"""`mentor-program import FILE --as EMAIL [--dry-run]`: what it prints, and how it ends."""

import pytest

from mentor_program.accounts.models import User
from mentor_program.spreadsheets.command import main
from support.importing import PEOPLE, book

ROWS = [
    (*PEOPLE, "Synsdiagnose"),
    ("Mona Lie", "ikke epost", "6805 0001", "Stavanger", "AMD"),
    ("Berit By", "berit@example.org", "6805 0002", "Bergen", None),
]


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "liste.xlsx"
    path.write_bytes(book(Mentorer=ROWS))
    return str(path)


@pytest.fixture
def coordinator(organisation):
    return User.objects.create(id=organisation.local.user_id, email="lars@example.org", display_name="Lars").email


def test_it_tells_counts_dropped_columns_and_every_fault_by_place(organisation, coordinator, file, capsys):
    assert main([file, "--as", coordinator]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "liste.xlsx",
        "  Nye personer: 1",
        "  Personer som endres: 0",
        "  Personer uten endring: 0",
        "  Nye par: 0",
        "  Par uten endring: 0",
        "  Rader som utelates: 1",
        "  Områder som nevner en diagnose, utelatt uten samtykke: 0",
        "",
        "Kolonner som ikke importeres:",
        "  Mentorer, E (Synsdiagnose): Den handler om helse. Bare erfaringsområder lagres, og diagnoser bare med"
        " samtykke.",
        "",
        "2 merknader:",
        "  Sjekk – Mentorer, rad 2, kolonne B (E-post): «ikke epost» er ikke en e-postadresse. Feltet er tomt.",
        "  Utelatt – Mentorer, rad 3, kolonne D (Kommune): Berit By hører etter kommunen til Vestland fylkeslag,"
        " som du ikke koordinerer. Raden er utelatt.",
        "",
        "Importert.",
    ]
    assert list(organisation.people()) == ["Mona Lie"]
    assert organisation.value("select status from public.imports") == "finished"


def test_a_dry_run_tells_the_same_and_writes_nothing(organisation, coordinator, file, capsys):
    assert main([file, "--as", coordinator, "--dry-run"]) == 0
    assert "Nye personer: 1" in capsys.readouterr().out
    assert organisation.people() == {}
    assert organisation.value("select count(*) from public.imports") == 0


def test_the_second_time_nothing_is_written_and_the_exit_code_says_so(organisation, coordinator, file, capsys):
    assert main([file, "--as", coordinator]) == 0
    before = organisation.everything()
    assert main([file, "--as", coordinator]) == 1
    assert capsys.readouterr().out.endswith("Det er ingenting å importere: ingenting er lagret.\n")
    assert main([file, "--as", coordinator, "--dry-run"]) == 1
    assert organisation.everything() == before


def test_addresses_are_compared_without_regard_to_capitals(organisation, coordinator, file):
    assert main([file, "--as", "Lars@Example.org"]) == 0


def test_refusals_are_told_plainly(organisation, coordinator, file, tmp_path, capsys):
    stranger = User.objects.create(email="ola@example.org", display_name="Ola").email
    broken = tmp_path / "brev.xlsx"
    broken.write_bytes(b"hei")
    told = {
        (file, "ukjent@example.org"): "Det finnes ingen konto med e-postadressen ukjent@example.org.",
        (file, stranger): "ola@example.org er ikke koordinator, og kan ikke importere.",
        (str(broken), coordinator): "brev.xlsx: Filen er skadet",
        (str(tmp_path / "borte.xlsx"), coordinator): f"{tmp_path}/borte.xlsx kan ikke leses:",
    }
    for (path, email), sentence in told.items():
        assert main([path, "--as", email]) == 1
        error = capsys.readouterr().err
        assert (sentence in error, error.splitlines()[-1]) == (True, "Ingenting er lagret.")
    assert organisation.people() == {}
