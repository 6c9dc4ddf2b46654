"""What each operation of the REST API comes down to in tables and verbs. Its answers follow from the access matrix.

One who is not signed in gets 401. Of a row in the address: 404 when one may not see it, 403 when one sees it and may
not do this, otherwise the answer. An operation without a row in its address is refused whole (403) to whom no row of
the kind is open; a row named in the body or query that is not open is answered like one that is not there (404, or 422
at its field). Lists show the rows that are open, and no others. Tried cell by cell in tests/api/test_access.py.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

Needs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Operation:
    """`needs` are (table, verb) pairs that must all be open for a row.

    `row`: table of the row that the address names. `lists`: table whose rows the answer shows. `new`: the row is one to
    be added, named in body or query. `own`: it is about one's own person. With none of these, whoever is signed in may.
    """

    method: str
    path: str
    needs: Needs = ()
    row: str = ""
    lists: str = ""
    new: str = ""
    own: bool = False
    body: Mapping[str, object] = field(default_factory=dict)
    # Statuses for whom it is open; what it takes for the world of the test to be ready for it (tests/api/readied.py).
    answers: tuple[int, ...] = (200,)
    ready: str = ""
    # What a list leaves out for another reason than access.
    absent: frozenset[str] = frozenset()
    # Whoever belongs to an organisation may ask for the list, be it empty.
    may_be_empty: bool = False
    # The status for a row named in body or query that is not open, and for a pair that has ended.
    closed: int = 404
    ended: int = 0
    # A pair is resumed and reopened, as it is made, by whoever holds both people.
    both_people: bool = False


PAIR, MILESTONE, PERSON, IMPORT = (
    "/pairings/{pair}",
    "/pairings/{pair}/milestones/{row}",
    "/people/{row}",
    "/imports/{row}",
)
PAIRS, STEPS, PEOPLE, IMPORTS = "mentor_pairings", "pairing_milestones", "peer_mentors", "imports"
EXCLUSIONS, PROGRAMMES = "pairing_exclusions", "mentor_programmes"
PROPOSALS, PROPOSAL = "pairing_proposals", "/proposals/{row}"
# What coordinators know of a person beyond what the person and the other one of a pair may read.
ALL_OF_A_PERSON = ((PEOPLE, "select"), ("peer_mentor_notes", "select"), ("peer_mentor_readiness", "select"))
WRITTEN_OF_A_PERSON = (("peer_mentor_qualifications", "select"), ("peer_mentor_qualifications", "update"))
OWN_CONTACT = (("peer_mentor_contacts", "select"), ("peer_mentor_contacts", "update"))
STEERED_PAIRS = ((PAIRS, "select"), (PAIRS, "update"))
COUPLE = {"mentor_id": "{mentor_id}", "mentee_id": "{mentee_id}"}
DISSOLUTION = {"reason": "{reason_id}", "initiated_by": "mentor", "note": "Notat"}
NO_ROLE = frozenset({"the person outside the programme"})
ENDED = frozenset({"own ended pair"})

OPERATIONS: dict[str, Operation] = {
    "getMe": Operation("GET", "/me"),
    "listUnits": Operation(
        "GET", "/units", (("organisation_units", "select"), (PEOPLE, "insert")), lists="organisation_units"
    ),
    "listDissolutionReasons": Operation(
        "GET", "/dissolution-reasons", (("dissolution_reasons", "select"),), lists="dissolution_reasons"
    ),
    "listPairings": Operation("GET", "/pairings", ((PAIRS, "select"),), lists=PAIRS, may_be_empty=True, absent=ENDED),
    "downloadPairings": Operation("GET", "/pairings/download", STEERED_PAIRS),
    "getPairing": Operation("GET", PAIR, ((PAIRS, "select"),), row=PAIRS),
    "listMilestones": Operation("GET", f"{PAIR}/milestones", ((STEPS, "select"),), row=PAIRS),
    "listHistory": Operation("GET", f"{PAIR}/history", (("pairing_events", "select"),), row=PAIRS),
    "listContacts": Operation("GET", f"{PAIR}/contacts", (("pairing_activities", "select"),), row=PAIRS),
    "createPairing": Operation(
        "POST", "/pairings", ((PAIRS, "insert"),), new=PAIRS, body=COUPLE, answers=(201,), ready="unpaired"
    ),
    "pausePairing": Operation("POST", f"{PAIR}/pause", ((PAIRS, "update"),), row=PAIRS, ready="active", ended=409),
    "resumePairing": Operation(
        "POST", f"{PAIR}/resume", ((PAIRS, "update"),), row=PAIRS, ready="paused", ended=409, both_people=True
    ),
    "dissolvePairing": Operation(
        "POST",
        f"{PAIR}/dissolve",
        (("pairing_dissolutions", "insert"),),
        row=PAIRS,
        body=DISSOLUTION,
        ready="paired_again",
    ),
    "completeMilestone": Operation(
        "POST", f"{MILESTONE}/complete", ((STEPS, "update"),), row=STEPS, ready="pending", ended=409
    ),
    "reopenMilestone": Operation(
        "POST", f"{MILESTONE}/reopen", ((STEPS, "update"),), row=STEPS, ready="completed", ended=200
    ),
    "recordContact": Operation(
        "POST",
        f"{PAIR}/contacts",
        (("pairing_activities", "insert"),),
        row=PAIRS,
        body={"occurred_on": "{today}", "form": "phone", "minutes": 20},
        answers=(201,),
    ),
    "listCandidates": Operation(
        "GET", "/candidates?availability=all", ((PEOPLE, "update"),), lists=PEOPLE, absent=NO_ROLE
    ),
    "getProposal": Operation(
        "GET", "/candidates/proposal?mentor={mentor_id}&mentee={mentee_id}", ((PAIRS, "insert"),), new=PAIRS
    ),
    "listProposals": Operation("GET", "/proposals", ((PROPOSALS, "select"),), lists=PROPOSALS),
    "proposePairs": Operation("POST", "/proposals", ((PROPOSALS, "insert"),), body={"max_km": 50}, answers=(201,)),
    "getProposals": Operation("GET", PROPOSAL, ((PROPOSALS, "select"),), row=PROPOSALS),
    "proposeAgain": Operation(
        "POST", f"{PROPOSAL}/again", ((PROPOSALS, "update"),), row=PROPOSALS, body={"max_km": 50}
    ),
    "listMentorsForLine": Operation(
        "GET", f"{PROPOSAL}/lines/{{line}}/mentors", ((PROPOSALS, "select"),), row=PROPOSALS
    ),
    "changeProposalLine": Operation(
        "PATCH", f"{PROPOSAL}/lines/{{line}}", ((PROPOSALS, "update"),), row=PROPOSALS, body={"state": "dropped"}
    ),
    # Nobody has been proposed in the test's world: that is a rule, not a refusal of access.
    "confirmProposals": Operation(
        "POST", f"{PROPOSAL}/confirm", ((PROPOSALS, "update"),), row=PROPOSALS, answers=(409,)
    ),
    "discardProposals": Operation("DELETE", PROPOSAL, ((PROPOSALS, "delete"),), row=PROPOSALS, answers=(204,)),
    "listPeople": Operation("GET", "/people", ALL_OF_A_PERSON, lists=PEOPLE),
    "downloadPeople": Operation("GET", "/people/download", ALL_OF_A_PERSON),
    "getPerson": Operation("GET", PERSON, ALL_OF_A_PERSON, row=PEOPLE),
    "addPerson": Operation(
        "POST",
        "/people",
        ((PEOPLE, "insert"),),
        new=PEOPLE,
        body={"name": "{display_name}", "role": "mentee", "unit": "{unit_id}"},
        answers=(201,),
        closed=422,
    ),
    "changePerson": Operation("PATCH", PERSON, ((PEOPLE, "update"),), row=PEOPLE, body={"note": "Notat"}),
    "giveAccess": Operation("POST", f"{PERSON}/access", ((PEOPLE, "update"),), row=PEOPLE),
    "withdrawAccess": Operation("POST", f"{PERSON}/access/withdraw", ((PEOPLE, "update"),), row=PEOPLE),
    "getRequirements": Operation("GET", f"{PERSON}/requirements", WRITTEN_OF_A_PERSON, row=PEOPLE),
    "changeRequirements": Operation(
        "PATCH",
        f"{PERSON}/requirements",
        WRITTEN_OF_A_PERSON,
        row=PEOPLE,
        body={"approval": {"fulfilled_on": "2026-01-01"}},
    ),
    "listExclusions": Operation("GET", f"{PERSON}/exclusions", ((PEOPLE, "update"),), row=PEOPLE),
    "addExclusion": Operation(
        "POST",
        "/exclusions",
        ((EXCLUSIONS, "insert"),),
        new=EXCLUSIONS,
        body=COUPLE | {"reason": "Uenige"},
        answers=(201, 200),
    ),
    "removeExclusion": Operation(
        "DELETE", "/exclusions/{row}", ((EXCLUSIONS, "delete"),), row=EXCLUSIONS, answers=(204,), ready="excluded"
    ),
    "listProgrammes": Operation("GET", "/programmes", ((PROGRAMMES, "select"),), lists=PROGRAMMES),
    "getProgramme": Operation("GET", "/programmes/{row}", ((PROGRAMMES, "select"),), row=PROGRAMMES),
    "changeProgramme": Operation(
        "PATCH", "/programmes/{row}", ((PROGRAMMES, "update"),), row=PROGRAMMES, body={"follow_up_after_days": 21}
    ),
    "getProfile": Operation("GET", "/profile", OWN_CONTACT[:1], own=True),
    "changeProfile": Operation("PATCH", "/profile", OWN_CONTACT, own=True, body={"phone": "68052899"}),
    "withdrawConsent": Operation("POST", "/profile/consent/withdraw", (("peer_mentor_consents", "delete"),), own=True),
    "listImports": Operation("GET", "/imports", ((IMPORTS, "select"),), lists=IMPORTS),
    "uploadSpreadsheet": Operation(
        "POST", "/imports", ((IMPORTS, "insert"),), body={"file": "Navn;Rolle"}, answers=(201,)
    ),
    "getImport": Operation("GET", IMPORT, ((IMPORTS, "select"),), row=IMPORTS),
    "listFaults": Operation("GET", f"{IMPORT}/faults", ((IMPORTS, "select"),), row=IMPORTS),
    "downloadFaults": Operation("GET", f"{IMPORT}/faults/download", ((IMPORTS, "select"),), row=IMPORTS),
    "listItems": Operation("GET", f"{IMPORT}/items", ((IMPORTS, "select"),), row=IMPORTS),
    # The files of the test's world are gone, so none can be written: that is a rule, not a refusal of access.
    "correctColumns": Operation(
        "PUT", f"{IMPORT}/mapping", ((IMPORTS, "update"),), row=IMPORTS, body={"sheets": []}, answers=(409,)
    ),
    "confirmImport": Operation("POST", f"{IMPORT}/confirm", ((IMPORTS, "update"),), row=IMPORTS, answers=(409,)),
    "undoImport": Operation("POST", f"{IMPORT}/undo", ((IMPORTS, "update"),), row=IMPORTS, ready="finished"),
    "cancelImport": Operation("DELETE", IMPORT, ((IMPORTS, "delete"),), row=IMPORTS, answers=(204,), ready="unwritten"),
}


def as_markdown() -> Iterator[str]:
    """What the printed matrix says about the API."""
    yield "# The same through the REST API\n"
    yield "Each operation of the OpenAPI document needs what stands here, for the row that it is about; who has that,"
    yield "the tables above say. Not signed in: 401. A row in the address: 404 when one may not see it, 403 when one"
    yield "sees it and may not do this. Without a row in the address: 403 to whom no row of the kind is open; what is"
    yield "named in body or query and is not open is answered as what is not there (404, or 422 at its field). Lists"
    yield "show the rows that are open and no others. Each operation × role × relation is tried over HTTP"
    yield "(tests/api/test_access.py).\n"
    yield "| operation | request | needs | on |"
    yield "| --- | --- | --- | --- |"
    for name, operation in OPERATIONS.items():
        needs = ", ".join(f"{verb} `{table}`" for table, verb in operation.needs) or "to be signed in"
        path = operation.path.partition("?")[0].replace("{row}", "…").replace("{pair}", "…").replace("{line}", "…")
        both = ", both people in one's units" if operation.both_people else ""
        yield f"| {name} | `{operation.method} {path}` | {needs}{both} | {_about(operation)} |"


def _about(operation: Operation) -> str:
    if operation.row:
        return f"the row of `{operation.row}` in the address"
    if operation.lists:
        return f"shows the rows of `{operation.lists}` that are open"
    return "a row to be added" if operation.new else "oneself"
