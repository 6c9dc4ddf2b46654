"""The score and its parts in words: what they are called, why they count, and how two people suit each other."""

from collections.abc import Iterable, Mapping, Sequence

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from mentor_program.domain.matching import Compatibility
from mentor_program.domain.preferences import MeetingForm, MeetingTime
from mentor_program.domain.scoring import NORWEGIAN, Part, PartScore
from mentor_program.web.fact_words import LANGUAGE
from mentor_program.web.stored_words import as_stored, sentence

PART: dict[str, Promise] = {
    Part.DISTANCE: gettext_lazy("Distance"),
    Part.AREAS: gettext_lazy("Experience areas"),
    Part.LANGUAGE: gettext_lazy("Language"),
    Part.MEETING: gettext_lazy("Ways and times of meeting"),
    Part.LOAD: gettext_lazy("Free places"),
    Part.EXPERIENCE: gettext_lazy("Experience as mentor"),
}
# Why each part counts, and as much as it does unless the programme has chosen otherwise (`DEFAULT_WEIGHTS`).
REASONS: dict[str, Promise] = {
    Part.DISTANCE: gettext_lazy(
        "Those who live near each other can meet, and a long journey is a common reason to end early."
        " Two who are both glad to talk by phone or video lose less by it."
    ),
    Part.AREAS: gettext_lazy(
        "Peer support builds on having been through the same, so this counts most. What the mentee has asked for counts"
        " three times as much as what the two merely share. The same diagnosis counts only where the mentee has asked"
        " for it."
    ),
    Part.LANGUAGE: gettext_lazy(
        "Without a language in common there is no conversation. Most people have one, so it seldom decides."
    ),
    Part.MEETING: gettext_lazy("A way of meeting and a time of the week that suit both make it easier to get started."),
    Part.LOAD: gettext_lazy(
        "Mentors with many free places come a little before those who already do much, so that the work is shared."
    ),
    Part.EXPERIENCE: gettext_lazy(
        "Those who have been mentor before know the programme. It counts least, so that new mentors get their turn too."
    ),
}
FORM: dict[str, Promise] = {
    MeetingForm.IN_PERSON: gettext_lazy("meet in person"),
    MeetingForm.PHONE: gettext_lazy("talk on the phone"),
    MeetingForm.VIDEO: gettext_lazy("talk by video"),
}
TIME: dict[str, Promise] = {
    MeetingTime.WEEKDAY_DAY: gettext_lazy("weekdays in the daytime"),
    MeetingTime.WEEKDAY_EVENING: gettext_lazy("weekday evenings"),
    MeetingTime.WEEKEND: gettext_lazy("weekends"),
}


def compatibility_in_words(weighed: Compatibility) -> list[str]:
    """ "12 km", "2 felles erfaringsområder: førerhund, arbeidsliv", "møtes fysisk" and so on, one for each fact."""
    return [
        kilometres_in_words(weighed.distance_km),
        shared_areas_in_words(weighed.shared_areas),
        *asked_in_words(weighed.asked_areas, weighed.asked_diagnoses),
        *languages_in_words(weighed.languages),
        *forms_in_words(weighed.meeting_forms),
        *times_in_words(weighed.meeting_times),
        places_in_words(weighed.free_places, weighed.capacity),
        experience_in_words(weighed.times_mentor),
    ]


def total_in_words(total: int) -> str:
    """ "78 av 100"."""
    return _("%(total)d of 100") % {"total": total}


def parts_in_words(parts: Iterable[PartScore]) -> list[tuple[str, str]]:
    """What each part earned and weighs, by its name: ("Avstand", "71 av 100, vekt 25")."""
    return [(str(PART[part.part]), part_in_words(part.permille, part.weight)) for part in parts]


def part_in_words(permille: int, weight: int) -> str:
    return _("%(points)d of 100, weight %(weight)d") % {"points": (permille + 5) // 10, "weight": weight}


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


def asked_in_words(areas: Sequence[str] | None, diagnoses: Sequence[str] = ()) -> list[str | SafeString]:
    """Which of the shared areas the mentee asked for; nothing where nothing was asked."""
    found = []
    if areas:
        found.append(sentence(_("asked for: %(areas)s"), areas=as_stored(", ".join(areas))))
    if diagnoses:
        found.append(sentence(_("diagnosis asked for: %(areas)s"), areas=as_stored(", ".join(diagnoses))))
    if areas is not None and not found:
        found.append(_("nothing of what was asked for"))
    return found


def languages_in_words(codes: Sequence[str] | None) -> list[str]:
    """ "felles språk: norsk"; who has either written Norwegian has both, so that it is one language here."""
    if codes is None:
        return []
    if not codes:
        return [_("no language in common")]
    names = [_("Norwegian")] if set(codes) >= NORWEGIAN else []
    names += [str(LANGUAGE.get(code, code)) for code in codes if not (names and code in NORWEGIAN)]
    return [_("language in common: %(names)s") % {"names": ", ".join(_inside_a_sentence(name) for name in names)}]


def forms_in_words(codes: Sequence[str] | None) -> list[str]:
    return _chosen(codes, FORM, nothing=_("no way of meeting in common"))


def times_in_words(codes: Sequence[str] | None) -> list[str]:
    times = _chosen(codes, TIME, nothing=_("no time of the week in common"))
    return [_("suits both: %(times)s") % {"times": ", ".join(times)}] if codes else times


def places_in_words(free: int, capacity: int) -> str:
    """ "1 av 2 plasser ledig"."""
    words = ngettext("%(free)d of %(count)d place free", "%(free)d of %(count)d places free", capacity)
    return words % {"free": free, "count": capacity}


def experience_in_words(times: int) -> str:
    """ "har vært mentor 3 ganger"."""
    if not times:
        return _("has not been mentor before")
    return ngettext("has been mentor %(count)d time", "has been mentor %(count)d times", times) % {"count": times}


def _chosen(codes: Sequence[str] | None, words: Mapping[str, Promise], *, nothing: str) -> list[str]:
    """The words of the codes in their usual order; `nothing` where there is none, and nothing where it isn't known."""
    if codes is None:
        return []
    return [str(word) for code, word in words.items() if code in codes] or [nothing]


def _inside_a_sentence(name: str) -> str:
    """Norwegian writes languages with a small letter, English does not."""
    return name if (get_language() or "").startswith("en") else name[:1].lower() + name[1:]
