"""What the actions on one pair share: they are posted, and lead back to the pair with an outcome."""

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from mentor_program.domain.errors import RuleViolation
from mentor_program.web.messages import sentence
from mentor_program.web.outcome import redirect_with_outcome

View = Callable[..., HttpResponse]


def posted(view: View) -> View:
    """Run `view` for POST alone; an address that is opened or reloaded otherwise leads to the pair."""

    @wraps(view)
    def only_posted(request: HttpRequest, pairing_id: UUID, **kwargs: object) -> HttpResponse:
        if request.method != "POST":
            return redirect("pairing", pairing_id=pairing_id)
        return view(request, pairing_id=pairing_id, **kwargs)

    return only_posted


def done(request: HttpRequest, pairing_id: UUID, outcome: str) -> HttpResponse:
    """Back to the pair, which tells `outcome` first."""
    return redirect_with_outcome(request, "pairing", outcome, pairing_id=pairing_id)


def refused(request: HttpRequest, pairing_id: UUID, outcome: str, error: RuleViolation) -> HttpResponse:
    """Back to the pair, which tells what was not done, and why."""
    return redirect_with_outcome(request, "pairing", f"{outcome} {sentence(error)}", failed=True, pairing_id=pairing_id)
