"""Every refusal as RFC 9457 problem details: a code for the machine, sentences in the caller's language for people."""

import json
from collections import defaultdict
from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mentor_program.domain.errors import DomainError, InvalidInput, NotAllowed, NotFound
from mentor_program.web.messages import SENTENCES

CONTENT_TYPE = "application/problem+json"
DOCS = "/api/v1/docs"

TITLES: Mapping[int, str | Promise] = {
    400: _("The request cannot be understood"),
    401: _("Not signed in"),
    403: _("Not allowed"),
    404: _("Not found"),
    405: _("The address does not answer this method"),
    409: _("A rule forbids it"),
    412: _("Changed meanwhile"),
    413: _("Too large"),
    415: _("Another kind of content is needed"),
    422: _("Something that was sent is not right"),
    429: _("Too many requests"),
    500: _("A fault of ours"),
    503: _("Out of reach for a moment"),
}
# Refusals that only the API knows; those of the domain have their sentences in web/messages.py.
OWN_SENTENCES: Mapping[str, str | Promise] = {
    "bad_request": _("The request cannot be understood. Look at what was sent."),
    "token_refused": _("The access token is not valid, or no longer. Get a new one."),
    "csrf_failed": _("The header X-CSRFToken is missing or does not belong to the session."),
    "no_access": _("You may not do this."),
    "method_not_allowed": _("Look at the header Allow for what this address answers."),
    "preview_is_old": _("Something has changed since the preview was made. Nothing has been saved. Look at it again."),
    "proposals_changed": _("Something has changed since it was proposed. Nothing has been created."),
    "refused": _("A rule of the programme forbids this. Nothing has been changed."),
    "version_is_old": _("This has been changed since you read it. Read it again."),
    "too_large": _("What was sent is too large."),
    "json_needed": _("Send JSON, with the header Content-Type: application/json."),
    "form_needed": _("Send the file as multipart/form-data, in the field “file”."),
    "spreadsheet_needed": _("Send an Excel file (.xlsx) or a text file (.csv)."),
    "limit_reached": _("There have been too many requests. Wait %(seconds)s seconds."),
    "idempotency_key_invalid": _("An Idempotency-Key has 1 to 255 printable signs."),
    "idempotency_key_reused": _("Another request was sent with the same Idempotency-Key. Use a new key."),
    "request_at_work": _("The same request is still at work. Ask again in a second."),
    "server_error": _("Something went wrong here. Try again later."),
    "try_again_later": _("We cannot reach what we need just now. Try again in a few seconds."),
    "required": _("This is needed."),
    "wrong_kind": _("This is not of the kind that is needed here."),
    "unknown_field": _("Nothing of this name is known here."),
}
CODES_OF_STATUS = {
    400: "bad_request",
    401: "sign_in_first",
    403: "no_access",
    404: "not_found",
    405: "method_not_allowed",
    413: "too_large",
    500: "server_error",
    503: "try_again_later",
}
PASSED_ON = ("Allow", "Retry-After", "WWW-Authenticate")


class Problem(Exception):
    """A refusal by the API itself. `errors` maps fields to codes, `facts` fill the sentence."""

    def __init__(
        self,
        status: int,
        code: str,
        *,
        headers: Mapping[str, str] | None = None,
        errors: Mapping[str, str] | None = None,
        facts: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(status, code)
        self.status = status
        self.code = code
        self.headers = dict(headers or {})
        self.errors = dict(errors or {})
        self.facts = dict(facts or {})


def answer(problem: Problem, **more: object) -> HttpResponse:
    """The problem as a response; `more` are members of its own kind."""
    told: dict[str, object] = {
        "type": f"{DOCS}#{problem.code}",
        "title": str(TITLES[problem.status]),
        "status": problem.status,
        "code": problem.code,
        "detail": sentence(problem.code, problem.facts),
    }
    if problem.errors:
        told["errors"] = {
            field: {"code": code, "detail": sentence(code, problem.facts)} for field, code in problem.errors.items()
        }
    headers = {"WWW-Authenticate": "Bearer"} if problem.status == 401 else {}
    body = json.dumps(told | more, ensure_ascii=False, default=str)
    return HttpResponse(body, status=problem.status, content_type=CONTENT_TYPE, headers=headers | problem.headers)


def sentence(code: str, facts: Mapping[str, object]) -> str:
    """What to tell the person, with the facts filled in."""
    words = OWN_SENTENCES.get(code) or SENTENCES.get(code) or SENTENCES["invalid_input"]
    return str(words) % defaultdict(str, facts)


def of_domain(request: HttpRequest, error: DomainError) -> HttpResponse:
    """A refusal of the domain: 401, 403, 404, 409, 412 or 422."""
    if isinstance(error, InvalidInput):
        return answer(Problem(422, error.code, errors=error.fields, facts=error.facts))
    if isinstance(error, NotFound):
        return answer(Problem(404, "not_found"))
    if isinstance(error, NotAllowed):
        return answer(Problem(401 if error.code == "sign_in_first" else 403, error.code, facts=error.facts))
    if error.code == "changed_meanwhile" and "If-Match" in request.headers:
        return answer(Problem(412, "version_is_old"))
    return _rule(error)


def _rule(error: DomainError) -> HttpResponse:
    if error.code not in SENTENCES:  # a constraint of the database without words of its own
        return answer(Problem(409, "refused"))
    people = error.facts.get("people")
    more = {"people": [_look_alike(one) for one in people]} if people else {}
    return answer(Problem(409, error.code, facts=error.facts), **more)


def _look_alike(one: object) -> dict[str, object]:
    return {"id": one.id, "name": one.name, "unit_name": one.unit_name, "same_email": one.same_email}


def of_status(response: HttpResponse) -> HttpResponse:
    """A problem in place of an answer that Django made by itself: a page, or nothing."""
    status = response.status_code if response.status_code in CODES_OF_STATUS else 400
    headers = {name: response[name] for name in PASSED_ON if name in response}
    return answer(Problem(status, CODES_OF_STATUS[status], headers=headers))
