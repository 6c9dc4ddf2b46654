"""What can be wrong in a spreadsheet: one code each, with the sentence that tells a person."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _


class Term(str):
    """A fact that is a word of ours, a msgid, and is shown in the language of the moment."""

    __slots__ = ()


class Severity(StrEnum):
    """What a fault means for its row."""

    ERROR = "error"  # the row, or the whole file, is left out
    WARNING = "warning"  # something in the row is left out or guessed
    NOTE = "note"  # understood, though it was written in another way


SEVERITIES = {
    Severity.ERROR: _("Left out"),
    Severity.WARNING: _("Check"),
    Severity.NOTE: _("Understood"),
}


def severity_in_words(severity: Severity) -> str:
    """What a fault means for its row, in a word or two."""
    return gettext(SEVERITIES[severity])


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to tell, and where it stands. `facts` are the values that the sentence of `code` names.

    `row` is 0 for a fault of a whole sheet or file. `column` is letters, `heading` the text above it.
    """

    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    sheet: str = ""
    row: int = 0
    column: str = ""
    heading: str = ""

    @property
    def severity(self) -> Severity:
        """How much the fault matters."""
        return CATALOGUE[self.code][0]

    def sentence(self) -> str:
        """Say what is wrong, in the language of the moment."""
        return gettext(CATALOGUE[self.code][1]) % {name: _shown(value) for name, value in self.facts.items()}

    def place(self) -> str:
        """Say where: "Deltakere, rad 5, kolonne B (Epost)"."""
        parts = [self.sheet] if self.sheet else []
        if self.row:
            parts.append(gettext("row %(row)s") % {"row": self.row})
        if self.column:
            column = gettext("column %(column)s") % {"column": self.column}
            parts.append(f"{column} ({self.heading})" if self.heading else column)
        return ", ".join(parts)

    def at(self, sheet: str, row: int = 0, column: str = "", heading: str = "") -> "Fault":
        """The same fault with its place."""
        return replace(self, sheet=sheet, row=row, column=column, heading=heading)


def file_sentence(code: str, facts: Mapping[str, Any]) -> str:
    """Say why a whole file cannot be read (`workbook.UnreadableFile`)."""
    return Fault(code, facts).sentence()


def _shown(value: object) -> str:
    if isinstance(value, Term):
        return gettext(value)
    if isinstance(value, date):
        return date_format(value, "DATE_FORMAT")
    if isinstance(value, tuple | list):
        return ", ".join(str(part) for part in value)
    text = str(value)
    return text if len(text) <= MAX_SHOWN else f"{text[:MAX_SHOWN]}…"


MAX_SHOWN = 80
ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE

