"""Words of the organisation's own – stages, milestones, reasons, areas – told to be in the language they are stored in.

On a page of another language they stand within `<span lang>`, so that a screen reader takes another voice and braille
another table (WCAG 3.1.2). Names of people and places belong to no language, and that of a note is not known.

    {{ milestone.name|as_stored }}        in a template, after {% load program %}
    as_stored(", ".join(areas))           in Python
    sentence(_("%(milestone)s is reopened."), milestone=as_stored(name))
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from html import unescape

from django import forms
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join, strip_tags
from django.utils.safestring import SafeData, SafeString
from django.utils.translation import get_language

DEFAULT = "nb"
FACT = re.compile(r"%\((\w+)\)s")
_language: ContextVar[Callable[[], str]] = ContextVar("language of the organisation's own words")


@contextmanager
def stored_in(language: Callable[[], str]) -> Iterator[None]:
    """While it lasts, own words are in the language that `language()` answers; asked only when such words are shown."""
    token = _language.set(language)
    try:
        yield
    finally:
        _language.reset(token)


def language_of_stored_words() -> str:
    """The code of the language they are in, empty where it is the page's own."""
    language = _language.get(lambda: DEFAULT)() or DEFAULT
    return "" if language == get_language() else language


def as_stored(words: str) -> str | SafeString:
    """`words`, marked with their language where it is not the page's. Nothing stays nothing."""
    if not words or not language_of_stored_words():
        return words
    return format_html('<span lang="{}">{}</span>', language_of_stored_words(), words)


def sentence(words: str | Promise, /, **facts: object) -> SafeString:
    """`words` with facts filled in (%(name)s), those that are marked keeping their mark; everything else is escaped."""
    pieces = FACT.split(str(words))
    return format_html_join("", "{}", ((facts[piece] if place % 2 else piece,) for place, piece in enumerate(pieces)))


def plain(words: str) -> str:
    """`words` without marks, as a title holds them."""
    return unescape(strip_tags(words)) if isinstance(words, SafeData) else str(words)


class StoredWordsSelect(forms.Select):
    """A list whose choices are own words; the empty choice is ours."""

    def create_option(self, name: str, value: object, *args: object, **options: object) -> dict[str, object]:
        option = super().create_option(name, value, *args, **options)
        if language_of_stored_words() and option["value"]:
            option["attrs"]["lang"] = language_of_stored_words()
        return option


class StoredWordsCheckboxes(forms.CheckboxSelectMultiple):
    """Boxes to tick that are called by own words."""

    def create_option(
        self, name: str, value: object, label: str, *args: object, **options: object
    ) -> dict[str, object]:
        return super().create_option(name, value, as_stored(label), *args, **options)
