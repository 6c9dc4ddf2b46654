"""Every page of the product with its states, and who looks. A page that is not listed here fails a test.

A state is reached through `path` (made of the world's facts) and, where that is not enough, `then`: what to do there,
without a word of any language, since every state is looked at in all of them. `first` arranges what only that state
needs and returns further facts for its path.
"""

import json
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from uuid import uuid4

from playwright.sync_api import Page

from browser.imports import IMPORT_STATES
from browser.state import State
from support.cast import Cast

NOWHERE = "00000000-0000-0000-0000-000000000000"
# Addresses that are no page of their own: buttons, downloads, files; and those that lead on to a page listed here.
NO_PAGES = {
    "download_overview", "download_people_csv", "download_people_xlsx", "import_faults",
    "pause_pairing", "resume_pairing", "complete_milestone", "give_access", "withdraw_access",
    "propose_again", "change_proposal_line",
    "confirm_import", "cancel_import", "manifest", "service_worker", "drafts", "account_set_password",
    "openapi",
}  # fmt: skip


def send(page: Page) -> None:
    """Send the page's form as it is."""
    with page.expect_navigation():
        page.locator("main form.form [type=submit]").last.click()


def send_empty(page: Page) -> None:
    """Empty the fields of text, then send."""
    for field in page.locator("main form[method=post] input:is([type=text],[type=email],[type=password])").all():
        field.fill("")
    send(page)


def try_words(page: Page) -> None:
    with page.expect_navigation():
        page.locator("button[name=try]").click()


def open_dialog(page: Page) -> None:
    page.locator("[data-dialog=dissolve]").click()
    page.wait_for_selector("dialog:modal")


def complete(page: Page) -> None:
    with page.expect_navigation():
        page.locator("form[action$='/complete/'] button").first.click()


def send_wrong_code(page: Page) -> None:
    ask_for_code(page)
    page.locator("main form [autocomplete=one-time-code]").fill("0000 0000")
    send(page)


def ask_for_code(page: Page) -> None:
    page.locator("main form input[type=email]").fill(f"{uuid4()}@example.org")
    send(page)


def write_no_day(page: Page) -> None:
    page.locator("#id_course_on").fill("x")
    send(page)


def excluded(cast: Cast) -> dict[str, object]:
    """The mentor and the mentee shall not be paired again."""
    known = cast.row("select id from public.pairing_exclusions")
    people = {"mentor_id": cast.mentor, "mentee_id": cast.mentee}
    return {"excluded": known[0] if known else cast._insert("pairing_exclusions", **people, reason="Ble uenige")}


def known(cast: Cast) -> dict[str, object]:
    """The mentor with preferences, a course that has expired, and something that the programme asks for besides."""
    cast._insert("peer_mentor_preferences", peer_mentor_id=cast.mentor, languages=["nb", "sign"])
    days = {"fulfilled_on": "2024-01-01", "valid_until": "2025-01-01"}
    cast._insert("peer_mentor_qualifications", peer_mentor_id=cast.mentor, kind="course", **days)
    require = "update public.mentor_programmes set required_qualifications = '{course,approval}' where id = %s"
    cast.owner.execute(require, [cast.programme])
    return excluded(cast)


def lock(page: Page) -> None:
    with page.expect_navigation():
        page.locator("form[action$='lock/'] button").first.click()


def proposed(cast: Cast) -> dict[str, object]:
    """Proposals for four who wait: one proposed, one locked, one without and what would help, one taken out."""
    mentors = [cast.person(f"Mentor {name}", "mentor") for name in ("Berg", "Dal")]
    mentees = [cast.person(f"Mentee {name}", "mentee") for name in ("Elv", "Foss", "Gran", "Hei")]
    proposed, locked, alone, dropped = (
        {"mentee": str(mentee), "mentor": None, "score": None, "state": state, "reason": None}
        for mentee, state in zip(mentees, ("proposed", "locked", "without", "dropped"), strict=True)
    )
    proposed |= {"mentor": str(mentors[0]), "score": 50}
    locked |= {"mentor": str(mentors[1]), "score": 50}
    alone["reason"] = {"why": "too_far", "nearest_km": 62}
    helpful = [
        {"pairs": 1, "km": 75, "kind": "", "mentors": 0, "place": ""},
        {"pairs": 2, "km": None, "kind": "paused", "mentors": 2, "place": "Sandnes"},
    ]
    lines = [proposed, locked, alone, dropped]
    return {"proposals": _proposals(cast, lines, helpful, max_km=50), "line": mentees[0]}


