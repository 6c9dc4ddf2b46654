"""What a cell about a person means. Pure functions that give a value, None when nothing can be used, and faults."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from mentor_program.geography.facts import Municipality
from mentor_program.geography.recognise import municipality_of_postal_code, recognise_county, recognise_municipality
from mentor_program.spreadsheets.dates import parse_until
from mentor_program.spreadsheets.faults import Fault
from mentor_program.spreadsheets.headings import role_said
from mentor_program.spreadsheets.words import plain, tokens, words
from mentor_program.spreadsheets.workbook import Cell

MAX_NAME = 200
MAX_TEXT = 500
MAX_CAPACITY = 50
EMAIL = re.compile(r"[^\s@<>\"',;:()\[\]]+@(?:[\w-]+\.)+[^\W\d_]{2,}(?![\w@-])")
COUNT = re.compile(r"(?:maks\.?|max\.?|inntil)?\s*(\d{1,3})\s*(?:stk\.?|mentee\w*|deltak\w*|pers\w*)?")
YES = words("ja j yes y x ok true sann 1 ✓ ✔ jo jepp")
NO = words("nei n no false usann 0 - ikke ikkje nope")


class Parsed(NamedTuple):
    """A value and what there is to tell about it."""

    value: Any = None
    faults: tuple[Fault, ...] = ()


def told(result: Any, code: str, **facts: object) -> Parsed:
    """A result, None when there is none, and one fault to tell."""
    return Parsed(result, (Fault(code, facts),))


def text_of(cell: Cell) -> str:
    """A cell as text, cut where no value could be that long."""
    return "" if cell is None else str(cell).strip()[:MAX_TEXT]


def parse_name(cell: Cell) -> Parsed:
    """A person's name, "Thoresen, Tommy" turned round. Text that begins with = is kept as text."""
    name = " ".join(text_of(cell).split())
    if not name:
        return told(None, "name_missing")
    if len(name) > MAX_NAME:
        return told(None, "name_too_long", limit=MAX_NAME)
    if name.startswith(("=", "@", "+", "-")):
        return told(name, "formula_as_text")
    if name.startswith("#") or not any(letter.isalpha() for letter in name):
        return told(None, "name_invalid", value=name)
    last, comma, first = name.partition(",")
    if comma and first.strip() and last.strip() and "," not in first:
        name = f"{first.strip()} {last.strip()}"
    return Parsed(name)


def name_key(name: str) -> str:
    """The form in which names are compared."""
    return " ".join(name.casefold().split())


def parse_email(cell: Cell) -> Parsed:
    """An e-mail address in small letters; of several, or of "Navn <adresse>", the first."""
    text = text_of(cell)
    found = EMAIL.findall(text.casefold().removeprefix("mailto:"))
    rest = EMAIL.sub("", text.casefold().removeprefix("mailto:")).strip(" ;,.<>/")
    if not found or len(found[0]) > 254 or (rest and "<" not in text):  # "ola nordmann@example.org" is no address
        return _unused("email_invalid", text)
    note = (Fault("several_values", {"value": found[0]}),) if len(found) > 1 else ()
    return Parsed(found[0], note)


def _unused(code: str, text: str) -> Parsed:
    return told(None, code, value=text) if text else Parsed()


def parse_phone(cell: Cell) -> Parsed:
    """A telephone number as "+47 6805 2877"; a foreign one as "+46 701234567"."""
    text = text_of(cell)
    parts = [part for part in re.split(r"\s*(?:[/;,]|\beller\b|\bog\b|\bor\b)\s*", text) if part]
    numbers = [number for number in map(_phone, parts) if number]
    if not numbers:
        return _unused("phone_invalid", text)
    note = (Fault("several_values", {"value": numbers[0]}),) if len(parts) > 1 else ()
    return Parsed(numbers[0], note)


def _phone(text: str) -> str | None:
    digits = re.sub(r"[\s().\-–]|^(?:tlf|mob|mobil|telefon)\b[.:]?", "", text.strip().casefold())
    digits = re.sub(r"^00", "+", digits)
    if re.fullmatch(r"47\d{8}", digits):
        digits = f"+{digits}"
    if re.fullmatch(r"(?:\+47)?[2-9]\d{7}", digits):
        return f"+47 {digits[-8:-4]} {digits[-4:]}"
    if re.fullmatch(r"\+(?!47)[1-9]\d{6,14}", digits):
        code = _country_code(digits[1:])
        return f"+{code} {digits[1 + len(code) :]}"
    return None


def _country_code(digits: str) -> str:
    """The one, two or three digits that the telephone world gives a country (ITU-T E.164)."""
    if digits[0] in "17":
        return digits[0]
    two = digits[:2]
    is_two = two in words("20 27 30 31 32 33 34 36 39 81 82 84 86 98") or (
        two[0] in "4569" and two not in words("42 50 59 67 68 69 96 97 99")
    )
    return two if is_two else digits[:3]


