"""Every page in an organisation with words of its own: not one default word is left, and its own are found.

The pages are those of tests/browser/pages.py; where a state needs a press of a button, the form is sent empty.
"""

import re
from html import unescape
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client

from browser.pages import STATES, world
from browser.state import State
from mentor_program.accounts.preferences import Preferences
from mentor_program.accounts.services import save_preferences
from mentor_program.domain.permissions import Actor
from mentor_program.domain.terms import Forms, Term
from mentor_program.services.mentor_program_service import MentorProgramService
from support.accounts import account_of
from support.catalogues import catalogues

LANGUAGES = [code for code, _name in settings.LANGUAGES]
NORWEGIAN = r"mentee\w*|likeperson\w*|mentorpar\w*|\bpar(?:et|ene|a)?\b"
DEFAULT_WORDS = {
    "nb": re.compile(NORWEGIAN, re.IGNORECASE),
    "nn": re.compile(NORWEGIAN, re.IGNORECASE),
    "en": catalogues.ENGLISH_TERM,
}
OWN = {
    "nb": {
        Term.MENTEE: Forms("deltaker", "deltakeren", "deltakere", "deltakerne", "masculine"),
        Term.PEER_MENTOR: Forms("støtte", "støtten", "støtter", "støttene", "masculine"),
        Term.PAIR: Forms("kobling", "koblingen", "koblinger", "koblingene", "feminine"),
    },
    "nn": {
        Term.MENTEE: Forms("deltakar", "deltakaren", "deltakarar", "deltakarane", "masculine"),
        Term.PEER_MENTOR: Forms("støtte", "støtta", "støtter", "støttene", "feminine"),
        Term.PAIR: Forms("kopling", "koplinga", "koplingar", "koplingane", "feminine"),
    },
    "en": {
        Term.MENTEE: Forms("adept", "the adept", "adepts", "the adepts", "an"),
        Term.PEER_MENTOR: Forms("ally", "the ally", "allies", "the allies", "an"),
        Term.PAIR: Forms("link", "the link", "links", "the links", "a"),
    },
}
# Screens that say the default words on purpose.
SAYS_DEFAULTS = {"own_terms": "asks what to say in their place"}
# What the cast is called, what stands in the uploaded file, and "pair" where it is a verb: none of it is the term.
DATA = re.compile(
    r"Even Mentee|Mentee (?:Elv|Foss|Gran|Hei)|even\.mentee@example\.org|(?<=Arket )Par\b|Pair(?= Ida Ledig and)"
)
SPOKEN_ATTRIBUTES = re.compile(r'\b(?:aria-label|title|alt|placeholder|data-label|data-count-words)="([^"]*)"')

IN_THE_ORGANISATION = [state for state in STATES if state.who and state.who != "outsider"]
ONE_WORLD = [state for state in IN_THE_ORGANISATION if not state.first and state.name not in SAYS_DEFAULTS]
WORLDS_OF_THEIR_OWN = [state for state in IN_THE_ORGANISATION if state.first]


@pytest.fixture
def own_words(cast):
    for language, terms in OWN.items():
        MentorProgramService().change_terms(actor=cast.coordinator, language=language, terms=terms)


@pytest.fixture
def said(cast):
    """Return `said(actor, path, language)`: every word that a page shows or has read out, without data."""
    clients: dict[object, Client] = {}

    def answered(actor, path: str, language: str, *, send: bool = False) -> str:
        user = account_of(actor)
        save_preferences(user=user, preferences=Preferences(language=language))
        client = clients.setdefault(actor, Client(raise_request_exception=False))
        client.force_login(user)
        response = client.post(path, {}) if send else client.get(path)
        return spoken(response.text)

    return answered


def spoken(page: str) -> str:
    page = re.sub(r"<(script|style)\b.*?</\1>", " ", page, flags=re.DOTALL)
    attributes = " ¶ ".join(SPOKEN_ATTRIBUTES.findall(page))
    text = re.sub(r"(?:<[^>]*>|\s)+", " ", page)
    return DATA.sub("", unescape(f"{text} ¶ {attributes}"))


def left(text: str, language: str) -> list[str]:
    """Default words in their surroundings."""
    return [text[max(0, found.start() - 40) : found.end() + 30] for found in DEFAULT_WORDS[language].finditer(text)]


def everything(cast, said, states: list[State], language: str) -> dict[str, str]:
    facts = vars(world(cast))
    pages = {}
    for state in states:
        more = state.first(cast) if state.first else {}
        path = state.path.format(**facts, **more, language=language)
        for send in (False, True) if state.then else (False,):
            pages[f"{state}{' sent' if send else ''}"] = said(getattr(cast, state.who), path, language, send=send)
    return pages


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_has_a_default_word_left_and_the_own_words_are_there(cast, said, own_words, language):
    outside = Actor(uuid4())
    cast.person("Olga Utafor", None, actor=outside)
    pages = everything(cast, said, ONE_WORLD, language) | {"peer mentor": said(outside, "/", language)}
    assert {page: left(text, language) for page, text in pages.items() if left(text, language)} == {}
    heard = " ".join(pages.values()).lower()
    forms = [text for terms in OWN[language].values() for text in terms.texts[:1]]
    assert {text for text in forms if text in heard} == set(forms)


@pytest.mark.parametrize("state", WORLDS_OF_THEIR_OWN, ids=str)
def test_no_page_that_needs_more_has_a_default_word_left(cast, said, own_words, state):
    pages = everything(cast, said, [state], "nb")
    assert {page: left(text, "nb") for page, text in pages.items() if left(text, "nb")} == {}


def test_another_organisation_reads_the_default_words_and_none_of_these(cast, said, own_words):
    pages = [
        said(cast.outsider, path, "nb") for path in ("/", "/people/", "/pairings/new/", "/import/", "/people/new/")
    ]
    own = {text for terms in OWN["nb"].values() for text in terms.texts}
    heard = set(re.findall(r"\w+", " ".join(pages).lower()))
    assert (heard & own, {"mentorpar", "mentee"} - heard) == (set(), set())


def test_without_own_words_the_same_pages_hold_default_words(cast, said):
    """The walk would notice them: it finds them wherever nothing is replaced."""
    pages = everything(cast, said, ONE_WORLD, "nb")
    assert len([page for page, text in pages.items() if left(text, "nb")]) > len(pages) // 2
