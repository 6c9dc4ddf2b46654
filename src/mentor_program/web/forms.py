"""Forms that read well by ear: plain labels, hints tied to their fields, errors that name the field.

Use `AccessibleForm` for every form and render it with the tags in `templatetags/program.py`.
"""

from datetime import date
from typing import ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

Words = str | Promise

CHOICES = (forms.RadioSelect, forms.CheckboxSelectMultiple, forms.Select, forms.CheckboxInput)
DJANGO_ROWS = "10"
DAY_FORMATS = ["%d.%m.%Y", "%d.%m.%y", "%d/%m/%Y", "%d-%m-%Y", "%d %m %Y", "%d%m%Y", "%Y-%m-%d"]


class DayField(forms.DateField):
    """A day written as day.month.year in one text field: quicker by keyboard and ear than a calendar."""

    def __init__(self, **options: object) -> None:
        options.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        options.setdefault("input_formats", DAY_FORMATS)
        options.setdefault("help_text", gettext_lazy("Day, month and year, for example 6.11.2026."))
        super().__init__(**options)

    def prepare_value(self, value: object) -> object:
        return f"{value.day}.{value.month}.{value.year}" if isinstance(value, date) else value

    def to_python(self, value: object) -> date | None:
        return super().to_python(value.strip().rstrip(".") if isinstance(value, str) else value)


class AccessibleForm(forms.Form):
    """Base of all forms.

    Subclasses may set, by field name: `labels`, `hints` (an empty one removes a hint of a parent class) and
    `autocomplete` (purpose of the field, WCAG 1.3.5).
    """

    labels: ClassVar[dict[str, Words]] = {}
    hints: ClassVar[dict[str, Words]] = {}
    autocomplete: ClassVar[dict[str, str]] = {}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = self.labels.get(name, field.label)
            field.help_text = self.hints.get(name, field.help_text)
            if name in self.autocomplete:
                field.widget.attrs["autocomplete"] = self.autocomplete[name]
            field.widget.attrs.pop("placeholder", None)
            field.widget.attrs["class"] = "ds-input"
            if field.widget.attrs.get("rows") == DJANGO_ROWS:
                field.widget.attrs["rows"] = "4"
            _use_plain_words(name, field)


def _use_plain_words(name: str, field: forms.Field) -> None:
    label = field.label or name.replace("_", " ").capitalize()
    field.label = label
    if isinstance(field.widget, CHOICES):
        field.error_messages["required"] = _("Choose an answer: “%(label)s”.") % {"label": label}
        field.error_messages["invalid_choice"] = _("Choose one of the answers: “%(label)s”.") % {
            "label": label
        }
    else:
        field.error_messages["required"] = _("Fill in “%(label)s”.") % {"label": label}
    if isinstance(field, forms.EmailField):
        field.error_messages["invalid"] = _("Write the e-mail address like this: name@example.no.")
    elif isinstance(field, forms.DateField):
        field.error_messages["invalid"] = _(
            "Write “%(label)s” as day, month and year, for example 6.11.2026."
        ) % {"label": label}
    elif isinstance(field, forms.IntegerField):
        field.error_messages["invalid"] = _("Write “%(label)s” as a whole number.") % {"label": label}
