"""Writes what is known of the demo's people before pairing, and what its programme asks of mentors."""

from uuid import UUID

import psycopg

from mentor_program.demo.plan import Plan
from mentor_program.jobs.organisations import insert_row, insert_rows


def write_facts(owner: psycopg.Connection, plan: Plan, organisation: UUID) -> None:
    """As whoever the connection acts as. The pairs are there already: nothing of this is asked of imported ones."""
    stated = [person for person in plan.people if person.languages]
    insert_rows(
        owner,
        "peer_mentor_preferences",
        (
            {
                "peer_mentor_id": person.id,
                "languages": sorted(person.languages),
                "meeting_forms": sorted(person.meeting_forms),
                "meeting_times": sorted(person.meeting_times),
            }
            for person in stated
        ),
    )
    areas = dict(owner.execute("select key, id from public.experience_areas").fetchall())
    insert_rows(
        owner,
        "peer_mentor_wished_areas",
        ({"peer_mentor_id": person.id, "area_id": areas[key]} for person in plan.people for key in person.wished),
    )
    insert_rows(
        owner,
        "peer_mentor_qualifications",
        (
            {"peer_mentor_id": person.id, "kind": kind, "fulfilled_on": day, "valid_until": last}
            for person in plan.people
            for kind, (day, last) in person.qualifications.items()
        ),
    )
    if pair := plan.never_again:
        insert_row(
            owner,
            "pairing_exclusions",
            mentor_id=pair.mentor.id,
            mentee_id=pair.mentee.id,
            reason="Samarbeidet fungerte ikke. Mentee ønsker en annen mentor.",
        )
    owner.execute(
        "update public.mentor_programmes set required_qualifications = %s where unit_id = %s",
        [list(plan.required), organisation],
    )
