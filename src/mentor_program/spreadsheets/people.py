"""Rows about people, and who of them is the same person."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from mentor_program.spreadsheets import cells
from mentor_program.spreadsheets.areas import Area, parse_areas
from mentor_program.spreadsheets.cells import Availability, Parsed, name_key
from mentor_program.spreadsheets.cohort_columns import Extra, parse_choices
from mentor_program.spreadsheets.faults import Fault
from mentor_program.spreadsheets.headings import Field
from mentor_program.spreadsheets.layout import Layout
from mentor_program.spreadsheets.reference import Reference
from mentor_program.spreadsheets.table import Table
from mentor_program.spreadsheets.workbook import Cell, Row

Place = tuple[str, int]


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person as the file states them. None and an empty tuple mean that the file says nothing usable.

    `municipality` is a number. `areas` may be stored as they are: those that name a diagnosis are among them only
    where the row's consent column says yes; the others are counted in `diagnosis_areas_left_out` and named nowhere.
    `also` lists further rows (sheet, row) that were the same person.
    """

    sheet: str
    row: int
    name: str
    role: str | None = None
    email: str | None = None
    phone: str | None = None
    postal_code: str | None = None
    municipality: str | None = None
    availability: Availability | None = None
    capacity: int | None = None
    areas: tuple[str, ...] = ()
    diagnosis_areas_left_out: int = 0
    consents: bool = False
    cohort: str | None = None
    meeting_forms: tuple[str, ...] | None = None
    note: str | None = None
    also: tuple[Place, ...] = ()

    @property
    def place(self) -> Place:
        """Where the person stands first."""
        return self.sheet, self.row


# what two rows about one person may both state
STATED = (
    *("email", "phone", "postal_code", "municipality", "availability", "capacity", "cohort", "meeting_forms", "note"),
)


def read_person(table: Table, row: Row, reference: Reference) -> PersonRow | None:
    """Understand one row; None, with the reason reported, when it has no name."""
    name = _name(table, row)
    if name is None:
        return None
    postal_code = table.read(row, Field.POSTAL_CODE, cells.parse_postal_code)
    consents = bool(table.read(row, Field.CONSENT, cells.parse_consent))
    kept, left_out = _areas(table, row, reference, consents)
    role_cell, _ = table.cell(row, Field.ROLE)
    return PersonRow(
        sheet=table.layout.title,
        row=row.number,
        name=name,
        role=table.layout.role if role_cell is None else table.read(row, Field.ROLE, cells.parse_role),
        email=table.read(row, Field.EMAIL, cells.parse_email),
        phone=table.read(row, Field.PHONE, cells.parse_phone),
        postal_code=postal_code,
        municipality=_municipality(table, row, postal_code, reference),
        availability=table.read(row, Field.AVAILABILITY, lambda cell: cells.parse_availability(cell, reference.today)),
        capacity=table.read(row, Field.CAPACITY, cells.parse_capacity),
        areas=kept,
        diagnosis_areas_left_out=left_out,
        consents=consents,
        cohort=table.read(row, Field.COHORT, lambda cell: Parsed(cells.text_of(cell)[:100])),
        meeting_forms=table.read(row, Field.MEETING_FORMS, _parse_meeting_forms),
        note=table.read(row, Field.NOTE, lambda cell: Parsed(str(cell))),
    )


def _parse_meeting_forms(cell: Cell) -> Parsed:
    forms, faults = parse_choices(cell, Extra.MEETING_FORMS)
    return Parsed(tuple(sorted(forms)) if forms else None, faults)


def _name(table: Table, row: Row) -> str | None:
    parts = [table.cell(row, field) for field in (Field.NAME, Field.FIRST_NAME, Field.LAST_NAME)]
    column = next((column for _, column in parts if column), None)
    named = [(cell, column) for cell, column in parts if cell is not None]
    value, faults = cells.parse_name(" ".join(cells.text_of(cell) for cell, _ in named))
    for fault in faults:
        table.tell(fault, row, named[0][1] if named else column)
    return value


