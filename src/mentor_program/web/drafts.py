"""Where static/js/drafts.js keeps what is being typed, so that it survives a sign-out."""

import json
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from mentor_program.accounts.drafts import draft_of, erase_draft, save_draft
from mentor_program.domain.errors import InvalidInput
from mentor_program.web.dates import clock_in_words, day_in_words


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def drafts(request: HttpRequest) -> HttpResponse:
    """GET answers one's own draft of the form at `address`, {} without one. POST keeps `fields` (JSON), or erases."""
    if request.method == "POST":
        return _change(request)
    draft = draft_of(user=request.user, address=request.GET.get("address", ""), now=now())
    if draft is None:
        return JsonResponse({})
    when = f"{day_in_words(draft.saved_at)} {clock_in_words(draft.saved_at)}"
    return JsonResponse({"fields": draft.fields, "words": _("You began on this form on %(when)s.") % {"when": when}})


def _change(request: HttpRequest) -> HttpResponse:
    address = request.POST.get("address", "")
    if request.POST.get("erase"):
        erase_draft(user=request.user, address=address)
        return HttpResponse(status=204)
    try:
        fields = json.loads(request.POST.get("fields", ""))
    except ValueError:
        raise InvalidInput({"draft": "invalid"}) from None
    save_draft(user=request.user, address=address, fields=fields, now=now())
    return HttpResponse(status=204)


class EraseSentDrafts:
    """A form that was sent and accepted needs its draft no more. The script marks such forms with a field `draft`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        accepted = request.method == "POST" and response.status_code == 302
        if accepted and request.POST.get("draft") and request.user.is_authenticated:
            erase_draft(user=request.user, address=request.path)
        return response
