"""Compares what a file states with what is stored, and says what an import would do. Pure: asks and writes nothing."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from uuid import UUID

from mentor_program.services.base import OSLO
from mentor_program.services.import_results import (
    ChangedPerson,
    ImportPlan,
    NewPair,
    NewPerson,
    PersonState,
    Remark,
    Stated,
    StatedPair,
    StatedPerson,
    StatedSomeone,
)

OPEN = ("active", "paused")
MAX_CAPACITY = 50
CHANGES = tuple(f.name for f in fields(PersonState))


@dataclass(frozen=True, slots=True)
class StoredPerson:
    """A person of the importer's units."""

    id: UUID
    state: PersonState
    open_pairings: int = 0


@dataclass(frozen=True, slots=True)
class StoredPair:
    """A pair of people that the file names."""

    mentor_id: UUID
    mentee_id: UUID
    mentor_name: str
    status: str
    started_at: datetime
    milestones_completed: int


@dataclass(frozen=True, slots=True)
class Home:
    """The unit that covers a municipality; `steered` tells whether the importer coordinates it."""

    unit_id: UUID
    unit_name: str
    steered: bool = True


@dataclass(frozen=True)
class Known:
    """What the database says about a file: the answers that `plan_import` needs.

    `elsewhere` holds places in `Stated.people` of people known in units of others. `cohorts` maps names in small
    letters to the stored ones, `diagnoses` are the areas that name one.
    """

    own_unit: Home
    people: Mapping[UUID, StoredPerson] = field(default_factory=dict)
    pairs: tuple[StoredPair, ...] = ()
    homes: Mapping[str, Home] = field(default_factory=dict)
    elsewhere: frozenset[int] = frozenset()
    cohorts: Mapping[str, str] = field(default_factory=dict)
    diagnoses: frozenset[str] = frozenset()
    reasons: frozenset[str] = frozenset()


def plan_import(stated: Stated, known: Known) -> ImportPlan:
    """Decide about every person and pair of a file."""
    return _Planner(stated, known).plan()


def name_key(name: str) -> str:
    """The form in which names are compared."""
    return " ".join(name.casefold().split())


def phone_key(phone: str) -> str:
    """The digits that make a telephone number the same, with and without +47."""
    digits = "".join(sign for sign in phone if sign.isdigit())
    digits = digits.removeprefix("00") if phone.strip().startswith("00") else digits
    return digits[2:] if len(digits) == 10 and digits.startswith("47") else digits


class Recognition:
    """Who of the stored people each person of a file is: by e-mail, else by name and telephone number."""

    def __init__(self, people: Iterable[StoredPerson]) -> None:
        self._by_email: dict[str, list[StoredPerson]] = {}
        self._by_name_and_phone: dict[tuple[str, str], list[StoredPerson]] = {}
        for person in people:
            state = person.state
            if state.email:
                self._by_email.setdefault(state.email.lower(), []).append(person)
            if state.phone:
                self._by_name_and_phone.setdefault((name_key(state.name), phone_key(state.phone)), []).append(person)

    def by_email(self, person: StatedPerson) -> StoredPerson | None:
        """The one with this address and this name, or at least the same first name (people marry)."""
        found = self._by_email.get(person.email or "", [])
        same_name = [one for one in found if name_key(one.state.name) == name_key(person.name)]
        same_first = [one for one in found if _first(one.state.name) == _first(person.name)]
        return next((some[0] for some in (same_name, same_first) if len(some) == 1), None)

    def others_with_email(self, person: StatedPerson) -> list[str]:
        """Names beside which the address stands already."""
        return [one.state.name for one in self._by_email.get(person.email or "", [])]

    def by_name_and_phone(self, person: StatedPerson) -> StoredPerson | None:
        found = self._by_name_and_phone.get((name_key(person.name), phone_key(person.phone or "")), [])
        return found[0] if person.phone and len(found) == 1 else None


def _first(name: str) -> str:
    return name_key(name).partition(" ")[0]


