"""Rows of the database made into the frozen values of `results`."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from mentor_program.domain.pairing import PairingStatus
from mentor_program.domain.progress import Progress, progress
from mentor_program.persistence.models import (
    MentorPairing,
    PairingActivity,
    PairingDissolution,
    PairingEvent,
    PairingMilestone,
    PeerMentorContact,
)
from mentor_program.services import results


def progress_of(pairing: MentorPairing, now: datetime) -> Progress:
    return progress(
        status=PairingStatus(pairing.status),
        last_activity_at=pairing.last_activity_at,
        now=now,
        threshold_days=pairing.programme.follow_up_after_days,
    )


def summary(pairing: MentorPairing, now: datetime, *, unit_shown: bool = True) -> results.PairingSummary:
    """One line of a list. `unit_shown` is False for mentors and mentees, to whom units say nothing."""
    return results.PairingSummary(
        id=pairing.id,
        mentor_name=pairing.mentor_name,
        mentee_name=pairing.mentee_name,
        status=pairing.status,
        progress=progress_of(pairing, now),
        current_stage=pairing.current_stage,
        milestones_completed=pairing.milestones_completed,
        milestones_total=pairing.milestones_total,
        started_at=pairing.started_at,
        last_activity_at=pairing.last_activity_at,
        ended_at=pairing.ended_at,
        unit_name=pairing.unit.name if unit_shown else "",
        cohort_name=pairing.cohort.name if unit_shown and pairing.cohort else "",
    )


def own_summary(
    pairing: MentorPairing,
    now: datetime,
    *,
    viewer_id: UUID,
    names_left: Iterable[str] = (),
    contacts: Mapping[UUID, PeerMentorContact] | None = None,
) -> results.PairingSummary:
    """One line of the viewer's own list, with how to reach the other person."""
    is_mentor = pairing.mentor_id == viewer_id
    return replace(
        summary(pairing, now, unit_shown=False),
        pending_milestones=tuple(names_left),
        own_part="mentor" if is_mentor else "mentee",
        counterpart_contact=contact((contacts or {}).get(pairing.mentee_id if is_mentor else pairing.mentor_id)),
    )


def contact(row: PeerMentorContact | None) -> results.Contact | None:
    return results.Contact(email=row.email, phone=row.phone) if row else None


def milestone_line(row: PairingMilestone) -> results.MilestoneLine:
    return results.MilestoneLine(
        id=row.id,
        position=row.position,
        stage=row.stage,
        name=row.name,
        status=row.status,
        due_on=row.due_on,
        completed_at=row.completed_at,
        completed_by=row.completed_by_name,
    )


def event_line(row: PairingEvent) -> results.EventLine:
    return results.EventLine(
        kind=row.kind,
        occurred_at=row.occurred_at,
        recorded_at=row.created_at,
        actor_name=row.actor_name,
        detail=row.detail,
        imported=row.imported,
    )


def activity_line(row: PairingActivity) -> results.ActivityLine:
    return results.ActivityLine(
        occurred_on=row.occurred_on, form=row.form, minutes=row.minutes, note=row.note, recorded_by=row.recorded_by_name
    )


def dissolution_view(row: PairingDissolution | None) -> results.DissolutionView | None:
    if row is None:
        return None
    return results.DissolutionView(
        reason=row.reason.label,
        initiated_by=row.initiated_by,
        note=row.note,
        dissolved_at=row.dissolved_at,
        dissolved_by=row.dissolved_by_name,
        mentor_readiness=row.mentor_readiness,
        mentee_readiness=row.mentee_readiness,
    )


def count(number: int) -> results.Count:
    return results.Count(min(number, results.COUNT_LIMIT), number > results.COUNT_LIMIT)
