"""Lines of proposals as they are stored, and what becomes of them: pure, no database.

A line is `{"mentee", "mentor", "state", "score", "reason"}`: ids as text, `mentor` null where there is none (a dropped
line keeps the mentor it had), `score` of the two when they were proposed, `reason` of those who stay without.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from uuid import UUID

from mentor_program.domain.errors import NotFound, RuleViolation
from mentor_program.domain.matching import Obstacle
from mentor_program.matching import proposals as solver
from mentor_program.services import proposal_results as results
from mentor_program.services.everyone import Everyone
from mentor_program.services.proposal_results import LineState

Line = dict[str, object]


def person(value: object) -> UUID | None:
    return UUID(str(value)) if value else None


def lines_of(everyone: Everyone, numbers: solver.Waiting, answer: solver.Answer, locked: Iterable[int]) -> list[Line]:
    """What the solver answered, a line for each mentee in the order in which they have waited."""
    locked, lines = set(locked), []
    for at, mentee in enumerate(everyone.mentees):
        mentor = int(answer.mentor[at])
        if mentor >= 0:
            state = LineState.LOCKED if at in locked else LineState.PROPOSED
            score = int(numbers.scores[at, mentor])
            lines.append(line(mentee.id, state, mentor=everyone.mentors[mentor].id, score=score))
        elif at in answer.without:
            lines.append(line(mentee.id, LineState.WITHOUT, reason=_reason_of(answer.without[at])))
    return lines


def line(
    mentee: UUID, state: LineState, *, mentor: UUID | None = None, score: int | None = None, reason: Line | None = None
) -> Line:
    return {
        "mentee": str(mentee),
        "mentor": str(mentor) if mentor else None,
        "state": str(state),
        "score": score,
        "reason": reason,
    }


def _reason_of(without: solver.Without) -> Line:
    return {name: value for name, value in asdict(without).items() if value}


def changed(before: Line, obstacle: Obstacle | None, who: str) -> Line:
    """A line whose pair can't be made any more: it stays without, and says what came in between."""
    reason = {"obstacle": str(obstacle) if obstacle else None, "who": who}
    return before | {"state": str(LineState.WITHOUT), "mentor": None, "score": None, "reason": reason}


def reason(stored: Mapping[str, object] | None) -> results.Reason | None:
    if not stored:
        return None
    return results.Reason(
        why=solver.Why(stored["why"]) if stored.get("why") else None,
        mentors=stored.get("mentors", 0),
        nearest_km=stored.get("nearest_km"),
        obstacle=Obstacle(stored["obstacle"]) if stored.get("obstacle") else None,
        who=stored.get("who", ""),
    )


def helpful_of(answer: solver.Answer) -> list[Line]:
    """What would help, as it is stored."""
    found = []
    for one in answer.helpful:
        kind, place = one.hindrance or ("", "")
        found.append({"pairs": one.pairs, "km": one.km, "kind": kind, "mentors": one.mentors, "place": place})
    return found


def counts(lines: Iterable[Line]) -> dict[results.Show, int]:
    found = dict.fromkeys(results.Show, 0)
    for each in lines:
        found[shown_in(each)] += 1
    return found


def shown_in(each: Line) -> results.Show:
    return results.SHOWN_IN[LineState(each["state"])]


def pairs(lines: Iterable[Line]) -> list[tuple[UUID, UUID]]:
    """(mentor, mentee) of every line that would become a pair."""
    return [(person(each["mentor"]), person(each["mentee"])) for each in lines if LineState(each["state"]).is_pair]


def find(lines: list[Line], mentee: UUID) -> int:
    """Where the mentee's line stands. Raises NotFound."""
    at = next((at for at, each in enumerate(lines) if each["mentee"] == str(mentee)), None)
    if at is None:
        raise NotFound("proposal_line")
    return at


def moved(lines: list[Line], at: int, state: LineState, places: Mapping[UUID, int]) -> Line:
    """The line at `at` in another state. `places` are those free of its mentor, for a dropped one that is taken back.

    Raises RuleViolation("line_has_no_mentor") for a pair without a mentor, ("line_has_mentor") for the opposite.
    """
    before, was = lines[at], LineState(lines[at]["state"])
    if state is LineState.WITHOUT:
        raise RuleViolation("line_has_mentor")
    if state is LineState.DROPPED:
        return before | {"state": str(state)}
    if was is LineState.DROPPED and state is LineState.PROPOSED:
        return _taken_back(lines, before, places)
    if not was.is_pair:
        raise RuleViolation("line_has_no_mentor")
    return before | {"state": str(state)}


def given_way(lines: list[Line], mentee: UUID, mentor: UUID, places: int) -> int | None:
    """Where the line stands that gives way when `mentor` is chosen for `mentee`: of those that are not locked the one
    who has waited shortest. None when there is a place for all. Raises RuleViolation("places_locked")."""
    others = [
        at
        for at, each in enumerate(lines)
        if each["mentor"] == str(mentor) and each["mentee"] != str(mentee) and LineState(each["state"]).is_pair
    ]
    if len(others) < places:
        return None
    open_ones = [at for at in others if lines[at]["state"] == LineState.PROPOSED]
    if not open_ones:
        raise RuleViolation("places_locked")
    return open_ones[-1]


def alone(before: Line) -> Line:
    """A line whose mentor has been chosen for somebody else."""
    return before | {"state": str(LineState.WITHOUT), "mentor": None, "score": None, "reason": {"who": "another"}}


def _taken_back(lines: list[Line], before: Line, places: Mapping[UUID, int]) -> Line:
    """A dropped line as it was before; without its mentor when others have been given the mentor's places."""
    mentor = person(before["mentor"])
    others = [other for other, _mentee in pairs(lines)]
    if mentor and others.count(mentor) < places.get(mentor, 0):
        return before | {"state": str(LineState.PROPOSED)}
    return alone(before) if mentor else before | {"state": str(LineState.WITHOUT)}


def solved_again(everyone: Everyone, max_km: int | None, before: list[Line]) -> tuple[list[Line], list[Line]]:
    """Lines and what would help, solved anew around those that are locked and dropped.

    A locked pair that can't be made any more is let go of; who no longer waits has no line any more.
    """
    waiting = everyone.waiting()
    if not waiting.mentees:
        return [], []
    numbers = waiting.in_numbers(max_km)
    mentee_at, mentor_at = ({row.id: at for at, row in enumerate(rows)} for rows in (waiting.mentees, waiting.mentors))
    dropped = {
        mentee_at[mentee]: each
        for each in before
        if each["state"] == LineState.DROPPED and (mentee := person(each["mentee"])) in mentee_at
    }
    kept: dict[int, int] = {}
    left = numbers.places.copy()
    for each in before:
        row, column = mentee_at.get(person(each["mentee"])), mentor_at.get(person(each["mentor"]))
        if each["state"] != LineState.LOCKED or row is None or column is None:
            continue
        if left[column] > 0 and column in solver.candidates(numbers, row):
            kept[row] = column
            left[column] -= 1
    answer = solver.propose(numbers, kept=kept, left_out=dropped)
    lines = lines_of(waiting, numbers, answer, kept)
    return [*lines, *dropped.values()], helpful_of(answer)
