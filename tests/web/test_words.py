import pytest
from django.template import Context, Template

from mentor_program.domain.milestones import MilestoneStatus
from mentor_program.domain.pairing import PairingStatus
from mentor_program.domain.progress import Indicator, Progress
from mentor_program.web.words import INDICATOR, MILESTONE_STATUS, PAIRING_STATUS, indicator_in_words


def test_every_state_has_its_word():
    assert {status: str(look.words) for status, look in PAIRING_STATUS.items()} == {
        PairingStatus.ACTIVE: "Aktivt",
        PairingStatus.PAUSED: "På pause",
        PairingStatus.PROGRAMME_COMPLETE: "Program fullført",
        PairingStatus.DISSOLVED: "Avsluttet før tiden",
    }
    assert {status: str(look.words) for status, look in MILESTONE_STATUS.items()} == {
        MilestoneStatus.PENDING: "Gjenstår",
        MilestoneStatus.IN_PROGRESS: "Pågår",
        MilestoneStatus.COMPLETED: "Fullført",
    }


@pytest.mark.parametrize(
    "states", [(PairingStatus, PAIRING_STATUS), (MilestoneStatus, MILESTONE_STATUS), (Indicator, INDICATOR)]
)
def test_no_state_is_left_out(states):
    values, looks = states
    assert set(looks) == set(values)


@pytest.mark.parametrize(
    ("indicator", "days", "words"),
    [
        (Indicator.ON_TRACK, 3, "I rute"),
        (Indicator.NEEDS_FOLLOW_UP, 16, "Trenger oppfølging – 16 dager uten aktivitet"),
        (Indicator.STALLED, 1, "Stoppet opp – 1 dag uten aktivitet"),
    ],
)
def test_the_indicator_says_how_long_it_has_been_quiet(indicator, days, words):
    assert indicator_in_words(indicator, days) == words


def test_a_pair_that_is_not_active_shows_no_indicator():
    shown = Template("{% load program %}{% progress_indicator progress %}").render(
        Context({"progress": Progress(None, 40)})
    )
    assert shown == ""
