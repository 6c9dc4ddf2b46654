import pytest
from django.conf import settings

from browser.pages import world
from browser.state import State
from mentor_program.accounts.middleware import COOKIE
from mentor_program.accounts.preferences import Preferences
from mentor_program.accounts.services import save_preferences
from support.accounts import account_of

LANGUAGES = [code for code, _name in settings.LANGUAGES]


@pytest.fixture
def open_state(cast, open_page, site):
    """Return `open_state(state, language="nb", page=None)`: the page in that state.

    The world is the same for all states of one test; what a state arranges is arranged once. With `page`, that page is
    taken there, which is quicker than another window.
    """
    facts = vars(world(cast))
    arranged = {}

    def opened(state: State, *, language: str = LANGUAGES[0], page=None):
        if state.first and str(state) not in arranged:
            arranged[str(state)] = state.first(cast)
        path = state.path.format(**facts, **arranged.get(str(state), {}), language=language)
        user = account_of(getattr(cast, state.who)) if state.who else None
        if user:
            save_preferences(user=user, preferences=Preferences(language=language))
        page = page or open_page("", user=user)
        if not user:
            page.context.clear_cookies()
            page.context.add_cookies([{"name": COOKIE, "value": f"language={language}", "url": site}])
        page.goto(site + path)
        if state.then:
            state.then(page)
        # Nothing escapes because it is folded away.
        page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
        return page

    return opened
