"""Words of the organisation's own carry their language on pages of another one, and only there."""

import pytest
from django.utils.translation import override

from mentor_program.accounts.preferences import Preferences
from mentor_program.accounts.services import save_preferences
from mentor_program.web.stored_words import as_stored, plain, sentence, stored_in
from support.accounts import account_of
from support.pages import outcome, title

NORWEGIAN = '<span lang="nb">{}</span>'


def in_language(sign_in, actor, language):
    save_preferences(user=account_of(actor), preferences=Preferences(language=language))
    return sign_in(actor)


@pytest.fixture
def pairing(cast):
    return cast.pair()


def test_own_words_are_marked_on_a_page_of_another_language():
    with override("en"), stored_in(lambda: "nb"):
        assert as_stored("Oppstart") == NORWEGIAN.format("Oppstart")
        assert as_stored("<b>") == NORWEGIAN.format("&lt;b&gt;")
        assert as_stored("") == ""
    with override("nb"), stored_in(lambda: "nb"):
        assert as_stored("Oppstart") == "Oppstart"
    with override("nb"), stored_in(lambda: "nn"):
        assert as_stored("Oppstart") == '<span lang="nn">Oppstart</span>'


def test_a_sentence_keeps_the_mark_and_escapes_the_rest_and_a_title_has_neither():
    with override("en"), stored_in(lambda: "nb"):
        words = sentence("%(name)s: %(milestone)s & more", name="<Kari>", milestone=as_stored("Møte"))
    assert words == '&lt;Kari&gt;: <span lang="nb">Møte</span> &amp; more'
    assert plain(words) == "<Kari>: Møte & more"
    assert plain("1 < 2") == "1 < 2"


@pytest.mark.parametrize("language", ["nn", "en"])
def test_milestones_stages_programme_and_history_are_marked(cast, sign_in, pairing, language):
    cast.owner.execute(
        "update public.pairing_milestones set status = 'completed' where id = %s", cast.milestones(pairing)[:1]
    )
    page = in_language(sign_in, cast.coordinator, language).get(f"/pairings/{pairing}/").text
    assert f'<html lang="{language}"' in page
    for words in ("Oppstart", "Mentorprogram", "Første møte", "Oppstartssamtale"):
        assert NORWEGIAN.format(words) in page
    history = page[page.index('id="history"') :]
    assert NORWEGIAN.format("Oppstartssamtale") in history


def test_reasons_to_choose_among_are_marked_and_the_empty_choice_is_not(cast, sign_in, pairing):
    page = in_language(sign_in, cast.coordinator, "en").get(f"/pairings/{pairing}/dissolve/").text
    assert f'<option value="{cast.reason}" lang="nb">Liten kontakt</option>' in page
    assert '<option value="" selected>Choose a reason</option>' in page


def test_experience_areas_are_marked(cast, sign_in):
    client = in_language(sign_in, cast.coordinator, "en")
    assert NORWEGIAN.format("Førerhund") in client.get("/people/new/").text
    assert 'lang="nb">Førerhund</option>' in client.get("/people/").text
    assert 'lang="nb">førerhund</option>' in client.get("/pairings/new/").text


def test_the_outcome_is_marked_and_its_title_is_plain(cast, sign_in, pairing):
    milestone = cast.milestones(pairing)[0]
    client = in_language(sign_in, cast.coordinator, "en")
    page = client.post(f"/pairings/{pairing}/milestones/{milestone}/complete/", follow=True)
    assert outcome(page) == "Oppstartssamtale is completed."
    assert NORWEGIAN.format("Oppstartssamtale") in page.text[page.text.index('class="outcome') :][:400]
    assert title(page).startswith("Oppstartssamtale is completed. – ")


def test_nothing_is_marked_where_page_and_words_share_the_language(cast, sign_in, pairing):
    page = in_language(sign_in, cast.coordinator, "nb").get(f"/pairings/{pairing}/")
    assert "Oppstartssamtale" in page.text
    assert 'lang="nb"' not in page.text.replace('<html lang="nb"', "")


def test_a_programme_in_nynorsk_is_marked_on_bokmaal_pages_and_not_on_its_own(cast, sign_in, pairing):
    cast.owner.execute("update public.mentor_programmes set language = 'nn' where id = %s", [cast.programme])
    marked = '<span lang="nn">Oppstartssamtale</span>'
    assert marked in in_language(sign_in, cast.mentee_user, "nb").get(f"/pairings/{pairing}/").text
    assert marked not in in_language(sign_in, cast.mentee_user, "nn").get(f"/pairings/{pairing}/").text
