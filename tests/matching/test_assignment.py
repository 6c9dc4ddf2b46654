"""Against every possibility on small cases, an exact solver on medium ones, and choosing one by one."""

from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

from mentor_program.matching import assignment
from mentor_program.matching.assignment import assign


@st.composite
def cases(draw):
    mentees, mentors = draw(st.integers(0, 5)), draw(st.integers(0, 4))
    scores = draw(arrays(np.int16, (mentees, mentors), elements=st.integers(-1, draw(st.sampled_from([0, 1, 4, 100])))))
    capacities = draw(st.lists(st.integers(0, 3), min_size=mentors, max_size=mentors))
    ranks = draw(st.permutations(range(mentees)) | st.lists(st.integers(0, 3), min_size=mentees, max_size=mentees))
    return scores, np.array(capacities, int), np.array(ranks, int)


def weighed(chosen, scores, ranks):
    """What is compared: pairs, total score, and the waiting ranks of those who are placed, as a sum that is better
    when smaller."""
    placed = np.flatnonzero(chosen >= 0)
    return (len(placed), int(scores[placed, chosen[placed]].sum()), -int(ranks[placed].sum()))


def every_assignment(scores, capacities):
    """All ways to place the mentees, each as a tuple."""
    if len(scores) == 0:
        yield ()
        return
    for mentor in range(-1, len(capacities)):
        if mentor == -1 or (scores[0, mentor] >= 0 and capacities[mentor] > 0):
            left = capacities.copy()
            if mentor >= 0:
                left[mentor] -= 1
            for others in every_assignment(scores[1:], left):
                yield (mentor, *others)


def need_valid(chosen, scores, capacities):
    placed = np.flatnonzero(chosen >= 0)
    assert (scores[placed, chosen[placed]] >= 0).all()
    assert (np.bincount(chosen[placed], minlength=len(capacities)) <= capacities).all()


@pytest.fixture(params=["dense", "sparse", "one place opened at a time"])
def way(request, monkeypatch):
    """Each way through the module, whatever the size of the case."""
    monkeypatch.setattr(assignment, "SPARSE_BELOW", 2 if request.param == "sparse" else 0)
    if request.param.startswith("one"):
        monkeypatch.setattr(assignment, "OPENED_AT_FIRST", 1)


@pytest.mark.usefixtures("way")
class TestEveryWay:
    @settings(max_examples=150, deadline=None)
    @given(cases())
    def test_it_is_the_best_of_all_possibilities(self, case):
        scores, capacities, ranks = case
        chosen = assign(scores, capacities, ranks)
        need_valid(chosen, scores, capacities)
        best = max(weighed(np.array(one, int), scores, ranks) for one in every_assignment(scores, capacities))
        assert weighed(chosen, scores, ranks) == best

    @settings(max_examples=100, deadline=None)
    @given(cases())
    def test_nobody_who_has_waited_longer_is_passed_over_for_a_smaller_sum(self, case):
        scores, capacities, ranks = case

        def waits(chosen):
            return sorted(ranks[np.flatnonzero(np.array(chosen, int) >= 0)])

        chosen = assign(scores, capacities, ranks)
        as_good = [
            one
            for one in every_assignment(scores, capacities)
            if weighed(np.array(one, int), scores, ranks)[:2] == weighed(chosen, scores, ranks)[:2]
        ]
        assert waits(chosen) == min(waits(one) for one in as_good)

    @pytest.mark.parametrize("seed", range(4))
    def test_it_is_as_good_as_an_exact_solver(self, seed):
        scores, capacities, ranks = medium_case(seed)
        chosen = assign(scores, capacities, ranks)
        need_valid(chosen, scores, capacities)
        assert weighed(chosen, scores, ranks) == exact(seed)

    @pytest.mark.parametrize("seed", range(4))
    def test_never_fewer_pairs_nor_a_lower_total_than_choosing_one_by_one(self, seed):
        scores, capacities, ranks = medium_case(seed)
        assert weighed(assign(scores, capacities, ranks), scores, ranks) >= weighed(
            one_by_one(scores, capacities), scores, ranks
        )


def medium_case(seed):
    random = np.random.default_rng(seed)
    mentees, mentors = [(30, 30), (40, 12), (15, 40), (35, 20)][seed]
    scores = random.integers(0, 101 if seed % 2 else 6, (mentees, mentors), dtype=np.int16)
    scores[random.random(scores.shape) < (0.9 if seed == 3 else 0.5)] = -1
    return scores, random.integers(0, 4, mentors), random.permutation(mentees)


