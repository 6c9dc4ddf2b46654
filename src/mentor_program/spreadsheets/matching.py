"""Finds the people whom pairs name, and the pairs that cannot be."""

from collections.abc import Mapping
from dataclasses import replace

from django.utils.translation import gettext_noop as _

from mentor_program.spreadsheets.cells import name_key
from mentor_program.spreadsheets.faults import Fault, Term
from mentor_program.spreadsheets.headings import Field
from mentor_program.spreadsheets.layout import Layout
from mentor_program.spreadsheets.pair_words import ACTIVE, PAUSED
from mentor_program.spreadsheets.pairs import PairRow, Someone
from mentor_program.spreadsheets.people import PersonRow
from mentor_program.spreadsheets.reference import FindPeople, Several, Sought

ROLES = {"mentor": Term(_("mentor")), "mentee": Term(_("mentee"))}


class PeopleOfPairs:
    """The people of a file, as pairs name them. `people` gets a role where only a pair says it."""

    def __init__(self, people: list[PersonRow], left_out: list[PersonRow], layouts: Mapping[str, Layout]):
        self.people = people
        self._layouts = layouts
        self._left_out = {name_key(person.name): person for person in left_out}
        self._by_name: dict[str, list[int]] = {}
        self._by_email: dict[str, int] = {}
        for place, person in enumerate(people):
            self._by_name.setdefault(name_key(person.name), []).append(place)
            if person.email:
                self._by_email[person.email] = place

    def settle(self, pairs: list[PairRow], find_people: FindPeople, report: list[Fault]) -> list[PairRow]:
        """The pairs whose two people are found and may be a pair; why the others are left out is reported."""
        sought = {
            Sought(one.name, one.email)
            for pair in pairs
            for role, one in (("mentor", pair.mentor), ("mentee", pair.mentee))
            if not self._places(one, role) and name_key(one.name) not in self._left_out
        }
        known = find_people(frozenset(sought)) if sought else {}
        settled: list[PairRow] = []
        seen: dict[tuple[object, object, object], int] = {}
        open_pairs: dict[object, int] = {}
        for pair in pairs:
            faults, found = self._people_of(pair, known)
            if found and not faults:
                faults = _collision(found, seen, open_pairs)
            report.extend(faults)
            if found and not faults:
                settled.append(found)
        return settled

    def _people_of(self, pair: PairRow, known: Mapping[Sought, object]) -> tuple[list[Fault], PairRow | None]:
        mentor, mentor_fault = self._found(pair.mentor, "mentor", known)
        mentee, mentee_fault = self._found(pair.mentee, "mentee", known)
        faults = [
            fault.at(pair.sheet, pair.row, column.letter, column.heading)
            for fault, field in ((mentor_fault, Field.MENTOR), (mentee_fault, Field.MENTEE))
            if fault
            for column in self._layouts[pair.sheet].of(field)[:1]
        ]
        if faults or mentor is None or mentee is None:
            return faults, None
        if _identity(mentor) == _identity(mentee):
            return [Fault("same_person_twice", {"name": mentor.name}).at(pair.sheet, pair.row)], None
        for one, role in ((mentor, "mentor"), (mentee, "mentee")):
            if one.person is not None:
                self.people[one.person] = replace(self.people[one.person], role=role)
        return [], replace(pair, mentor=mentor, mentee=mentee)

    def _found(self, one: Someone, role: str, known: Mapping[Sought, object]) -> tuple[Someone | None, Fault | None]:
        places = self._places(one, role)
        if len(places) > 1:
            return None, Fault("person_ambiguous", {"name": one.name})
        if places:
            person = self.people[places[0]]
            if person.role not in (role, None):
                facts = {"name": one.name, "role": ROLES[role], "sheet": person.sheet, "row": person.row}
                return None, Fault("wrong_role", facts)
            return replace(one, person=places[0]), None
        if left_out := self._left_out.get(name_key(one.name)):
            facts = {"name": one.name, "sheet": left_out.sheet, "row": left_out.row}
            return None, Fault("person_left_out", facts)
        answer = known.get(Sought(one.name, one.email))
        if answer is None:
            return None, Fault("person_unknown", {"name": one.name})
        if answer is Several:
            return None, Fault("person_ambiguous", {"name": one.name})
        return replace(one, known=answer), None

    def _places(self, one: Someone, role: str) -> list[int]:
        """Where the person may stand in the file: by e-mail, else by name, then by name and role."""
        if one.email in self._by_email:
            return [self._by_email[one.email]]
        named = self._by_name.get(name_key(one.name), [])
        in_role = [place for place in named if self.people[place].role == role]
        return in_role if len(named) > 1 and in_role else named


def _identity(one: Someone) -> object:
    return ("file", one.person) if one.person is not None else ("known", one.known)


def _collision(
    pair: PairRow, seen: dict[tuple[object, object, object], int], open_pairs: dict[object, int]
) -> list[Fault]:
    """The same pair twice, or a second open pair of one mentee, in rows read before."""
    mentee = _identity(pair.mentee)
    key = _identity(pair.mentor), mentee, pair.started
    if key in seen:
        return [Fault("duplicate_pair", {"row": seen[key]}).at(pair.sheet, pair.row)]
    is_open = pair.status in (ACTIVE, PAUSED)
    if is_open and mentee in open_pairs:
        facts = {"name": pair.mentee.name, "row": open_pairs[mentee]}
        return [Fault("mentee_already_paired", facts).at(pair.sheet, pair.row)]
    seen[key] = pair.row
    if is_open:
        open_pairs[mentee] = pair.row
    return []
