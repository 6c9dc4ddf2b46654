"""`mentor-program add-coordinator EMAIL --name PERSON --unit UNIT`: one more coordinator, with an account."""

import argparse

from mentor_program.jobs.organisations import create_coordinator, find_unit
from mentor_program.jobs.owner_command import account_of, run_as_owner


def main(arguments: list[str]) -> int:
    """Make the person coordinator of the unit and all under it; returns the exit code."""
    parser = argparse.ArgumentParser(prog="mentor-program add-coordinator", description=__doc__)
    parser.add_argument("email", help="the coordinator's address; an account is made where there is none")
    parser.add_argument("--name", required=True, help="the coordinator's name")
    parser.add_argument("--unit", required=True, help="name of the unit")
    parser.add_argument("--organisation", default="", help="needed when two organisations have such a unit")
    parser.add_argument("--phone", default="", help="where mentors and mentees may ask")
    given = parser.parse_args(arguments)

    def change(owner) -> str:
        unit = find_unit(owner, given.unit, organisation=given.organisation)
        user = account_of(email=given.email, name=given.name)
        create_coordinator(
            owner, user_id=user, unit=unit, display_name=given.name, email=given.email, phone=given.phone
        )
        return f"{given.name} coordinates {given.unit} and signs in with a code sent to {given.email}."

    return run_as_owner(change)
