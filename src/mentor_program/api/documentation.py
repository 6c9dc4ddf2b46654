"""The OpenAPI document: what django-ninja knows of the endpoints, and what holds for all of them."""

from collections.abc import Iterator, Mapping
from functools import cache

from django.utils import translation
from ninja.openapi.schema import REF_TEMPLATE

from mentor_program.api import problems
from mentor_program.api.examples import example_of
from mentor_program.api.schemas.common import Problem
from mentor_program.api.v1 import api
from mentor_program.spreadsheets.writing import CSV_TYPE, XLSX_TYPE

PREFIX = "/api/v1/"
DESCRIPTION = """\
Everything that the screens can do, for other clients, by the same rules: who may see and change what is decided by the
service and once more by the database, never here.

- **Signing in**: the session cookie of the screens (with `X-CSRFToken` for changes), or an access token of Supabase
  Auth as bearer token.
- **Refusals** are problem details (RFC 9457) in the language of `Accept-Language` (nb, nn or en), with a stable `code`.
  What one may not see is answered as what is not there: 404.
- **Lists** come 25 to a page; follow `links`, or the header `Link`.
- **Lost updates**: send the `ETag` that you have read as `If-Match`; 412 says that somebody else was first.
- **Sending again**: with an `Idempotency-Key`, a POST that is repeated within 24 hours is answered as the first time.
- **Limits** are per account; 429 says in `Retry-After` how many seconds to wait.
"""
CHANGES_BY_VERSION = frozenset(
    {
        "pausePairing",
        "resumePairing",
        "dissolvePairing",
        "completeMilestone",
        "reopenMilestone",
        "changePerson",
        "changeProfile",
        "giveAccess",
        "withdrawAccess",
        "withdrawConsent",
        "correctColumns",
        "confirmImport",
        "undoImport",
        "cancelImport",
        "changeRequirements",
        "changeProgramme",
        "proposeAgain",
        "changeProposalLine",
        "confirmProposals",
        "discardProposals",
    }
)
TELLS_VERSION = frozenset(
    {"getPairing", "listMilestones", "getPerson", "getProfile", "getImport", "uploadSpreadsheet", "correctColumns"}
    | {"getRequirements", "getProgramme", "proposePairs", "getProposals", "proposeAgain"}
)
PAGES = frozenset(
    {
        "listPairings",
        "listMilestones",
        "listHistory",
        "listContacts",
        "listCandidates",
        "listPeople",
        "listFaults",
        "listItems",
        "getProposals",
        "listMentorsForLine",
    }
)
FILES = frozenset({"downloadPairings", "downloadPeople", "downloadFaults"})
TELLS_PLACE = frozenset({"createPairing", "addPerson", "uploadSpreadsheet", "proposePairs"})
FINDS_PEOPLE = frozenset({"listCandidates", "getProposal", "createPairing", "addExclusion"})

KINDS_OF_FILE = {CSV_TYPE.partition(";")[0]: {"type": "string"}, XLSX_TYPE: {}}

PARAMETERS = {
    "AcceptLanguage": {
        "in": "header",
        "name": "Accept-Language",
        "description": "Language of sentences: nb, nn or en.",
        "schema": {"type": "string", "enum": ["nb", "nn", "en"]},
        "required": False,
    },
    "IdempotencyKey": {
        "in": "header",
        "name": "Idempotency-Key",
        "description": "A new, random text for each change. Repeating the request with it changes nothing more.",
        "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
        "example": "0b8e3ad2-7f6d-4e47-9b3e-0a4f6f1b1c55",
        "required": False,
    },
    "IfMatch": {
        "in": "header",
        "name": "If-Match",
        "description": "The ETag that was read: change only this version.",
        "schema": {"type": "string", "pattern": '^"[!-~]*"$'},
        "example": '"7"',
        "required": False,
    },
}
HEADERS = {
    "ETag": ("The version, for If-Match.", "string"),
    "Link": ("The pages beside this one (RFC 8288).", "string"),
    "Location": ("Where what was made is to be found.", "string"),
    "Retry-After": ("Seconds to wait.", "integer"),
}


