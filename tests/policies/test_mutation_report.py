"""docs/policy-mutation.md names every condition of every policy as it is now, and none that survived."""

from pathlib import Path

REPORT = Path(__file__).resolve().parents[2] / "docs" / "policy-mutation.md"
CONDITIONS = """
select tablename, policyname, 'using' from pg_policies where schemaname = 'public' and qual is not null
union all
select tablename, policyname, 'with check' from pg_policies where schemaname = 'public' and with_check is not null
"""


def test_the_report_covers_every_policy_and_nothing_survived(owner_connection):
    lines = [line for line in REPORT.read_text(encoding="utf-8").splitlines() if line.startswith("| ")][2:]
    rows = [tuple(line.strip("| ").split(" | ")) for line in lines]
    assert sorted(row[:3] for row in rows) == sorted(owner_connection.execute(CONDITIONS).fetchall())
    assert [row for row in rows if "survived" in row[3]] == []
