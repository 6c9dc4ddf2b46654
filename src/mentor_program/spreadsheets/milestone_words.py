"""Recognises the programme's milestones in headings that call them something close, or in another language."""

from collections.abc import Sequence

from mentor_program.spreadsheets.words import best_overlap, closest, index, plain, words

# words of a milestone's name that say nothing about which one it is
LEAVE_OUT = words(
    "en et ei ein eit den det som og til i på a an the and as is dato date gjennomført gjennomførd ferdig "
    "fullført completed done held holdt"
)
OTHER_NAMES = index(
    {
        "oppstartssamtale": "oppstartsamtale, startsamtale, inntakssamtale, intake conversation, "
        "start-up conversation, first conversation",
        "avtale og taushetserklæring signert": "avtale signert, taushetserklæring signert, "
        "avtale og taushetserklæring, avtale og teieplikterklæring signert, avtale og teieplikterklæring, "
        "agreement and confidentiality declaration signed, agreement signed",
        "første møte": "første møtet, fyrste møte, fyrste møtet, first meeting",
        "målplan": "mål og plan, plan, goal plan, målplan laget, målplan laga",
        "likepersonskurs gjennomført": "likepersonskurs, likepersonkurs, peer mentor course, peer-mentor course, "
        "course completed",
        "observerer en samtale": "observerer samtale, observert samtale, observerte samtale, observerer ein samtale, "
        "observasjon, observes a conversation, observed a conversation",
        "midtveissamtale": "midtvegssamtale, midtveisamtale, midtveis, mid-way review, "
        "midway review, mid-way conversation",
        "leder en samtale selv": "leder samtale selv, leder samtale, ledet samtale selv, leiar ein samtale sjølv, "
        "leier samtale sjølv, leads a conversation, leads a conversation alone",
        "godkjent som likeperson": "godkjent, godkjend som likeperson, godkjend, approved as peer mentor, approved",
        "avslutningssamtale": "avslutningsamtale, sluttsamtale, avsluttingssamtale, closing conversation, "
        "final conversation",
    }
)


def recognise(heading: str, milestones: Sequence[str]) -> str | None:
    """The milestone of the template that a heading means; None when none or several could be meant."""
    names = {plain(name): name for name in milestones}
    word = plain(heading)
    other = plain(OTHER_NAMES.get(word, ""))
    close = closest(heading, names)
    return (
        names.get(word)
        or names.get(other)
        or (names[close] if close else None)
        or best_overlap(heading, milestones, LEAVE_OUT, least=0.6)
    )
