"""Every method of the service, tried as each of the cast: who may is decided there, before the database is asked."""

import inspect
import json
from uuid import uuid4

import pytest

from mentor_program.domain.errors import DomainError, NotAllowed, NotFound
from mentor_program.domain.permissions import Actor
from mentor_program.services import import_results, matching_results, people_results, results
from mentor_program.services.mentor_program_service import MentorProgramService

VIEWERS = (
    "coordinator",
    "local_coordinator",
    "mentor_user",
    "mentee_user",
    "idle_mentor_user",
    "outsider",
    "stranger",
    "anonymous",
)
MAY, NO, NONE = "may", "NotAllowed", "NotFound"

# In the order of VIEWERS, for the mentor's and mentee's pair, the mentee, and the local coordinator's import.
ANYBODY = (MAY, MAY, MAY, MAY, MAY, MAY, MAY, NO)
COORDINATORS = (MAY, MAY, NO, NO, NO, MAY, NO, NO)
WHO_SEES_THE_PAIR = (MAY, MAY, MAY, MAY, NONE, NONE, NONE, NO)
WHO_STEERS_THE_PAIR = (MAY, MAY, NO, NO, NONE, NONE, NONE, NO)
WHO_KNOWS_CONTACTS = (MAY, MAY, MAY, NO, NONE, NONE, NONE, NO)
# Oneself one sees, but does not steer; everybody else is not there for who coordinates nothing.
WHO_STEERS_THE_PERSON = (MAY, MAY, NONE, NO, NONE, NONE, NONE, NO)
WHO_STEERS_ANOTHER = (MAY, MAY, NONE, NONE, NONE, NONE, NONE, NO)
WHO_PAIRS_THEM = (MAY, MAY, NO, NO, NO, NONE, NO, NO)
WHO_HAS_A_PROFILE = (NO, NO, MAY, MAY, MAY, NO, NO, NO)
WHO_PROPOSED = (MAY, NONE, NONE, NONE, NONE, NONE, NONE, NO)
WHO_UPLOADED = (NONE, MAY, NONE, NONE, NONE, NONE, NONE, NO)

COORDINATOR_OF_THE_ORGANISATION = (MAY, NO, NO, NO, NO, MAY, NO, NO)

