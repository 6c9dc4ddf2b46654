"""`mentor-program start-organisation NAME --coordinator EMAIL --name PERSON`: a real organisation can begin."""

import argparse

from mentor_program.jobs.organisations import create_coordinator, create_organisation
from mentor_program.jobs.owner_command import account_of, run_as_owner


def main(arguments: list[str]) -> int:
    """Add the organisation, the standard programme, its reasons and its first coordinator; returns the exit code."""
    parser = argparse.ArgumentParser(prog="mentor-program start-organisation", description=__doc__)
    parser.add_argument("organisation", help="what the organisation is called")
    parser.add_argument("--coordinator", required=True, metavar="EMAIL", help="the first coordinator's address")
    parser.add_argument("--name", required=True, help="the first coordinator's name")
    parser.add_argument("--phone", default="", help="where mentors and mentees may ask")
    given = parser.parse_args(arguments)

    def change(owner) -> str:
        unit = create_organisation(owner, name=given.organisation)
        user = account_of(email=given.coordinator, name=given.name)
        create_coordinator(
            owner, user_id=user, unit=unit, display_name=given.name, email=given.coordinator, phone=given.phone
        )
        return f"{given.organisation} can begin: {given.coordinator} signs in with a code sent by e-mail."

    return run_as_owner(change)
