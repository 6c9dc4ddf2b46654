"""The form about a person: its fields, and what was typed as the service wants it."""

from dataclasses import asdict, fields
from datetime import date
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentor_program.services import people_results as results
from mentor_program.services.people_changes import MAX_CAPACITY, NAME_LENGTH, NOTE_LENGTH, PREFERENCES
from mentor_program.services.results import Choice
from mentor_program.spreadsheets.cells import parse_phone, parse_postal_code
from mentor_program.web.dates import day_in_words
from mentor_program.web.forms import AccessibleForm, DayField
from mentor_program.web.messages import SENTENCES
from mentor_program.web.people_words import AVAILABILITY, ROLE
from mentor_program.web.places import municipality_choices
from mentor_program.web.stored_words import StoredWordsCheckboxes, StoredWordsSelect
from mentor_program.web.words import READINESS

NO_AUTOFILL = {"autocomplete": "off"}  # the details are somebody else's, not those of the person who types


def clean_phone(text: str) -> str:
    """A telephone number as "+47 6805 2877". Raises ValidationError for what is none, or for two at once."""
    found = parse_phone(text)
    if found.faults:
        raise ValidationError(SENTENCES["phone_invalid"])
    return found.value or ""


def clean_postal_code(text: str) -> str:
    """Four digits, also out of "4306 Sandnes"."""
    found = parse_postal_code(text)
    if found.faults:
        raise ValidationError(SENTENCES["postal_code_invalid"])
    return found.value or ""


