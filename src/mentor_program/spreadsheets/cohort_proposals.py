"""Pairs for everybody who waits in the sheets, and for those who stay without: why, and what would help."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from mentor_program.domain.matching import Obstacle
from mentor_program.domain.scoring import Part, Score, score
from mentor_program.geography.facts import municipalities
from mentor_program.matching.assignment import assign
from mentor_program.matching.distances import UNKNOWN, Distances
from mentor_program.matching.score_matrix import IMPOSSIBLE, score_matrix
from mentor_program.spreadsheets.cohort_reading import Cohort, Participant


@dataclass(frozen=True)
class Proposal:
    """One pair. `kilometres` is None where a municipality isn't known; `former` pairs have been a pair before."""

    mentee: Participant
    mentor: Participant
    score: Score
    kilometres: int | None
    former: bool


@dataclass(frozen=True)
class Help:
    """Mentors within reach who can't be proposed now: how many, why and where (a municipality number)."""

    count: int
    why: str
    place: str | None


@dataclass(frozen=True)
class Without:
    """A mentee who takes part and gets no mentor.

    `within_reach` counts the mentors who could be proposed; `nearest_km` is how far the nearest of all of them lives,
    where nobody lives near enough.
    """

    mentee: Participant
    within_reach: int
    nearest_km: int | None
    helpful: tuple[Help, ...]


@dataclass(frozen=True)
class Proposals:
    """The answer. `unused` are mentors with free places whom nobody was proposed to; `away` take no part now."""

    pairs: tuple[Proposal, ...]
    without: tuple[Without, ...]
    away: tuple[Participant, ...]
    unused: tuple[Participant, ...]
    weights: Mapping[Part, int]
    max_km: int | None


def propose(cohort: Cohort, *, weights: Mapping[Part, int], max_km: int | None = None) -> Proposals:
    """As many pairs as possible, then the highest total score, then those first who have waited longest."""
    mentees = tuple(person for person in cohort.mentees if person.takes_part)
    distances = Distances.between({m.number: (m.latitude, m.longitude) for m in municipalities()})
    everybody = score_matrix(
        [person.facts for person in cohort.mentors],
        [person.facts for person in mentees],
        weights,
        distances=distances,
        furthest_km=max_km,
    )
    kilometres = _kilometres(mentees, cohort.mentors, distances)
    there = np.array([person.takes_part for person in cohort.mentors], dtype=bool)
    free = np.array([person.free_places for person in cohort.mentors], dtype=np.intp) * there
    chosen = assign(np.where(there, everybody, IMPOSSIBLE), free, waiting_ranks(mentees))
    places = {person: place for place, person in enumerate(cohort.mentees)}

    def proposal(row: int, column: int) -> Proposal:
        mentee, mentor = mentees[row], cohort.mentors[column]
        km = None if kilometres[row, column] == UNKNOWN else int(kilometres[row, column])
        weighed = score(mentor.facts, mentee.facts, weights, kilometres=km)
        return Proposal(mentee, mentor, weighed, km, (places[mentee], column) in cohort.former)

    pairs = [proposal(row, int(column)) for row, column in enumerate(chosen) if column >= 0]
    used = np.bincount(chosen[chosen >= 0], minlength=len(there))
    return Proposals(
        pairs=tuple(pairs),
        without=tuple(
            _without(mentees[row], cohort.mentors, there, everybody[row] >= 0, kilometres[row])
            for row in np.flatnonzero(chosen < 0)
        ),
        away=tuple(person for person in (*cohort.mentees, *cohort.mentors) if not person.takes_part),
        unused=tuple(cohort.mentors[column] for column in np.flatnonzero(there & (used == 0))),
        weights=weights,
        max_km=max_km,
    )


def waiting_ranks(mentees: Sequence[Participant]) -> np.ndarray:
    """0 for who has waited longest: by the day they began to wait, else by their order in the sheets."""
    order = sorted(range(len(mentees)), key=lambda row: (mentees[row].waiting_since or date.max, row))
    ranks = np.empty(len(mentees), dtype=np.int64)
    ranks[order] = np.arange(len(mentees))
    return ranks


def _kilometres(mentees: Sequence[Participant], mentors: Sequence[Participant], distances: Distances) -> np.ndarray:
    rows, columns = (distances.rows(person.facts.place for person in people) for people in (mentees, mentors))
    return distances.kilometres[np.ix_(rows, columns)]


def _without(
    mentee: Participant, mentors: Sequence[Participant], there: np.ndarray, possible: np.ndarray, kilometres: np.ndarray
) -> Without:
    known = kilometres[there & (kilometres != UNKNOWN)]
    within_reach = int(np.count_nonzero(possible & there))
    hindered: dict[tuple[str, str | None], int] = {}
    for column in np.flatnonzero(possible & ~there):
        mentor = mentors[column]
        key = why_not(mentor), mentor.facts.place
        hindered[key] = hindered.get(key, 0) + 1
    helpful = sorted((Help(count, *key) for key, count in hindered.items()), key=lambda h: (-h.count, h.why))
    return Without(
        mentee=mentee,
        within_reach=within_reach,
        nearest_km=int(known.min()) if not within_reach and known.size else None,
        helpful=tuple(helpful),
    )


def why_not(person: Participant) -> str:
    """The one thing that stands first in the way: an obstacle, `completed` or `lacking`."""
    if isinstance(person.obstacle, Obstacle):
        return str(person.obstacle)
    return "completed" if person.completed else "lacking"
