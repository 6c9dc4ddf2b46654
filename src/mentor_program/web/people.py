"""The list of people, story H: coordinators search, filter, open, add and download."""

from collections.abc import Iterator
from dataclasses import fields, replace
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from mentor_program.services import people_results as results
from mentor_program.services.people import known
from mentor_program.services.results import Choice
from mentor_program.web.downloads import download
from mentor_program.web.forms import AccessibleForm
from mentor_program.web.middleware import actor_of
from mentor_program.web.people_words import (
    AVAILABILITY,
    ROLE,
    availability_in_words,
    free_places_under_heading,
    how_many,
    state_in_words,
)
from mentor_program.web.places import county_choices, municipality_choices
from mentor_program.web.stored_words import StoredWordsSelect, as_stored

LONGEST = 100
FIELDS = tuple(field.name for field in fields(results.PeopleFilters))
# Shown only on demand: most searches are for a name.
MORE = ("unit", "availability", "county", "municipality", "area", "cohort")
TABS = (
    (gettext_lazy("Everyone"), {"role": "", "waiting": False}),
    (gettext_lazy("Mentors"), {"role": "mentor", "waiting": False}),
    (gettext_lazy("Mentees"), {"role": "mentee", "waiting": False}),
    (gettext_lazy("Waiting for a mentor pair"), {"role": "", "waiting": True}),
    (gettext_lazy("Outside the programme"), {"role": "outside", "waiting": False}),
)


