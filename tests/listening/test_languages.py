"""By ear in nynorsk and English: what is heard is in the language chosen, the organisation's own words in theirs."""

import pytest

from support.accounts import account_of

HEARD = {
    "nn": (
        "Treng oppfølging: Mona Mentor og Even Mentee",
        "Merk som fullført: Oppstartssamtale",
        "Milepæl fullført: ",
    ),
    "en": (
        "Needs follow-up: Mona Mentor and Even Mentee",
        "Mark as completed: Oppstartssamtale",
        "Oppstartssamtale is ",
    ),
}


@pytest.mark.parametrize("language", HEARD)
def test_a_milestone_is_completed_in_another_language(listen, quiet_pair, coordinator, language):
    state, button, outcome = HEARD[language]
    ear = listen(f"/pairings/{quiet_pair}/", user=coordinator, language=language)
    ear.heard(f"Finished loading {state}")

    ear.go_to(ear.page.get_by_role("button", name=button))
    ear.heard(f"{button} push button")
    ear.press("Enter")
    ear.heard(f"Finished loading {outcome}")


@pytest.mark.parametrize(
    ("language", "told"), [("nn", "1 aktiv mentee – Menteeane mine"), ("en", "1 active mentee – My mentees")]
)
def test_a_mentor_hears_the_own_mentees_in_another_language(listen, quiet_pair, cast, language, told):
    ear = listen("/", user=account_of(cast.mentor_user), language=language)
    ear.heard(f"Finished loading {told}")
