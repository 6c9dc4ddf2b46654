"""The database and domain/pairing.py know the same table of changes: all 16 are tried as a coordinator of Supabase."""

from itertools import product

import pytest

from mentor_program.domain.pairing import PairingStatus, may_change
from support.attempt import DONE, attempt

CHANGES = list(product(PairingStatus, PairingStatus))

COMPLETE_ALL = "update public.pairing_milestones set status = 'completed' where pairing_id = %s"
REOPEN_FIRST = "update public.pairing_milestones set status = 'pending' where pairing_id = %s and position = 1"
SET_STATUS = "update public.mentor_pairings set status = %s where id = %s"
DISSOLVE = "insert into public.pairing_dissolutions (pairing_id, reason_id, initiated_by) values (%s, %s, 'mentee')"
STATUS = "select status from public.mentor_pairings where id = %s"


def pair_in(cast, status):
    pair = cast.pair()
    if status == "paused":
        cast.owner.execute(SET_STATUS, ["paused", pair])
    if status == "programme_complete":
        cast.complete_all(pair)
    if status == "dissolved":
        cast.owner.execute(DISSOLVE, [pair, cast.reason])
    assert cast.value(STATUS, pair) == status
    return pair


def change(cursor, cast, pair, old, new) -> str:
    """Try the change by the means that the product offers for it."""
    if new == "programme_complete":
        return attempt(cursor, COMPLETE_ALL, pair)
    if new == "dissolved":
        return attempt(cursor, DISSOLVE, pair, cast.reason)
    if (old, new) == ("programme_complete", "active"):
        return attempt(cursor, REOPEN_FIRST, pair)
    return attempt(cursor, SET_STATUS, new, pair)


@pytest.mark.parametrize(("old", "new"), CHANGES)
def test_a_change_happens_exactly_when_the_domain_allows_it(cast, as_user, old, new):
    pair = pair_in(cast, old)
    lines = "select count(*) from public.pairing_events where pairing_id = %s and kind not like 'milestone%%'"
    with as_user(cast.coordinator.user_id) as cursor:
        before = cursor.execute(lines, [pair]).fetchone()[0]
        change(cursor, cast, pair, old, new)
        after = cursor.execute(STATUS, [pair]).fetchone()[0]
        written = cursor.execute(lines, [pair]).fetchone()[0] - before

    assert (after == new and old != new) == may_change(old, new)
    assert (after, written) == ((new, 1) if may_change(old, new) else (old, 0))


@pytest.mark.parametrize(("old", "new"), CHANGES)
def test_the_status_alone_can_be_set_only_to_pause_and_resume(cast, as_user, old, new):
    pair = pair_in(cast, old)
    with as_user(cast.coordinator.user_id) as cursor:
        said = attempt(cursor, SET_STATUS, new, pair)
        after = cursor.execute(STATUS, [pair]).fetchone()[0]

    if old == new or {old, new} == {PairingStatus.ACTIVE, PairingStatus.PAUSED}:
        assert (said, after) == (DONE, new)
    else:
        rules = {
            ("active", "dissolved"): "dissolution_needs_reason",
            ("paused", "dissolved"): "dissolution_needs_reason",
            ("active", "programme_complete"): "milestones_remain",
            ("programme_complete", "active"): "reopened_by_milestone_only",
        }
        assert (said, after) == (rules.get((old, new), "status_change_not_allowed"), old)


def test_an_unknown_status_is_refused(cast, as_user):
    pair = cast.pair()
    with as_user(cast.coordinator.user_id) as cursor:
        assert attempt(cursor, SET_STATUS, "archived", pair) == "status_change_not_allowed"


def test_a_pair_without_milestones_is_never_complete(cast, as_user):
    cast.owner.execute("delete from public.programme_milestones where programme_id = %s", [cast.programme])
    pair = cast.pair()
    with as_user(cast.coordinator.user_id) as cursor:
        assert attempt(cursor, SET_STATUS, "programme_complete", pair) == "milestones_remain"
        assert attempt(cursor, SET_STATUS, "paused", pair) == DONE


def test_dissolving_first_and_giving_the_reason_in_the_same_transaction_is_allowed(cast, as_user):
    pair = cast.pair()
    with as_user(cast.coordinator.user_id) as cursor:
        cursor.execute(SET_STATUS, ["dissolved", pair])
        assert attempt(cursor, DISSOLVE, pair, cast.reason) == DONE
        assert cursor.execute(STATUS, [pair]).fetchone() == ("dissolved",)
        assert attempt(cursor, DISSOLVE, pair, cast.reason) == "pairing_dissolutions_pairing_id_key"


def test_a_direct_dissolution_without_a_reason_is_refused_at_commit(cast, owner):
    import json

    import psycopg

    from mentor_program.persistence.database_urls import web_url

    pair = cast.pair()
    claims = json.dumps({"role": "authenticated", "sub": str(cast.coordinator.user_id)})
    with psycopg.connect(web_url()) as connection:
        connection.execute("select set_config('role', 'authenticated', true)")
        connection.execute("select set_config('request.jwt.claims', %s, true)", [claims])
        assert connection.execute(SET_STATUS, ["dissolved", pair]).rowcount == 1
        with pytest.raises(psycopg.errors.CheckViolation) as refused:
            connection.commit()
    assert refused.value.diag.constraint_name == "dissolution_needs_reason"
    assert cast.value(STATUS, pair) == "active"
