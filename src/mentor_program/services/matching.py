"""Story F: find two people who suit each other, and make them a pair."""

from dataclasses import asdict, replace
from datetime import date
from uuid import UUID

from mentor_program.domain.errors import DomainError, NotFound, RuleViolation
from mentor_program.domain.matching import Availability, Compatibility, Obstacle, compatibility, obstacle
from mentor_program.domain.permissions import Actor, Standing
from mentor_program.persistence.models import MentorPairing
from mentor_program.persistence.queries.matching import CandidateRow, Search
from mentor_program.services import matching_results as results
from mentor_program.services.assemble import count
from mentor_program.services.base import ServiceBase, retried
from mentor_program.services.results import PAGE_SIZE

FURTHEST_KM = 3000
TAKEN = {
    "already_paired": "mentee_has_one_open_pairing",
    "no_free_place": "mentor_has_free_place",
    "paused": "person_is_paused",
    "unavailable": "person_is_unavailable",
    "not_ready": "person_is_not_ready",
}


class MatchingPart(ServiceBase):
    def match(
        self,
        *,
        actor: Actor,
        filters: results.MatchFilters,
        mentor_id: UUID | None = None,
        mentee_id: UUID | None = None,
        mentor_cursor: str = "",
        mentee_cursor: str = "",
    ) -> results.MatchWidget:
        """Mentors and mentees of the coordinator's scope; with one of them chosen, who suits that person best.

        With both given the mentee counts as chosen. Raises NotAllowed for anyone who coordinates nothing, NotFound for
        a chosen person who is not there, not in scope or has another role.
        """
        with self.acting(actor) as standing:
            self.need_coordinator(standing)
            places = self._places(actor, standing, filters)
            areas = self._areas()
            filters = known(filters, places, areas)
            role = "mentee" if mentee_id else "mentor" if mentor_id else ""
            chosen = self._person(actor, standing, role, mentee_id or mentor_id) if role else None
            widget = results.MatchWidget(
                filters=filters,
                chosen=candidate(role, chosen, self.today) if chosen else None,
                mentees=None,
                mentors=None,
                places=places,
                areas=areas,
                lacks_origin=bool(filters.within_km and not origin(filters, chosen)),
            )
            if role != "mentee":
                mentees = self._list(actor, standing, "mentee", filters, chosen, mentee_cursor)
                widget = replace(widget, mentees=mentees)
            if role != "mentor":
                mentors = self._list(actor, standing, "mentor", filters, chosen, mentor_cursor)
                widget = replace(widget, mentors=mentors)
            return widget

    def proposal(self, *, actor: Actor, mentor_id: UUID, mentee_id: UUID) -> results.PairingProposal:
        """What there is to know before pairing these two. Raises NotAllowed and NotFound as `match` does."""
        with self.acting(actor) as standing:
            self.need_coordinator(standing)
            mentor, mentee = self._two(actor, standing, mentor_id, mentee_id)
            former = self.repository.pairings_of_either(
                [mentor_id, mentee_id], standing.unit_ids, limit=results.FORMER_PAIRS_SHOWN
            )
            programmes = self.repository.programmes_of(self.organisations(actor))
            return results.PairingProposal(
                mentor=candidate("mentor", replace(mentor, distance_km=None), self.today),
                mentee=candidate("mentee", mentee, self.today),
                compatibility=suits(mentor, mentee),
                programmes=tuple(results.ProgrammeChoice(g.id, g.name, g.milestone_count) for g in programmes),
                programme_id=mentee.cohort_programme or (programmes[0].id if programmes else None),
                former=tuple(former_pair(row) for row in former),
                same_people_before=any((row.mentor_id, row.mentee_id) == (mentor_id, mentee_id) for row in former),
            )

    def create_pairing(
        self,
        *,
        actor: Actor,
        mentor_id: UUID,
        mentee_id: UUID,
        filters: results.MatchFilters | None = None,
        programme_id: UUID | None = None,
    ) -> results.NewPair:
        """Make an active pair with the programme's milestones; `matching_criteria` keeps filters and compatibility.

        Without a programme it is that of the mentee's cohort, else the organisation's first. A second press by the same
        coordinator returns the pair that the first one made. Raises NotAllowed, NotFound, or RuleViolation:
        `just_paired` (with whom and by whom) or `just_paired_elsewhere` for the mentee, `mentor_just_filled` or
        `mentor_just_filled_elsewhere` for the mentor, `person_is_paused`, `person_is_unavailable`,
        `person_is_not_ready`, or a rule of the database.
        """
        try:
            return retried(lambda: self._create(actor, mentor_id, mentee_id, filters, programme_id))
        except RuleViolation as refused:
            if refused.code not in ("mentee_has_one_open_pairing", "mentor_has_free_place"):
                raise
            # The failed transaction knows nothing any more: who was quicker is looked up in one of its own.
            return self._told_who_was_quicker(actor, mentor_id, mentee_id, refused)

    def _create(
        self,
        actor: Actor,
        mentor_id: UUID,
        mentee_id: UUID,
        filters: results.MatchFilters | None,
        programme_id: UUID | None,
    ) -> results.NewPair:
        with self.acting(actor) as standing:
            self.need_coordinator(standing)
            mentor, mentee = self._two(actor, standing, mentor_id, mentee_id)
            for person in (candidate("mentee", mentee, self.today), candidate("mentor", mentor, self.today)):
                if person.obstacle:
                    raise hindrance(person)
            pairing_id = self.repository.add_pairing(
                mentor_id=mentor_id,
                mentee_id=mentee_id,
                programme_id=programme_id,
                matching_criteria=self._criteria(
                    actor, standing, filters or results.MatchFilters(), suits(mentor, mentee)
                ),
            )
            return results.NewPair(pairing_id, mentor.name, mentee.name, created=True)

    def _criteria(
        self, actor: Actor, standing: Standing, filters: results.MatchFilters, weighed: Compatibility
    ) -> dict[str, object]:
        """What was asked and weighed, names beside numbers; no diagnoses, as the two can read it through the API."""
        places = self._places(actor, standing, filters)
        areas = self._areas()
        filters = known(filters, places, areas)
        named = {
            "county_name": next((place.county_name for place in places if place.county == filters.county), ""),
            "municipality_name": next((place.name for place in places if place.number == filters.municipality), ""),
            "area_name": next((area.name for area in areas if area.key == filters.area), ""),
        }
        used = {name: value for name, value in (asdict(filters) | named).items() if value not in ("", None)}
        if filters.area in {area.key for area in areas if area.names_diagnosis}:
            del used["area"], used["area_name"]
        return {"filters": used, "compatibility": asdict(weighed) | {"shared_areas": list(weighed.shared_areas)}}

    def _told_who_was_quicker(
        self, actor: Actor, mentor_id: UUID, mentee_id: UUID, refused: RuleViolation
    ) -> results.NewPair:
        with self.acting(actor) as standing:
            mentor, mentee = self._two(actor, standing, mentor_id, mentee_id)
            if refused.code == "mentor_has_free_place":
                taken, code = self.repository.newest_open_pairing_of_mentor(mentor_id), "mentor_just_filled"
                whom = {"mentor_name": mentor.name}
            else:
                taken, code = self.repository.open_pairing_of(mentee_id), "just_paired"
                whom = {"mentee_name": mentee.name}
            if taken is None:
                raise RuleViolation(f"{code}_elsewhere", **whom)
            if (taken.mentor_id, taken.mentee_id, taken.created_by) == (mentor_id, mentee_id, actor.user_id):
                return results.NewPair(taken.id, taken.mentor_name, taken.mentee_name, created=False)
            facts = {"mentor_name": taken.mentor_name, "mentee_name": taken.mentee_name}
            if not taken.created_by_name:
                raise RuleViolation(f"{code}_by_nobody_known", **facts)
            raise RuleViolation(code, **facts, by=taken.created_by_name)

    def _two(
        self, actor: Actor, standing: Standing, mentor_id: UUID, mentee_id: UUID
    ) -> tuple[CandidateRow, CandidateRow]:
        mentee = self._person(actor, standing, "mentee", mentee_id)
        return self._person(actor, standing, "mentor", mentor_id, mentee), mentee

    def _person(
        self, actor: Actor, standing: Standing, role: str, person: UUID, counterpart: CandidateRow | None = None
    ) -> CandidateRow:
        search = self._search(actor, standing, role, results.MatchFilters(availability="all"), counterpart)
        row = self.repository.candidate(search, person)
        if row is None:
            raise NotFound("person")
        return row

    def _list(
        self,
        actor: Actor,
        standing: Standing,
        role: str,
        filters: results.MatchFilters,
        chosen: CandidateRow | None,
        cursor: str,
    ) -> results.CandidateList:
        search = self._search(actor, standing, role, filters, chosen)
        page = self.repository.candidates(search, cursor=cursor, size=PAGE_SIZE)
        if page.total and not page.rows:
            # The place in the list lies beyond its end by now.
            page = self.repository.candidates(search, cursor="", size=PAGE_SIZE)
        counts = {} if page.total else self.repository.counts_without(search)
        return results.CandidateList(
            role=role,
            candidates=tuple(candidate(role, row, self.today, chosen) for row in page.rows),
            count=count(page.total),
            next=page.next,
            previous=page.previous,
            loosenings=tuple(
                results.Loosening("within_km" if name == "distance" else name, count(number))
                for name, number in counts.items()
                if number
            ),
            everyone=counts.get(""),
        )

    def _search(
        self,
        actor: Actor,
        standing: Standing,
        role: str,
        filters: results.MatchFilters,
        counterpart: CandidateRow | None,
    ) -> Search:
        return Search(
            role=role,
            units=standing.unit_ids,
            organisations=self.organisations(actor),
            today=self.today,
            conditions=conditions(filters, counterpart),
            origin=counterpart.municipality_number if counterpart else None,
            near=origin(filters, counterpart) if filters.within_km else None,
            area_ids=counterpart.area_ids if counterpart else (),
            has_counterpart=counterpart is not None,
        )

    def _places(
        self, actor: Actor, standing: Standing, filters: results.MatchFilters
    ) -> tuple[results.PlaceChoice, ...]:
        asked = [number for number in (filters.county, filters.municipality) if number]
        rows = self.repository.match_places(standing.unit_ids, self.organisations(actor), asked)
        return tuple(results.PlaceChoice(*row) for row in rows)

    def _areas(self) -> tuple[results.AreaChoice, ...]:
        rows = self.repository.experience_areas()
        return tuple(results.AreaChoice(area.key, area.name, area.names_diagnosis) for area in rows)


