"""Correcting what the columns of an uploaded file mean."""

from collections.abc import Mapping

from django import forms

from mentor_program.spreadsheets.layout import WHOLE_SHEET
from mentor_program.web.forms import AccessibleForm
from mentor_program.web.import_words import AS_RECOGNISED, KEEP_OUT, SHEET_CHOICES, field_choices, sheet_in_words

Mapped = Mapping[str, Mapping[str, str | None]]


class MappingForm(AccessibleForm):
    """One choice per sheet and one per column. `stored` holds the corrections made before."""

    def __init__(self, summary: Mapping[str, object], stored: Mapped, data: object = None) -> None:
        super().__init__(data, auto_id="column_%s")
        self.stored = stored
        self.sheets = list(summary["sheets"])
        for place, sheet in enumerate(self.sheets):
            self._add(self.sheet_name(place), sheet_in_words(sheet), self._kinds(sheet), self._chosen_kind(sheet))
            chosen = [column["field"] for column in sheet["columns"] if column["field"]]
            for column in sheet["columns"]:
                heading = f"{column['letter']}: {column['heading']}" if column["heading"] else column["letter"]
                fields = field_choices(sheet["kind"], chosen)
                self._add(self.column_name(place, column), heading, fields, column["field"] or KEEP_OUT)

    def _add(self, name: str, label: str, choices: list[tuple[str, str]], value: str) -> None:
        field = forms.ChoiceField(label=label, choices=choices, initial=value)
        field.widget.attrs["class"] = "ds-input"
        self.fields[name] = field

    def _kinds(self, sheet: Mapping[str, object]) -> list[tuple[str, str]]:
        """A sheet of pairs is one by its columns: it can only be left out."""
        return [
            (key, str(words))
            for key, words in SHEET_CHOICES.items()
            if sheet["kind"] != "pairs" or key in (AS_RECOGNISED, "ignore")
        ]

    def _chosen_kind(self, sheet: Mapping[str, object]) -> str:
        return self.stored.get(sheet["title"], {}).get(WHOLE_SHEET) or AS_RECOGNISED

    @staticmethod
    def sheet_name(place: int) -> str:
        return f"sheet_{place}"

    @staticmethod
    def column_name(place: int, column: Mapping[str, object]) -> str:
        return f"sheet_{place}_{column['letter']}"

    @property
    def groups(self) -> list[dict[str, object]]:
        """The fields by sheet, for the page."""
        return [
            {
                "title": sheet["title"],
                "kind": self[self.sheet_name(place)],
                "columns": [self[self.column_name(place, column)] for column in sheet["columns"]],
            }
            for place, sheet in enumerate(self.sheets)
        ]

    def choices(self) -> dict[str, dict[str, str | None]]:
        """The corrections made before with those made now; what was left as recognised stays open to recognition."""
        self.is_valid()
        answers = self.cleaned_data
        mapping = {sheet: dict(columns) for sheet, columns in self.stored.items()}
        for place, sheet in enumerate(self.sheets):
            chosen = mapping.setdefault(sheet["title"], {})
            if (kind := answers.get(self.sheet_name(place), AS_RECOGNISED)) != AS_RECOGNISED:
                chosen[WHOLE_SHEET] = kind
            else:
                chosen.pop(WHOLE_SHEET, None)
            for column in sheet["columns"]:
                field = answers.get(self.column_name(place, column))
                if field is not None and field != (column["field"] or KEEP_OUT):
                    chosen[column["letter"]] = None if field == KEEP_OUT else field
        return {sheet: columns for sheet, columns in mapping.items() if columns}
