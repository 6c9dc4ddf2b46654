"""Milestones of one pair: which is in progress, which stage the pair is in."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class MilestoneStatus(StrEnum):
    """Stored value of `pairing_milestones.status`."""

    PENDING = "pending"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"


@dataclass(frozen=True)
class Step:
    """One milestone as the rules see it; steps are given in programme order."""

    stage: str
    completed: bool


def statuses(steps: Sequence[Step]) -> list[MilestoneStatus]:
    """The first milestone not completed, in programme order, is the one in progress; later ones are pending."""
    current = current_index(steps)
    return [
        MilestoneStatus.COMPLETED
        if step.completed
        else MilestoneStatus.IN_PROGRESS
        if index == current
        else MilestoneStatus.PENDING
        for index, step in enumerate(steps)
    ]


def current_index(steps: Sequence[Step]) -> int | None:
    """Index of the milestone in progress, or None when all are completed."""
    return next((index for index, step in enumerate(steps) if not step.completed), None)


def current_stage(steps: Sequence[Step]) -> str:
    """Stage of the milestone in progress; of the last milestone when all are completed; empty without milestones."""
    index = current_index(steps)
    if index is not None:
        return steps[index].stage
    return steps[-1].stage if steps else ""


def all_completed(steps: Sequence[Step]) -> bool:
    """A programme without milestones is never complete."""
    return bool(steps) and current_index(steps) is None
