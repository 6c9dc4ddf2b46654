"""Django's translations, with the marked words filled in for whoever is spoken to (docs/decisions/own-words.md).

Every way of translating ends here: gettext and ngettext, lazy strings and templates, in any language.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.utils.translation import trans_real

from mentor_program.domain.terms import DEFAULT, Wording

_spoken: ContextVar[Callable[[], Wording]] = ContextVar("spoken", default=lambda: DEFAULT)


def wording() -> Wording:
    """The words of the organisation that is spoken to here and now."""
    return _spoken.get()()


@contextmanager
def speaking(words: Callable[[], Wording]) -> Iterator[None]:
    """Within the block, sentences are said in the words that `words` gives; it is asked only when a word is needed."""
    token = _spoken.set(words)
    try:
        yield
    finally:
        _spoken.reset(token)


class SpokenTranslation(trans_real.DjangoTranslation):
    """One language's translations. One that is missing is said by the fallback, in the fallback's language."""

    def gettext(self, message: str) -> str:
        return self._filled(super().gettext(message))

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self._filled(super().ngettext(msgid1, msgid2, n))

    def _filled(self, text: str) -> str:
        return wording().fill(text, self.to_language()) if "[[" in text else text


def install() -> None:
    """Let Django make these translation objects instead of its own, from now on. Safe to repeat."""
    trans_real.DjangoTranslation = SpokenTranslation
    trans_real._translations = {}
    trans_real._default = None  # somebody may have asked for a sentence already
