"""Mentor Match Widget, story F: mentors beside mentees, filters in the address bar, one chosen after the other."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from itertools import groupby
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from mentor_program.domain.errors import NotFound
from mentor_program.domain.matching import Obstacle
from mentor_program.services import matching_results as results
from mentor_program.services.results import Count
from mentor_program.web.fact_words import lacking_in_words
from mentor_program.web.forms import AccessibleForm
from mentor_program.web.matching_words import obstacle_in_words, waiting_in_words, within_in_words
from mentor_program.web.middleware import actor_of
from mentor_program.web.score_words import (
    compatibility_in_words,
    kilometres_in_words,
    places_in_words,
    total_in_words,
)
from mentor_program.web.stored_words import StoredWordsSelect, as_stored, sentence

# The names of the filters in the address bar, and what they are called in `MatchFilters`.
PARAMETERS = {
    "county": "county",
    "municipality": "municipality",
    "within": "within_km",
    "availability": "availability",
    "area": "area",
    "search": "search",
}
KILOMETRES = (10, 25, 50, 100, 200)
LONGEST = 100


class MatchFilterForm(AccessibleForm):
    """What narrows both lists down. It is never wrong: an unknown value counts as none."""

    use_required_attribute = False

    county = forms.ChoiceField(label=gettext_lazy("County"))
    municipality = forms.ChoiceField(label=gettext_lazy("Municipality"))
    within = forms.ChoiceField(label=gettext_lazy("Distance"))
    availability = forms.ChoiceField(label=gettext_lazy("Free capacity"))
    area = forms.ChoiceField(label=gettext_lazy("Experience area"), widget=StoredWordsSelect)
    search = forms.CharField(label=gettext_lazy("Name"), max_length=LONGEST)

    def __init__(self, widget: results.MatchWidget) -> None:
        filters = widget.filters
        super().__init__(
            initial={name: getattr(filters, field) or "" for name, field in PARAMETERS.items()}, auto_id="filter_%s"
        )
        counties = {place.county: place.county_name for place in widget.places}
        self.fields["county"].choices = [("", _("All")), *counties.items()]
        self.fields["municipality"].choices = [("", _("All")), *_by_county(widget.places)]
        self.fields["within"].choices = [("", _("Any distance")), *_distances(widget)]
        self.fields["availability"].choices = [
            ("", _("Only those who can be chosen now")),
            ("all", _("All, with the reason for those who cannot")),
        ]
        ordinary = [(area.key, area.name) for area in widget.areas if not area.names_diagnosis]
        diagnoses = [(area.key, area.name) for area in widget.areas if area.names_diagnosis]
        self.fields["area"].choices = [("", _("All")), *ordinary, (_("Diagnoses, stored with consent"), diagnoses)]


def _by_county(places: Iterable[results.PlaceChoice]) -> list[tuple[str, list[tuple[str, str]]]]:
    return [
        (county, [(place.number, place.name) for place in group])
        for county, group in groupby(places, key=lambda place: place.county_name)
    ]


def _distances(widget: results.MatchWidget) -> list[tuple[int, str]]:
    """Choices of distance, with the place they are measured from where it is known."""
    kilometres = sorted({*KILOMETRES, *filter(None, [widget.filters.within_km])})
    return [(count, _capitalised(within_in_words(count, measured_from(widget)))) for count in kilometres]


def _capitalised(words: str) -> str:
    return words[:1].upper() + words[1:]


def measured_from(widget: results.MatchWidget) -> str:
    """Name of the municipality that the distance filter measures from; empty when there is none."""
    names = [place.name for place in widget.places if place.number == widget.filters.municipality]
    return names[0] if names else widget.chosen.municipality if widget.chosen else ""


@require_safe
def new_pairing(request: HttpRequest) -> HttpResponse:
    """The two lists; once somebody is chosen, that person and who suits them."""
    asked = request.GET
    widget = request.service.match(
        actor=actor_of(request),
        filters=filters_from(asked),
        mentor_id=person_from(asked, "mentor"),
        mentee_id=person_from(asked, "mentee"),
        mentor_cursor=asked.get("mentors_from", ""),
        mentee_cursor=asked.get("mentees_from", ""),
    )
    now = request.service.clock()
    context = {
        "widget": widget,
        "form": MatchFilterForm(widget),
        "heading": _heading(widget.chosen),
        "how_many": _how_many(widget),
        "widget_counts": {each.role: count_in_words(each.role, each.count) for each in widget.lists},
        "chosen": widget.chosen and person_in_words(widget.chosen, now=now),
        "lists": [_list(request, widget, each, now) for each in widget.lists],
        "finds_somebody": any(each.candidates for each in widget.lists),
        "filters_open": not widget.chosen or widget.filters != results.MatchFilters(),
        "others_url": address(widget.filters),
        "unfiltered_url": address(results.MatchFilters(), **_chosen(widget)),
    }
    return render(request, "mentor_match_widget.html", context)


def _heading(chosen: results.Candidate | None) -> str:
    if chosen is None:
        return _("Create mentor pair")
    words = _("Find a mentor for %(name)s") if chosen.role == "mentee" else _("Find a mentee for %(name)s")
    return words % {"name": chosen.name}


def _how_many(widget: results.MatchWidget) -> str:
    """ "5 menteer og 12 mentorer", or only the list that is left to choose from."""
    counts = [count_in_words(each.role, each.count) for each in widget.lists]
    return (
        counts[0]
        if len(counts) == 1
        else _("%(mentees)s and %(mentors)s") % {"mentees": counts[0], "mentors": counts[1]}
    )


def _chosen(widget: results.MatchWidget) -> dict[str, UUID]:
    return {widget.chosen.role: widget.chosen.id} if widget.chosen else {}


def _list(
    request: HttpRequest, widget: results.MatchWidget, found: results.CandidateList, now: datetime
) -> dict[str, object]:
    """One list as the page shows it."""
    chosen = _chosen(widget)
    count = count_in_words(found.role, found.count)
    return {
        "role": found.role,
        "heading": _capitalised(count),
        "order": _order(found.role, widget),
        "people": [
            person_in_words(person, now=now) | {"url": address(widget.filters, **{found.role: person.id}, **chosen)}
            for person in found.candidates
        ],
        "previous_url": _page_url(request, found.role, found.previous),
        "next_url": _page_url(request, found.role, found.next),
        "everyone": found.everyone,
        "one_is_enough": any(each.filter for each in found.loosenings),
        "loosenings": [
            {
                "url": address(loosened(widget.filters, each.filter), **chosen),
                "words": _without_in_words(each, found.role, widget),
            }
            for each in sorted(found.loosenings, key=lambda each: each.filter == "")
        ],
    }


def _page_url(request: HttpRequest, role: str, cursor: str) -> str:
    """This address with another place in one of the lists; empty where there is no such page."""
    query = request.GET.copy()
    query[f"{role}s_from"] = cursor
    return cursor and f"{reverse('new_pairing')}?{query.urlencode()}"


def person_in_words(person: results.Candidate, *, now: datetime) -> dict[str, object]:
    """One person with everything that is said of them."""
    return {
        "person": person,
        "obstacle": obstacle_in_words(person),
        "lacking": lacking_in_words(person.lacking),
        "wishes": (*person.wished_areas, *person.wished_diagnoses),
        "never_again": person.obstacle is Obstacle.NEVER_AGAIN,
        "score": total_in_words(person.compatibility.score.total) if person.compatibility else "",
        "weighed": _weighed(person, now),
        "belongs": [
            part
            for part in (person.municipality or _("no municipality"), person.unit_name, as_stored(person.cohort_name))
            if part
        ],
    }


def _weighed(person: results.Candidate, now: datetime) -> list[str]:
    """What speaks for choosing the person, beside the other one or alone."""
    is_waiting = person.role == "mentee" and not person.obstacle
    waiting = [waiting_in_words(person.waiting_since, now=now)] if is_waiting else []
    if person.compatibility:
        return compatibility_in_words(person.compatibility) + waiting
    distance = [] if person.distance_km is None else [kilometres_in_words(person.distance_km)]
    places = [places_in_words(person.free_places, person.capacity)] if person.role == "mentor" else []
    return distance + places + waiting


def _order(role: str, widget: results.MatchWidget) -> str:
    if widget.chosen:
        return _("The highest score first, then the nearest.")
    if widget.filters.within_km and not widget.lacks_origin:
        return _("The nearest first.")
    return _("Those who have waited longest first.") if role == "mentee" else _("By name.")


def count_in_words(role: str, count: Count) -> str:
    """ "12 mentorer", "over 1000 menteer"."""
    if role == "mentor":
        exactly, over = ngettext("%(count)d mentor", "%(count)d mentors", count.number), _("over %(count)d mentors")
    else:
        exactly, over = ngettext("%(count)d mentee", "%(count)d mentees", count.number), _("over %(count)d mentees")
    return (over if count.more else exactly) % {"count": count.number}


def _without_in_words(loosening: results.Loosening, role: str, widget: results.MatchWidget) -> str:
    """ "Uten «erfaringsområde: førerhund»: 3 mentorer"."""
    count = count_in_words(role, loosening.count)
    if not loosening.filter:
        return _("Without any filter: %(count)s") % {"count": count}
    words = filter_in_words(loosening.filter, widget)
    return sentence(_("Without “%(filter)s”: %(count)s"), filter=words, count=count)


def filter_in_words(name: str, widget: results.MatchWidget) -> str:
    """A filter in use: "fylke: Rogaland"."""
    filters = widget.filters
    if name == "availability":
        return _("only those who can be chosen now")
    if name == "within_km":
        return within_in_words(filters.within_km, measured_from(widget))
    if name == "search":
        return _("name contains “%(text)s”") % {"text": filters.search}
    if name == "area":
        value = next(area.name for area in widget.areas if area.key == filters.area)
        return sentence(_("experience area: %(name)s"), name=as_stored(value))
    if name == "county":
        value = next(place.county_name for place in widget.places if place.county == filters.county)
        return _("county: %(name)s") % {"name": value}
    return _("municipality: %(name)s") % {"name": measured_from(widget)}


def loosened(filters: results.MatchFilters, name: str) -> results.MatchFilters:
    """The filters without one of them; all are dropped for "" and those who can't be chosen shown too."""
    if not name:
        return results.MatchFilters(availability="all")
    if name == "availability":
        return replace(filters, availability="all")
    if name == "within_km":
        return replace(filters, within_km=None, municipality="")
    return replace(filters, **{name: ""})


