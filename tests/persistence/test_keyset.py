"""Pages by key: each row once, forwards and backwards, whatever the cursor holds."""

import base64
import json

import pytest

from mentor_program.persistence.acting_as import acting_as
from mentor_program.persistence.keyset import page_by_key
from mentor_program.persistence.models import MentorPairing

SIZE = 3


@pytest.fixture
def pairs(cast):
    """Seven pairs, of which several had their last activity at the same moment."""
    made = []
    for number in range(7):
        mentor = cast.person(f"Mentor {number}", "mentor")
        mentee = cast.person(f"Mentee {number}", "mentee")
        made.append(cast.pair_since(f"2026-0{1 + number // 3}-01T12:00:00Z", mentor=mentor, mentee=mentee))
    return made


@pytest.fixture
def page(cast, pairs):
    """Return `page(cursor, **options)`: one page as the coordinator sees it."""

    def asked(cursor="", *, key="last_activity_at", descending=False):
        with acting_as(cast.coordinator):
            return page_by_key(MentorPairing.objects.all(), key=key, cursor=cursor, size=SIZE, descending=descending)

    return asked


def ids(page):
    return [row.id for row in page.rows]


def in_order(pairs, cast, descending, column="last_activity_at"):
    direction = "desc" if descending else "asc"
    rows = cast.owner.execute(f"select id from public.mentor_pairings order by {column} {direction}, id {direction}")
    return [row[0] for row in rows.fetchall()]


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("key", ["last_activity_at", "mentee_sort", "stage_position"])
def test_forwards_and_backwards_every_row_comes_once(cast, pairs, page, descending, key):
    everyone = in_order(pairs, cast, descending, key)
    first = page(key=key, descending=descending)
    second = page(first.next, key=key, descending=descending)
    third = page(second.next, key=key, descending=descending)
    assert [ids(first), ids(second), ids(third)] == [everyone[:3], everyone[3:6], everyone[6:]]
    assert (first.previous, third.next) == ("", "")

    back = page(third.previous, key=key, descending=descending)
    start = page(back.previous, key=key, descending=descending)
    assert [ids(back), ids(start)] == [everyone[3:6], everyone[:3]]
    assert start.previous == ""
    assert ids(page(start.next, key=key, descending=descending)) == everyone[3:6]


@pytest.mark.parametrize("descending", [False, True])
def test_what_breaks_ties_can_be_named(cast, pairs, descending):
    def asked(cursor=""):
        rows, order = (
            MentorPairing.objects.all(),
            {"key": "stage_position", "ties": ("last_activity_at", "mentee_sort")},
        )
        with acting_as(cast.coordinator):
            return page_by_key(rows, cursor=cursor, size=SIZE, descending=descending, **order)

    direction = "desc" if descending else "asc"
    order = ", ".join(f"{name} {direction}" for name in ("stage_position", "last_activity_at", "mentee_sort"))
    everyone = [row[0] for row in cast.owner.execute(f"select id from public.mentor_pairings order by {order}")]
    first = asked()
    second = asked(first.next)
    third = asked(second.next)
    assert [*ids(first), *ids(second), *ids(third)] == everyone
    assert ids(asked(third.previous)) == ids(second)
    without_ties = told("v", 1, ID, "n")
    assert ids(asked(without_ties)) == ids(first)


def test_a_row_that_appears_meanwhile_moves_no_other_row(cast, page):
    first = page(key="mentee_sort")
    cast.pair(cast.person("Aa Mentor", "mentor"), cast.person("Mentee 00", "mentee"))
    second = page(first.next, key="mentee_sort")
    assert [row.mentee_name for row in second.rows] == ["Mentee 3", "Mentee 4", "Mentee 5"]


def told(*parts: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")


ID = "2b6bab4c-8165-443a-bcc2-d344cc503113"


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "æøå",
        "%%%",
        "null",
        told(),
        told("t"),
        told("t", None, ID, "n"),
        told("t", "yesterday", ID, "n"),
        told("t", "2026-01-01T00:00:00", ID, "n"),
        told("v", "abc", ID, "n"),
        told("v", {"a": 1}, ID, "n"),
        told("v", [], ID, "n"),
        told("t", "2026-01-01T00:00:00Z", "no id", "n"),
        told("t", "2026-01-01T00:00:00Z", None, "n"),
    ],
)
def test_a_cursor_that_was_tampered_with_is_the_first_page(page, cursor):
    assert ids(page(cursor)) == ids(page())


@pytest.mark.parametrize("value", ["a\0b", {"a": 1}])
def test_a_text_that_cannot_be_stored_is_no_place_in_a_list_of_names(page, value):
    assert len(ids(page(told("v", value, ID, "n"), key="mentee_sort"))) in (0, SIZE)


@pytest.mark.parametrize("value", ["abc", 1e400, 10**30, True, None])
def test_a_number_that_is_none_is_no_place_in_a_list_of_numbers(page, value):
    assert len(ids(page(told("v", value, ID, "n"), key="stage_position"))) in (0, SIZE)


def test_a_cursor_of_another_order_is_the_first_page(page):
    by_name = page(key="mentee_sort").next
    assert ids(page(by_name, key="last_activity_at")) == ids(page())
