"""Proposals for everyone who waits: ask for them, look through them, choose another mentor, confirm, discard."""

from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from mentor_program.domain.errors import InvalidInput, NotFound, RuleViolation
from mentor_program.services import proposal_results as results
from mentor_program.services.matching_results import Candidate
from mentor_program.services.proposal_results import Show
from mentor_program.services.results import PAGE_SIZE
from mentor_program.web.forms import AccessibleForm
from mentor_program.web.matching_words import obstacle_in_words, waiting_in_words
from mentor_program.web.messages import add_errors, sentence
from mentor_program.web.middleware import actor_of
from mentor_program.web.outcome import redirect_with_outcome
from mentor_program.web.proposal_words import (
    changed_in_words,
    counts_in_words,
    created_in_words,
    helpful_in_words,
    outcome_in_words,
    pairs_in_words,
    reason_in_words,
)
from mentor_program.web.score_words import compatibility_in_words, total_in_words

KILOMETRES = (10, 25, 50, 100, 200)
TABS = {
    Show.PAIRS: gettext_lazy("Proposals"),
    Show.WITHOUT: gettext_lazy("Without a mentor"),
    Show.DROPPED: gettext_lazy("Taken out"),
}


class DistanceForm(AccessibleForm):
    """The greatest distance between two who are proposed for each other; empty for any."""

    max_km = forms.TypedChoiceField(
        label=gettext_lazy("Greatest distance"), required=False, coerce=int, empty_value=None
    )

    def __init__(self, data: object = None, max_km: int | None = None) -> None:
        super().__init__(data, initial={"max_km": max_km or ""})
        kilometres = sorted({*KILOMETRES, *filter(None, [max_km])})
        self.fields["max_km"].choices = [
            ("", _("Any distance")),
            *((count, _("At most %(count)d km") % {"count": count}) for count in kilometres),
        ]


@require_http_methods(["GET", "HEAD", "POST"])
def propose_pairings(request: HttpRequest) -> HttpResponse:
    """Where it begins: with what was proposed last, or by asking for new proposals."""
    actor = actor_of(request)
    form = DistanceForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            proposals_id = request.service.propose_for_all(actor=actor, max_km=form.cleaned_data["max_km"])
            return _proposed(request, proposals_id)
        except InvalidInput as error:
            add_errors(form, error)
    newest = request.service.newest_proposals(actor=actor)
    open_one = newest if newest and newest.created is None else None
    context = {
        "form": form,
        "newest": open_one,
        "newest_counts": open_one and counts_in_words(open_one.counts),
    }
    return render(request, "propose_pairings.html", context)


def _proposed(request: HttpRequest, proposals_id: UUID) -> HttpResponse:
    found = request.service.proposals(actor=actor_of(request), proposals_id=proposals_id)
    to = address(proposals_id, found.counts)
    if not sum(found.counts.values()):
        return redirect(to)  # where the title says that nobody waits
    return redirect_with_outcome(request, to, _("The proposals are ready. Nothing is created yet."))


def address(proposals_id: UUID, counts: dict[Show, int], show: Show = Show.PAIRS) -> str:
    """Where a list stands; without a pair the list of those without one is shown first."""
    if show is Show.PAIRS and not counts[Show.PAIRS] and counts[Show.WITHOUT]:
        show = Show.WITHOUT
    return list_address(proposals_id, show)


def list_address(proposals_id: UUID, show: Show, after: int = 0) -> str:
    asked = ({"show": str(show)} if show is not Show.PAIRS else {}) | ({"after": after} if after else {})
    page = reverse("proposed_pairings", args=[proposals_id])
    return f"{page}?{urlencode(asked)}" if asked else page


@require_safe
def proposed_pairings(request: HttpRequest, proposals_id: UUID) -> HttpResponse:
    """One page of what is proposed, of those without a mentor, or of those taken out."""
    asked = request.GET.get("after", "")
    found = request.service.proposals(
        actor=actor_of(request),
        proposals_id=proposals_id,
        show=request.GET.get("show", Show.PAIRS),
        after=int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 8 else 0,
    )
    now = request.service.clock()
    context = {
        "found": found,
        "counts": counts_in_words(found.counts),
        "pairs": pairs_in_words(found.counts[Show.PAIRS]),
        "anybody": bool(sum(found.counts.values())),
        "tabs": [
            {
                "url": list_address(found.id, show),
                "label": label,
                "current": show is found.show,
                "count": found.counts[show],
            }
            for show, label in TABS.items()
        ],
        "lines": [line_in_words(line, now) for line in found.lines],
        "helpful": [helpful_in_words(one) for one in found.helpful] if found.counts[Show.WITHOUT] else [],
        "form": DistanceForm(max_km=found.max_km),
        "previous_url": list_address(found.id, found.show, max(0, found.after - PAGE_SIZE)) if found.after else "",
        "next_url": list_address(found.id, found.show, found.after + PAGE_SIZE) if found.more else "",
    }
    return render(request, "proposed_pairings.html", context)


