"""Finds the row of headings in a sheet and what each column means, in bokmål, nynorsk and English."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from mentor_program.domain.terms import DEFAULT, LANGUAGES, Term, Wording
from mentor_program.spreadsheets import milestone_words
from mentor_program.spreadsheets.words import closest, index, plain, tokens, words
from mentor_program.spreadsheets.workbook import Row, Sheet
from mentor_program.wording.translation import speaking, wording


class Field(StrEnum):
    """What a column can mean. A milestone is `milestone:` and its name in the programme's template."""

    NAME = "name"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    EMAIL = "email"
    PHONE = "phone"
    POSTAL_CODE = "postal_code"
    MUNICIPALITY = "municipality"
    COUNTY = "county"
    ROLE = "role"
    AREAS = "areas"
    CONSENT = "consent"
    AVAILABILITY = "availability"
    CAPACITY = "capacity"
    COHORT = "cohort"
    MEETING_FORMS = "meeting_forms"
    NOTE = "note"
    MENTOR = "mentor"
    MENTOR_EMAIL = "mentor_email"
    MENTEE = "mentee"
    MENTEE_EMAIL = "mentee_email"
    STARTED = "started"
    STATUS = "status"
    LAST_CONTACT = "last_contact"
    ENDED = "ended"
    REASON = "reason"


LABELS = {
    Field.NAME: _("Name"),
    Field.FIRST_NAME: _("First name"),
    Field.LAST_NAME: _("Last name"),
    Field.EMAIL: _("E-mail"),
    Field.PHONE: _("Telephone"),
    Field.POSTAL_CODE: _("Postal code"),
    Field.MUNICIPALITY: _("Municipality"),
    Field.COUNTY: _("County"),
    Field.ROLE: _("Role in the programme"),
    Field.AREAS: _("Experience areas"),
    Field.CONSENT: _("Consent to store areas that name a diagnosis"),
    Field.AVAILABILITY: _("Availability"),
    Field.CAPACITY: _("Most mentees at once"),
    Field.COHORT: _("Cohort"),
    Field.MEETING_FORMS: _("Ways of meeting"),
    Field.NOTE: _("Note"),
    Field.MENTOR: _("Mentor"),
    Field.MENTOR_EMAIL: _("The mentor's e-mail"),
    Field.MENTEE: _("Mentee"),
    Field.MENTEE_EMAIL: _("The mentee's e-mail"),
    Field.STARTED: _("Start date"),
    Field.STATUS: _("State of the pair"),
    Field.LAST_CONTACT: _("Last contact"),
    Field.ENDED: _("End date"),
    Field.REASON: _("Reason for ending"),
}
PEOPLE_FIELDS = frozenset(list(Field)[: list(Field).index(Field.NOTE) + 1])
PAIR_FIELDS = frozenset(Field) - PEOPLE_FIELDS | {Field.COHORT}

