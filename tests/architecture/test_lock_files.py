"""Lists of packages say what and with which hash, never where from: each machine asks the registry it knows."""

import json
import re
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
REQUIREMENTS = sorted((REPOSITORY / "requirements").glob("*.txt"))
ENTRY = r"^([a-z0-9-]+)(\S*) \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)"


def test_every_python_package_has_an_exact_version_and_hashes_and_no_address():
    assert [path.name for path in REQUIREMENTS] == ["bench.txt", "dev.txt", "node.txt", "runtime.txt"]
    for path in REQUIREMENTS:
        text = path.read_text(encoding="utf-8")
        entries = re.findall(ENTRY, text, re.MULTILINE)
        named = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
        assert len(entries) == len(named)
        assert all(version.startswith("==") for _, version, _ in entries)
        assert [line for line in text.splitlines() if line.startswith("-") or "://" in line] == []


def test_the_test_machine_has_the_same_versions_as_production():
    runtime, dev = (
        set(re.findall(r"^(\S+==\S+) ", (REPOSITORY / "requirements" / name).read_text(), re.MULTILINE))
        for name in ("runtime.txt", "dev.txt")
    )
    assert runtime - dev == set()


def test_every_front_end_package_has_a_hash_and_no_address():
    lock = json.loads((REPOSITORY / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert packages
    assert [name for name, entry in packages.items() if "resolved" in entry or "integrity" not in entry] == []
