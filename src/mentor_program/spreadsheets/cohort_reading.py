"""From the spreadsheets of an organisation without an account to the people that matching weighs."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from io import BytesIO
from pathlib import Path, PurePath
from typing import Any

from mentor_program import supabase
from mentor_program.domain.matching import Availability, Obstacle, obstacle
from mentor_program.domain.readiness import Held, Lacking, Qualification, lacking
from mentor_program.domain.scoring import MenteeFacts, MentorFacts
from mentor_program.domain.standard_programme import MILESTONES, REASONS
from mentor_program.spreadsheets.areas import Area, parse_areas
from mentor_program.spreadsheets.cells import name_key, parse_name
from mentor_program.spreadsheets.cohort_columns import (
    QUALIFICATIONS,
    Extra,
    parse_choices,
    parse_qualification,
    parse_waiting_since,
    with_extras,
)
from mentor_program.spreadsheets.faults import Fault, Severity
from mentor_program.spreadsheets.headings import Field, role_of
from mentor_program.spreadsheets.layout import WANTING, WHOLE_SHEET, Choices, DroppedColumn, Layout
from mentor_program.spreadsheets.pair_words import ACTIVE, COMPLETE, PAUSED
from mentor_program.spreadsheets.pairs import PairRow
from mentor_program.spreadsheets.people import PersonRow, Place
from mentor_program.spreadsheets.reading import read_workbook
from mentor_program.spreadsheets.reference import Reference
from mentor_program.spreadsheets.table import Table
from mentor_program.spreadsheets.understanding import Understanding, understand_sheets
from mentor_program.spreadsheets.words import tokens
from mentor_program.spreadsheets.workbook import Row, Sheet, UnreadableFile

OPEN = (ACTIVE, PAUSED)
AREAS_SQL = Path(supabase.__file__).with_name("experience_areas.sql")
AREA = re.compile(r"^\s*\('\w+', '([^']+)', (true|false), \d+\)", re.MULTILINE)


@dataclass(frozen=True)
class Participant:
    """A mentor or a mentee with what is weighed, and why not now: an obstacle, `completed`, or requirements not met.

    `unread_pairs` are the places (sheet, row) of pairs that name this person and could not be used.
    """

    sheet: str
    row: int
    name: str
    facts: MentorFacts | MenteeFacts
    waiting_since: date | None = None
    paused_until: date | None = None
    obstacle: Obstacle | None = None
    completed: bool = False
    lacking: tuple[Lacking, ...] = ()
    unread_pairs: tuple[Place, ...] = ()

    @property
    def takes_part(self) -> bool:
        """Whether this person can be proposed now."""
        return not (self.obstacle or self.completed or self.lacking)

    @property
    def free_places(self) -> int:
        """Of a mentor: how many more mentees."""
        return max(0, self.facts.capacity - self.facts.open_pairings)


@dataclass(frozen=True)
class Cohort:
    """Everybody in the sheets, in their order. `former` holds (mentee, mentor) places of pairs that have ended."""

    mentors: tuple[Participant, ...]
    mentees: tuple[Participant, ...]
    former: frozenset[tuple[int, int]]
    required: tuple[Qualification, ...]
    faults: tuple[Fault, ...]
    dropped_columns: tuple[DroppedColumn, ...]


class UnreadableAmongFiles(Exception):
    """One of the files cannot be read; `reason` says why."""

    def __init__(self, file_name: str, reason: UnreadableFile) -> None:
        super().__init__(file_name)
        self.file_name, self.reason = file_name, reason


def read_cohort(
    files: Collection[tuple[str, bytes]],
    *,
    today: date,
    postal_codes: Mapping[str, str] | None = None,
    required: Collection[Qualification] | None = None,
) -> Cohort:
    """Understand files (name, content) together. Raises UnreadableAmongFiles.

    `postal_codes` maps codes to municipality numbers. `required` are the qualifications that mentors must have; None
    asks each for those that their own sheet has a column for.
    """
    sheets, choices = _sheets(files)
    reference = Reference(
        today=today,
        areas=standard_areas(),
        milestones=tuple(milestone.name for milestone in MILESTONES),
        reasons=REASONS,
        postal_codes=postal_codes or {},
    )
    understanding = understand_sheets(sheets, choices, reference=reference, recognised_again=False)
    return _Gathering(sheets, understanding, reference, required).cohort()


def standard_areas() -> tuple[Area, ...]:
    """The experience areas that every organisation begins with, as the database has them."""
    return tuple(Area(name, said == "true") for name, said in AREA.findall(AREAS_SQL.read_text(encoding="utf-8")))


def _sheets(files: Collection[tuple[str, bytes]]) -> tuple[list[Sheet], Choices]:
    """The sheets of all files under titles that differ, and the role that a sheet's own title gives."""
    found: list[Sheet] = []
    choices: dict[tuple[str, str], str | None] = {}
    for file_name, content in files:
        try:
            sheets = read_workbook(BytesIO(content), file_name)
        except UnreadableFile as reason:
            raise UnreadableAmongFiles(file_name, reason) from reason
        stem = PurePath(file_name).stem
        for sheet in sheets:
            title = sheet.title if len(files) == 1 or sheet.title == stem else f"{stem} – {sheet.title}"
            title = _unlike(title, {other.title for other in found})
            if role := role_of(sheet.title):
                choices[title, WHOLE_SHEET] = f"{role}s"
            found.append(Sheet(title, sheet.rows))
    return found, choices


