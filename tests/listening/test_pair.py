"""Stories C, D and E by ear: one pair, its milestones, its contacts and its end."""

import pytest

from support.accounts import account_of


def test_completing_a_milestone_says_what_was_done_and_each_time_which(listen, quiet_pair, coordinator):
    ear = listen(f"/pairings/{quiet_pair}/", user=coordinator)
    ear.heard("Finished loading Trenger oppfølging: Mona Mentor og Even Mentee")

    ear.go_to(ear.page.get_by_role("button", name="Merk som fullført: Oppstartssamtale"))
    ear.heard("Merk som fullført: Oppstartssamtale push button")
    ear.press("Enter")
    ear.outcome("Milepæl fullført: Oppstartssamtale.")


def test_the_last_milestone_says_that_the_programme_is_completed(listen, cast, quiet_pair, coordinator):
    for milestone in cast.milestones(quiet_pair)[:-1]:
        cast.owner.execute("update public.pairing_milestones set status = 'completed' where id = %s", [milestone])
    ear = listen(f"/pairings/{quiet_pair}/", user=coordinator)

    ear.go_to(ear.page.get_by_role("button", name="Merk som fullført"))
    ear.press("Enter")
    ear.outcome("Alle milepæler er fullført. Programmet er fullført.")


def test_ending_a_pair_says_what_it_leads_to_before_anything_can_be_pressed(listen, quiet_pair, coordinator):
    ear = listen(f"/pairings/{quiet_pair}/", user=coordinator)
    ear.go_to(ear.page.get_by_role("link", name="Avslutt mentorparet"))

    ear.press("Enter")
    ear.heard("Avslutte mentorparet Mona Mentor og Even Mentee? dialog", "Dette kan ikke angres.", "Avbryt push button")
    ear.braille("Avbryt")

    ear.page.wait_for_selector("dialog:modal")
    ear.press("Escape")
    ear.heard("Avslutt mentorparet link")


def test_ending_a_pair_without_a_reason_says_so_on_a_page_of_its_own(listen, quiet_pair, coordinator):
    ear = listen(f"/pairings/{quiet_pair}/dissolve/", user=coordinator)
    ear.go_to(ear.page.get_by_role("button", name="Avslutt mentorparet"))

    ear.press("Enter")
    ear.errors("Feil: 2 ting må rettes")
    ear.go_to(ear.page.get_by_label("Årsak"))
    ear.heard("Årsak combo box", "Velg et svar: «Årsak».")
    ear.go_to(ear.page.get_by_role("radio", name="Mentor").first)
    ear.heard("Hvem tok initiativ til det?")


def test_a_mentor_who_forgets_the_date_hears_the_error_and_again_at_the_field(listen, quiet_pair, cast):
    ear = listen(f"/pairings/{quiet_pair}/contact/", user=account_of(cast.mentor_user))
    ear.page.get_by_label("Dato").fill("")
    ear.go_to(ear.page.get_by_role("button", name="Registrer kontakt"))

    ear.press("Enter")
    ear.errors("Feil: 2 ting må rettes")
    ear.go_to(ear.page.get_by_label("Dato"))
    ear.heard("Dato entry required", "invalid entry", "Fyll ut «Dato»")
    ear.braille("Dato  $l invalid")


def test_a_mentor_hears_that_the_contact_is_recorded(listen, quiet_pair, cast):
    ear = listen(f"/pairings/{quiet_pair}/contact/", user=account_of(cast.mentor_user))
    ear.page.get_by_label("Telefon").check()
    ear.go_to(ear.page.get_by_role("button", name="Registrer kontakt"))

    ear.press("Enter")
    ear.outcome("Kontakten er registrert.")


@pytest.mark.parametrize("who", ["mentor_user", "mentee_user"])
def test_mentor_and_mentee_hear_state_and_names_and_meet_no_control_they_may_not_use(listen, quiet_pair, cast, who):
    ear = listen(f"/pairings/{quiet_pair}/", user=account_of(getattr(cast, who)))
    ear.heard("Finished loading Trenger oppfølging: Mona Mentor og Even Mentee")

    ear.orca("h")
    ear.heard("Mona Mentor og Even Mentee heading level 1")
    ear.orca("b")
    ear.orca("b")
    assert "Merk som fullført" not in ear.speech()
    assert "Avslutt mentorparet" not in ear.speech()
