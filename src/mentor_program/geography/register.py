"""Reads the register of postal codes: the official file of Posten Bring, or a .csv of the same facts."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from mentor_program.geography.facts import municipalities

# Svalbard and Jan Mayen have postal codes but are no municipalities.
OUTSIDE_MUNICIPALITIES = ("21", "22", "23")
SMALL_WORDS = frozenset(["i", "på", "og", "ved"])
CSV_HEADINGS = ["code", "place", "municipality_number"]


class RegisterError(ValueError):
    """The file is not the register; the message says where and why."""


@dataclass(frozen=True)
class Register:
    """`codes` are (code, place, municipality number); `outside` counts codes outside the municipalities."""

    codes: tuple[tuple[str, str, str], ...]
    outside: int


def read_register(content: bytes) -> Register:
    """Read the register from a file's content; raises RegisterError with the line of the first fault."""
    known = {municipality.number for municipality in municipalities()}
    codes: dict[str, tuple[str, str, str]] = {}
    outside = 0
    for line, (code, place, municipality) in _lines(_decode(content)):
        if not re.fullmatch(r"\d{4}", code):
            raise RegisterError(f"Line {line}: {code!r} is not a postal code of four digits.")
        if municipality.startswith(OUTSIDE_MUNICIPALITIES):
            outside += 1
            continue
        if municipality not in known:
            raise RegisterError(f"Line {line}: there is no municipality with the number {municipality!r}.")
        if not place:
            raise RegisterError(f"Line {line}: the postal code {code} has no place.")
        entry = (code, _title_case(place), municipality)
        if codes.setdefault(code, entry) != entry:
            raise RegisterError(f"Line {line}: the postal code {code} stands in the file twice.")
    if not codes:
        raise RegisterError("The file holds no postal codes.")
    return Register(codes=tuple(codes.values()), outside=outside)


def _decode(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")  # what Posten Bring publishes


def _lines(text: str) -> Iterator[tuple[int, tuple[str, str, str]]]:
    """Give (line number, (code, place, municipality number)) of every line that is not blank."""
    tabs = "\t" in text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter="\t" if tabs else ",")
    for cells in reader:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) < 3:
            raise RegisterError(f"Line {reader.line_num}: a code, a place and a municipality are expected.")
        if not tabs and cells[:3] == CSV_HEADINGS:
            continue
        code, place, municipality = (cell.strip() for cell in cells[:3])
        yield reader.line_num, (code, place, municipality)


def _title_case(place: str) -> str:
    """Turn "MO I RANA" into "Mo i Rana"; a place that is written with small letters already stays."""
    if not place.isupper():
        return place
    words = [word if word in SMALL_WORDS else _capital(word) for word in place.lower().split()]
    return " ".join(words)


def _capital(word: str) -> str:
    return "-".join(part[:1].upper() + part[1:] for part in word.split("-"))
