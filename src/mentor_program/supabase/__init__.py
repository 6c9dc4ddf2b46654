"""What lives inside PostgreSQL: .sql files that `mentor-program migrate` applies whole and in order.

Each file may be applied any number of times. Nothing here imports Django.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

FOLDER = Path(__file__).parent

# Before the tables: what Supabase brings along, and the schemas.
FOUNDATION = ("roles.sql", "schemas.sql", "auth.sql")
# After the tables; a folder stands for all its files by name.
RULES = (
    "geography.sql",
    "functions.sql",
    "triggers",
    "imported_pairing.sql",
    "imports.sql",
    "experience_areas.sql",
    "grants.sql",
    "policies",
    "web_login.sql",
)


class Cursor(Protocol):
    """A cursor of psycopg or of Django."""

    def execute(self, query: str, /) -> object: ...


def sql_files(names: tuple[str, ...]) -> Iterator[Path]:
    """Yield the .sql files that `names` stand for, in the order they are applied."""
    for name in names:
        path = FOLDER / name
        if path.is_dir():
            yield from sorted(path.glob("*.sql"))
        else:
            yield path


def apply(cursor: Cursor, names: tuple[str, ...]) -> None:
    """Apply the files on the owner's connection; the caller owns the transaction.

    An error of PostgreSQL carries the name of its file as a note.
    """
    for path in sql_files(names):
        try:
            cursor.execute(path.read_text(encoding="utf-8"))
        except Exception as error:
            error.add_note(f"while applying {path.relative_to(FOLDER)}")
            raise
