"""Writes a plan: a handful of statements for any number of rows, inside the transaction of whoever calls."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time
from typing import TypeVar
from uuid import UUID, uuid4

from mentor_program.domain.errors import RuleViolation
from mentor_program.persistence.mentor_program_repository import MentorProgramRepository
from mentor_program.services.base import OSLO
from mentor_program.services.import_results import (
    ImportPlan,
    ImportReport,
    NewPair,
    NewPerson,
    PersonState,
    Stated,
    StatedPair,
)

T = TypeVar("T")
PEOPLE_AT_ONCE = 1000
PAIRS_AT_ONCE = 250
CONTACT = frozenset({"email", "phone", "postal_code"})


class ImportWriting:
    """One plan being written. `progress` is called with the rows written and the rows there are."""

    def __init__(
        self,
        repository: MentorProgramRepository,
        organisation_id: UUID,
        today: date,
        stated: Stated,
        plan: ImportPlan,
        progress: Callable[[int, int], None] | None = None,
    ) -> None:
        self.repository = repository
        self.organisation_id = organisation_id
        self.today = today
        self.stated = stated
        self.plan = plan
        self.progress = progress or (lambda done, total: None)
        self.total = len(plan.new_people) + len(plan.changed_people) + len(plan.new_pairs)
        self.done = 0
        self.ids = {new.person: uuid4() for new in plan.new_people}

    def write(self, import_id: UUID, run: UUID | None, report: ImportReport) -> None:
        """Write everything, what the import tells of itself included.

        Raises RuleViolation("import_is_busy") when somebody else has gone on with this import.
        """
        self.areas = {name: area_id for name, (area_id, _) in self.repository.area_ids().items()}
        self.cohorts = self.repository.cohort_ids(self.organisation_id)
        changed = self.repository.before_change([person.id for person in self.plan.changed_people])
        for some in _parts(self.plan.new_people, PEOPLE_AT_ONCE):
            self._add_people(some)
        self._change_people()
        pairs = self._record_pairs()
        kept = {"summary": report.summary, "faults": report.faults, "items": report.items}
        if not self.repository.change_import(import_id, run, **kept):
            raise RuleViolation("import_is_busy")
        if not self.repository.finish_import(import_id, people=list(self.ids.values()), pairs=pairs, changed=changed):
            raise RuleViolation("import_is_busy")

    def _tell(self, written: int) -> None:
        self.done += written
        self.progress(self.done, self.total)

    def _add_people(self, people: Sequence[NewPerson]) -> None:
        states = [(self.ids[new.person], new.state) for new in people]
        self.repository.add_people(
            [{"id": self.ids[new.person], "unit_id": new.unit_id} | self._columns(new.state) for new in people]
        )
        self._write_rows(states, states, states, states, states)
        self._tell(len(people))

    def _change_people(self) -> None:
        people = self.plan.changed_people
        rows = [
            {"id": person.id, "changes_cohort": "cohort" in person.fields} | self._columns(person.after)
            for person in people
        ]
        if self.repository.change_people(rows) != len(people):
            raise RuleViolation("not_in_your_units")
        self._write_rows(
            contacts=[(person.id, person.after) for person in people if CONTACT & set(person.fields)],
            consents=[(person.id, person.after) for person in people if "consents" in person.fields],
            areas=[(person.id, person.after) for person in people if "areas" in person.fields],
            notes=[(person.id, person.after) for person in people if "note" in person.fields],
            forms=[(person.id, person.after) for person in people if "meeting_forms" in person.fields],
        )
        self._tell(len(people))

    def _columns(self, state: PersonState) -> dict[str, object]:
        return {
            "display_name": state.name,
            "mentor_programme_role": state.role,
            "capacity": state.capacity,
            "availability": state.availability,
            "paused_until": state.paused_until,
            "municipality_id": state.municipality,
            "cohort_id": self.cohorts.get(state.cohort or ""),
        }

    def _write_rows(
        self,
        contacts: Sequence[tuple[UUID, PersonState]],
        consents: Sequence[tuple[UUID, PersonState]],
        areas: Sequence[tuple[UUID, PersonState]],
        notes: Sequence[tuple[UUID, PersonState]],
        forms: Sequence[tuple[UUID, PersonState]],
    ) -> None:
        """The rows that belong to people. Consent comes before the areas that need it."""
        self.repository.write_contacts(
            [{"id": id, "email": s.email, "phone": s.phone, "postal_code": s.postal_code} for id, s in contacts]
        )
        self.repository.write_consents([id for id, state in consents if state.consents])
        self.repository.write_areas(
            [{"person_id": id, "area_id": self.areas[name]} for id, state in areas for name in state.areas]
        )
        self.repository.write_notes([{"id": id, "note": state.note} for id, state in notes if state.note])
        self.repository.write_meeting_forms(
            [{"id": id, "meeting_forms": state.meeting_forms} for id, state in forms if state.meeting_forms]
        )

    def _record_pairs(self) -> list[UUID]:
        programme = self.repository.programme_of(self.organisation_id)
        positions = dict(self.repository.template(programme and programme.id))
        reasons = self.repository.reason_ids(self.organisation_id)
        ids: list[UUID] = []
        for some in _parts(self.plan.new_pairs, PAIRS_AT_ONCE):
            ids += self.repository.record_pairs(
                [self._record(new, programme and programme.id, positions, reasons) for new in some]
            )
            self._tell(len(some))
        return ids

    def _record(
        self, new: NewPair, programme: UUID | None, positions: dict[str, int], reasons: dict[str, UUID]
    ) -> dict[str, object]:
        """The pair as `private.record_imported_pairing` takes it."""
        pair = new.pair
        record: dict[str, object] = {
            "mentor_id": self._id(new.mentor),
            "mentee_id": self._id(new.mentee),
            "programme_id": programme,
            "cohort_id": self._cohort(pair.cohort),
            "status": pair.status,
            "started_at": self._moment(pair.started),
            "status_changed_at": self._moment(last_change(pair)),
            "milestones": [
                {"position": positions[name], "completed_at": self._moment(day)} for name, day in pair.milestones
            ],
            "contacts": [{"occurred_on": pair.last_contact, "form": "other"}] if pair.last_contact else [],
        }
        if pair.status == "dissolved":
            record["dissolution"] = {"reason_id": reasons[pair.reason], "initiated_by": "unknown"}
        return record

    def _id(self, person: int | UUID) -> UUID:
        return person if isinstance(person, UUID) else self.ids[person]

    def _cohort(self, name: str | None) -> UUID | None:
        wanted = (name or "").casefold()
        return next((id for label, id in self.cohorts.items() if label.casefold() == wanted), None)

    def _moment(self, day: date) -> str:
        """A day carries no hour: noon stands for it, and its beginning when it is today, since noon may be to come."""
        hour = time(0) if day >= self.today else time(12)
        return datetime.combine(day, hour, tzinfo=OSLO).isoformat()


def last_change(pair: StatedPair) -> date:
    """When the pair came into its state, as far as the file shows; never before it started."""
    milestones = [day for _, day in pair.milestones]
    days = {
        "active": [],
        "paused": [*milestones, *filter(None, [pair.last_contact])],
        "programme_complete": milestones,
        "dissolved": [day for day in [pair.ended] if day],
    }[pair.status]
    return max([pair.started, *days])


def _parts(rows: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    for start in range(0, len(rows), size):
        yield rows[start : start + size]
