"""How pages look and read: valid choices alone, and an old cookie never breaks anything."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentor_program.accounts.preferences import CHOICES, Preferences, from_cookie, from_stored

ANY_CHOICE = st.fixed_dictionaries({name: st.sampled_from(values) for name, values in CHOICES.items()})


@given(ANY_CHOICE)
def test_what_is_stored_comes_back(choice):
    chosen = Preferences(**choice)
    assert from_stored(chosen.as_stored()) == chosen
    assert from_cookie(chosen.as_cookie()) == chosen


def test_defaults_take_no_room():
    assert Preferences().as_stored() == {}
    assert Preferences().as_cookie() == ""
    assert Preferences(theme="dark", language="nn").as_cookie() == "theme=dark&language=nn"


@pytest.mark.parametrize("name", CHOICES)
def test_no_other_value_can_be_made(name):
    with pytest.raises(ValueError, match=name):
        Preferences(**{name: "chartreuse"})


@pytest.mark.parametrize("text", ["", "=", "theme=", "theme=pink&unknown=1", "%00", "a" * 10_000])
def test_a_cookie_that_is_not_understood_is_the_default(text):
    assert from_cookie(text) == Preferences()


@pytest.mark.parametrize("stored", [None, [], "dark", {"theme": ["dark"]}, {"theme": None}, {"colour": "pink"}])
def test_what_is_stored_and_not_understood_is_the_default(stored):
    assert from_stored(stored) == Preferences()


def test_what_is_understood_is_kept_among_what_is_not():
    assert from_cookie("theme=dark&text_size=huge&language=nn") == Preferences(theme="dark", language="nn")
