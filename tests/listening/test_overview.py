"""Stories A and B by ear: the front page of coordinator, mentor and mentee."""

import pytest

from support.accounts import account_of

STATE = "Trenger oppfølging – 16 dager uten aktivitet"


def test_a_coordinator_hears_how_many_pairs_there_are_and_which_of_them_needs_help(listen, quiet_pair, coordinator):
    ear = listen("/", user=coordinator)
    ear.heard("Finished loading 1 mentorpar – aktive")

    ear.go_to(ear.page.get_by_role("link", name="Mona Mentor og Even Mentee"))
    ear.heard("table with 2 rows", "row header", "Mona Mentor og Even Mentee")
    said, felt = ear.read_on(4)
    assert said.count(STATE) == 1
    assert [line for line in felt if "Trenger oppfølging" in line[:40]] != []


def test_a_filter_that_finds_nothing_says_so_in_the_title_and_names_the_way_out(listen, quiet_pair, coordinator):
    ear = listen("/?search=ingen", user=coordinator)
    ear.heard("Finished loading 0 mentorpar – aktive, filtrert")

    ear.orca("h")
    ear.orca("h")
    ear.heard("Ingen mentorpar passer med filteret")
    ear.braille("Ingen mentorpar passer med filteret")


def test_a_coordinator_without_pairs_hears_what_to_do(listen, cast, coordinator):
    ear = listen("/", user=coordinator)
    ear.heard("Finished loading 0 mentorpar – aktive")
    ear.orca("h")
    ear.orca("h")
    ear.heard("Ingen aktive mentorpar ennå")
    ear.braille("Ingen aktive mentorpar ennå")


def test_a_mentor_hears_how_many_mentees_there_are_and_their_state(listen, quiet_pair, cast):
    ear = listen("/", user=account_of(cast.mentor_user))
    ear.heard("Finished loading 1 aktiv mentee – Mine menteer")

    ear.orca("h")
    ear.orca("h")
    ear.heard("Even Mentee", "heading level 2")
    ear.braille("Even Mentee")


def test_a_mentor_without_mentees_hears_that_first(listen, cast):
    ear = listen("/", user=account_of(cast.idle_mentor_user))
    ear.heard("Finished loading Ingen aktive menteer – Mine menteer")

    ear.orca("h")
    ear.orca("h")
    ear.heard("Du har ingen aktive menteer nå")


def test_a_mentee_hears_whose_page_it_is(listen, quiet_pair, cast):
    ear = listen("/", user=account_of(cast.mentee_user))
    ear.heard("Finished loading Mitt mentorpar")

    ear.orca("h")
    ear.orca("h")
    ear.heard("Mona Mentor", "heading level 2")


@pytest.mark.parametrize("who", ["mentor_user", "mentee_user"])
def test_a_pair_that_may_not_be_seen_is_not_found_and_says_so(listen, cast, who):
    pairing = cast.pair(cast.far_mentor, cast.far_mentee)
    ear = listen(f"/pairings/{pairing}/", user=account_of(getattr(cast, who)))
    ear.heard("Finished loading Fant ikke siden")
