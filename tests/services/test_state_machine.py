"""Whatever the order of actions, by whomever, through the service or by plain SQL: the rules hold in the database."""

import json
from datetime import timedelta
from uuid import UUID

import psycopg
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from mentor_program.domain.errors import DomainError
from mentor_program.domain.milestones import Step, current_stage, statuses
from mentor_program.domain.pairing import PairingStatus
from mentor_program.persistence.database_urls import web_url
from mentor_program.services.mentor_program_service import MentorProgramService
from support.attempt import DONE, attempt
from support.cast import STEPS, make_cast
from support.model import Model, Pair, Person
from support.postgres import empty

ACTORS = st.sampled_from(["coordinator"] * 6 + ["local_coordinator"] * 3 + ["mentor_user", "mentee_user", "outsider"])
BY_SERVICE = st.booleans()
WHICH = st.integers(0, 11)
POSITIONS = st.integers(0, len(STEPS) - 1)
CAPACITIES = st.integers(0, 3)
ROLES = st.sampled_from(["mentor", "mentee", None])

CREATE = "insert into public.mentor_pairings (mentor_id, mentee_id) values (%s, %s)"
SET_STATUS = "update public.mentor_pairings set status = %s where id = %s"
SET_MILESTONE = "update public.pairing_milestones set status = %s where pairing_id = %s and position = %s"
COMPLETE_ALL = "update public.pairing_milestones set status = 'completed' where pairing_id = %s"
CONTACT = "insert into public.pairing_activities (pairing_id, note, form) values (%s, %s, 'phone')"
DISSOLVE = "insert into public.pairing_dissolutions (pairing_id, reason_id, initiated_by) values (%s, %s, 'mentee')"
SET_CAPACITY = "update public.peer_mentors set capacity = %s where id = %s"
SET_ROLE = "update public.peer_mentors set mentor_programme_role = %s where id = %s"

STATUS_AFTER = {
    "created": "active",
    "resumed": "active",
    "reopened": "active",
    "paused": "paused",
    "programme_complete": "programme_complete",
    "dissolved": "dissolved",
}
ACTIVITY = {"created", "resumed", "milestone_completed", "milestone_reopened", "contact_recorded"}


