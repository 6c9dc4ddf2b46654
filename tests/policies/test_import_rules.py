"""An import is finished by the database alone, and then it is kept as it is."""

import pytest

from support.attempt import DONE, attempt


@pytest.fixture
def imported(cast):
    """A file that the local coordinator has uploaded."""
    return cast._insert(
        "imports",
        unit_id=cast.branch,
        created_by=cast.local_coordinator.user_id,
        file_name="deltakere.csv",
        sha256="0" * 64,
        content=b"Navn;Rolle",
        status="ready",
    )


def test_a_client_finishes_no_import_and_says_of_none_that_it_was_undone(cast, as_user, imported):
    with as_user(cast.local_coordinator.user_id) as cursor:
        for status in ("finished", "undone"):
            claim = f"update public.imports set status = '{status}', content = null where id = %s"
            assert attempt(cursor, claim, imported) == "import_is_finished"
        assert attempt(cursor, "update public.imports set status = 'writing' where id = %s", imported) == DONE


def test_a_finished_import_is_neither_changed_nor_deleted_by_a_client(cast, as_user, imported):
    cast.owner.execute("update public.imports set status = 'finished', content = null where id = %s", [imported])
    with as_user(cast.local_coordinator.user_id) as cursor:
        for change in ("update public.imports set status = 'ready'", "delete from public.imports"):
            assert attempt(cursor, f"{change} where id = %s", imported) == "import_is_finished"


def test_an_import_notes_only_what_it_wrote_itself(cast, as_user, imported):
    pair = cast.pair()
    finish = "select private.finish_import(%s, %s, %s, '[]')"
    with as_user(cast.local_coordinator.user_id) as cursor:
        cursor.execute("update public.imports set status = 'writing' where id = %s", [imported])
        assert attempt(cursor, finish, imported, [cast.mentee], []) == "import_notes_its_own"
        assert attempt(cursor, finish, imported, [], [pair]) == "import_notes_its_own"
        assert attempt(cursor, finish, imported, [], []) == DONE
        assert attempt(cursor, "select private.undo_import(%s)", imported) == DONE
        assert attempt(cursor, "select private.undo_import(%s)", imported) == "import_is_undone"
