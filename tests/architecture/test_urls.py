"""Every address of the product, by which methods, and for whom. One that is not listed here fails."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

VIEWERS = ("coordinator", "local_coordinator", "mentor_user", "mentee_user", "idle_mentor_user", "outsider")

# What each viewer is answered; the addresses are those of the mentor's and mentee's own pair and of the mentee.
EVERYONE = (200, 200, 200, 200, 200, 200)
COORDINATORS = (200, 200, 403, 403, 403, 200)
COORDINATORS_OF_THE_ORGANISATION = (200, 403, 403, 403, 403, 200)
COORDINATORS_OF_THE_PAIR = (200, 200, 403, 403, 404, 404)
# Oneself one may see, but not steer.
COORDINATORS_OF_THE_PERSON = (200, 200, 404, 403, 404, 404)
COORDINATORS_OF_BOTH = (200, 200, 403, 403, 403, 404)
# What is noted about two people is not there for themselves.
WHO_HOLDS_BOTH = (200, 200, 404, 404, 404, 404)
COORDINATORS_OF_THE_PROGRAMME = (200, 200, 403, 403, 403, 404)
PEOPLE_OF_THE_PAIR = (200, 200, 200, 200, 404, 404)
WHO_RECORDS_CONTACT = (200, 200, 200, 403, 404, 404)
WHO_IMPORTED = (200, 404, 404, 404, 404, 404)
WHO_HAS_A_PROFILE = (403, 403, 200, 200, 200, 403)


@dataclass(frozen=True)
class Address:
    """`statuses` of VIEWERS. An address with POST alone is pressed as a button: its GET leads back to the page."""

    route: str
    methods: str
    statuses: tuple[int, ...]

    def status(self, viewer: str) -> int:
        return self.statuses[VIEWERS.index(viewer)]


PROPOSALS = "pairings/proposals/<uuid:proposals_id>"
MILESTONE = "pairings/<uuid:pairing_id>/milestones/<uuid:milestone_id>"
SCREENS = {
    "mentor_program_screen": Address("", "GET", EVERYONE),
    "new_pairing": Address("pairings/new/", "GET", COORDINATORS),
    "confirm_pairing": Address("pairings/new/confirm/", "GET POST", COORDINATORS_OF_BOTH),
    "propose_pairings": Address("pairings/proposals/", "GET POST", COORDINATORS),
    "proposed_pairings": Address(f"{PROPOSALS}/", "GET", WHO_IMPORTED),
    "propose_again": Address(f"{PROPOSALS}/again/", "POST", WHO_IMPORTED),
    "confirm_proposals": Address(f"{PROPOSALS}/confirm/", "GET POST", WHO_IMPORTED),
    "discard_proposals": Address(f"{PROPOSALS}/discard/", "GET POST", WHO_IMPORTED),
    "choose_proposed_mentor": Address(f"{PROPOSALS}/lines/<uuid:mentee_id>/", "GET POST", WHO_IMPORTED),
    "change_proposal_line": Address(f"{PROPOSALS}/lines/<uuid:mentee_id>/<str:action>/", "POST", WHO_IMPORTED),
    "download_overview": Address("pairings.<str:kind>", "GET", COORDINATORS),
    "pairing": Address("pairings/<uuid:pairing_id>/", "GET", PEOPLE_OF_THE_PAIR),
    "pause_pairing": Address("pairings/<uuid:pairing_id>/pause/", "POST", COORDINATORS_OF_THE_PAIR),
    "resume_pairing": Address("pairings/<uuid:pairing_id>/resume/", "POST", COORDINATORS_OF_THE_PAIR),
    "record_contact": Address("pairings/<uuid:pairing_id>/contact/", "GET POST", WHO_RECORDS_CONTACT),
    "dissolve_pairing": Address("pairings/<uuid:pairing_id>/dissolve/", "GET POST", COORDINATORS_OF_THE_PAIR),
    "complete_milestone": Address(f"{MILESTONE}/complete/", "POST", COORDINATORS_OF_THE_PAIR),
    "reopen_milestone": Address(f"{MILESTONE}/reopen/", "GET POST", COORDINATORS_OF_THE_PAIR),
    "people": Address("people/", "GET", COORDINATORS),
    "download_people_csv": Address("people.csv", "GET", COORDINATORS),
    "download_people_xlsx": Address("people.xlsx", "GET", COORDINATORS),
    "add_person": Address("people/new/", "GET POST", COORDINATORS),
    "person": Address("people/<uuid:person_id>/", "GET", COORDINATORS_OF_THE_PERSON),
    "edit_person": Address("people/<uuid:person_id>/edit/", "GET POST", COORDINATORS_OF_THE_PERSON),
    "edit_wishes": Address("people/<uuid:person_id>/wishes/", "GET POST", COORDINATORS_OF_THE_PERSON),
    "edit_requirements": Address("people/<uuid:person_id>/requirements/", "GET POST", COORDINATORS_OF_THE_PERSON),
    "never_again": Address("people/<uuid:person_id>/never-again/", "GET POST", COORDINATORS_OF_THE_PERSON),
    "remove_never_again": Address(
        "people/<uuid:person_id>/never-again/<uuid:exclusion_id>/remove/", "GET POST", WHO_HOLDS_BOTH
    ),
    "own_programme": Address("programme/", "GET POST", COORDINATORS),
    "programme": Address("programme/<uuid:programme_id>/", "GET POST", COORDINATORS_OF_THE_PROGRAMME),
    "give_access": Address("people/<uuid:person_id>/access/", "POST", COORDINATORS_OF_THE_PERSON),
    "withdraw_access": Address("people/<uuid:person_id>/access/withdraw/", "POST", COORDINATORS_OF_THE_PERSON),
    "import": Address("import/", "GET POST", COORDINATORS),
    "import_preview": Address("import/<uuid:import_id>/", "GET POST", WHO_IMPORTED),
    "confirm_import": Address("import/<uuid:import_id>/confirm/", "POST", WHO_IMPORTED),
    "cancel_import": Address("import/<uuid:import_id>/cancel/", "POST", WHO_IMPORTED),
    "undo_import": Address("import/<uuid:import_id>/undo/", "GET POST", WHO_IMPORTED),
    "import_faults": Address("import/<uuid:import_id>/faults.<str:kind>", "GET", WHO_IMPORTED),
    "drafts": Address("drafts/", "GET POST", EVERYONE),
    "own_terms": Address("settings/terms/<str:language>/", "GET POST", COORDINATORS_OF_THE_ORGANISATION),
    "my_profile": Address("profile/", "GET POST", WHO_HAS_A_PROFILE),
    "withdraw_consent": Address("profile/consent/", "GET POST", WHO_HAS_A_PROFILE),
}
# Sign-in and what is open to everyone: what somebody who is not signed in is answered.
SIGN_IN = {
    "my_settings": ("settings/", 200),
    "accessibility_statement": ("accessibility/", 200),
    "manifest": ("manifest/<str:language>.webmanifest", 200),
    "service_worker": ("service-worker/<str:language>.js", 200),
    "offline": ("offline/<str:language>/", 200),
    "account_login": ("accounts/login/", 200),
    "account_request_login_code": ("accounts/login/code/", 200),
    "account_confirm_login_code": ("accounts/login/code/confirm/", 302),
    "account_logout": ("accounts/logout/", 302),
    "account_inactive": ("accounts/inactive/", 200),
    "account_signup": ("accounts/signup/", 200),
    "account_change_password": ("accounts/password/change/", 302),
    "account_set_password": ("accounts/password/set/", 302),
    "account_reset_password": ("accounts/password/reset/", 200),
    "account_reset_password_done": ("accounts/password/reset/done/", 200),
    "account_reset_password_from_key": (
        "accounts/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        200,
    ),
    "account_reset_password_from_key_done": ("accounts/password/reset/key/done/", 200),
}
TABLES = (
    *("mentor_pairings", "pairing_milestones", "pairing_events", "peer_mentors", "peer_mentor_consents"),
    *("peer_mentor_preferences", "peer_mentor_qualifications", "pairing_exclusions", "mentor_programmes"),
)


def walk(patterns, prefix=""):
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield pattern.name, route
        else:
            yield from walk(pattern.url_patterns, route)


def finished_import(cast):
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


def proposed_by(cast, coordinator, mentee):
    """A coordinator's proposals, with the idle mentor for one mentee."""
    line = {"mentee": str(mentee), "mentor": str(cast.idle_mentor), "state": "proposed", "score": 50, "reason": None}
    return {"unit_id": cast.branch, "created_by": coordinator.user_id, "lines": json.dumps([line])}


