from datetime import date

import pytest

from mentor_program.spreadsheets.reference import Several, Sought
from spreadsheets.support import MILESTONES, TODAY, codes, told, understood

PEOPLE = {
    "Mentorer": [["Navn", "Tlf"], ["Mona Li", "6805 0001"], ["Mats Ås", "6805 0002"], ["Uten Kontakt", None]],
    "Deltakere": [["Navn", "Tlf"], ["Nils Vik", "6805 0003"], ["Nora Bø", "6805 0004"]],
}
HEADINGS = ["Mentor", "Deltaker", "Startet", "Status", "Oppstartssamtale", "Målplan", "Sist kontakt", "Avsluttet",
            "Årsak"]  # fmt: skip
START, LATER, END = date(2026, 3, 1), date(2026, 4, 1), date(2026, 6, 1)


def row(mentor="Mona Li", mentee="Nils Vik", started=START, status="Aktiv", first=None, plan=None, contact=None,
        ended=None, reason=None):  # fmt: skip
    return [mentor, mentee, started, status, first, plan, contact, ended, reason]


def pairs(*rows, **changes):
    return understood(**PEOPLE, Par=[HEADINGS, *rows], **changes)


def one(**cells):
    """The one pair, and the codes told about the sheet of pairs."""
    found = pairs(row(**cells))
    return found.pairs[0] if found.pairs else None, [f.code for f in found.faults if f.sheet == "Par"]


def test_a_pair_is_read_with_its_dates():
    pair, faults = one(first=LATER, contact=END)
    assert (pair.started, pair.status, pair.milestones) == (START, "active", (("oppstartssamtale", LATER),))
    assert (pair.last_contact, pair.ended, pair.reason, faults) == (END, None, None, [])


def test_the_people_of_a_pair_are_found_in_the_file():
    found = pairs(row())
    pair = found.pairs[0]
    assert (found.people[pair.mentor.person].name, found.people[pair.mentee.person].name) == ("Mona Li", "Nils Vik")


@pytest.mark.parametrize(
    ("word", "status"),
    [("Aktiv", "active"), ("i gang", "active"), ("Pause", "paused"), ("på pause", "paused"), ("Active", "active"),
     ("Avsluttet", "dissolved"), ("avslutta", "dissolved"), ("Dissolved", "dissolved")],
)  # fmt: skip
def test_a_state_is_understood(word, status):
    assert one(status=word, ended=END)[0].status == status


def test_a_dissolved_pair_has_its_end_and_a_reason_of_the_organisation():
    pair, faults = one(status="Avsluttet", ended=END, reason="Mentor har ikke kapasitet")
    assert (pair.status, pair.ended, pair.reason, faults) == (
        "dissolved", END, "mentor mangler kapasitet", ["understood_as"])  # fmt: skip


@pytest.mark.parametrize(
    ("words", "reason", "faults"),
    [
        ("Flyttet", "flyttet", []),
        ("mentee ville slutte", "mentee trakk seg", ["understood_as"]),
        ("samarbeidet fungerte dårlig", "samarbeidet fungerte ikke", ["understood_as"]),
        ("katten", "annet", ["reason_unknown"]),
        (None, "annet", ["reason_missing"]),
    ],
)
def test_a_reason_is_found_in_the_organisations_list(words, reason, faults):
    pair, told_of = one(status="Avsluttet", ended=END, reason=words)
    assert (pair.reason, told_of) == (reason, faults)


def test_a_dissolved_pair_without_end_date_ended_when_last_heard_of():
    pair, faults = one(status="Avsluttet", contact=END, reason="flyttet")
    assert (pair.ended, faults) == (END, ["end_guessed"])


def test_what_happened_after_the_end_is_left_out():
    pair, faults = one(status="Avsluttet", ended=LATER, first=END, contact=END, reason="flyttet")
    assert (pair.milestones, pair.last_contact, sorted(faults)) == ((), None, ["after_end", "after_end"])


def test_an_end_or_a_reason_beside_an_open_pair_is_told():
    pair, faults = one(ended=END, reason="flyttet")
    assert (pair.status, pair.ended, pair.reason) == ("active", None, None)
    assert faults == ["ended_but_open", "reason_but_open"]


COMPLETE_HEADINGS = ["Mentor", "Deltaker", "Startet", "Status", *MILESTONES]


@pytest.mark.parametrize(
    ("word", "faults"), [("Fullført", []), ("Aktiv", ["complete_by_milestones"]), (None, ["status_guessed"])]
)
def test_a_pair_with_every_milestone_is_complete_whatever_it_is_called(word, faults):
    found = understood(**PEOPLE, Par=[COMPLETE_HEADINGS, ["Mona Li", "Nils Vik", START, word, *[LATER] * 10]])
    assert found.pairs[0].status == "programme_complete"
    assert [f.code for f in found.faults if f.sheet == "Par"] == faults


def test_a_pair_called_complete_without_its_milestones_is_active_and_that_is_told():
    pair, faults = one(status="Fullført", first=LATER)
    assert (pair.status, faults) == ("active", ["complete_without_milestones"])


