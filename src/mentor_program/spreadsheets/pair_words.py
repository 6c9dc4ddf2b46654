"""The words of a pair: its state and the reason for ending it."""

from collections.abc import Sequence

from django.utils.translation import gettext_noop as _

from mentor_program.spreadsheets.cells import Parsed, text_of, told
from mentor_program.spreadsheets.faults import Term
from mentor_program.spreadsheets.words import best_overlap, closest, index, plain, words
from mentor_program.spreadsheets.workbook import Cell

ACTIVE, PAUSED, COMPLETE, DISSOLVED = "active", "paused", "programme_complete", "dissolved"
STATUS_LABELS = {
    ACTIVE: Term(_("active")),
    PAUSED: Term(_("paused")),
    COMPLETE: Term(_("programme completed")),
    DISSOLVED: Term(_("ended early")),
}
STATUS_WORDS = index(
    {
        ACTIVE: "aktiv, aktivt, aktive, i gang, pågår, pågående, løpende, startet, starta, i rute, stoppet opp, "
        "active, ongoing, in progress, running",
        PAUSED: "pause, på pause, pauset, pausa, satt på pause, i pause, hviler, kviler, paused, on hold, on pause",
        COMPLETE: "fullført, program fullført, programmet fullført, ferdig, gjennomført, komplett, fullførd, "
        "completed, complete, programme complete, programme completed, program complete, finished, done",
        DISSOLVED: "avsluttet, avslutta, avsluttet før tiden, avslutta før tida, avbrutt, avbrote, oppløst, oppløyst, "
        "sluttet, slutta, stoppet, stoppa, opphørt, dissolved, ended, ended early, cancelled, stopped",
    }
)
# other words for the reasons an organisation starts with; its own list decides what they may become
REASON_WORDS = index(
    {
        "liten kontakt": "lite kontakt, ingen kontakt, mistet kontakten, får ikke kontakt, svarer ikke, little contact",
        "samarbeidet fungerte ikke": "dårlig kjemi, kjemi, fungerte ikke, passet ikke sammen, samarbeidsproblemer",
        "ulike forventninger": "forskjellige forventninger, ulike forventningar, different expectations",
        "mentee trakk seg": "deltaker trakk seg, mentee har trukket seg, mentee ville slutte, deltaker sluttet, "
        "mentee sluttet, deltakar trekte seg, mentee withdrew",
        "mentor trakk seg": "mentor har trukket seg, mentor ville slutte, mentor sluttet, mentor trekte seg, "
        "mentor withdrew",
        "sykdom eller livssituasjon": "sykdom, syk, sykmeldt, livssituasjon, familiesituasjon, sjukdom, illness",
        "avstand eller transport": "avstand, transport, for lang avstand, for langt, reisevei, reiseveg, distance",
        "flyttet": "flytta, flytting, har flyttet, flyttet fra fylket, moved",
        "mentor mangler kapasitet": "mentor har ikke kapasitet, mentor har ikke tid, ikke kapasitet, "
        "manglende kapasitet, kapasitet, mentor for travel, mentor has no capacity, no capacity",
        "målene nådd tidligere": "målet nådd, mål nådd, måla nådd, nådde målene, trenger ikke mer, goals reached",
        "annet behov enn likepersonsstøtte": "annet behov, andre behov, annet tilbud, trenger annen hjelp",
        "brudd på retningslinjer": "brudd på retningslinjene, brot på retningslinjer, regelbrudd",
        "død": "døde, dødsfall, avgått ved døden, death, died",
        "annet": "anna, andre årsaker, annen årsak, ukjent, other",
    }
)
LEAVE_OUT = words("har ikke ikkje og i er på for med en et ei til som det den av at å var ble blei seg")


def parse_status(cell: Cell) -> Parsed:
    """The state a cell names, None without a fault when it is empty."""
    text = text_of(cell)
    word = STATUS_WORDS.get(plain(text)) or STATUS_WORDS.get(closest(text, STATUS_WORDS) or "")
    if word or not text:
        return Parsed(word)
    return told(ACTIVE, "status_unknown", value=text, meaning=STATUS_LABELS[ACTIVE])


def parse_reason(cell: Cell, reasons: Sequence[str]) -> Parsed:
    """One of the organisation's `reasons`; where none fits, its "annet" or the last of them, and a fault."""
    text = text_of(cell)
    by_word = {plain(reason): reason for reason in reasons}
    rest = by_word.get("annet") or (reasons[-1] if reasons else None)
    if not text:
        return told(rest, "reason_missing", meaning=rest)
    word = plain(text)
    if word in by_word:
        return Parsed(by_word[word])
    meant = (
        by_word.get(plain(REASON_WORDS.get(word, "")))
        or by_word.get(closest(text, by_word) or "")
        or best_overlap(text, reasons, LEAVE_OUT, least=0.5)
    )
    if meant:
        return told(meant, "understood_as", value=text, meaning=meant)
    return told(rest, "reason_unknown", value=text, meaning=rest)