SYNONYMS = index(
    {
        Field.NAME: "navn, namn, name, fullt navn, fullt namn, full name, person, for- og etternavn, "
        "fornavn og etternavn, førenamn og etternamn, navn på mentor, navn på mentee, deltakernavn, medlem",
        Field.FIRST_NAME: "fornavn, førenamn, fornamn, first name, given name, forname",
        Field.LAST_NAME: "etternavn, etternamn, last name, surname, family name",
        Field.EMAIL: "e-post, epost, e-postadresse, e-mail, email, e-mail address, mail, mailadresse, e-post privat, "
        "epostadr",
        Field.PHONE: "telefon, tlf, tlf nr, tlfnr, telefonnr, telefonnummer, mobil, mobilnr, mobilnummer, "
        "mobiltelefon, phone, phone number, telephone, telephone number, mobile, mobile phone, cell, tel",
        Field.POSTAL_CODE: "postnr, postnummer, post nr, postal code, postcode, zip, zip code",
        Field.MUNICIPALITY: "kommune, bostedskommune, bustadkommune, heimkommune, hjemkommune, municipality, "
        "kommunenavn, kommunenummer, kommunenr, bor i kommune",
        Field.COUNTY: "fylke, county, fylkesnavn",
        Field.ROLE: "rolle, role, type, rolle i programmet, mentor eller mentee, mentor/mentee, mentor/deltaker",
        Field.AREAS: "erfaringsområder, erfaringsområde, erfaringsområda, erfaring, erfaringer, erfaringar, "
        "spesialfelt, spesialisering, interesser, tema, temaer, emne, emner, ønsker hjelp med, ønskjer hjelp med, "
        "ønske om hjelp, ønsker, vil ha hjelp med, behov, trenger hjelp med, treng hjelp med, kan hjelpe med, "
        "experience, experience areas, areas of experience, areas, specialisation, specialization, wants help with, "
        "needs help with, help wanted with, can help with",
        Field.CONSENT: "samtykke, samtykke diagnose, samtykke til diagnose, samtykke til å lagre diagnose, "
        "samtykke helse, samtykke helseopplysninger, samtykke til helseopplysninger, samtykke helseopplysningar, "
        "samtykke til lagring av diagnose, consent, consent diagnosis, consent to diagnosis, "
        "consent to store diagnosis, consent health data",
        Field.AVAILABILITY: "ledig, er ledig, ledig nå, ledeg, ledig no, tilgjengelig, tilgjengeleg, tilgjengelighet, "
        "ledig kapasitet, available, availability, is available",
        Field.CAPACITY: "maks antall, maks, maksimalt antall, maks antal, antall mentees, antall menteer, "
        "maks antall mentees, maks antall menteer, maks antall deltakere, maks antal menteear, kapasitet, capacity, "
        "max, maximum, max mentees, maximum mentees, max number, antall plasser",
        Field.COHORT: "kull, gruppe, cohort, group, kurskull, årskull",
        Field.MEETING_FORMS: "ønsket møteform, ønska møteform, møteform, møteformer, møtemåte, vil møtes, "
        "måter å møtes på, måtar å møtast på, ways of meeting, "
        "meeting form, meeting forms, preferred meeting form",
        Field.MENTOR: "mentor, mentornavn, mentornamn, mentors navn, mentor navn, mentor name, likeperson, mentoren",
        Field.MENTOR_EMAIL: "mentor e-post, mentors e-post, e-post mentor, mentor email, mentor e-mail, "
        "likeperson e-post",
        Field.MENTEE: "mentee, deltaker, deltakar, adept, menteenavn, mentees navn, mentee navn, deltakers navn, "
        "mentee name, participant, menteen, deltakeren",
        Field.MENTEE_EMAIL: "mentee e-post, mentees e-post, e-post mentee, deltaker e-post, e-post deltaker, "
        "mentee email, mentee e-mail, deltakar e-post",
        Field.STARTED: "startet, starta, start, startdato, oppstart, oppstartsdato, dato oppstart, startet dato, "
        "påbegynt, koblet, koblet dato, started, start date, starts",
        Field.STATUS: "status, tilstand, state, status par, parstatus",
        Field.LAST_CONTACT: "sist kontakt, siste kontakt, dato sist kontakt, sist snakket sammen, siste møte, "
        "siste aktivitet, sist aktiv, last contact, last activity, latest contact",
        Field.ENDED: "avsluttet, avslutta, avsluttet dato, avslutningsdato, sluttdato, slutt, sluttet, slutta, ended, "
        "end date, dissolved, dato avsluttet, opphørt",
        Field.REASON: "årsak, årsak til avslutning, grunn, begrunnelse, grunngjeving, årsak avslutning, sluttårsak, "
        "avslutningsårsak, hvorfor avsluttet, kvifor avslutta, reason, dissolution reason, reason for ending",
    }
)

REASONS = {
    "health": _("It is about health. Only experience areas are stored, and diagnoses only with consent."),
    "not_needed": _("The program does not need it."),
    "place": _("The place follows from the postal code."),
    "note": _(
        "Free text often says more about a person than should be stored. Choose “Note” if it should be imported."
    ),
    "milestone": _("Milestones belong to a pair and are read from a sheet of pairs only."),
    "other_sheet": _("It has no meaning in this kind of sheet."),
    "unknown": _("The heading is not recognised. Choose what it means if it should be imported."),
    "no_heading": _("The column has no heading."),
    "chosen": _("You chose to leave it out."),
}
UNWANTED = index(
    {
        "health": "diagnose, synsdiagnose, diagnoser, øyesykdom, augesjukdom, øyediagnose, synsrest, synsstyrke, "
        "syn, synshemming, grad av synshemming, helse, helseopplysninger, sykdom, sjukdom, medisiner, allergi, "
        "diagnosis, diagnoses, eye condition, sight, vision, health, medication, hørsel",
        "not_needed": "fødselsår, fødselsdato, født, fødd, fødselsnummer, personnummer, fnr, alder, kjønn, adresse, "
        "gateadresse, gate, bosted, påmeldt, påmeldt dato, påmeldingsdato, innmeldt, "
        "taushetserklæring, teieplikterklæring, politiattest, kurs, nr, nummer, id, medlemsnummer, "
        "medlemsnr, språk, lokallag, fylkeslag, sivilstand, yrke, year of birth, date of birth, birth year, "
        "birthday, age, gender, sex, address, street, signed up, sign-up date, "
        "confidentiality declaration, police certificate, number, member number, occupation, antall par",
        "place": "poststed, poststad, sted, stad, place, post town, postal place, city, by",
        "note": "merknad, merknader, merknadar, kommentar, kommentarer, notat, notater, notatar, anmerkning, info, "
        "annet, anna, beskjed, note, notes, comment, comments, remark, remarks, other",
    }
)
MENTOR_WORDS = words("mentor mentorer mentorar mentors likeperson likepersoner likepersonar likemenn likemann")
MENTEE_WORDS = words(
    "mentee menteer menteear mentees deltaker deltakere deltakar deltakarar adept adepter adeptar "
    "participant participants"
)
MILESTONE = "milestone:"
MAX_HEADING = 80


