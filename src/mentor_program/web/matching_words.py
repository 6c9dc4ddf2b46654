"""What makes two people suit each other, and what keeps somebody from being chosen, in words."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentor_program.domain.matching import Compatibility, Obstacle
from mentor_program.services.matching_results import Candidate
from mentor_program.web.dates import day_in_words
from mentor_program.web.stored_words import as_stored, sentence


def compatibility_in_words(weighed: Compatibility) -> list[str]:
    """ "12 km", "2 felles erfaringsområder: førerhund, arbeidsliv", "1 av 2 plasser ledig"."""
    return [
        kilometres_in_words(weighed.distance_km),
        shared_areas_in_words(weighed.shared_areas),
        places_in_words(weighed.free_places, weighed.capacity),
    ]


def kilometres_in_words(distance_km: float | None) -> str:
    """Distance between two municipality seats; the same municipality has no distance."""
    if distance_km is None:
        return _("distance unknown")
    if distance_km == 0:
        return _("same municipality")
    return _("%(count)d km") % {"count": max(1, round(distance_km))}


def shared_areas_in_words(areas: Sequence[str]) -> str:
    if not areas:
        return _("no shared experience areas")
    words = ngettext("%(count)d shared experience area", "%(count)d shared experience areas", len(areas))
    return sentence("%(words)s: %(areas)s", words=words % {"count": len(areas)}, areas=as_stored(", ".join(areas)))


def places_in_words(free: int, capacity: int) -> str:
    """ "1 av 2 plasser ledig"."""
    words = ngettext("%(free)d of %(count)d place free", "%(free)d of %(count)d places free", capacity)
    return words % {"free": free, "count": capacity}


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
    }[person.obstacle]


def criteria_in_words(criteria: dict) -> list[tuple[str, str]]:
    """What was known when a pair was made, from `matching_criteria`, as label and value; empty when nothing is stored.

    Imported pairs may hold other things than the Mentor Match Widget stores: what is not understood is left out.
    """
    weighed, used = criteria.get("compatibility"), criteria.get("filters")
    weighed = weighed if isinstance(weighed, dict) else {}
    used = used if isinstance(used, dict) else {}
    lines = []
    if "distance_km" in weighed:
        lines.append((_("Distance"), kilometres_in_words(weighed["distance_km"])))
    if "shared_areas" in weighed:
        lines.append((_("Shared experience areas"), as_stored(", ".join(weighed["shared_areas"])) or _("none")))
    if "free_places" in weighed and "capacity" in weighed:
        lines.append((_("Places of the mentor then"), places_in_words(weighed["free_places"], weighed["capacity"])))
    if words := _filters_in_words(used):
        lines.append((_("Filters used"), words))
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
