"""What is said of a proposed pair, of those who stay without, and of the weights, in the language of the moment."""

from collections.abc import Collection, Iterable, Mapping

from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_noop as _

from mentor_program.domain.matching import Obstacle
from mentor_program.domain.preferences import Language, MeetingForm, MeetingTime
from mentor_program.domain.readiness import Qualification
from mentor_program.domain.scoring import Part, understood
from mentor_program.geography.recognise import municipality_of_number
from mentor_program.spreadsheets.cohort_proposals import Help, Proposal, Proposals, Without, why_not
from mentor_program.spreadsheets.cohort_reading import Participant

BETWEEN = " · "
LANGUAGES = {
    Language.BOKMAL: "bokmål",
    Language.NYNORSK: "nynorsk",
    Language.NORTHERN_SAMI: _("Northern Sámi"),
    Language.ENGLISH: _("English"),
    Language.SIGN: _("sign language"),
    Language.TACTILE_SIGN: _("tactile sign language"),
    Language.ARABIC: _("Arabic"),
    Language.PERSIAN: _("Persian"),
    Language.POLISH: _("Polish"),
    Language.SOMALI: _("Somali"),
    Language.TIGRINYA: _("Tigrinya"),
    Language.UKRAINIAN: _("Ukrainian"),
    Language.URDU: _("Urdu"),
    Language.OTHER: _("another language"),
}
FORMS = {MeetingForm.IN_PERSON: _("in person"), MeetingForm.PHONE: _("phone"), MeetingForm.VIDEO: _("video")}
TIMES = {
    MeetingTime.WEEKDAY_DAY: _("weekdays in the daytime"),
    MeetingTime.WEEKDAY_EVENING: _("weekday evenings"),
    MeetingTime.WEEKEND: _("weekends"),
}
QUALIFICATIONS = {
    Qualification.COURSE: _("the course for peer mentors"),
    Qualification.APPROVAL: _("the approval"),
    Qualification.CONFIDENTIALITY: _("the confidentiality declaration"),
    Qualification.POLICE_CERTIFICATE: _("the police certificate"),
}
WHY_AWAY = {
    Obstacle.ALREADY_PAIRED: _("is already in a mentor pair"),
    Obstacle.NO_FREE_PLACE: _("has no free place"),
    Obstacle.PAUSED: _("is on pause"),
    Obstacle.UNAVAILABLE: _("is not available"),
    Obstacle.NOT_READY: _("is not ready for a new mentor pair"),
    "completed": _("has completed the programme"),
}
PARTS = {
    Part.DISTANCE: (_("Distance"), _("Nearer is better; two who can talk by phone or video never count as far apart.")),
    Part.AREAS: (
        _("Experience areas"),
        _("What the mentee asked for counts three times what the two merely share; diagnoses only where asked for."),
    ),
    Part.LANGUAGE: (_("Language"), _("A language that both have stated.")),
    Part.MEETING: (_("Ways and times of meeting"), _("Half for a way of meeting, half for a time that suits both.")),
    Part.LOAD: (_("Free places"), _("The share of the mentor’s places that is free, so that the load is fair.")),
    Part.EXPERIENCE: (_("Earlier experience"), _("Earlier mentor pairs help; the first time is no drawback.")),
}


def place_in_words(number: str | None) -> str:
    """The name of a municipality."""
    found = municipality_of_number(number or "")
    return found.name if found else gettext("municipality not known")


def reasons(pair: Proposal) -> str:
    """ "12 km · 1 ønsket område: førerhund · begge vil møtes: fysisk · 1 av 2 plasser ledige · første gang som …"."""
    mentor, mentee = pair.mentor.facts, pair.mentee.facts
    said = [_distance(pair.kilometres), *_areas(pair)]
    said += _common(
        mentor.languages & mentee.languages or understood(mentor.languages) & understood(mentee.languages),
        bool(mentor.languages and mentee.languages),
        LANGUAGES,
        _("shared language: %(what)s"),
        _("no shared language stated"),
    )
    said += _common(
        mentor.meeting_forms & mentee.meeting_forms,
        bool(mentor.meeting_forms and mentee.meeting_forms),
        FORMS,
        _("both will meet: %(what)s"),
        _("they want to meet in different ways"),
    )
    said += _common(
        mentor.meeting_times & mentee.meeting_times,
        bool(mentor.meeting_times and mentee.meeting_times),
        TIMES,
        _("suits both: %(what)s"),
        _("no time suits both"),
    )
    said.append(
        ngettext("%(free)d of %(all)d place free", "%(free)d of %(all)d places free", mentor.capacity)
        % {"free": pair.mentor.free_places, "all": mentor.capacity}
    )
    said.append(_experience(mentor.times_mentor))
    if pair.former:
        said.append(gettext("the two have been a mentor pair before"))
    for person in (pair.mentee, pair.mentor):
        for sheet, row in person.unread_pairs:
            facts = {"name": person.name, "sheet": sheet, "row": row}
            said.append(gettext("%(sheet)s, row %(row)d, names %(name)s, but could not be read as a pair") % facts)
    return BETWEEN.join(said)


