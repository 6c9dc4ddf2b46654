"""Our words: chosen on one screen, tried before they are saved, and told apart by language and organisation."""

import re

import pytest

from mentor_program.domain.terms import DEFAULTS, Forms, Term
from mentor_program.services.mentor_program_service import MentorProgramService
from support.pages import heading, outcome, title, words

SCREEN = "/settings/terms/nb/"
KOBLING = Forms("kobling", "koblingen", "koblinger", "koblingene", "feminine")


def filled(page, **changes) -> dict[str, str]:
    """The form as the page shows it, with `changes` written into it."""
    form = page.context["form"]
    return {name: form[name].value() for name in form.fields} | changes


def typed(term: Term, forms: Forms) -> dict[str, str]:
    names = ("singular", "definite", "plural", "definite_plural")
    return {f"{term}_{name}": text for name, text in zip(names, forms.texts, strict=True)} | {
        f"{term}_agreement": forms.agreement
    }


def test_only_coordinators_of_the_whole_organisation_find_it_in_their_settings(cast, sign_in):
    link = 'href="/settings/terms/nb/"'
    found = {
        who: link in sign_in(getattr(cast, who)).get("/settings/").text
        for who in ("coordinator", "local_coordinator", "mentor_user", "mentee_user", "outsider")
    }
    assert found == {
        "coordinator": True,
        "local_coordinator": False,
        "mentor_user": False,
        "mentee_user": False,
        "outsider": True,
    }


def test_the_default_words_stand_in_the_fields(cast, sign_in):
    page = sign_in(cast.coordinator).get(SCREEN)
    assert heading(page) == "Våre ord"
    assert {name: page.context["form"][name].value() for name in typed(Term.PAIR, KOBLING)} == typed(
        Term.PAIR, DEFAULTS["nb"][Term.PAIR]
    )
    assert "Gå tilbake til standardordene" not in page.text


def test_words_are_saved_and_used_from_the_next_page(cast, sign_in):
    client = sign_in(cast.coordinator)
    page = client.post(SCREEN, filled(client.get(SCREEN), **typed(Term.PAIR, KOBLING)), follow=True)
    assert (outcome(page), title(page).split(" – ")[0]) == ("Ordene er lagret.", "Ordene er lagret.")
    assert heading(sign_in(cast.local_coordinator).get("/")) == "0 koblinger – aktive"
    assert heading(sign_in(cast.outsider).get("/")) == "0 mentorpar – aktive"


def test_nothing_changed_is_told_too(cast, sign_in):
    client = sign_in(cast.coordinator)
    assert outcome(client.post(SCREEN, filled(client.get(SCREEN)), follow=True)) == "Ingenting ble endret."


def test_words_are_tried_in_sentences_before_they_are_saved(cast, sign_in):
    client = sign_in(cast.coordinator)
    page = client.post(SCREEN, filled(client.get(SCREEN), **typed(Term.PAIR, KOBLING), **{"try": "1"}))
    assert title(page).startswith("Setninger med ordene: Våre ord")
    assert page.context["examples"][:2] == ["Opprett kobling", "Koblingen er på pause. Gjenoppta den først."]
    assert "Ordene er ikke lagret ennå." in words(page)
    assert page.context["form"]["pair_plural"].value() == "koblinger"
    assert cast.value("select count(*) from public.organisation_terms") == 0


def test_every_example_has_a_word_and_together_they_have_all(cast, sign_in):
    from mentor_program.domain.terms import Wording
    from mentor_program.web.own_terms import examples

    own = Wording({"nb": {term: Forms(*[f"x{term}"] * 4, agreement="masculine") for term in Term}})
    said = examples("nb", own)
    assert [sentence for sentence in said if not re.search(r"x\w+", sentence, re.IGNORECASE)] == []
    assert {term for term in Term if any(f"x{term}" in sentence.lower() for sentence in said)} == set(Term)