def filters_from(query: QueryDict) -> results.MatchFilters:
    """The filters in an address; the service leaves out values that name nothing."""
    asked = {field: query.get(name, "").replace("\0", "")[:LONGEST] for name, field in PARAMETERS.items()}
    kilometres = asked.pop("within_km")
    within = int(kilometres) if kilometres.isascii() and kilometres.isdigit() and len(kilometres) < 6 else None
    return results.MatchFilters(within_km=within, **asked)


def person_from(query: QueryDict, role: str) -> UUID | None:
    """The person an address names for a role. Raises NotFound for what can be nobody's id."""
    if not query.get(role):
        return None
    try:
        return UUID(query[role])
    except ValueError as error:
        raise NotFound("person") from error


def address(filters: results.MatchFilters, *, mentor: UUID | None = None, mentee: UUID | None = None) -> str:
    """Where a choice leads, filters kept: the widget with one person chosen, the confirm page with both."""
    people = {role: str(person) for role, person in (("mentee", mentee), ("mentor", mentor)) if person}
    used = {name: getattr(filters, field) for name, field in PARAMETERS.items() if getattr(filters, field)}
    screen = reverse("confirm_pairing" if len(people) == 2 else "new_pairing")
    query = urlencode(people | used)
    return f"{screen}?{query}" if query else screen
