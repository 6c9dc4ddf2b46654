from hypothesis import given
from hypothesis import strategies as st

from mentor_program.domain.milestones import Step, all_completed, current_index, current_stage, statuses

STEPS = st.lists(st.builds(Step, stage=st.sampled_from(["Oppstart", "Praksis", "Avslutning"]), completed=st.booleans()))


def steps(*completed: bool) -> list[Step]:
    return [Step(stage=f"stage {number}", completed=done) for number, done in enumerate(completed)]


def test_the_first_milestone_not_completed_is_in_progress_even_when_a_later_one_is_completed():
    assert statuses(steps(True, False, True, False)) == ["completed", "in_progress", "completed", "pending"]
    assert current_stage(steps(True, False, True, False)) == "stage 1"


def test_when_all_are_completed_the_stage_is_the_last_one():
    assert statuses(steps(True, True)) == ["completed", "completed"]
    assert (current_stage(steps(True, True)), all_completed(steps(True, True))) == ("stage 1", True)


def test_a_programme_without_milestones_is_never_complete():
    assert (statuses([]), current_stage([]), all_completed([])) == ([], "", False)


@given(STEPS)
def test_exactly_one_milestone_is_in_progress_unless_all_are_completed(some):
    found = statuses(some)
    assert found.count("in_progress") == (0 if all(step.completed for step in some) else 1)
    assert [status == "completed" for status in found] == [step.completed for step in some]


@given(STEPS)
def test_nothing_before_the_one_in_progress_remains(some):
    index = current_index(some)
    assert all(step.completed for step in some[:index])
    assert "pending" not in statuses(some)[:index]


@given(STEPS)
def test_the_stage_is_that_of_the_milestone_in_progress(some):
    index = current_index(some)
    expected = some[index].stage if index is not None else some[-1].stage if some else ""
    assert current_stage(some) == expected


@given(STEPS)
def test_a_programme_is_complete_when_it_has_milestones_and_none_remains(some):
    assert all_completed(some) == (bool(some) and set(statuses(some)) == {"completed"})
