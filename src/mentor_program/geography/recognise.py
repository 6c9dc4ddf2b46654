"""Which county or municipality does a person mean? Pure functions over the facts of `geography.facts`."""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

from mentor_program.geography.facts import County, Municipality, counties, municipalities

# Norwegian, Northern, Lule and Southern Sámi, Kven and English words that say only what kind of place it is.
KIND_OF_PLACE = frozenset(
    {"kommune", "kommunen", "suohkan", "gielda", "tjïelte", "komuuni", "municipality"}
    | {"fylke", "fylket", "fylkeskommune", "fylka", "fylkasuohkan", "county"}
)


def plain(text: str) -> str:
    """The form in which names are compared: small letters, single spaces, no punctuation, no "kommune"."""
    folded = unicodedata.normalize("NFC", text).casefold()
    words = re.sub(r"[^\w]+", " ", folded).split()
    return " ".join(word for word in words if word not in KIND_OF_PLACE) or " ".join(words)


def recognise_county(text: str) -> County | None:
    """The county of a name in any of its official languages, or of a number; None when there is none."""
    for candidate in (text, *_parts(text)):
        county = _counties_by_name().get(plain(candidate))
        if county:
            return county
    return None


def recognise_municipality(
    text: str, *, county: str = "", postal_code: str = "", postal_codes: Mapping[str, str] | None = None
) -> tuple[Municipality, ...]:
    """The municipalities that `text` may mean: none, one, or several of the same name.

    A county's name or number, or a postal code where `postal_codes` maps codes to municipality numbers, tells
    several of the same name apart. "Våler i Østfold" and "Våler, Østfold" carry their county themselves.
    """
    candidates = _candidates(text)
    if len(candidates) > 1 and county:
        wanted = recognise_county(county)
        candidates = tuple(c for c in candidates if wanted and c.county_number == wanted.number) or candidates
    if len(candidates) > 1:
        by_code = municipality_of_postal_code(postal_code, postal_codes or {})
        candidates = (by_code,) if by_code in candidates else candidates
    return candidates


def municipality_of_postal_code(postal_code: str, postal_codes: Mapping[str, str]) -> Municipality | None:
    """The municipality of a four-digit code, by a mapping from codes to municipality numbers."""
    return municipality_of_number(postal_codes.get(postal_code, ""))


def municipality_of_number(number: str) -> Municipality | None:
    """The municipality of a four-digit number."""
    return _municipalities_by_number().get(number)


def _candidates(text: str) -> tuple[Municipality, ...]:
    number = text.strip()
    if re.fullmatch(r"\d{3,4}", number):  # a spreadsheet turns 0301 into 301
        found = municipality_of_number(number.zfill(4))
        return (found,) if found else ()
    by_name = _municipalities_by_name()
    if whole := by_name.get(plain(text)):
        return whole
    place, county = _place_and_county(text)
    if county:
        return tuple(c for c in by_name.get(plain(place), ()) if c.county_number == county.number)
    named = [set(by_name.get(plain(part), ())) for part in _parts(text)]
    # parallel names stand beside each other and must mean the same place: "Oslo - Oslove"
    return tuple(set.intersection(*named)) if len(named) > 1 else ()


def _place_and_county(text: str) -> tuple[str, County | None]:
    """Split "Våler (Østfold)", "Våler, Østfold", "Våler i Østfold" into the place and the county."""
    for pattern in (r"^(.+?)\s*\((.+)\)\s*$", r"^(.+?)\s*,\s*(.+)$", r"^(.+?)\s+(?:i|in)\s+(.+)$"):
        match = re.match(pattern, text.strip(), re.IGNORECASE)
        county = recognise_county(match[2]) if match else None
        if match and county:
            return match[1], county
    return text, None


def _parts(text: str) -> list[str]:
    """The parallel names in "Oslo - Oslove", "Porsanger/Porsáŋgu" or "Troms – Romsa"."""
    return [part for part in re.split(r"\s+[-–—]\s+|\s*/\s*", text.strip()) if part]


@cache
def _counties_by_name() -> dict[str, County]:
    return {plain(name): county for county in counties() for name in (*county.names, county.number)}


@cache
def _municipalities_by_number() -> dict[str, Municipality]:
    return {municipality.number: municipality for municipality in municipalities()}


@cache
def _municipalities_by_name() -> dict[str, tuple[Municipality, ...]]:
    found: dict[str, tuple[Municipality, ...]] = {}
    for municipality in municipalities():
        for name in search_names(municipality):
            found[name] = (*found.get(name, ()), municipality)
    return found


def search_names(place: Municipality | County) -> tuple[str, ...]:
    """Every name of a place in its plain form, also without the county in brackets."""
    forms = [form for name in place.names for form in (name, re.sub(r"\s*\(.+\)$", "", name))]
    return tuple(dict.fromkeys(plain(form) for form in forms))
