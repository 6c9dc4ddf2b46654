import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from mentor_program.config.migrate import migrate
from mentor_program.persistence.database_urls import owner_url

STRUCTURE = """
select 'function', p.oid::regprocedure::text, md5(pg_get_functiondef(p.oid)) || coalesce(p.proacl::text, '')
from pg_proc p where pronamespace in ('private'::regnamespace, 'auth'::regnamespace)
union all select 'policy', tablename || ' ' || policyname, concat(cmd, roles, qual, with_check) from pg_policies
union all select 'table', c.oid::regclass::text, concat(relrowsecurity, relforcerowsecurity, relacl::text)
from pg_class c where relkind = 'r' and relnamespace in ('public'::regnamespace, 'mentor_program'::regnamespace)
union all select 'trigger', tgrelid::regclass || ' ' || tgname, pg_get_triggerdef(oid) from pg_trigger
where not tgisinternal
union all select 'constraint', conrelid::regclass || ' ' || conname, pg_get_constraintdef(oid) from pg_constraint
where connamespace = 'public'::regnamespace
union all select 'migration', app || ' ' || name, applied::text from mentor_program.django_migrations
order by 1, 2
"""


def names(owner: psycopg.Connection, schema: str) -> set[str]:
    rows = owner.execute("select tablename from pg_tables where schemaname = %s", [schema]).fetchall()
    return {name for (name,) in rows}


def test_migrating_again_changes_nothing_and_says_nothing(owner):
    before, said = owner.execute(STRUCTURE).fetchall(), []
    migrate(say=said.append)
    assert owner.execute(STRUCTURE).fetchall() == before
    assert said == []


def test_domain_tables_stand_in_the_exposed_schema_and_djangos_own_do_not(owner):
    domain, own = names(owner, "public"), names(owner, "mentor_program")
    assert {"mentor_pairings", "peer_mentors", "coordinators", "municipalities"} <= domain
    assert {"users", "django_session", "django_migrations", "cache_entries"} <= own
    assert domain & own == set()
    assert [name for name in domain if name.startswith(("django_", "auth_", "account_"))] == []


def test_the_web_login_is_as_weak_as_it_should_be(owner):
    assert owner.execute(
        "select rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolbypassrls from pg_roles"
        " where rolname = 'mentor_program_web'"
    ).fetchone() == (False, False, False, False, False)
    reachable = owner.execute(
        "select tablename from pg_tables where schemaname = 'public'"
        " and has_table_privilege('mentor_program_web', format('%I.%I', schemaname, tablename),"
        " 'select, insert, update, delete, truncate, references, trigger')"
    ).fetchall()
    assert reachable == []


def test_no_rows_of_permissions_are_made(owner):
    assert owner.execute("select count(*) from mentor_program.auth_permission").fetchone() == (0,)


@pytest.fixture
def empty_database(owner) -> Iterator[str]:
    """The owner's address of one more database on the same server, empty."""
    name = f"empty_{uuid4().hex[:12]}"
    owner.execute(f"create database {name} template template0")
    yield make_conninfo(owner_url(), dbname=name)
    owner.execute(f"drop database {name} with (force)")


@pytest.fixture
def command_line() -> Iterator:
    """Runs `mentor-program` in a home folder of its own; several at once with `start`."""
    home = Path(tempfile.mkdtemp(prefix="mentor-program-migrate-"))
    program = Path(sys.executable).with_name("mentor-program")

    def start(*arguments: str, owner: str) -> subprocess.Popen:
        environment = {**os.environ, "MENTOR_PROGRAM_HOME": str(home), "MIGRATION_DATABASE_URL": owner}
        return subprocess.Popen(
            [program, *arguments], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    yield start
    shutil.rmtree(home)


def test_two_migrations_at_once_on_an_empty_database_both_end_well(empty_database, command_line, owner):
    running = [command_line("migrate", owner=empty_database) for _ in range(2)]
    results = [(*process.communicate(), process.returncode) for process in running]
    try:
        assert [(errors, code) for _, errors, code in results] == [("", 0), ("", 0)]
        assert sum("persistence.0001" in output for output, _, _ in results) == 1
    finally:
        migrate(say=lambda line: None)  # roles belong to the server: give the web login this run's password again


def test_an_owner_whom_the_policies_would_blind_is_refused_before_anything_is_written(
    empty_database, command_line, owner
):
    weak = f"weak_{uuid4().hex[:12]}"
    owner.execute(f"create role {weak} login createrole password 'weak'")
    try:
        address = make_conninfo(empty_database, user=weak, password="weak")
        process = command_line("migrate", owner=address)
        _, errors = process.communicate()
        assert (process.returncode, f'alter role "{weak}" bypassrls' in errors) == (1, True)
        with psycopg.connect(empty_database) as connection:
            assert connection.execute("select to_regnamespace('mentor_program')").fetchone() == (None,)
    finally:
        owner.execute(f"drop role {weak}")