@pytest.fixture
def address_of(cast):
    """Return `address_of(name)`, filled in with the mentor's and mentee's own pair and the mentee."""
    pair = cast.pair()
    first, second, _ = cast.milestones(pair)
    cast.owner.execute("update public.pairing_milestones set status = 'completed' where id = %s", [first])
    cast._insert("peer_mentor_consents", peer_mentor_id=cast.mentor)
    cast._insert("peer_mentor_consents", peer_mentor_id=cast.mentee)
    cast._insert("peer_mentor_consents", peer_mentor_id=cast.idle_mentor)
    imported = finished_import(cast)
    proposals = cast._insert("pairing_proposals", **proposed_by(cast, cast.coordinator, cast.waiting_mentee))
    excluded = cast._insert("pairing_exclusions", mentor_id=cast.mentor, mentee_id=cast.mentee, reason="Uenige")
    milestones = {"complete_milestone": second, "reopen_milestone": first}

    def filled(name: str) -> str:
        route = (SCREENS.get(name) or Address(SIGN_IN[name][0], "", ())).route
        known = {
            "pairing_id": pair,
            "milestone_id": milestones.get(name),
            "person_id": cast.mentee,
            "import_id": imported,
            "exclusion_id": excluded,
            "programme_id": cast.programme,
            "proposals_id": proposals,
            "mentee_id": cast.waiting_mentee,
            "action": "lock",
            "kind": "csv",
            "language": "nb",
            "uidb36": "1",
            "key": "a-b",
        }
        path = reverse(name, kwargs={key: value for key, value in known.items() if f"{key}>" in route})
        query = f"?mentor={cast.idle_mentor}&mentee={cast.waiting_mentee}" if name == "confirm_pairing" else ""
        return path + query

    return filled


