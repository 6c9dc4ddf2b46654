"""Rows about pairs: their states and dates."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from mentor_program.spreadsheets import cells
from mentor_program.spreadsheets.cells import Parsed, told
from mentor_program.spreadsheets.dates import parse_date
from mentor_program.spreadsheets.faults import Fault
from mentor_program.spreadsheets.headings import MILESTONE, Field
from mentor_program.spreadsheets.layout import Column
from mentor_program.spreadsheets.pair_words import (
    ACTIVE,
    COMPLETE,
    DISSOLVED,
    PAUSED,
    STATUS_LABELS,
    parse_reason,
    parse_status,
)
from mentor_program.spreadsheets.reference import Reference
from mentor_program.spreadsheets.table import Table
from mentor_program.spreadsheets.workbook import Cell, Row


@dataclass(frozen=True, slots=True)
class Someone:
    """A person of a pair: `person` is the place in `Understanding.people`, else `known` what `find_people` answered."""

    name: str
    email: str | None = None
    person: int | None = None
    known: object = None


@dataclass(frozen=True, slots=True)
class PairRow:
    """A pair as the file states it; no date is later than today or earlier than `started`.

    `milestones` holds (name in the template, date) in the template's order. `ended` and `reason` are given for
    `dissolved` alone; a `programme_complete` pair ended with its last milestone.
    """

    sheet: str
    row: int
    mentor: Someone
    mentee: Someone
    started: date
    status: str
    milestones: tuple[tuple[str, date], ...] = ()
    last_contact: date | None = None
    ended: date | None = None
    reason: str | None = None
    cohort: str | None = None


class Unusable(Exception):
    """The row cannot become a pair; why is reported."""


def read_pair(table: Table, row: Row, reference: Reference) -> PairRow | None:
    """Understand one row; None, with the reason reported, when it cannot become a pair."""
    try:
        return _Reading(table, row, reference).pair()
    except Unusable:
        return None


@dataclass
class _Reading:
    table: Table
    row: Row
    reference: Reference
    undated: list[tuple[str, Cell, Column]] = field(default_factory=list)

    def pair(self) -> PairRow:
        mentor = self.someone(Field.MENTOR, Field.MENTOR_EMAIL)
        mentee = self.someone(Field.MENTEE, Field.MENTEE_EMAIL)
        dated = self.milestone_dates()
        last_contact = self.date_of(Field.LAST_CONTACT)
        ended = self.date_of(Field.ENDED)
        started = self.start([*dated.values(), last_contact, ended])
        milestones = self.from_start(dated, started)
        if last_contact and last_contact < started:
            self.drop(Field.LAST_CONTACT, "contact_before_start", value=last_contact)
            last_contact = None
        status = self.status(milestones, ended)
        reason = None
        if status == DISSOLVED:
            ended = self.end(ended, started, [*milestones.values(), last_contact])
            milestones, last_contact = self.until_end(milestones, last_contact, ended)
            reason = self.reason()
        else:
            self.report_end_without_dissolution(status, ended, max(milestones.values(), default=started))
        return PairRow(
            sheet=self.table.layout.title,
            row=self.row.number,
            mentor=mentor,
            mentee=mentee,
            started=started,
            status=status,
            milestones=tuple((name, milestones[name]) for name in self.reference.milestones if name in milestones),
            last_contact=last_contact,
            ended=ended if status == DISSOLVED else None,
            reason=reason,
            cohort=self.table.read(self.row, Field.COHORT, lambda cell: Parsed(cells.text_of(cell)[:100])),
        )

    def tell(self, code: str, column: Column | None, **facts: object) -> None:
        self.table.tell(Fault(code, facts), self.row, column)

    def drop(self, name: str, code: str, **facts: object) -> None:
        """Report that a field's value is not used."""
        self.tell(code, self.table.cell(self.row, name)[1], **facts)

    def someone(self, name: str, email: str) -> Someone:
        cell, column = self.table.cell(self.row, name)
        if cell is None:
            self.tell("person_missing", column)
            raise Unusable
        value = self.table.read(self.row, name, cells.parse_name)
        if value is None:
            raise Unusable
        return Someone(value, self.table.read(self.row, email, cells.parse_email))

    def date_of(self, name: str) -> date | None:
        return self.table.read(self.row, name, self.past_date)

    def past_date(self, cell: Cell) -> Parsed:
        day = parse_date(cell)
        if day is None:
            return told(None, "date_invalid", value=cells.text_of(cell))
        return told(None, "date_in_future", value=day) if day > self.reference.today else Parsed(day)

    def milestone_dates(self) -> dict[str, date]:
        """Dates by milestone; milestones that are only ticked off are remembered in `undated`."""
        dates = {}
        for name in self.reference.milestones:
            cell, column = self.table.cell(self.row, MILESTONE + name)
            if column is None or cell is None:
                continue
            done = None if parse_date(cell) else cells.parse_yes(cell)
            if done:
                self.undated.append((name, cell, column))
            elif done is None and (day := self.date_of(MILESTONE + name)):
                dates[name] = day
        return dates

    def start(self, dates: Iterable[date | None]) -> date:
        cell, column = self.table.cell(self.row, Field.STARTED)
        day = parse_date(cell)
        if day and day > self.reference.today:
            self.tell("starts_in_future", column, value=day)
            raise Unusable
        if day:
            return day
        if cell is not None:
            self.tell("date_invalid", column, value=cells.text_of(cell))
        guess = min(filter(None, dates), default=self.reference.today)
        self.tell("start_guessed", column, value=guess)
        return guess

    def from_start(self, dated: dict[str, date], started: date) -> dict[str, date]:
        """The milestones with no date before the start, those without a date given one."""
        milestones = {}
        latest = started
        undated = {name: (cell, column) for name, cell, column in self.undated}
        for name in self.reference.milestones:
            if name in dated and dated[name] < started:
                self.drop(MILESTONE + name, "before_start", value=dated[name], start=started)
                milestones[name] = started
            elif name in dated:
                milestones[name] = dated[name]
            elif name in undated:
                cell, column = undated[name]
                self.tell("milestone_without_date", column, value=cells.text_of(cell), date=latest)
                milestones[name] = latest
            latest = max(latest, milestones.get(name, latest))
        return milestones

    def status(self, milestones: dict[str, date], ended: date | None) -> str:
        """The state, held against the milestones: all of them completed, and only that, completes the programme."""
        cell, column = self.table.cell(self.row, Field.STATUS)
        said = self.table.read(self.row, Field.STATUS, parse_status)
        missing = len(self.reference.milestones) - len(milestones)
        complete = bool(self.reference.milestones) and missing == 0
        if said is None:
            meaning = COMPLETE if complete else DISSOLVED if ended or self.has(Field.REASON) else ACTIVE
            self.tell("status_guessed", column, meaning=STATUS_LABELS[meaning])
            return meaning
        if said != COMPLETE and complete:
            self.tell("complete_by_milestones", column, value=cells.text_of(cell))
            return COMPLETE
        if said == COMPLETE and not complete:
            self.tell("complete_without_milestones", column, count=missing)
            return ACTIVE
        return said

    def has(self, name: str) -> bool:
        return self.table.cell(self.row, name)[0] is not None

    def end(self, ended: date | None, started: date, dates: Iterable[date | None]) -> date:
        if ended and ended < started:
            self.drop(Field.ENDED, "end_before_start", value=ended, start=started)
            raise Unusable
        if ended:
            return ended
        guess = max(filter(None, dates), default=started)
        self.drop(Field.ENDED, "end_guessed", value=guess)
        return guess

    def until_end(
        self, milestones: dict[str, date], last_contact: date | None, ended: date
    ) -> tuple[dict[str, date], date | None]:
        """Without what is said to have happened after the end."""
        for name, day in milestones.items():
            if day > ended:
                self.drop(MILESTONE + name, "after_end", value=day, end=ended)
        if last_contact and last_contact > ended:
            self.drop(Field.LAST_CONTACT, "after_end", value=last_contact, end=ended)
            last_contact = None
        return {name: day for name, day in milestones.items() if day <= ended}, last_contact

    def reason(self) -> str | None:
        cell, column = self.table.cell(self.row, Field.REASON)
        value, faults = parse_reason(cell, self.reference.reasons)
        for fault in faults:
            self.table.tell(fault, self.row, column)
        return value

    def report_end_without_dissolution(self, status: str, ended: date | None, last_milestone: date) -> None:
        """An end or a reason beside a state that has none is told, and left out."""
        if status == COMPLETE and ended and ended != last_milestone:
            self.drop(Field.ENDED, "ended_by_milestones", value=ended, date=last_milestone)
        if status in (ACTIVE, PAUSED) and ended:
            self.drop(Field.ENDED, "ended_but_open", value=STATUS_LABELS[status])
        if self.has(Field.REASON):
            self.drop(Field.REASON, "reason_but_open", value=STATUS_LABELS[status])
