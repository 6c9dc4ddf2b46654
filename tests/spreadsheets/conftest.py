import pytest


@pytest.fixture
def organisation(owner):
    """A real organisation with two county branches, a local branch and two coordinators; nobody else yet."""
    from support.importing import make_organisation

    return make_organisation(owner)
