"""Addresses under /api/v1/. Each endpoint asks for its own sign-in: nobody is led to a page instead."""

from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, path

from mentor_program.api import docs
from mentor_program.api.v1 import api


def _open(pattern: URLPattern) -> URLPattern:
    login_not_required(pattern.callback)
    return pattern


urlpatterns = [
    path("openapi.json", docs.openapi, name="api_openapi"),
    path("docs", docs.docs, name="api_docs"),
    path("docs/try/<slug:operation_id>", docs.try_out, name="api_try_out"),
    *(_open(pattern) for pattern in api.urls[0] if pattern.name != "api-root"),
]
app_name = "api"
