"""Add a person, and change one (story H). What was typed is kept, whatever stands in the way."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from mentor_program.domain.errors import InvalidInput, RuleViolation
from mentor_program.services import people_results as results
from mentor_program.web.messages import add_errors
from mentor_program.web.middleware import actor_of
from mentor_program.web.outcome import redirect_with_outcome
from mentor_program.web.person_form import PersonForm, differences


@require_http_methods(["GET", "HEAD", "POST"])
def add_person(request: HttpRequest) -> HttpResponse:
    """The empty form. Somebody who may be there already is pointed out before a second one is made."""
    service, actor = request.service, actor_of(request)
    offered = service.person_form(actor=actor)
    form = PersonForm(offered, request.POST or None, today=service.today)
    if not form.is_valid():
        return _page(request, form)
    try:
        saved = service.add_person(
            actor=actor, values=form.values(), despite_look_alikes=request.POST.get("anyway") == "yes"
        )
    except InvalidInput as error:
        add_errors(form, error)
        return _page(request, form)
    except RuleViolation as error:
        if error.code != "possible_duplicate":
            raise
        return _page(request, form, look_alikes=error.facts["people"])
    return _saved(request, saved, _("%(name)s is added.") % {"name": saved.name})


@require_http_methods(["GET", "HEAD", "POST"])
def edit_person(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """The form with what is stored. Whoever saves second sees both versions and decides."""
    service, actor = request.service, actor_of(request)
    offered = service.person_form(actor=actor, person_id=person_id)
    form = PersonForm(offered, request.POST or None, today=service.today)
    if not form.is_valid():
        return _page(request, form, offered)
    try:
        saved = service.patch_person(
            actor=actor, person_id=person_id, changes=form.changes(), version=form.cleaned_data["version"]
        )
    except InvalidInput as error:
        add_errors(form, error)
        return _page(request, form, offered)
    except RuleViolation as error:
        if error.code != "changed_meanwhile":
            raise
        return _both_versions(request, form, person_id)
    words = _("%(name)s is saved.") if saved.changed else _("%(name)s: nothing was changed.")
    return _saved(request, saved, words % {"name": saved.name})


def _both_versions(request: HttpRequest, form: PersonForm, person_id: UUID) -> HttpResponse:
    """What was typed beside what is stored now; saving again means that both were seen."""
    offered = request.service.person_form(actor=actor_of(request), person_id=person_id)
    form.data = form.data.copy()
    form.data["version"] = offered.version
    lines = differences(form, offered.values, request.service.today)
    return _page(request, form, offered, changed_meanwhile=True, differences=lines)


def _page(
    request: HttpRequest, form: PersonForm, offered: results.PersonForm | None = None, **more: object
) -> HttpResponse:
    if offered:
        heading = _("Edit %(name)s") % {"name": offered.values.name}
        cancel_url = reverse("person", kwargs={"person_id": offered.id})
    else:
        heading, cancel_url = _("Add person"), reverse("people")
    # Somebody else's entry is no fault of the one who types, but it stops the save as surely.
    status = 409 if more else 200
    context = {"form": form, "heading": heading, "cancel_url": cancel_url, "adds": offered is None, **more}
    return render(request, "person_form.html", context, status=status)


def _saved(request: HttpRequest, saved: results.PersonSaved, outcome: str) -> HttpResponse:
    if saved.removed_areas:
        count = saved.removed_areas
        words = ngettext(
            "The consent is withdrawn, and %(count)d area that names a diagnosis is deleted.",
            "The consent is withdrawn, and %(count)d areas that name a diagnosis are deleted.",
            count,
        )
        outcome = f"{outcome} {words % {'count': count}}"
    if saved.placed_in:
        words = _("The municipality is %(name)s, by the postal code.") % {"name": saved.placed_in}
        outcome = f"{outcome} {words}"
    return redirect_with_outcome(request, "person", outcome, person_id=saved.id)
