"""Story G: what a spreadsheet is held against, its preview, and the one transaction that writes it."""

from collections.abc import Callable, Collection, Mapping
from uuid import UUID

from mentor_program.domain.permissions import Actor
from mentor_program.persistence.models import OrganisationUnit
from mentor_program.services import import_results as results
from mentor_program.services.base import ServiceBase, retried
from mentor_program.services.import_plan import (
    Home,
    Known,
    Recognition,
    StoredPair,
    StoredPerson,
    name_key,
    plan_import,
)
from mentor_program.services.import_writing import ImportWriting

Progress = Callable[[int, int], None]


class ImportsPart(ServiceBase):
    def import_reference(self, *, actor: Actor) -> results.ImportReference:
        """What the actor's files are understood by. Raises NotAllowed for everyone but coordinators."""
        with self.acting(actor) as standing:
            self.need_coordinator(standing)
            unit = self.repository.own_unit(actor.user_id)
            programme = self.repository.programme_of(unit.organisation_id)
            areas = self.repository.area_ids()
            return results.ImportReference(
                today=self.today,
                unit_id=unit.id,
                areas=tuple((name, names_diagnosis) for name, (_, names_diagnosis) in areas.items()),
                milestones=tuple(name for name, _ in self.repository.template(programme and programme.id)),
                reasons=tuple(self.repository.reason_ids(unit.organisation_id)),
                postal_codes=self.repository.postal_codes(),
            )

    def find_people(
        self, *, actor: Actor, sought: Collection[tuple[str, str | None]]
    ) -> Mapping[tuple[str, str | None], tuple[UUID, ...]]:
        """Who in the actor's units a (name, e-mail) may be: the one with the address, else everyone of that name."""
        with self.acting(actor) as standing:
            self.need_coordinator(standing)
            unit = self.repository.own_unit(actor.user_id)
            people = self._people_like(
                unit,
                standing.unit_ids,
                emails={email for _, email in sought if email},
                names={name for name, _ in sought},
            )
        recognition = Recognition(people)
        by_name: dict[str, list[UUID]] = {}
        for person in people:
            by_name.setdefault(name_key(person.state.name), []).append(person.id)
        found = {}
        for name, email in sought:
            one = recognition.by_email(results.StatedPerson("", 0, name, email=email)) if email else None
            found[name, email] = (one.id,) if one else tuple(by_name.get(name_key(name), ()))
        return found

    def plan_import(self, *, actor: Actor, stated: results.Stated) -> results.ImportPlan:
        """What importing `stated` would do now. Writes nothing; the number of queries does not depend on the rows."""
        with self.acting(actor) as standing:
            self.need_coordinator(standing)
            unit = self.repository.own_unit(actor.user_id)
            return plan_import(stated, self._what_is_known(actor, unit, standing.unit_ids, stated))

    def write_import(
        self,
        *,
        actor: Actor,
        stated: results.Stated,
        report: Callable[[results.ImportPlan], results.ImportReport],
        file_name: str,
        sha256: str,
        import_id: UUID | None = None,
        run: UUID | None = None,
        expected: str | None = None,
        progress: Progress | None = None,
    ) -> tuple[results.ImportPlan, UUID | None]:
        """Write all that can be written of `stated`, in one transaction, and note it so that it can be undone.

        What the database knows is looked at again inside the transaction. Returns the plan and the import's id, which
        is None when nothing was written: when there is nothing to write, or when `expected`, the key of the plan that
        was shown, no longer is the plan. Without `import_id` the import's own row is made, too.
        """

        def write() -> tuple[results.ImportPlan, UUID | None]:
            with self.acting(actor) as standing:
                self.need_coordinator(standing)
                unit = self.repository.own_unit(actor.user_id)
                self.repository.take_turns(unit.organisation_id)
                known = self._what_is_known(actor, unit, standing.unit_ids, stated, lock=True)
                plan = plan_import(stated, known)
                if not plan.writes or expected not in (None, plan.key()):
                    return plan, None
                written_to = import_id or self.repository.add_import(
                    unit_id=unit.id, file_name=file_name, sha256=sha256, status="writing"
                )
                kept = report(plan)
                ImportWriting(self.repository, unit.organisation_id, self.today, stated, plan, progress).write(
                    written_to, run, kept
                )
                return plan, written_to

        return retried(write)

    def _what_is_known(
        self,
        actor: Actor,
        unit: OrganisationUnit,
        units: Collection[UUID],
        stated: results.Stated,
        *,
        lock: bool = False,
    ) -> Known:
        repository = self.repository
        people = self._people_like(
            unit,
            units,
            emails={person.email for person in stated.people if person.email},
            names={person.name for person in stated.people},
            ids={one.known for pair in stated.pairs for one in (pair.mentor, pair.mentee) if one.known},
            lock=lock,
        )
        places = [
            {"place": place, "email": person.email or "", "name": person.name, "phone": person.phone or ""}
            for place, person in enumerate(stated.people)
        ]
        municipalities = {person.municipality for person in stated.people if person.municipality}
        mentees = [person.id for person in people if person.state.role == "mentee"]
        return Known(
            own_unit=Home(unit.id, unit.name),
            people={person.id: person for person in people},
            pairs=tuple(_stored_pair(pair) for pair in repository.pairs_of_mentees(mentees)),
            homes={row[0]: Home(*row[1:]) for row in repository.homes(unit.id, municipalities)},
            elsewhere=frozenset(repository.known_elsewhere(unit.id, places)),
            cohorts={name.casefold(): name for name in repository.cohort_ids(unit.organisation_id)},
            diagnoses=frozenset(
                name for name, (_, names_diagnosis) in repository.area_ids().items() if names_diagnosis
            ),
            reasons=frozenset(repository.reason_ids(unit.organisation_id)),
        )

    def _people_like(self, unit: OrganisationUnit, units: Collection[UUID], **like: object) -> list[StoredPerson]:
        rows = self.repository.people_like(organisation_id=unit.organisation_id, units=units, **like)
        return [_stored_person(row) for row in rows]


def _stored_person(row: tuple) -> StoredPerson:
    person_id, name, role, capacity, availability, paused_until, municipality, cohort, email, phone, code, note = row[
        :12
    ]
    areas, consents, open_pairings, meeting_forms = row[12:]
    state = results.PersonState(
        name=name,
        role=role,
        capacity=capacity,
        availability=availability,
        paused_until=paused_until,
        municipality=municipality,
        cohort=cohort,
        email=email,
        phone=phone,
        postal_code=code,
        note=note,
        meeting_forms=tuple(sorted(meeting_forms)),
        areas=tuple(sorted(areas)),
        consents=consents,
    )
    return StoredPerson(person_id, state, open_pairings)


def _stored_pair(pair: object) -> StoredPair:
    return StoredPair(
        mentor_id=pair.mentor_id,
        mentee_id=pair.mentee_id,
        mentor_name=pair.mentor_name,
        status=pair.status,
        started_at=pair.started_at,
        milestones_completed=pair.milestones_completed,
    )