@pytest.fixture
def viewers(cast):
    from support.accounts import account_of

    clients = {viewer: Client(raise_request_exception=False) for viewer in VIEWERS}
    for viewer, client in clients.items():
        client.force_login(account_of(getattr(cast, viewer)))
    return clients


def answered(response) -> int:
    if response.streaming:
        b"".join(response)
    response.close()
    return response.status_code


def everything(cast):
    return {table: sorted(cast.owner.execute(f"select t::text from public.{table} t").fetchall()) for table in TABLES}


def test_every_address_is_listed_here():
    listed = {name: address.route for name, address in SCREENS.items()} | {
        name: route for name, (route, _) in SIGN_IN.items()
    }
    # Those of the API are listed and tried in tests/api/test_access.py.
    pages = {name: route for name, route in walk(get_resolver().url_patterns) if not route.startswith("api/v1/")}
    assert pages == listed


def test_each_screen_opens_for_exactly_those_who_are_listed(viewers, address_of):
    for name, address in SCREENS.items():
        got = tuple(answered(viewers[viewer].get(address_of(name))) for viewer in VIEWERS)
        assert (name, got) == (name, address.statuses if "GET" in address.methods else (302,) * len(VIEWERS))


def test_who_may_not_open_a_screen_may_not_send_to_it_either(cast, viewers, address_of):
    before = everything(cast)
    for name, address in SCREENS.items():
        if "POST" not in address.methods:
            continue
        refused = [viewer for viewer in VIEWERS if address.status(viewer) != 200]
        got = [(name, viewer, answered(viewers[viewer].post(address_of(name), {}))) for viewer in refused]
        assert got == [(name, viewer, address.status(viewer)) for viewer in refused]
        assert everything(cast) == before


def test_without_signing_in_every_screen_asks_for_it_and_changes_nothing(cast, address_of):
    before = everything(cast)
    nobody = Client(raise_request_exception=False)
    for name in SCREENS:
        for response in (nobody.get(address_of(name)), nobody.post(address_of(name), {})):
            assert (name, response.status_code, response.url.split("?")[0]) == (name, 302, "/accounts/login/")
    assert everything(cast) == before


def test_the_pages_of_sign_in_open_for_somebody_who_is_not_signed_in(address_of):
    nobody = Client(raise_request_exception=False)
    assert {name: nobody.get(address_of(name)).status_code for name in SIGN_IN} == {
        name: status for name, (_, status) in SIGN_IN.items()
    }


def test_a_screen_answers_no_other_method(viewers, address_of):
    for name, address in SCREENS.items():
        if "GET" in address.methods:
            path, coordinator = address_of(name), viewers["coordinator"]
            assert (name, coordinator.delete(path).status_code) == (name, 405)
            if "POST" not in address.methods:
                assert (name, coordinator.post(path, {}).status_code) == (name, 405)


def test_nothing_is_sent_without_the_token_of_the_form(cast, address_of):
    from support.accounts import account_of

    strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
    strict.force_login(account_of(cast.coordinator))
    before = everything(cast)
    for name, address in SCREENS.items():
        if "POST" in address.methods:
            assert (name, strict.post(address_of(name), {}).status_code) == (name, 403)
    assert everything(cast) == before
