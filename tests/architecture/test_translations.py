"""Every shown sentence has its words in every language that is offered so far."""

import importlib.util
import re
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]


def _catalogues():
    spec = importlib.util.spec_from_file_location("catalogues", REPOSITORY / "scripts" / "catalogues.py")
    module = sys.modules[spec.name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


catalogues = _catalogues()
CATALOGUES = [(room, language.name) for room in catalogues.rooms() for language in sorted((room / "locale").iterdir())]


@pytest.mark.parametrize(("room", "language"), CATALOGUES, ids=lambda value: getattr(value, "name", value))
def test_every_message_is_translated_and_none_is_a_guess(room, language):
    if language != "nb":
        return  # nynorsk is filled in when the screens of this session have landed
    assert catalogues.messages(room) != []
    assert catalogues.missing(room, language) == []


def test_every_room_with_messages_has_a_bokmål_catalogue():
    package = catalogues.PACKAGE
    rooms = {path for path in package.iterdir() if path.is_dir() and catalogues.messages(path)}
    assert {room.name for room in rooms if not catalogues.catalogue(room, "nb").exists()} == set()


@pytest.mark.parametrize(("room", "language"), CATALOGUES, ids=lambda value: getattr(value, "name", value))
def test_translations_keep_the_values_that_are_filled_in(room, language):
    wrong = [
        entry.id
        for entry in catalogues.read(catalogues.catalogue(room, language))
        if entry.id and entry.string and _values(entry.id) - _values(entry.string)
    ]
    assert wrong == []


def _values(text: str | tuple[str, ...]) -> set[str]:
    texts = text if isinstance(text, tuple | list) else [text]
    return {value for one in texts for value in re.findall(r"%\(\w+\)[sd]", one)}


def test_english_is_the_messages_themselves_and_falls_back_on_no_other_language():
    from django.utils import translation

    shown = {}
    with translation.override("en"):
        for room in catalogues.rooms():
            for message in catalogues.messages(room):
                if isinstance(message, str):
                    shown[message] = translation.gettext(message)
                else:
                    shown[message[0]] = translation.ngettext(*message, 1)
                    shown[message[1]] = translation.ngettext(*message, 2)
    assert {message: words for message, words in shown.items() if message != words} == {}


def test_no_message_is_norwegian_itself():
    norwegian = re.compile(r"[æøåÆØÅ]|\b(?:ikke|og|eller|mentorpar|milepæl|lagre|avbryt)\b")
    found = {message for room in catalogues.rooms() for message in catalogues.messages(room)}
    assert {message for message in found if norwegian.search(str(message))} == set()
