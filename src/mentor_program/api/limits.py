"""Limits per account, so that one client in a loop does not slow the others down."""

import time
from threading import Lock
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.http import HttpRequest

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
MINUTE = 60
REMEMBERED = 10_000
COUNT = """
insert into api_request_counts as kept (user_id, minute, count) values (%s, date_trunc('minute', now()), 1)
on conflict (user_id) do update set
  count = case when kept.minute = excluded.minute then kept.count + 1 else 1 end, minute = excluded.minute
returning count, ceil(extract(epoch from minute + interval '1 minute' - now()))
"""


class LimitReached(Exception):
    """Too many requests by one account; `seconds` until more are answered."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = max(1, seconds)


def count_request(request: HttpRequest, user_id: UUID) -> None:
    """Count one request of the account. Raises LimitReached when it is one too many in this minute."""
    if request.method in SAFE:
        count, seconds = _reads.add(user_id)
        limit = settings.API_READS_PER_MINUTE
    else:
        with connection.cursor() as cursor:
            cursor.execute(COUNT, [user_id])
            count, seconds = cursor.fetchone()
        limit = settings.API_WRITES_PER_MINUTE
    if count > limit:
        raise LimitReached(int(seconds))


class CountsInMemory:
    """Counts of this process in the current minute."""

    def __init__(self) -> None:
        self._lock = Lock()
        self.clear()

    def clear(self) -> None:
        """Forget everything."""
        self._minute, self._counts = 0, {}

    def add(self, user_id: UUID) -> tuple[int, int]:
        """Count one; returns the count and the seconds that are left of the minute."""
        now = time.time()
        minute = int(now // MINUTE)
        with self._lock:
            if minute != self._minute or len(self._counts) > REMEMBERED:
                self._minute, self._counts = minute, {}
            self._counts[user_id] = self._counts.get(user_id, 0) + 1
            return self._counts[user_id], int((minute + 1) * MINUTE - now) + 1


_reads = CountsInMemory()
