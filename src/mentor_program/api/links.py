"""Pages by key: links in the answer, and the same in a Link header (RFC 8288)."""

from django.http import HttpRequest, HttpResponse


def page_links(
    request: HttpRequest, response: HttpResponse, *, following: str, previous: str, parameter: str = "cursor"
) -> dict[str, str | None]:
    """Addresses of the pages beside this one, filters kept; None at the ends. Also sets the header."""
    links = {"next": _address(request, parameter, following), "previous": _address(request, parameter, previous)}
    header = [f'<{url}>; rel="{rel}"' for rel, url in (("next", links["next"]), ("prev", links["previous"])) if url]
    if header:
        response["Link"] = ", ".join([*filter(None, [response.get("Link")]), *header])
    return links


def _address(request: HttpRequest, parameter: str, cursor: str) -> str | None:
    if not cursor:
        return None
    query = request.GET.copy()
    query[parameter] = cursor
    return f"{request.path}?{query.urlencode()}"