def known(
    filters: results.MatchFilters, places: tuple[results.PlaceChoice, ...], areas: tuple[results.AreaChoice, ...]
) -> results.MatchFilters:
    """The same filters without values that name nothing."""
    near_enough = filters.within_km is not None and 0 < filters.within_km <= FURTHEST_KM
    return replace(
        filters,
        county=filters.county if filters.county in {place.county for place in places} else "",
        municipality=filters.municipality if filters.municipality in {place.number for place in places} else "",
        within_km=filters.within_km if near_enough else None,
        availability="all" if filters.availability == "all" else "",
        area=filters.area if filters.area in {area.key for area in areas} else "",
        search=filters.search.replace("\0", "").strip(),
    )


def origin(filters: results.MatchFilters, chosen: CandidateRow | None) -> str | None:
    """Number of the municipality that the distance filter measures from."""
    return filters.municipality or (chosen.municipality_number if chosen else None)


def conditions(filters: results.MatchFilters, chosen: CandidateRow | None) -> dict[str, object]:
    """The conditions of `queries.matching_sql` that the filters ask for, in the order of the form."""
    measured = bool(filters.within_km and origin(filters, chosen))
    asked = {
        "county": filters.county,
        "municipality": "" if measured else filters.municipality,
        "distance": filters.within_km if measured else None,
        "availability": filters.availability != "all",
        "area": filters.area,
        "search": filters.search,
    }
    return {name: value for name, value in asked.items() if value}


