"""Loading the demo: once, whole or not at all, and never where somebody works."""

import pytest

from mentor_program.demo import load_demo


def rows(owner, query: str) -> list[tuple]:
    return owner.execute(query).fetchall()


def everything(owner) -> dict[str, str]:
    """A fingerprint of each table."""
    tables = rows(
        owner,
        "select format('%I.%I', schemaname, tablename) from pg_tables where schemaname in ('public', 'mentor_program')",
    )
    return {
        table: rows(owner, f"select md5(string_agg(t::text, '' order by t::text)) from {table} t")[0][0]
        for (table,) in tables
    }


def test_loading_again_changes_nothing(owner):
    assert load_demo()
    before = everything(owner)
    assert load_demo() is False
    assert everything(owner) == before


def test_an_interruption_leaves_nothing_half_written_and_the_next_attempt_succeeds(owner, monkeypatch):
    from mentor_program.demo import load

    write, written = load._write_pair, []

    def write_some(*arguments) -> None:
        if len(written) == 40:
            raise KeyboardInterrupt
        written.append(write(*arguments))

    monkeypatch.setattr(load, "_write_pair", write_some)
    with pytest.raises(KeyboardInterrupt):
        load_demo()
    assert rows(owner, "select count(*) from public.organisation_units") == [(0,)]
    assert rows(owner, "select count(*) from public.mentor_pairings") == [(0,)]
    monkeypatch.undo()
    assert load_demo()
    assert rows(owner, "select count(*) from public.mentor_pairings") == [(74,)]


def test_a_database_that_somebody_works_in_gets_no_demo(cast):
    assert load_demo() is False
    assert rows(cast.owner, "select count(*) from mentor_program.users") == [(0,)]
