"""`mentor-program geography load-postal-codes FILE`."""

import argparse
import sys
from pathlib import Path

import psycopg

from mentor_program.geography.load import replace_postal_codes
from mentor_program.geography.register import RegisterError, read_register
from mentor_program.persistence.database_urls import owner_url


def main(argv: list[str]) -> int:
    """Run `mentor-program geography …`; returns the exit code: 0, or 1 when nothing was written."""
    parser = argparse.ArgumentParser(prog="mentor-program geography")
    commands = parser.add_subparsers(dest="command", required=True)
    load = commands.add_parser("load-postal-codes", help="load the register of postal codes")
    load.add_argument("file", type=Path, help="the register as Posten Bring publishes it")
    arguments = parser.parse_args(argv)
    try:
        print(load_postal_codes(arguments.file))
    except (OSError, RegisterError) as error:
        print(f"{arguments.file}: {error}\nNothing was written.", file=sys.stderr)
        return 1
    return 0


def load_postal_codes(path: Path) -> str:
    """Make the table `postal_codes` equal to the register in `path`, as owner, in one transaction; safe to repeat.

    Returns a sentence with the counts. Raises RegisterError when the file is not the register.
    """
    register = read_register(path.read_bytes())
    with psycopg.connect(owner_url()) as connection:
        new, changed, removed = replace_postal_codes(connection, register.codes)
    return (
        f"{len(register.codes)} postal codes: {new} new, {changed} changed, {removed} removed;"
        f" {register.outside} outside the municipalities left out."
    )
