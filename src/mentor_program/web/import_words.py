"""What the screens of an import say: counts, places, lines and columns in words."""

from collections.abc import Iterable, Mapping

from django.utils.dateparse import parse_date
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from mentor_program.spreadsheets.faults import Severity
from mentor_program.spreadsheets.headings import LABELS, MILESTONE, PAIR_FIELDS, PEOPLE_FIELDS, label
from mentor_program.spreadsheets.report import changes_in_words, dropped_from_json, fault_from_json, severity_in_words
from mentor_program.web.dates import day_in_words
from mentor_program.web.words import PAIRING_STATUS

Counts = Mapping[str, int]
LOOKS = {
    Severity.ERROR: ("danger", "stop"),
    Severity.WARNING: ("warning", "attention"),
    Severity.NOTE: ("calm", "check"),
}
KINDS = {
    "people": gettext_lazy("people"),
    "pairs": gettext_lazy("pairs"),
    "ignored": gettext_lazy("left out"),
    "unknown": gettext_lazy("not understood"),
}
AS_RECOGNISED = KEEP_OUT = "-"
SHEET_CHOICES: dict[str, str | Promise] = {
    AS_RECOGNISED: gettext_lazy("As recognised"),
    "mentors": gettext_lazy("Mentors"),
    "mentees": gettext_lazy("Mentees"),
    "people": gettext_lazy("People of both roles, or of none"),
    "ignore": gettext_lazy("Leave the sheet out"),
}
ROLES = {
    "mentor": lambda n: ngettext("%(n)d mentor", "%(n)d mentors", n) % {"n": n},
    "mentee": lambda n: ngettext("%(n)d mentee", "%(n)d mentees", n) % {"n": n},
    "": lambda n: _("%(n)d outside the programme") % {"n": n},
}

STATES = {
    "active": lambda n: ngettext("%(n)d active", "%(n)d active", n) % {"n": n},
    "paused": lambda n: ngettext("%(n)d on pause", "%(n)d on pause", n) % {"n": n},
    "programme_complete": lambda n: ngettext("%(n)d completed", "%(n)d completed", n) % {"n": n},
    "dissolved": lambda n: ngettext("%(n)d ended early", "%(n)d ended early", n) % {"n": n},
}


def people_in_words(number: int) -> str:
    return ngettext("%(number)s person", "%(number)s people", number) % {"number": _thousands(number)}


def pairs_in_words(number: int) -> str:
    return ngettext("%(number)s mentor pair", "%(number)s mentor pairs", number) % {"number": _thousands(number)}


def found_in_words(counts: Counts) -> str:
    """ "69 personer og 19 mentorpar", only what there is; "ingenting nytt" when nothing is."""
    people = counts["new_people"] + counts["changed_people"]
    parts = [people_in_words(people)] if people else []
    parts += [pairs_in_words(counts["new_pairs"])] if counts["new_pairs"] else []
    if len(parts) == 2:
        return _("%(people)s and %(pairs)s") % {"people": parts[0], "pairs": parts[1]}
    return parts[0] if parts else _("nothing new")


def written_in_words(counts: Counts) -> str:
    """ "69 personer og 19 mentorpar er importert"."""
    return capfirst(_("%(what)s imported") % {"what": found_in_words(counts)})


def progress_in_words(done: int, total: int, *, to_write: bool) -> str:
    """ "1 250 av 5 000 rader lest"."""
    if not total:
        return _("Saving") if to_write else _("Reading the file")
    counted = {"done": _thousands(done), "total": _thousands(total)}
    return (_("%(done)s of %(total)s rows saved") if to_write else _("%(done)s of %(total)s rows read")) % counted


def _thousands(number: int) -> str:
    return f"{number:,}".replace(",", "\u00a0")


