"""Makes the condition of each policy `true`, one at a time, and names the first test of tests/policies that goes red.

    .venv/bin/python scripts/mutate_policies.py [--write]    (make test-policies-mutation)

`using` and `with check` are mutated apart. Guards that read the text of policies, and the mutations that are tests of
their own, do not count: only tests that act as a client. Everything runs in one pytest session on one database; the
tests must all be green before the first mutation. With --write the table goes to docs/policy-mutation.md.
Exit code 1 when a mutation survives that some client could make use of.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import pytest
from _pytest.runner import runtestprotocol

REPOSITORY = Path(__file__).resolve().parents[1]
REPORT = REPOSITORY / "docs" / "policy-mutation.md"
LEFT_OUT = ("test_guards.py", "test_policy_mutations.py", "test_mutation_report.py")
POLICIES = """
select tablename, policyname, cmd, qual, with_check from pg_policies where schemaname = 'public'
order by tablename, array_position('{SELECT,INSERT,UPDATE,DELETE}', cmd)
"""
# Columns of its own table that the condition of a policy reads, and that a client may change.
CHANGEABLE = """
select count(*) from pg_policy p
join pg_depend d on d.classid = 'pg_policy'::regclass and d.objid = p.oid
  and d.refclassid = 'pg_class'::regclass and d.refobjid = p.polrelid and d.refobjsubid > 0
where p.polname = %s and p.polrelid = %s::regclass
  and has_column_privilege('authenticated', p.polrelid, d.refobjsubid::smallint, 'update')
"""
UNREACHABLE = (
    "no test can: no client may change a column that the condition reads, so the new row passes as the old did"
)


@dataclass(frozen=True)
class Mutation:
    """One condition of one policy that is made `true`; `using` and `check` are both conditions as they should be."""

    table: str
    policy: str
    verb: str
    part: str
    using: str | None
    check: str | None

    def statement(self, *, mutated: bool) -> str:
        """The `alter policy` that opens this condition, or that puts all back."""
        using = "true" if mutated and self.part == "using" else self.using
        check = "true" if mutated and self.part == "with check" else self.check
        parts = [f"using ({using})"] if using else []
        parts += [f"with check ({check})"] if check else []
        return f'alter policy "{self.policy}" on public.{self.table} {" ".join(parts)}'


class Runner:
    """A plugin of pytest that runs the collected tests once for each mutation, each time until the first red one."""

    def __init__(self) -> None:
        self.killers: list[tuple[Mutation, str | None]] = []

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = [item for item in items if item.path.name not in LEFT_OUT]

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        red = first_red(session.items)
        if red is not None:
            stop(f"{red} is red before anything is mutated.")
        from mentor_program.persistence.database_urls import owner_url

        with psycopg_connection(owner_url()) as owner:
            for mutation in mutations(owner):
                self.killers.append((mutation, self.killer(owner, mutation, session.items)))
                print(f"{mutation.table}: {mutation.policy} ({mutation.part}): {self.killers[-1][1]}", flush=True)
        leave_module(session.items[-1], session.items)
        return True

    def killer(self, owner, mutation: Mutation, items: list[pytest.Item]) -> str | None:
        """The first test that notices; the cells of the matrix for this very table are asked first."""
        if mutation.part == "with check" and mutation.verb == "UPDATE":
            columns = owner.execute(CHANGEABLE, [mutation.policy, f"public.{mutation.table}"]).fetchone()[0]
            if columns == 0:
                return UNREACHABLE
        with mutated(owner, mutation):
            return first_red(sorted(items, key=lambda item: by_promise(item, mutation.table)))


@contextmanager
def psycopg_connection(address: str) -> Iterator:
    import psycopg

    with psycopg.connect(address, autocommit=True) as connection:
        yield connection


def mutations(owner) -> list[Mutation]:
    """Every condition of every policy in public."""
    return [
        Mutation(table, policy, verb, part, using, check)
        for table, policy, verb, using, check in owner.execute(POLICIES).fetchall()
        for part, condition in (("using", using), ("with check", check))
        if condition
    ]


@contextmanager
def mutated(owner, mutation: Mutation) -> Iterator[None]:
    owner.execute(mutation.statement(mutated=True))
    try:
        yield
    finally:
        owner.execute(mutation.statement(mutated=False))


def first_red(items: list[pytest.Item]) -> str | None:
    """Run tests in order and name the first that fails; what they share in a module is made anew for each call."""
    red = None
    for item, following in zip(items, [*items[1:], items[0]], strict=True):
        for report in runtestprotocol(item, log=False, nextitem=following):
            if report.failed and report.when != "call":
                stop(f"{item.nodeid} could not run: {report.longrepr}")
            if report.failed:
                red = item.nodeid.removeprefix("tests/policies/")
        if red:
            break
    leave_module(item, items)
    return red


def stop(reason: str) -> NoReturn:
    """End the session and say why: there is no terminal plugin to do it."""
    print(reason, file=sys.stderr, flush=True)
    pytest.exit(reason, returncode=2)


def by_promise(item: pytest.Item, table: str) -> int:
    """Tests about this very table come first, then the matrix: most fall there, and the order costs nothing else."""
    return (f"[{table}]" not in item.name) + (item.path.name not in ("test_access_matrix.py", "test_policies_alone.py"))


def leave_module(last: pytest.Item, items: list[pytest.Item]) -> None:
    """Take down what the tests of a module share, but not what belongs to the whole session."""
    elsewhere = next(item for item in items if item.path != last.path)
    last.session._setupstate.teardown_exact(elsewhere)


def table(killers: list[tuple[Mutation, str | None]]) -> Iterator[str]:
    """The lines of docs/policy-mutation.md."""
    reached = [killer for _, killer in killers if killer != UNREACHABLE]
    yield "# Policies made `true`, and the test that notices\n"
    yield "Written by `make test-policies-mutation` (see scripts/mutate_policies.py). Each condition of every policy"
    yield f"was replaced by `true`, alone: {len(killers)} mutations, {sum(map(bool, reached))} noticed,"
    yield f"{len(killers) - len(reached)} without effect for any client, {reached.count(None)} survived.\n"
    yield "| table | policy | condition | noticed first by |"
    yield "| --- | --- | --- | --- |"
    for mutation, killer in killers:
        by = f"`{killer}`" if killer and killer != UNREACHABLE else (killer or "**survived**")
        yield f"| {mutation.table} | {mutation.policy} | {mutation.part} | {by} |"


def main() -> int:
    runner = Runner()
    code = pytest.main(["tests/policies", "-p", "no:terminal"], plugins=[runner])
    if code not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
        return int(code)
    if "--write" in sys.argv:
        REPORT.write_text("\n".join(table(runner.killers)) + "\n", encoding="utf-8")
    survivors = [mutation for mutation, killer in runner.killers if killer is None]
    for mutation in survivors:
        print(f"SURVIVED: {mutation.table}: {mutation.policy} ({mutation.part})")
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())
