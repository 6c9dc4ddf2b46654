"""The overview as a spreadsheet, with the filters that it was shown with."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mentor_program.domain.pairing import PairingStatus
from mentor_program.services import results
from mentor_program.web.downloads import download
from mentor_program.web.mentor_program_screen import filters_from
from mentor_program.web.middleware import actor_of
from mentor_program.web.words import INDICATOR, PAIRING_STATUS


@require_safe
def download_overview(request: HttpRequest, kind: str) -> HttpResponse:
    """Every pair that the filters keep, in the order shown, as `kind` csv or xlsx."""
    return overview_file(
        kind, request.service.download_overview(actor=actor_of(request), filters=filters_from(request.GET))
    )


def overview_file(kind: str, pairings: Iterator[results.PairingSummary]) -> HttpResponse:
    """The pairs as a file, in the language of the request."""
    headings = (
        _("Mentor"),
        _("Mentee"),
        _("Status"),
        _("Follow-up"),
        _("Days without activity"),
        _("Stage"),
        _("Milestones completed"),
        _("Milestones in all"),
        _("Started"),
        _("Latest activity"),
        _("Ended"),
        _("Unit"),
        _("Cohort"),
    )
    return download(kind, title=_("Mentor pairs"), headings=headings, rows=map(_row, pairings))


def _row(pairing: results.PairingSummary) -> tuple[object, ...]:
    indicator = pairing.progress.indicator
    return (
        pairing.mentor_name,
        pairing.mentee_name,
        PAIRING_STATUS[PairingStatus(pairing.status)].words,
        INDICATOR[indicator].words if indicator else "",
        pairing.progress.days if indicator else None,
        pairing.current_stage,
        pairing.milestones_completed,
        pairing.milestones_total,
        pairing.started_at,
        pairing.last_activity_at,
        pairing.ended_at,
        pairing.unit_name,
        pairing.cohort_name,
    )
