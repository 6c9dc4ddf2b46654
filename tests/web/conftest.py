import pytest


@pytest.fixture(autouse=True)
def _static_files(static_files) -> None:
    """Templates look icons up there, also where a test asks for no database."""


@pytest.fixture
def style_guide(settings) -> None:
    """The product with the style guide's addresses added to its own."""
    settings.ROOT_URLCONF = "support.style_guide"


@pytest.fixture
def sign_in(cast):
    """Return `sign_in(actor)`: a client that is signed in as that member of the cast."""
    from django.test import Client

    from support.accounts import account_of

    def signed_in(actor) -> Client:
        client = Client(raise_request_exception=False)
        client.force_login(account_of(actor))
        return client

    return signed_in


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