def test_what_is_wrong_stands_at_its_field_and_what_was_written_stays(cast, sign_in):
    client = sign_in(cast.coordinator)
    page = client.post(
        SCREEN, filled(client.get(SCREEN), pair_singular="<b>", mentee_plural="", pair_definite="k" * 41)
    )
    assert title(page).startswith("Feil: Våre ord")
    assert page.context["form"].errors == {"mentee_plural": ["Fyll ut «Flere: menteer»."]}
    page = client.post(SCREEN, filled(client.get(SCREEN), pair_singular="<b>", pair_definite="k" * 41))
    assert page.context["form"].errors == {
        "pair_singular": ["Bruk bare bokstaver, sifre, mellomrom og bindestreker."],
        "pair_definite": ["Teksten er for lang. Gjør den kortere."],
    }
    assert "&lt;b&gt;" in page.text
    assert cast.value("select count(*) from public.organisation_terms") == 0


def test_one_press_goes_back_to_the_default_words_of_that_language(cast, sign_in):
    service = MentorProgramService()
    for language in ("nb", "nn"):
        service.change_terms(actor=cast.coordinator, language=language, terms={Term.PAIR: KOBLING})
    client = sign_in(cast.coordinator)
    assert "Gå tilbake til standardordene" in client.get(SCREEN).text
    assert outcome(client.post(SCREEN, {"reset": "1"}, follow=True)) == "Standardordene er tilbake."
    assert outcome(client.post(SCREEN, {"reset": "1"}, follow=True)) == "Ingenting ble endret."
    assert cast.value("select array_agg(language) from public.organisation_terms") == ["nn"]


def test_each_language_has_its_own_page_told_to_be_in_that_language(cast, sign_in):
    page = sign_in(cast.coordinator).get("/settings/terms/en/")
    assert page.context["form"]["mentee_definite"].value() == "the mentee"
    assert 'lang="en" autocapitalize="none"' in page.text
    assert '<ul lang="en"><li>Create mentor pair</li>' in page.text
    assert sign_in(cast.coordinator).get("/settings/terms/sv/").status_code == 404


def test_somebody_who_was_first_is_not_overwritten_unseen(cast, sign_in):
    client = sign_in(cast.coordinator)
    before = filled(client.get(SCREEN), mentee_plural="menteer her")
    MentorProgramService().change_terms(actor=cast.coordinator, language="nb", terms={Term.PAIR: KOBLING})
    page = client.post(SCREEN, before)
    assert (page.status_code, title(page).split(":")[0]) == (409, "Noen kom først")
    assert "kobling, koblingen, koblinger, koblingene" in words(page)
    assert page.context["form"]["mentee_plural"].value() == "menteer her"
    assert outcome(client.post(SCREEN, filled(page), follow=True)) == "Ordene er lagret."


@pytest.mark.parametrize("organisation", ["", "?organisation=x"])
def test_an_organisation_that_is_not_ones_own_is_not_found(cast, sign_in, organisation):
    client = sign_in(cast.coordinator)
    address = SCREEN + (organisation or f"?organisation={cast.other_organisation}")
    assert (client.get(address).status_code, client.post(address, {"reset": "1"}).status_code) == (404, 404)


def test_a_coordinator_of_two_organisations_chooses_between_them(cast, sign_in):
    cast._insert("coordinators", user_id=cast.coordinator.user_id, unit_id=cast.other_organisation, display_name="Kari")
    client = sign_in(cast.coordinator)
    address = f"{SCREEN}?organisation={cast.other_organisation}"
    page = client.post(address, filled(client.get(address), **typed(Term.PAIR, KOBLING)), follow=True)
    assert (outcome(page), title(page).split(" – ")[2]) == ("Ordene er lagret.", "Et annet forbund")
    assert heading(sign_in(cast.outsider).get("/")) == "0 koblinger – aktive"
    assert heading(sign_in(cast.mentor_user).get("/")) != "0 koblinger – aktive"
