from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.test import RequestFactory
from django.urls import path

from mentor_program.web.navigation import navigation

NAMES = {"mentor_program_screen": "", "people": "people/", "import": "import/", "my_profile": "people/me/"}
urlpatterns = [path(address, lambda request: None, name=name) for name, address in NAMES.items()]


@pytest.fixture(autouse=True)
def _addresses(settings) -> None:
    settings.ROOT_URLCONF = __name__


def viewer(**what: bool) -> SimpleNamespace:
    nobody = {"is_coordinator": False, "is_mentor": False, "is_mentee": False, "peer_mentor_id": None}
    return SimpleNamespace(**nobody | what)


def labels(viewer: object) -> list[str]:
    return [str(link["label"]) for link in navigation(RequestFactory().get("/"), viewer)]


@pytest.mark.parametrize(
    ("person", "menu"),
    [
        (viewer(is_coordinator=True), ["Mentorpar", "Personer", "Importer"]),
        (
            viewer(is_coordinator=True, is_mentor=True, peer_mentor_id=uuid4()),
            ["Mentorpar", "Personer", "Importer", "Min profil"],
        ),
        (viewer(is_mentor=True, peer_mentor_id=uuid4()), ["Mine menteer", "Min profil"]),
        (viewer(is_mentee=True, peer_mentor_id=uuid4()), ["Mitt mentorpar", "Min profil"]),
        (viewer(), []),
        (None, []),
    ],
)
def test_the_menu_holds_what_the_person_may_use(person, menu):
    assert labels(person) == menu


def test_the_menu_marks_where_one_is():
    coordinator = viewer(is_coordinator=True)
    marks = {
        address: [link["current"] for link in navigation(RequestFactory().get(address), coordinator)]
        for address in ("/", "/pairings/1/", "/people/", "/people/1/")
    }
    assert marks == {
        "/": ["page", "", ""],
        "/pairings/1/": ["true", "", ""],
        "/people/": ["", "page", ""],
        "/people/1/": ["", "true", ""],
    }


@pytest.mark.usefixtures("_addresses")
def test_a_screen_that_does_not_exist_has_no_link(settings):
    settings.ROOT_URLCONF = "mentor_program.accounts.urls"
    assert labels(viewer(is_coordinator=True)) == []