def _unlike(title: str, taken: set[str]) -> str:
    number = 1
    while (one := title if number == 1 else f"{title} ({number})") in taken:
        number += 1
    return one


@dataclass
class _Gathering:
    sheets: Iterable[Sheet]
    understanding: Understanding
    reference: Reference
    asked: Collection[Qualification] | None
    report: list[Fault] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.layouts = {layout.title: with_extras(layout) for layout in self.understanding.sheets}
        self.tables = {sheet.title: Table(sheet, self.layouts[sheet.title], self.report) for sheet in self.sheets}
        self.rows = {(sheet.title, row.number): row for sheet in self.sheets for row in sheet.rows}
        self.diagnoses = {area.name for area in self.reference.areas if area.names_diagnosis}
        self.pairs_of: dict[int, list[PairRow]] = {}
        for pair in self.understanding.pairs:
            for one in (pair.mentor, pair.mentee):
                self.pairs_of.setdefault(one.person, []).append(pair)
        self.unread_pairs = self._unread_pairs()

    def cohort(self) -> Cohort:
        people = list(enumerate(self.understanding.people))
        mentors = {number: self._mentor(number, person) for number, person in people if person.role == "mentor"}
        mentees = {number: self._mentee(number, person) for number, person in people if person.role == "mentee"}
        mentor_at = {number: place for place, number in enumerate(mentors)}
        mentee_at = {number: place for place, number in enumerate(mentees)}
        former = {
            (mentee_at[pair.mentee.person], mentor_at[pair.mentor.person])
            for pair in self.understanding.pairs
            if pair.status not in OPEN and pair.mentee.person in mentee_at and pair.mentor.person in mentor_at
        }
        order = {title: place for place, title in enumerate(self.layouts)}
        faults = [*self.understanding.faults, *self.report]
        return Cohort(
            mentors=tuple(mentors.values()),
            mentees=tuple(mentees.values()),
            former=frozenset(former),
            required=self._required_of(*(person for _, person in people if person.role == "mentor")),
            faults=tuple(sorted(faults, key=lambda f: (order[f.sheet], f.row, len(f.column), f.column))),
            dropped_columns=tuple(column for layout in self.layouts.values() for column in layout.dropped()),
        )

    def _mentor(self, number: int, person: PersonRow) -> Participant:
        pairs = self.pairs_of.get(number, [])
        open_pairings = sum(pair.status in OPEN for pair in pairs)
        capacity = max(1, open_pairings) if person.capacity is None else person.capacity
        facts = MentorFacts(
            areas=frozenset(person.areas) - self.diagnoses,
            diagnoses=frozenset(person.areas) & self.diagnoses,
            capacity=capacity,
            open_pairings=open_pairings,
            times_mentor=len(pairs) - open_pairings,
            place=person.municipality,
            **self._preferences(person),
        )
        missing = lacking(self._required_of(person), self._held(person), self.reference.today)
        return self._participant(person, facts, open_pairings, lacking=missing)

    def _mentee(self, number: int, person: PersonRow) -> Participant:
        pairs = self.pairs_of.get(number, [])
        wished, lived_with = self._mentee_areas(person)
        facts = MenteeFacts(
            areas=lived_with - self.diagnoses, wished=wished, place=person.municipality, **self._preferences(person)
        )
        ended = max((pair.ended for pair in pairs if pair.ended), default=None)
        waiting_since = ended or self._read(
            person, Extra.WAITING_SINCE, lambda cell: parse_waiting_since(cell, self.reference.today)
        )
        return replace(
            self._participant(person, facts, sum(pair.status in OPEN for pair in pairs)),
            waiting_since=waiting_since,
            completed=any(pair.status == COMPLETE for pair in pairs),
        )

    def _participant(
        self, person: PersonRow, facts: MentorFacts | MenteeFacts, open_pairings: int, **more: Any
    ) -> Participant:
        away = person.availability
        why_not = obstacle(
            role=person.role or "",
            availability=Availability(away.state if away else "available"),
            paused_until=away.until if away else None,
            open_pairings=open_pairings,
            capacity=getattr(facts, "capacity", 1),
            readiness=None,
            today=self.reference.today,
        )
        until = away.until if away else None
        unread = tuple(self.unread_pairs.get((person.role, name_key(person.name)), ()))
        return Participant(
            *person.place, person.name, facts, paused_until=until, obstacle=why_not, unread_pairs=unread, **more
        )

    def _preferences(self, person: PersonRow) -> dict[str, frozenset[str]]:
        said = {
            name: self._read(person, extra, lambda cell, extra=extra: parse_choices(cell, extra)) or frozenset()
            for name, extra in (
                ("languages", Extra.LANGUAGES),
                ("meeting_times", Extra.MEETING_TIMES),
            )
        }
        return said | {"meeting_forms": frozenset(person.meeting_forms or ())}

    def _mentee_areas(self, person: PersonRow) -> tuple[frozenset[str], frozenset[str]]:
        """What is asked for and what is lived with, by the heading of each column ("Ønsker hjelp med")."""
        said: dict[bool, set[str]] = {True: set(), False: set()}
        for layout, row in self._places(person):
            for column in layout.of(Field.AREAS):
                found = parse_areas(row.cell(column.index), self.reference.areas_by_word).value
                wanting = bool(tokens(column.heading) & WANTING)
                said[wanting] |= {area.name for area in found} & set(person.areas)  # the rest lacks consent
        return frozenset(said[True]), frozenset(said[False])

    def _held(self, person: PersonRow) -> list[Held]:
        said = [
            self._read(person, extra, lambda cell, extra=extra: parse_qualification(cell, extra, self.reference.today))
            for extra in QUALIFICATIONS
        ]
        return [one.held for one in said if one and one.held]

    def _unread_pairs(self) -> dict[tuple[str | None, str], list[Place]]:
        """Where pairs stand that could not be used, by the role and name of whom they name."""
        found: dict[tuple[str | None, str], list[Place]] = {}
        left_out = {(f.sheet, f.row) for f in self.understanding.faults if f.severity is Severity.ERROR}
        for sheet, number in sorted(left_out):
            table, row = self.tables[sheet], self.rows.get((sheet, number))
            if table.layout.kind == "pairs" and row:
                for role in (Field.MENTOR, Field.MENTEE):
                    name = parse_name(table.cell(row, role)[0]).value or ""
                    found.setdefault((str(role), name_key(name)), []).append((sheet, number))
        return found

    def _required_of(self, *people: PersonRow) -> tuple[Qualification, ...]:
        """What is asked for, else what a sheet where one of these mentors stands has a column for."""
        if self.asked is not None:
            return tuple(kind for kind in Qualification if kind in self.asked)
        columns = {column.field for person in people for layout, _ in self._places(person) for column in layout.columns}
        return tuple(kind for extra, kind in QUALIFICATIONS.items() if extra in columns)

    def _read(self, person: PersonRow, extra: Extra, parse: Callable) -> Any:
        """What the first of the person's rows that says anything says; the others fill no gap within it."""
        for layout, row in self._places(person):
            value = self.tables[layout.title].read(row, extra, parse)
            if value is not None:
                return value
        return None

    def _places(self, person: PersonRow) -> list[tuple[Layout, Row]]:
        places = (person.place, *person.also)
        return [(self.layouts[sheet], self.rows[sheet, number]) for sheet, number in places]
