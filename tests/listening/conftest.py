from datetime import UTC, datetime, timedelta

import pytest

from support.accounts import account_of


@pytest.fixture
def quiet_pair(cast):
    """A pair in which nothing has happened for 16 days."""
    return cast.pair_since((datetime.now(UTC) - timedelta(days=16)).isoformat())


@pytest.fixture
def coordinator(cast):
    """The account of the coordinator of the whole organisation."""
    return account_of(cast.coordinator)
