"""Which messages each room's code and templates hold, and which of them a catalogue lacks.

python scripts/catalogues.py            lists what is missing
python scripts/catalogues.py --append   adds it, untranslated, to the end of the catalogues

English is the messages themselves. Its catalogue holds only those that say a word which an organisation may replace,
with its marks (docs/decisions/own-words.md); --append writes them, to be read through.
"""

import ast
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "mentor_program"
SINGULAR = {"_", "gettext", "gettext_lazy", "gettext_noop"}
PLURAL = {"ngettext", "ngettext_lazy"}
STRING = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
CALL = re.compile(rf"\b(?P<name>n?gettext|_)\((?P<first>{STRING})(?:,\s*(?P<second>{STRING}))?")
# The words an organisation may replace, where they are nouns: in "Pair A and B?", "pairs you with" and "never pair"
# they are not.
ENGLISH_TERM = re.compile(
    r"(?<!%\()(?<![#\w])(?<!never )(?:(?P<article>an?) (?=(?:mentor pair|pair|mentee|peer mentor)\b))?"
    r"(?!(?-i:Pair) %\()(?P<mark>(?:the )?(?:mentor pair|pair|mentee|peer mentor)s?)\b(?! you\b)",
    re.IGNORECASE,
)

Message = str | tuple[str, str]


def rooms() -> list[Path]:
    """The rooms that hold a catalogue."""
    return sorted({path.parents[3] for path in PACKAGE.glob("*/locale/*/LC_MESSAGES/django.po")})


def catalogue(room: Path, language: str) -> Path:
    return room / "locale" / language / "LC_MESSAGES" / "django.po"


def messages(room: Path) -> list[Message]:
    """Every message of the room, in order of files and lines, once each; (singular, plural) where it counts."""
    found: dict[Message, None] = {}
    for path in sorted(room.rglob("*.py")):
        found.update(dict.fromkeys(_in_python(path.read_text(encoding="utf-8"))))
    for path in sorted((room / "templates").rglob("*")):
        if path.is_file():
            found.update(dict.fromkeys(_in_template(path.read_text(encoding="utf-8"))))
    return list(found)


def _in_python(source: str) -> Iterator[Message]:
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        texts = [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
        if node.func.id in SINGULAR and texts:
            yield texts[0]
        elif node.func.id in PLURAL and len(texts) >= 2:
            yield texts[0], texts[1]


def _in_template(source: str) -> Iterator[Message]:
    for call in CALL.finditer(templatize(source)):
        first = ast.literal_eval(call["first"])
        if call["name"] == "ngettext":
            yield first, ast.literal_eval(call["second"])
        elif first:
            yield first


def read(path: Path) -> Catalog:
    with path.open("rb") as source:
        return read_po(source)


def missing(room: Path, language: str) -> list[Message]:
    """Messages of the room that its catalogue lacks, has untranslated or only guesses at (fuzzy)."""
    known = read(catalogue(room, language))
    return [message for message in needed(room, language) if not _is_translated(known, message)]


def needed(room: Path, language: str) -> list[Message]:
    """The messages that the room's catalogue must hold."""
    found = messages(room)
    return [message for message in found if ENGLISH_TERM.search(str(message))] if language == "en" else found


def marked(text: str) -> str:
    """An English message with the words that an organisation may replace marked."""

    def mark(found: re.Match[str]) -> str:
        article, term = found["article"], found["mark"]
        noun = term.lower().removeprefix("the ").removesuffix("s").replace("mentor pair", "pair")
        if not article:
            return f"[[{term}]]"
        return f"[[{noun}: {article[0]}|{article[0]}n]] [[{term}]]"

    return ENGLISH_TERM.sub(mark, text)


def _is_translated(known: Catalog, message: Message) -> bool:
    entry = known.get(message)
    if entry is None or entry.fuzzy:
        return False
    return all(entry.string) if isinstance(entry.string, tuple | list) else bool(entry.string)


def append(room: Path, language: str) -> int:
    """Add what the catalogue has no entry for, untranslated, and return how many that was."""
    known = read(catalogue(room, language))
    new = [message for message in needed(room, language) if known.get(message) is None]
    with catalogue(room, language).open("a", encoding="utf-8") as target:
        for message in new:
            target.write("\n" + _entry(message, marked if language == "en" else lambda text: ""))
    return len(new)


def _entry(message: Message, said: Callable[[str], str]) -> str:
    """`message` as an entry, translated by `said`."""
    if isinstance(message, str):
        return f"msgid {_quoted(message)}\nmsgstr {_quoted(said(message))}\n"
    singular, plural = message
    return (
        f"msgid {_quoted(singular)}\nmsgid_plural {_quoted(plural)}\n"
        f"msgstr[0] {_quoted(said(singular))}\nmsgstr[1] {_quoted(said(plural))}\n"
    )


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def main() -> None:
    for room in rooms():
        for language in sorted(path.name for path in (room / "locale").iterdir()):
            if "--append" in sys.argv:
                print(f"{room.name}/{language}: {append(room, language)} added")
            for message in missing(room, language):
                print(f"{room.name}/{language}: {message!r} is not translated")


if __name__ == "__main__":
    main()
