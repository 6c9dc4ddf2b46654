"""Every rule that the database refuses by name is named in a test that breaks it."""

import re
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]


def test_every_rule_of_the_database_is_broken_in_some_test():
    sources = (REPOSITORY / "src" / "mentor_program" / "supabase").rglob("*.sql")
    rules = {rule for path in sources for rule in re.findall(r"private\.refuse\('([a-z_]+)'", path.read_text())}
    assert len(rules) > 25
    tests = [
        path.read_text()
        for room in ("policies", "services", "web")
        for path in (REPOSITORY / "tests" / room).rglob("test_*.py")
    ]
    tests = [text for text in tests if "OUT_OF_REACH" not in text]  # a list of rules, not a test of them
    assert {rule for rule in rules if not any(f'"{rule}"' in text for text in tests)} == set()
