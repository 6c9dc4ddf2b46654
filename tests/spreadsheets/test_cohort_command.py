"""`mentor-program match FILE …` as a person without an account meets it."""

import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from mentor_program.domain.scoring import DEFAULT_WEIGHTS, Part
from mentor_program.spreadsheets.cohort_command import Refusal, main, read_required, read_weights
from spreadsheets.cohorts import MENTORS, TWO_FILES, WORKBOOK
from spreadsheets.support import xlsx

PROGRAM = Path(sys.executable).with_name("mentor-program")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, content in TWO_FILES.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "rogaland.xlsx").write_bytes(xlsx(**WORKBOOK).read())
    return tmp_path


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def first_sheet(path):
    return list(openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True))


def test_two_files_give_a_workbook(folder, capsys):
    assert main([*TWO_FILES, "--output", "svar.xlsx"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "2 mentorpar foreslått.",
        "0 menteer blir uten.",
        "Lagret i svar.xlsx.",
    ]
    assert [row[:2] for row in first_sheet("svar.xlsx")] == [
        ("Mentee", "Mentor"),
        ("Espen Normann", "Åge Skoglund"),
        ("Julie Hanssen", "Oddvar Omar"),
    ]
    assert oct((folder / "svar.xlsx").stat().st_mode & 0o777) == "0o600"  # it holds names


def test_one_workbook_does_too_and_tells_by_sheet_and_row_what_was_left_out(folder, capsys):
    assert main(["rogaland.xlsx"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "2 mentorpar foreslått.",
        "1 mentee blir uten.",
        "Utelatt eller må sjekkes:",
        "  Par, rad 4, kolonne A (Mentor): Fant ikke Ukjent Person blant personene i filen eller i programmet.",
        "Lagret i mentorpar.xlsx.",
    ]


def test_it_answers_in_the_language_asked_for(folder, capsys):
    assert main(["rogaland.xlsx", "--language", "nn"]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "2 mentorpar føreslått."
    assert openpyxl.load_workbook("mentorpar.xlsx").sheetnames[1] == "Utan mentorpar"


def test_distance_and_weights_are_used_and_written_down(folder):
    assert main([*TWO_FILES, "--max-km", "10", "--weights", "distance=100,areas=0"]) == 0
    book = openpyxl.load_workbook("mentorpar.xlsx")
    assert [row[1] for row in book.worksheets[0].iter_rows(min_row=2, values_only=True)] == ["Oddvar Omar"]
    weighed = {row[0]: row[1:] for row in book.worksheets[3].iter_rows(min_row=2, values_only=True)}
    assert (weighed["Avstand"][0], weighed["Erfaringsområder"][0]) == (100, 0)
    assert weighed["Største avstand"] == (None, "10 km")


def test_requirements_may_be_waived(folder, capsys):
    assert main(["rogaland.xlsx", "--require", "none"]) == 0
    assert capsys.readouterr().out.startswith("3 mentorpar foreslått.\n0 menteer blir uten.\n")


def test_an_existing_file_is_written_over_only_when_told_to(folder, capsys):
    (folder / "svar.xlsx").write_bytes(b"verdifullt")
    assert main([*TWO_FILES, "--output", "svar.xlsx"]) == 2
    assert capsys.readouterr().err == (
        "svar.xlsx finnes allerede. Velg en annen med --output, eller skriv over den med --force.\n"
        "Ingenting er lagret.\n"
    )
    assert (folder / "svar.xlsx").read_bytes() == b"verdifullt"
    assert main([*TWO_FILES, "--output", "svar.xlsx", "--force"]) == 0
    assert len(first_sheet("svar.xlsx")) == 3


def test_a_file_that_is_read_is_never_written_over(folder, capsys):
    before = (folder / "rogaland.xlsx").read_bytes()
    assert main(["rogaland.xlsx", "--output", "./rogaland.xlsx", "--force"]) == 2
    assert capsys.readouterr().err.startswith("rogaland.xlsx er en av filene som skal leses.")
    assert (folder / "rogaland.xlsx").read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["finnes-ikke.csv"], "finnes-ikke.csv kan ikke leses eller skrives: No such file or directory"),
        (["likepersoner-vestland.csv"], "Fant ingen menteer. Kall arket eller filen deres «Deltakere»"),
        (["deltakere-vestland.csv"], "Fant ingen mentorer. Kall arket eller filen deres «Mentorer»"),
        (["brev.pdf", "rogaland.xlsx"], "brev.pdf: Filen er ikke et regneark."),
        (["rogaland.xlsx", "--output", "svar.csv"], "svar.csv: resultatet er en Excel-fil."),
        (["rogaland.xlsx", "--output", "nei/svar.xlsx"], "nei/"),
        (["rogaland.xlsx", "--weights", "avstand=3"], "«avstand=3» er ikke en vekt."),
        (["rogaland.xlsx", "--weights", "distance=101"], "«distance=101»: en vekt er fra 0 til 100."),
        (["rogaland.xlsx", "--require", "diplom"], "«diplom» er ikke et krav."),
        (["rogaland.xlsx", "--postal-codes", "brev.pdf"], "brev.pdf: "),
    ],
)
def test_what_cannot_be_used_is_told_in_a_sentence_and_nothing_is_written(folder, capsys, arguments, sentence):
    (folder / "brev.pdf").write_bytes(b"%PDF-1.4")
    before = names(folder)
    assert main(arguments) == 2
    told = capsys.readouterr().err
    assert sentence in told.splitlines()[0]
    assert told.endswith("Ingenting er lagret.\n")
    assert names(folder) == before


def test_when_nobody_is_found_what_is_wrong_is_told_by_sheet_and_row(folder, capsys):
    (folder / "liste.xlsx").write_bytes(xlsx(Liste=[MENTORS, (None, "Oslo", "Studier", "ja", 1)]).read())
    assert main(["liste.xlsx"]) == 2
    assert "  Liste, rad 2, kolonne A (Navn): Navnet mangler.\n" in capsys.readouterr().err


def test_a_failure_while_writing_is_told_and_leaves_nothing_behind(folder):
    before = names(folder)
    command = ["bash", "-c", f"ulimit -f 1; exec {PROGRAM} match rogaland.xlsx"]  # no file above one kilobyte
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (2, "")
    assert "kan ikke leses eller skrives: File too large\nIngenting er lagret.\n" in done.stderr
    assert names(folder) == before


def test_weights_not_given_keep_their_default_and_may_not_all_be_nothing():
    assert read_weights(" distance = 40 ,") == {**DEFAULT_WEIGHTS, Part.DISTANCE: 40}
    assert read_weights("") == DEFAULT_WEIGHTS
    with pytest.raises(Refusal):
        read_weights(",".join(f"{part}=0" for part in Part))


def test_requirements_are_read_in_any_order():
    assert (read_required(None), read_required("none")) == (None, [])
    assert read_required("confidentiality, course") == ["confidentiality", "course"]


def test_the_command_needs_no_database_and_makes_no_home(folder):
    home = folder / "home"
    environment = {name: value for name, value in os.environ.items() if "DATABASE_URL" not in name}
    environment |= {"MENTOR_PROGRAM_HOME": str(home), "PATH": ""}
    command = [PROGRAM, "match", "rogaland.xlsx"]
    done = subprocess.run(command, env=environment, cwd=folder, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("2 mentorpar foreslått.\n1 mentee blir uten.\n")
    assert not home.exists()
