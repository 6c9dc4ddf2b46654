"""Dates as people write them in spreadsheets, and until when a pause lasts."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

from openpyxl.utils.datetime import from_excel

from mentor_program.spreadsheets.words import words
from mentor_program.spreadsheets.workbook import Cell

MONTHS = {
    name: number
    for number, names in enumerate(
        ["januar jan january", "februar feb february", "mars mar march", "april apr", "mai may", "juni jun june",
         "juli jul july", "august aug", "september sep sept", "oktober okt oct october", "november nov",
         "desember des dec december"],
        start=1,
    )
    for name in names.split()
}  # fmt: skip
FORMS = (
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"),
    re.compile(r"(?P<day>\d{1,2})[./ -]+(?P<month>\d{1,2})[./ -]+(?P<year>\d{4}|\d{2})\.?"),
    re.compile(r"(?P<day>\d{1,2})\.?(?:st|nd|rd|th)?\s*(?P<month>[a-z]+)\.?,?\s+(?P<year>\d{4}|\d{2})"),
)
TIME = re.compile(r"[ T]+(?:kl\.? ?)?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?$")
WEEKDAY = re.compile(r"^(?:man|tir|tirs|ons|tor|tors|fre|lør|laur|søn|mon|tue|wed|thu|fri|sat|sun)[a-zø]*\.?,? +")
MAX_TEXT = 60
SERIAL_NUMBERS = range(20_000, 80_000)  # how Excel counts days, from 1954 to 2119


def parse_date(cell: Cell) -> date | None:
    """The date that a cell means, None when it means none. A number is Excel's count of days; 26 is 2026."""
    match cell:
        case datetime():
            return cell.date()
        case date():
            return cell
        case bool() | float() | None:
            return None
        case int():
            return from_excel(cell).date() if cell in SERIAL_NUMBERS else None
    text = WEEKDAY.sub("", TIME.sub("", cell[:MAX_TEXT].strip().casefold()))
    for form in FORMS:
        if match := form.fullmatch(text):
            return _date(match["year"], match["month"], match["day"])
    return None


def _date(year: str, month: str, day: str) -> date | None:
    number = int(month) if month.isdigit() else MONTHS.get(month, 0)
    try:
        return date(int(year) + (2000 if len(year) == 2 else 0), number, int(day))
    except ValueError:
        return None


def easter(year: int) -> date:
    """Easter Sunday of a year in the Gregorian calendar (the anonymous algorithm of 1876)."""
    golden = year % 19
    century, rest = divmod(year, 100)
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    month, day = divmod(epact + weekday - 7 * ((golden + 11 * epact + 22 * weekday) // 451) + 114, 31)
    return date(year, month, day + 1)


def _on(month: int, day: int) -> Callable[[int], date]:
    return lambda year: date(year, month, day)


# the first day on which a person who is away "until …" counts as back
SEASONS: tuple[tuple[frozenset[str], Callable[[int], date]], ...] = (
    (words("nyttår nyttårs nytår newyear januar januarstart"), _on(1, 1)),
    (words("jul jula julen jol jola christmas"), _on(12, 25)),
    (words("påske påska påsken easter"), easter),
    (words("pinse pinsa pinsen"), lambda year: easter(year) + timedelta(days=49)),
    (words("vår våren spring"), _on(3, 1)),
    (words("sommer sommeren sommar sommaren summer"), _on(6, 1)),
    (words("høst høsten haust hausten autumn fall"), _on(9, 1)),
    (words("vinter vinteren winter"), _on(12, 1)),
)
AFTER_CHRISTMAS = words("over etter after")


def parse_until(text: str, today: date) -> date | None:
    """The day meant by what stands after "until": "jul", "1.2.2027", "1.2", "mars", "uke 6"; None when not understood.

    A day without a year is the next such day, `today` included.
    """
    if day := parse_date(text):
        return day
    said = re.findall(r"\w+", text.casefold())
    for season, day_of in SEASONS:
        if season & set(said):
            if season is SEASONS[1][0] and AFTER_CHRISTMAS & set(said):
                return _next(_on(1, 1), today)
            return _next(day_of, today)
    if match := re.fullmatch(r"(?:uke|veke|week) ?(\d{1,2})", text.casefold().strip(" .")):
        return _next(lambda year: date.fromisocalendar(year, int(match[1]), 1), today)
    if match := re.fullmatch(r"(?:(\d{1,2})[. /]+)?(\d{1,2}|[a-z]+)\.?", text.casefold().strip()):
        month = int(match[2]) if match[2].isdigit() and match[1] else MONTHS.get(match[2], 0)
        return _next(_on(month, int(match[1] or 1)), today)
    return None


def _next(day_of: Callable[[int], date], today: date) -> date | None:
    try:
        return next(day for day in (day_of(today.year), day_of(today.year + 1)) if day >= today)
    except (ValueError, StopIteration):
        return None