CATALOGUE: dict[str, tuple[Severity, str]] = {
    # the file
    "empty_file": (ERROR, _("The file is empty.")),
    "too_large": (ERROR, _("The file is larger than %(megabytes)s MB.")),
    "too_large_unpacked": (ERROR, _("Unpacked, the file is larger than %(megabytes)s MB.")),
    "too_many_rows": (ERROR, _("The file has more than %(limit)s rows. Divide it into several files.")),
    "too_many_columns": (ERROR, _("Row %(row)s has more than %(limit)s columns.")),
    "too_many_sheets": (ERROR, _("The file has more than %(limit)s sheets.")),
    "no_rows": (ERROR, _("There are no rows in the file.")),
    "encrypted": (ERROR, _("The file has a password. Save it without a password and try again.")),
    "old_excel": (ERROR, _("The file is in the old Excel format (.xls). Save it as .xlsx and try again.")),
    "opendocument": (ERROR, _("The file is in OpenDocument format (.ods). Save it as .xlsx or .csv and try again.")),
    "not_a_spreadsheet": (ERROR, _("The file is not a spreadsheet. Choose an .xlsx or .csv file.")),
    "damaged": (ERROR, _("The file is damaged and cannot be read. Open it, save it again and try once more.")),
    "unknown_encoding": (ERROR, _("The letters in the file cannot be read. Save it as .xlsx and try again.")),
    # the sheet
    "empty_sheet": (NOTE, _("The sheet is empty.")),
    "no_headings": (
        WARNING,
        _("No row of headings was recognised, such as name, e-mail and municipality. The sheet was left out."),
    ),
    "sheet_ignored": (NOTE, _("The sheet was left out because you chose so.")),
    "role_unknown": (
        WARNING,
        _("The sheet does not say whether these are mentors or mentees. They stand outside the programme."),
    ),
    # the row
    "sum_row": (NOTE, _("The row is a sum, not a person or a pair. It was left out.")),
    "heading_row": (NOTE, _("The row repeats the headings. It was left out.")),
    "stray_text": (WARNING, _("The row holds only the text “%(value)s”. It was left out.")),
    "name_missing": (ERROR, _("The name is missing.")),
    "name_invalid": (ERROR, _("“%(value)s” is not a name.")),
    "name_too_long": (ERROR, _("The name is longer than %(limit)s characters.")),
    "no_contact": (
        ERROR,
        _(
            "%(name)s has neither an e-mail address nor a telephone number that can be used,"
            " and would not be recognised the next time."
        ),
    ),
    "duplicate_row": (WARNING, _("%(name)s stands in row %(row)s already. The two rows count as one person.")),
    "same_person": (NOTE, _("%(name)s stands in the sheet %(sheet)s, row %(row)s, too: one person.")),
    "differs": (WARNING, _("%(name)s has another value in %(sheet)s, row %(row)s. That one is used.")),
    "two_roles": (
        WARNING,
        _("%(name)s is both mentor and mentee in the file. The role in %(sheet)s, row %(row)s, is used."),
    ),
    # cells about a person
    "formula_as_text": (NOTE, _("The cell begins like a formula and is kept as text. Nothing is calculated.")),
    "email_invalid": (WARNING, _("“%(value)s” is not an e-mail address. It was left empty.")),
    "email_shared": (
        WARNING,
        _(
            "The e-mail address %(email)s also stands beside %(others)s (row %(rows)s)."
            " It identifies nobody and was left empty."
        ),
    ),
    "several_values": (NOTE, _("The cell holds several values. The first is used: %(value)s.")),
    "phone_invalid": (WARNING, _("“%(value)s” is not a telephone number. It was left empty.")),
    "postal_code_invalid": (WARNING, _("“%(value)s” is not a postal code. It was left empty.")),
    "postal_code_unknown": (WARNING, _("The postal code %(value)s is not in the register.")),
    "postal_code_elsewhere": (
        WARNING,
        _("The postal code %(value)s belongs to %(other)s, but the row says %(municipality)s. The row is followed."),
    ),
    "municipality_unknown": (WARNING, _("“%(value)s” is not a municipality. It was left empty.")),
    "municipality_ambiguous": (
        WARNING,
        _("“%(value)s” may be %(candidates)s. Write the county too. It was left empty."),
    ),
    "county_only": (WARNING, _("“%(value)s” is a county, not a municipality. It was left empty.")),
    "municipality_by_code": (
        WARNING,
        _("“%(value)s” does not name one municipality. By the postal code it is understood as %(meaning)s."),
    ),
    "understood_as": (NOTE, _("“%(value)s” is understood as %(meaning)s.")),
    "area_unknown": (WARNING, _("“%(value)s” is not one of the experience areas. It was left out.")),
    "areas_without_consent": (
        WARNING,
        _("Areas that name a diagnosis are left out, because the sheet shows no consent to store them: %(count)s."),
    ),
    "availability_unknown": (
        WARNING,
        _("“%(value)s” does not say whether the person is available. It was left empty."),
    ),
    "paused_until": (NOTE, _("“%(value)s” is understood as on pause until %(until)s.")),
    "pause_without_end": (
        WARNING,
        _("“%(value)s” does not say until when in a way that is understood. It counts as on pause without an end."),
    ),
    "pause_over": (NOTE, _("“%(value)s” is over (%(until)s), and is understood as available.")),
    "capacity_invalid": (WARNING, _("“%(value)s” is not a number from 0 to %(limit)s. It was left empty.")),
    "role_unknown_word": (WARNING, _("“%(value)s” is neither mentor nor mentee. The role was left empty.")),
    "role_coordinator": (
        WARNING,
        _("“%(value)s”: an import cannot make anyone a coordinator. The role was left empty."),
    ),
    "consent_unclear": (WARNING, _("“%(value)s” is neither yes nor no. It counts as no consent.")),
    # cells that only matching reads
    "language_unknown": (WARNING, _("“%(value)s” is not a language that is known here. It was left out.")),
    "meeting_form_unknown": (WARNING, _("“%(value)s” is not understood as a way of meeting. It was left out.")),
    "meeting_time_unknown": (WARNING, _("“%(value)s” is not understood as a time of the week. It was left out.")),
    "qualification_unclear": (
        WARNING,
        _("“%(value)s” is neither yes, no nor a date. The requirement counts as not met."),
    ),
    # cells about a pair
    "date_invalid": (WARNING, _("“%(value)s” is not a date. It was left empty.")),
    "date_in_future": (WARNING, _("%(value)s is in the future. It was left empty.")),
    "starts_in_future": (ERROR, _("The pair starts on %(value)s, which is in the future.")),
    "start_guessed": (WARNING, _("The start date is missing. %(value)s is used.")),
    "end_guessed": (WARNING, _("The date of the end is missing. %(value)s is used.")),
    "before_start": (WARNING, _("%(value)s is before the pair started. The start, %(start)s, is used.")),
    "contact_before_start": (WARNING, _("%(value)s is before the pair started. It was left empty.")),
    "end_before_start": (ERROR, _("The pair ends on %(value)s, before it started on %(start)s.")),
    "after_end": (WARNING, _("%(value)s is after the pair ended on %(end)s. It was left empty.")),
    "milestone_without_date": (
        WARNING,
        _("“%(value)s” says that the milestone is completed, but not when. %(date)s is used."),
    ),
    "status_unknown": (WARNING, _("“%(value)s” is not a state of a pair. The state “%(meaning)s” is used.")),
    "status_guessed": (NOTE, _("The state is missing. From the other columns it is understood as “%(meaning)s”.")),
    "complete_without_milestones": (
        WARNING,
        _("The pair is called completed, but %(count)s milestones have no date. It is imported as active."),
    ),
    "complete_by_milestones": (
        NOTE,
        _("All milestones have a date. “%(value)s” is understood as programme completed."),
    ),
    "ended_but_open": (WARNING, _("There is an end date, but the state is “%(value)s”. The end date was left out.")),
    "reason_but_open": (WARNING, _("There is a reason for ending, but the state is “%(value)s”. It was left out.")),
    "ended_by_milestones": (
        NOTE,
        _("The programme ended with its last milestone on %(date)s. The end date %(value)s was left out."),
    ),
    "reason_unknown": (
        WARNING,
        _("“%(value)s” is not one of the reasons for ending. “%(meaning)s” is used."),
    ),
    "reason_missing": (WARNING, _("The reason for ending is missing. “%(meaning)s” is used.")),
    "person_missing": (ERROR, _("The name of the mentor or the mentee is missing.")),
    "person_unknown": (ERROR, _("%(name)s is not found among the people of the file or the program.")),
    "person_left_out": (ERROR, _("%(name)s was left out (%(sheet)s, row %(row)s), and so is the pair.")),
    "person_ambiguous": (ERROR, _("Several people are called %(name)s. Add a column with the e-mail address.")),
    "wrong_role": (ERROR, _("%(name)s is not a %(role)s in %(sheet)s, row %(row)s.")),
    "same_person_twice": (ERROR, _("%(name)s cannot be both mentor and mentee of a pair.")),
    "duplicate_pair": (NOTE, _("The same pair stands in row %(row)s already. This row was left out.")),
    "mentee_already_paired": (ERROR, _("%(name)s has an active or paused pair in row %(row)s already.")),
    # what is stored already
    "email_of_another": (
        WARNING,
        _("The e-mail address %(email)s stands beside %(others)s in the program. It was left empty."),
    ),
    "known_elsewhere": (
        ERROR,
        _("%(name)s is in the program already, in a unit that you do not coordinate. The row was left out."),
    ),
    "unit_outside_scope": (
        ERROR,
        _("%(name)s belongs to %(unit)s by the municipality, which you do not coordinate. The row was left out."),
    ),
    "cohort_unknown": (WARNING, _("There is no cohort called “%(value)s”. It was left empty.")),
    "role_kept": (
        WARNING,
        _("%(name)s is in an active or paused pair, so the role cannot change. The role in the program is kept."),
    ),
    "capacity_kept": (
        WARNING,
        _("%(name)s has %(count)s active and paused pairs, so the number cannot be lower. The program’s is kept."),
    ),
    "capacity_raised": (
        NOTE,
        _("The sheet gives %(name)s no largest number of mentees. It becomes %(count)s, as many as the pairs need."),
    ),
    "wrong_role_stored": (ERROR, _("%(name)s is not a %(role)s in the program. The pair was left out.")),
    "pair_kept": (
        NOTE,
        _("The pair %(mentor)s and %(mentee)s is in the program already and has changed there. It is left as it is."),
    ),
    "mentee_paired_already": (
        ERROR,
        _("%(name)s is already in an active or paused pair with %(mentor)s. The pair was left out."),
    ),
    "mentee_twice": (ERROR, _("%(name)s is in another active or paused pair of the file. The pair was left out.")),
    "mentor_full": (
        ERROR,
        _("%(name)s has no free place: at most %(count)s mentees at once. The pair was left out."),
    ),
    "no_reasons": (ERROR, _("The organisation has no list of reasons for ending a pair. The pair was left out.")),
}
