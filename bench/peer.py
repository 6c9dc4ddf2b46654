"""What the PyPI package mentor-match makes of a matrix of scores. Runs in a process of its own, with its own packages.

    python bench/peer.py FILE MENTEES MENTORS      FILE: scores as int16, mentee by mentee; -1: can be no pair

Prints one line of JSON. `solving` is what it needs from its table of matches to its pairs (`prepare_matrix` and
`calculate_matches`), `everything` also what it needs to make that table, in seconds of processor time. `first` are the
(mentee, mentor) of its first round; `rounds` those after more rounds among whoever is left, until nothing is added.
"""

import array
import json
import sys
import time
from importlib.metadata import version

from matching.mentee import Mentee
from matching.mentor import Mentor
from matching.process import calculate_matches, generate_match_matrix, match_and_assign_participants, prepare_matrix
from matching.rules.rule import Disqualify, Rule


class ByTable(Rule):
    """Our scores as one of its rules: a person's grade is their place in the table."""

    def __init__(self, scores: list[array.array]) -> None:
        super().__init__()
        self.scores = scores

    def apply(self, match) -> int:
        score = self.scores[match.mentee.grade][match.mentor.grade]
        match.disallowed = score < 0
        return max(score, 0)


def main(path: str, mentees: int, mentors: int) -> None:
    """Solve, then go on in rounds."""
    scores = _read(path, mentees, mentors)
    people = (
        [Mentor(email=f"mentor{n}@bench.example", grade=n) for n in range(mentors)],
        [Mentee(email=f"mentee{n}@bench.example", grade=n) for n in range(mentees)],
    )
    table = ByTable(scores)
    begun = time.process_time()
    grid = generate_match_matrix(*people, [table])
    made = time.process_time()
    calculate_matches(prepare_matrix(grid))
    solved = time.process_time()
    match_and_assign_participants(grid)
    first = _pairs(people[1])
    print(
        json.dumps(
            {
                "version": version("mentor-match"),
                "munkres": version("munkres"),
                "solving": solved - made,
                "everything": solved - begun,
                "first": first,
                "rounds": _rounds(people, table, len(first)),
            }
        )
    )


def _rounds(people: tuple[list, list], table: ByTable, before: int) -> list[tuple[int, int]]:
    taken = Disqualify(lambda match: bool(match.mentee.mentors or match.mentor.mentees))
    while True:
        match_and_assign_participants(generate_match_matrix(*people, [table, taken]))
        pairs = _pairs(people[1])
        if len(pairs) == before:
            return pairs
        before = len(pairs)


def _pairs(mentees: list) -> list[tuple[int, int]]:
    return [(mentee.grade, mentor.grade) for mentee in mentees for mentor in mentee.mentors]


def _read(path: str, mentees: int, mentors: int) -> list[array.array]:
    numbers = array.array("h")
    with open(path, "rb") as file:
        numbers.fromfile(file, mentees * mentors)
    return [numbers[row * mentors : (row + 1) * mentors] for row in range(mentees)]


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
