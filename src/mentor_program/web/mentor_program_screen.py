"""Mentor Program Screen, the front page: stories A (coordinators) and B (mentors), and the mentee's own pair."""

from dataclasses import replace
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from mentor_program.domain.errors import NotAllowed
from mentor_program.services import results
from mentor_program.services.overview import known
from mentor_program.web.forms import AccessibleForm
from mentor_program.web.middleware import actor_of
from mentor_program.web.stored_words import StoredWordsSelect, as_stored
from mentor_program.web.words import INDICATOR

FIELDS = ("tab", "search", "unit", "cohort", "stage", "indicator", "sort")
SEARCH_LENGTH = 100
TABS = {
    "active": gettext_lazy("Active pairs"),
    "paused": gettext_lazy("Paused pairs"),
    "ended": gettext_lazy("Ended pairs"),
}
SORTS: dict[str, str | Promise] = {
    "urgency": gettext_lazy("Most urgent first"),
    "activity": gettext_lazy("Latest activity, oldest first"),
    "mentee": gettext_lazy("Name of the mentee"),
    "mentor": gettext_lazy("Name of the mentor"),
    "stage": gettext_lazy("Stage"),
    "end": gettext_lazy("End date, newest first"),
}
SORTS_OF_TAB = {
    "active": ("urgency", "activity", "mentee", "mentor", "stage"),
    "paused": ("activity", "mentee", "mentor", "stage"),
    "ended": ("end", "activity", "mentee", "mentor", "stage"),
}


class OverviewFilterForm(AccessibleForm):
    """What narrows the overview down. It is never wrong: an unknown value counts as none."""

    use_required_attribute = False

    search = forms.CharField(label=gettext_lazy("Name of mentor or mentee"), max_length=SEARCH_LENGTH)
    unit = forms.ChoiceField(label=gettext_lazy("Unit"))
    cohort = forms.ChoiceField(label=gettext_lazy("Cohort"), widget=StoredWordsSelect)
    stage = forms.ChoiceField(label=gettext_lazy("Stage"), widget=StoredWordsSelect)
    indicator = forms.ChoiceField(label=gettext_lazy("State"))
    sort = forms.ChoiceField(label=gettext_lazy("Sort by"))

    def __init__(self, overview: results.Overview) -> None:
        super().__init__(initial={name: getattr(overview.filters, name) for name in FIELDS}, auto_id="filter_%s")
        for name, choices in (("unit", overview.units), ("cohort", overview.cohorts), ("stage", overview.stages)):
            self.fields[name].choices = [("", _("All")), *((choice.value, choice.label) for choice in choices)]
            if len(choices) < 2 and not getattr(overview.filters, name):
                del self.fields[name]
        self.fields["indicator"].choices = [("", _("All")), *((key, look.words) for key, look in INDICATOR.items())]
        if overview.filters.tab != "active":
            del self.fields["indicator"]
        self.fields["sort"].choices = [(key, SORTS[key]) for key in SORTS_OF_TAB[overview.filters.tab]]


@require_safe
def mentor_program_screen(request: HttpRequest) -> HttpResponse:
    """Coordinators see the pairs of their units, everyone else their own; who is both sees both."""
    try:
        return _overview(request)
    except NotAllowed:
        return _own_pairings(request)


def _overview(request: HttpRequest) -> HttpResponse:
    asked = request.GET
    overview = request.service.overview(
        actor=actor_of(request), filters=filters_from(asked), cursor=asked.get("cursor", "")
    )
    own = None
    if request.viewer.is_mentor or request.viewer.is_mentee:
        own = request.service.own_pairings(actor=actor_of(request), only_running=True)
    filters = overview.filters
    context = {
        "overview": overview,
        "form": OverviewFilterForm(overview),
        "heading": _heading(overview),
        "how_many": in_words(overview.count),
        "tabs": _tabs(filters),
        "quick_links": _quick_links(overview),
        "used_filters": _used_filters(overview),
        "caption": _("Sorted by: %(sort)s") % {"sort": str(SORTS[filters.sort]).lower()},
        "unfiltered_url": address(known(results.OverviewFilters(tab=filters.tab))),
        "previous_url": overview.previous and address(filters, cursor=overview.previous),
        "next_url": overview.next and address(filters, cursor=overview.next),
        "downloads": [
            {"url": address(filters, screen=reverse("download_overview", args=[kind])), "label": label}
            for kind, label in (("xlsx", _("Excel (.xlsx)")), ("csv", _("Text (.csv)")))
        ],
        "own": own,
        "own_part": _part(request),
        "now": request.service.clock(),
    }
    return render(request, "mentor_program_screen.html", context)


