"""Words that an organisation may replace are marked in every translation, so that none of them is left standing.

How to mark them: docs/decisions/own-words.md.
"""

import re
from collections.abc import Iterator

import pytest

from mentor_program.domain.terms import AGREEMENTS, DEFAULT, DEFAULTS, MARK, SHORT_PAIR, Forms, Term, Wording
from support.catalogues import catalogues

LANGUAGES = ("nb", "nn", "en")
# Any form of the words, also as a part of a longer one; "par" alone only as a whole word.
UNMARKED = {
    "nb": re.compile(r"mentee|likeperson|mentorpar|\bpar(?:et|ene)?s?\b", re.IGNORECASE),
    "nn": re.compile(r"mentee|likeperson|mentorpar|\bpar(?:et|a)?s?\b", re.IGNORECASE),
    "en": catalogues.ENGLISH_TERM,
}
# Messages that say such a word and mean another: {(language, message): reason}.
ALLOWED: dict[tuple[str, str], str] = {}
NOT_SAID = re.compile(r"%\(\w+\)[sd]|href=\"[^\"]*\"")
FORMS = {mark for forms in (*DEFAULTS["en"].values(), SHORT_PAIR["en"]) for mark in forms.texts}
TERMS = {term.value.replace("_", " ") for term in Term}


def translations(language: str) -> Iterator[tuple[str, str, str]]:
    """Room, message and what it is translated as, once for each form of a number."""
    for room in catalogues.rooms():
        path = catalogues.catalogue(room, language)
        for entry in catalogues.read(path) if path.exists() else ():
            messages = entry.id if isinstance(entry.id, tuple | list) else (entry.id,)
            texts = entry.string if isinstance(entry.string, tuple | list) else (entry.string,)
            for place, text in enumerate(texts):
                if entry.id:
                    yield room.name, messages[min(place, len(messages) - 1)], text


def is_known(mark: str) -> bool:
    term, colon, choices = mark.partition(":")
    if colon:
        return term in TERMS and all(choice.strip() for choice in choices.split("|")) and choices.count("|") in (1, 2)
    return mark in FORMS or (mark[:1].isupper() and mark[:1].lower() + mark[1:] in FORMS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_says_a_default_word_without_its_mark(language):
    left = [
        (room, message, text)
        for room, message, text in translations(language)
        if UNMARKED[language].search(NOT_SAID.sub("", MARK.sub("", text))) and (language, message) not in ALLOWED
    ]
    assert left == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_mark_is_known_and_whole(language):
    wrong = [
        (room, text)
        for room, _, text in translations(language)
        if not all(map(is_known, MARK.findall(text))) or "[[" in (rest := MARK.sub("", text)) or "]]" in rest
    ]
    assert wrong == []


def test_marked_words_are_in_the_same_number_of_places_in_every_language():
    """A translation that marks nothing where English names a mentee has lost the word, or hides it."""
    marked = {message for _, message, _ in translations("en")}
    lost = [
        (language, message, text)
        for language in ("nb", "nn")
        for _, message, text in translations(language)
        if message in marked and "[[" not in text
    ]
    assert [one for one in lost if one[1] not in WITHOUT_THE_WORD] == []


# English says the word where Norwegian reads better without it.
WITHOUT_THE_WORD = {
    "Active pairs": "Aktive",
    "Paused pairs": "På pause",
    "Ended pairs": "Avsluttede",
    "State of the pair": "Status",
}


def test_each_exception_is_still_needed():
    said = {(language, message) for language in LANGUAGES for _, message, _ in translations(language)}
    assert set(ALLOWED) - said == set()


def test_the_english_catalogues_say_exactly_their_messages():
    wrong = {text: message for _, message, text in translations("en") if DEFAULT.fill(text, "en") != message}
    assert wrong == {}


def test_the_english_catalogues_mark_nouns_alone():
    """A message that no longer holds such a word, or has it as a verb, has no entry."""
    wrong = {message: text for _, message, text in translations("en") if catalogues.marked(message) != text}
    assert wrong == {}


def test_agreement_offers_as_many_choices_as_its_language_has():
    most = {"nb": 3, "nn": 3, "en": 2}
    wrong = [
        (language, mark)
        for language in LANGUAGES
        for _, _, text in translations(language)
        for mark in MARK.findall(text)
        if ":" in mark and mark.count("|") + 1 > most[language]
    ]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_with_other_words_no_default_word_is_left_in_any_sentence(language):
    gender = AGREEMENTS[language][0]
    own = Wording(
        {language: {term: Forms(f"en{n}", f"to{n}", f"tre{n}", f"fire{n}", gender) for n, term in enumerate(Term)}}
    )
    left = [
        said
        for _, message, text in translations(language)
        if UNMARKED[language].search(NOT_SAID.sub("", said := own.fill(text, language)))
        and (language, message) not in ALLOWED
    ]
    assert left == []