class PersonForm(AccessibleForm):
    """All that a coordinator writes about a person.

    The municipality is one plain select, grouped by county: typing its first letters finds it, every screen reader,
    voice control and magnifier knows the control, nothing can be misspelt, and it works without scripts. A text field
    with a datalist is silent in some screen readers and its list is not enlarged with the page.
    """

    use_required_attribute = False

    version = forms.CharField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(label=gettext_lazy("Name"), max_length=NAME_LENGTH)
    role = forms.ChoiceField(
        label=gettext_lazy("Role in the programme"),
        widget=forms.RadioSelect,
        choices=[("mentor", ROLE["mentor"]), ("mentee", ROLE["mentee"]), (results.OUTSIDE, ROLE[""])],
    )
    unit = forms.ChoiceField(label=gettext_lazy("Unit"))
    email = forms.EmailField(label=gettext_lazy("E-mail"), required=False)
    phone = forms.CharField(label=gettext_lazy("Telephone"), required=False, widget=forms.TelInput)
    postal_code = forms.CharField(
        label=gettext_lazy("Postal code"),
        help_text=gettext_lazy("Four digits."),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    municipality = forms.ChoiceField(
        label=gettext_lazy("Municipality"),
        help_text=gettext_lazy("If you leave it open, we look for it by the postal code."),
        required=False,
    )
    availability = forms.ChoiceField(
        label=gettext_lazy("Is the person available?"), widget=forms.RadioSelect, choices=list(AVAILABILITY.items())
    )
    paused_until = DayField(
        label=gettext_lazy("Paused until"),
        help_text=gettext_lazy("Only for somebody on a break: day, month and year, for example 6.11.2026."),
        required=False,
    )
    capacity = forms.IntegerField(
        label=gettext_lazy("Number of places"),
        help_text=gettext_lazy("How many mentees a mentor can have at the same time."),
        min_value=0,
        max_value=MAX_CAPACITY,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    readiness = forms.ChoiceField(
        label=gettext_lazy("Ready for a new mentor pair?"),
        required=False,
        widget=forms.RadioSelect,
        choices=[("", gettext_lazy("Not asked")), *READINESS.items()],
    )
    cohort = forms.ChoiceField(label=gettext_lazy("Cohort"), required=False, widget=StoredWordsSelect)
    areas = forms.MultipleChoiceField(
        label=gettext_lazy("Experience areas"), required=False, widget=StoredWordsCheckboxes
    )
    diagnosis_consent = forms.BooleanField(
        label=gettext_lazy("The person has consented to our storing experience areas that name a diagnosis"),
        help_text=gettext_lazy("If you take this away, the areas that name a diagnosis are deleted when you save."),
        required=False,
    )
    diagnosis_areas = forms.MultipleChoiceField(
        label=gettext_lazy("Experience areas that name a diagnosis"),
        help_text=gettext_lazy("Stored only with the consent above."),
        required=False,
        widget=StoredWordsCheckboxes,
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        help_text=gettext_lazy(
            "Do not write about health. Only coordinators read the note here, but the person may ask to see it."
        ),
        max_length=NOTE_LENGTH,
        required=False,
        widget=forms.Textarea,
    )

    def __init__(self, offered: results.PersonForm, data: dict | None = None, *, today: date) -> None:
        initial = form_values(offered.values, today) if offered.values else {"availability": "available", "capacity": 1}
        for name in ("areas", "diagnosis_areas"):
            initial[name] = [choice.value for choice in getattr(offered, name) if choice.value in initial.get(name, ())]
        super().__init__(data, initial=initial | {"version": offered.version})
        units = _pairs(offered.units)
        self.fields["unit"].choices = units if len(units) == 1 else [("", _("Choose a unit")), *units]
        self.fields["municipality"].choices = [("", _("Not given")), *municipality_choices()]
        hidden = [(str(offered.hidden_cohort), _("A cohort of another unit"))] if offered.hidden_cohort else []
        self.fields["cohort"].choices = [("", _("None")), *_pairs(offered.cohorts), *hidden]
        self.fields["areas"].choices = _pairs(offered.areas)
        self.fields["diagnosis_areas"].choices = _pairs(offered.diagnosis_areas)
        out_of_range = _("Write a number of places from 0 to %(count)d.") % {"count": MAX_CAPACITY}
        self.fields["capacity"].error_messages |= {"min_value": out_of_range, "max_value": out_of_range}
        for name in ("name", "email", "phone", "postal_code", "capacity"):
            self.fields[name].widget.attrs |= NO_AUTOFILL

    def clean_phone(self) -> str:
        return clean_phone(self.cleaned_data["phone"])

    def clean_postal_code(self) -> str:
        return clean_postal_code(self.cleaned_data["postal_code"])

    def clean(self) -> dict[str, object]:
        typed = super().clean()
        if typed.get("paused_until") and typed.get("availability") not in (None, "paused"):
            self.add_error("paused_until", _("Choose “Paused” above, or take the date away."))
        return typed

    def values(self) -> results.PersonValues:
        """What was typed, once the form is valid."""
        typed = self.cleaned_data
        return results.PersonValues(
            name=typed["name"],
            role="" if typed["role"] == results.OUTSIDE else typed["role"],
            unit=UUID(typed["unit"]),
            email=typed["email"],
            phone=typed["phone"],
            postal_code=typed["postal_code"],
            municipality=typed["municipality"],
            areas=frozenset(typed["areas"]) | frozenset(typed["diagnosis_areas"]),
            diagnosis_consent=typed["diagnosis_consent"],
            availability=typed["availability"],
            paused_until=typed["paused_until"],
            capacity=typed["capacity"],
            cohort=UUID(typed["cohort"]) if typed["cohort"] else None,
            note=typed["note"],
            readiness=typed["readiness"],
        )

    def changes(self) -> dict[str, object]:
        """What was typed, by field of PersonValues. Wishes have a page of their own and stay as they are."""
        typed = self.values()
        return {
            field.name: getattr(typed, field.name)
            for field in fields(typed)
            if field.name not in (*PREFERENCES, "wished")
        }


def form_values(values: results.PersonValues, today: date) -> dict[str, object]:
    """Stored values as the form shows them: a pause that has run out is over."""
    shown = asdict(values)
    over = values.availability == "paused" and values.paused_until and values.paused_until <= today
    return shown | {
        "role": values.role or results.OUTSIDE,
        "unit": str(values.unit),
        "cohort": str(values.cohort or ""),
        "areas": sorted(values.areas),
        "diagnosis_areas": sorted(values.areas),
        "availability": "available" if over else values.availability,
        "paused_until": None if over else values.paused_until,
    }


def differences(form: PersonForm, stored: results.PersonValues, today: date) -> list[dict[str, str]]:
    """Where what was typed differs from what is stored now, field by field, both in words."""
    theirs, mine = form_values(stored, today), form_values(form.values(), today)
    lines = []
    for name, field in form.fields.items():
        if name == "version":
            continue
        now, typed = _in_words(field, theirs[name]), _in_words(field, mine[name])
        if now != typed:
            lines.append({"label": str(field.label), "stored": now, "typed": typed})
    return lines


def _in_words(field: forms.Field, value: object) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, date):
        return day_in_words(value)
    if isinstance(field, forms.ChoiceField):
        wanted = value if isinstance(value, list) else [value]
        return ", ".join(label for key, label in _flat(field.choices) if key in wanted) or _("None")
    return str(value or "") or _("Nothing")


def _flat(choices: list) -> list[tuple[str, str]]:
    flat = []
    for value, label in choices:
        flat.extend(label if isinstance(label, list) else [(value, str(label))])
    return flat


def _pairs(choices: tuple[Choice, ...]) -> list[tuple[str, str]]:
    return [(choice.value, capfirst(choice.label)) for choice in choices]
