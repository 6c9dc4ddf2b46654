"""Pages by key: a page starts after (or before) the last row seen, so deep pages cost what the first one costs."""

import base64
import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Field, Q, QuerySet
from django.utils.timezone import is_aware


@dataclass(frozen=True)
class Page:
    """Rows in the order asked for; cursors are opaque, empty at the ends."""

    rows: list
    next: str
    previous: str


def page_by_key(
    queryset: QuerySet, *, key: str, cursor: str, size: int, descending: bool = False, joined: QuerySet | None = None
) -> Page:
    """Return one page of `queryset` ordered by (`key`, id).

    `joined` is the same model with what the rows bring along; it is asked for the rows of the page alone, so that no
    join can keep the planner from walking the index. A cursor that was tampered with is treated as the first page: it
    is only a place in a list.
    """
    value, row_id, backwards = _read(cursor, queryset.model._meta.get_field(key))
    down = descending != backwards
    if value is not None:
        op = "lt" if down else "gt"
        # The plain bound lets the index be entered at the right place; the second part breaks ties.
        queryset = queryset.filter(**{f"{key}__{op}e": value}).filter(
            Q(**{f"{key}__{op}": value}) | Q(**{f"id__{op}": row_id})
        )
    sign = "-" if down else ""
    order = (f"{sign}{key}", f"{sign}id")
    found = queryset.order_by(*order)[: size + 1]
    rows = list(found if joined is None else joined.filter(id__in=found.values("id")).order_by(*order))
    more, rows = len(rows) > size, rows[:size]
    if backwards:
        rows.reverse()
    return Page(
        rows=rows,
        next=_write(rows[-1], key, "n") if rows and (more or backwards) else "",
        previous=_write(rows[0], key, "p") if rows and (more if backwards else value is not None) else "",
    )


def _write(row: object, key: str, direction: str) -> str:
    value = getattr(row, key)
    kind = "t" if isinstance(value, datetime) else "v"
    text = json.dumps([kind, value.isoformat() if kind == "t" else value, str(row.id), direction])
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _read(cursor: str, field: Field) -> tuple[object, str | None, bool]:
    """Value of `field` and id of the row to go on from, and whether backwards; (None, None, False) for no place."""
    if not cursor:
        return None, None, False
    try:
        raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        kind, value, row_id, direction = json.loads(raw)
        value = field.to_python(datetime.fromisoformat(value) if kind == "t" else value)
        # PostgreSQL stores no NUL, and a time without a zone is none of ours.
        fits = "\0" not in value if isinstance(value, str) else not isinstance(value, datetime) or is_aware(value)
        return (value, str(UUID(row_id)), direction == "p") if fits else (None, None, False)
    except (ValueError, TypeError, AttributeError, OverflowError, ValidationError):
        return None, None, False
