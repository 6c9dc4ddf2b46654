"""Supabase's own advisor (`supabase db advisors`, pinned in package.json) finds nothing in what we make."""

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

REPOSITORY = Path(__file__).resolve().parents[2]
OURS = {"public", "private", "mentor_program"}

# Findings that are left as they are, each with its reason: {(name, schema, object): reason}. None so far.
ACCEPTED: dict[tuple[str, str, str], str] = {}
# An index is used or not by the work of months; a new database has done none. The bench judges indexes.
JUDGED_ELSEWHERE = {"unused_index"}

# One fault of each kind that a change of ours could bring; the advisor must see them, or its silence means nothing.
PLANTED = """
create table public.planted (id integer, owner uuid, parent uuid references public.mentor_pairings (id));
create index planted_one on public.planted (owner);
create index planted_two on public.planted (owner);
create function public.planted() returns integer language sql as 'select 1';
create view public.planted_view as select * from public.planted;
grant select on public.planted, public.planted_view to anon, authenticated;
create table public.planted_open (id integer primary key);
alter table public.planted_open enable row level security;
create policy one on public.planted_open for select to authenticated using (auth.uid() is not null);
create policy two on public.planted_open for select to authenticated using (auth.uid() is null);
create policy three on public.planted_open for insert to authenticated with check (true);
create table public.planted_shut (id integer primary key);
alter table public.planted_shut enable row level security;
"""
UPROOTED = "drop view public.planted_view; drop function public.planted(); " + "".join(
    f"drop table public.{table};" for table in ("planted", "planted_open", "planted_shut")
)
SEEN = {
    *("unindexed_foreign_keys", "no_primary_key", "duplicate_index", "function_search_path_mutable"),
    *("security_definer_view", "rls_disabled_in_public", "rls_enabled_no_policy", "auth_rls_initplan"),
    *("multiple_permissive_policies", "rls_policy_always_true"),
}


@pytest.fixture
def advice(migrated_project, tmp_path) -> Callable[[], dict[tuple[str, str, str], str]]:
    """Return `advice()`: the advisor's findings about our schemas, {(name, schema, object): what it says}."""
    parts = conninfo_to_dict(migrated_project.owner)
    server = f"{quote(parts['user'])}:{quote(parts['password'])}@{parts['host']}:{parts['port']}"
    (program,) = (REPOSITORY / "node_modules" / "@supabase").glob("cli-*/bin/supabase")
    options = ["--type=all", "--level=info", "--output-format=json", "--agent=no"]
    command = [program, "db", "advisors", f"--remote=postgresql://{server}/{parts['dbname']}?sslmode=disable", *options]
    # It may ask nobody but the database: no telemetry, no look for updates, no proxy that leads anywhere.
    quiet = {"SUPABASE_TELEMETRY_DISABLED": "1", "DO_NOT_TRACK": "1", "SUPABASE_NO_UPDATE_NOTIFIER": "1"}
    environment = {"PATH": os.defpath, "HOME": str(tmp_path), "NO_COLOR": "1", **quiet}

    def asked() -> dict[tuple[str, str, str], str]:
        result = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert result.returncode == 0, result.stderr
        findings = json.loads(result.stdout)["results"]
        return {
            (found["name"], found["metadata"].get("schema", ""), found["metadata"].get("name", "")): found["detail"]
            for found in findings
            if found["metadata"].get("schema", "") in OURS | {""}
        }

    return asked


def test_the_advisor_sees_the_faults_that_it_is_there_for(migrated_project, advice):
    with psycopg.connect(migrated_project.owner, autocommit=True) as owner:
        owner.execute(PLANTED)
        try:
            found = {name for name, _, thing in advice() if thing.startswith("planted")}
        finally:
            owner.execute(UPROOTED)
    assert SEEN - found == set()


def test_the_advisor_finds_nothing_but_what_is_accepted(advice):
    found = {finding: text for finding, text in advice().items() if finding[0] not in JUDGED_ELSEWHERE}
    assert {finding: text for finding, text in found.items() if finding not in ACCEPTED} == {}
    assert [finding for finding in ACCEPTED if finding not in found] == []  # what is gone needs no excuse
