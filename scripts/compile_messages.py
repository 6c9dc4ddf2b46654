"""Compile every room's catalogue (`django.po`) to the `.mo` that gettext reads; run at set-up.

Fuzzy entries are left out, as gettext does. Files already newer than their source are skipped.
"""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "mentor_program"


def compile_messages() -> list[Path]:
    """Compile what has changed and return those `.mo` files."""
    compiled = []
    for source in sorted(PACKAGE.glob("*/locale/*/LC_MESSAGES/django.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as po, target.open("wb") as mo:
            write_mo(mo, read_po(po))
        compiled.append(target)
    return compiled


if __name__ == "__main__":
    for path in compile_messages():
        print(f"Compiled {path.relative_to(PACKAGE)}")
