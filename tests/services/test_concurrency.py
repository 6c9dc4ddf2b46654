"""Two at once, on the real database: exactly one outcome, and a history that tells it.

Each race is run several times; the two begin behind a barrier, each on a connection of its own.
"""

from dataclasses import replace

from mentor_program.services.mentor_program_service import MentorProgramService

ROUNDS = 5


def completing(cast, pair, index=-1, actor=None):
    milestone = cast.milestones(pair)[index]
    return lambda service: service.complete_milestone(
        actor=actor or cast.coordinator, pairing_id=pair, milestone_id=milestone
    )


def reopening(cast, pair, index=0):
    milestone = cast.milestones(pair)[index]
    return lambda service: service.reopen_milestone(actor=cast.coordinator, pairing_id=pair, milestone_id=milestone)


def dissolving(cast, pair, actor=None):
    return lambda service: service.dissolve(
        actor=actor or cast.local_coordinator, pairing_id=pair, reason_id=cast.reason, initiated_by="mentee"
    )


def pausing(cast, pair):
    return lambda service: service.pause(actor=cast.local_coordinator, pairing_id=pair)


def creating(cast, mentor, mentee, actor=None):
    return lambda service: service.create_pairing(actor=actor or cast.coordinator, mentor_id=mentor, mentee_id=mentee)


def nearly_done(cast):
    """A pair with one milestone left; both people are free when it ends."""
    pair = cast.pair()
    for milestone in cast.milestones(pair)[:-1]:
        cast.owner.execute("update public.pairing_milestones set status = 'completed' where id = %s", [milestone])
    return pair


def end(cast, pair):
    """Make room for the next round."""
    if state(cast, pair)[0] in ("active", "paused"):
        cast._insert("pairing_dissolutions", pairing_id=pair, reason_id=cast.reason, initiated_by="mentee")


def state(cast, pair):
    """Status, history after the two first completions, open pairs of both, and how many reasons are kept."""
    kinds = "select kind from public.pairing_events where pairing_id = %s order by line"
    people = "select open_pairings from public.peer_mentors where id = any(%s)"
    return (
        cast.value("select status from public.mentor_pairings where id = %s", pair),
        [kind for (kind,) in cast.owner.execute(kinds, [pair]).fetchall()][3:],
        {taken for (taken,) in cast.owner.execute(people, [[cast.mentor, cast.mentee]]).fetchall()},
        cast.value("select count(*) from public.pairing_dissolutions where pairing_id = %s", pair),
    )


def test_completing_the_last_milestone_twice_completes_once(cast, race):
    for _ in range(ROUNDS):
        pair = nearly_done(cast)
        outcomes = race(completing(cast, pair), completing(cast, pair, actor=cast.local_coordinator))

        assert sorted(outcome.changed for outcome in outcomes) == [False, True]
        assert len({outcome.completed_at for outcome in outcomes}) == 1
        assert state(cast, pair) == ("programme_complete", ["milestone_completed", "programme_complete"], {0}, 0)


def test_completing_the_last_two_milestones_at_once_completes_the_programme_once(cast, race):
    for _ in range(ROUNDS):
        pair = cast.pair()
        cast.owner.execute(
            "update public.pairing_milestones set status = 'completed' where id = %s", cast.milestones(pair)[:1]
        )
        outcomes = race(completing(cast, pair, 1), completing(cast, pair, 2))

        assert sorted(outcome.programme_complete for outcome in outcomes) == [False, True]
        assert state(cast, pair)[0] == "programme_complete"
        assert state(cast, pair)[1] == ["milestone_completed", "programme_complete"]


def test_dissolving_while_completing_has_one_winner(cast, race):
    for _ in range(ROUNDS):
        pair = nearly_done(cast)
        completed, dissolved = race(completing(cast, pair), dissolving(cast, pair))

        if dissolved == "pairing_has_ended":
            assert completed.programme_complete is True
            assert state(cast, pair) == ("programme_complete", ["milestone_completed", "programme_complete"], {0}, 0)
        else:
            assert completed == "pairing_has_ended"
            assert state(cast, pair) == ("dissolved", ["dissolved"], {0}, 1)


def test_dissolving_twice_keeps_one_reason(cast, race):
    for _ in range(ROUNDS):
        pair = nearly_done(cast)
        outcomes = race(dissolving(cast, pair), dissolving(cast, pair, actor=cast.coordinator))

        assert outcomes.count("pairing_has_ended") == 1
        assert state(cast, pair) == ("dissolved", ["dissolved"], {0}, 1)


def test_pausing_while_completing_has_one_winner(cast, race):
    for _ in range(ROUNDS):
        pair = nearly_done(cast)
        completed, paused = race(completing(cast, pair), pausing(cast, pair))

        if paused == "status_change_not_allowed":
            assert completed.programme_complete is True
            assert state(cast, pair) == ("programme_complete", ["milestone_completed", "programme_complete"], {0}, 0)
        else:
            assert completed == "resume_first"
            assert state(cast, pair) == ("paused", ["paused"], {1}, 0)
        end(cast, pair)