class PeopleFilterForm(AccessibleForm):
    """What narrows the list down. It is never wrong: an unknown value counts as none."""

    use_required_attribute = False

    search = forms.CharField(
        label=gettext_lazy("Search for name, e-mail or telephone"),
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    unit = forms.ChoiceField(label=gettext_lazy("Unit, with those under it"))
    availability = forms.ChoiceField(label=gettext_lazy("Free capacity"))
    county = forms.ChoiceField(label=gettext_lazy("County"))
    municipality = forms.ChoiceField(label=gettext_lazy("Municipality"))
    area = forms.ChoiceField(label=gettext_lazy("Experience area"), widget=StoredWordsSelect)
    cohort = forms.ChoiceField(label=gettext_lazy("Cohort"), widget=StoredWordsSelect)

    def __init__(self, people: results.People) -> None:
        super().__init__(
            initial={name: getattr(people.filters, name) for name in ("search", *MORE)}, auto_id="filter_%s"
        )
        choices = {
            "unit": _pairs(people.units),
            "availability": list(AVAILABILITY.items()),
            "county": county_choices(),
            "municipality": municipality_choices(),
            "area": _pairs(people.areas),
            "cohort": _pairs(people.cohorts),
        }
        for name in MORE:
            self.fields[name].choices = [("", _("All")), *choices[name]]
        for name in ("unit", "cohort"):
            if len(choices[name]) < 2 and not getattr(people.filters, name):
                del self.fields[name]

    @property
    def more(self) -> list[forms.BoundField]:
        """The fields beyond the search."""
        return [self[name] for name in MORE if name in self.fields]


def _pairs(choices: tuple[Choice, ...]) -> list[tuple[str, str]]:
    return [(choice.value, capfirst(choice.label)) for choice in choices]


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """A page of the list; "no access" for everyone who coordinates nothing."""
    found = request.service.people(
        actor=actor_of(request), filters=filters_from(request.GET), cursor=request.GET.get("cursor", "")
    )
    filters = found.filters
    form = PeopleFilterForm(found)
    counted = how_many(found.count.number, found.count.more, filters.role, filters.waiting)
    context = {
        "form": form,
        "heading": capfirst(_("%(list)s, filtered") % {"list": counted} if _narrowed(filters) else counted),
        "how_many": counted,
        "filters": filters,
        "tabs": _tabs(filters),
        "more_open": any(getattr(filters, name) for name in MORE),
        "used_filters": _used_filters(filters, form),
        "lines": [_line(person) for person in found.people],
        "shows_units": len(found.units) > 1,
        "unfiltered_url": address(results.PeopleFilters(role=filters.role, waiting=filters.waiting)),
        "everyone_url": address(results.PeopleFilters()),
        "previous_url": found.previous and address(filters, cursor=found.previous),
        "next_url": found.next and address(filters, cursor=found.next),
        "downloads": [
            {"url": address(filters, screen="download_people_xlsx"), "label": _("Excel (.xlsx)")},
            {"url": address(filters, screen="download_people_csv"), "label": _("Text (.csv)")},
        ],
    }
    return render(request, "people.html", context)


@require_safe
def download_people(request: HttpRequest, kind: str) -> HttpResponse:
    """The same list, whole, as a file. Areas that name a diagnosis stay out of it."""
    return people_file(
        kind, request.service.download_people(actor=actor_of(request), filters=filters_from(request.GET))
    )


def people_file(kind: str, records: Iterator[results.PersonRecord]) -> HttpResponse:
    """The people as a file, in the language of the request."""
    return download(kind, title=_("People"), headings=[label for label, _value in COLUMNS], rows=_rows(records))


COLUMNS = (
    (gettext_lazy("Name"), lambda record: record.summary.name),
    (gettext_lazy("Role"), lambda record: str(ROLE[record.summary.role])),
    (gettext_lazy("Unit"), lambda record: record.summary.unit_name),
    (gettext_lazy("E-mail"), lambda record: record.email),
    (gettext_lazy("Telephone"), lambda record: record.phone),
    (gettext_lazy("Postal code"), lambda record: record.postal_code),
    (gettext_lazy("Municipality"), lambda record: record.summary.municipality_name),
    (gettext_lazy("County"), lambda record: record.county_name),
    (gettext_lazy("Availability"), lambda record: _state(record.summary)),
    (gettext_lazy("Number of places"), lambda record: _mentors(record, record.summary.capacity)),
    (gettext_lazy("Free places"), lambda record: _mentors(record, record.summary.free_places)),
    (gettext_lazy("Cohort"), lambda record: record.cohort_name),
    (gettext_lazy("Experience areas"), lambda record: ", ".join(record.areas)),
)


def _rows(records: Iterator[results.PersonRecord]) -> Iterator[list[object]]:
    for record in records:
        yield [value(record) for _label, value in COLUMNS]


def _state(person: results.PersonSummary) -> str:
    return state_in_words(person.availability, person.paused_until)


def _mentors(record: results.PersonRecord, places: int) -> int | None:
    return places if record.summary.role == "mentor" else None


def filters_from(query: dict[str, str]) -> results.PeopleFilters:
    """The filters in an address; the service replaces values that nobody offers."""
    asked = {name: query.get(name, "").replace("\0", "")[:LONGEST] for name in FIELDS}
    return known(results.PeopleFilters(**asked | {"waiting": asked["waiting"] == "1"}))


def address(filters: results.PeopleFilters, *, screen: str = "people", cursor: str = "") -> str:
    """Address of the list with `filters`; what is not asked for is left out."""
    asked = {name: getattr(filters, name) for name in FIELDS if getattr(filters, name)}
    if filters.waiting:
        asked["waiting"] = "1"
    if cursor:
        asked["cursor"] = cursor
    return reverse(screen) + (f"?{urlencode(asked)}" if asked else "")


def _narrowed(filters: results.PeopleFilters) -> bool:
    return bool(filters.search.strip()) or any(getattr(filters, name) for name in MORE)


def _tabs(filters: results.PeopleFilters) -> list[dict[str, object]]:
    return [
        {
            "url": address(replace(filters, **view)),
            "label": label,
            "current": (filters.role, filters.waiting) == (view["role"], view["waiting"]),
        }
        for label, view in TABS
    ]


def _used_filters(filters: results.PeopleFilters, form: PeopleFilterForm) -> list[str]:
    """Every filter in use, in words."""
    used = [_("contains “%(text)s”") % {"text": filters.search.strip()}] if filters.search.strip() else []
    for name in MORE:
        value = getattr(filters, name)
        if value:
            labels = dict(_flat(form.fields[name].choices)) if name in form.fields else {}
            label = str(labels.get(value, _("unknown choice")))
            used.append(as_stored(label) if name in ("area", "cohort") else label)
    return used


def _flat(choices: list) -> Iterator[tuple[str, str]]:
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield value, label


def _line(person: results.PersonSummary) -> dict[str, object]:
    return {
        "person": person,
        "role": ROLE[person.role],
        "availability": availability_in_words(person),
        "places": free_places_under_heading(person),
    }
