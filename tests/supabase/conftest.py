"""A project in Supabase's shape on a server of its own, brought up by `mentor-program migrate` as its `postgres`."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest

from mentor_program.persistence.embedded_postgres import EmbeddedPostgres
from mentor_program.persistence.home import make_folder
from support.postgres import GIVEN_SERVER, OPTIONS
from support.supabase import Project, project


@contextmanager
def _superuser() -> Iterator[str]:
    if GIVEN_SERVER:
        yield GIVEN_SERVER
        return
    home = Path(tempfile.gettempdir()) / f"mentor-program-supabase-{uuid4().hex[:12]}"
    make_folder(home, mode=0o711)
    server = EmbeddedPostgres(home, options=OPTIONS)
    try:
        with server.running():
            yield server.urls.owner
    finally:
        shutil.rmtree(server.folder, ignore_errors=True)
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="session")
def new_project() -> Iterator[Project]:
    """An empty project, to which nothing of ours has come yet. Not on the server of the other tests, where the roles
    belong to somebody else than the project's `postgres`."""
    with _superuser() as superuser, project(superuser, f"project_{uuid4().hex[:12]}") as made:
        yield made


@pytest.fixture(scope="session")
def migrate_project(new_project) -> Callable[[], subprocess.CompletedProcess]:
    """Return `migrate_project()`: run the command on the project as its `postgres`."""
    # In the home folder of this run: on a server that is shared, the web login must keep its password.
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    environment |= {"MIGRATION_DATABASE_URL": new_project.owner}
    command = [Path(sys.executable).with_name("mentor-program"), "migrate"]
    return lambda: subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="session")
def migrated_project(new_project, migrate_project) -> Project:
    """The project with everything of ours in it."""
    result = migrate_project()
    assert result.returncode == 0, result.stderr
    return new_project
