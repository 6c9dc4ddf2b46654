"""How words in headings and cells are compared."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from difflib import get_close_matches


def plain(text: str) -> str:
    """Small letters without punctuation or spaces: "E-post *" and "epost" are the same word."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFC", text).casefold())


def tokens(text: str, leave_out: frozenset[str] = frozenset()) -> frozenset[str]:
    """The words of a text in small letters, without those that carry no meaning."""
    return frozenset(re.findall(r"\w+", unicodedata.normalize("NFC", text).casefold())) - leave_out


def words(text: str) -> frozenset[str]:
    """A set of words from one line of text."""
    return frozenset(text.split())


def index(synonyms: Mapping[str, str]) -> dict[str, str]:
    """Turn {meaning: "word, word, …"} into {plain word: meaning}."""
    return {plain(word): meaning for meaning, words in synonyms.items() for word in words.split(",")}


def closest(text: str, known: Iterable[str], *, likeness: float = 0.88) -> str | None:
    """The known plain word that `text` misspells by a letter or so; short words must be exact."""
    word = plain(text)
    found = get_close_matches(word, known, n=1, cutoff=likeness) if len(word) >= 6 else []
    return found[0] if found else None


def best_overlap(text: str, choices: Iterable[str], leave_out: frozenset[str], *, least: float) -> str | None:
    """The choice that shares most words with `text`; None when too few are shared or two share equally many."""
    said = tokens(text, leave_out)
    scored = []
    for choice in choices:
        other = tokens(choice, leave_out)
        shared = len(said & other) / len(said | other) if said | other else 0
        scored.append((shared, choice))
    scored.sort(reverse=True)
    if not scored or scored[0][0] < least or (len(scored) > 1 and scored[0][0] == scored[1][0]):
        return None
    return scored[0][1]
