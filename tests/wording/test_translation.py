"""Every way of translating says the words of whoever is spoken to, and never those of anybody else."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.template import Context, Template
from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.translation import trans_real

from mentor_program.domain.terms import Forms, Term, Wording
from mentor_program.wording.translation import SpokenTranslation, speaking

KOBLING = Wording({"nb": {Term.PAIR: Forms("kobling", "koblingen", "koblinger", "koblingene", "feminine")}})
FØLGE = Wording({"nb": {Term.PAIR: Forms("følge", "følget", "følger", "følgene", "neuter")}})
MARKED = {"The pair waits": "[[The pair]] venter", "%(name)s has a pair": "%(name)s har [[pair: en|ei|et]] [[pair]]"}
COUNTED = {("%(n)d pair", 0): "%(n)d [[pair]]", ("%(n)d pair", 1): "%(n)d [[pairs]]"}


@pytest.fixture(autouse=True)
def _marked():
    """A few marked sentences in bokmål, for the length of a test."""
    catalogue = trans_real.translation("nb")._catalog._catalogs[0]
    catalogue.update(MARKED | COUNTED)
    with translation.override("nb"):
        yield
    for message in MARKED | COUNTED:
        del catalogue[message]


def test_django_makes_our_translations():
    assert {type(trans_real.translation(language)) for language in ("nb", "nn", "en")} == {SpokenTranslation}


def test_gettext_says_the_default_words_unless_somebody_is_spoken_to():
    said = [translation.gettext("The pair waits")]
    with speaking(lambda: KOBLING):
        said.append(translation.gettext("The pair waits"))
    said.append(translation.gettext("The pair waits"))
    assert said == ["Paret venter", "Koblingen venter", "Paret venter"]


def test_a_lazy_sentence_is_said_in_the_words_of_the_moment():
    lazy = translation.gettext_lazy("The pair waits")
    with speaking(lambda: KOBLING):
        own = str(lazy)
    with speaking(lambda: FØLGE):
        assert (own, str(lazy)) == ("Koblingen venter", "Følget venter")


def test_what_is_counted_has_the_right_form():
    with speaking(lambda: KOBLING):
        assert [translation.ngettext("%(n)d pair", "%(n)d pairs", n) % {"n": n} for n in (1, 2)] == [
            "1 kobling",
            "2 koblinger",
        ]


def test_marks_in_a_name_are_left_alone():
    template = Template("{% load i18n %}{% blocktranslate %}{{ name }} has a pair{% endblocktranslate %}")
    with speaking(lambda: KOBLING):
        assert template.render(Context({"name": "[[pair]] & co"})) == "[[pair]] &amp; co har ei kobling"


def test_safe_text_stays_safe():
    with speaking(lambda: KOBLING):
        said = translation.gettext(SafeString("The pair waits"))
    assert (said, type(said)) == ("Koblingen venter", SafeString)


def test_nynorsk_that_lacks_a_sentence_borrows_it_with_the_words_of_bokmål():
    with translation.override("nn"), speaking(lambda: KOBLING):
        assert translation.gettext("The pair waits") == "Koblingen venter"


def test_words_are_asked_for_only_when_a_sentence_needs_them():
    asked = []
    with speaking(lambda: asked.append(1) or KOBLING):
        translation.gettext("Cancel")
        before = len(asked)
        translation.gettext("The pair waits")
    assert (before, len(asked)) == (0, 1)


def test_threads_never_hear_each_others_words():
    meet = Barrier(8, timeout=20)

    def said(wording: Wording) -> set[str]:
        heard = set()
        with translation.override("nb"), speaking(lambda: wording):
            for _ in range(100):
                meet.wait()
                heard.add(translation.gettext("The pair waits"))
        return heard

    with ThreadPoolExecutor(8) as pool:
        heard = list(pool.map(said, [KOBLING, FØLGE] * 4))
    assert heard == [{"Koblingen venter"}, {"Følget venter"}] * 4
