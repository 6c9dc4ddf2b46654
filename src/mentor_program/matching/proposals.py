"""Pairs for everyone who waits, why somebody stays without, and what would help. Numbers and places in lists, no names.

What would help is worked out, not guessed: with these mentors, or this distance, so many more could be paired.
"""

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_bipartite_matching

from mentor_program.matching.assignment import IMPOSSIBLE, assign
from mentor_program.matching.distances import UNKNOWN

# Distances that are tried when a greatest one was asked for, in kilometres: round numbers that a person would try.
STEPS = (*range(10, 100, 10), *range(100, 300, 25), *range(300, 1000, 100), *range(1000, 3001, 500))
GROUPS_TRIED = 20
CELLS_TRIED = 80_000_000  # mentee × mentor, in all groups together: with thousands of people fewer groups are tried
GROUPS_TOLD = 5


class Why(StrEnum):
    """Why a mentee stays without a mentor."""

    ALL_TAKEN = "all_taken"  # those who could be chosen are proposed to others
    PLACE_UNKNOWN = "place_unknown"  # no distance can be measured
    TOO_FAR = "too_far"  # those who could be chosen live beyond the greatest distance
    NEVER_AGAIN = "never_again"  # those who could be chosen are never to be paired with this mentee again
    NO_MENTOR = "no_mentor"  # nobody can be chosen now


@dataclass(frozen=True)
class Waiting:
    """Everyone in numbers; mentees stand in the order in which they have waited, the longest first.

    `scores` [mentee, mentor] are -1 for two who never shall be paired again, `kilometres` likewise -1 where unknown.
    `hindrance[programme][mentor]` is what keeps the mentor from being chosen for a mentee of that programme, None where
    nothing does; equal values are told as one. `programme` is that of each mentee, `places` those free of each mentor.
    """

    scores: NDArray
    kilometres: NDArray
    places: NDArray
    programme: NDArray
    hindrance: Sequence[Sequence[Hashable | None]]
    max_km: int | None = None


@dataclass(frozen=True)
class Without:
    """Why a mentee stays without. `mentors` could be chosen but for the others; `nearest_km` is how far the nearest
    lives of those who are too far away, None where that is not known."""

    why: Why
    mentors: int = 0
    nearest_km: int | None = None


@dataclass(frozen=True)
class Help:
    """What would let `pairs` more be made: `mentors` of one `hindrance`, or a greatest distance of `km`."""

    pairs: int
    hindrance: Hashable | None = None
    mentors: int = 0
    km: int | None = None


@dataclass(frozen=True)
class Answer:
    """`mentor` of each mentee, -1 for nobody; `without` by mentee; what would help, the most first."""

    mentor: NDArray
    without: Mapping[int, Without]
    helpful: tuple[Help, ...]


def propose(waiting: Waiting, *, kept: Mapping[int, int] | None = None, left_out: Collection[int] = ()) -> Answer:
    """The best pairs for all mentees but those `left_out`; those `kept` have the mentor they are given with."""
    kept = kept or {}
    possible = _possible(waiting, waiting.max_km)
    places = waiting.places - np.bincount(list(kept.values()), minlength=len(waiting.places))
    asking = np.array([row for row in range(len(possible)) if row not in kept and row not in left_out], dtype=np.intp)
    mentor = np.full(len(possible), IMPOSSIBLE, dtype=np.intp)
    scores = np.where(possible[asking], waiting.scores[asking], IMPOSSIBLE)
    mentor[asking] = assign(scores, np.maximum(places, 0), np.arange(len(asking)))
    mentor[list(kept)] = list(kept.values())
    alone = asking[mentor[asking] < 0]
    return Answer(
        mentor=mentor,
        without={int(row): _why(waiting, possible, row) for row in alone},
        helpful=tuple(_helpful(waiting, asking, places, mentor)) if alone.size else (),
    )


def candidates(waiting: Waiting, mentee: int) -> NDArray:
    """Mentors who could be chosen for one mentee, the best first, whatever the greatest distance."""
    able = np.flatnonzero(_possible(waiting, None)[mentee])
    return able[np.argsort(-waiting.scores[mentee, able], kind="stable")]


