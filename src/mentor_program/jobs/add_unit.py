"""`mentor-program add-unit NAME --under UNIT`: a county branch of an organisation, or a local branch of a county."""

import argparse

from mentor_program.domain.errors import RuleViolation
from mentor_program.geography.facts import counties, municipalities
from mentor_program.geography.recognise import plain
from mentor_program.jobs.organisations import create_unit, find_unit
from mentor_program.jobs.owner_command import run_as_owner


def main(arguments: list[str]) -> int:
    """Add the branch and let it cover its municipalities; returns the exit code."""
    parser = argparse.ArgumentParser(prog="mentor-program add-unit", description=__doc__)
    parser.add_argument("unit", help="what the branch is called")
    parser.add_argument("--under", required=True, metavar="UNIT", help="name of the unit above it")
    parser.add_argument("--organisation", default="", help="needed when two organisations have such a unit")
    parser.add_argument("--county", default="", help="name or number of the county a county branch covers")
    parser.add_argument("--municipality", action="append", default=[], help="name or number; may be repeated")
    given = parser.parse_args(arguments)

    def change(owner) -> str:
        create_unit(
            owner,
            name=given.unit,
            parent=find_unit(owner, given.under, organisation=given.organisation),
            county=number_of(given.county, counties()) if given.county else None,
            municipalities=[number_of(name, municipalities()) for name in given.municipality],
        )
        return f"{given.unit} was added under {given.under}."

    return run_as_owner(change)


def number_of(text: str, places: tuple) -> str:
    """The official number of the place that `text` names. Raises RuleViolation("place_unknown")."""
    for place in places:
        if text == place.number or plain(text) in map(plain, place.names):
            return place.number
    raise RuleViolation("place_unknown", name=text)
