"""One person, story H: all that coordinators know, and the person's access to the product."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mentor_program.accounts import access
from mentor_program.domain.errors import RuleViolation
from mentor_program.domain.pairing import OPEN_STATUSES
from mentor_program.services import people_results as results
from mentor_program.web.fact_words import known_in_words
from mentor_program.web.matching_words import obstacle_in_words
from mentor_program.web.messages import sentence
from mentor_program.web.middleware import actor_of
from mentor_program.web.outcome import redirect_with_outcome
from mentor_program.web.people_words import ROLE, availability_in_words, free_places_in_words
from mentor_program.web.words import READINESS


@require_safe
def person(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Everything about one person; "not found" alike for somebody not there and somebody outside one's units."""
    detail = request.service.person(actor=actor_of(request), person_id=person_id)
    context = {
        "person": detail,
        "role": ROLE[detail.role],
        "availability": availability_in_words(detail),
        "places": free_places_in_words(detail),
        "readiness": READINESS.get(detail.readiness, ""),
        "areas": [capfirst(area) for area in detail.areas],
        "diagnosis_areas": [capfirst(area) for area in detail.diagnosis_areas],
        "open_pairs": [pair for pair in detail.pairs if pair.status in OPEN_STATUSES],
        "past_pairs": [pair for pair in detail.pairs if pair.status not in OPEN_STATUSES],
        "why_not": _why_not(detail),
        "new_pairing_url": f"{reverse('new_pairing')}?{detail.role}={detail.id}" if detail.may_be_paired else "",
        "account": access.account_of(detail.user_id),
        **known_in_words(detail.known),
        "wishes_url": reverse("edit_wishes", kwargs={"person_id": detail.id}),
        "requirements_url": _requirements_url(detail),
        "now": request.service.clock(),
    }
    return render(request, "person.html", context)


def _requirements_url(detail: results.PersonDetail) -> str:
    """Where a mentor's requirements are written, also of somebody who once was one."""
    if detail.role != "mentor" and not detail.known.qualifications:
        return ""
    return reverse("edit_requirements", kwargs={"person_id": detail.id})


def _why_not(detail: results.PersonDetail) -> str:
    """Why there is no way to a new pair from here, as a sentence."""
    if not detail.role:
        return _("Only mentors and mentees can be paired. Give the person a role first.")
    words = obstacle_in_words(detail)
    return words and _("Cannot be paired now: %(reason)s.") % {"reason": words}


def give_access(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Make an account for the person, or send the letter about it once more."""
    if request.method != "POST":
        return redirect("person", person_id=person_id)
    try:
        given = access.give_access(
            service=request.service,
            actor=actor_of(request),
            person_id=person_id,
            sign_in_url=access.sign_in_address(request),
        )
    except RuleViolation as error:
        words = f"{_('Access was not given.')} {sentence(error)}"
        return redirect_with_outcome(request, "person", words, failed=True, person_id=person_id)
    if not given.letter_sent:
        words = _("%(name)s has access, but the e-mail to %(email)s could not be sent. Send it again.")
    else:
        words = _("%(name)s has access. An e-mail with the address for signing in is sent to %(email)s.")
    facts = {"name": given.name, "email": given.email}
    return redirect_with_outcome(request, "person", words % facts, failed=not given.letter_sent, person_id=person_id)


def withdraw_access(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Take the person's access away, at once; it can be given again."""
    if request.method != "POST":
        return redirect("person", person_id=person_id)
    name = request.service.withdraw_access(actor=actor_of(request), person_id=person_id)
    outcome = _("%(name)s no longer has access.") % {"name": name}
    return redirect_with_outcome(request, "person", outcome, person_id=person_id)
