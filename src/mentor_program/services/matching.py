"""Story F: find two people who suit each other, and make them a pair."""

from collections.abc import Collection
from dataclasses import asdict, dataclass, replace
from datetime import date
from uuid import UUID

from mentor_program.domain.errors import NotFound, RuleViolation
from mentor_program.domain.permissions import Actor, Standing
from mentor_program.persistence.models import MentorPairing, MentorProgramme
from mentor_program.persistence.queries.matching import CandidatePage, CandidateRow, Counterpart, Search
from mentor_program.services import matching_results as results
from mentor_program.services.assemble import count
from mentor_program.services.base import ServiceBase, retried
from mentor_program.services.candidates import (
    Two,
    candidate,
    counterpart,
    hindrance,
    required_by,
    suits,
    weights_of,
)
from mentor_program.services.results import PAGE_SIZE

FURTHEST_KM = 3000


@dataclass(frozen=True)
class _Asked:
    """What a list is to be: filters, what the programme requires of mentors, and the person chosen, as a row and as
    whom to score beside."""

    filters: results.MatchFilters
    required: Collection[str]
    chosen: CandidateRow | None
    beside: Counterpart | None

    def shown(self, role: str, row: CandidateRow, today: date) -> results.Candidate:
        weighed = None
        if self.chosen and self.beside:
            mentor, mentee = (row, self.chosen) if role == "mentor" else (self.chosen, row)
            weighed = suits(mentor, mentee, self.beside.weights)
        return candidate(role, row, today=today, weighed=weighed)


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
            programmes = self.repository.programmes_of(self.organisations(actor))
            required = required_by(followed(programmes, None))
            chosen = self._person(actor, standing, role, mentee_id or mentor_id, required) if role else None
            programme = followed(programmes, chosen if role == "mentee" else None)
            beside = counterpart(role, chosen, weights_of(programme)) if chosen else None
            asked = _Asked(filters, required_by(programme), chosen, beside)
            roles = [each for each in ("mentee", "mentor") if each != role]
            cursors = {"mentee": mentee_cursor, "mentor": mentor_cursor}
            lists = self._lists(actor, standing, asked, {each: cursors[each] for each in roles})
            return results.MatchWidget(
                filters=filters,
                chosen=candidate(role, chosen, today=self.today) if chosen else None,
                mentees=lists.get("mentee"),
                mentors=lists.get("mentor"),
                places=places,
                areas=areas,
                lacks_origin=bool(filters.within_km and not origin(filters, chosen)),
            )

    def proposal(self, *, actor: Actor, mentor_id: UUID, mentee_id: UUID) -> results.PairingProposal:
        """What there is to know before pairing these two. Raises NotAllowed and NotFound as `match` does."""
        with self.acting(actor) as standing:
            self.need_coordinator(standing)
            programmes = self.repository.programmes_of(self.organisations(actor))
            two = self._two(actor, standing, mentor_id, mentee_id, programmes)
            former = self.repository.pairings_of_either(
                [mentor_id, mentee_id], standing.unit_ids, limit=results.FORMER_PAIRS_SHOWN
            )
            mentor, mentee = two.shown(self.today)
            return results.PairingProposal(
                mentor=mentor,
                mentee=mentee,
                compatibility=two.weighed,
                programmes=tuple(results.ProgrammeChoice(g.id, g.name, g.milestone_count) for g in programmes),
                programme_id=two.programme.id if two.programme else None,
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
        """Make an active pair with the programme's milestones; `matching_criteria` keeps what was asked and weighed.

        Without a programme it is that of the mentee's cohort, else the organisation's first. A second press by the same
        coordinator returns the pair that the first one made. Raises NotAllowed, NotFound, or RuleViolation:
        `just_paired` (with whom and by whom) or `just_paired_elsewhere` for the mentee, `mentor_just_filled` or
        `mentor_just_filled_elsewhere` for the mentor, `person_is_paused`, `person_is_unavailable`,
        `person_is_not_ready`, `never_pair_again`, `mentor_meets_requirements`, or a rule of the database.
        """
        try:
            return retried(lambda: self._create(actor, mentor_id, mentee_id, filters, programme_id))
        except RuleViolation as refused:
            if refused.code in ("never_pair_again", "mentor_meets_requirements") and not refused.facts:
                # Noted between our look and the database's: looking again tells of whom.
                return self._create(actor, mentor_id, mentee_id, filters, programme_id)
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
            programmes = self.repository.programmes_of(self.organisations(actor))
            two = self._two(actor, standing, mentor_id, mentee_id, programmes, programme_id)
            mentor, mentee = two.shown(self.today)
            for person, other in ((mentee, mentor), (mentor, mentee)):
                if person.obstacle:
                    raise hindrance(person, other)
            pairing_id = self.repository.add_pairing(
                mentor_id=mentor_id,
                mentee_id=mentee_id,
                programme_id=programme_id,
                matching_criteria={
                    "filters": self._filters_used(actor, standing, filters or results.MatchFilters()),
                    **two.remembered(),
                },
            )
            return results.NewPair(pairing_id, mentor.name, mentee.name, created=True)

    def _filters_used(self, actor: Actor, standing: Standing, filters: results.MatchFilters) -> dict[str, object]:
        """What was asked for, names beside numbers; no diagnosis, as the two can read it through the API."""
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
        return used

    def _told_who_was_quicker(
        self, actor: Actor, mentor_id: UUID, mentee_id: UUID, refused: RuleViolation
    ) -> results.NewPair:
        with self.acting(actor) as standing:
            mentor = self._person(actor, standing, "mentor", mentor_id)
            mentee = self._person(actor, standing, "mentee", mentee_id)
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
        self,
        actor: Actor,
        standing: Standing,
        mentor_id: UUID,
        mentee_id: UUID,
        programmes: list[MentorProgramme],
        programme_id: UUID | None = None,
    ) -> Two:
        mentee = self._person(actor, standing, "mentee", mentee_id)
        programme = followed(programmes, mentee, programme_id)
        weights = weights_of(programme)
        beside = counterpart("mentee", mentee, weights)
        mentor = self._person(actor, standing, "mentor", mentor_id, required_by(programme), beside)
        return Two(mentor, mentee, programme, suits(mentor, mentee, weights))

    def _person(
        self,
        actor: Actor,
        standing: Standing,
        role: str,
        person: UUID,
        required: Collection[str] = (),
        beside: Counterpart | None = None,
    ) -> CandidateRow:
        asked = _Asked(results.MatchFilters(availability="all"), required, None, beside)
        search = self._search(actor, standing, role, asked)
        row = self.repository.candidate(search, person)
        if row is None:
            raise NotFound("person")
        return row

    def _lists(
        self, actor: Actor, standing: Standing, asked: _Asked, cursors: dict[str, str]
    ) -> dict[str, results.CandidateList]:
        """The lists of the roles that `cursors` names, each from its place."""
        searches = {role: self._search(actor, standing, role, asked) for role in cursors}
        pages = {role: self._page(search, cursors[role]) for role, search in searches.items()}
        empty = [searches[role] for role, page in pages.items() if not page.total]
        counts = self.repository.counts_without(empty) if empty else {}
        return {
            role: results.CandidateList(
                role=role,
                candidates=tuple(asked.shown(role, row, self.today) for row in page.rows),
                count=count(page.total),
                next=page.next,
                previous=page.previous,
                loosenings=tuple(
                    results.Loosening("within_km" if name == "distance" else name, count(number))
                    for name, number in counts.get(role, {}).items()
                    if number
                ),
                everyone=counts.get(role, {}).get(""),
            )
            for role, page in pages.items()
        }

    def _page(self, search: Search, cursor: str) -> CandidatePage:
        page = self.repository.candidates(search, cursor=cursor, size=PAGE_SIZE)
        if page.total and not page.rows:
            # The place in the list lies beyond its end by now.
            return self.repository.candidates(search, cursor="", size=PAGE_SIZE)
        return page

    def _search(self, actor: Actor, standing: Standing, role: str, asked: _Asked) -> Search:
        return Search(
            role=role,
            units=standing.unit_ids,
            organisations=self.organisations(actor),
            today=self.today,
            conditions=conditions(asked.filters, asked.chosen),
            required=asked.required,
            near=origin(asked.filters, asked.chosen) if asked.filters.within_km else None,
            counterpart=asked.beside,
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


def followed(
    programmes: list[MentorProgramme], mentee: CandidateRow | None, chosen: UUID | None = None
) -> MentorProgramme | None:
    """The programme whose weights and requirements hold: the one chosen, else the cohort's, else the first."""
    wanted = chosen or (mentee.cohort_programme if mentee else None)
    first = programmes[0] if programmes else None
    return next((programme for programme in programmes if programme.id == wanted), first)


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


def former_pair(row: MentorPairing) -> results.FormerPair:
    return results.FormerPair(row.mentor_name, row.mentee_name, row.status, row.started_at, row.ended_at)
