"""docs/mobile-clients.md says what is so: its table equals the grants, its errors are all there, its example runs."""

import json
import re
from pathlib import Path

import psycopg
import pytest

from policies.matrix import MATRIX
from support.postgres import client_url
from support.postgrest import Answer, answer

REPOSITORY = Path(__file__).resolve().parents[2]
DOCUMENT = (REPOSITORY / "docs" / "mobile-clients.md").read_text(encoding="utf-8")
SUPABASE = REPOSITORY / "src" / "mentor_program" / "supabase"
WRITABLE = """
select column_name from information_schema.column_privileges
where grantee = 'authenticated' and table_schema = 'public' and table_name = %s and privilege_type = %s
"""
DELETABLE = "select has_table_privilege('authenticated', format('public.%%I', %s::text), 'delete')"


def section(title: str) -> str:
    return DOCUMENT.split(f"## {title}\n", 1)[1].split("\n## ", 1)[0]


def quoted(text: str) -> set[str]:
    return set(re.findall(r"`([^`]+)`", text))


def listed() -> dict[str, list[str]]:
    lines = [line for line in section("Tables, verbs and columns").splitlines() if line.startswith("| `")]
    rows = [line.strip("| ").split(" | ") for line in lines]
    return {table.strip("`"): cells for table, *cells in rows}


def test_every_table_is_listed():
    assert sorted(listed()) == sorted(MATRIX)


@pytest.mark.parametrize("table", MATRIX)
def test_the_listed_verbs_and_columns_are_those_that_are_granted(owner_connection, table):
    inserted, updated, deleted = listed()[table]
    granted = [
        {column for (column,) in owner_connection.execute(WRITABLE, [table, verb]).fetchall()}
        for verb in ("INSERT", "UPDATE")
    ]
    assert [quoted(inserted), quoted(updated)] == granted
    assert (deleted == "yes",) == owner_connection.execute(DELETABLE, [table]).fetchone()


def test_every_rule_that_the_database_names_is_listed():
    source = "".join(path.read_text(encoding="utf-8") for path in SUPABASE.rglob("*.sql"))
    rules = set(re.findall(r"refuse\('([a-z_]+)'", source)) | set(re.findall(r"hint = '([a-z_]+)'", source))
    table = section("Errors").split("| `hint` |", 1)[1]
    assert set().union(*(quoted(line.split(" | ")[0]) for line in table.splitlines())) == rules


def exchanges() -> list[tuple[str, str]]:
    blocks = re.findall(r"```http\n(.*?)```", DOCUMENT, re.DOTALL)
    assert len(blocks) % 2 == 0
    return list(zip(blocks[::2], blocks[1::2], strict=True))


def split(message: str) -> tuple[list[str], object]:
    """First line and headers, and the body."""
    head, _, body = message.partition("\n\n")
    return head.strip().splitlines(), json.loads(body) if body.strip() else None


def test_the_example_runs_as_it_is_written(cast):
    pair = cast.pair()
    first, second, _ = cast.milestones(pair)
    names = {"<pair>": pair, "<milestone>": first, "<next milestone>": second, "<reason>": cast.reason}
    people = {"coordinator": cast.coordinator, "mentor": cast.mentor_user, "outsider": cast.outsider}
    found, promised = [], []
    with psycopg.connect(client_url(), autocommit=True) as connection:
        for request, response in exchanges():
            for name, value in names.items():
                request = request.replace(name, str(value))
            (line, *headers), body = split(request)
            method, path = line.split(" ", 1)
            who = next((re.search(r"<(\w+)>", header).group(1) for header in headers if "Bearer" in header), None)
            user = people[who].user_id if who else None
            wanted = "Prefer: return=representation" in headers
            found.append(answer(connection, user, method, path, wanted, body))
            (status, *_), told = split(response)
            promised.append(Answer(int(status.split()[1]), told))
    assert found == promised
    assert len(found) >= 12