@cache
def exact(seed):
    """The best that HiGHS finds, one wish after the other, each held while the next is sought."""
    scores, capacities, ranks = medium_case(seed)
    mentee, mentor = np.nonzero(scores >= 0)
    pairs = np.arange(mentee.size)

    def at_most(of, limits):
        return LinearConstraint(
            coo_array((np.ones(mentee.size), (of, pairs)), shape=(len(limits), mentee.size)), ub=limits
        )

    held = [at_most(mentee, np.ones(len(ranks))), at_most(mentor, capacities)]
    values = []
    for wish in (np.ones(mentee.size), scores[mentee, mentor], -ranks[mentee]):
        found = milp(-wish.astype(float), integrality=np.ones(mentee.size), bounds=Bounds(0, 1), constraints=held)
        values.append(round(-found.fun))
        held.append(LinearConstraint(wish.astype(float), lb=values[-1] - 0.5))
    return tuple(values)


def one_by_one(scores, capacities):
    """What a person would do by hand: always the best pair that is left."""
    left, chosen = capacities.copy(), np.full(len(scores), -1)
    for cell in np.argsort(-scores, axis=None, kind="stable"):
        mentee, mentor = divmod(int(cell), scores.shape[1])
        if scores[mentee, mentor] >= 0 and chosen[mentee] < 0 and left[mentor] > 0:
            chosen[mentee], left[mentor] = mentor, left[mentor] - 1
    return chosen


def test_one_pair_more_outweighs_any_score():
    # The best single pair would leave the other mentee without.
    assert assign([[100, 0], [100, -1]], [1, 1], [0, 1]).tolist() == [1, 0]


def test_a_point_of_score_outweighs_any_wait():
    assert assign([[99], [100]], [1], [0, 1]).tolist() == [-1, 0]


def test_of_two_who_suit_equally_well_the_one_who_has_waited_longest_is_placed():
    assert assign([[50], [50], [50]], [1], [2, 0, 1]).tolist() == [-1, 0, -1]


def test_a_mentor_is_given_as_many_as_there_are_places():
    assert sorted(assign([[7], [8], [9]], [2], [0, 1, 2]).tolist()) == [-1, 0, 0]
    assert assign([[7], [8], [9]], [50], [0, 1, 2]).tolist() == [0, 0, 0]


def test_nobody_and_nothing_possible_are_answered_too():
    assert assign(np.zeros((0, 3)), [1, 1, 1], []).tolist() == []
    assert assign(np.zeros((2, 0)), [], [0, 1]).tolist() == [-1, -1]
    assert assign([[-1, -1]], [1, 1], [0]).tolist() == [-1]
    assert assign([[5, 5]], [0, 0], [0]).tolist() == [-1]


@pytest.mark.parametrize(("capacities", "ranks"), [([1], [0, 1]), ([1, 1], [0]), ([1, -1], [0, 1]), ([1, 1], [0, -1])])
def test_what_does_not_fit_together_is_refused(capacities, ranks):
    with pytest.raises(ValueError, match="scores are"):
        assign([[1, 2], [3, 4]], capacities, ranks)


def test_numbers_too_large_to_be_exact_are_refused_rather_than_rounded():
    with pytest.raises(OverflowError):
        assign([[2**40, 0], [0, 2**40]], [1, 1], [0, 2**20])


def test_fifteen_thousand_mentees_with_scores_to_100_can_be_weighed_exactly():
    ranks = np.arange(15_000)
    point, without = assignment._weights(len(ranks), len(ranks), ranks, 100)
    assert point > ranks.sum()
    assert without > point * 100 * len(ranks)
    assert without < assignment.LARGEST_EXACT


def test_more_places_are_opened_until_a_mentor_has_one_left(monkeypatch):
    tried = []
    solve = assignment._solve
    monkeypatch.setattr(
        assignment,
        "_solve",
        lambda scores, places, ranks: tried.append(places.tolist()) or solve(scores, places, ranks),
    )
    scores = [[90, 10]] * 7 + [[10, 90]]
    assert assign(scores, [20, 20], range(8)).tolist() == [0] * 7 + [1]
    assert tried == [[2, 2], [4, 4], [8, 8]]
