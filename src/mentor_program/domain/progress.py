"""The progress indicator: on track, needs follow-up (amber), stalled (red).

Source: seed story A ("no recorded activity … in the last 14 days") and design/product.md: elapsed hours decide,
exactly 14 × 24 hours without activity is already amber, twice the threshold is red, paused pairs are neither.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from mentor_program.domain.pairing import PairingStatus

DEFAULT_THRESHOLD_DAYS = 14
STALLED_AFTER_THRESHOLDS = 2


class Indicator(StrEnum):
    ON_TRACK = "on_track"
    NEEDS_FOLLOW_UP = "needs_follow_up"
    STALLED = "stalled"


@dataclass(frozen=True)
class Progress:
    """`indicator` is None for pairs that are not active. `days` counts whole 24-hour periods without activity."""

    indicator: Indicator | None
    days: int


def progress(
    *, status: PairingStatus, last_activity_at: datetime, now: datetime, threshold_days: int = DEFAULT_THRESHOLD_DAYS
) -> Progress:
    """Judge one pair. Both times must carry a zone; a threshold is whole days of 24 hours, whatever the clocks do."""
    # In UTC, because Python subtracts two times of one zone by the wall clock, which summer time moves.
    elapsed = max(now.astimezone(UTC) - last_activity_at.astimezone(UTC), timedelta(0))
    days = elapsed // timedelta(hours=24)
    if status is not PairingStatus.ACTIVE:
        return Progress(None, days)
    threshold = timedelta(hours=24 * threshold_days)
    if elapsed >= STALLED_AFTER_THRESHOLDS * threshold:
        return Progress(Indicator.STALLED, days)
    if elapsed >= threshold:
        return Progress(Indicator.NEEDS_FOLLOW_UP, days)
    return Progress(Indicator.ON_TRACK, days)
