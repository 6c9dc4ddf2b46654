"""Every page of the product with its states, and who looks. A page that is not listed here fails a test.

A state is reached through `path` (made of the world's facts) and, where that is not enough, `then`: what to do there.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

from playwright.sync_api import Page

Step = Callable[[Page], None]

NOWHERE = "00000000-0000-0000-0000-000000000000"
# Addresses that are no page of their own: buttons, downloads, files; and those that lead on to a page listed here.
NO_PAGES = {
    "download_overview", "download_people_csv", "download_people_xlsx", "import_faults",
    "pause_pairing", "resume_pairing", "complete_milestone", "give_access", "withdraw_access",
    "confirm_import", "cancel_import", "manifest", "service_worker", "drafts", "account_set_password",
    "openapi", "account_confirm_login_code",
}  # fmt: skip


@dataclass(frozen=True)
class State:
    """One page in one state. `name` is the URL's name; `who` a member of the cast, "" for somebody not signed in."""

    name: str
    state: str
    path: str
    who: str = "coordinator"
    then: Step | None = None

    def __str__(self) -> str:
        return "-".join(part for part in (self.name, self.state, self.who) if part)


def send(page: Page) -> None:
    """Send the page's form as it is."""
    with page.expect_navigation():
        page.locator("main form.form [type=submit]").last.click()


def send_empty(page: Page) -> None:
    """Empty the fields of text, then send."""
    for field in page.locator("main form[method=post] input:is([type=text],[type=email],[type=password])").all():
        field.fill("")
    send(page)


def open_dialog(page: Page) -> None:
    page.get_by_role("link", name="Avslutt mentorparet").click()
    page.wait_for_selector("dialog:modal")


def complete(page: Page) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name="Merk som fullført").first.click()


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
    State("people", "list", "/people/"),
    State("people", "nothing found", "/people/?search=ingen"),
    State("people", "no access", "/people/", who="mentor_user"),
    State("add_person", "asked", "/people/new/"),
    State("add_person", "errors", "/people/new/", then=send_empty),
    State("person", "with a pair", "/people/{mentor}/"),
    State("edit_person", "asked", "/people/{mentor}/edit/"),
    State("import", "asked", "/import/"),
    State("import", "errors", "/import/", then=send),
    State("import_preview", "finished", "/import/{imported}/"),
    State("undo_import", "asked", "/import/{imported}/undo/"),
    State("my_profile", "asked", "/profile/", who="mentor_user"),
    State("withdraw_consent", "asked", "/profile/consent/", who="mentor_user"),
    State("my_settings", "asked", "/settings/"),
    State("accessibility_statement", "read", "/accessibility/", who=""),
    State("offline", "read", "/offline/nb/", who=""),
    State("account_login", "asked", "/accounts/login/", who=""),
    State("account_login", "errors", "/accounts/login/", who="", then=send_empty),
    State("account_request_login_code", "asked", "/accounts/login/code/", who=""),
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
    """A pair in need of help, one that has ended, a finished import, and people of every kind."""
    pair = cast.pair_since((datetime.now(UTC) - timedelta(days=16)).isoformat())
    first, *_ = cast.milestones(pair)
    complete_it = "update public.pairing_milestones set status = 'completed' where id = %s"
    cast.owner.execute(complete_it, [first])
    ended = cast.pair(cast.idle_mentor, cast.far_mentee)
    cast.complete_all(ended)
    for person in (cast.mentor, cast.mentee):
        cast._insert("peer_mentor_consents", peer_mentor_id=person)
    facts = {name: getattr(cast, name) for name in ("mentor", "mentee", "idle_mentor", "waiting_mentee")}
    return SimpleNamespace(pair=pair, ended=ended, milestone=first, imported=finished_import(cast), **facts)


def finished_import(cast) -> object:
    """An import of the coordinator's, of which nothing was written."""
    kinds = (
        "new_people",
        "changed_people",
        "same_people",
        "new_pairs",
        "same_pairs",
        "rows_left_out",
        "faults",
        "items",
    )
    counts = dict.fromkeys((*kinds, "diagnosis_areas_left_out"), 0)
    lists = {"severities": {}, "roles": {}, "units": {}, "statuses": {}, "dropped": [], "sheets": []}
    return cast._insert(
        "imports",
        unit_id=cast.organisation,
        created_by=cast.coordinator.user_id,
        file_name="liste.csv",
        sha256="0" * 64,
        status="finished",
        finished_at=datetime.now(UTC),
        summary=json.dumps({"counts": counts} | lists),
    )
