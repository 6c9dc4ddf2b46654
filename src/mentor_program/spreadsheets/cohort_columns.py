"""What only matching asks a sheet about: languages, ways and times of meeting, waiting and qualifications.

Of these an import stores ways of meeting alone; the others are no fields of `headings`, and are recognised here among
the columns that are left out.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from mentor_program.domain.preferences import Language, MeetingForm, MeetingTime
from mentor_program.domain.readiness import Held, Qualification
from mentor_program.spreadsheets.cells import UNTIL, Parsed, parse_yes, text_of, told
from mentor_program.spreadsheets.dates import parse_date
from mentor_program.spreadsheets.faults import Fault
from mentor_program.spreadsheets.layout import Column, Layout
from mentor_program.spreadsheets.words import closest, index, plain
from mentor_program.spreadsheets.workbook import Cell


class Extra(StrEnum):
    """What a column can mean beyond `headings.Field`."""

    WAITING_SINCE = "extra:waiting_since"
    LANGUAGES = "extra:languages"
    MEETING_FORMS = "extra:meeting_forms"
    MEETING_TIMES = "extra:meeting_times"
    COURSE = "extra:course"
    APPROVAL = "extra:approval"
    CONFIDENTIALITY = "extra:confidentiality"
    POLICE_CERTIFICATE = "extra:police_certificate"


QUALIFICATIONS = {
    Extra.COURSE: Qualification.COURSE,
    Extra.APPROVAL: Qualification.APPROVAL,
    Extra.CONFIDENTIALITY: Qualification.CONFIDENTIALITY,
    Extra.POLICE_CERTIFICATE: Qualification.POLICE_CERTIFICATE,
}
HEADINGS = index(
    {
        Extra.WAITING_SINCE: "påmeldt, påmeldt dato, påmeldingsdato, innmeldt, meldt på, meldt seg, venter siden, "
        "har ventet siden, ventar sidan, søknadsdato, signed up, sign-up date, waiting since, applied",
        Extra.LANGUAGES: "språk, snakker, samtalespråk, morsmål, snakkar, language, languages, speaks",
        Extra.MEETING_TIMES: "møtetid, møtetider, ønsket tid, ønska tid, tidspunkt, når passer det, når passar det, "
        "passer best, passar best, meeting time, meeting times, preferred time, preferred times",
        Extra.COURSE: "likepersonskurs, likemannskurs, mentorkurs, kurs, kurs fullført, kurs gjennomført, "
        "likepersonskurs gjennomført, kursdato, course, course completed",
        Extra.APPROVAL: "godkjent, godkjenning, godkjend, godkjent som likeperson, godkjent som mentor, approved",
        Extra.CONFIDENTIALITY: "taushetserklæring, taushetserklæring signert, taushetsløfte, teieplikterklæring, "
        "teieplikt, taushetsplikt, confidentiality declaration, confidentiality",
        Extra.POLICE_CERTIFICATE: "politiattest, politiattest vist, police certificate",
    }
)
LANGUAGES = index(
    {
        "nb nn": "norsk, norwegian",
        Language.BOKMAL: "bokmål",
        Language.NYNORSK: "nynorsk",
        Language.NORTHERN_SAMI: "samisk, nordsamisk, davvisámegiella, sami, northern sami",
        Language.ENGLISH: "engelsk, english",
        Language.SIGN: "tegnspråk, norsk tegnspråk, teiknspråk, norsk teiknspråk, sign language",
        Language.TACTILE_SIGN: "taktilt tegnspråk, taktilt teiknspråk, tactile sign language",
        Language.ARABIC: "arabisk, arabic",
        Language.PERSIAN: "persisk, farsi, dari, persian",
        Language.POLISH: "polsk, polish",
        Language.SOMALI: "somali, somalisk",
        Language.TIGRINYA: "tigrinja, tigrinya",
        Language.UKRAINIAN: "ukrainsk, ukrainian",
        Language.URDU: "urdu",
    }
)
EVERYTHING = "begge, begge deler, begge delar, alle, alle deler, alt, alt går, alt passer, alt passar, uansett, "
EVERYTHING += "hva som helst, når som helst, spiller ingen rolle, det samme, both, all, any, anytime, either"
FORMS = index(
    {
        " ".join(MeetingForm): EVERYTHING,
        MeetingForm.IN_PERSON: "fysisk, fysisk møte, fysiske møter, møtes, møtes fysisk, møte, møter, "
        "ansikt til ansikt, oppmøte, personlig, på tomannshånd, in person, face to face, physical, meeting",
        MeetingForm.PHONE: "telefon, på telefon, per telefon, tlf, ringe, ringes, telefonsamtale, telefonsamtaler, "
        "phone, by phone, telephone, call",
        MeetingForm.VIDEO: "video, på video, videosamtale, videosamtaler, videomøte, teams, zoom, digitalt, digital, "
        "digitale møter, på nett, over nett, facetime, skype, video call, online",
    }
)
TIMES = index(
    {
        " ".join(MeetingTime): EVERYTHING,
        MeetingTime.WEEKDAY_DAY: "dag, dagtid, på dagtid, hverdag, hverdager, hverdager på dagtid, formiddag, "
        "formiddager, dagen, kvardag, kvardagar, weekday, weekdays, daytime, day",
        MeetingTime.WEEKDAY_EVENING: "kveld, kvelder, kveldstid, på kvelden, ettermiddag, ettermiddager, "
        "hverdagskvelder, kveldar, ettermiddag og kveld, evening, evenings, weekday evenings",
        MeetingTime.WEEKEND: "helg, helger, helgen, helgene, i helgen, i helgene, helga, helgar, lørdag, søndag, "
        "lørdag og søndag, laurdag, weekend, weekends",
    }
)
CHOICES: Mapping[Extra, tuple[Mapping[str, str], str]] = {
    Extra.LANGUAGES: (LANGUAGES, "language_unknown"),
    Extra.MEETING_FORMS: (FORMS, "meeting_form_unknown"),
    Extra.MEETING_TIMES: (TIMES, "meeting_time_unknown"),
}


@dataclass(frozen=True, slots=True)
class Qualified:
    """What a cell says of a qualification: what is held, or nothing where it is not fulfilled."""

    held: Held | None = None


def with_extras(layout: Layout) -> Layout:
    """The layout of a sheet of people with these columns recognised too."""
    if layout.kind != "people":
        return layout
    return replace(layout, columns=tuple(map(_recognised, layout.columns)))


def _recognised(column: Column) -> Column:
    if column.field or column.reason == "chosen":
        return column
    texts = (column.heading, column.heading.partition("(")[0])
    found = next((HEADINGS[plain(text)] for text in texts if plain(text) in HEADINGS), None)
    found = found or HEADINGS.get(closest(column.heading, HEADINGS) or "")
    return replace(column, field=found, reason="") if found else column


def parse_choices(cell: Cell, extra: Extra) -> Parsed:
    """The languages, forms or times that a cell names, divided by comma, semicolon, line, "/", "og" or "eller"."""
    known, code = CHOICES[extra]
    found: set[str] = set()
    unknown = []
    for part in filter(None, map(str.strip, re.split(r"[,;|\n•]+", text_of(cell)))):
        named = _values(part, known)
        found |= named
        if not named:
            unknown.append(Fault(code, {"value": part}))
    return Parsed(frozenset(found) or None, tuple(unknown))


def _values(part: str, known: Mapping[str, str]) -> set[str]:
    """The values of one phrase, or of several joined by "og"; none unless all of them are known."""
    for pieces in ([part], re.split(r"\s*(?:/|&|\+|\bog\b|\beller\b|\band\b|\bor\b)\s*", part)):
        named = [known.get(plain(piece)) or known.get(closest(piece, known) or "") for piece in pieces]
        if all(named):
            return {value for values in named if values for value in values.split()}
    return set()


def parse_waiting_since(cell: Cell, today: date) -> Parsed:
    """The day on which somebody began to wait; never in the future."""
    day = parse_date(cell)
    if day is None:
        return told(None, "date_invalid", value=text_of(cell))
    return told(None, "date_in_future", value=day) if day > today else Parsed(day)


def parse_qualification(cell: Cell, extra: Extra, today: date) -> Parsed:
    """Whether a requirement is fulfilled: a yes or the day it was, "gyldig til 1.2.2027", or a no. A guess is a no."""
    kind = QUALIFICATIONS[extra]
    until = UNTIL.search(text_of(cell).casefold())
    if until and (day := parse_date(until[1])):
        return Parsed(Qualified(Held(kind, min(day, today), day)))
    day = parse_date(cell)
    if day and day > today:
        return told(Qualified(), "date_in_future", value=day)
    if day or parse_yes(cell):
        return Parsed(Qualified(Held(kind, day or today)))
    said_no = parse_yes(cell) is False
    return Parsed(Qualified()) if said_no else told(Qualified(), "qualification_unclear", value=text_of(cell))
