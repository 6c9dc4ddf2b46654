"""The fictional pairs and their believable history, told backwards from today."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from mentor_program.demo.people import Person
from mentor_program.domain.standard_programme import MILESTONES

OSLO = ZoneInfo("Europe/Oslo")
DUE = tuple(step.due_after_days for step in MILESTONES)
FORMS = ("meeting", "meeting", "phone", "phone", "phone", "video", "home_visit", "message")
CONTACT_NOTES = (
    "",
    "",
    "Ble kjent over en kopp kaffe.",
    "Gikk gjennom målplanen.",
    "Snakket om hverdagen og hva som går bra.",
    "Gikk en tur sammen og øvde på en ny rute.",
    "Snakket om jobb og arbeidsgiver.",
    "Avtalte neste møte.",
    "Forberedte likepersonskurset.",
    "Delte erfaringer fra møtet med NAV.",
    "Kort prat, alt vel.",
    "Gikk gjennom samtaleteknikk.",
)


@dataclass(slots=True)
class Pair:
    """What happened in one pair. Times carry a zone and none lies after the `now` it was planned for."""

    mentor: Person
    mentee: Person
    status: str
    started_at: datetime
    changed_at: datetime | None = None
    milestones: dict[int, datetime] = field(default_factory=dict)
    contacts: list[dict] = field(default_factory=list)
    dissolution: dict | None = None


class Chronicle:
    """Tells pairs so that they stand where they should at `now`."""

    def __init__(self, random: Random, now: datetime) -> None:
        self.random = random
        self.now = now

    def open(
        self, mentor: Person, mentee: Person, *, done: int, quiet_days: int, paused_days: int | None = None
    ) -> Pair:
        """A pair with `done` milestones completed and no contact since `quiet_days` ago (a date in Oslo).

        With `paused_days` it has been on pause for so long, which must be shorter than the silence.
        """
        length = self._length(done)
        pair = self._begun(mentor, mentee, days_ago=quiet_days + length, done=range(1, done + 1), length=length)
        if paused_days is not None:
            pair.status, pair.changed_at = "paused", self._moment(paused_days)
        return pair

    def complete(self, mentor: Person, mentee: Person, *, ended_days: int) -> Pair:
        """A pair that finished the whole programme `ended_days` ago."""
        length = DUE[-1] - self.random.randint(0, 20)
        pair = self._begun(mentor, mentee, days_ago=ended_days + length, done=range(1, len(DUE) + 1), length=length)
        pair.status, pair.changed_at = "programme_complete", max(pair.milestones.values())
        return pair

    def dissolved(self, mentor: Person, mentee: Person, *, lasted: int, ended_days: int, **dissolution: str) -> Pair:
        """A pair that was dissolved `ended_days` ago after `lasted` days; the last weeks were quiet."""
        length = lasted - min(lasted // 2, 24)
        done = [position for position, due in enumerate(DUE, start=1) if due < length]
        pair = self._begun(mentor, mentee, days_ago=ended_days + lasted, done=done, length=length)
        pair.status, pair.changed_at, pair.dissolution = "dissolved", self._moment(ended_days), dissolution
        return pair

    def _length(self, done: int) -> int:
        """Days from the start to the last contact of a pair that has completed `done` milestones."""
        earliest = DUE[done - 1] + 2 if done else 1
        return self.random.randint(earliest, max(earliest + 3, DUE[done] + 4))

    def _begun(self, mentor: Person, mentee: Person, *, days_ago: int, done, length: int) -> Pair:
        pair = Pair(mentor, mentee, "active", self._moment(days_ago))
        last = self._moment(days_ago - length, hour=16)
        time = pair.started_at
        for position in done:
            due = self._moment(days_ago - DUE[position - 1] - self.random.randint(-4, 3), hour=13)
            time = min(max(due, time + timedelta(hours=1)), last)
            pair.milestones[position] = time
        pair.contacts = self._contacts(pair.started_at, last)
        return pair

    def _contacts(self, start: datetime, last: datetime) -> list[dict]:
        days, day = [], last.astimezone(OSLO).date()
        while day > start.astimezone(OSLO).date():
            days.append(day)
            day -= timedelta(days=self.random.randint(7, 13))
        return [
            {
                "occurred_on": day.isoformat(),
                "form": self.random.choice(FORMS),
                "minutes": self.random.choice((15, 20, 30, 45, 60, 60, 90)),
                "note": self.random.choice(CONTACT_NOTES),
            }
            for day in reversed(days or [last.astimezone(OSLO).date()])
        ]

    def _moment(self, days_ago: int, *, hour: int | None = None) -> datetime:
        """A moment in working hours so many days ago, never after now."""
        day = self.now.astimezone(OSLO).date() - timedelta(days=days_ago)
        clock = datetime(
            day.year, day.month, day.day, hour or self.random.randint(9, 14), self.random.randrange(0, 60, 5)
        )
        return min(clock.replace(tzinfo=OSLO), self.now)