WHO_MAY = {
    "access_request": WHO_STEERS_THE_PERSON,
    "add_person": COORDINATORS,
    "begin_import": COORDINATORS,
    "cancel_import": WHO_UPLOADED,
    "change_programme": (MAY, NO, NO, NO, NO, NONE, NONE, NO),
    "change_qualifications": WHO_STEERS_THE_PERSON,
    "change_terms": COORDINATOR_OF_THE_ORGANISATION,
    "change_person": WHO_STEERS_THE_PERSON,
    "change_proposal_line": WHO_PROPOSED,
    "choose_mentor": WHO_PROPOSED,
    "claim_import": WHO_UPLOADED,
    "complete_milestone": WHO_STEERS_THE_PAIR,
    "confirm_proposals": WHO_PROPOSED,
    "contacts_of": WHO_KNOWS_CONTACTS,
    "correct_own_contact": WHO_HAS_A_PROFILE,
    "create_pairing": WHO_PAIRS_THEM,
    "discard_proposals": WHO_PROPOSED,
    "dissolution_choices": WHO_STEERS_THE_PAIR,
    "dissolution_reasons": COORDINATORS,
    "dissolve": WHO_STEERS_THE_PAIR,
    "download_overview": COORDINATORS,
    "download_people": COORDINATORS,
    "exclude": WHO_PAIRS_THEM,
    "exclusion": (MAY, MAY, NONE, NONE, NONE, NONE, NONE, NO),
    "exclusion_form": WHO_STEERS_THE_PERSON,
    "exclusions": WHO_STEERS_THE_PERSON,
    "find_people": COORDINATORS,
    "history_of": WHO_SEES_THE_PAIR,
    "import_of": WHO_UPLOADED,
    "import_reference": COORDINATORS,
    "imports": COORDINATORS,
    "lines_of_import": WHO_UPLOADED,
    "link_account": WHO_STEERS_ANOTHER,
    "match": COORDINATORS,
    "mentor_choices": WHO_PROPOSED,
    "milestones_of": WHO_SEES_THE_PAIR,
    "newest_proposals": COORDINATORS,
    "organisation_terms": COORDINATOR_OF_THE_ORGANISATION,
    "overview": COORDINATORS,
    "own_pairings": WHO_HAS_A_PROFILE,
    "own_profile": WHO_HAS_A_PROFILE,
    "pairing": WHO_SEES_THE_PAIR,
    "patch_person": WHO_STEERS_THE_PERSON,
    "pause": WHO_STEERS_THE_PAIR,
    "people": COORDINATORS,
    "person": WHO_STEERS_THE_PERSON,
    "person_form": WHO_STEERS_THE_PERSON,
    "person_with_version": WHO_STEERS_THE_PERSON,
    "plan_import": COORDINATORS,
    "programme": (MAY, MAY, MAY, MAY, MAY, NONE, NONE, NO),
    "programme_settings": COORDINATORS,
    "programmes": (MAY, MAY, MAY, MAY, MAY, MAY, NO, NO),
    "proposal": WHO_PAIRS_THEM,
    "proposals": WHO_PROPOSED,
    "propose_again": WHO_PROPOSED,
    "propose_for_all": COORDINATORS,
    "record_contact": WHO_KNOWS_CONTACTS,
    "remove_exclusion": (MAY, NONE, NONE, NONE, NONE, NONE, NONE, NO),  # of two branches
    "reopen_milestone": WHO_STEERS_THE_PAIR,
    "requirements_form": WHO_STEERS_THE_PERSON,
    "resume": WHO_STEERS_THE_PAIR,
    "set_import_mapping": WHO_UPLOADED,
    "undo_import": WHO_UPLOADED,
    "units": COORDINATORS,
    "uploaded_file": WHO_UPLOADED,
    "viewer": ANYBODY,
    "withdraw_access": WHO_STEERS_THE_PERSON,
    "withdraw_own_consent": WHO_HAS_A_PROFILE,
    "wording": (MAY, MAY, MAY, MAY, MAY, MAY, MAY, MAY),
    "write_import": COORDINATORS,
}
# Steps of the process that claimed an import: they change its own claim, which nobody else can name.
AFTER_A_CLAIM = {"fail_import", "give_up_writing", "note_progress", "store_preview"}
# Tools of the parts of the service: they ask no actor, or are inside a scope already.
INSIDE_A_SCOPE = {"acting", "organisations", "standing"}


def methods_with_an_actor():
    return {
        name
        for name, method in inspect.getmembers(MentorProgramService, inspect.isfunction)
        if not name.startswith("_") and "actor" in inspect.signature(method).parameters
    }