def _distance(kilometres: int | None) -> str:
    if kilometres is None:
        return gettext("distance not known")
    return gettext("%(km)d km") % {"km": kilometres} if kilometres else gettext("same municipality")


def _areas(pair: Proposal) -> Iterable[str]:
    mentor, mentee = pair.mentor.facts, pair.mentee.facts
    known = mentor.areas | mentor.diagnoses
    asked_for, shared = mentee.wished & known, (mentee.areas - mentee.wished) & mentor.areas
    if asked_for:
        text = ngettext("%(count)d area asked for: %(areas)s", "%(count)d areas asked for: %(areas)s", len(asked_for))
        yield text % {"count": len(asked_for), "areas": _listed(asked_for)}
    if shared:
        text = ngettext("%(count)d shared area: %(areas)s", "%(count)d shared areas: %(areas)s", len(shared))
        yield text % {"count": len(shared), "areas": _listed(shared)}
    if not (asked_for or shared) and known and (mentee.wished or mentee.areas):
        yield gettext("no shared experience areas")


def _listed(names: Collection[str]) -> str:
    return ", ".join(sorted(names, key=str.casefold))


def _common(found: Collection[str], both_said: bool, words: Mapping[str, str], shared: str, none: str) -> list[str]:
    """What two share, in the order of our own list; nothing where either has not said."""
    if not both_said:
        return []
    named = [gettext(text) for value, text in words.items() if value in found]
    return [gettext(shared) % {"what": ", ".join(named)}] if named else [gettext(none)]


def _experience(times: int) -> str:
    if not times:
        return gettext("first time as mentor")
    return ngettext("has been mentor %(count)d time", "has been mentor %(count)d times", times) % {"count": times}


def parts(pair: Proposal) -> str:
    """Each part from 0 to 100: "Avstand 71, Erfaringsområder 90, …"."""
    return ", ".join(f"{gettext(PARTS[part.part][0])} {part.permille // 10}" for part in pair.score.parts)


def away(person: Participant) -> str:
    """Why somebody takes no part now."""
    why = why_not(person)
    if why == "lacking":
        return gettext("lacks %(what)s") % {
            "what": ", ".join(
                gettext(QUALIFICATIONS[one.kind])
                if one.expired_on is None
                else gettext("%(what)s (expired on %(day)s)")
                % {"what": gettext(QUALIFICATIONS[one.kind]), "day": date_format(one.expired_on, "DATE_FORMAT")}
                for one in person.lacking
            )
        }
    if why == Obstacle.PAUSED and person.paused_until:
        return gettext("is on pause until %(day)s") % {"day": date_format(person.paused_until, "DATE_FORMAT")}
    return gettext(WHY_AWAY[why])


def why_without(line: Without, result: Proposals) -> str:
    """Why a mentee who takes part got nobody."""
    if line.within_reach:
        text = ngettext(
            "The %(count)d mentor who could be chosen is proposed to others.",
            "All %(count)d mentors who could be chosen are proposed to others.",
            line.within_reach,
        )
        return text % {"count": line.within_reach}
    if result.max_km is not None and not municipality_of_number(line.mentee.facts.place or ""):
        return gettext("The municipality is not known, so that no distance can be measured.")
    if result.max_km is not None:
        return gettext("No mentor who could be chosen lives within %(km)d km.") % {"km": result.max_km}
    return gettext("No mentor can be chosen now.")


def what_helps(line: Without) -> str:
    """ "2 mentorer på pause i Sandnes; den nærmeste mentoren bor 62 km unna"."""
    said = [_help(one) for one in line.helpful[:5]]
    if line.nearest_km is not None:
        said.append(gettext("the nearest mentor with a free place lives %(km)d km away") % {"km": line.nearest_km})
    return "; ".join(said) or gettext("more mentors, or mentors with more places")


def _help(one: Help) -> str:
    texts = {
        Obstacle.PAUSED: ngettext(
            "%(count)d mentor on pause in %(place)s", "%(count)d mentors on pause in %(place)s", one.count
        ),
        Obstacle.NO_FREE_PLACE: ngettext(
            "%(count)d mentor without a free place in %(place)s",
            "%(count)d mentors without a free place in %(place)s",
            one.count,
        ),
        Obstacle.UNAVAILABLE: ngettext(
            "%(count)d mentor not available in %(place)s", "%(count)d mentors not available in %(place)s", one.count
        ),
        "lacking": ngettext(
            "%(count)d mentor in %(place)s who does not meet the requirements yet",
            "%(count)d mentors in %(place)s who do not meet the requirements yet",
            one.count,
        ),
    }
    return texts[one.why] % {"count": one.count, "place": place_in_words(one.place)}
