"""The answer as a workbook: proposals, who stays without, what the sheets had wrong, and how it was weighed."""

from collections.abc import Iterator
from typing import BinaryIO

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_noop as _

from mentor_program.domain.scoring import MentorFacts
from mentor_program.spreadsheets.cohort_proposals import Proposals
from mentor_program.spreadsheets.cohort_reading import Cohort, Participant
from mentor_program.spreadsheets.cohort_words import (
    PARTS,
    QUALIFICATIONS,
    away,
    parts,
    place_in_words,
    reasons,
    what_helps,
    why_without,
)
from mentor_program.spreadsheets.faults import severity_in_words
from mentor_program.spreadsheets.writing import Table, write_book


def write_result(cohort: Cohort, result: Proposals, file: BinaryIO) -> None:
    """Write the four sheets to an open file."""
    tables = [_pairs(result), _without(result), _faults(cohort), _weights(cohort, result)]
    write_book(gettext("Proposed mentor pairs"), tables, file)


def _table(title: str, columns: tuple[tuple[str, int], ...], rows: Iterator[tuple[object, ...]]) -> Table:
    headings, widths = zip(*columns, strict=True)
    return Table(gettext(title), [gettext(heading) for heading in headings], rows, widths)


def _pairs(result: Proposals) -> Table:
    columns = (
        (_("Mentee"), 26),
        (_("Mentor"), 26),
        (_("Score (0–100)"), 14),
        (_("Reasons"), 80),
        (_("Parts of the score (0–100)"), 50),
        (_("The mentee’s municipality"), 20),
        (_("The mentor’s municipality"), 20),
        (_("Waiting since"), 16),
        (_("The mentee stands in"), 28),
        (_("The mentor stands in"), 28),
    )
    rows = (
        (
            pair.mentee.name,
            pair.mentor.name,
            pair.score.total,
            reasons(pair),
            parts(pair),
            place_in_words(pair.mentee.facts.place),
            place_in_words(pair.mentor.facts.place),
            pair.mentee.waiting_since,
            _stands_in(pair.mentee),
            _stands_in(pair.mentor),
        )
        for pair in result.pairs
    )
    return _table(_("Proposals"), columns, rows)


def _without(result: Proposals) -> Table:
    columns = (
        (_("Name"), 26),
        (_("Role"), 12),
        (_("Municipality"), 20),
        (_("Why"), 60),
        (_("What would help"), 70),
        (_("Stands in"), 28),
    )
    return _table(_("Without a mentor pair"), columns, _without_rows(result))


def _without_rows(result: Proposals) -> Iterator[tuple[object, ...]]:
    def row(person: Participant, why: str, helps: str = "") -> tuple[object, ...]:
        role = gettext("mentor") if isinstance(person.facts, MentorFacts) else gettext("mentee")
        return person.name, role, place_in_words(person.facts.place), _capital(why), _capital(helps), _stands_in(person)

    for line in result.without:
        yield row(line.mentee, why_without(line, result), what_helps(line))
    for person in result.unused:
        yield row(person, gettext("Has a free place, and nobody who waits was proposed."))
    for person in result.away:
        yield row(person, away(person))


def _faults(cohort: Cohort) -> Table:
    columns = (
        (_("Sheet"), 28),
        (_("Row"), 8),
        (_("Column"), 10),
        (_("Heading"), 24),
        (_("What it means"), 16),
        (_("What was found"), 90),
    )
    return _table(_("Problems in the sheets"), columns, _fault_rows(cohort))


def _fault_rows(cohort: Cohort) -> Iterator[tuple[object, ...]]:
    for fault in cohort.faults:
        place = fault.sheet, fault.row or None, fault.column, fault.heading
        yield *place, severity_in_words(fault.severity), fault.sentence()
    for column in cohort.dropped_columns:
        said = gettext("The column was not used. %(why)s") % {"why": column.sentence()}
        yield column.sheet, None, column.letter, column.heading, gettext("Not used"), said


def _weights(cohort: Cohort, result: Proposals) -> Table:
    columns = ((_("What is weighed"), 30), (_("Weight"), 12), (_("What it means"), 100))
    return _table(_("How it was weighed"), columns, _weight_rows(cohort, result))


def _weight_rows(cohort: Cohort, result: Proposals) -> Iterator[tuple[object, ...]]:
    for part, (name, meaning) in PARTS.items():
        yield gettext(name), result.weights[part], gettext(meaning)
    yield gettext("Not known"), None, gettext("What a sheet does not say counts as neutral, half, and hides nobody.")
    yield (
        gettext("Order"),
        None,
        gettext(
            "First as many pairs as possible, then the highest total score, then those who have waited longest."
            " Who stands first in the sheet counts as waiting longest where no date says otherwise."
        ),
    )
    greatest = gettext("no limit") if result.max_km is None else gettext("%(km)d km") % {"km": result.max_km}
    yield gettext("Greatest distance"), None, greatest
    required = ", ".join(gettext(QUALIFICATIONS[kind]) for kind in cohort.required) or gettext("nothing")
    yield gettext("Required of mentors"), None, required


def summary(result: Proposals) -> list[str]:
    """The counts as sentences, for whoever reads the command's answer."""
    pairs, without = len(result.pairs), len(result.without)
    return [
        ngettext("%(count)d mentor pair proposed.", "%(count)d mentor pairs proposed.", pairs) % {"count": pairs},
        ngettext("%(count)d mentee stays without.", "%(count)d mentees stay without.", without) % {"count": without},
    ]


def _stands_in(person: Participant) -> str:
    return gettext("%(sheet)s, row %(row)d") % {"sheet": person.sheet, "row": person.row}


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
