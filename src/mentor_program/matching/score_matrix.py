"""Everybody's score at once: `domain.scoring.score` for all mentees and all mentors, exactly the same numbers.

Few different answers are given to each question, so the domain's own functions are asked once for each pair of
different answers, and the result is spread over the people. Only areas, which are all different, are multiplied out.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence

import numpy as np

from mentor_program.domain.scoring import (
    DEFAULT_WEIGHTS,
    NEUTRAL,
    WORTH_OF_A_CALL,
    WORTH_OF_A_WISH,
    MenteeFacts,
    MentorFacts,
    Part,
    PersonFacts,
    can_call,
    distance_part,
    experience_part,
    load_part,
    meeting_part,
    overlap_part,
    understood,
)
from mentor_program.matching.distances import NOWHERE, UNKNOWN, Distances

IMPOSSIBLE = -1
BLOCK = 500_000  # scores worked out at a time: what lies in between takes some tens of megabytes, however many people


def score_matrix(
    mentors: Sequence[MentorFacts],
    mentees: Sequence[MenteeFacts],
    weights: Mapping[Part, int] = DEFAULT_WEIGHTS,
    *,
    distances: Distances = NOWHERE,
    exclusions: Iterable[tuple[int, int]] = (),
    furthest_km: int | None = None,
) -> np.ndarray:
    """Scores 0 to 100 as int16 [mentee, mentor], `IMPOSSIBLE` (-1) for two who can't be a pair.

    Those are `exclusions`, given as (mentee, mentor) in the order of the arguments, and with `furthest_km` all who live
    further apart or whose distance isn't known. Places that `distances` lacks are unknown.
    """
    scores = np.full((len(mentees), len(mentors)), IMPOSSIBLE, dtype=np.int16)
    if not scores.size:
        return scores
    parts = _Parts(mentors, mentees, weights, distances)
    weight = sum(weights[part] for part in Part)
    for rows in _blocks(len(mentees), len(mentors)):
        found = (parts.weighted(rows) + 5 * weight) // (10 * weight)
        if furthest_km is not None:
            kilometres = parts.kilometres(rows)
            found[(kilometres > furthest_km) | (kilometres == UNKNOWN)] = IMPOSSIBLE
        scores[rows] = found
    for mentee, mentor in exclusions:
        scores[mentee, mentor] = IMPOSSIBLE
    return scores


class _Parts:
    """The parts of the score, weighted and spread over all mentors for some mentees at a time."""

    def __init__(
        self,
        mentors: Sequence[MentorFacts],
        mentees: Sequence[MenteeFacts],
        weights: Mapping[Part, int],
        distances: Distances,
    ) -> None:
        self.weights = weights
        self.areas = _Areas(mentors, mentees)
        self.same_for_all = np.array(
            [
                weights[Part.LOAD] * load_part(mentor.capacity, mentor.open_pairings)
                + weights[Part.EXPERIENCE] * experience_part(mentor.times_mentor)
                for mentor in mentors
            ],
            dtype=np.int32,
        )
        self.language = _Answers(mentors, mentees, lambda person: (person.languages,), _language)
        self.meeting = _Answers(
            mentors, mentees, lambda person: (person.meeting_forms, person.meeting_times), meeting_part
        )
        self.call = _Answers(mentors, mentees, lambda person: (person.meeting_forms,), _worth_of_call)
        self.table = distances.kilometres
        self.near = _near(distances.kilometres)
        self.mentor_places = distances.rows(mentor.place for mentor in mentors)
        self.mentee_places = distances.rows(mentee.place for mentee in mentees)

    def kilometres(self, rows: slice) -> np.ndarray:
        return self.table[self.mentee_places[rows]].take(self.mentor_places, axis=1)

    def weighted(self, rows: slice) -> np.ndarray:
        """The sum of weight × permille of all parts."""
        near = self.near[self.mentee_places[rows]].take(self.mentor_places, axis=1)
        total = np.maximum(near, self.call.of(rows), out=near)
        total *= self.weights[Part.DISTANCE]
        total += self.weights[Part.AREAS] * self.areas.of(rows)
        total += self.weights[Part.LANGUAGE] * self.language.of(rows)
        total += self.weights[Part.MEETING] * self.meeting.of(rows)
        total += self.same_for_all
        return total


class _Answers:
    """A part that depends only on what each of the two has answered: worked out once for each pair of answers."""

    def __init__(
        self,
        mentors: Sequence[MentorFacts],
        mentees: Sequence[MenteeFacts],
        answer: Callable[[PersonFacts], Hashable],
        part: Callable[[PersonFacts, PersonFacts], int],
    ) -> None:
        self.mentors, of_mentors = _numbered(mentors, answer)
        self.mentees, of_mentees = _numbered(mentees, answer)
        self.table = np.array([[part(one, other) for one in of_mentors] for other in of_mentees], dtype=np.int32)

    def of(self, rows: slice) -> np.ndarray:
        return self.table[self.mentees[rows]].take(self.mentors, axis=1)


class _Areas:
    """`domain.scoring.areas_part`: what a mentee asked for and lives with, times what a mentor knows."""

    def __init__(self, mentors: Sequence[MentorFacts], mentees: Sequence[MenteeFacts]) -> None:
        column = {area: at for at, area in enumerate({area for each in mentees for area in each.areas | each.wished})}
        self.points = np.zeros((len(mentees), len(column)), dtype=np.float32)  # floats: multiplied by the fast library
        for row, mentee in enumerate(mentees):
            self.points[row, [column[area] for area in mentee.areas]] = 1
            self.points[row, [column[area] for area in mentee.wished]] = WORTH_OF_A_WISH
        self.known = np.zeros((len(column), len(mentors)), dtype=np.float32)
        for at, mentor in enumerate(mentors):
            self.known[[column[area] for area in mentor.areas | mentor.diagnoses if area in column], at] = 1
        self.wanted = self.points.sum(axis=1).astype(np.int32)[:, None]
        self.nothing_shared = np.array([0 if mentor.areas else NEUTRAL for mentor in mentors], dtype=np.int32)

    def of(self, rows: slice) -> np.ndarray:
        wanted = self.wanted[rows]
        shared = (self.points[rows] @ self.known).astype(np.int32)
        part = np.where(shared > 0, NEUTRAL + NEUTRAL * shared // np.maximum(wanted, 1), self.nothing_shared)
        return np.where(wanted > 0, part, NEUTRAL)


def _blocks(mentees: int, mentors: int) -> Iterator[slice]:
    step = max(1, BLOCK // mentors)
    return (slice(start, start + step) for start in range(0, mentees, step))


def _numbered(
    people: Sequence[PersonFacts], answer: Callable[[PersonFacts], Hashable]
) -> tuple[np.ndarray, list[PersonFacts]]:
    """The number of each person's answer, and one person who gave each."""
    numbers: dict[Hashable, int] = {}
    somebody: list[PersonFacts] = []
    of_people = np.empty(len(people), dtype=np.intp)
    for at, person in enumerate(people):
        given = answer(person)
        if given not in numbers:
            numbers[given] = len(somebody)
            somebody.append(person)
        of_people[at] = numbers[given]
    return of_people, somebody


def _near(kilometres: np.ndarray) -> np.ndarray:
    """The distance part for a table of kilometres, where nobody phones."""
    by_kilometre = [distance_part(each, calls=False) for each in range(int(kilometres.max(initial=0)) + 1)]
    # the unknown, -1, finds the last value
    return np.array([*by_kilometre, distance_part(None, calls=False)], dtype=np.int32)[kilometres]


def _worth_of_call(mentor: PersonFacts, mentee: PersonFacts) -> int:
    return WORTH_OF_A_CALL if can_call(mentor, mentee) else 0


def _language(mentor: PersonFacts, mentee: PersonFacts) -> int:
    return overlap_part(understood(mentor.languages), understood(mentee.languages))
