"""`mentor-program migrate` on a hosted Supabase project: as its `postgres`, who is no superuser and owns little."""

import re

import psycopg
import pytest
from psycopg import errors

SUPABASES_OWN = """
select 'function', p.oid::regprocedure::text, p.proowner::regrole::text, md5(pg_get_functiondef(p.oid)), p.proacl::text
from pg_proc p where p.pronamespace = 'auth'::regnamespace
union all
select 'table', c.oid::regclass::text, c.relowner::regrole::text, c.relrowsecurity::text, c.relacl::text
from pg_class c where c.relnamespace in ('auth'::regnamespace, 'storage'::regnamespace) and c.relkind = 'r'
union all
select 'schema', n.nspname, n.nspowner::regrole::text, '', n.nspacl::text
from pg_namespace n where n.nspname in ('auth', 'storage', 'extensions')
union all
select 'role', r.rolname, concat(r.rolsuper, r.rolinherit, r.rolcanlogin, r.rolbypassrls, r.rolcreaterole),
  (select string_agg(m.roleid::regrole::text, ' ' order by m.roleid) from pg_auth_members m where m.member = r.oid), ''
from pg_roles r
where r.rolname in ('anon', 'authenticated', 'service_role', 'authenticator', 'supabase_admin', 'supabase_auth_admin')
order by 1, 2
"""
PRIVILEGES = "select, insert, update, delete, truncate, references, trigger"


def test_the_command_works_there_twice_and_leaves_what_is_supabases_alone(new_project, migrate_project):
    with psycopg.connect(new_project.owner, autocommit=True) as owner:
        assert owner.execute("select rolsuper from pg_roles where rolname = current_user").fetchone() == (False,)
        before = owner.execute(SUPABASES_OWN).fetchall()
        assert len(before) > 10
        for _ in range(2):
            result = migrate_project()
            assert (result.returncode, result.stderr) == (0, "")
        assert owner.execute(SUPABASES_OWN).fetchall() == before


def test_everything_of_ours_belongs_to_the_owner_of_the_project(migrated_project):
    owners = """
        select distinct relowner::regrole::text from pg_class
        where relnamespace in ('public'::regnamespace, 'private'::regnamespace, 'mentor_program'::regnamespace)
        union select proowner::regrole::text from pg_proc where pronamespace = 'private'::regnamespace
        union select nspowner::regrole::text from pg_namespace where nspname in ('private', 'mentor_program')
    """
    with psycopg.connect(migrated_project.owner) as owner:
        assert owner.execute(owners).fetchall() == [("postgres",)]


@pytest.mark.parametrize("role", ["anon", "authenticated"])
def test_what_the_owner_makes_later_is_given_to_no_client_unasked(migrated_project, role):
    with psycopg.connect(migrated_project.owner) as owner:
        owner.execute("create table public.later (id bigserial primary key)")
        owner.execute("create function public.later() returns int language sql as 'select 1'")
        given = owner.execute(
            "select has_table_privilege(%(role)s, 'public.later', %(all)s),"
            " has_sequence_privilege(%(role)s, 'public.later_id_seq', 'usage, select, update'),"
            " has_function_privilege(%(role)s, 'public.later()', 'execute')",
            {"role": role, "all": PRIVILEGES},
        ).fetchone()
        owner.rollback()
    assert given == (False, False, False)


def test_the_servers_own_role_may_write_rows_but_never_pass_the_triggers(migrated_project):
    may = """
        select tablename from pg_tables where schemaname = 'public'
          and not (has_table_privilege('service_role', format('%I.%I', schemaname, tablename), 'select')
            and has_table_privilege('service_role', format('%I.%I', schemaname, tablename), 'insert'))
    """
    past = """
        select tablename from pg_tables where schemaname = 'public' and has_table_privilege(
          'service_role', format('%I.%I', schemaname, tablename), 'truncate, trigger, references')
    """
    with psycopg.connect(migrated_project.owner) as owner:
        assert owner.execute(may).fetchall() == []
        assert owner.execute(past).fetchall() == []


def test_postgrest_reaches_the_tables_as_a_client_and_nothing_as_itself(migrated_project):
    with psycopg.connect(migrated_project.authenticator, autocommit=True) as client:
        with pytest.raises(errors.InsufficientPrivilege):
            client.execute("select from public.mentor_pairings")
        with client.transaction():
            client.execute("select set_config('role', 'authenticated', true)")
            assert client.execute("select count(*) from public.mentor_pairings").fetchone() == (0,)
            assert client.execute("select count(*) from public.counties").fetchone() == (0,)


@pytest.mark.parametrize("claim", ["request.jwt.claims", "request.jwt.claim.sub"])
def test_a_person_is_known_by_either_form_of_claims(migrated_project, claim):
    person = "9f0b2f6a-3d2e-4c6e-9a54-6f1f6d3a2b10"
    value = person if claim.endswith("sub") else f'{{"role": "authenticated", "sub": "{person}"}}'
    with psycopg.connect(migrated_project.authenticator) as client:
        client.execute("select set_config('role', 'authenticated', true), set_config(%s, %s, true)", [claim, value])
        assert client.execute("select auth.uid()::text").fetchone() == (person,)
        assert client.execute("select count(*) > 0 from public.counties").fetchone() == (True,)


def test_no_function_updates_or_deletes_without_a_condition(migrated_project):
    """Supabase refuses such statements (safeupdate) in every session of PostgREST, in our triggers too."""
    bodies = "select proname, prosrc from pg_proc where pronamespace = 'private'::regnamespace"
    with psycopg.connect(migrated_project.owner) as owner:
        statements = [
            (name, statement)
            for name, body in owner.execute(bodies).fetchall()
            for statement in re.sub(r"--.*", "", body).split(";")
        ]
    changes = [(name, text) for name, text in statements if re.search(r"\b(update public\.|delete from )", text)]
    assert len(changes) > 20
    assert [(name, text) for name, text in changes if not re.search(r"\bwhere\b", text)] == []
