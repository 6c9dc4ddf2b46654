import pytest


@pytest.fixture(autouse=True)
def _quick_passwords(settings):
    """Hashing is slow on purpose; the tests of sign-in do it hundreds of times."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
