"""Every address of the API, by which methods, and for whom. One that is not listed here fails."""

import json
from dataclasses import dataclass, field

import pytest
from django.urls import get_resolver

from mentor_program.api.documentation import document, operations

VIEWERS = ("coordinator", "local_coordinator", "mentor_user", "mentee_user", "idle_mentor_user", "outsider")
EVERYONE = (200, 200, 200, 200, 200, 200)
COORDINATORS = (200, 200, 403, 403, 403, 200)
OF_THE_PAIR = (200, 200, 403, 403, 404, 404)
OF_THE_PERSON = (200, 200, 403, 403, 403, 404)
PEOPLE_OF_THE_PAIR = (200, 200, 200, 200, 404, 404)
WHO_RECORDS_CONTACT = (200, 200, 200, 403, 404, 404)
WHO_HAS_A_PROFILE = (403, 403, 200, 200, 200, 403)
WHO_IMPORTED = (200, 404, 403, 403, 403, 404)
ADDING = (201, 201, 403, 403, 403, 403)


@dataclass(frozen=True)
class Operation:
    """What each of VIEWERS is answered; {names} of path and body are filled in from the world of the test."""

    method: str
    path: str
    statuses: tuple[int, ...]
    body: dict = field(default_factory=dict)


MILESTONE = "/pairings/{pairing_id}/milestones/{milestone_id}"
DISSOLUTION = {"reason": "{reason}", "initiated_by": "mentor", "note": "note of ours"}
OPERATIONS = {
    "getMe": Operation("GET", "/me", EVERYONE),
    "listUnits": Operation("GET", "/units", COORDINATORS),
    "listDissolutionReasons": Operation("GET", "/dissolution-reasons", COORDINATORS),
    "listPairings": Operation("GET", "/pairings", EVERYONE),
    "getPairing": Operation("GET", "/pairings/{pairing_id}", PEOPLE_OF_THE_PAIR),
    "listMilestones": Operation("GET", "/pairings/{pairing_id}/milestones", PEOPLE_OF_THE_PAIR),
    "listHistory": Operation("GET", "/pairings/{pairing_id}/history", PEOPLE_OF_THE_PAIR),
    "listContacts": Operation("GET", "/pairings/{pairing_id}/contacts", WHO_RECORDS_CONTACT),
    "createPairing": Operation(
        "POST",
        "/pairings",
        (201, 201, 403, 403, 403, 404),
        {"mentor_id": "{idle_mentor}", "mentee_id": "{waiting_mentee}"},
    ),
    "pausePairing": Operation("POST", "/pairings/{pairing_id}/pause", OF_THE_PAIR),
    "resumePairing": Operation("POST", "/pairings/{paused_id}/resume", (200, 200, 403, 404, 404, 404)),
    "dissolvePairing": Operation("POST", "/pairings/{pairing_id}/dissolve", OF_THE_PAIR, DISSOLUTION),
    "completeMilestone": Operation("POST", f"{MILESTONE}/complete", OF_THE_PAIR),
    "reopenMilestone": Operation("POST", MILESTONE.replace("milestone_id", "completed_id") + "/reopen", OF_THE_PAIR),
    "recordContact": Operation(
        "POST",
        "/pairings/{pairing_id}/contacts",
        (201, 201, 201, 403, 404, 404),
        {"occurred_on": "{today}", "form": "phone", "minutes": 20},
    ),
    "listCandidates": Operation("GET", "/candidates", COORDINATORS),
    "getProposal": Operation("GET", "/candidates/proposal?mentor={idle_mentor}&mentee={mentee}", OF_THE_PERSON),
    "listPeople": Operation("GET", "/people", COORDINATORS),
    "getPerson": Operation("GET", "/people/{mentee}", OF_THE_PERSON),
    "addPerson": Operation("POST", "/people", ADDING, {"name": "Ny Nilsen", "role": "mentee", "unit": "{branch}"}),
    "changePerson": Operation("PATCH", "/people/{mentee}", OF_THE_PERSON, {"note": "note of ours"}),
    "getProfile": Operation("GET", "/profile", WHO_HAS_A_PROFILE),
    "changeProfile": Operation("PATCH", "/profile", WHO_HAS_A_PROFILE, {"phone": "68052899"}),
    "withdrawConsent": Operation("POST", "/profile/consent/withdraw", WHO_HAS_A_PROFILE),
    "listImports": Operation("GET", "/imports", COORDINATORS),
    "uploadSpreadsheet": Operation("POST", "/imports", ADDING),
    "getImport": Operation("GET", "/imports/{import_id}", WHO_IMPORTED),
    "listFaults": Operation("GET", "/imports/{import_id}/faults", WHO_IMPORTED),
    "listItems": Operation("GET", "/imports/{import_id}/items", WHO_IMPORTED),
    "confirmImport": Operation("POST", "/imports/{import_id}/confirm", (409, 404, 403, 403, 403, 404)),
    "undoImport": Operation("POST", "/imports/{import_id}/undo", WHO_IMPORTED),
    "cancelImport": Operation("DELETE", "/imports/{import_id}", (409, 404, 403, 403, 403, 404)),
}
OPEN = {"api_openapi": "openapi.json", "api_docs": "docs", "api_try_out": "docs/try/<slug:operation_id>"}
TABLES = (
    "mentor_pairings",
    "pairing_milestones",
    "pairing_events",
    "pairing_activities",
    "pairing_dissolutions",
    "peer_mentors",
    "peer_mentor_contacts",
    "peer_mentor_consents",
    "peer_mentor_notes",
    "imports",
)
# The one who is not of our organisation has none of its own to act on.
NOT_TRIED_BY = {"addPerson": {"outsider"}, "uploadSpreadsheet": {"outsider"}}


