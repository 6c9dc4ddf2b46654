"""The API itself: how it reads, who may ask, what its errors become."""

import json

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.parser import Parser

from mentor_program.api.authentication import EITHER
from mentor_program.api.idempotency import kept, once
from mentor_program.api.limits import LimitReached
from mentor_program.api.problems import Problem, answer, of_domain
from mentor_program.api.routes import (
    imports,
    matching,
    organisation,
    pairing_changes,
    people,
    profile,
    proposals,
    requirements,
)
from mentor_program.domain.errors import DomainError

CODES_OF_KINDS = {"missing": "required", "extra_forbidden": "unknown_field", "string_too_long": "too_long"}
CHOICES = ("literal_error", "enum")


class JsonAlone(Parser):
    """Bodies are JSON and say so."""

    def parse_body(self, request: HttpRequest) -> object:
        if request.content_type != "application/json":
            raise Problem(415, "json_needed")
        return json.loads(request.body)


api = NinjaAPI(
    title="Mentor Program Management",
    version="1",
    description="The same rules as the screens, for other clients. See docs/api.md.",
    urls_namespace="api",
    docs_url=None,
    openapi_url=None,
    auth=EITHER,
    parser=JsonAlone(),
)
ROUTES = (
    ("", organisation.router),
    ("", requirements.router),
    ("/pairings", pairing_changes.router),
    ("/candidates", matching.router),
    ("/proposals", proposals.router),
    ("/people", people.router),
    ("/profile", profile.router),
    ("/imports", imports.router),
)
for prefix, router in ROUTES:
    api.add_router(prefix, router, url_name_prefix="api")
api.add_decorator(once, mode="operation")
api.add_decorator(kept, mode="view")
api.add_exception_handler(DomainError, of_domain)


@api.exception_handler(Problem)
def on_problem(request: HttpRequest, problem: Problem) -> HttpResponse:
    return answer(problem)


@api.exception_handler(LimitReached)
def on_limit(request: HttpRequest, limit: LimitReached) -> HttpResponse:
    headers = {"Retry-After": str(limit.seconds)}
    return answer(Problem(429, "limit_reached", headers=headers, facts={"seconds": limit.seconds}))


@api.exception_handler(AuthenticationError)
def on_nobody(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    return answer(Problem(401, "sign_in_first"))


@api.exception_handler(Http404)
def on_not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    return answer(Problem(404, "not_found"))


@api.exception_handler(HttpError)
def on_http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    """What django-ninja itself raises: a request that it cannot take apart. It hides what our parser said."""
    return answer(error.__cause__ if isinstance(error.__cause__, Problem) else Problem(400, "bad_request"))


@api.exception_handler(RequestDataTooBig)
def on_too_much(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
    return answer(Problem(413, "too_large"))


@api.exception_handler(ValidationError)
def on_invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """What does not fit the schema, by field."""
    if request.content_type != "multipart/form-data" and any("file" in one["loc"] for one in error.errors):
        return answer(Problem(415, "form_needed"))
    errors = {}
    for one in error.errors:
        # ("body", "values", "name") and ("query", "filters", "tab"): the last names are the field's own.
        field = ".".join(str(part) for part in one["loc"][2:] or one["loc"][1:])
        kind = str(one["type"])
        errors.setdefault(field, CODES_OF_KINDS.get(kind, "choose_one" if kind in CHOICES else "wrong_kind"))
    return answer(Problem(422, "invalid_input", errors=errors))
