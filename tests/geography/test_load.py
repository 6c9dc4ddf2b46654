import pytest

from mentor_program.geography.command import load_postal_codes, main
from mentor_program.geography.load import load_reference
from mentor_program.geography.register import RegisterError

REGISTER = "8622\tMO I RANA\t1833\tRANA\tG\r\n1592\tVÅLER I ØSTFOLD\t3114\tVÅLER\tG\r\n"


@pytest.fixture
def register(tmp_path):
    def write(text):
        path = tmp_path / "postnummerregister-ansi.txt"
        path.write_bytes(text.encode("cp1252"))
        return path

    return write


def count(owner, table):
    return owner.execute(f"select count(*) from public.{table}").fetchone()[0]


def test_loading_the_facts_again_changes_nothing(owner):
    everything = "select * from municipalities order by number"
    before = owner.execute(everything).fetchall()
    load_reference(owner)
    assert (count(owner, "counties"), count(owner, "municipalities")) == (15, 357)
    assert owner.execute(everything).fetchall() == before


def test_loading_the_facts_corrects_a_wrong_row(owner):
    owner.execute("update municipalities set name = 'Wrong' where number = '1103'")
    load_reference(owner)
    assert owner.execute("select name from municipalities where number = '1103'").fetchone() == ("Stavanger",)


def test_postal_codes_are_loaded_and_loading_them_again_changes_nothing(owner, register):
    path = register(REGISTER)
    assert load_postal_codes(path).startswith("2 postal codes: 2 new, 0 changed, 0 removed;")
    assert load_postal_codes(path).startswith("2 postal codes: 0 new, 0 changed, 0 removed;")
    loaded = owner.execute("select code, place, municipality_id from postal_codes order by code").fetchall()
    assert loaded == [("1592", "Våler i Østfold", "3114"), ("8622", "Mo i Rana", "1833")]


def test_a_newer_register_changes_and_removes_codes(owner, register):
    load_postal_codes(register(REGISTER))
    newer = "8622\tMO\t1833\tRANA\tG\r\n0150\tOSLO\t0301\tOSLO\tG\r\n"
    assert load_postal_codes(register(newer)).startswith("2 postal codes: 1 new, 1 changed, 1 removed;")


def test_a_faulty_register_writes_nothing(owner, register, capsys):
    load_postal_codes(register(REGISTER))
    faulty = register(REGISTER + "0150\tOSLO\t9999\tOSLO\tG\r\n")
    with pytest.raises(RegisterError):
        load_postal_codes(faulty)
    assert main(["load-postal-codes", str(faulty)]) == 1
    assert "Line 3: there is no municipality with the number '9999'." in capsys.readouterr().err
    assert count(owner, "postal_codes") == 2


def test_the_command_prints_what_it_did(owner, register, capsys):
    assert main(["load-postal-codes", str(register(REGISTER))]) == 0
    printed = capsys.readouterr().out
    assert printed == "2 postal codes: 2 new, 0 changed, 0 removed; 0 outside the municipalities left out.\n"