@pytest.fixture
def world(cast):
    """The values of {names}: the mentor's and mentee's own pair, another one on pause, an import."""
    pair, paused = cast.pair(), cast.pair(cast.mentor, cast.waiting_mentee)
    cast.owner.execute("update public.mentor_pairings set status = 'paused' where id = %s", [paused])
    first, second, _ = cast.milestones(pair)
    cast.owner.execute("update public.pairing_milestones set status = 'completed' where id = %s", [first])
    for person in (cast.mentor, cast.mentee, cast.idle_mentor):
        cast._insert("peer_mentor_consents", peer_mentor_id=person)
    imported = cast._insert(
        "imports",
        unit_id=cast.organisation,
        created_by=cast.coordinator.user_id,
        file_name="liste.csv",
        sha256="0" * 64,
        status="finished",
        summary=json.dumps({"counts": {}}),
    )
    known = {name: str(getattr(cast, name)) for name in ("idle_mentor", "mentee", "branch", "reason")}
    free = cast.person("Frank Fri", "mentee")
    today = str(cast.value("select (now() at time zone 'Europe/Oslo')::date"))
    return known | {
        "pairing_id": str(pair),
        "paused_id": str(paused),
        "milestone_id": str(second),
        "completed_id": str(first),
        "import_id": str(imported),
        "waiting_mentee": str(free),
        "today": today,
    }


def ask(caller, operation_id, world):
    from django.core.files.uploadedfile import SimpleUploadedFile

    operation = OPERATIONS[operation_id]
    path = operation.path.format(**world)
    if operation_id == "uploadSpreadsheet":
        file = SimpleUploadedFile("liste.csv", b"Navn;Rolle\nNina Ny;mentor\n")
        return caller.client.post(f"/api/v1{path}", {"file": file})
    body = {name: value.format(**world) if isinstance(value, str) else value for name, value in operation.body.items()}
    return caller.ask(operation.method.lower(), path, body or None, {})


def everything(cast):
    return {table: sorted(cast.owner.execute(f"select t::text from public.{table} t").fetchall()) for table in TABLES}


