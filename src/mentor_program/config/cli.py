"""The command `mentor-program`."""

import argparse
import importlib
import os
import sys
from collections.abc import Sequence

SETTINGS = "mentor_program.config.settings"
# Commands of other rooms: each module has main(arguments) and returns an exit code.
ROOMS = {
    "import": "mentor_program.spreadsheets.command",
    "geography": "mentor_program.geography.command",
    "start-organisation": "mentor_program.jobs.start_organisation",
    "add-unit": "mentor_program.jobs.add_unit",
    "add-coordinator": "mentor_program.jobs.add_coordinator",
    "move-accounts": "mentor_program.jobs.move_accounts",
}
WITHOUT_DATABASE = {"match": "mentor_program.spreadsheets.cohort_command"}


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and end the process with its exit code; settings that cannot work are told in one line."""
    from django.core.exceptions import ImproperlyConfigured

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    try:
        run_command(list(sys.argv[1:] if arguments is None else arguments))
    except ImproperlyConfigured as error:
        sys.exit(_refuse(error))


def run_command(given: list[str]) -> None:
    """Run the command that `given` begins with."""
    if given[:1] and given[0] in ROOMS:
        sys.exit(run_room(given[0], given[1:]))
    if given[:1] and given[0] in WITHOUT_DATABASE:
        sys.exit(run_without_database(given[0], given[1:]))
    if given[:1] == ["django"]:
        sys.exit(run_django(given[1:]))
    command = _parser().parse_args(given)
    sys.exit(command.run(command))


def run_room(name: str, arguments: list[str]) -> int:
    """Run a command of another room with the database up and Django ready."""
    from mentor_program.persistence.database_urls import database_running

    with database_running():
        _set_up_django()
        return importlib.import_module(ROOMS[name]).main(arguments) or 0


def run_without_database(name: str, arguments: list[str]) -> int:
    """Run a command of another room that needs sentences alone: no database is started and no folder made."""
    os.environ["DJANGO_SETTINGS_MODULE"] = f"{SETTINGS}_without_database"
    _set_up_django()
    return importlib.import_module(WITHOUT_DATABASE[name]).main(arguments) or 0


def run_django(arguments: list[str]) -> int:
    """Run one of Django's own commands, such as `shell` or `makemigrations`."""
    from django.core.management import execute_from_command_line

    from mentor_program.persistence.database_urls import database_running

    with database_running():
        execute_from_command_line(["mentor-program django", *arguments])
    return 0


def run_migrate(_command: argparse.Namespace) -> int:
    """Bring the database up to date."""
    from mentor_program.persistence.database_urls import DatabaseUrlMissingError, database_running

    with database_running():
        _set_up_django()
        from mentor_program.config.migrate import OwnerTooWeakError, migrate

        try:
            migrate()
        except (DatabaseUrlMissingError, OwnerTooWeakError) as error:
            return _refuse(error)
    print("The database is up to date.")
    return 0


def run_demo(command: argparse.Namespace) -> int:
    """Serve the demo until Ctrl-C."""
    from mentor_program.config.run import run

    return run(port=command.port)


def run_serve(command: argparse.Namespace) -> int:
    """Serve on a database given by address, and nothing else."""
    from mentor_program.config.serve import gunicorn_arguments

    if not os.environ.get("DATABASE_URL"):
        return _refuse("Set DATABASE_URL to the web login of a database that `migrate` has built.")
    _set_up_django()
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)
    arguments = gunicorn_arguments(bind=command.bind, workers=command.workers)
    return os.execv(arguments[0], arguments)


def run_database_url(_command: argparse.Namespace) -> int:
    """Print the two addresses; starts nothing."""
    from mentor_program.persistence.database_urls import (
        DatabaseUrlMissingError,
        is_reachable,
        owner_url,
        web_url,
    )

    try:
        web, owner = web_url(), owner_url()
    except DatabaseUrlMissingError as error:
        return _refuse(error)
    if not is_reachable(owner):
        return _refuse("The database does not answer. Start it with `make run` and leave that running.")
    print(web)
    print(owner)
    return 0


def _refuse(reason: object) -> int:
    print(reason, file=sys.stderr)
    return 1


def _set_up_django() -> None:
    import django

    django.setup()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="mentor-program", description="Run a mentor programme.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    port = int(os.environ.get("PORT") or 8000)
    run = commands.add_parser("run", help="demo: database, migrations, demo data and server, until Ctrl-C")
    run.add_argument("--port", type=int, default=port)
    run.set_defaults(run=run_demo)

    serve = commands.add_parser("serve", help="production: the web server alone, on DATABASE_URL")
    serve.add_argument("--bind", default=f"127.0.0.1:{port}", metavar="ADDRESS:PORT")
    serve.add_argument("--workers", type=int, default=2, help="processes, each with 8 threads")
    serve.set_defaults(run=run_serve)

    migrate = commands.add_parser("migrate", help="build the database or bring it up to date")
    migrate.set_defaults(run=run_migrate)
    urls = commands.add_parser("database-url", help="print the database's addresses: web login, owner")
    urls.set_defaults(run=run_database_url)
    commands.add_parser("import", help="read a spreadsheet: FILE --as EMAIL [--dry-run]", add_help=False)
    commands.add_parser("match", help="propose pairs from spreadsheets, without an account: FILE…", add_help=False)
    commands.add_parser("geography", help="load-postal-codes FILE", add_help=False)
    commands.add_parser(
        "start-organisation", help="begin for real: NAME --coordinator EMAIL --name PERSON", add_help=False
    )
    commands.add_parser("add-unit", help="a branch: NAME --under UNIT [--county …]", add_help=False)
    commands.add_parser("add-coordinator", help="EMAIL --name PERSON --unit UNIT", add_help=False)
    commands.add_parser("move-accounts", help="make all accounts at Supabase too, under their ids", add_help=False)
    commands.add_parser("django", help="one of Django's own commands", add_help=False)
    return parser