def suits(mentor: CandidateRow, mentee: CandidateRow) -> Compatibility:
    """Compatibility of two people; one of the rows was read with the other as its counterpart."""
    return compatibility(
        distance_km=mentor.distance_km if mentee.distance_km is None else mentee.distance_km,
        mentor_areas=mentor.areas,
        mentee_areas=mentee.areas,
        capacity=mentor.capacity,
        open_pairings=mentor.open_pairings,
    )


def candidate(role: str, row: CandidateRow, today: date, counterpart: CandidateRow | None = None) -> results.Candidate:
    """A row as the coordinator sees it, beside `counterpart` when one is chosen."""
    mentor, mentee = (row, counterpart) if role == "mentor" else (counterpart, row)
    return results.Candidate(
        id=row.id,
        name=row.name,
        role=role,
        unit_name=row.unit,
        municipality=row.municipality or "",
        cohort_name=row.cohort or "",
        areas=tuple(row.areas),
        diagnoses=tuple(row.diagnoses),
        capacity=row.capacity,
        free_places=max(0, row.capacity - row.open_pairings),
        waiting_since=row.waiting_since,
        completed_before=row.completed,
        distance_km=row.distance_km,
        compatibility=suits(mentor, mentee) if mentor and mentee else None,
        obstacle=obstacle(
            role=role,
            availability=Availability(row.availability),
            paused_until=row.paused_until,
            open_pairings=row.open_pairings,
            capacity=row.capacity,
            readiness=row.readiness,
            today=today,
        ),
        paused_until=row.paused_until,
        readiness=row.readiness or "",
    )


def hindrance(person: results.Candidate) -> DomainError:
    """Why this person can't be paired, as the rule's code with the facts a sentence needs."""
    facts = {"name": person.name}
    if person.obstacle is Obstacle.PAUSED and person.paused_until:
        facts["until"] = person.paused_until
    return RuleViolation(TAKEN[person.obstacle], **facts)


def former_pair(row: MentorPairing) -> results.FormerPair:
    return results.FormerPair(row.mentor_name, row.mentee_name, row.status, row.started_at, row.ended_at)
