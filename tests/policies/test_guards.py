"""What holds for every table, policy and function alike: a new one that forgets it fails here."""

import pytest

from policies.matrix import MATRIX

CLIENT_VERBS = {"SELECT", "INSERT", "UPDATE", "DELETE"}

TABLES = "select tablename from pg_tables where schemaname = 'public' order by tablename"
PRIVILEGES = """
select c.relname, coalesce(r.rolname, 'public'), a.privilege_type
from pg_class c, lateral aclexplode(c.relacl) a left join pg_roles r on r.oid = a.grantee
where c.relnamespace = 'public'::regnamespace
union
select c.relname, coalesce(r.rolname, 'public'), a.privilege_type
from pg_attribute t join pg_class c on c.oid = t.attrelid, lateral aclexplode(t.attacl) a
left join pg_roles r on r.oid = a.grantee
where c.relnamespace = 'public'::regnamespace
"""
# Functions that everyone may call: each with its reason. (Supabase's own stand-ins only read the caller's claims.)
CALLABLE_BY_ALL = {("auth", "jwt"), ("auth", "uid"), ("auth", "role"), ("auth", "email")}


@pytest.fixture
def rows(owner_connection):
    """Return `rows(query)`: all rows, as the owner."""
    return lambda query: owner_connection.execute(query).fetchall()


def test_every_table_in_public_has_its_row_in_the_matrix(rows):
    assert [name for (name,) in rows(TABLES)] == sorted(MATRIX)


def test_every_table_in_public_is_a_model_and_every_model_a_table(rows):
    from django.apps import apps

    models = apps.get_app_config("persistence").get_models()
    assert sorted(model._meta.db_table for model in models) == [name for (name,) in rows(TABLES)]


def test_nothing_but_tables_is_exposed_in_public(rows):
    others = """
        select relname, relkind from pg_class
        where relnamespace = 'public'::regnamespace and relkind not in ('r', 'i')
    """
    assert rows(others) == []
    assert rows("select proname from pg_proc where pronamespace = 'public'::regnamespace") == []


def test_every_table_in_public_has_row_level_security_that_also_binds_its_owner(rows):
    bare = """
        select relname from pg_class
        where relnamespace = 'public'::regnamespace and relkind = 'r' and not (relrowsecurity and relforcerowsecurity)
    """
    assert rows(bare) == []


def test_every_table_has_exactly_one_policy_for_each_verb_that_is_granted(rows):
    policies = sorted(rows("select tablename, cmd from pg_policies where schemaname = 'public'"))
    granted = {(table, verb) for table, role, verb in rows(PRIVILEGES) if role == "authenticated"}
    assert policies == sorted(granted)
    assert policies == sorted(
        (table, verb.upper())
        for table, access in MATRIX.items()
        for verb in ("select", "insert", "update", "delete")
        if access.granted(verb)
    )


def test_every_policy_is_permissive_for_one_verb_and_for_signed_in_clients_only(rows):
    odd = """
        select tablename, policyname, cmd, roles from pg_policies
        where schemaname = 'public' and (cmd = 'ALL' or roles <> '{authenticated}' or permissive <> 'PERMISSIVE')
    """
    assert rows(odd) == []


def test_no_policy_lets_everything_through(rows):
    open_ones = """
        select tablename, policyname from pg_policies
        where schemaname = 'public' and (qual = 'true' or with_check = 'true')
    """
    assert rows(open_ones) == []


def test_an_update_policy_checks_the_new_row_as_it_checks_the_old(rows):
    loose = "select tablename from pg_policies where cmd = 'UPDATE' and qual is distinct from with_check"
    assert rows(loose) == []


def test_policies_call_helpers_once_per_statement(rows):
    """Each helper stands in a sub-select of its own, which PostgreSQL evaluates before it looks at rows."""
    policies = rows("select tablename, coalesce(qual, '') || coalesce(with_check, '') from pg_policies")
    bare = [
        (table, part)
        for table, text in policies
        for part in (
            "private.unit_ids()",
            "private.whole_organisation_ids()",
            "private.peer_mentor_id()",
            "private.organisation_ids()",
            "auth.uid()",
            "private.own_unit_path()",
            "private.counterpart_ids()",
        )
        if text.count(part) != text.count(f"( SELECT {part}")
    ]
    assert bare == []


def test_clients_hold_no_other_privilege_than_the_four_verbs_and_anonymous_ones_none(rows):
    privileges = rows(PRIVILEGES)
    assert {role for _, role, _ in privileges} & {"anon", "public", "mentor_program_web"} == set()
    assert {verb for _, role, verb in privileges if role == "authenticated"} <= CLIENT_VERBS
    assert {verb for _, role, verb in privileges if role == "service_role"} <= CLIENT_VERBS


def test_functions_that_run_as_their_owner_stand_in_private_with_a_fixed_search_path(rows):
    definers = """
        select n.nspname, p.proname, p.proconfig from pg_proc p join pg_namespace n on n.oid = p.pronamespace
        where p.prosecdef and n.nspname not in ('pg_catalog', 'information_schema')
    """
    found = rows(definers)
    assert len(found) > 10
    assert [row for row in found if row[0] != "private" or row[2] != ['search_path=""']] == []


def test_all_our_functions_have_a_fixed_search_path(rows):
    ours = """
        select n.nspname, p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace
        where n.nspname in ('private', 'public', 'mentor_program')
          and p.proconfig is distinct from '{"search_path=\\"\\""}'
    """
    assert rows(ours) == []


def test_nobody_but_signed_in_clients_and_the_server_may_call_our_functions(rows):
    callable_by = """
        select n.nspname, p.proname, r.rolname
        from pg_proc p join pg_namespace n on n.oid = p.pronamespace,
          (values ('anon'), ('mentor_program_web')) as r (rolname)
        where n.nspname not in ('pg_catalog', 'information_schema')
          and has_function_privilege(r.rolname, p.oid, 'execute') and has_schema_privilege(r.rolname, n.oid, 'usage')
    """
    assert {(schema, name) for schema, name, _ in rows(callable_by)} <= CALLABLE_BY_ALL
    to_all = """
        select proname from pg_proc
        where pronamespace = 'private'::regnamespace
          and (proacl is null or exists (select from aclexplode(proacl) a where a.grantee = 0))
    """
    assert rows(to_all) == []


def test_clients_may_call_only_helpers_that_are_meant_for_them(rows):
    granted = """
        select proname from pg_proc
        where pronamespace = 'private'::regnamespace and has_function_privilege('authenticated', oid, 'execute')
    """
    triggers = (
        "select proname from pg_proc where pronamespace = 'private'::regnamespace and prorettype = 'trigger'::regtype"
    )
    assert set(rows(granted)).isdisjoint(rows(triggers))
    assert {("display_name",), ("write_event",), ("summarise_milestones",)}.isdisjoint(rows(granted))


def test_every_trigger_is_switched_on(rows):
    assert rows("select tgname from pg_trigger where not tgisinternal and tgenabled <> 'O'") == []


def test_the_web_login_inherits_nothing_and_may_not_pass_the_policies(rows):
    facts = "select rolinherit, rolbypassrls, rolsuper, rolcreaterole, rolcreatedb from pg_roles where rolname = %s"
    assert rows(facts.replace("%s", "'mentor_program_web'")) == [(False,) * 5]
    members = """
        select r.rolname from pg_auth_members m join pg_roles r on r.oid = m.roleid
        where m.member = 'mentor_program_web'::regrole order by 1
    """
    assert rows(members) == [("anon",), ("authenticated",)]