def _areas(table: Table, row: Row, reference: Reference, consents: bool) -> tuple[tuple[str, ...], int]:
    """The names that may be stored, and how many that name a diagnosis were left out for want of consent."""
    found: dict[str, Area] = {}
    left_out = 0
    for column in table.layout.of(Field.AREAS):
        areas, faults = parse_areas(row.cell(column.index), reference.areas_by_word)
        without_consent = [area for area in areas if area.names_diagnosis and not consents]
        if without_consent:
            faults = (*faults, Fault("areas_without_consent", {"count": len(without_consent)}))
        for fault in faults:
            table.tell(fault, row, column)
        left_out += len(without_consent)
        found.update({area.name: area for area in areas if area not in without_consent})
    return tuple(found), left_out


def _municipality(table: Table, row: Row, postal_code: str | None, reference: Reference) -> str | None:
    cell, column = table.cell(row, Field.MUNICIPALITY)
    if cell is None:
        column = table.cell(row, Field.POSTAL_CODE)[1] or column
    county, _ = table.cell(row, Field.COUNTY)
    value, faults = cells.parse_municipality(
        cell, county=county, postal_code=postal_code, register=reference.postal_codes
    )
    for fault in faults:
        table.tell(fault, row, column)
    return value


def identify(
    rows: list[PersonRow], layouts: Mapping[str, Layout], report: list[Fault], *, recognised_again: bool = True
) -> tuple[list[PersonRow], list[PersonRow]]:
    """Find out who is the same person. Returns the people, and the rows of whom nobody could be recognised again.

    The same e-mail address and name, or the same name and telephone number, are one person. An address that stands
    beside two names identifies nobody: it is taken away from both, and they are known by name and number. Without
    `recognised_again` nobody is left out: a row with a name alone is a person.
    """
    people: list[PersonRow] = []
    left_out: list[PersonRow] = []
    places: dict[tuple[str, str], int] = {}
    for person in _without_shared_emails(rows, layouts, report):
        if recognised_again and not person.email and not person.phone:
            report.append(Fault("no_contact", {"name": person.name}).at(*person.place))
            left_out.append(person)
            continue
        keys = [(name_key(person.name), contact) for contact in (person.email, person.phone) if contact]
        known = next((places[key] for key in keys if key in places), None)
        if known is None or _differ(people[known].email, person.email):
            known = len(people)
            people.append(person)
        else:
            people[known] = _merged(people[known], person, report)
        places.update(dict.fromkeys(keys, known))
    return people, left_out


def _differ(one: object, other: object) -> bool:
    return bool(one and other and one != other)


def _without_shared_emails(
    rows: list[PersonRow], layouts: Mapping[str, Layout], report: list[Fault]
) -> list[PersonRow]:
    by_email: dict[str, list[PersonRow]] = {}
    for person in rows:
        if person.email:
            by_email.setdefault(person.email, []).append(person)
    shared = {email: people for email, people in by_email.items() if len({name_key(p.name) for p in people}) > 1}

    def checked(person: PersonRow) -> PersonRow:
        if person.email not in shared:
            return person
        others = [p for p in shared[person.email] if name_key(p.name) != name_key(person.name)]
        facts = {
            "email": person.email,
            "others": tuple(p.name for p in others),
            "rows": tuple(str(p.row) if p.sheet == person.sheet else f"{p.sheet} {p.row}" for p in others),
        }
        column = layouts[person.sheet].of(Field.EMAIL)[0]
        report.append(Fault("email_shared", facts).at(*person.place, column.letter, column.heading))
        return replace(person, email=None)

    return [checked(person) for person in rows]


def _merged(first: PersonRow, second: PersonRow, report: list[Fault]) -> PersonRow:
    """One person of two rows: what the first states counts, the second fills the gaps."""
    facts = {"name": second.name, "sheet": first.sheet, "row": first.row}
    code = "duplicate_row" if first.sheet == second.sheet else "same_person"
    report.append(Fault(code, facts).at(*second.place))
    if _differ(first.role, second.role):
        report.append(Fault("two_roles", facts).at(*second.place))
    if any(_differ(getattr(first, name), getattr(second, name)) for name in STATED):
        report.append(Fault("differs", facts).at(*second.place))

    def stated(name: str) -> object:
        own = getattr(first, name)
        return getattr(second, name) if own is None else own

    return replace(
        first,
        role=first.role or second.role,
        areas=tuple(dict.fromkeys(first.areas + second.areas)),
        diagnosis_areas_left_out=first.diagnosis_areas_left_out + second.diagnosis_areas_left_out,
        consents=first.consents or second.consents,
        also=(*first.also, second.place),
        **{name: stated(name) for name in STATED},
    )
