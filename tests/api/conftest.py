import json
import time
from dataclasses import dataclass

import jwt
import pytest


@dataclass
class Caller:
    """A client of the API as one member of the cast, or as nobody. Answers come as (status, what was told)."""

    client: object
    language: str = "nb"

    def get(self, path, **headers):
        return self.ask("get", path, None, headers)

    def post(self, path, body=None, **headers):
        return self.ask("post", path, body, headers)

    def patch(self, path, body=None, **headers):
        return self.ask("patch", path, body, headers)

    def delete(self, path, **headers):
        return self.ask("delete", path, None, headers)

    def ask(self, method, path, body, headers):
        headers = {"Accept-Language": self.language} | {name.replace("_", "-"): v for name, v in headers.items()}
        sent = {} if body is None else {"data": json.dumps(body, default=str), "content_type": "application/json"}
        path = path if path.startswith("/api/") else f"/api/v1{path}"
        return getattr(self.client, method)(path, headers=headers, **sent)


@pytest.fixture
def database_refuses(owner):
    """Return a `with` block in which the product's login cannot reach the database."""
    from contextlib import contextmanager

    from django.db import connection

    from mentor_program.persistence.embedded_postgres import WEB_LOGIN

    @contextmanager
    def refusing():
        connection.close()
        owner.execute(f"alter role {WEB_LOGIN} nologin")
        try:
            yield
        finally:
            owner.execute(f"alter role {WEB_LOGIN} login")
            connection.close()

    return refusing


@pytest.fixture
def call_as(database, settings):
    """Return `call_as(user_id)`: the API as that account sees it; None is nobody, "no sub" a token of nobody's."""
    from django.test import Client

    from mentor_program.accounts.models import User
    from mentor_program.api.limits import _reads

    _reads.clear()

    def caller(user_id: object, **told) -> Caller:
        if user_id == "no sub":
            return Caller(Client(headers={"Authorization": f"Bearer {token_without_sub(settings)}"}), **told)
        client = Client(raise_request_exception=False)
        if user_id:
            # No password: hashing one for each of hundreds of sessions would take minutes.
            account = {"email": f"{user_id}@example.org", "display_name": "En konto", "password": "!"}
            client.force_login(User.objects.get_or_create(id=user_id, defaults=account)[0])
        return Caller(client, **told)

    return caller


@pytest.fixture
def marked_world(owner, settings):
    """The world of the access matrix; everything with a name that is the other organisation's carries the mark."""
    from api.cells import mark_what_is_theirs
    from policies.world import make_world
    from support.cast import make_cast

    settings.API_READS_PER_MINUTE = settings.API_WRITES_PER_MINUTE = 1_000_000
    with owner.transaction():
        world = make_world(make_cast(owner))
        mark_what_is_theirs(world)
        owner.execute("update public.imports set summary = '{\"counts\": {\"items\": 0}}', status = 'ready'")
    return world


@pytest.fixture
def call(cast, call_as):
    """Return `call(who)`: the API as that member of the cast sees it; None is nobody."""
    return lambda who, **told: call_as(who and getattr(cast, who).user_id, **told)


def token_without_sub(settings) -> str:
    """A genuine, current access token that says whose it is nowhere."""
    settings.SUPABASE_URL = "https://project.example"
    settings.SUPABASE_JWT_SECRET = "a legacy secret of at least thirty-two signs"
    claims = {"aud": "authenticated", "iss": f"{settings.SUPABASE_URL}/auth/v1", "exp": int(time.time()) + 3600}
    return jwt.encode(claims, settings.SUPABASE_JWT_SECRET, algorithm="HS256")
