"""Candidates for a new pair, as the acting person: filtered, ordered and counted by PostgreSQL in one query a list."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.db.models import Count, Q

from mentor_program.domain.scoring import MenteeFacts, MentorFacts, Part
from mentor_program.persistence.models import MentorPairing, MentorProgramme
from mentor_program.persistence.queries.matching_sql import KEY, NUMBERS_IN_KEY, all_of, counts_sql, page_sql
from mentor_program.persistence.queries.score_sql import parameters
from mentor_program.persistence.row_cursor import Place, read_place, write_place


@dataclass(frozen=True)
class CandidateRow:
    """One person who could be chosen, or can't be, in the order of `page_sql`'s columns.

    `distance_km` is measured from the counterpart, else from the place asked for; None where a place is unknown.
    `lacking` is for `readiness_sql.read_lacking`. `times_mentor` counts the former pairs in scope as mentor.
    """

    id: UUID
    name: str
    unit: str
    capacity: int
    open_pairings: int
    availability: str
    paused_until: date | None
    municipality_number: str | None
    municipality: str | None
    distance_km: float | None
    readiness: str | None
    waiting_since: datetime
    completed: bool
    times_mentor: int
    excluded: bool
    cohort: str | None
    cohort_programme: UUID | None
    area_ids: list[UUID]
    areas: list[str]
    diagnosis_ids: list[UUID]
    diagnoses: list[str]
    wished_ids: list[UUID]
    wished: list[str]
    wished_diagnosis_ids: list[UUID]
    wished_diagnoses: list[str]
    languages: list[str]
    meeting_forms: list[str]
    meeting_times: list[str]
    lacking: list[str]
    rank: int
    less_score: int
    metres: int
    third: int
    sort_name: str

    @property
    def key(self) -> tuple[object, ...]:
        return tuple(getattr(self, name) for name in KEY)


@dataclass(frozen=True)
class CandidatePage:
    """One page; `total` is at most 1001, cursors are empty at the ends."""

    rows: list[CandidateRow]
    total: int
    next: str
    previous: str


@dataclass(frozen=True)
class Counterpart:
    """The person whom candidates are weighed beside: what is known of them, and what each part weighs."""

    id: UUID
    facts: MentorFacts | MenteeFacts
    weights: Mapping[Part, int]


@dataclass(frozen=True)
class Search:
    """Whom to look for: people of one role in a scope, by `conditions` (names in `matching_sql` and their values).

    `near` is the number of the municipality that the distance filter measures from; `required` are the qualifications
    that the programme asks of mentors. Without a `counterpart` nobody is scored.
    """

    role: str
    units: Collection[UUID]
    organisations: Collection[UUID]
    today: date
    conditions: Mapping[str, object]
    required: Collection[str] = ()
    near: str | None = None
    counterpart: Counterpart | None = None

    @property
    def parameters(self) -> dict[str, object]:
        other = self.counterpart
        return {
            "units": list(self.units),
            "organisations": list(self.organisations),
            "today": self.today,
            "required": list(self.required),
            "origin": other.facts.place if other else None,
            "near": self.near,
            "counterpart": other.id if other else None,
            **(parameters(other.facts, other.weights) if other else {}),
            **self.conditions,
        }


class MatchingQueries:
    """The part of the repository that finds candidates for a pair."""

    def candidates(self, search: Search, *, cursor: str, size: int) -> CandidatePage:
        """A page of the people whom all conditions keep. One query."""
        place = read_place(cursor, numbers=NUMBERS_IN_KEY)
        backwards = place is not None and place.backwards
        rows, total = rows_of(search, all_of(search.conditions), place=place, size=size + 1)
        more, rows = len(rows) > size, rows[:size]
        if backwards:
            rows.reverse()
        has_previous = more if backwards else place is not None
        return CandidatePage(
            rows=rows,
            total=total,
            next=write_place(rows[-1].key, backwards=False) if rows and (more or backwards) else "",
            previous=write_place(rows[0].key, backwards=True) if rows and has_previous else "",
        )

    def candidate(self, search: Search, person: UUID) -> CandidateRow | None:
        """One person of the role and scope, whatever the conditions; None when there is no such person. One query."""
        rows, _ = rows_of(search, "p.id = %(person)s", only_one=True, person=person)
        return rows[0] if rows else None

    def counts_without(self, searches: Sequence[Search]) -> dict[str, dict[str, int]]:
        """By role, how many there would be without each of the conditions, and under "" without any. One query.

        The searches differ in the role only.
        """
        (search, *_others) = searches
        with connection.cursor() as cursor:
            roles = [each.role for each in searches]
            cursor.execute(counts_sql(search.conditions, roles=roles), search.parameters)
            rows = cursor.fetchall()
        return {
            role: {"": everyone, **dict(zip(search.conditions, without, strict=True))}
            for role, everyone, *without in rows
        }

    def match_places(
        self, units: Collection[UUID], organisations: Collection[UUID], asked: Collection[str]
    ) -> list[tuple[str, str, str, str]]:
        """(number, name, county number, county) of municipalities where people of the programme in scope live.

        Municipalities and counties asked for by number are among them whoever lives there.
        """
        with connection.cursor() as cursor:
            cursor.execute(
                "select m.number, m.name, c.number, c.name from public.municipalities m"
                " join public.counties c on c.number = m.county_id"
                " where m.number = any (%(asked)s) or c.number = any (%(asked)s) or m.number in ("
                "  select p.municipality_id from public.peer_mentors p where p.mentor_programme_role is not null"
                "  and p.organisation_id = any (%(organisations)s::uuid[]) and p.unit_id = any (%(units)s::uuid[]))"
                " order by c.name, m.name",
                {"asked": list(asked), "organisations": list(organisations), "units": list(units)},
            )
            return cursor.fetchall()

    def programmes_of(self, organisations: Collection[UUID]) -> list[MentorProgramme]:
        """Programmes of the organisations with `milestone_count`; first the one that is used when nobody chooses."""
        programmes = MentorProgramme.objects.filter(unit_id__in=list(organisations))
        return list(programmes.annotate(milestone_count=Count("milestones")).order_by("created_at", "id"))

    def pairings_of_either(
        self, people: Collection[UUID], units: Collection[UUID], *, limit: int
    ) -> list[MentorPairing]:
        """Pairs in `units` that any of `people` are or were in, the newest first."""
        either = Q(mentor_id__in=list(people)) | Q(mentee_id__in=list(people))
        pairings = MentorPairing.objects.filter(either, unit_id__in=list(units))
        return list(pairings.order_by("-started_at", "id")[:limit])

    def newest_open_pairing_of_mentor(self, mentor_id: UUID) -> MentorPairing | None:
        open_ones = MentorPairing.objects.filter(mentor_id=mentor_id, status__in=["active", "paused"])
        return open_ones.order_by("-created_at", "id").first()


def rows_of(
    search: Search,
    condition: str,
    *,
    place: Place | None = None,
    size: int | None = 1,
    only_one: bool = False,
    **more: object,
) -> tuple[list[CandidateRow], int]:
    """Rows in the order of the list, at most `size` of them, and how many there are; with None all of them."""
    key = {f"key{number}": value for number, value in enumerate(place.key)} if place else {}
    statement = page_sql(
        condition,
        role=search.role,
        scored=search.counterpart is not None,
        after_place=place is not None,
        backwards=place is not None and place.backwards,
        only_one=only_one,
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, search.parameters | {"size": size} | more | key)
        found = cursor.fetchall()
    width = len(fields(CandidateRow))
    return [CandidateRow(*row[:width]) for row in found if row[0]], found[0][width]
