"""Cursors for lists ordered by several columns: the key of the last row seen, opaque in the address bar."""

import base64
import binascii
import json
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Place:
    """Where a page begins: after `key`, or before it when `backwards`. Numbers, then a text, then an id."""

    key: tuple[int | str, ...]
    backwards: bool


def write_place(key: tuple[object, ...], *, backwards: bool) -> str:
    text = json.dumps(["p" if backwards else "n", *key], default=str)
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_place(cursor: str, *, numbers: int) -> Place | None:
    """The place a cursor names, or None (the first page) for an empty one or one that was tampered with."""
    try:
        raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        direction, *key = json.loads(raw)
        counted, (text, row_id) = key[:numbers], key[numbers:]
        UUID(row_id)
    except (ValueError, TypeError, AttributeError, binascii.Error):
        return None
    whole = all(type(value) is int and abs(value) < 2**63 for value in counted)
    if not whole or type(text) is not str or "\0" in text or direction not in ("p", "n"):
        return None
    return Place(tuple(key), direction == "p")
