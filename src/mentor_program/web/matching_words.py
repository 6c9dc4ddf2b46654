"""What keeps somebody from being chosen, how long somebody has waited, and what a pair remembers, in words."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from mentor_program.domain.matching import Obstacle
from mentor_program.domain.scoring import Part
from mentor_program.services.matching_results import Candidate
from mentor_program.web.dates import day_in_words
from mentor_program.web.score_words import (
    PART,
    asked_in_words,
    experience_in_words,
    forms_in_words,
    kilometres_in_words,
    languages_in_words,
    part_in_words,
    places_in_words,
    times_in_words,
    total_in_words,
)
from mentor_program.web.stored_words import as_stored

FACT_NAMES = {
    "languages": gettext_lazy("Languages"),
    "meeting_forms": gettext_lazy("Ways of meeting"),
    "meeting_times": gettext_lazy("Times that suit"),
}


def waiting_in_words(since: datetime, *, now: datetime) -> str:
    """ "Har ventet i 16 dager, siden 6. november 2026"; whole 24-hour periods."""
    days = max(0, (now - since).days)
    if days == 0:
        return _("Waiting since %(day)s") % {"day": day_in_words(since)}
    words = ngettext("Has waited %(count)d day, since %(day)s", "Has waited %(count)d days, since %(day)s", days)
    return words % {"count": days, "day": day_in_words(since)}


def obstacle_in_words(person: Candidate) -> str:
    """Why somebody can't be chosen: "på pause til 25. desember 2026"; empty for who can be."""
    if person.obstacle is Obstacle.PAUSED and person.paused_until:
        return _("paused until %(day)s") % {"day": day_in_words(person.paused_until)}
    if person.obstacle is Obstacle.NOT_READY and person.readiness == "later":
        return _("wants to wait with a new mentor pair")
    return {
        None: "",
        Obstacle.ALREADY_PAIRED: _("is already in a mentor pair"),
        Obstacle.NO_FREE_PLACE: _("no free place"),
        Obstacle.PAUSED: _("paused, no end date"),
        Obstacle.UNAVAILABLE: _("not available"),
        Obstacle.NOT_READY: _("does not want a new mentor pair"),
        Obstacle.NEVER_AGAIN: _("the two shall not be paired again"),
        Obstacle.LACKS_REQUIREMENT: _("lacks something that the programme requires"),
    }[person.obstacle]


def criteria_in_words(criteria: dict) -> list[tuple[str, str]]:
    """What was known when a pair was made, from `matching_criteria`, as label and value; empty when nothing is stored.

    Older pairs hold fewer facts and no score, imported ones may hold other things: what is not understood is left out.
    """
    weighed, used, score = (_mapping(criteria.get(name)) for name in ("compatibility", "filters", "score"))
    lines = [*_score_in_words(score), *_facts_in_words(weighed)]
    if words := _filters_in_words(used):
        lines.append((_("Filters used"), words))
    return lines


def _mapping(stored: object) -> dict:
    return stored if isinstance(stored, dict) else {}


def _score_in_words(score: dict) -> list[tuple[str, str]]:
    """The score and its parts as they were then: "78 av 100", and for each part "71 av 100, vekt 25"."""
    if not isinstance(score.get("total"), int):
        return []
    parts = _mapping(score.get("parts"))
    known = [(part, _mapping(parts.get(part))) for part in Part]
    return [
        (_("Score then"), total_in_words(score["total"])),
        *(
            (str(PART[part]), part_in_words(stored["permille"], stored["weight"]))
            for part, stored in known
            if {"permille", "weight"} <= stored.keys()
        ),
    ]


def _facts_in_words(weighed: dict) -> list[tuple[str, str]]:
    lines = []
    if "distance_km" in weighed:
        lines.append((_("How far apart"), kilometres_in_words(weighed["distance_km"])))
    if "shared_areas" in weighed:
        lines.append((_("Shared experience areas"), as_stored(", ".join(weighed["shared_areas"])) or _("none")))
    if words := asked_in_words(weighed.get("asked_areas")):
        lines.append((_("What the mentee asked for"), words[0]))
    for name, in_words in (
        ("languages", languages_in_words),
        ("meeting_forms", forms_in_words),
        ("meeting_times", times_in_words),
    ):
        if words := in_words(weighed.get(name)):
            lines.append((FACT_NAMES[name], ", ".join(words)))
    if "free_places" in weighed and "capacity" in weighed:
        lines.append((_("Places of the mentor then"), places_in_words(weighed["free_places"], weighed["capacity"])))
    if "times_mentor" in weighed:
        lines.append((_("The mentor until then"), experience_in_words(weighed["times_mentor"])))
    return lines


def _filters_in_words(used: dict[str, object]) -> str:
    place = used.get("municipality_name") or used.get("municipality", "")
    words = [str(used.get("county_name") or used.get("county", ""))]
    if used.get("within_km"):
        words.append(within_in_words(used["within_km"], str(place)))
    else:
        words.append(str(place))
    words.append(str(used.get("area_name") or used.get("area", "")))
    if used.get("search"):
        words.append(_("name contains “%(text)s”") % {"text": used["search"]})
    return ", ".join(word for word in words if word)


def within_in_words(kilometres: object, place: str) -> str:
    """ "innen 30 km fra Sandnes"; without a place it is measured from the person chosen."""
    if not place:
        return _("within %(count)s km") % {"count": kilometres}
    return _("within %(count)s km of %(place)s") % {"count": kilometres, "place": place}
