"""Idempotency-Key: a POST that is sent again is answered with what was answered the first time.

Under one key, one account can make one request in 24 hours. The claim on a key is a row of its own that commits before
the work begins, so two at the same moment cannot both work. Whoever died at work lets go after a minute: the request
is then made again, which the service bears, as each of its changes can be repeated without being made twice.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from uuid import UUID

from django.db import connection
from django.http import HttpRequest, HttpResponse

from mentor_program.api.problems import Problem

HEADER = "Idempotency-Key"
LONGEST_KEY = 255
KEPT_HEADERS = ("Content-Type", "Location", "ETag")
CLAIM = """
insert into idempotent_requests as kept (user_id, key, route, request_hash) values (%s, %s, %s, %s)
on conflict (user_id, key) do update set
  route = excluded.route, request_hash = excluded.request_hash, created_at = now(),
  status = null, body = '', headers = '{}'
  where kept.created_at < now() - interval '24 hours'
     or (kept.status is null and kept.created_at < now() - interval '1 minute')
returning id
"""
# Whatever is older than a day goes whenever something new is kept.
STORE = """
with forgotten as (delete from idempotent_requests where created_at < now() - interval '24 hours' and id <> %s)
update idempotent_requests set status = %s, headers = %s, body = %s where id = %s
"""
STORED = "select route, request_hash, status, headers, body from idempotent_requests where user_id = %s and key = %s"
NO_TRACE = "delete from idempotent_requests where id = %s"


@dataclass(frozen=True)
class Claim:
    """A key that this request works under."""

    id: int

    def keep(self, response: HttpResponse) -> None:
        """Store the answer; a fault of ours is not kept, so that the same key may be tried again."""
        if response.status_code >= 500:
            self.let_go()
            return
        headers = {name: response[name] for name in KEPT_HEADERS if name in response}
        _run(STORE, [self.id, response.status_code, json.dumps(headers), response.content.decode(), self.id])

    def let_go(self) -> None:
        """Forget the key: nothing was answered."""
        _run(NO_TRACE, [self.id])


def once(operation: Callable) -> Callable:
    """Decorator of operations: claims the request's key, or answers what was answered before."""

    @wraps(operation)
    def called(request: HttpRequest, *args: object, **kwargs: object) -> object:
        key = request.headers.get(HEADER)
        if request.method != "POST" or key is None:
            return operation(request, *args, **kwargs)
        claimed = claim(request, request.auth.user_id, key)
        if isinstance(claimed, HttpResponse):
            return claimed
        request.idempotency_claim = claimed
        return operation(request, *args, **kwargs)

    return called


def kept(run: Callable) -> Callable:
    """Decorator around an operation as a view: keeps its final answer under the key that `once` claimed."""

    @wraps(run)
    def called(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            response = run(request, *args, **kwargs)
        except BaseException:
            if claimed := getattr(request, "idempotency_claim", None):
                claimed.let_go()
            raise
        if claimed := getattr(request, "idempotency_claim", None):
            claimed.keep(response)
        return response

    return called


def claim(request: HttpRequest, user_id: UUID, key: str) -> Claim | HttpResponse:
    """A claim on the key, or the stored answer. Raises Problem for a key of another request, or of one at work."""
    if not key or len(key) > LONGEST_KEY or not key.isprintable():
        raise Problem(400, "idempotency_key_invalid")
    route, digest = f"{request.method} {request.path}"[:300], _digest(request)
    if new := _run(CLAIM, [user_id, key, route, digest]):
        return Claim(new[0])
    found = _run(STORED, [user_id, key])
    if found is None or (found[2] is None and found[:2] == (route, digest)):
        raise Problem(409, "request_at_work", headers={"Retry-After": "1"})
    if found[:2] != (route, digest):
        raise Problem(422, "idempotency_key_reused")
    status, headers, body = found[2:]
    return HttpResponse(body, status=status, headers=json.loads(headers) | {"Idempotency-Replayed": "true"})


def _digest(request: HttpRequest) -> str:
    """What was sent: the address, and the body or, as its boundary differs each time, the parts of a form."""
    digest = hashlib.sha256(request.get_full_path().encode())
    if request.content_type == "multipart/form-data":
        for name, file in sorted(request.FILES.items()):
            digest.update(f"{name}\0{file.name}\0{file.size}\0".encode())
            for part in file.chunks():
                digest.update(part)
            file.seek(0)
        digest.update(repr(sorted(request.POST.lists())).encode())
    else:
        digest.update(request.body)
    return digest.hexdigest()


def _run(statement: str, values: list[object]) -> tuple | None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone() if cursor.description else None
