"""Everyone who could be paired, read at once, as numbers for the solver and as people for the screen."""

from dataclasses import dataclass, replace
from datetime import date
from itertools import permutations
from uuid import UUID

import numpy as np

from mentor_program.domain.matching import Availability, Obstacle, obstacle
from mentor_program.matching import proposals as solver
from mentor_program.matching.distances import Distances
from mentor_program.matching.score_matrix import IMPOSSIBLE, score_matrix
from mentor_program.persistence.models import MentorProgramme
from mentor_program.persistence.queries.matching import CandidateRow
from mentor_program.persistence.queries.readiness_sql import read_lacking
from mentor_program.services import matching_results
from mentor_program.services.candidates import (
    Two,
    candidate,
    mentee_facts,
    mentor_facts,
    required_by,
    suits,
    weights_of,
)
from mentor_program.services.matching import followed

PAUSED, SEVERAL = "paused", "several"


@dataclass(frozen=True)
class Everyone:
    """People of a scope by role, mentees in the order in which they have waited, and what lies between them.

    The rows were read with what any of the programmes requires.
    """

    mentees: list[CandidateRow]
    mentors: list[CandidateRow]
    organisation: UUID
    programmes: list[MentorProgramme]
    distances: Distances
    excluded: frozenset[frozenset[UUID]]
    today: date

    def two(self, mentor: CandidateRow, mentee: CandidateRow) -> Two:
        """The two as they are weighed and remembered in the programme that the mentee follows."""
        programme = followed(self.programmes, mentee)
        row, column = self.distances.rows([mentee.municipality_number, mentor.municipality_number])
        kilometres = int(self.distances.kilometres[row, column])
        never_again = frozenset((mentor.id, mentee.id)) in self.excluded
        mentor = replace(
            mentor,
            distance_km=kilometres if kilometres >= 0 else None,
            excluded=never_again,
            lacking=_lacking(mentor, programme),
        )
        mentee = replace(mentee, excluded=never_again)
        return Two(mentor, mentee, programme, suits(mentor, mentee, weights_of(programme)))

    def shown(self, two: Two) -> tuple[matching_results.Candidate, matching_results.Candidate]:
        """Mentor and mentee as the coordinator sees them, the mentor with how the two suit each other."""
        mentor, mentee = two.shown(self.today)
        return replace(mentor, compatibility=two.weighed, distance_km=two.mentor.distance_km), mentee

    def alone(self, role: str, row: CandidateRow) -> matching_results.Candidate:
        """A person beside nobody."""
        return candidate(role, replace(row, lacking=_lacking(row, followed(self.programmes, None))), today=self.today)

    def waiting(self) -> "Everyone":
        """Only mentees who wait for a mentor, and mentors who can be chosen or could be, if something were put right.

        Who has completed the programme waits no longer, unless a coordinator chooses them one by one.
        """
        mentees = [row for row in self.mentees if not row.completed and self._obstacle("mentee", row) is None]
        mentors = [row for row in self.mentors if self._obstacle("mentor", row) in (None, Obstacle.PAUSED)]
        return replace(self, mentees=mentees, mentors=mentors)

    def in_numbers(self, max_km: int | None) -> solver.Waiting:
        """The same for the solver. Each mentee is scored as the programme that they follow weighs."""
        followed_by = [followed(self.programmes, row) for row in self.mentees]
        followed_ones = list(dict.fromkeys(programme.id if programme else None for programme in followed_by))
        number = {programme: at for at, programme in enumerate(followed_ones)}
        programme_of = np.array([number[each.id if each else None] for each in followed_by], dtype=np.intp)
        by_id: dict[UUID | None, MentorProgramme | None] = {each.id if each else None: each for each in followed_by}
        rows, columns = (
            self.distances.rows(person.municipality_number for person in people)
            for people in (self.mentees, self.mentors)
        )
        return solver.Waiting(
            scores=self._scores(programme_of, [by_id[each] for each in followed_ones]),
            kilometres=self.distances.kilometres[np.ix_(rows, columns)],
            places=np.array([row.capacity - row.open_pairings for row in self.mentors], dtype=np.intp),
            programme=programme_of,
            hindrance=[[self._hindrance(row, by_id[each]) for row in self.mentors] for each in followed_ones],
            max_km=max_km,
        )

    def _scores(self, programme_of: np.ndarray, programmes: list[MentorProgramme | None]) -> np.ndarray:
        mentors = [mentor_facts(row) for row in self.mentors]
        mentees = [mentee_facts(row) for row in self.mentees]
        scores = np.full((len(mentees), len(mentors)), IMPOSSIBLE, dtype=np.int16)
        for number, programme in enumerate(programmes):
            mine = np.flatnonzero(programme_of == number)
            scores[mine] = score_matrix(
                mentors, [mentees[row] for row in mine], weights_of(programme), distances=self.distances
            )
        mentee_at, mentor_at = ({row.id: at for at, row in enumerate(rows)} for rows in (self.mentees, self.mentors))
        for mentee, mentor in (order for two in self.excluded for order in permutations(two)):
            if mentee in mentee_at and mentor in mentor_at:
                scores[mentee_at[mentee], mentor_at[mentor]] = IMPOSSIBLE
        return scores

    def _obstacle(self, role: str, row: CandidateRow) -> Obstacle | None:
        """What keeps the person from being chosen by anybody, but for what a programme requires."""
        return obstacle(
            role=role,
            availability=Availability(row.availability),
            paused_until=row.paused_until,
            open_pairings=row.open_pairings,
            capacity=row.capacity,
            readiness=row.readiness,
            today=self.today,
        )

    def _hindrance(self, row: CandidateRow, programme: MentorProgramme | None) -> tuple[str, str] | None:
        """What would have to be put right before the mentor could be chosen, and where the mentor lives."""
        missing = read_lacking(_lacking(row, programme))
        paused = self._obstacle("mentor", row) is Obstacle.PAUSED
        if not missing and not paused:
            return None
        kind = PAUSED if not missing else SEVERAL if paused or len(missing) > 1 else str(missing[0].kind)
        return kind, row.municipality or ""


def _lacking(row: CandidateRow, programme: MentorProgramme | None) -> list[str]:
    """What the mentor lacks of what this programme requires."""
    required = set(required_by(programme))
    return [text for text in row.lacking if text.partition(":")[0] in required]