def test_every_operation_and_every_address_is_listed_here():
    described = {operation["operationId"]: (method, path) for path, method, operation in operations(document())}
    assert set(described) == set(OPERATIONS)
    assert {name: method for name, (method, _) in described.items()} == {
        name: operation.method for name, operation in OPERATIONS.items()
    }
    found = [p for r in get_resolver().url_patterns if str(r.pattern) == "api/v1/" for p in r.url_patterns]
    assert {p.name: str(p.pattern) for p in found if not hasattr(p.callback, "csrf_exempt")} == OPEN
    assert len(found) == len(OPERATIONS) + len(OPEN)


@pytest.mark.parametrize("operation_id", OPERATIONS)
def test_who_may_not_is_refused_and_nothing_changes(cast, call, world, operation_id):
    before = everything(cast)
    statuses = dict(zip(VIEWERS, OPERATIONS[operation_id].statuses, strict=True))
    refused = {who: s for who, s in statuses.items() if s >= 400 and who not in NOT_TRIED_BY.get(operation_id, ())}
    answers = {who: ask(call(who), operation_id, world) for who in refused}
    assert {who: answer.status_code for who, answer in answers.items()} == refused
    assert {answer["Content-Type"] for answer in answers.values()} <= {"application/problem+json"}
    assert [who for who, answer in answers.items() if answer.json()["status"] != refused[who]] == []

    nobody = ask(call(None), operation_id, world)
    assert (nobody.status_code, nobody.json()["code"]) == (401, "sign_in_first")
    assert everything(cast) == before


ALLOWED = [
    (name, who)
    for name, operation in OPERATIONS.items()
    for who, status in zip(VIEWERS, operation.statuses, strict=True)
    if status < 400
]


@pytest.mark.parametrize(("operation_id", "who"), ALLOWED)
def test_who_may_is_answered(cast, call, world, operation_id, who):
    before = everything(cast)
    operation = OPERATIONS[operation_id]
    answer = ask(call(who), operation_id, world)
    assert answer.status_code == operation.statuses[VIEWERS.index(who)], answer.content
    # What only reads has written nothing; what changes something has.
    assert (everything(cast) == before) == (operation.method == "GET")


@pytest.mark.parametrize("operation_id", [name for name, one in OPERATIONS.items() if one.method != "GET"])
def test_a_session_changes_nothing_without_its_token(cast, call, world, operation_id):
    caller = call("coordinator")
    caller.client.handler.enforce_csrf_checks = True
    before = everything(cast)
    answer = ask(caller, operation_id, world)
    assert (answer.status_code, answer.json()["code"]) == (403, "csrf_failed")
    assert everything(cast) == before


MARK = "Hemmelig"


def test_nothing_of_another_organisation_is_in_any_answer(cast, call, world):
    owner = cast.owner
    owner.execute(
        "update public.peer_mentors set display_name = %s || display_name where organisation_id = %s",
        [MARK, cast.other_organisation],
    )
    owner.execute("update public.organisation_units set name = %s where id = %s", [MARK, cast.other_organisation])
    owner.execute("update public.dissolution_reasons set label = %s where id = %s", [MARK, cast.other_reason])
    owner.execute("update public.mentor_programmes set name = %s where id = %s", [MARK, cast.other_programme])
    theirs = cast.pair(cast.outside_mentor, cast.outside_mentee)
    reads = [name for name, operation in OPERATIONS.items() if operation.method == "GET"]
    seen = b"".join(ask(call("outsider"), name, world).content for name in ("listPairings", "listPeople", "listUnits"))
    assert seen.count(MARK.encode()) > 4

    foreign = world | {
        "pairing_id": str(theirs),
        "mentee": str(cast.outside_mentee),
        "idle_mentor": str(cast.outside_mentor),
    }
    for who in VIEWERS[:-1]:
        for name in reads:
            for values in (world, foreign):
                assert MARK.encode() not in ask(call(who), name, values).content, (who, name)
