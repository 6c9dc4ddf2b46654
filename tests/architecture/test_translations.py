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
