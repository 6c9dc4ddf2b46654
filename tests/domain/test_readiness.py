"""Which of the programme's requirements a mentor does not meet."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from mentor_program.domain.readiness import Held, Lacking, Qualification, lacking

TODAY = date(2026, 11, 23)
COURSE, APPROVAL = Qualification.COURSE, Qualification.APPROVAL
kinds = st.sets(st.sampled_from(Qualification))
held = st.lists(
    st.builds(
        Held,
        st.sampled_from(Qualification),
        st.just(date(2020, 1, 1)),
        st.none() | st.dates(TODAY - timedelta(days=3), TODAY + timedelta(days=3)),
    ),
    unique_by=lambda item: item.kind,
)


def test_what_is_not_fulfilled_is_missing_in_a_fixed_order():
    assert lacking({"approval", "course"}, [], TODAY) == (Lacking(COURSE), Lacking(APPROVAL))


def test_what_has_expired_is_lacking_and_says_since_when():
    expired = Held(COURSE, date(2024, 1, 1), TODAY - timedelta(days=1))
    assert lacking({"course"}, [expired], TODAY) == (Lacking(COURSE, TODAY - timedelta(days=1)),)


def test_the_last_day_still_counts_and_so_does_what_never_expires():
    today_last = Held(COURSE, date(2024, 1, 1), TODAY)
    assert lacking({"course", "approval"}, [today_last, Held(APPROVAL, date(2024, 1, 1))], TODAY) == ()


@given(held)
def test_a_programme_that_requires_nothing_lacks_nothing(items):
    assert lacking((), items, TODAY) == ()


@given(kinds, held)
def test_fulfilling_one_more_thing_is_never_a_drawback(required, items):
    before = lacking(required, items, TODAY)
    for missing in before:
        others = [item for item in items if item.kind != missing.kind]
        after = lacking(required, [*others, Held(missing.kind, TODAY)], TODAY)
        assert after == tuple(item for item in before if item != missing)
