"""Compiles every catalogue of messages (.po) beside itself (.mo), by Babel: no gettext tools are needed."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "mentor_program"


def compile_catalogue(path: Path) -> None:
    """Write the .mo of one .po in one step, so that a running server never reads half of it."""
    with path.open("rb") as source:
        catalogue = read_po(source, locale=path.parents[1].name, abort_invalid=True)
    draft = path.with_suffix(".mo.new")
    with draft.open("wb") as target:
        write_mo(target, catalogue)
    draft.replace(path.with_suffix(".mo"))


if __name__ == "__main__":
    for catalogue_path in sorted(PACKAGE.glob("*/locale/*/LC_MESSAGES/*.po")):
        compile_catalogue(catalogue_path)