@cache
def document() -> dict[str, object]:
    """The whole document, as a plain dict."""
    made = dict(api.get_openapi_schema(path_prefix=PREFIX))
    made["info"] = {**made["info"], "description": DESCRIPTION}
    made["servers"] = [{"url": "/"}]
    schemas = made["components"]["schemas"]
    problem = Problem.model_json_schema(ref_template=REF_TEMPLATE)
    schemas.update(problem.pop("$defs"))
    schemas["Problem"] = problem
    made["components"]["parameters"] = PARAMETERS
    for path, method, operation in operations(made):
        _complete(path, method, operation, schemas)
    return made


def operations(made: Mapping[str, object]) -> Iterator[tuple[str, str, dict]]:
    """(path, method in capitals, operation) of the document, in its order."""
    for path, methods in made["paths"].items():
        for method, operation in methods.items():
            yield path, method.upper(), operation


def _complete(path: str, method: str, operation: dict, schemas: Mapping[str, object]) -> None:
    for parameter in operation["parameters"]:
        parameter["schema"] = _as_sent(parameter["schema"])
    names = ["AcceptLanguage"]
    names += ["IdempotencyKey"] if method == "POST" else []
    names += ["IfMatch"] if operation["operationId"] in CHANGES_BY_VERSION else []
    operation["parameters"] += [{"$ref": f"#/components/parameters/{name}"} for name in names]
    responses = {str(status): told for status, told in operation["responses"].items()}
    if operation["operationId"] in FILES:
        responses["200"]["content"] = {kind: {"schema": dict(schema)} for kind, schema in KINDS_OF_FILE.items()}
    for status, told in responses.items():
        _tell_headers(operation["operationId"], told)
        for content in told.get("content", {}).values():
            content["example"] = example_of(content["schema"], schemas)
        if status == "202":
            told["description"] = "Still at work: read it again in a second."
    for content in operation.get("requestBody", {}).get("content", {}).values():
        if "multipart" not in str(operation["requestBody"]["content"].keys()):
            content["example"] = example_of(content["schema"], schemas)
    for status in _refusals(path, method, operation):
        responses[str(status)] = _refusal(status)
    operation["responses"] = responses


def _as_sent(schema: Mapping[str, object]) -> dict[str, object]:
    """A parameter is left out rather than null."""
    choices = [one for one in schema.get("anyOf", ()) if one.get("type") != "null"]
    if not choices:
        return dict(schema)
    told = {key: value for key, value in schema.items() if key not in ("anyOf", "default")}
    return told | (choices[0] if len(choices) == 1 else {"anyOf": choices})


def _tell_headers(operation_id: str, told: dict) -> None:
    kinds = (("ETag", TELLS_VERSION), ("Link", PAGES), ("Location", TELLS_PLACE))
    if names := [name for name, ids in kinds if operation_id in ids]:
        told["headers"] = {name: _header(name) for name in names}


def _header(name: str) -> dict[str, object]:
    description, kind = HEADERS[name]
    return {"description": description, "schema": {"type": kind}}


def _refusals(path: str, method: str, operation: Mapping[str, object]) -> list[int]:
    """Statuses of the problems that this operation can answer with."""
    body = "requestBody" in operation
    sends = method != "GET"
    found = {401: True, 403: True, 429: True, 500: True, 503: True}
    found[404] = "{" in path or operation["operationId"] in FINDS_PEOPLE
    found[400] = found[409] = sends
    found[412] = operation["operationId"] in CHANGES_BY_VERSION
    found[413] = found[415] = body
    found[422] = method == "POST" or body or any(one.get("in") == "query" for one in operation["parameters"])
    return sorted(status for status, can_be in found.items() if can_be)


def _refusal(status: int) -> dict[str, object]:
    told: dict[str, object] = {
        "description": _english(problems.TITLES[status]),
        "content": {problems.CONTENT_TYPE: {"schema": {"$ref": REF_TEMPLATE.format(model="Problem")}}},
    }
    if status == 429:
        told["headers"] = {"Retry-After": _header("Retry-After")}
    return told


def _english(words: object) -> str:
    with translation.override("en"):
        return str(words)
