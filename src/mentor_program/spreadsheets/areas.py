"""The experience areas that a cell names."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from mentor_program.spreadsheets.cells import Parsed
from mentor_program.spreadsheets.faults import Fault
from mentor_program.spreadsheets.words import closest, index, plain
from mentor_program.spreadsheets.workbook import Cell

MAX_TEXT = 2000
MAX_PARTS = 60


@dataclass(frozen=True, slots=True)
class Area:
    """An experience area of the program."""

    name: str
    names_diagnosis: bool


AREA_WORDS = index(
    {
        "nylig synshemmet": "ny synshemmet, nysynshemmet, nylig synshemma, nylig blind, newly visually impaired",
        "seniorer": "senior, eldre, eldste, pensjonist, pensjonister, seniorar, seniors",
        "ungdom": "ung, unge, ungdommer, ungdomar, youth, young people",
        "foreldrerollen": "foreldre, forelder, foreldrerolle, barn, foreldrerolla, parenting, parents",
        "pårørende": "pårørande, familie, relatives, next of kin",
        "studier": "studie, student, studenter, utdanning, skole, skule, studium, studies, education",
        "arbeidsliv": "arbeid, jobb, arbeidslivet, yrkesliv, work, working life, employment",
        "fritid og idrett": "fritid, idrett, sport, trening, friluftsliv, leisure, leisure and sports",
        "NAV og rettigheter": "nav, rettigheter, nav og rettar, rettar, trygd, benefits, rights, welfare rights",
        "hvit stokk og mobilitet": "hvit stokk, stokk, mobilitet, kvit stokk, kvit stokk og mobilitet, mobility, "
        "white cane, white cane and mobility",
        "førerhund": "førarhund, førerhunder, hund, guide dog",
        "punktskrift": "punkt, punktskrift lesing, blindeskrift, braille",
        "skjermleser og PC": "skjermleser, pc, data, jaws, nvda, skjermlesar og pc, skjermlesar, screen reader, "
        "screen reader and pc",
        "smarttelefon": "smart telefon, mobiltelefon, mobil, iphone, smarttelefonar, smartphone",
        "dagligliv": "daglegliv, hverdag, hverdagsliv, dagliglivet, kvardag, daily life",
        "AMD": "makuladegenerasjon, aldersrelatert makuladegenerasjon, macula, makula",
        "glaukom": "grønn stær, grøn stær, glaucoma, glaukoma",
        "diabetisk retinopati": "diabetes retinopati, diabetesretinopati, diabetic retinopathy",
        "retinitis pigmentosa": "rp, retinitis",
        "hjerneslag": "slag, hjerneslag og syn, hjerneslag synsforstyrrelse, hjarneslag, stroke",
        "katarakt": "grå stær, cataract",
        "albinisme/aniridi": "albinisme, aniridi, albinism, aniridia",
        "medfødt blindhet": "medfødt blind, blind fra fødsel, fødd blind, medfødt blindheit, congenital blindness",
        "døvblindhet": "døvblind, døvblindheit, døvblindskap, kombinert sansetap, deafblind, deafblindness",
    }
)


def parse_areas(cell: Cell, areas: Mapping[str, Area]) -> Parsed:
    """The areas in a cell, divided by comma, semicolon, line or bar. `areas` is what `by_word` gives."""
    found: dict[str, Area] = {}
    unknown = []
    parts = filter(None, map(str.strip, re.split(r"[,;|\n•]+", str(cell or "")[:MAX_TEXT])))
    for part in islice(parts, MAX_PARTS):
        named = _areas_in(part, areas)
        found.update({area.name: area for area in named})
        if not named:
            unknown.append(Fault("area_unknown", {"value": part}))
    return Parsed(tuple(found.values()), tuple(unknown))


def _areas_in(part: str, areas: Mapping[str, Area]) -> list[Area]:
    """One area, or several joined by "/", "og" or "&"; none unless all of them are known."""
    for pieces in ([part], re.split(r"\s*/\s*", part), re.split(r"\s*(?:/|&|\+|\bog\b|\band\b)\s*", part)):
        named = [areas.get(plain(piece)) or areas.get(closest(piece, areas) or "") for piece in pieces]
        if all(named):
            return [area for area in named if area]
    return []


def by_word(areas: Sequence[Area]) -> dict[str, Area]:
    """Every plain word by which one of `areas` may be called."""
    named = {plain(area.name): area for area in areas}
    other = {word: named[plain(name)] for word, name in AREA_WORDS.items() if plain(name) in named}
    return {**other, **named}