def line_in_words(line: results.ProposalLine, now: datetime) -> dict[str, object]:
    """One line with everything that is said of it."""
    return {
        "line": line,
        "mentee_name": line.mentee.name if line.mentee else _("Somebody who is no longer in your units"),
        "mentor_name": line.mentor.name if line.mentor else "",
        "score": total_in_words(line.compatibility.score.total) if line.compatibility else "",
        "reasons": compatibility_in_words(line.compatibility) if line.compatibility else [],
        "paired_before": line.paired_before,
        "waiting": waiting_in_words(line.mentee.waiting_since, now=now) if line.mentee else "",
        "hindered": [{"name": person.name, "why": obstacle_in_words(person)} for person in line.hindered],
        "why": reason_in_words(line.reason) if line.state is results.LineState.WITHOUT else "",
    }


@require_http_methods(["GET", "HEAD", "POST"])
def choose_proposed_mentor(request: HttpRequest, proposals_id: UUID, mentee_id: UUID) -> HttpResponse:
    """Another mentor for one line: those who can be chosen, best match first."""
    actor = actor_of(request)
    if request.method == "POST":
        try:
            chosen = request.service.choose_mentor(
                actor=actor, proposals_id=proposals_id, mentee_id=mentee_id, mentor_id=_posted_mentor(request)
            )
        except RuleViolation as error:
            return redirect_with_outcome(request, request.get_full_path(), sentence(error), failed=True)
        return redirect_with_outcome(request, list_address(proposals_id, Show.PAIRS), outcome_in_words(chosen))
    found = request.service.mentor_choices(
        actor=actor, proposals_id=proposals_id, mentee_id=mentee_id, cursor=request.GET.get("from", "")
    )
    context = {
        "proposals_id": proposals_id,
        "line": line_in_words(found.line, request.service.clock()),
        "mentors": [_choice(found, mentor) for mentor in found.mentors],
        "back_url": list_address(proposals_id, results.SHOWN_IN[found.line.state]),
        "previous_url": found.previous and f"?{urlencode({'from': found.previous})}",
        "next_url": found.next and f"?{urlencode({'from': found.next})}",
    }
    return render(request, "choose_proposed_mentor.html", context)


def _posted_mentor(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("mentor", ""))
    except ValueError as error:
        raise NotFound("person") from error


def _choice(found: results.MentorChoices, mentor: Candidate) -> dict[str, object]:
    note = ""
    if not found.can_be_chosen(mentor):
        note = _("All places are locked for others.")
    elif not found.has_place(mentor):
        note = _("Proposed for somebody else, who then is without a mentor until you propose again.")
    return {
        "mentor": mentor,
        "score": total_in_words(mentor.compatibility.score.total),
        "reasons": compatibility_in_words(mentor.compatibility),
        "note": note,
        "can_be_chosen": found.can_be_chosen(mentor),
        "is_now": found.line.mentor is not None and found.line.mentor.id == mentor.id,
    }


@require_http_methods(["GET", "HEAD", "POST"])
def confirm_proposals(request: HttpRequest, proposals_id: UUID) -> HttpResponse:
    """What will be created, and creating it: all of it, or nothing and what has changed."""
    actor = actor_of(request)
    if request.method == "POST":
        return _confirm(request, proposals_id)
    found = request.service.proposals(actor=actor, proposals_id=proposals_id)
    if not found.counts[Show.PAIRS]:
        return redirect("proposed_pairings", proposals_id=proposals_id)
    context = {
        "found": found,
        "pairs": pairs_in_words(found.counts[Show.PAIRS]),
        "left": found.counts[Show.WITHOUT] + found.counts[Show.DROPPED],
    }
    return render(request, "confirm_proposals.html", context)


def _confirm(request: HttpRequest, proposals_id: UUID) -> HttpResponse:
    seen = request.POST.get("version", "")
    try:
        outcome = request.service.confirm_proposals(
            actor=actor_of(request),
            proposals_id=proposals_id,
            version=int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else None,
        )
    except RuleViolation as error:
        return redirect_with_outcome(
            request, "proposed_pairings", sentence(error), failed=True, proposals_id=proposals_id
        )
    if outcome.changed:
        words = changed_in_words(outcome.changed)
        return redirect_with_outcome(request, "proposed_pairings", words, failed=True, proposals_id=proposals_id)
    return redirect_with_outcome(request, "mentor_program_screen", created_in_words(outcome.created))


@require_http_methods(["GET", "HEAD", "POST"])
def discard_proposals(request: HttpRequest, proposals_id: UUID) -> HttpResponse:
    """Ask, and forget the proposals."""
    actor = actor_of(request)
    if request.method == "POST":
        request.service.discard_proposals(actor=actor, proposals_id=proposals_id)
        return redirect_with_outcome(
            request, "propose_pairings", _("The proposals are discarded. No mentor pair is created.")
        )
    found = request.service.proposals(actor=actor, proposals_id=proposals_id)
    return render(request, "discard_proposals.html", {"found": found, "counts": counts_in_words(found.counts)})