def proposed_nobody(cast: Cast) -> dict[str, object]:
    return {"nobody": _proposals(cast, [], [])}


def _proposals(cast: Cast, lines: list, helpful: list, **columns: object) -> object:
    whose = {"unit_id": cast.organisation, "created_by": cast.coordinator.user_id}
    return cast._insert("pairing_proposals", **whose, **columns, lines=json.dumps(lines), helpful=json.dumps(helpful))


PAIR = "/pairings/{pair}/"
STATES = [
    State("mentor_program_screen", "list", "/"),
    State("mentor_program_screen", "filtered", "/?search=Mona"),
    State("mentor_program_screen", "nothing found", "/?search=ingen"),
    State("mentor_program_screen", "ended", "/?tab=ended"),
    State("mentor_program_screen", "no pause", "/?tab=paused"),
    State("mentor_program_screen", "own", "/", who="mentor_user"),
    State("mentor_program_screen", "own", "/", who="mentee_user"),
    State("mentor_program_screen", "empty", "/", who="idle_mentor_user"),
    State("mentor_program_screen", "empty", "/", who="outsider"),
    State("new_pairing", "both lists", "/pairings/new/"),
    State("new_pairing", "one chosen", "/pairings/new/?mentee={waiting_mentee}"),
    State("new_pairing", "nothing found", "/pairings/new/?search=ingen"),
    State("new_pairing", "never again", "/pairings/new/?mentor={mentor}&availability=all", first=excluded),
    State("confirm_pairing", "asked", "/pairings/new/confirm/?mentor={idle_mentor}&mentee={waiting_mentee}"),
    State("pairing", "steered", PAIR),
    State("pairing", "dialog", PAIR, then=open_dialog),
    State("pairing", "read", PAIR, who="mentor_user"),
    State("pairing", "read", PAIR, who="mentee_user"),
    State("pairing", "ended", "/pairings/{ended}/"),
    State("pairing", "outcome", PAIR, then=complete),
    State("pairing", "not found", f"/pairings/{NOWHERE}/"),
    State("record_contact", "asked", PAIR + "contact/", who="mentor_user"),
    State("record_contact", "errors", PAIR + "contact/", who="mentor_user", then=send_empty),
    State("dissolve_pairing", "asked", PAIR + "dissolve/"),
    State("dissolve_pairing", "errors", PAIR + "dissolve/", then=send),
    State("reopen_milestone", "asked", PAIR + "milestones/{milestone}/reopen/"),
    State("propose_pairings", "asked", "/pairings/proposals/"),
    State("proposed_pairings", "proposed", "/pairings/proposals/{proposals}/", first=proposed),
    State("proposed_pairings", "without", "/pairings/proposals/{proposals}/?show=without", first=proposed),
    State("proposed_pairings", "taken out", "/pairings/proposals/{proposals}/?show=dropped", first=proposed),
    State("proposed_pairings", "outcome", "/pairings/proposals/{proposals}/", first=proposed, then=lock),
    State("proposed_pairings", "nobody waits", "/pairings/proposals/{nobody}/", first=proposed_nobody),
    State("choose_proposed_mentor", "asked", "/pairings/proposals/{proposals}/lines/{line}/", first=proposed),
    State("confirm_proposals", "asked", "/pairings/proposals/{proposals}/confirm/", first=proposed),
    State("discard_proposals", "asked", "/pairings/proposals/{proposals}/discard/", first=proposed),
    State("people", "list", "/people/"),
    State("people", "nothing found", "/people/?search=ingen"),
    State("people", "no access", "/people/", who="mentor_user"),
    State("add_person", "asked", "/people/new/"),
    State("add_person", "errors", "/people/new/", then=send_empty),
    State("person", "with a pair", "/people/{mentor}/"),
    State("edit_person", "asked", "/people/{mentor}/edit/"),
    State("edit_wishes", "asked", "/people/{mentee}/wishes/"),
    State("edit_requirements", "asked", "/people/{mentor}/requirements/"),
    State("edit_requirements", "errors", "/people/{mentor}/requirements/", then=write_no_day),
    State("never_again", "asked", "/people/{far_mentee}/never-again/"),
    State("never_again", "errors", "/people/{far_mentee}/never-again/", then=send_empty),
    State("never_again", "nobody", "/people/{waiting_mentee}/never-again/"),
    State("remove_never_again", "asked", "/people/{mentee}/never-again/{excluded}/remove/", first=excluded),
    State("person", "all that is known", "/people/{mentor}/", first=known),
    State("own_programme", "asked", "/programme/"),
    State("own_programme", "errors", "/programme/", then=send_empty),
    State("programme", "read", "/programme/{programme}/", who="local_coordinator"),
    State("import", "asked", "/import/"),
    State("import", "errors", "/import/", then=send),
    *IMPORT_STATES,
    State("my_profile", "asked", "/profile/", who="mentor_user"),
    State("withdraw_consent", "asked", "/profile/consent/", who="mentor_user"),
    State("my_settings", "asked", "/settings/"),
    State("own_terms", "asked", "/settings/terms/{language}/"),
    State("own_terms", "tried", "/settings/terms/{language}/", then=try_words),
    State("own_terms", "errors", "/settings/terms/{language}/", then=send_empty),
    State("accessibility_statement", "read", "/accessibility/", who=""),
    State("offline", "read", "/offline/{language}/", who=""),
    State("account_login", "asked", "/accounts/login/", who=""),
    State("account_login", "errors", "/accounts/login/", who="", then=send_empty),
    State("account_request_login_code", "asked", "/accounts/login/code/", who=""),
    State("account_confirm_login_code", "asked", "/accounts/login/code/", who="", then=ask_for_code),
    State("account_confirm_login_code", "errors", "/accounts/login/code/", who="", then=send_wrong_code),
    State("account_inactive", "read", "/accounts/inactive/", who=""),
    State("account_signup", "closed", "/accounts/signup/", who=""),
    State("account_logout", "asked", "/accounts/logout/"),
    State("account_change_password", "asked", "/accounts/password/change/"),
    State("account_reset_password", "asked", "/accounts/password/reset/", who=""),
    State("account_reset_password_done", "read", "/accounts/password/reset/done/", who=""),
    State("account_reset_password_from_key", "worn out", "/accounts/password/reset/key/1-a-b/", who=""),
    State("account_reset_password_from_key_done", "read", "/accounts/password/reset/key/done/", who=""),
]


def world(cast) -> SimpleNamespace:
    """A pair in need of help with milestones enough to complete, one that has ended, and people of every kind."""
    for position, name in enumerate(("Målplan", "Midtveissamtale"), start=4):
        cast._insert("programme_milestones", programme_id=cast.programme, position=position, stage="Praksis", name=name)
    pair = cast.pair_since((datetime.now(UTC) - timedelta(days=16)).isoformat())
    first, *_ = cast.milestones(pair)
    complete_it = "update public.pairing_milestones set status = 'completed' where id = %s"
    cast.owner.execute(complete_it, [first])
    ended = cast.pair(cast.idle_mentor, cast.far_mentee)
    cast.complete_all(ended)
    for person in (cast.mentor, cast.mentee):
        cast._insert("peer_mentor_consents", peer_mentor_id=person)
    facts = {
        name: getattr(cast, name)
        for name in ("mentor", "mentee", "idle_mentor", "waiting_mentee", "far_mentee", "programme")
    }
    return SimpleNamespace(pair=pair, ended=ended, milestone=first, **facts)
