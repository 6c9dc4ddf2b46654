"""My settings: what is chosen is kept, holds from the next page, and is told in the language chosen."""

import pytest
from django.test import Client

from mentor_program.accounts.models import User
from support.accounts import account_of
from support.pages import heading, outcome, title

SETTINGS = "/settings/"
CHOSEN = {"language": "en", "text_size": "very_large", "theme": "dark", "contrast": "more", "reduced_motion": "on"}
STORED = {"language": "en", "text_size": "very_large", "theme": "dark", "contrast": "more", "motion": "reduced"}


@pytest.mark.parametrize("who", ["coordinator", "mentor_user", "mentee_user", "outsider"])
def test_everyone_who_is_signed_in_has_them_in_the_menu(cast, sign_in, who):
    page = sign_in(getattr(cast, who)).get(SETTINGS)
    assert page.status_code == 200
    assert heading(page) == "Mine innstillinger"
    assert '<a href="/settings/" aria-current="page">Mine innstillinger</a>' in page.text


def test_what_is_chosen_is_kept_with_the_account_and_told_in_the_language_chosen(cast, sign_in):
    page = sign_in(cast.mentor_user).post(SETTINGS, CHOSEN, follow=True)
    assert outcome(page) == "Your settings are saved."
    assert title(page).startswith("Your settings are saved. – My settings")
    assert User.objects.get(id=cast.mentor_user.user_id).preferences == STORED
    assert sign_in(cast.mentor_user).get("/").text.count('data-color-scheme="dark"') == 1


def test_the_form_shows_what_is_chosen(cast, sign_in):
    client = sign_in(cast.mentor_user)
    client.post(SETTINGS, CHOSEN)
    initial = client.get(SETTINGS).context["form"].initial
    assert initial == {
        "language": "en",
        "text_size": "very_large",
        "theme": "dark",
        "contrast": "more",
        "reduced_motion": True,
        "compact_lists": False,
    }


def test_going_back_to_the_defaults_leaves_the_chosen_language_alone(cast, sign_in):
    client = sign_in(cast.mentor_user)
    client.post(SETTINGS, CHOSEN)
    client.post(SETTINGS, {"language": "nb", "text_size": "normal", "theme": "auto", "contrast": "auto"})
    assert User.objects.get(id=cast.mentor_user.user_id).preferences == {"language": "nb"}
    assert client.cookies["settings"].value == "language=nb"
    assert 'lang="nb"' in client.get(SETTINGS).text


def test_choices_concern_oneself_alone(cast, sign_in):
    other = account_of(cast.mentee_user)
    sign_in(cast.mentor_user).post(SETTINGS, CHOSEN)
    other.refresh_from_db()
    assert other.preferences == {}


@pytest.mark.usefixtures("database")
def test_without_signing_in_they_are_kept_on_the_device():
    client = Client()
    page = client.post(SETTINGS, CHOSEN | {"language": "nb"}, follow=True)
    assert outcome(page) == "Innstillingene er lagret."
    assert heading(page) == "Språk og utseende"
    assert 'data-text-size="very_large"' in client.get("/accounts/login/").text


@pytest.mark.parametrize("wrong", [{"theme": "pink"}, {"language": "de"}, {"language": ""}, {"text_size": ""}])
def test_anything_else_is_refused_and_nothing_changes(cast, sign_in, wrong):
    page = sign_in(cast.mentor_user).post(SETTINGS, CHOSEN | wrong)
    assert title(page).startswith("Feil: ")
    assert User.objects.get(id=cast.mentor_user.user_id).preferences == {}


def test_dark_and_more_contrast_are_chosen_by_the_sheets_that_the_page_links(cast, sign_in):
    client = sign_in(cast.mentor_user)
    assert 'media="(prefers-contrast: more)"' in client.get(SETTINGS).text
    client.post(SETTINGS, CHOSEN)
    page = client.get(SETTINGS).text
    assert "prefers-" not in page
    client.post(SETTINGS, CHOSEN | {"theme": "light"})
    assert "tokens-dark" not in client.get(SETTINGS).text