def parse_postal_code(cell: Cell) -> Parsed:
    """A postal code of four digits, also where a spreadsheet has made 0179 the number 179."""
    text = text_of(cell)
    match = re.match(r"(?:n-?|no-?)?(\d{3,4})(?!\d)", text.casefold())
    return Parsed(match[1].zfill(4)) if match and match[1] != "0000" else _unused("postal_code_invalid", text)


def parse_municipality(cell: Cell, *, county: Cell, postal_code: str | None, register: Mapping[str, str]) -> Parsed:
    """The municipality's number, by name, else by postal code where the register is loaded; warns where they differ."""
    text = text_of(cell)
    by_code = municipality_of_postal_code(postal_code or "", register)
    unknown: tuple[Fault, ...] = ()
    if postal_code and register and not by_code:
        unknown = (Fault("postal_code_unknown", {"value": postal_code}),)
    if not text:
        return Parsed(by_code.number if by_code else None, unknown)
    found = recognise_municipality(text, county=text_of(county), postal_code=postal_code or "", postal_codes=register)
    if len(found) != 1:
        return Parsed(by_code.number if by_code else None, (_not_one(text, found, by_code), *unknown))
    (municipality,) = found
    faults = list(unknown)
    if plain(text) not in {plain(name) for name in (*municipality.names, municipality.number)}:
        faults.append(Fault("understood_as", {"value": text, "meaning": municipality.name}))
    if by_code and by_code != municipality:
        facts = {"value": postal_code, "other": by_code.name, "municipality": municipality.name}
        faults.append(Fault("postal_code_elsewhere", facts))
    return Parsed(municipality.number, tuple(faults))


def _not_one(text: str, found: Sequence[Municipality], by_code: Municipality | None) -> Fault:
    if by_code:
        return Fault("municipality_by_code", {"value": text, "meaning": by_code.name})
    if found:
        return Fault("municipality_ambiguous", {"value": text, "candidates": tuple(m.name for m in found)})
    return Fault("county_only" if recognise_county(text) else "municipality_unknown", {"value": text})


def parse_role(cell: Cell) -> Parsed:
    """Mentor or mentee. Nobody becomes a coordinator by a spreadsheet."""
    text = text_of(cell)
    if role := role_said(tokens(text)):
        return Parsed(role)
    return _unused("role_coordinator" if "oordinator" in text else "role_unknown_word", text)


def parse_yes(cell: Cell) -> bool | None:
    """Whether a cell says yes (also by a date) or no; None when it says neither or nothing."""
    if isinstance(cell, date):
        return True
    word = text_of(cell).casefold().strip(" .!")
    first = word.split(",")[0].split(" ")[0] if word else ""
    return True if first in YES else False if first in NO else None


def parse_consent(cell: Cell) -> Parsed:
    """Whether the person has consented to storing areas that name a diagnosis: only a plain yes is a yes."""
    said = parse_yes(cell)
    if said is None and text_of(cell):
        return told(False, "consent_unclear", value=text_of(cell))
    return Parsed(bool(said))


def parse_capacity(cell: Cell) -> Parsed:
    """How many mentees at once, from 0 to 50."""
    text = text_of(cell)
    match = COUNT.fullmatch(text.casefold())
    if match and int(match[1]) <= MAX_CAPACITY:
        return Parsed(int(match[1]))
    return told(None, "capacity_invalid", value=text, limit=MAX_CAPACITY) if text else Parsed()


@dataclass(frozen=True, slots=True)
class Availability:
    """`state` is available, paused or unavailable; a pause without `until` has no known end."""

    state: str
    until: date | None = None


AWAY = words(
    "pause pauset pausa permisjon borte bortreist fravær ferie sjuk syk sykmeldt kvile away paused leave break"
)
FREE = words("ledig ledeg available tilgjengelig tilgjengeleg free aktiv active")
TAKEN = words("full fullt fulltegnet opptatt utilgjengelig unavailable sluttet slutta sperret")
UNTIL = re.compile(r"\b(?:til og med|t\.?o\.?m\.?|frem til|fram til|til|until|till|fra|frå|from)\b\.?\s*(.+)$")


def parse_availability(cell: Cell, today: date) -> Parsed:
    """Whether the person can take part now: "Ja", "x", "nei", "pause til jul", "ledig fra 1.2"."""
    text = text_of(cell)
    if not text:
        return Parsed()
    said = tokens(text)
    until = UNTIL.search(text.casefold())
    if until and (said & (AWAY | TAKEN | FREE) or parse_yes(cell) is False or text.casefold().startswith("til")):
        return _away(text, parse_until(until[1], today), today)
    if said & TAKEN or parse_yes(cell) is False or (said & FREE and said & NO):
        return Parsed(Availability("unavailable"))
    if said & AWAY:
        return Parsed(Availability("paused"))
    if said & FREE or parse_yes(cell):
        return Parsed(Availability("available"))
    return _unused("availability_unknown", text)


def _away(text: str, until: date | None, today: date) -> Parsed:
    if until is None:
        return told(Availability("paused"), "pause_without_end", value=text)
    if until <= today:
        return told(Availability("available"), "pause_over", value=text, until=until)
    return told(Availability("paused", until), "paused_until", value=text, until=until)
