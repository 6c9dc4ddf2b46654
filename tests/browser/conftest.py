import pytest

from browser.pages import State, world
from support.accounts import account_of


@pytest.fixture
def open_state(cast, open_page):
    """Return `open_state(state)`: the page in that state. The world is the same for all states of one test."""
    facts = vars(world(cast))

    def opened(state: State):
        user = account_of(getattr(cast, state.who)) if state.who else None
        page = open_page(state.path.format(**facts), user=user)
        if state.then:
            state.then(page)
        # Nothing escapes because it is folded away.
        page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
        return page

    return opened
