"""What a page costs."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext


@contextmanager
def queries_of() -> Iterator[list[str]]:
    """The statements of a `with` block, sign-in and session included, without BEGIN and COMMIT."""
    told: list[str] = []
    with CaptureQueriesContext(connection) as captured:
        yield told
    told += [q["sql"] for q in captured.captured_queries if q["sql"] not in ("BEGIN", "COMMIT")]
