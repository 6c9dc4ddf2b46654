import json
from dataclasses import dataclass

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
def call(cast):
    """Return `call(who)`: the API as that member of the cast sees it; None is nobody."""
    from django.test import Client

    from mentor_program.api.limits import _reads
    from support.accounts import account_of

    _reads.clear()

    def caller(who: str | None, **told) -> Caller:
        client = Client(raise_request_exception=False)
        if who:
            client.force_login(account_of(getattr(cast, who)))
        return Caller(client, **told)

    return caller
