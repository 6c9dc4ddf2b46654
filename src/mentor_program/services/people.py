"""Story H, reading: the list of people, one person, and what the form about a person offers."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from mentor_program.domain.errors import NotAllowed, NotFound
from mentor_program.domain.matching import Availability, Obstacle, obstacle
from mentor_program.domain.pairing import PairingStatus, takes_a_place
from mentor_program.domain.permissions import Actor, Standing, may_steer
from mentor_program.persistence.models import MentorPairing, PeerMentor
from mentor_program.services import people_results as results
from mentor_program.services.assemble import count, progress_of
from mentor_program.services.fact_results import ExclusionLine
from mentor_program.services.known_facts import KnownFactsPart, preferences_of
from mentor_program.services.overview import is_uuid, unit_and_below
from mentor_program.services.results import PAGE_SIZE, Choice

ROLES = ("mentor", "mentee", results.OUTSIDE)


class PeoplePart(KnownFactsPart):
    """What coordinators see of people. Nobody else may ask; one's own profile is another part."""

    def people(self, *, actor: Actor, filters: results.PeopleFilters, cursor: str = "") -> results.People:
        """A page of the people in the coordinator's scope, in alphabetical order. Unknown filter values narrow nothing.

        Raises NotAllowed for anyone who coordinates nothing.
        """
        filters = known(filters)
        with self.acting(actor) as standing:
            self.need_coordinator(standing)
            units = self.repository.units(standing.unit_ids)
            people = self._filtered_people(actor, standing, filters, units)
            page = self.repository.page_of_people(people, cursor=cursor, size=PAGE_SIZE)
            pairs = self.repository.open_pairings_of([row.id for row in page.rows])
            return results.People(
                filters=filters,
                people=tuple(self._person_summary(row, pairs.get(row.id, [])) for row in page.rows),
                # When everyone found stands on this page, they are counted already.
                count=count(*self.repository.counts_up_to_limit(people) if cursor or page.next else [len(page.rows)]),
                next=page.next,
                previous=page.previous,
                units=tuple(Choice(str(unit.id), unit.name) for unit in units),
                cohorts=tuple(Choice(str(row.id), row.name) for row in self.repository.cohorts(standing.unit_ids)),
                areas=tuple(Choice(area.key, area.name) for area in self.repository.experience_areas()),
            )

    def download_people(self, *, actor: Actor, filters: results.PeopleFilters) -> Iterator[results.PersonRecord]:
        """Everyone whom the filters keep, in the same order. The transaction lasts as long as the iteration."""
        filters = known(filters)
        with self.acting(actor) as standing:
            self.need_coordinator(standing)
            units = self.repository.units(standing.unit_ids)
            for row in self.repository.all_people(self._filtered_people(actor, standing, filters, units)):
                yield self._person_record(row)

    def person(self, *, actor: Actor, person_id: UUID) -> results.PersonDetail:
        """All about one person in scope. Raises NotFound alike for somebody who does not exist and somebody whom the
        actor may not see, NotAllowed for oneself outside one's units."""
        with self.acting(actor) as standing:
            row = self._steered_person(standing, person_id)
            return self._person_detail(row)

    def person_with_version(
        self, *, actor: Actor, person_id: UUID
    ) -> tuple[results.PersonDetail, results.PersonValues, str]:
        """One person as shown, as written, and the version to send back with a change. Raises as `person` does."""
        with self.acting(actor) as standing:
            row = self._steered_person(standing, person_id)
            values = self._person_values(row)
            detail = self._person_detail(row)
            return detail, values, results.version_of(values)

    def person_form(self, *, actor: Actor, person_id: UUID | None = None) -> results.PersonForm:
        """What the form offers, with the values of `person_id` where one is given. Raises as `person` does."""
        with self.acting(actor) as standing:
            if person_id is None:
                self.need_coordinator(standing)
            row = self._steered_person(standing, person_id) if person_id else None
            values = self._person_values(row) if row else None
            cohorts = self.repository.cohorts(standing.unit_ids)
            offered = {cohort.id for cohort in cohorts}
            areas = self.repository.experience_areas()
            return results.PersonForm(
                id=person_id,
                values=values,
                version=results.version_of(values) if values else "",
                units=tuple(Choice(str(unit.id), unit.name) for unit in self.repository.units(standing.unit_ids)),
                cohorts=tuple(Choice(str(cohort.id), cohort.name) for cohort in cohorts),
                hidden_cohort=values.cohort if values and values.cohort not in offered else None,
                areas=tuple(Choice(a.key, a.name) for a in areas if not a.names_diagnosis),
                diagnosis_areas=tuple(Choice(a.key, a.name) for a in areas if a.names_diagnosis),
            )

    def _steered_person(self, standing: Standing, person_id: UUID) -> PeerMentor:
        row = self.repository.person(person_id)
        if row is None:
            raise NotFound("person")
        # One's own row is visible too: outside one's units it is a profile, not somebody to steer.
        if not may_steer(standing, row.unit_id):
            raise NotAllowed("only_coordinators")
        return row

    def _lock_steered_person(self, standing: Standing, person_id: UUID) -> PeerMentor:
        """The person, locked, with what others have written until now."""
        self.repository.lock_person(person_id)  # locks nobody whom one may not change
        return self._steered_person(standing, person_id)

    def _filtered_people(
        self, actor: Actor, standing: Standing, filters: results.PeopleFilters, units: list
    ) -> QuerySet:
        return self.repository.filter_people(
            self.repository.people_in_units(standing.unit_ids, self.organisations(actor)),
            units=standing.unit_ids,
            search=filters.search,
            role=None if filters.role == results.OUTSIDE else filters.role,
            unit_ids=unit_and_below(filters.unit, units) if filters.unit else (),
            availability=filters.availability,
            municipality=filters.municipality,
            county=filters.county,
            area=filters.area,
            cohort=filters.cohort,
            waiting=filters.waiting,
            today=self.today,
        )

    def _person_summary(self, row: PeerMentor, pairs: list[MentorPairing]) -> results.PersonSummary:
        availability, until = availability_today(row, self.today)
        return results.PersonSummary(
            id=row.id,
            name=row.display_name,
            role=row.mentor_programme_role or "",
            unit_name=row.unit.name,
            municipality_name=row.municipality.name if row.municipality else "",
            availability=availability,
            paused_until=until,
            capacity=row.capacity,
            open_pairings=row.open_pairings,
            pairs=tuple(results.PairLink(pair.id, other_name(pair, row.id)) for pair in pairs),
        )

    def _person_record(self, row: PeerMentor) -> results.PersonRecord:
        contact = getattr(row, "contact", None)
        areas = sorted((link.area for link in row.experience_areas.all()), key=lambda area: area.position)
        return results.PersonRecord(
            summary=self._person_summary(row, []),
            email=contact.email if contact else "",
            phone=contact.phone if contact else "",
            postal_code=contact.postal_code if contact else "",
            county_name=row.municipality.county.name if row.municipality else "",
            cohort_name=row.cohort.name if row.cohort else "",
            areas=tuple(area.name for area in areas if not area.names_diagnosis),
        )

    def _person_detail(self, row: PeerMentor) -> results.PersonDetail:
        areas, wished = self.repository.areas_and_wishes_of(row.id)
        pairings = self.repository.pairings_of(row.id)
        contact, consent = getattr(row, "contact", None), getattr(row, "diagnosis_consent", None)
        note, readiness = getattr(row, "note", None), getattr(row, "readiness", None)
        availability, until = availability_today(row, self.today)
        open_here = sum(takes_a_place(PairingStatus(pairing.status)) for pairing in pairings)
        facts = self._known_facts(row, wished)
        return results.PersonDetail(
            id=row.id,
            name=row.display_name,
            role=row.mentor_programme_role or "",
            unit_name=row.unit.name,
            email=contact.email if contact else "",
            phone=contact.phone if contact else "",
            postal_code=contact.postal_code if contact else "",
            municipality_name=row.municipality.name if row.municipality else "",
            county_name=row.municipality.county.name if row.municipality else "",
            availability=availability,
            paused_until=until,
            capacity=row.capacity,
            open_pairings=row.open_pairings,
            cohort_name=row.cohort.name if row.cohort else "",
            cohort_hidden=row.cohort_id is not None and row.cohort is None,
            readiness=readiness.ready if readiness else "",
            note=note.note if note else "",
            areas=tuple(area.name for area in areas if not area.names_diagnosis),
            diagnosis_areas=tuple(area.name for area in areas if area.names_diagnosis),
            consent_since=consent.created_at if consent else None,
            user_id=row.user_id,
            pairs=tuple(self._person_pair(pairing, row.id) for pairing in pairings),
            pairs_elsewhere=max(0, row.open_pairings - open_here),
            obstacle=self._person_obstacle(row, readiness.ready if readiness else None, bool(facts.lacking)),
            known=facts,
            exclusions=self._exclusion_lines(row.id),
        )

    def _exclusion_lines(self, person_id: UUID) -> tuple[ExclusionLine, ...]:
        lines = []
        for row in self.repository.exclusions_of(person_id):
            other = row.mentee if row.mentor_id == person_id else row.mentor
            lines.append(
                ExclusionLine(row.id, other.id, other.display_name, row.reason, row.created_at, row.created_by_name)
            )
        return tuple(lines)

    def _person_obstacle(self, row: PeerMentor, readiness: str | None, lacks: bool) -> Obstacle | None:
        if not row.mentor_programme_role:
            return None
        return obstacle(
            role=row.mentor_programme_role,
            availability=Availability(row.availability),
            paused_until=row.paused_until,
            open_pairings=row.open_pairings,
            capacity=row.capacity,
            readiness=readiness,
            today=self.today,
            lacks_requirement=lacks,
        )

    def _person_pair(self, pairing: MentorPairing, person_id: UUID) -> results.PersonPair:
        is_mentor = pairing.mentor_id == person_id
        return results.PersonPair(
            id=pairing.id,
            role="mentor" if is_mentor else "mentee",
            other_id=pairing.mentee_id if is_mentor else pairing.mentor_id,
            other_name=other_name(pairing, person_id),
            status=pairing.status,
            progress=progress_of(pairing, self.clock()),
            current_stage=pairing.current_stage,
            started_at=pairing.started_at,
            ended_at=pairing.ended_at,
        )

    def _person_values(self, row: PeerMentor) -> results.PersonValues:
        """What is stored about the person, in the form in which it is written."""
        contact, readiness = getattr(row, "contact", None), getattr(row, "readiness", None)
        areas, wished = self.repository.areas_and_wishes_of(row.id)
        note, preferences = getattr(row, "note", None), preferences_of(getattr(row, "preferences", None))
        return results.PersonValues(
            name=row.display_name,
            role=row.mentor_programme_role or "",
            unit=row.unit_id,
            email=contact.email if contact else "",
            phone=contact.phone if contact else "",
            postal_code=contact.postal_code if contact else "",
            municipality=row.municipality_id or "",
            areas=frozenset(area.key for area in areas),
            diagnosis_consent=getattr(row, "diagnosis_consent", None) is not None,
            availability=row.availability,
            paused_until=row.paused_until,
            capacity=row.capacity,
            cohort=row.cohort_id,
            note=note.note if note else "",
            readiness=readiness.ready if readiness else "",
            wished=frozenset(area.key for area in wished),
            languages=frozenset(preferences.languages),
            meeting_forms=frozenset(preferences.meeting_forms),
            meeting_times=frozenset(preferences.meeting_times),
        )


def known(filters: results.PeopleFilters) -> results.PeopleFilters:
    """The same filters without what nobody offers."""
    return replace(
        filters,
        role=filters.role if filters.role in ROLES else "",
        availability=filters.availability if filters.availability in list(Availability) else "",
        unit=filters.unit if is_uuid(filters.unit) else "",
        cohort=filters.cohort if is_uuid(filters.cohort) else "",
    )


def availability_today(row: PeerMentor, today: date) -> tuple[str, date | None]:
    """How available the person is today, and until when a pause lasts: one that has run out is over."""
    if row.availability == Availability.PAUSED and row.paused_until and row.paused_until <= today:
        return Availability.AVAILABLE, None
    return row.availability, row.paused_until


def other_name(pairing: MentorPairing, person_id: UUID) -> str:
    """The name of the other person of the pair."""
    return pairing.mentee_name if pairing.mentor_id == person_id else pairing.mentor_name