class PairsOverTime(RuleBasedStateMachine):
    owner: psycopg.Connection

    def __init__(self) -> None:
        super().__init__()
        empty(self.owner)
        self.cast = make_cast(self.owner)
        self.web = psycopg.connect(web_url(), autocommit=True)
        self.model = Model(
            scopes={
                "coordinator": {"branch", "other_branch"},
                "local_coordinator": {"branch"},
                "mentor_user": set(),
                "mentee_user": set(),
                "outsider": set(),
            },
            own={"mentor_user": self.cast.mentor},
        )
        for name, unit, role, capacity in (
            ("mentor", "branch", "mentor", 2),
            ("idle_mentor", "branch", "mentor", 1),
            ("far_mentor", "other_branch", "mentor", 1),
            ("mentee", "branch", "mentee", 1),
            ("waiting_mentee", "branch", "mentee", 1),
            ("far_mentee", "other_branch", "mentee", 1),
        ):
            person = Person(getattr(self.cast, name), unit, role, capacity)
            self.model.people[person.id] = person
        self.lines: dict[UUID, list[UUID]] = {}
        # Something to act upon from the first step on.
        for mentor, mentee in ((0, 3), (1, 4)):
            self.create("coordinator", self.person(mentor), self.person(mentee), by_service=False)

    def teardown(self) -> None:
        self.web.close()

    def person(self, which: int) -> Person:
        return list(self.model.people.values())[which % len(self.model.people)]

    def pair(self, which: int) -> Pair:
        """Rather one of the newest: they are the ones that something can happen to."""
        return self.model.pairs[-1 - which % len(self.model.pairs)]

    def sql(self, actor: str, query: str, *values: object) -> bool:
        """One statement as PostgREST would send it, committed; whether it did something."""
        claims = json.dumps({"role": "authenticated", "sub": str(getattr(self.cast, actor).user_id)})
        with self.web.transaction():
            cursor = self.web.cursor()
            cursor.execute("select set_config('role', 'authenticated', true)")
            cursor.execute("select set_config('request.jwt.claims', %s, true)", [claims])
            return attempt(cursor, query, *values) == DONE

    def asked(self, method: str, actor: str, **values: object) -> object | None:
        """The same through the service; None when it is refused."""
        service = MentorProgramService()
        try:
            return getattr(service, method)(actor=getattr(self.cast, actor), **values)
        except DomainError:
            return None

    def change(self, by_service: bool, method: str, actor: str, values: dict, query: str, *parameters: object) -> bool:
        if by_service:
            return self.asked(method, actor, **values) is not None
        return self.sql(actor, query, *parameters)

    @rule(actor=ACTORS, mentor=st.integers(0, 2), mentee=st.integers(3, 5), by_service=BY_SERVICE)
    def create_likely(self, actor, mentor, mentee, by_service):
        self.create(actor, self.person(mentor), self.person(mentee), by_service)

    @rule(actor=ACTORS, mentor=WHICH, mentee=WHICH, by_service=BY_SERVICE)
    def create_any(self, actor, mentor, mentee, by_service):
        self.create(actor, self.person(mentor), self.person(mentee), by_service)

    def create(self, actor: str, mentor: Person, mentee: Person, by_service: bool) -> None:
        expected = mentor is not mentee and self.model.may_create(actor, mentor, mentee)
        if by_service:
            new = self.asked("create_pairing", actor, mentor_id=mentor.id, mentee_id=mentee.id)
            # Pressing twice returns the pair that is there already.
            made = new is not None and new.created
        else:
            made = self.sql(actor, CREATE, mentor.id, mentee.id)
        assert made == expected
        if made:
            newest = "select id from public.mentor_pairings where mentee_id = %s and status = 'active'"
            steps = [Step(stage, False) for stage, _, _ in STEPS]
            pair = Pair(self.cast.value(newest, mentee.id), mentor, mentee, PairingStatus.ACTIVE, steps)
            self.model.pairs.append(pair)

    @precondition(lambda self: self.model.pairs)
    @rule(actor=ACTORS, which=WHICH, by_service=BY_SERVICE)
    def pause(self, actor, which, by_service):
        pair = self.pair(which)
        expected = self.model.may_pause(actor, pair)
        if not by_service and pair.status is PairingStatus.PAUSED:
            return  # the same status again is no change, and no refusal
        assert (
            self.change(by_service, "pause", actor, {"pairing_id": pair.id}, SET_STATUS, "paused", pair.id) == expected
        )
        if expected:
            pair.status = PairingStatus.PAUSED

    @precondition(lambda self: self.model.pairs)
    @rule(actor=ACTORS, which=WHICH, by_service=BY_SERVICE)
    def resume(self, actor, which, by_service):
        pair = self.pair(which)
        expected = self.model.may_resume(actor, pair)
        if not by_service and pair.status is PairingStatus.ACTIVE:
            return
        assert (
            self.change(by_service, "resume", actor, {"pairing_id": pair.id}, SET_STATUS, "active", pair.id) == expected
        )
        if expected:
            pair.status = PairingStatus.ACTIVE

    @precondition(lambda self: self.model.pairs)
    @rule(actor=ACTORS, which=WHICH, index=POSITIONS, completed=st.booleans(), by_service=BY_SERVICE)
    def set_milestone(self, actor, which, index, completed, by_service):
        pair = self.pair(which)
        allowed = self.model.may_complete(actor, pair) if completed else self.model.may_reopen(actor, pair)
        is_change = pair.steps[index].completed != completed
        milestone = {"pairing_id": pair.id, "milestone_id": self.cast.milestones(pair.id)[index]}
        method, status = ("complete_milestone", "completed") if completed else ("reopen_milestone", "pending")
        done = self.change(by_service, method, actor, milestone, SET_MILESTONE, status, pair.id, index + 1)
        # What already is so may be asked for at any time by whoever steers the pair: nothing happens.
        assert done == (allowed if is_change else self.model.steers(actor, pair.mentee))
        if done and is_change:
            self.model.set_step(pair, index, completed)

    @precondition(lambda self: self.model.pairs)
    @rule(actor=ACTORS, which=WHICH)
    def complete_all(self, actor, which):
        pair = self.pair(which)
        if all(step.completed for step in pair.steps):
            return
        assert self.sql(actor, COMPLETE_ALL, pair.id) == self.model.may_complete(actor, pair)
        if self.model.may_complete(actor, pair):
            for index in range(len(pair.steps)):
                self.model.set_step(pair, index, True)

    @precondition(lambda self: self.model.pairs)
    @rule(actor=ACTORS, which=WHICH, by_service=BY_SERVICE)
    def dissolve(self, actor, which, by_service):
        pair, reason = self.pair(which), self.cast.reason
        expected = self.model.may_dissolve(actor, pair)
        values = {"pairing_id": pair.id, "reason_id": reason, "initiated_by": "mentee"}
        assert self.change(by_service, "dissolve", actor, values, DISSOLVE, pair.id, reason) == expected
        if expected:
            pair.status = PairingStatus.DISSOLVED

    @precondition(lambda self: self.model.pairs)
    @rule(actor=ACTORS, which=WHICH, by_service=BY_SERVICE)
    def record_contact(self, actor, which, by_service):
        pair = self.pair(which)
        expected = self.model.may_record_contact(actor, pair)
        note = str(pair.contacts)  # the very same contact twice would be recorded once
        values = {"pairing_id": pair.id, "occurred_on": MentorProgramService().today, "form": "phone", "note": note}
        assert self.change(by_service, "record_contact", actor, values, CONTACT, pair.id, note) == expected
        pair.contacts += expected

    @rule(actor=ACTORS, which=WHICH, capacity=CAPACITIES)
    def set_capacity(self, actor, which, capacity):
        person = self.person(which)
        expected = self.model.may_set_capacity(actor, person, capacity)
        assert self.sql(actor, SET_CAPACITY, capacity, person.id) == expected
        if expected:
            person.capacity = capacity

    @rule(actor=ACTORS, which=WHICH, role=ROLES)
    def set_role(self, actor, which, role):
        person = self.person(which)
        expected = self.model.may_set_role(actor, person, role)
        # Somebody's places are looked at when they become a mentor: nobody with open pairs can.
        assert self.sql(actor, SET_ROLE, role, person.id) == expected
        if expected:
            person.role = role

    @invariant()
    def pairs_are_as_the_model_says(self):
        rows = self.owner.execute(
            "select p.id, p.status, p.mentor_id, p.mentee_id, p.current_stage, p.milestones_completed,"
            " array_agg(m.status order by m.position), (p.ended_at is null),"
            " exists (select from public.pairing_dissolutions d where d.pairing_id = p.id),"
            " (select count(*) from public.pairing_activities a where a.pairing_id = p.id)"
            " from public.mentor_pairings p join public.pairing_milestones m on m.pairing_id = p.id group by p.id"
        ).fetchall()
        assert {row[0]: row[1:] for row in rows} == {
            pair.id: (
                pair.status,
                pair.mentor.id,
                pair.mentee.id,
                current_stage(pair.steps),
                sum(step.completed for step in pair.steps),
                [str(status) for status in statuses(pair.steps)],
                pair.is_open,
                pair.status is PairingStatus.DISSOLVED,
                pair.contacts,
            )
            for pair in self.model.pairs
        }

    @invariant()
    def nobody_has_more_open_pairs_than_places(self):
        rows = self.owner.execute(
            "select mentor_programme_role, capacity, open_pairings, (select count(*) from public.mentor_pairings m"
            " where p.id in (m.mentor_id, m.mentee_id) and m.status in ('active', 'paused'))"
            " from public.peer_mentors p where p.id = any(%s)",
            [list(self.model.people)],
        ).fetchall()
        for role, capacity, counted, true_count in rows:
            assert counted == true_count
            assert true_count <= (capacity if role == "mentor" else 1 if role == "mentee" else 0)

    @invariant()
    def history_only_grows_and_tells_what_is(self):
        rows = self.owner.execute(
            "select pairing_id, id, kind, occurred_at, (detail ->> 'position')::int"
            " from public.pairing_events order by line"
        ).fetchall()
        facts = "select id, status, last_activity_at, follow_up_at, stalled_at from public.mentor_pairings"
        for pair, status, last_activity, follow_up, stalled in self.owner.execute(facts).fetchall():
            events = [row[1:] for row in rows if row[0] == pair]
            ids, before = [event[0] for event in events], self.lines.get(pair, [])
            assert ids[: len(before)] == before
            self.lines[pair] = ids
            assert [STATUS_AFTER[kind] for _, kind, _, _ in events if kind in STATUS_AFTER][-1] == status
            completed = {position: kind == "milestone_completed" for _, kind, _, position in events if position}
            model = next(known for known in self.model.pairs if known.id == pair)
            assert [completed.get(number + 1, False) for number in range(len(STEPS))] == [
                step.completed for step in model.steps
            ]
            assert last_activity == max(time for _, kind, time, _ in events if kind in ACTIVITY)
            active = status == "active"
            assert follow_up == (last_activity + timedelta(days=14) if active else None)
            assert stalled == (last_activity + timedelta(days=28) if active else None)


def test_the_rules_hold_whatever_the_order_of_actions(database, owner):
    PairsOverTime.owner = owner
    run_state_machine_as_test(
        PairsOverTime,
        settings=settings(
            max_examples=16,
            stateful_step_count=40,
            deadline=None,
            derandomize=True,  # the same sequences each time: a failure can be run again
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
