"""What is stored about people, in words."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from mentor_program.services import people_results as results
from mentor_program.web.dates import day_in_words
from mentor_program.web.score_words import places_in_words

ROLE = {
    "mentor": gettext_lazy("Mentor"),
    "mentee": gettext_lazy("Mentee"),
    "": gettext_lazy("Outside the programme"),
}
AVAILABILITY = {
    "available": gettext_lazy("Available"),
    "paused": gettext_lazy("Paused"),
    "unavailable": gettext_lazy("Not available"),
}
Described = results.PersonSummary | results.PersonDetail | results.OwnProfile


def availability_in_words(person: Described) -> str:
    """ "Ledig", "På pause til 1. mars 2027", "I mentorpar": somebody whose places are taken is not called available."""
    if person.availability != "available":
        return state_in_words(person.availability, person.paused_until)
    if person.role == "mentee" and person.open_pairings:
        return _("In a mentor pair")
    if person.role == "mentor" and not person.free_places:
        return _("All places taken")
    return str(AVAILABILITY["available"])


def state_in_words(availability: str, paused_until: date | None) -> str:
    """What was answered: available, paused (until when), not available."""
    if availability == "paused" and paused_until:
        return _("Paused until %(day)s") % {"day": day_in_words(paused_until)}
    return str(AVAILABILITY.get(availability, AVAILABILITY["available"]))


def free_places_in_words(person: Described) -> str:
    """ "1 av 2 plasser ledig" for mentors; others have no places."""
    return places_in_words(person.free_places, person.capacity) if person.role == "mentor" else ""


def free_places_under_heading(person: Described) -> str:
    """ "1 av 2 ledig", where the heading says what is counted."""
    facts = {"free": person.free_places, "count": person.capacity}
    return _("%(free)d of %(count)d free") % facts if person.role == "mentor" else ""


def how_many(count: int, more: bool, role: str, waiting: bool) -> str:
    """ "12 personer", "over 1000 mentorer", "3 menteer som venter på mentorpar"."""
    if waiting:
        one, many = (
            _("over %(count)d mentees waiting for a mentor pair"),
            ngettext(
                "%(count)d mentee waiting for a mentor pair", "%(count)d mentees waiting for a mentor pair", count
            ),
        )
    elif role == "mentor":
        one, many = _("over %(count)d mentors"), ngettext("%(count)d mentor", "%(count)d mentors", count)
    elif role == "mentee":
        one, many = _("over %(count)d mentees"), ngettext("%(count)d mentee", "%(count)d mentees", count)
    elif role:
        one, many = (
            _("over %(count)d people outside the programme"),
            ngettext("%(count)d person outside the programme", "%(count)d people outside the programme", count),
        )
    else:
        one, many = _("over %(count)d people"), ngettext("%(count)d person", "%(count)d people", count)
    return (one if more else many) % {"count": count}