def test_reopening_while_the_mentee_gets_a_new_pair_has_one_winner(cast, race):
    for _ in range(ROUNDS):
        pair = nearly_done(cast)
        cast.complete_all(pair)
        reopened, created = race(reopening(cast, pair), creating(cast, cast.idle_mentor, cast.mentee))

        open_pairs = "select id from public.mentor_pairings where mentee_id = %s and status = 'active'"
        (winner,) = cast.row(open_pairs, cast.mentee)
        if reopened == "mentee_has_one_open_pairing":
            assert winner == created.id
        else:
            assert (created, winner) == ("just_paired_by_nobody_known", pair)  # the owner made it
        end(cast, winner)


def test_recording_contact_while_dissolving_leaves_no_contact_after_the_end(cast, race):
    for _ in range(ROUNDS):
        pair = nearly_done(cast)
        contact = lambda service, pair=pair: service.record_contact(  # noqa: E731
            actor=cast.mentor_user, pairing_id=pair, occurred_on=service.today, form="phone"
        )
        recorded, dissolved = race(contact, dissolving(cast, pair))

        assert dissolved.id == pair
        expected = ["dissolved"] if isinstance(recorded, str) else ["contact_recorded", "dissolved"]
        assert state(cast, pair)[1] == expected


def test_two_coordinators_pair_the_same_mentee_and_one_is_told_by_whom(cast, race):
    for _ in range(ROUNDS):
        outcomes = race(
            creating(cast, cast.mentor, cast.mentee),
            creating(cast, cast.idle_mentor, cast.mentee, actor=cast.local_coordinator),
        )
        assert outcomes.count("just_paired") == 1
        (new,) = [outcome for outcome in outcomes if outcome != "just_paired"]
        open_pairs = "select array_agg(id) from public.mentor_pairings where mentee_id = %s and status = 'active'"
        assert cast.value(open_pairs, cast.mentee) == [new.id]
        end(cast, new.id)


def test_a_mentors_last_place_is_filled_once(cast, race):
    for _ in range(ROUNDS):
        outcomes = race(
            creating(cast, cast.idle_mentor, cast.mentee),
            creating(cast, cast.idle_mentor, cast.waiting_mentee, actor=cast.local_coordinator),
        )
        assert outcomes.count("mentor_just_filled") == 1
        (new,) = [outcome for outcome in outcomes if outcome != "mentor_just_filled"]
        assert cast.value("select open_pairings from public.peer_mentors where id = %s", cast.idle_mentor) == 1
        end(cast, new.id)


def test_one_coordinator_pressing_twice_makes_one_pair(cast, race):
    for _ in range(ROUNDS):
        outcomes = race(creating(cast, cast.mentor, cast.mentee), creating(cast, cast.mentor, cast.mentee))
        assert sorted(outcome.created for outcome in outcomes) == [False, True]
        assert len({outcome.id for outcome in outcomes}) == 1
        end(cast, outcomes[0].id)


def test_a_new_name_while_the_pair_is_dissolved_reaches_the_ended_pair(cast, race):
    """One locks the person first, the other the pair: a deadlock ends one, which tries again."""
    for number in range(ROUNDS):
        pair, name = nearly_done(cast), f"Mona Mentor {number}"
        form = MentorProgramService().person_form(actor=cast.coordinator, person_id=cast.mentor)
        renaming = {"person_id": cast.mentor, "values": replace(form.values, name=name), "version": form.version}
        renamed, dissolved = race(
            lambda service, values=renaming: service.change_person(actor=cast.coordinator, **values),
            dissolving(cast, pair),
        )

        assert dissolved.id == pair
        assert state(cast, pair) == ("dissolved", ["dissolved"], {0}, 1)
        # Whoever dissolved first also noted who is ready for a new pair, which the form had not seen.
        names = "select p.display_name, m.mentor_name from public.peer_mentors p join public.mentor_pairings m"
        stored, shown = cast.row(f"{names} on m.mentor_id = p.id where m.id = %s", pair)
        assert stored == shown
        assert (stored == name) == (renamed != "changed_meanwhile")


def test_a_direct_client_and_the_service_at_once_leave_the_pair_whole(cast, race, owner):
    """The client locks the milestone first, the service the pair: a deadlock ends one, which tries again."""
    import json

    import psycopg

    from mentor_program.persistence.database_urls import web_url

    claims = json.dumps({"role": "authenticated", "sub": str(cast.local_coordinator.user_id)})

    def directly(pair):
        def act(service):
            with psycopg.connect(web_url()) as client:
                client.execute("select set_config('role', 'authenticated', true)")
                client.execute("select set_config('request.jwt.claims', %s, true)", [claims])
                try:
                    complete = "update public.pairing_milestones set status = 'completed' where pairing_id = %s"
                    return client.execute(complete, [pair]).rowcount
                except psycopg.errors.DeadlockDetected:
                    client.rollback()
                    return "deadlock"

        return act

    for _ in range(ROUNDS):
        pair = nearly_done(cast)
        _, completed = race(directly(pair), completing(cast, pair))
        assert completed.programme_complete is True
        assert state(cast, pair) == ("programme_complete", ["milestone_completed", "programme_complete"], {0}, 0)
