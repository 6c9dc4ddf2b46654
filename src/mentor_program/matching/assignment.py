"""Who is paired with whom when everyone who waits is matched at once: the assignment problem, solved exactly.

Three wishes in order: as many pairs as possible; then the highest total score; then that those who have waited longest
are placed: the smallest sum of the placed mentees' waiting ranks. (Which sets of mentees an optimum can place is a
matroid's bases, so the smallest sum is also the best set read from the longest wait on: nobody is passed over for the
sake of a sum.)

The three are one cost per cell, in whole numbers that float64 holds exactly. With `k` the most pairs there can be:

    K = 1 + the largest sum of k ranks        one point of score outweighs all ranks
    P = K · (1 + k · (highest - lowest score))  one pair outweighs all scores
    cost = K · (highest - score) for a possible pair, P - rank for staying without

Both solvers walk shortest augmenting paths. A mentee can always stay without for at most P, so that no path and no
dual value goes beyond a few P; sums of whole numbers below 2^53 are exact. `assign` checks that P leaves a factor of
32, which 15,000 mentees still do with scores from 0 to 100.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_array
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

IMPOSSIBLE = -1
# Where a smaller share of the cells is possible, the sparse solver is quicker and needs a fraction of the memory.
SPARSE_BELOW = 0.2
# Places of a mentor that are opened before it is known that more are needed.
OPENED_AT_FIRST = 2
LARGEST_EXACT = 2**53 // 32

Indices = NDArray[np.intp]


def assign(scores: ArrayLike, capacities: ArrayLike, waiting_rank: ArrayLike) -> Indices:
    """The mentor of each mentee, or -1.

    `scores`: whole numbers [mentee, mentor] of at least 0, -1 where the two can't be paired; `capacities`: free places
    of each mentor; `waiting_rank`: of each mentee, 0 for who has waited longest. Raises ValueError for shapes that do
    not fit together and OverflowError where the numbers could not be exact.
    """
    scores, places, ranks = np.asarray(scores), np.asarray(capacities, np.intp), np.asarray(waiting_rank, np.int64)
    if scores.shape != (ranks.size, places.size) or (ranks < 0).any() or (places < 0).any():
        raise ValueError("scores are [mentee, mentor], with a rank for each mentee and free places for each mentor")
    found = np.full(ranks.size, IMPOSSIBLE, np.intp)
    possible = scores >= 0
    mentees, mentors = possible.any(axis=1), possible.any(axis=0) & (places > 0)
    if mentees.any() and mentors.any():
        if not (mentees.all() and mentors.all()):
            scores, places, ranks = scores[np.ix_(mentees, mentors)], places[mentors], ranks[mentees]
        chosen = _with_enough_places(scores, places, ranks)
        found[mentees] = np.where(chosen >= 0, np.flatnonzero(mentors)[chosen], IMPOSSIBLE)
    return found


def _with_enough_places(scores: NDArray, places: Indices, ranks: NDArray) -> Indices:
    """Solve with a few places a mentor, and open more where they ran out: full columns cost time and memory.

    A place more for a mentor who has one left changes no optimum: its dual value is that of the empty place, nought.
    """
    places = np.minimum(places, len(ranks))
    opened = np.minimum(places, OPENED_AT_FIRST)
    while True:
        chosen = _solve(scores, opened, ranks)
        used = np.bincount(chosen[chosen >= 0], minlength=len(places))
        short = (used == opened) & (opened < places)
        if not short.any():
            return chosen
        opened = np.where(short, np.minimum(places, 2 * opened), opened)


def _solve(scores: NDArray, places: Indices, ranks: NDArray) -> Indices:
    """The same for mentors with at least one place: each place is a column of its own."""
    mentor_of = np.repeat(np.arange(places.size), places)
    possible = scores >= 0
    highest = int(scores.max())
    point, without = _weights(len(ranks), mentor_of.size, ranks, highest - int(scores[possible].min()))
    solve = _sparse if np.count_nonzero(possible) < SPARSE_BELOW * possible.size else _dense
    return solve(scores, mentor_of, highest, point, without - ranks)


def _weights(mentees: int, places: int, ranks: NDArray, span: int) -> tuple[int, int]:
    """K and P of the module's text, as Python's own whole numbers."""
    pairs = min(mentees, places)
    point = 1 + sum(int(rank) for rank in np.sort(ranks)[-pairs:])
    without = point * (1 + pairs * span) + int(ranks.max())
    if without > LARGEST_EXACT:
        raise OverflowError(f"{mentees} mentees and {places} places are more than can be weighed exactly")
    return point, without


def _dense(scores: NDArray, mentor_of: Indices, highest: int, point: int, without: NDArray) -> Indices:
    every_mentor_once = mentor_of.size == scores.shape[1]
    columns = scores if every_mentor_once else scores[:, mentor_of]
    impossible = columns < 0
    cost = columns.astype(np.float64)
    np.subtract(highest, cost, out=cost)
    cost *= point
    if len(without) > mentor_of.size:
        # Some mentees get no cell at all: what staying without costs is taken off the cells they could have had.
        cost += (without.max() - without)[:, None]
        np.copyto(cost, without.max(), where=impossible)
    else:
        np.copyto(cost, without[:, None].astype(np.float64), where=impossible)
    del columns
    # What a place, or a mentee, costs in any case decides nothing, and without it the solver's paths are shorter.
    if len(without) >= mentor_of.size:
        cost -= cost.min(axis=0)
    if len(without) <= mentor_of.size:
        cost -= cost.min(axis=1)[:, None]
    rows, places = linear_sum_assignment(cost)
    real = ~impossible[rows, places]
    chosen = np.full(len(without), IMPOSSIBLE, np.intp)
    chosen[rows[real]] = mentor_of[places[real]]
    return chosen


def _sparse(scores: NDArray, mentor_of: Indices, highest: int, point: int, without: NDArray) -> Indices:
    mentees = np.arange(len(without))
    columns = scores[:, mentor_of] if mentor_of.size != scores.shape[1] else scores
    row, place = np.nonzero(columns >= 0)
    # Each mentee has a column of their own for staying without. All costs one more: nought would mean no edge.
    cost = np.concatenate([1 + point * (highest - columns[row, place].astype(np.int64)), 1 + without])
    edges = (np.concatenate([row, mentees]), np.concatenate([place, mentor_of.size + mentees]))
    graph = csr_array((cost.astype(np.float64), edges), shape=(mentees.size, mentor_of.size + mentees.size))
    rows, places = min_weight_full_bipartite_matching(graph)
    real = places < mentor_of.size
    chosen = np.full(mentees.size, IMPOSSIBLE, np.intp)
    chosen[rows[real]] = mentor_of[places[real]]
    return chosen
