"""The document as JSON, and as a page that is read in order, works without scripts and loads nothing from elsewhere."""

import json
from urllib.parse import quote, urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe

from mentor_program.api.documentation import FILES, document, operations
from mentor_program.api.problems import OWN_SENTENCES
from mentor_program.web.messages import SENTENCES

A_MINUTE = {"Cache-Control": "public, max-age=60"}


@login_not_required
@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """The OpenAPI document. It holds no data, so it is open to all."""
    return JsonResponse(document(), headers=A_MINUTE)


@login_not_required
@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """All operations by topic, each with what it takes and answers; those that read can be tried by a form.

    In the language that the reader has chosen for pages, else the one that the request asks for; what the operations
    do is told in English, and marked as such.
    """
    topics: dict[str, list] = {}
    for path, method, operation in operations(document()):
        topics.setdefault(operation["tags"][0], []).append(_operation(path, method, operation))
    language = request.preferences.language or translation.get_language()
    with translation.override(language):
        codes = sorted((code, str(words)) for code, words in {**SENTENCES, **OWN_SENTENCES}.items())
        context = {"topics": topics.items(), "codes": codes, "info": document()["info"]}
        page = render(request, "api_docs.html", context)
    page["Content-Language"] = language
    return page


@login_not_required
@require_safe
def try_out(request: HttpRequest, operation_id: str) -> HttpResponse:
    """Leads to the address of an operation that reads, with the values of a form of the page filled in."""
    for path, method, operation in operations(document()):
        if method == "GET" and operation["operationId"] == operation_id:
            return HttpResponseRedirect(_address(path, operation, request.GET))
    raise Http404


def _address(path: str, operation: dict, values: dict[str, str]) -> str:
    query = {}
    for one in operation["parameters"]:
        value = values.get(one.get("name", ""), "")
        if one.get("in") == "path":
            path = path.replace(f"{{{one['name']}}}", quote(value or "-", safe=""))
        elif one.get("in") == "query" and value:
            query[one["name"]] = value
    return path + (f"?{urlencode(query)}" if query else "")


def _operation(path: str, method: str, operation: dict) -> dict[str, object]:
    """One operation as the page shows it."""
    sent = operation.get("requestBody", {}).get("content", {})
    answers = sorted(operation["responses"].items())
    return {
        "id": operation["operationId"],
        "path": path,
        "method": method,
        "reads": method == "GET",
        "summary": operation["summary"],
        "description": operation.get("description", ""),
        "parameters": [_parameter(one) for one in operation["parameters"] if "name" in one],
        "headers": [one["$ref"].rsplit("/", 1)[-1] for one in operation["parameters"] if "$ref" in one],
        "sends": [_content(kind, content) for kind, content in sent.items()],
        "fields": [field for content in sent.values() for field in _fields(content["schema"])],
        "answers": [
            {
                "status": status,
                "description": told["description"],
                "is_file": operation["operationId"] in FILES and status == "200",
                "content": [_content(kind, one) for kind, one in told.get("content", {}).items() if "example" in one],
            }
            for status, told in answers
        ],
    }


def _parameter(one: dict) -> dict[str, object]:
    schema = one["schema"]
    return {
        "name": one["name"],
        "where": one["in"],
        "required": one["required"],
        "kind": _kind(schema),
        "choices": [choice for choice in schema.get("enum", ()) if choice],
        "description": one.get("description", ""),
    }


def _fields(schema: dict) -> list[dict[str, object]]:
    """The fields of a body, one level deep; the example shows what lies deeper."""
    if "$ref" in schema:
        schema = document()["components"]["schemas"][schema["$ref"].rsplit("/", 1)[-1]]
    required = schema.get("required", ())
    return [
        {"name": name, "required": name in required, "kind": _kind(one), "description": one.get("description", "")}
        for name, one in schema.get("properties", {}).items()
    ]


def _kind(schema: dict) -> str:
    """What a value looks like, in a few words."""
    if "anyOf" in schema:
        return " or ".join(_kind(one) for one in schema["anyOf"])
    if "enum" in schema:
        return "one of: " + ", ".join(json.dumps(one) for one in schema["enum"])
    if "$ref" in schema:
        return schema["$ref"].rsplit("/", 1)[-1]
    if schema.get("type") == "array":
        return f"list of {_kind(schema['items'])}"
    return schema.get("format") or schema.get("type", "any")


def _content(kind: str, content: dict) -> dict[str, str]:
    example = json.dumps(content["example"], indent=2, ensure_ascii=False) if "example" in content else ""
    return {"kind": kind, "example": example}