class _Planner:
    def __init__(self, stated: Stated, known: Known) -> None:
        self.stated = stated
        self.known = known
        self.remarks: list[Remark] = []
        self.people = list(stated.people)
        self.stored: dict[int, StoredPerson] = {}
        self.states: dict[int, PersonState] = {}
        self.units: dict[int, Home] = {}
        self.left_out: set[int] = set()
        self.same_pairs = 0
        self.new_pairs: list[NewPair] = []
        self.new_open_pairs: Counter[int | UUID] = Counter()
        self.raised: set[int] = set()
        self.pairs_by_mentee: dict[UUID, list[StoredPair]] = {}
        for pair in known.pairs:
            self.pairs_by_mentee.setdefault(pair.mentee_id, []).append(pair)

    def plan(self) -> ImportPlan:
        self._recognise()
        for place in range(len(self.people)):
            self._person(place)
        for pair in self.stated.pairs:
            self._pair(pair)
        for place in sorted(self.raised):
            person = self.people[place]
            self._tell("capacity_raised", person, "capacity", name=person.name, count=self.states[place].capacity)
        changed = tuple(self._changed())
        return ImportPlan(
            new_people=tuple(
                NewPerson(place, self.units[place].unit_id, self.units[place].unit_name, state)
                for place, state in sorted(self.states.items())
                if place not in self.stored
            ),
            changed_people=changed,
            new_pairs=tuple(self.new_pairs),
            same_people=len(self.stored) - len(changed),
            same_pairs=self.same_pairs,
            remarks=tuple(self.remarks),
        )

    def _tell(self, code: str, row: StatedPerson | StatedPair, field: str = "", **facts: object) -> None:
        self.remarks.append(Remark(code, row.sheet, row.row, field, tuple(sorted(facts.items()))))

    def _recognise(self) -> None:
        """An address decides before name and number do, and nobody stored is two people of the file."""
        recognition = Recognition(self.known.people.values())
        for place, person in enumerate(self.people):
            if person.email and (found := recognition.by_email(person)):
                self.stored[place] = found
        taken = {person.id for person in self.stored.values()}
        for place, person in enumerate(self.people):
            if place in self.stored:
                continue
            if others := recognition.others_with_email(person):
                facts = {"email": person.email, "others": tuple(others)}
                self._tell("email_of_another", person, "email", **facts)
                self.people[place] = replace(person, email=None)
            found = recognition.by_name_and_phone(person)
            if found and found.id not in taken:
                self.stored[place] = found
                taken.add(found.id)

    def _person(self, place: int) -> None:
        person = self.people[place]
        stored = self.stored.get(place)
        if stored is None:
            self._place_new(place, person)
        if place in self.left_out:
            return
        before = stored.state if stored else PersonState(person.name)
        after = self._merged(before, person)
        if stored:
            after = self._within_rules(person, stored, after)
        self.states[place] = after

    def _place_new(self, place: int, person: StatedPerson) -> None:
        """Find the unit of somebody new, or leave the row out."""
        home = self.known.homes.get(person.municipality or "", self.known.own_unit)
        reason = (
            "no_contact"
            if not (person.email or person.phone)
            else "known_elsewhere"
            if place in self.known.elsewhere
            else "unit_outside_scope"
            if not home.steered
            else ""
        )
        if reason:
            self.left_out.add(place)
            field = "municipality" if reason == "unit_outside_scope" else ""
            facts = {"unit": home.unit_name} if reason == "unit_outside_scope" else {}
            self._tell(reason, person, field, name=person.name, **facts)
        self.units[place] = home

    def _merged(self, before: PersonState, person: StatedPerson) -> PersonState:
        """What is stored, with what the file states put in its place. A file adds areas and takes none away."""
        stated = {
            name: getattr(person, name)
            for name in ("role", "capacity", "municipality", "email", "phone", "postal_code", "meeting_forms", "note")
            if getattr(person, name) is not None
        }
        if name_key(person.name) != name_key(before.name):
            stated["name"] = person.name
        if phone_key(person.phone or "") == phone_key(before.phone):
            stated.pop("phone", None)
        if (person.email or "") == before.email.lower():
            stated.pop("email", None)
        if person.availability:
            stated |= {"availability": person.availability, "paused_until": person.paused_until}
        if person.cohort:
            cohort = self.known.cohorts.get(person.cohort.casefold())
            if cohort is None:
                self._tell("cohort_unknown", person, "cohort", value=person.cohort)
            else:
                stated["cohort"] = cohort
        areas = tuple(sorted({*before.areas, *person.areas}))
        consents = before.consents or any(area in self.known.diagnoses for area in person.areas)
        return replace(before, areas=areas, consents=consents, **stated)

    def _within_rules(self, person: StatedPerson, stored: StoredPerson, after: PersonState) -> PersonState:
        """Keep what an open pair binds."""
        if after.role != stored.state.role and stored.open_pairings:
            self._tell("role_kept", person, "role", name=person.name)
            after = replace(after, role=stored.state.role)
        if after.role == "mentor" and after.capacity < stored.open_pairings:
            self._tell("capacity_kept", person, "capacity", name=person.name, count=stored.open_pairings)
            after = replace(after, capacity=stored.state.capacity)
        return after

    def _changed(self) -> Iterable[ChangedPerson]:
        for place, stored in sorted(self.stored.items()):
            before, after = stored.state, self.states[place]
            different = tuple(name for name in CHANGES if getattr(before, name) != getattr(after, name))
            if different:
                yield ChangedPerson(stored.id, place, before, after, different)

    def _pair(self, pair: StatedPair) -> None:
        people = [
            self._one_of_pair(pair, role, one) for role, one in (("mentor", pair.mentor), ("mentee", pair.mentee))
        ]
        mentor, mentee = people
        if mentor is None or mentee is None:
            return
        if mentor == mentee:
            self._tell("same_person_twice", pair, name=pair.mentor.name)
        elif same := self._same_pair(mentor, mentee, pair.started):
            self._compare(pair, same)
        elif pair.status == "dissolved" and pair.reason not in self.known.reasons:
            self._tell("no_reasons", pair, "reason")
        elif pair.status not in OPEN or (self._mentee_is_free(pair, mentee) and self._mentor_has_place(pair, mentor)):
            self._add(pair, mentor, mentee)

    def _one_of_pair(self, pair: StatedPair, role: str, one: StatedSomeone) -> int | UUID | None:
        """The place of somebody new, the id of somebody stored, or None with the reason told."""
        place = one.person
        if place is not None and place in self.left_out:
            person = self.people[place]
            self._tell("person_left_out", pair, role, name=one.name, sheet=person.sheet, row=person.row)
            return None
        stored = self.known.people.get(one.known) if place is None else self.stored.get(place)
        state = self.states.get(place) if place is not None else stored and stored.state
        if state is None:
            self._tell("person_unknown", pair, role, name=one.name)
            return None
        if state.role != role:
            self._tell("wrong_role_stored", pair, role, name=one.name, role=role)
            return None
        return stored.id if stored else place

    def _same_pair(self, mentor: int | UUID, mentee: int | UUID, started: date) -> StoredPair | None:
        return next(
            (
                pair
                for pair in self.pairs_by_mentee.get(mentee, [])
                if pair.mentor_id == mentor and pair.started_at.astimezone(OSLO).date() == started
            ),
            None,
        )

    def _compare(self, pair: StatedPair, same: StoredPair) -> None:
        self.same_pairs += 1
        if (same.status, same.milestones_completed) != (pair.status, len(pair.milestones)):
            self._tell("pair_kept", pair, mentor=pair.mentor.name, mentee=pair.mentee.name)

    def _mentee_is_free(self, pair: StatedPair, mentee: int | UUID) -> bool:
        stored = next((p for p in self.pairs_by_mentee.get(mentee, []) if p.status in OPEN), None)
        if stored:
            self._tell("mentee_paired_already", pair, "mentee", name=pair.mentee.name, mentor=stored.mentor_name)
        elif self.new_open_pairs[mentee]:
            self._tell("mentee_twice", pair, "mentee", name=pair.mentee.name)
        return not stored and not self.new_open_pairs[mentee]

    def _mentor_has_place(self, pair: StatedPair, mentor: int | UUID) -> bool:
        """A capacity that somebody has stated holds; where nobody has, the pairs of the sheet do."""
        stored = self.known.people.get(mentor) if isinstance(mentor, UUID) else None
        place = pair.mentor.person
        state = self.states[place] if place is not None else stored.state
        needed = (stored.open_pairings if stored else 0) + self.new_open_pairs[mentor] + 1
        if needed <= state.capacity:
            return True
        if stored is None and self.people[place].capacity is None and needed <= MAX_CAPACITY:
            self.states[place] = replace(state, capacity=needed)
            self.raised.add(place)
            return True
        self._tell("mentor_full", pair, "mentor", name=pair.mentor.name, count=state.capacity)
        return False

    def _add(self, pair: StatedPair, mentor: int | UUID, mentee: int | UUID) -> None:
        if pair.cohort and pair.cohort.casefold() not in self.known.cohorts:
            self._tell("cohort_unknown", pair, "cohort", value=pair.cohort)
        self.new_pairs.append(NewPair(pair, mentor, mentee))
        if pair.status in OPEN:
            self.new_open_pairs[mentor] += 1
            self.new_open_pairs[mentee] += 1
