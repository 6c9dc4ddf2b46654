"""Pages by key: a page starts after (or before) the last row seen, so deep pages cost what the first one costs."""

import base64
import json
from dataclasses import dataclass
from datetime import date, datetime
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
    queryset: QuerySet,
    *,
    key: str,
    cursor: str,
    size: int,
    descending: bool = False,
    joined: QuerySet | None = None,
    ties: tuple[str, ...] = (),
) -> Page:
    """Return one page of `queryset` ordered by (`key`, `ties` …, id), all in the same direction.

    `joined` is the same model with what the rows bring along; it is asked for the rows of the page alone, so that no
    join can keep the planner from walking the index. A cursor that was tampered with is treated as the first page: it
    is only a place in a list.
    """
    names = (key, *ties)
    values, row_id, backwards = _read(cursor, [queryset.model._meta.get_field(name) for name in names])
    down = descending != backwards
    if values:
        op = "lt" if down else "gt"
        beyond = Q(**{f"id__{op}": row_id})
        for name, value in reversed(list(zip(ties, values[1:], strict=True))):
            beyond = Q(**{f"{name}__{op}": value}) | (Q(**{name: value}) & beyond)
        # The plain bound lets the index be entered at the right place; the second part breaks ties.
        queryset = queryset.filter(**{f"{key}__{op}e": values[0]}).filter(Q(**{f"{key}__{op}": values[0]}) | beyond)
    order = [f"-{name}" if down else name for name in (*names, "id")]
    found = queryset.order_by(*order)[: size + 1]
    rows = list(found if joined is None else joined.filter(id__in=found.values("id")).order_by(*order))
    more, rows = len(rows) > size, rows[:size]
    if backwards:
        rows.reverse()
    return Page(
        rows=rows,
        next=_write(rows[-1], names, "n") if rows and (more or backwards) else "",
        previous=_write(rows[0], names, "p") if rows and (more if backwards else values) else "",
    )


def _write(row: object, names: tuple[str, ...], direction: str) -> str:
    values = [getattr(row, name) for name in names]
    kinds = ["t" if isinstance(value, datetime) else "v" for value in values]
    told = [value.isoformat() if isinstance(value, date) else value for value in values]
    ties = [part for one in zip(kinds[1:], told[1:], strict=True) for part in one]
    text = json.dumps([kinds[0], told[0], str(row.id), direction, *ties])
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _read(cursor: str, fields: list[Field]) -> tuple[list[object], str | None, bool]:
    """Values of `fields` and id of the row to go on from, and whether backwards; ([], None, False) for no place."""
    nowhere: tuple[list[object], None, bool] = ([], None, False)
    if not cursor:
        return nowhere
    try:
        raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        kind, value, row_id, direction, *ties = json.loads(raw)
        told = zip([kind, *ties[::2]], [value, *ties[1::2]], fields, strict=True)
        values = [field.to_python(datetime.fromisoformat(one) if kind == "t" else one) for kind, one, field in told]
        return (values, str(UUID(row_id)), direction == "p") if all(map(_fits, values)) else nowhere
    except (ValueError, TypeError, AttributeError, OverflowError, ValidationError):
        return nowhere


def _fits(value: object) -> bool:
    """Whether it may stand in a query: PostgreSQL stores no NUL, and a time without a zone is none of ours."""
    if isinstance(value, datetime):
        return is_aware(value)
    return value is not None and not (isinstance(value, str) and "\0" in value)
