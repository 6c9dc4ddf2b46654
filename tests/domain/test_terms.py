"""Marks in sentences become words: every form, with a capital where the sentence begins, agreeing in gender."""

import pytest

from mentor_program.domain.terms import DEFAULT, DEFAULTS, Forms, Term, Wording, is_form

KOBLING = Forms("kobling", "koblingen", "koblinger", "koblingene", "feminine")
DELTAKER = Forms("deltaker", "deltakeren", "deltakere", "deltakerne", "masculine")
ADEPT = Forms("adept", "the adept", "adepts", "the adepts", "an")
OWN = Wording({"nb": {Term.PAIR: KOBLING, Term.MENTEE: DELTAKER}, "en": {Term.MENTEE: ADEPT}})


@pytest.mark.parametrize(
    ("mark", "default", "own"),
    [
        ("[[mentee]]", "mentee", "deltaker"),
        ("[[the mentee]]", "menteen", "deltakeren"),
        ("[[mentees]]", "menteer", "deltakere"),
        ("[[the mentees]]", "menteene", "deltakerne"),
        ("[[The mentee]]", "Menteen", "Deltakeren"),
        ("[[mentor pair]]", "mentorpar", "kobling"),
        ("[[The mentor pairs]]", "Mentorparene", "Koblingene"),
        ("[[pair]]", "par", "kobling"),
        ("[[The pair]]", "Paret", "Koblingen"),
        ("[[pairs]]", "par", "koblinger"),
        ("[[peer mentor]]", "likeperson", "likeperson"),
    ],
)
def test_each_mark_is_said_in_its_form(mark, default, own):
    assert (DEFAULT.fill(mark, "nb"), OWN.fill(mark, "nb")) == (default, own)


def test_words_around_a_term_agree_with_it():
    sentence = "[[pair: En|Ei|Et]] [[pair: ny|ny|nytt]] [[pair]] er [[pair: aktiv|aktivt]]"
    feminine = OWN.fill(sentence, "nb")
    neuter = DEFAULT.fill(sentence, "nb")
    masculine = Wording({"nb": {Term.PAIR: DELTAKER}}).fill(sentence, "nb")
    assert (neuter, feminine, masculine) == (
        "Et nytt par er aktivt",
        "Ei ny kobling er aktiv",
        "En ny deltaker er aktiv",
    )


def test_english_chooses_its_article():
    assert DEFAULT.fill("[[mentee: A|An]] [[mentee]]", "en") == "A mentee"
    assert OWN.fill("[[mentee: A|An]] [[mentee]]", "en") == "An adept"


def test_a_language_without_words_of_its_own_says_the_default_ones():
    assert OWN.fill("[[the mentees]] i [[mentor pairs]]", "nn") == "menteeane i mentorpar"


def test_every_default_form_can_be_a_form_and_has_four():
    forms = [forms for terms in DEFAULTS.values() for forms in terms.values()]
    assert {len(one.texts) for one in forms} == {4}
    assert [text for one in forms for text in one.texts if not is_form(text)] == []


@pytest.mark.parametrize("text", ["deltaker", "følgesvenn", "Ny-start 2", "d’Artagnan", "å", "a" * 40])
def test_words_can_be_a_form(text):
    assert is_form(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "a" * 41,
        "12",
        "<b>par</b>",
        "par&par",
        "100%s",
        "[[pair]]",
        "{par}",
        'p"ar',
        " par",
        "par ",
        "a  b",
        "a\nb",
        "a_b",
        "a\\b",
        "'a'",
        "a;b",
    ],
)
def test_what_could_mean_something_to_a_machine_cannot(text):
    assert not is_form(text)


def test_a_mark_that_means_nothing_is_said_as_it_stands_and_other_text_is_left_alone():
    assert OWN.fill("[[nothing]] [pair] %(name)s", "nb") == "nothing [pair] %(name)s"
