"""Every shown sentence has its words in bokmål, nynorsk and English, and each language its own."""

import re

import pytest

from support.catalogues import catalogues

CATALOGUES = [(room, language.name) for room in catalogues.rooms() for language in sorted((room / "locale").iterdir())]


@pytest.mark.parametrize(("room", "language"), CATALOGUES, ids=lambda value: getattr(value, "name", value))
def test_every_message_is_translated_and_none_is_a_guess(room, language):
    assert catalogues.messages(room) != []
    assert catalogues.missing(room, language) == []


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_every_room_with_messages_has_a_catalogue(language):
    package = catalogues.PACKAGE
    rooms = {path for path in package.iterdir() if path.is_dir() and catalogues.messages(path)}
    assert {room.name for room in rooms if not catalogues.catalogue(room, language).exists()} == set()


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
    names = {"Norwegian (Bokmål)"}  # that is what the language is called
    assert {message for message in found if norwegian.search(str(message))} - names == set()


BOKMÅL_ONLY = {"ikke", "fra", "jeg", "hva", "hvem", "hvis", "hvor", "hvordan", "noe", "noen", "bare", "flere", "navn"}
NYNORSK_ONLY = {"ikkje", "frå", "eg", "kva", "kven", "korleis", "noko", "nokon", "berre", "fleire", "namn", "dei"}


@pytest.mark.parametrize(("language", "foreign"), [("nb", NYNORSK_ONLY), ("nn", BOKMÅL_ONLY)])
def test_no_catalogue_mixes_bokmål_and_nynorsk(language, foreign):
    mixed = [
        entry.string
        for room in catalogues.rooms()
        for entry in catalogues.read(catalogues.catalogue(room, language))
        if entry.id and foreign & set(re.findall(r"\w+", str(entry.string).lower()))
    ]
    assert mixed == []


def test_the_words_of_the_glossary_are_used_in_nynorsk():
    from django.utils import translation

    with translation.override("nn"):
        assert [translation.gettext(words) for words in ("Needs follow-up", "Stalled", "Remaining", "Ended early")] == [
            "Treng oppfølging",
            "Stoppa opp",
            "Står att",
            "Avslutta før tida",
        ]
        assert translation.gettext("You have no active mentees now") == "Du har ingen aktive menteear no"


def test_what_django_allauth_says_is_nynorsk_too():
    from django.utils import translation

    with translation.override("nn"):
        assert translation.gettext("You must type the same password each time.") == (
            "Du må skrive det same passordet kvar gong."
        )