def facts_in_words(summary: Mapping[str, object], *, done: bool = False) -> list[tuple[str, str]]:
    """What the file brings, as (what, how much); what there is none of is left out, new people and pairs are not.

    `done`: it has been imported, also when it has been undone since.
    """
    counts = summary["counts"]
    roles = [ROLES[role](summary["roles"][role]) for role in ROLES if summary["roles"].get(role)]
    states = [STATES[state](summary["statuses"][state]) for state in STATES if summary["statuses"].get(state)]
    facts = [
        (_("New people"), _with_parts(counts["new_people"], roles)),
        (_("People who were changed") if done else _("People who change"), counts["changed_people"]),
        (_("People as before"), counts["same_people"]),
        (_("New mentor pairs"), _with_parts(counts["new_pairs"], states)),
        (_("Mentor pairs as before"), counts["same_pairs"]),
        (_("Rows that were left out") if done else _("Rows left out"), counts["rows_left_out"]),
        (_("Areas that name a diagnosis, left out without consent"), counts["diagnosis_areas_left_out"]),
    ]
    always = (facts[0][0], facts[3][0], facts[5][0])
    return [(what, str(number)) for what, number in facts if number or what in always]


def _with_parts(number: int, parts: list[str]) -> str:
    return f"{number} ({', '.join(parts)})" if parts else str(number)


def dropped_in_words(summary: Mapping[str, object]) -> list[dict[str, str]]:
    """Every column that is not imported, with the reason."""
    return [
        {
            "sheet": column.sheet,
            "column": _("%(heading)s (column %(letter)s)") % {"heading": column.heading, "letter": column.letter}
            if column.heading
            else _("Column %(letter)s") % {"letter": column.letter},
            "why": column.sentence(),
        }
        for column in map(dropped_from_json, summary["dropped"])
    ]


def faults_in_words(lines: Iterable[tuple[int, dict]]) -> list[dict[str, object]]:
    """Lines of the table of faults."""
    return [
        {
            "sheet": fault.sheet,
            "row": fault.row or "",
            "column": f"{fault.column} ({fault.heading})" if fault.heading else fault.column,
            "sentence": fault.sentence(),
            "meaning": severity_in_words(fault.severity),
            "tone": LOOKS[fault.severity][0],
            "icon": LOOKS[fault.severity][1],
        }
        for fault in (fault_from_json(line) for _number, line in lines)
    ]


def items_in_words(lines: Iterable[tuple[int, dict]]) -> list[dict[str, object]]:
    """Lines of the table of what is created and changed."""
    return [_item(line) for _number, line in lines]


def _item(line: Mapping[str, object]) -> dict[str, object]:
    if line["kind"] == "new_pair":
        status = PAIRING_STATUS[line["status"]].words
        names = _("%(mentor)s and %(mentee)s") % {"mentor": line["mentor"], "mentee": line["mentee"]}
        started = day_in_words(parse_date(line["started"]))
        about = [_("%(status)s, started %(day)s") % {"status": status, "day": started}]
        return {"what": _("New mentor pair"), "name": names, "about": about}
    if line["kind"] == "changed":
        return {"what": _("Changed person"), "name": line["name"], "about": changes_in_words(line["changes"])}
    role = {"mentor": _("mentor"), "mentee": _("mentee")}.get(line["role"], _("outside the programme"))
    return {"what": _("New person"), "name": line["name"], "about": [f"{capfirst(role)}, {line['unit']}"]}


def sheet_in_words(sheet: Mapping[str, object]) -> str:
    """ "Hva arket inneholder (gjenkjent: mentorer)"."""
    roles = {"mentor": SHEET_CHOICES["mentors"], "mentee": SHEET_CHOICES["mentees"]}
    kind = str(roles.get(sheet["role"], KINDS[sheet["kind"]])).lower()
    return _("What the sheet holds (recognised: %(kind)s)") % {"kind": kind}


def field_choices(kind: str, chosen: Iterable[str]) -> list[tuple[str, str]]:
    """What a column of a sheet of this kind can mean, "leave out" first; a milestone only where it is recognised."""
    wanted = PAIR_FIELDS if kind == "pairs" else PEOPLE_FIELDS
    milestones = [field for field in chosen if field.startswith(MILESTONE)] if kind == "pairs" else []
    fields = [str(field) for field in LABELS if field in wanted]
    return [(KEEP_OUT, _("Do not import")), *((field, label(field)) for field in [*fields, *milestones])]