def label(field: str) -> str:
    """The name of a field in the language of the moment; a milestone's is its own."""
    return field.removeprefix(MILESTONE) if field.startswith(MILESTONE) else gettext(LABELS[Field(field)])


def is_field(name: str, milestones: Sequence[str]) -> bool:
    """Tell whether `name` is a field that a person may choose for a column."""
    return name in set(Field) or (name.startswith(MILESTONE) and name.removeprefix(MILESTONE) in set(milestones))


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a heading means by itself: a field, or why it is not wanted."""

    field: str | None = None
    reason: str = ""


def meaning(heading: str, milestones: Sequence[str]) -> Meaning:
    """Recognise one heading, with or without brackets, punctuation and small misspellings."""
    if found := known(heading, milestones):
        return found
    close = closest(heading, SYNONYMS.keys() | UNWANTED.keys())
    return (known(close, ()) if close else None) or Meaning(reason="unknown")


def known(heading: str, milestones: Sequence[str]) -> Meaning | None:
    """Recognise a heading whose words are known; None for any other text."""
    shorter = (heading.partition("(")[0], heading.partition("\n")[0])
    return next(filter(None, (_known(text, milestones) for text in dict.fromkeys((heading, *shorter)))), None)


def _known(text: str, milestones: Sequence[str]) -> Meaning | None:
    word = plain(text)
    if field := SYNONYMS.get(word) or own_headings(wording()).get(word):
        return Meaning(field=field)
    if reason := UNWANTED.get(word):
        return Meaning(reason=reason)
    if milestone := milestone_words.recognise(text, milestones):
        return Meaning(field=MILESTONE + milestone)
    return None


def role_of(title: str) -> str | None:
    """Mentor or mentee, when a sheet's title says one of them; None when neither or both."""
    return role_said(tokens(title.replace("_", " ")))


def role_said(said: frozenset[str]) -> str | None:
    """Mentor or mentee, when the words say one of them, also in the organisation's own."""
    own = own_words_of_roles(wording())
    mentors, mentees = bool(said & (MENTOR_WORDS | own["mentor"])), bool(said & (MENTEE_WORDS | own["mentee"]))
    if mentors == mentees:
        return None
    return "mentor" if mentors else "mentee"


@lru_cache(maxsize=32)
def own_headings(words: Wording) -> Mapping[str, str]:
    """Headings that hold words of the organisation's own: what we write for it, and its words for a mentee."""
    if words is DEFAULT:
        return {}
    found = {}
    for language in LANGUAGES:
        found |= {plain(text): Field.MENTEE for text in words.forms(language, Term.MENTEE).texts}
        with translation.override(language):
            ours = {field: label(field) for field in LABELS}
            with speaking(lambda: DEFAULT):
                found |= {plain(text): field for field, text in ours.items() if text != label(field)}
    return found


@lru_cache(maxsize=32)
def own_words_of_roles(words: Wording) -> Mapping[str, frozenset[str]]:
    """What the organisation itself calls mentors and mentees, as single words."""
    called = {"mentor": Term.PEER_MENTOR, "mentee": Term.MENTEE}
    own = {
        role: {text.casefold() for terms in words.own.values() if term in terms for text in terms[term].texts}
        for role, term in called.items()
    }
    return {role: frozenset(text for text in texts if " " not in text) for role, texts in own.items()}


def heading_row(sheet: Sheet, milestones: Sequence[str]) -> int | None:
    """The place in `sheet.rows` of the row with most recognised headings among the first 30; None if no row has two."""
    best, place = 1, None
    for number, row in enumerate(sheet.rows[:30]):
        texts = [cell for cell in row.cells if isinstance(cell, str) and len(cell) < MAX_HEADING]
        found = [(text, meant) for text in texts if (meant := known(text, milestones))]
        different = {meant.field or text for text, meant in found}
        if any(meant.field for _, meant in found) and len(different) > best:
            best, place = len(different), number
    return place


def heading_texts(sheet: Sheet, place: int) -> Mapping[int, str]:
    """The headings by column counted from 0; one written a row higher, over an empty cell, counts too."""
    row = sheet.rows[place]
    above = sheet.rows[place - 1] if place else Row(0, ())
    if sum(cell is not None for cell in above.cells) < 2:  # a title, not headings
        above = Row(0, ())
    width = max(len(r.cells) for r in sheet.rows[place:])
    texts = {}
    for column in range(width):
        cell = row.cell(column) if row.cell(column) is not None else above.cell(column)
        texts[column] = " ".join(str(cell).split()) if cell is not None else ""
    return texts