def _own_pairings(request: HttpRequest) -> HttpResponse:
    context: dict[str, object] = {"own_part": _part(request), "now": request.service.clock()}
    if request.viewer.peer_mentor_id:
        own = request.service.own_pairings(actor=actor_of(request), cursor=request.GET.get("cursor", ""))
        context |= {
            "own": own,
            "active": [pairing for pairing in own.pairings if pairing.status == "active"],
            "paused": [pairing for pairing in own.pairings if pairing.status == "paused"],
            "previous_url": own.previous and f"?{urlencode({'cursor': own.previous})}",
            "next_url": own.next and f"?{urlencode({'cursor': own.next})}",
        }
    return render(request, "mentor_program_screen/own.html", context)


def _part(request: HttpRequest) -> str:
    """What the viewer is in the programme: "mentor", "mentee" or "" for neither."""
    return "mentor" if request.viewer.is_mentor else "mentee" if request.viewer.is_mentee else ""


def filters_from(query: dict[str, str]) -> results.OverviewFilters:
    """The filters in an address; the service replaces values that nobody offers."""
    asked = {name: query.get(name, "").replace("\0", "")[:SEARCH_LENGTH] for name in FIELDS}
    return known(results.OverviewFilters(**asked))


def address(filters: results.OverviewFilters, *, screen: str = "/", cursor: str = "") -> str:
    """Address of the overview, or of another `screen` that takes its filters; defaults are left out."""
    plain = known(results.OverviewFilters(tab=filters.tab))
    asked = {name: getattr(filters, name) for name in FIELDS if getattr(filters, name) != getattr(plain, name)}
    if filters.tab != "active":
        asked = {"tab": filters.tab} | asked
    if cursor:
        asked["cursor"] = cursor
    return screen + (f"?{urlencode(asked)}" if asked else "")


def in_words(count: results.Count) -> str:
    """ "12 mentorpar", "over 1000 mentorpar"."""
    if count.more:
        return _("over %(count)d mentor pairs") % {"count": count.number}
    return ngettext("%(count)d mentor pair", "%(count)d mentor pairs", count.number) % {"count": count.number}


def _heading(overview: results.Overview) -> str:
    filters = overview.filters
    state = INDICATOR[filters.indicator].words if filters.indicator else TABS[filters.tab]
    words = _("%(count)s – %(state)s") % {"count": in_words(overview.count), "state": str(state).lower()}
    narrowed = filters.search or filters.unit or filters.cohort or filters.stage
    words = _("%(list)s, filtered") % {"list": words} if narrowed else words
    return words[0].upper() + words[1:]


def _tabs(filters: results.OverviewFilters) -> list[dict[str, object]]:
    return [
        {
            "url": address(known(replace(filters, tab=tab, indicator="", sort=""))),
            "label": label,
            "current": tab == filters.tab,
        }
        for tab, label in TABS.items()
    ]


def _quick_links(overview: results.Overview) -> list[dict[str, object]]:
    """Ways to the red and the amber pairs alone, worst first; none where there are none."""
    counts = (("stalled", overview.stalled), ("needs_follow_up", overview.needs_follow_up))
    return [
        {
            "url": address(replace(overview.filters, indicator=indicator)),
            "look": INDICATOR[indicator],
            "count": _("over %(count)d") % {"count": count.number} if count.more else count.number,
        }
        for indicator, count in counts
        if count.number
    ]


def _used_filters(overview: results.Overview) -> list[str]:
    """Every filter in use, in words."""
    filters = overview.filters
    used = [_("name contains “%(text)s”") % {"text": filters.search.strip()}] if filters.search.strip() else []
    for name, choices in (("unit", overview.units), ("cohort", overview.cohorts), ("stage", overview.stages)):
        if value := getattr(filters, name):
            label = next((choice.label for choice in choices if choice.value == value), _("unknown choice"))
            used.append(label if name == "unit" else as_stored(label))
    if filters.indicator:
        used.append(str(INDICATOR[filters.indicator].words).lower())
    return used
