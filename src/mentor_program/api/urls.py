"""Addresses under /api/v1/. Each endpoint asks for its own sign-in: nobody is led to a page instead."""

from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern

from mentor_program.api.routes import matching, organisation, pairing_changes
from mentor_program.api.v1 import api

ROUTES = (
    ("", organisation.router),
    ("/pairings", pairing_changes.router),
    ("/candidates", matching.router),
)
for prefix, router in ROUTES:
    api.add_router(prefix, router, url_name_prefix="api")


def _open(pattern: URLPattern) -> URLPattern:
    login_not_required(pattern.callback)
    return pattern


urlpatterns = [_open(pattern) for pattern in api.urls[0] if pattern.name != "api-root"]
app_name = "api"