def _possible(waiting: Waiting, max_km: int | None, helped: Hashable | None = None) -> NDArray:
    """Who could be paired with whom within `max_km`, as bool [mentee, mentor], also with `helped` put right."""
    there = np.array([[each in (None, helped) for each in row] for row in waiting.hindrance], dtype=bool)
    possible = (waiting.scores >= 0) & there.reshape(len(waiting.hindrance), len(waiting.places))[waiting.programme]
    return possible & _within(waiting, max_km)


def _within(waiting: Waiting, max_km: int | None) -> NDArray:
    if max_km is None:
        return np.True_
    return (waiting.kilometres <= max_km) & (waiting.kilometres != UNKNOWN)


def _why(waiting: Waiting, possible: NDArray, mentee: int) -> Without:
    if possible[mentee].any():
        return Without(Why.ALL_TAKEN, mentors=int(possible[mentee].sum()))
    here = np.array([each is None for each in waiting.hindrance[waiting.programme[mentee]]], dtype=bool)
    further = here & (waiting.scores[mentee] >= 0)
    if further.any():
        known = waiting.kilometres[mentee, further & (waiting.kilometres[mentee] != UNKNOWN)]
        return Without(Why.TOO_FAR, nearest_km=int(known.min())) if known.size else Without(Why.PLACE_UNKNOWN)
    return Without(Why.NEVER_AGAIN if here.any() else Why.NO_MENTOR)


def _helpful(waiting: Waiting, asking: NDArray, places: NDArray, mentor: NDArray) -> list[Help]:
    """What would place more of those who are asking."""
    asked = replace(
        waiting,
        scores=waiting.scores[asking],
        kilometres=waiting.kilometres[asking],
        programme=waiting.programme[asking],
    )
    placed = int(np.count_nonzero(mentor[asking] >= 0))

    def more(max_km: int | None, helped: Hashable | None = None) -> int:
        return _most_pairs(_possible(asked, max_km, helped), places) - placed

    groups = _reached(asked, places)
    tried = sorted(groups, key=lambda group: (-len(groups[group]), str(group)))
    affordable = max(GROUPS_TOLD, CELLS_TRIED // max(1, asked.scores.size))
    found = [
        Help(pairs, hindrance=group, mentors=len(groups[group]))
        for group in tried[: min(GROUPS_TRIED, affordable)]
        if (pairs := more(waiting.max_km, group)) > 0
    ]
    found.sort(key=lambda one: -one.pairs)
    further = _further(waiting.max_km, more) if waiting.max_km is not None else []
    return found[:GROUPS_TOLD] + further


def _reached(asked: Waiting, places: NDArray) -> dict[Hashable, set[int]]:
    """Mentors by what keeps them from being chosen, those alone whom somebody who asks could have."""
    able = (asked.scores >= 0) & _within(asked, asked.max_km)
    groups: dict[Hashable, set[int]] = {}
    for programme, row in enumerate(asked.hindrance):
        wanted = able[asked.programme == programme].any(axis=0) & (places > 0)
        for mentor in np.flatnonzero(wanted):
            if row[mentor] is not None:
                groups.setdefault(row[mentor], set()).add(int(mentor))
    return groups


def _further(max_km: int, more: Callable[[int], int]) -> list[Help]:
    """The shortest distance that would place somebody, and the shortest that would place the most; they may be one."""
    steps, gain = [step for step in STEPS if step > max_km], cache(more)
    if not steps or (most := gain(steps[-1])) <= 0:
        return []
    first, last = (_first(steps, lambda step, enough=enough: gain(step) >= enough) for enough in (1, most))
    return [Help(gain(step), km=step) for step in dict.fromkeys((first, last))]


def _first(steps: Sequence[int], enough: Callable[[int], bool]) -> int:
    """The first step that is enough; the last one is, and so are all behind one that is."""
    low, high = 0, len(steps) - 1
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(steps[middle]) else (middle + 1, high)
    return steps[low]


def _most_pairs(possible: NDArray, places: NDArray) -> int:
    """The most pairs there can be at once."""
    opened = possible[:, np.repeat(np.arange(places.size), np.clip(places, 0, len(possible)))]
    # Put together by hand: several times as quick as from the dense matrix.
    starts = np.concatenate([[0], np.cumsum(np.count_nonzero(opened, axis=1))])
    columns = np.nonzero(opened)[1].astype(np.int32)
    graph = csr_array((np.ones(columns.size, dtype=bool), columns, starts), shape=opened.shape)
    return int(np.count_nonzero(maximum_bipartite_matching(graph, perm_type="column") >= 0))
