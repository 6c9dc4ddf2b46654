"""Proposals for everyone who waits in words: how many, why somebody stays without, what would help, what changed."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from mentor_program.domain.errors import RuleViolation
from mentor_program.domain.matching import Obstacle
from mentor_program.domain.readiness import Qualification
from mentor_program.matching.proposals import Why
from mentor_program.services import proposal_results as results
from mentor_program.services.proposal_results import LineState, Show
from mentor_program.web.messages import sentence

NAMED = 5
HINDRANCE = {
    Obstacle.ALREADY_PAIRED: gettext_lazy("the mentee was paired in the meantime"),
    Obstacle.NO_FREE_PLACE: gettext_lazy("the mentor had no free place left"),
    Obstacle.NEVER_AGAIN: gettext_lazy("the two shall not be paired again"),
    Obstacle.LACKS_REQUIREMENT: gettext_lazy("the mentor lacks something that the programme requires"),
}
HINDRANCE_OF = {
    (Obstacle.PAUSED, "mentor"): gettext_lazy("the mentor is paused"),
    (Obstacle.PAUSED, "mentee"): gettext_lazy("the mentee is paused"),
    (Obstacle.UNAVAILABLE, "mentor"): gettext_lazy("the mentor is not available"),
    (Obstacle.UNAVAILABLE, "mentee"): gettext_lazy("the mentee is not available"),
    (Obstacle.NOT_READY, "mentor"): gettext_lazy("the mentor does not want a new mentor pair now"),
    (Obstacle.NOT_READY, "mentee"): gettext_lazy("the mentee does not want a new mentor pair now"),
    (None, "mentor"): gettext_lazy("the mentor is no longer a mentor in your units"),
    (None, "mentee"): gettext_lazy("the mentee is no longer a mentee in your units"),
}


def counts_in_words(counts: Mapping[Show, int]) -> str:
    """ "14 forslag, 3 uten mentor"; those taken out are told where there are any."""
    words = [proposals_in_words(counts[Show.PAIRS])]
    if counts[Show.WITHOUT]:
        words.append(_("%(count)d without a mentor") % {"count": counts[Show.WITHOUT]})
    if counts[Show.DROPPED]:
        words.append(_("%(count)d taken out") % {"count": counts[Show.DROPPED]})
    return ", ".join(words)


def proposals_in_words(count: int) -> str:
    return ngettext("%(count)d proposal", "%(count)d proposals", count) % {"count": count}


def pairs_in_words(count: int) -> str:
    return ngettext("%(count)d mentor pair", "%(count)d mentor pairs", count) % {"count": count}


def created_in_words(count: int) -> str:
    words = ngettext("%(count)d mentor pair is created", "%(count)d mentor pairs are created", count)
    return words % {"count": count}


def reason_in_words(reason: results.Reason | None) -> str:
    """Why a mentee stays without."""
    if reason is None:
        return _("Propose again to find a mentor.")
    if reason.who == "another":
        return _("The mentor was chosen for somebody else. Propose again to find another one.")
    if reason.why is None:
        hindrance = HINDRANCE.get(reason.obstacle) or HINDRANCE_OF[reason.obstacle, reason.who]
        return _("Could not be created: %(reason)s.") % {"reason": hindrance}
    if reason.why is Why.ALL_TAKEN:
        words = ngettext(
            "The mentor who could be chosen is proposed for somebody else.",
            "All %(count)d mentors who could be chosen are proposed for others.",
            reason.mentors,
        )
        return words % {"count": reason.mentors}
    if reason.why is Why.TOO_FAR:
        return _("The nearest mentor who can be chosen lives %(count)d km away.") % {"count": reason.nearest_km}
    return {
        Why.PLACE_UNKNOWN: _("The distance cannot be measured: a municipality is missing."),
        Why.NEVER_AGAIN: _("The mentors who can be chosen shall not be paired with this mentee again."),
        Why.NO_MENTOR: _("No mentor can be chosen now."),
    }[reason.why]


def helpful_in_words(one: results.Helpful) -> str:
    """ "2 mentorer på pause i Sandnes: ville gitt plass til 2 til"."""
    more = ngettext("would give a place to %(count)d more", "would give a place to %(count)d more", one.pairs)
    return _("%(what)s: %(more)s") % {"what": _what_helps(one), "more": more % {"count": one.pairs}}


def _what_helps(one: results.Helpful) -> str:
    if one.km:
        return _("A greatest distance of %(count)d km") % {"count": one.km}
    facts = {"count": one.mentors, "place": one.place or _("an unknown place")}
    words = {
        "paused": ngettext(
            "%(count)d mentor on pause in %(place)s", "%(count)d mentors on pause in %(place)s", one.mentors
        ),
        Qualification.COURSE: ngettext(
            "%(count)d mentor in %(place)s without the course",
            "%(count)d mentors in %(place)s without the course",
            one.mentors,
        ),
        Qualification.APPROVAL: ngettext(
            "%(count)d mentor in %(place)s who is not approved",
            "%(count)d mentors in %(place)s who are not approved",
            one.mentors,
        ),
        Qualification.CONFIDENTIALITY: ngettext(
            "%(count)d mentor in %(place)s without a confidentiality declaration",
            "%(count)d mentors in %(place)s without a confidentiality declaration",
            one.mentors,
        ),
        Qualification.POLICE_CERTIFICATE: ngettext(
            "%(count)d mentor in %(place)s who has not shown a police certificate",
            "%(count)d mentors in %(place)s who have not shown a police certificate",
            one.mentors,
        ),
        "several": ngettext(
            "%(count)d mentor in %(place)s who lacks more than one thing",
            "%(count)d mentors in %(place)s who lack more than one thing",
            one.mentors,
        ),
    }
    return words[one.kind] % facts


def outcome_in_words(line: results.LineOutcome) -> str:
    """What was done to a line."""
    names = {"mentee": line.mentee_name, "mentor": line.mentor_name}
    if line.displaced_name:
        return _("%(mentor)s is chosen for %(mentee)s. %(other)s is without a mentor until you propose again.") % {
            **names,
            "other": line.displaced_name,
        }
    return {
        LineState.LOCKED: _("Locked: %(mentee)s and %(mentor)s"),
        LineState.PROPOSED: _("Proposed, not locked: %(mentee)s and %(mentor)s"),
        LineState.DROPPED: _("Taken out: %(mentee)s"),
        LineState.WITHOUT: _("%(mentee)s is without a mentor. Propose again to find one."),
    }[line.state] % names


def changed_in_words(changed: Sequence[results.ChangedLine]) -> str:
    """What kept the pairs from being made: nothing was, what changed, and what to do."""
    count = len(changed)
    said = [
        ngettext(
            "No mentor pair is created: %(count)d proposal cannot be created any more.",
            "No mentor pair is created: %(count)d proposals cannot be created any more.",
            count,
        )
        % {"count": count},
        *(_change(one) for one in changed[:NAMED]),
    ]
    if count > NAMED:
        more = ngettext("And %(more)d more.", "And %(more)d more.", count - NAMED)
        said.append(more % {"more": count - NAMED})
    return " ".join([*said, _("Look through what is left, and confirm again.")])


def _change(one: results.ChangedLine) -> str:
    if one.code == "person_gone":
        name = one.mentee_name or one.mentor_name
        return _("The one who was proposed with %(name)s is no longer in your units or has another role.") % {
            "name": name
        }
    names = _("%(mentee)s and %(mentor)s") % {"mentee": one.mentee_name, "mentor": one.mentor_name}
    return f"{names}: {sentence(RuleViolation(one.code, **one.facts))}"
