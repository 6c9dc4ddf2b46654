"""Whatever an import states: the pair it leaves is as whole as one that was made step by step, or there is none."""

import json
from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mentor_program.domain.milestones import Step, current_stage, statuses
from mentor_program.domain.pairing import PairingStatus, takes_a_place
from support.attempt import DONE, attempt
from support.cast import STEPS

START = datetime(2025, 1, 1, 12, 0, tzinfo=UTC)
IMPORT = "select private.record_imported_pairing(%s::jsonb)"
ACTIVITY = ("created", "milestone_completed", "contact_recorded")
DAYS = st.integers(0, 600)


@st.composite
def statements(draw):
    """What an import may state; status and milestones need not fit each other."""
    status = draw(st.sampled_from(PairingStatus))
    return {
        "status": str(status),
        "started_at": START + timedelta(days=draw(DAYS)),
        "milestones": [
            {"position": position, "completed_at": START + timedelta(days=draw(DAYS))}
            for position in sorted(draw(st.sets(st.integers(1, len(STEPS)))))
        ],
        "contacts": [
            {"occurred_on": (START + timedelta(days=draw(DAYS))).date(), "form": "phone"}
            for _ in range(draw(st.integers(0, 2)))
        ],
    }


def test_an_imported_pair_is_whole_or_refused(cast):
    @settings(
        max_examples=60,
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(statements())
    def holds(stated):
        stated = stated | {"mentor_id": cast.mentor, "mentee_id": cast.mentee}
        if stated["status"] != "active":
            stated["status_changed_at"] = START + timedelta(days=650)
        if stated["status"] == "dissolved":
            stated["dissolution"] = {"reason_id": cast.reason}
        with cast.owner.transaction(force_rollback=True):
            said = attempt(cast.owner.cursor(), IMPORT, json.dumps(stated, default=str))
            done = [
                any(line["position"] == number + 1 for line in stated["milestones"]) for number in range(len(STEPS))
            ]
            if stated["status"] == "programme_complete" and not all(done):
                assert said == "milestones_remain"
                return
            if stated["status"] == "paused" and all(done):
                assert said == "milestones_all_completed"
                return
            assert said == DONE
            status = "programme_complete" if stated["status"] == "active" and all(done) else stated["status"]
            assert_whole(cast, status, done)

    holds()


def assert_whole(cast, status, done):
    row = cast.row(
        "select status, current_stage, milestones_completed, ended_at is null, last_activity_at, imported,"
        " (select array_agg(m.status order by m.position) from public.pairing_milestones m where m.pairing_id = p.id),"
        " (select array_agg(distinct open_pairings) from public.peer_mentors where id in (p.mentor_id, p.mentee_id)),"
        " exists (select from public.pairing_dissolutions d where d.pairing_id = p.id)"
        " from public.mentor_pairings p"
    )
    steps = [Step(stage, completed) for (stage, _, _), completed in zip(STEPS, done, strict=True)]
    is_open = takes_a_place(PairingStatus(status))
    activity = "select max(occurred_at) from public.pairing_events where kind = any(%s)"
    assert row == (
        status,
        current_stage(steps),
        sum(done),
        is_open,
        cast.value(activity, list(ACTIVITY)),
        True,
        [str(step) for step in statuses(steps)],
        [int(is_open)],
        status == "dissolved",
    )
    assert cast.value("select count(*) from public.pairing_events where occurred_at > created_at") == 0
