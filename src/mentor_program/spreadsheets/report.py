"""What is kept of a preview as JSON, and read again to be shown in the language of the moment."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from mentor_program.geography.recognise import municipality_of_number
from mentor_program.services.import_results import ChangedPerson, ImportReport, NewPair, NewPerson, PersonState
from mentor_program.spreadsheets.faults import Fault, Term, severity_in_words
from mentor_program.spreadsheets.headings import LABELS, Field
from mentor_program.spreadsheets.importing import Preview
from mentor_program.spreadsheets.layout import DroppedColumn
from mentor_program.spreadsheets.pair_words import STATUS_LABELS
from mentor_program.spreadsheets.writing import Table

FIELDS = {
    "name": LABELS[Field.NAME],
    "role": LABELS[Field.ROLE],
    "capacity": LABELS[Field.CAPACITY],
    "availability": LABELS[Field.AVAILABILITY],
    "paused_until": _("On pause until"),
    "municipality": LABELS[Field.MUNICIPALITY],
    "cohort": LABELS[Field.COHORT],
    "email": LABELS[Field.EMAIL],
    "phone": LABELS[Field.PHONE],
    "postal_code": LABELS[Field.POSTAL_CODE],
    "meeting_forms": LABELS[Field.MEETING_FORMS],
    "note": LABELS[Field.NOTE],
    "areas": LABELS[Field.AREAS],
    "consents": LABELS[Field.CONSENT],
}
WORDS = {
    "mentor": _("mentor"),
    "mentee": _("mentee"),
    "available": _("available"),
    "paused": _("paused"),
    "unavailable": _("not available"),
    "in_person": _("in person"),
    "phone": _("by phone"),
    "video": _("by video"),
    "yes": _("yes"),
    "no": _("no"),
    "nothing": _("nothing"),
}


def report_of(preview: Preview) -> ImportReport:
    """Everything the screens tell about an import, without the file itself."""
    plan, understanding = preview.plan, preview.understanding
    summary = {
        "counts": {
            "new_people": len(plan.new_people),
            "changed_people": len(plan.changed_people),
            "same_people": plan.same_people,
            "new_pairs": len(plan.new_pairs),
            "same_pairs": plan.same_pairs,
            "rows_left_out": preview.rows_left_out,
            "diagnosis_areas_left_out": understanding.diagnosis_areas_left_out,
            "faults": len(preview.faults),
            "items": len(plan.new_people) + len(plan.changed_people) + len(plan.new_pairs),
        },
        "severities": Counter(str(fault.severity) for fault in preview.faults),
        "roles": Counter(new.state.role or "" for new in plan.new_people),
        "units": Counter(new.unit_name for new in plan.new_people),
        "statuses": Counter(new.pair.status for new in plan.new_pairs),
        "dropped": [
            {"sheet": one.sheet, "letter": one.letter, "heading": one.heading, "reason": one.reason}
            for one in understanding.dropped_columns
        ],
        "sheets": [
            {
                "title": sheet.title,
                "kind": sheet.kind,
                "role": sheet.role,
                "columns": [
                    {"letter": column.letter, "heading": column.heading, "field": column.field}
                    for column in sheet.columns
                ],
            }
            for sheet in understanding.sheets
        ],
    }
    return ImportReport(
        summary=summary,
        faults=[fault_to_json(fault) for fault in preview.faults],
        items=[
            *map(_new_person, plan.new_people),
            *map(_changed, plan.changed_people),
            *map(_new_pair, plan.new_pairs),
        ],
    )


def _new_person(new: NewPerson) -> dict[str, object]:
    return {"kind": "new_person", "name": new.state.name, "role": new.state.role, "unit": new.unit_name}


def _new_pair(new: NewPair) -> dict[str, object]:
    pair = new.pair
    names = {"mentor": pair.mentor.name, "mentee": pair.mentee.name}
    return {"kind": "new_pair", "status": pair.status, "started": pair.started.isoformat(), **names}


def _changed(person: ChangedPerson) -> dict[str, object]:
    changes = [[name, _plain(person.before, name), _plain(person.after, name)] for name in person.fields]
    return {"kind": "changed", "name": person.before.name, "changes": changes}


def _plain(state: PersonState, name: str) -> object:
    value = getattr(state, name)
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if name == "municipality" and value:
        found = municipality_of_number(value)
        return found.name if found else value
    return list(value) if isinstance(value, tuple) else value


def changes_in_words(changes: Iterable[list]) -> list[str]:
    """ "Telefon: +47 6805 2877 blir +47 6805 2878", in the language of the moment."""
    return [
        gettext("%(field)s: %(old)s becomes %(new)s")
        % {"field": gettext(FIELDS[name]), "old": _in_words(old), "new": _in_words(new)}
        for name, old, new in changes
    ]


def _in_words(value: object) -> str:
    if isinstance(value, bool):
        return gettext(WORDS["yes" if value else "no"])
    if isinstance(value, Mapping):
        return date_format(date.fromisoformat(value["date"]), "DATE_FORMAT")
    if isinstance(value, list):
        return ", ".join(map(_in_words, value)) or gettext(WORDS["nothing"])
    if value in (None, ""):
        return gettext(WORDS["nothing"])
    return gettext(WORDS[value]) if value in WORDS else str(value)


def status_in_words(status: str) -> str:
    """The state of a pair in the language of the moment."""
    return gettext(STATUS_LABELS[status])


def fault_to_json(fault: Fault) -> dict[str, object]:
    """A fault as JSON; its sentence is made when it is shown."""
    place = {"sheet": fault.sheet, "row": fault.row, "column": fault.column, "heading": fault.heading}
    return {"code": fault.code, "severity": str(fault.severity), "facts": facts_to_json(fault.facts), **place}


def facts_to_json(facts: Mapping[str, object]) -> dict[str, object]:
    """Facts of a sentence as JSON."""
    return {name: _fact(value) for name, value in facts.items()}


def _fact(value: object) -> object:
    if isinstance(value, Term):
        return {"term": str(value)}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, tuple | list):
        return [str(part) for part in value]
    return value if value is None or isinstance(value, bool | int | float) else str(value)


def fault_from_json(line: Mapping[str, object]) -> Fault:
    """What `fault_to_json` wrote."""
    facts = facts_from_json(line["facts"])
    return Fault(line["code"], facts).at(line["sheet"], line["row"], line["column"], line["heading"])


def facts_from_json(facts: Mapping[str, object]) -> dict[str, object]:
    """What `facts_to_json` wrote."""
    return {name: _fact_back(value) for name, value in facts.items()}


def _fact_back(value: object) -> object:
    if isinstance(value, Mapping):
        return Term(value["term"]) if "term" in value else date.fromisoformat(value["date"])
    return tuple(value) if isinstance(value, list) else value


def dropped_from_json(line: Mapping[str, str]) -> DroppedColumn:
    """A column that is not imported, as the summary keeps it."""
    return DroppedColumn(line["sheet"], line["letter"], line["heading"], line["reason"])


def table_of_faults(faults: Iterable[Fault]) -> Table:
    """The list of faults as a sheet of its own."""
    headings = (_("Sheet"), _("Row"), _("Column"), _("Heading"), _("What it means"), _("What was found"))
    return Table(gettext("Faults in the file"), [gettext(heading) for heading in headings], _rows(faults))


def _rows(faults: Iterable[Fault]) -> Iterator[tuple[object, ...]]:
    for fault in faults:
        place = fault.sheet, fault.row or None, fault.column, fault.heading
        yield *place, severity_in_words(fault.severity), fault.sentence()
