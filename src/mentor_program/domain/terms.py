"""The words that an organisation may replace by its own, and sentences filled in with them.

Translations mark these words; docs/decisions/own-words.md tells how.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType

LANGUAGES = ("nb", "nn", "en")
LONGEST_FORM = 40
# Letters, digits, spaces, hyphens and apostrophes: they mean nothing in HTML, in %-formats or in a mark.
FORM = re.compile(r"(?:[^\W_]|[ ’-])*[^\W\d_](?:[^\W_]|[ ’-])*")
MARK = re.compile(r"\[\[([^\[\]]+)\]\]")


class Term(StrEnum):
    """What can be replaced, as stored."""

    MENTEE = "mentee"
    PEER_MENTOR = "peer_mentor"
    PAIR = "pair"


# What words around a term follow: its gender, and in English the article before it.
AGREEMENTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "nb": ("masculine", "feminine", "neuter"),
        "nn": ("masculine", "feminine", "neuter"),
        "en": ("a", "an"),
    }
)


@dataclass(frozen=True)
class Forms:
    """A term in one language; `agreement` is one of the language's AGREEMENTS."""

    singular: str
    definite: str
    plural: str
    definite_plural: str
    agreement: str

    @property
    def texts(self) -> tuple[str, str, str, str]:
        return (self.singular, self.definite, self.plural, self.definite_plural)


OwnTerms = Mapping[str, Mapping[Term, Forms]]

DEFAULTS: OwnTerms = MappingProxyType(
    {
        "nb": {
            Term.MENTEE: Forms("mentee", "menteen", "menteer", "menteene", "masculine"),
            Term.PEER_MENTOR: Forms("likeperson", "likepersonen", "likepersoner", "likepersonene", "masculine"),
            Term.PAIR: Forms("mentorpar", "mentorparet", "mentorpar", "mentorparene", "neuter"),
        },
        "nn": {
            Term.MENTEE: Forms("mentee", "menteen", "menteear", "menteeane", "masculine"),
            Term.PEER_MENTOR: Forms("likeperson", "likepersonen", "likepersonar", "likepersonane", "masculine"),
            Term.PAIR: Forms("mentorpar", "mentorparet", "mentorpar", "mentorpara", "neuter"),
        },
        "en": {
            Term.MENTEE: Forms("mentee", "the mentee", "mentees", "the mentees", "a"),
            Term.PEER_MENTOR: Forms("peer mentor", "the peer mentor", "peer mentors", "the peer mentors", "a"),
            Term.PAIR: Forms("mentor pair", "the mentor pair", "mentor pairs", "the mentor pairs", "a"),
        },
    }
)
# Where a sentence is about a mentor pair already, it says this; an organisation's own word is said in full.
SHORT_PAIR: Mapping[str, Forms] = MappingProxyType(
    {
        "nb": Forms("par", "paret", "par", "parene", "neuter"),
        "nn": Forms("par", "paret", "par", "para", "neuter"),
        "en": Forms("pair", "the pair", "pairs", "the pairs", "a"),
    }
)


def is_form(text: str) -> bool:
    """Tell whether `text` can be a form of a term."""
    return len(text) <= LONGEST_FORM and text == " ".join(text.split()) and FORM.fullmatch(text) is not None


class Wording:
    """Fills the marks of sentences with the words of one organisation; the default words where it has none."""

    def __init__(self, own: OwnTerms | None = None) -> None:
        self.own: OwnTerms = own or {}

    def forms(self, language: str, term: Term) -> Forms:
        return self.own.get(language, {}).get(term) or DEFAULTS[language][term]

    def fill(self, text: str, language: str) -> str:
        """`text` with every mark said in `language`. A mark that means nothing is left as what stands in it."""
        if "[[" not in text:
            return text
        if not self.own.get(language) and self is not DEFAULT:
            return DEFAULT.fill(text, language)
        said, agreements = self._said[language]
        return MARK.sub(lambda mark: _said(mark[1], said, agreements), text)

    @cached_property
    def _said(self) -> dict[str, tuple[dict[str, str], dict[str, str]]]:
        """By language: what each mark is said as, and what agrees with each term."""
        return {language: (self._by_mark(language), self._agreements(language)) for language in LANGUAGES}

    def _by_mark(self, language: str) -> dict[str, str]:
        pair = self.own.get(language, {}).get(Term.PAIR) or SHORT_PAIR[language]
        spoken = [(SHORT_PAIR["en"], pair)]
        spoken += [(DEFAULTS["en"][term], self.forms(language, term)) for term in Term]
        said = {mark: text for marks, forms in spoken for mark, text in zip(marks.texts, forms.texts, strict=True)}
        return said | {_capital(mark): _capital(text) for mark, text in said.items()}

    def _agreements(self, language: str) -> dict[str, str]:
        return {term.value.replace("_", " "): self.forms(language, term).agreement for term in Term}


def _said(mark: str, said: Mapping[str, str], agreements: Mapping[str, str]) -> str:
    term, colon, rest = mark.partition(":")
    if not colon or term not in agreements:
        return said.get(mark, mark)
    choices = [choice.strip() for choice in rest.split("|")]
    return choices[{"feminine": len(choices) - 2, "neuter": -1, "an": -1}.get(agreements[term], 0)]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


DEFAULT = Wording()
