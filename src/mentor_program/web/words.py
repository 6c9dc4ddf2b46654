"""Stored values as words, then icon, then colour."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from mentor_program.domain.milestones import MilestoneStatus
from mentor_program.domain.pairing import PairingStatus
from mentor_program.domain.progress import Indicator


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
