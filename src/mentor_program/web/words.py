"""Stored values as words, then icon, then colour."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from mentor_program.domain.milestones import MilestoneStatus
from mentor_program.domain.pairing import PairingStatus
from mentor_program.domain.progress import Indicator
from mentor_program.web.stored_words import as_stored, sentence


@dataclass(frozen=True)
class Look:
    """`words` is what counts; `icon` names a symbol in static/icons.svg; `tone` a colour in css."""

    words: str | Promise
    icon: str
    tone: str


PAIRING_STATUS = {
    PairingStatus.ACTIVE: Look(gettext_lazy("Active"), "pair", "calm"),
    PairingStatus.PAUSED: Look(gettext_lazy("Paused"), "pause", "neutral"),
    PairingStatus.PROGRAMME_COMPLETE: Look(gettext_lazy("Programme complete"), "flag", "good"),
    PairingStatus.DISSOLVED: Look(gettext_lazy("Ended early"), "ended", "neutral"),
}
MILESTONE_STATUS = {
    MilestoneStatus.PENDING: Look(gettext_lazy("Remaining"), "circle", "neutral"),
    MilestoneStatus.IN_PROGRESS: Look(gettext_lazy("In progress"), "half", "calm"),
    MilestoneStatus.COMPLETED: Look(gettext_lazy("Completed"), "check", "good"),
}
INDICATOR = {
    Indicator.ON_TRACK: Look(gettext_lazy("On track"), "check", "good"),
    Indicator.NEEDS_FOLLOW_UP: Look(gettext_lazy("Needs follow-up"), "attention", "warning"),
    Indicator.STALLED: Look(gettext_lazy("Stalled"), "stop", "danger"),
}


def indicator_in_words(indicator: Indicator, days: int) -> str:
    """ "Trenger oppfølging – 16 dager uten aktivitet"; a pair on track needs no count."""
    words = str(INDICATOR[indicator].words)
    if indicator is Indicator.ON_TRACK:
        return words
    silence = ngettext("%(count)d day without activity", "%(count)d days without activity", days)
    return _("%(state)s – %(silence)s") % {"state": words, "silence": silence % {"count": days}}


EVENT = {
    "created": gettext_lazy("The mentor pair was created"),
    "paused": gettext_lazy("The mentor pair was paused"),
    "resumed": gettext_lazy("The mentor pair was resumed"),
    "reopened": gettext_lazy("The mentor pair is active again"),
    "programme_complete": gettext_lazy("The programme was completed"),
    "dissolved": gettext_lazy("The mentor pair was ended early"),
    "milestone_completed": gettext_lazy("Milestone completed: %(milestone)s"),
    "milestone_reopened": gettext_lazy("Milestone reopened: %(milestone)s"),
    "contact_recorded": gettext_lazy("Contact recorded: %(form)s"),
}
CONTACT_FORM = {
    "meeting": gettext_lazy("meeting"),
    "phone": gettext_lazy("phone call"),
    "video": gettext_lazy("video call"),
    "home_visit": gettext_lazy("home visit"),
    "message": gettext_lazy("message or e-mail"),
    "other": gettext_lazy("other contact"),
}
INITIATOR = {
    "mentor": gettext_lazy("The mentor"),
    "mentee": gettext_lazy("The mentee"),
    "coordinator": gettext_lazy("The coordinator"),
    "unknown": gettext_lazy("Not known"),
}
READINESS = {
    "now": gettext_lazy("Yes, now"),
    "later": gettext_lazy("Later"),
    "not": gettext_lazy("No"),
}


def event_in_words(kind: str, detail: dict[str, object]) -> str:
    """One line of history as a sentence: "Milepæl fullført: Oppstartssamtale"."""
    form = CONTACT_FORM.get(str(detail.get("form")), CONTACT_FORM["other"])
    return sentence(EVENT[kind], milestone=as_stored(str(detail.get("milestone", ""))), form=form)
