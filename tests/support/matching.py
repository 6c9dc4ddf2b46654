"""What tests of matching do again and again: look for candidates, give people areas and places, make a pair."""

import json

from mentor_program.services.matching_results import MatchFilters

STAVANGER, SANDNES, BERGEN, OSLO = "1103", "1108", "4601", "0301"
EVERYBODY = MatchFilters(availability="all")


def match(service, cast, actor=None, filters=None, **chosen):
    return service.match(actor=actor or cast.coordinator, filters=filters or MatchFilters(), **chosen)


def names(candidates):
    return [candidate.name for candidate in candidates.candidates]


def give_areas(cast, person, *keys):
    for key in keys:
        cast.owner.execute(
            "insert into public.peer_mentor_experience_areas (peer_mentor_id, area_id)"
            " select %s, id from public.experience_areas where key = %s",
            [person, key],
        )


def consent(cast, person):
    cast.owner.execute("insert into public.peer_mentor_consents (peer_mentor_id) values (%s)", [person])


def live_in(cast, municipality, *people):
    cast.owner.execute(
        "update public.peer_mentors set municipality_id = %s where id = any(%s)", [municipality, list(people)]
    )


def change(cast, person, **columns):
    for column, value in columns.items():
        cast.owner.execute(f"update public.peer_mentors set {column} = %s where id = %s", [value, person])


def create(service, cast, actor=None, **changed):
    values = {"mentor_id": cast.mentor, "mentee_id": cast.mentee} | changed
    return service.create_pairing(actor=actor or cast.coordinator, **values)


def wish(cast, person, *keys):
    """Areas that a mentee asks for in a mentor."""
    for key in keys:
        cast.owner.execute(
            "insert into public.peer_mentor_wished_areas (peer_mentor_id, area_id)"
            " select %s, id from public.experience_areas where key = %s",
            [person, key],
        )


def prefer(cast, person, **columns):
    """Languages, forms and times of meeting, as lists of codes."""
    values = {"languages": [], "meeting_forms": [], "meeting_times": []} | columns
    cast.owner.execute(
        "insert into public.peer_mentor_preferences (peer_mentor_id, languages, meeting_forms, meeting_times)"
        " values (%s, %s, %s, %s)",
        [person, values["languages"], values["meeting_forms"], values["meeting_times"]],
    )


def qualify(cast, person, *kinds, until=None):
    for kind in kinds:
        cast.owner.execute(
            "insert into public.peer_mentor_qualifications (peer_mentor_id, kind, fulfilled_on, valid_until)"
            " values (%s, %s, '2020-01-01', %s)",
            [person, kind, until],
        )


def require(cast, *kinds):
    """What the programme requires of mentors."""
    query = "update public.mentor_programmes set required_qualifications = %s where id = %s"
    cast.owner.execute(query, [list(kinds), cast.programme])


def weigh(cast, **weights):
    cast.owner.execute(
        "update public.mentor_programmes set match_weights = %s::jsonb where id = %s",
        [json.dumps(weights), cast.programme],
    )


def exclude(cast, mentor, mentee):
    cast.owner.execute(
        "insert into public.pairing_exclusions (mentor_id, mentee_id, reason) values (%s, %s, 'Uenighet')",
        [mentor, mentee],
    )
