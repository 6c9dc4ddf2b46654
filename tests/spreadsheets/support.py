"""A programme's lists as a fresh organisation has them, and small workbooks."""

import io
from datetime import date

import openpyxl

from mentor_program.spreadsheets.areas import Area
from mentor_program.spreadsheets.reference import Reference
from mentor_program.spreadsheets.understanding import understand

TODAY = date(2026, 11, 23)
AREAS = tuple(
    Area(name, names_diagnosis=False)
    for name in (
        "nylig synshemmet", "seniorer", "ungdom", "foreldrerollen", "pårørende", "studier", "arbeidsliv",
        "fritid og idrett", "NAV og rettigheter", "hvit stokk og mobilitet", "førerhund", "punktskrift",
        "skjermleser og PC", "smarttelefon", "dagligliv",
    )
) + tuple(
    Area(name, names_diagnosis=True)
    for name in ("AMD", "glaukom", "diabetisk retinopati", "retinitis pigmentosa", "hjerneslag", "katarakt",
                 "albinisme/aniridi", "medfødt blindhet", "døvblindhet")
)  # fmt: skip
MILESTONES = (
    "oppstartssamtale", "avtale og taushetserklæring signert", "første møte", "målplan",
    "likepersonskurs gjennomført", "observerer en samtale", "midtveissamtale", "leder en samtale selv",
    "godkjent som likeperson", "avslutningssamtale",
)  # fmt: skip
REASONS = (
    "liten kontakt", "samarbeidet fungerte ikke", "ulike forventninger", "mentee trakk seg", "mentor trakk seg",
    "sykdom eller livssituasjon", "avstand eller transport", "flyttet", "mentor mangler kapasitet",
    "målene nådd tidligere", "annet behov enn likepersonsstøtte", "brudd på retningslinjer", "død", "annet",
)  # fmt: skip


def reference(**changes) -> Reference:
    lists = {"today": TODAY, "areas": AREAS, "milestones": MILESTONES, "reasons": REASONS}
    return Reference(**{**lists, **changes})


def xlsx(**sheets) -> io.BytesIO:
    """A workbook of sheets, each a list of rows."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    return saved(book)


def saved(book) -> io.BytesIO:
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    return file


def understood(mapping=None, *, progress=None, changes=None, **sheets):
    return understand(xlsx(**sheets), "bok.xlsx", mapping, reference=reference(**(changes or {})), progress=progress)


def told(understanding) -> list[tuple[str, int, str, str]]:
    """(sheet, row, column, code) of every fault, in order."""
    return [(fault.sheet, fault.row, fault.column, fault.code) for fault in understanding.faults]


def codes(understanding) -> list[str]:
    return [fault.code for fault in understanding.faults]
