"""The one way to the domain tables: a transaction in which PostgreSQL knows who is acting."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from mentor_program.domain.permissions import Actor

# All for this transaction only, as PostgREST does it: session-level settings would leak through a pooler.
# The last is the old form of the claim, which Supabase's auth.uid() believes first, whoever left it there.
SET_ACTOR = """
select set_config('role', %s, true), set_config('request.jwt.claims', %s, true),
  set_config('request.jwt.claim.sub', '', true)
"""


@contextmanager
def acting_as(actor: Actor) -> Iterator[None]:
    """Open a transaction in which the database's policies see `actor`.

    Outside it, domain tables answer "permission denied". Raises RuntimeError inside another transaction:
    scopes never nest, since one service call is one transaction by one person.
    """
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:
            cursor.execute(SET_ACTOR, [_role(actor), json.dumps(_claims(actor))])
        yield


def _role(actor: Actor) -> str:
    return "anon" if actor.is_anonymous else "authenticated"


def _claims(actor: Actor) -> dict[str, str]:
    return {"role": "anon"} if actor.is_anonymous else {"role": "authenticated", "sub": str(actor.user_id)}
