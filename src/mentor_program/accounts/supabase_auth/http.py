"""Requests to the Supabase project: none lasts longer than some seconds, none is led elsewhere, none is logged."""

import json
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field

import urllib3

TIMEOUT = urllib3.Timeout(connect=3, read=5)
LONGEST_ANSWER = 1_000_000
# A sign-in is rare: a connection of its own costs less than one that turns out to be closed meanwhile.
HEADERS = {"Accept": "application/json", "Connection": "close"}
_pool = urllib3.PoolManager(retries=False)


class Unreachable(Exception):
    """The project does not answer in time, or not in a way that can be understood."""


@dataclass(frozen=True)
class Answer:
    """What came back: the HTTP status, the body as a JSON object ({} without one), and how long to wait, in seconds."""

    status: int
    body: Mapping[str, object] = field(repr=False)
    retry_after: int | None = None


def ask(method: str, url: str, *, headers: Mapping[str, str] | None = None, body: object = None) -> Answer:
    """Send one request and return the answer, refusals included. Raises Unreachable; a server's fault (5xx) too."""
    try:
        response = _pool.request(
            method,
            url,
            headers=HEADERS | dict(headers or {}),
            json=body,
            timeout=TIMEOUT,
            redirect=False,
            preload_content=False,
        )
        with closing(response):
            content = response.read(LONGEST_ANSWER + 1)
    except (urllib3.exceptions.HTTPError, OSError) as error:
        raise Unreachable(type(error).__name__) from None  # the error itself may hold what was sent
    if len(content) > LONGEST_ANSWER or response.status >= 500 or 300 <= response.status < 400:
        raise Unreachable(f"answered {response.status}")
    return Answer(response.status, _body(response.status, content), _seconds(response.headers.get("Retry-After", "")))


def _body(status: int, content: bytes) -> Mapping[str, object]:
    try:
        return _object(content)
    except Unreachable:
        if status == 429:  # whoever stands in front of the project says this too, as a page
            return {}
        raise


def _object(content: bytes) -> Mapping[str, object]:
    try:
        found = json.loads(content or b"{}")
    except (ValueError, RecursionError):
        raise Unreachable("the answer is no JSON") from None
    if not isinstance(found, dict):
        raise Unreachable("the answer is no object")
    return found


def _seconds(retry_after: str) -> int | None:
    return int(retry_after) if retry_after.isascii() and retry_after.isdigit() else None