def test_a_missing_state_is_understood_from_the_rest():
    assert one(status=None)[0].status == "active"
    assert one(status=None, ended=END, reason="flyttet")[0].status == "dissolved"


def test_a_missing_start_is_the_earliest_date_and_that_is_told():
    pair, faults = one(started=None, first=LATER)
    assert (pair.started, faults) == (LATER, ["start_guessed"])
    assert one(started=None)[0].started == TODAY


def test_a_milestone_that_is_only_ticked_off_gets_a_date_and_that_is_told():
    pair, faults = one(first=LATER, plan="x")
    assert (dict(pair.milestones)["målplan"], faults) == (LATER, ["milestone_without_date"])


def test_a_milestone_that_says_no_is_not_completed():
    assert one(first="nei")[0].milestones == ()


def test_dates_before_the_start_are_told():
    pair, faults = one(started=LATER, first=START, contact=START)
    assert (pair.milestones, pair.last_contact) == ((("oppstartssamtale", LATER),), None)
    assert faults == ["before_start", "contact_before_start"]


def test_dates_in_the_future_are_never_used():
    pair, faults = one(first=date(2026, 11, 24), contact=TODAY)
    assert (pair.milestones, pair.last_contact, faults) == ((), TODAY, ["date_in_future"])
    assert one(started=date(2027, 1, 1)) == (None, ["starts_in_future"])


def test_a_date_that_cannot_be_read_is_told():
    assert one(first="snart", contact="i går")[1] == ["date_invalid", "date_invalid"]


def test_a_pair_that_ends_before_it_starts_is_left_out():
    assert one(status="Avsluttet", started=LATER, ended=START, reason="flyttet") == (None, ["end_before_start"])


@pytest.mark.parametrize(
    ("mentor", "mentee", "code"),
    [
        ("Ukjent Person", "Nils Vik", "person_unknown"),
        (None, "Nils Vik", "person_missing"),
        ("Uten Kontakt", "Nils Vik", "person_left_out"),
        ("Nils Vik", "Nora Bø", "wrong_role"),
        ("Mona Li", "Mats Ås", "wrong_role"),
    ],
)
def test_a_pair_whose_people_cannot_be_a_pair_is_left_out(mentor, mentee, code):
    assert one(mentor=mentor, mentee=mentee) == (None, [code])


def test_an_unknown_person_is_told_with_row_and_column():
    assert ("Par", 2, "A", "person_unknown") in told(pairs(row(mentor="Ukjent Person")))


def test_the_same_pair_twice_is_one_and_a_second_open_pair_of_a_mentee_is_left_out():
    found = pairs(row(), row(), row(mentor="Mats Ås"))
    assert (len(found.pairs), codes(found)[-2:]) == (1, ["duplicate_pair", "mentee_already_paired"])


def test_a_mentee_may_be_paired_again_after_an_ended_pair():
    found = pairs(row(status="Avsluttet", ended=END, reason="flyttet"), row(mentor="Mats Ås", started=END))
    assert [pair.status for pair in found.pairs] == ["dissolved", "active"]


def test_a_pair_gives_a_role_to_people_whose_sheet_says_none():
    found = understood(
        Ark1=[["Navn", "Tlf"], ["Mona Li", "6805 0001"], ["Nils Vik", "6805 0003"]], Par=[HEADINGS, row()]
    )
    assert [p.role for p in found.people] == ["mentor", "mentee"]


def test_nobody_is_paired_with_themself():
    found = understood(Ark1=[["Navn", "Tlf"], ["Mona Li", "6805 0001"]], Par=[HEADINGS, row(mentee="Mona Li")])
    assert codes(found)[-1] == "same_person_twice"


def test_people_outside_the_file_are_asked_for_once():
    asked = []

    def find(sought):
        asked.append(sought)
        return {Sought("Mona Li", None): "id of Mona", Sought("Per Ås", None): Several}

    found = understood(Par=[HEADINGS, row(), row(mentor="Per Ås")], changes={"find_people": find})
    assert asked == [{Sought("Mona Li", None), Sought("Per Ås", None), Sought("Nils Vik", None)}]
    assert codes(found) == ["person_unknown", "person_ambiguous", "person_unknown"]


def test_a_pair_of_people_known_already_carries_who_they_are():
    found = understood(
        Par=[HEADINGS, row()], changes={"find_people": lambda sought: {one: one.name.upper() for one in sought}}
    )
    assert (found.pairs[0].mentor.known, found.pairs[0].mentee.known) == ("MONA LI", "NILS VIK")


def test_an_address_tells_two_people_of_one_name_apart():
    people = {
        "Mentorer": [["Navn", "E-post"], ["Mona Li", "a@example.org"], ["Mona Li", "b@example.org"]],
        "Deltakere": PEOPLE["Deltakere"],
    }
    headings = ["Mentor", "Mentor e-post", "Mentee", "Startet", "Status"]
    found = understood(**people, Par=[headings, ["Mona Li", "b@example.org", "Nils Vik", START, "Aktiv"]])
    assert found.pairs[0].mentor.person == 1
    without = understood(**people, Par=[headings, ["Mona Li", None, "Nils Vik", START, "Aktiv"]])
    assert codes(without) == ["person_ambiguous"]
