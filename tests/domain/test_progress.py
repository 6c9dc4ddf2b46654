"""The 14-day rule at its edges: elapsed hours decide, whatever the clocks do."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentor_program.domain.pairing import PairingStatus
from mentor_program.domain.progress import Progress, progress

OSLO = ZoneInfo("Europe/Oslo")
NOON = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


def after(elapsed: timedelta, *, status=PairingStatus.ACTIVE, **options) -> Progress:
    return progress(status=status, last_activity_at=NOON, now=NOON + elapsed, **options)


@pytest.mark.parametrize(
    ("elapsed", "indicator", "days"),
    [
        (timedelta(0), "on_track", 0),
        (timedelta(hours=24) - MICROSECOND, "on_track", 0),
        (timedelta(hours=24), "on_track", 1),
        (timedelta(hours=14 * 24) - MICROSECOND, "on_track", 13),
        (timedelta(hours=14 * 24), "needs_follow_up", 14),
        (timedelta(hours=28 * 24) - MICROSECOND, "needs_follow_up", 27),
        (timedelta(hours=28 * 24), "stalled", 28),
        (timedelta(hours=400 * 24), "stalled", 400),
    ],
)
def test_the_indicator_changes_exactly_at_whole_thresholds(elapsed, indicator, days):
    assert after(elapsed) == Progress(indicator, days)


@pytest.mark.parametrize("threshold", [1, 7, 30, 365])
def test_another_threshold_moves_both_edges(threshold):
    edge = timedelta(hours=24 * threshold)
    assert after(edge - MICROSECOND, threshold_days=threshold).indicator == "on_track"
    assert after(edge, threshold_days=threshold).indicator == "needs_follow_up"
    assert after(2 * edge - MICROSECOND, threshold_days=threshold).indicator == "needs_follow_up"
    assert after(2 * edge, threshold_days=threshold).indicator == "stalled"


@pytest.mark.parametrize("status", [status for status in PairingStatus if status != "active"])
def test_a_pair_that_is_not_active_has_no_indicator_but_still_days(status):
    assert after(timedelta(days=40), status=status) == Progress(None, 40)


def test_activity_later_than_now_counts_as_none_elapsed():
    assert after(-timedelta(hours=5)) == Progress("on_track", 0)


@pytest.mark.parametrize(
    ("last", "hours_by_the_wall_clock"),
    [
        (datetime(2026, 3, 20, 12, 0, tzinfo=OSLO), 14 * 24 + 1),  # summer time begins 29 March
        (datetime(2026, 10, 20, 12, 0, tzinfo=OSLO), 14 * 24 - 1),  # and ends 25 October
    ],
)
def test_a_change_of_the_clocks_alters_nothing(last, hours_by_the_wall_clock):
    edge = last.astimezone(UTC) + timedelta(hours=14 * 24)
    wall = edge.astimezone(OSLO).replace(tzinfo=None) - last.replace(tzinfo=None)
    assert wall == timedelta(hours=hours_by_the_wall_clock)

    for zone in (UTC, OSLO):
        before, at = (edge - MICROSECOND).astimezone(zone), edge.astimezone(zone)
        status = PairingStatus.ACTIVE
        assert progress(status=status, last_activity_at=last, now=before) == Progress("on_track", 13)
        assert progress(status=status, last_activity_at=last, now=at) == Progress("needs_follow_up", 14)


@given(st.timedeltas(timedelta(0), timedelta(days=2000)), st.integers(1, 365))
def test_days_are_whole_24_hour_periods_and_the_indicator_follows_the_threshold(elapsed, threshold):
    judged = after(elapsed, threshold_days=threshold)
    assert timedelta(hours=24 * judged.days) <= elapsed < timedelta(hours=24 * (judged.days + 1))
    expected = ("on_track", "needs_follow_up", "stalled")[min(judged.days // threshold, 2)]
    assert judged.indicator == expected
