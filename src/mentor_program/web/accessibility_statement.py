"""What was tested and how, what was not, and how to report a barrier. Open to everyone."""

from datetime import date

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

# When the statement was last held against docs/accessibility.md and the tests.
REVIEWED = date(2026, 11, 23)


@login_not_required
@require_safe
def accessibility_statement(request: HttpRequest) -> HttpResponse:
    """The statement in the language of the page."""
    return render(
        request, "accessibility_statement.html", {"reviewed": REVIEWED, "support_email": settings.SUPPORT_EMAIL}
    )