@pytest.fixture
def arguments(cast, service):
    """Return `arguments(method)`: values with which whoever may would succeed, or meet a rule at most."""
    pair = cast.pair()
    first, second, _ = cast.milestones(pair)
    uploaded = cast._insert(
        "imports",
        unit_id=cast.branch,
        created_by=cast.local_coordinator.user_id,
        file_name="liste.csv",
        sha256="0" * 64,
        content=b"Navn",
        status="ready",
    )
    form = service.person_form(actor=cast.coordinator, person_id=cast.mentee)
    someone_new = people_results.PersonValues(name="Nils Ny", role="mentee", unit=cast.branch)
    stated = import_results.Stated()
    in_pair, person, upload = {"pairing_id": pair}, {"person_id": cast.mentee}, {"import_id": uploaded}
    two = {"mentor_id": cast.idle_mentor, "mentee_id": cast.waiting_mentee}
    excluded = cast._insert("pairing_exclusions", mentor_id=cast.mentor, mentee_id=cast.mentee, reason="Uenige")
    line = {"mentee": str(cast.waiting_mentee), "mentor": None, "state": "dropped", "score": None, "reason": None}
    proposals = cast._insert(
        "pairing_proposals", unit_id=cast.branch, created_by=cast.coordinator.user_id, lines=json.dumps([line])
    )
    proposed = {"proposals_id": proposals}
    special = {
        "add_person": {"values": someone_new, "despite_look_alikes": True},
        "begin_import": {"file_name": "liste.csv", "content": b"Navn;Rolle\n"},
        "change_person": person | {"values": form.values, "version": form.version},
        "change_programme": {"programme_id": cast.programme, "changes": {"follow_up_after_days": 21}},
        "change_proposal_line": proposed | {"mentee_id": cast.waiting_mentee, "state": "dropped"},
        "choose_mentor": proposed | two,
        "change_qualifications": person | {"wanted": {}},
        "change_terms": {"language": "nb", "terms": {}},
        "complete_milestone": in_pair | {"milestone_id": first},
        "correct_own_contact": {"contact": people_results.ContactValues(), "version": "unknown"},
        "create_pairing": two,
        "dissolve": in_pair | {"reason_id": cast.reason, "initiated_by": "mentee"},
        "download_overview": {"filters": results.OverviewFilters()},
        "download_people": {"filters": people_results.PeopleFilters()},
        "exclude": two | {"reason": "Kjenner hverandre"},
        "exclusion": {"exclusion_id": excluded},
        "find_people": {"sought": [("Even Mentee", None)]},
        "lines_of_import": upload | {"kind": "faults"},
        "link_account": {
            "request": people_results.AccessRequest(cast.waiting_mentee, "Vera Venter", "vera@example.org", None),
            "user_id": uuid4(),
        },
        "mentor_choices": proposed | {"mentee_id": cast.waiting_mentee},
        "match": {"filters": matching_results.MatchFilters()},
        "overview": {"filters": results.OverviewFilters()},
        "patch_person": person | {"changes": {"capacity": 1}},
        "people": {"filters": people_results.PeopleFilters()},
        "plan_import": {"stated": stated},
        "programme": {"programme_id": cast.programme},
        "proposal": two,
        "record_contact": in_pair | {"occurred_on": service.today, "form": "phone"},
        "remove_exclusion": {
            "exclusion_id": cast._insert(
                "pairing_exclusions", mentor_id=cast.mentor, mentee_id=cast.far_mentee, reason="Uenige"
            )
        },
        "reopen_milestone": in_pair | {"milestone_id": second},
        "set_import_mapping": upload | {"mapping": {}},
        "write_import": {
            "stated": stated,
            "report": lambda plan: import_results.ImportReport({}, (), ()),
            "file_name": "liste.csv",
            "sha256": "0" * 64,
        },
    }

    def values(method: str) -> dict:
        if method in special:
            return special[method]
        names = inspect.signature(getattr(MentorProgramService, method)).parameters
        return {name: value for name, value in (in_pair | person | upload | proposed).items() if name in names}

    return values


def outcome(method: str, actor: Actor, values: dict) -> str:
    try:
        done = getattr(MentorProgramService(), method)(actor=actor, **values)
        if inspect.isgenerator(done):
            list(done)
    except (NotAllowed, NotFound) as refused:
        return type(refused).__name__
    except DomainError:
        pass  # a rule came in the way, which only those learn who may
    return MAY


def test_every_method_says_who_may():
    assert methods_with_an_actor() - AFTER_A_CLAIM - INSIDE_A_SCOPE == set(WHO_MAY)


@pytest.mark.parametrize("method", WHO_MAY)
def test_exactly_those_may_who_are_listed(cast, arguments, method):
    actors = {"stranger": Actor(uuid4()), "anonymous": Actor.anonymous()}
    values = arguments(method)
    # Those who may not come first: what they are told does not depend on what others did.
    order = sorted(VIEWERS, key=lambda viewer: WHO_MAY[method][VIEWERS.index(viewer)] == MAY)
    got = {viewer: outcome(method, actors.get(viewer) or getattr(cast, viewer), values) for viewer in order}
    assert tuple(got[viewer] for viewer in VIEWERS) == WHO_MAY[method]
