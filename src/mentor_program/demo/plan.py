"""What the demo holds: how many people and pairs in which state. Everything follows from the time and a fixed seed."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from mentor_program.demo import facts
from mentor_program.demo.pairs import OSLO, Chronicle, Pair
from mentor_program.demo.people import People, Person
from mentor_program.demo.places import COUNTY_BRANCHES, OTHER_BRANCH, ROGALAND, TRONDELAG, VESTLAND, CountyBranch

SEED = 20_261_122
OTHER_SEED = 20_261_123

# (milestones completed, days since the last contact): 25 on track, 11 to follow up, 9 stalled; the first two are the
# pairs of mentor@demo.example. Every stage meets every indicator.
ON_TRACK = (
    *((5, 3), (0, 1), (0, 5), (1, 0), (1, 8), (2, 2), (2, 11), (3, 4), (3, 9), (4, 1), (4, 6), (4, 12), (5, 7)),
    *((5, 10), (6, 0), (6, 3), (6, 8), (7, 2), (7, 5), (7, 11), (8, 1), (8, 6), (8, 9), (9, 4), (9, 2)),
)
NEEDS_FOLLOW_UP = ((3, 17), (0, 19), (1, 16), (2, 22), (4, 25), (4, 18), (5, 20), (6, 24), (7, 17), (8, 21), (9, 19))
STALLED = ((0, 34), (2, 41), (3, 58), (4, 75), (5, 33), (6, 96), (7, 122), (8, 47), (9, 210))
# (milestones completed, days since the last contact, days on pause)
PAUSED = ((2, 30, 21), (4, 52, 45), (5, 18, 12), (6, 90, 83), (8, 40, 33))
COMPLETED_DAYS_AGO = (6, 19, 33, 48, 75, 104, 140, 181, 233, 290)


@dataclass(frozen=True, slots=True)
class Size:
    """How many people of each kind a county branch has. "Busy" ones are in an active or paused pair."""

    branch: CountyBranch
    busy_mentees: int
    busy_mentors: int
    free_mentors: int
    waiting_mentees: int
    graduates: int
    leavers: int
    outside: int


# 150 people; the busy mentees are as many as the pairs above.
SIZES = (
    Size(ROGALAND, 20, 15, 8, 6, 4, 4, 4),
    Size(VESTLAND, 17, 12, 7, 5, 3, 3, 3),
    Size(TRONDELAG, 13, 9, 5, 4, 3, 3, 2),
)

# reason, who asked for it, note, days it lasted, days since, the mentee's role and readiness now
DISSOLVED = (
    ("Liten kontakt", "coordinator", "Begge ble ringt to ganger. Ønsker ny start senere.", 95, 12, "mentee", "later"),
    ("Avstand eller transport", "mentee", "Ønsker en mentor i egen kommune.", 60, 26, "mentee", "now"),
    ("Mentor mangler kapasitet", "mentor", "", 140, 40, "mentee", "now"),
    ("Flyttet", "mentee", "", 180, 55, None, "not"),
    ("Samarbeidet fungerte ikke", "mentee", "Snakket med begge hver for seg.", 42, 71, "mentee", "now"),
    ("Målene nådd tidligere", "coordinator", "Fornøyd, trenger ikke mer oppfølging.", 210, 98, None, "not"),
    ("Mentor trakk seg", "mentor", "", 75, 120, "mentee", "now"),
    ("Ulike forventninger", "coordinator", "Ønsket mest hjelp til praktiske ting.", 50, 155, "mentee", "later"),
    ("Mentee trakk seg", "mentee", "", 33, 190, None, "not"),
    ("Annet behov enn likepersonsstøtte", "coordinator", "Vist videre til kommunen.", 66, 240, None, "not"),
)


@dataclass(slots=True)
class Plan:
    """People and pairs of one organisation, and those of them who have an account (address of the account → person).

    `required` is what the programme asks of its mentors, `never_again` an ended pair of two who are to be kept apart.
    """

    people: list[Person]
    pairs: list[Pair]
    accounts: dict[str, Person]
    required: tuple[str, ...] = ()
    never_again: Pair | None = None


def main_plan(now: datetime) -> Plan:
    """The demo's own organisation as it stands at `now` (with a zone)."""
    random = Random(SEED)
    today = now.astimezone(OSLO).date()
    people = People(random, today=today, domain="demo.example")
    chronicle = Chronicle(random, now)
    accounts = {
        "mentor@demo.example": people.make(ROGALAND, "mentor", name="Mona Solberg", email="mentor@demo.example"),
        "mentee@demo.example": people.make(ROGALAND, "mentee", name="Even Bakke", email="mentee@demo.example"),
        "idle@demo.example": people.make(ROGALAND, "mentor", name="Ida Moen", email="idle@demo.example"),
    }
    crews = [Crew(people, size, accounts if size.branch is ROGALAND else {}) for size in SIZES]
    first, rest = _open_states(random)
    pairs: list[Pair] = []
    for crew in crews:
        states = [*first, *rest[: len(crew.matches) - len(first)]]
        rest = rest[len(crew.matches) - len(first) :]
        first = []
        for (mentor, mentee), (done, quiet_days, *paused) in zip(_crossed(crews, crew), states, strict=True):
            pairs.append(
                chronicle.open(
                    mentor, mentee, done=done, quiet_days=quiet_days, paused_days=paused[0] if paused else None
                )
            )
    pairs += _finished(chronicle, crews)
    pairs += _dissolved(chronicle, crews)
    _make_room(pairs, [crew.mentors[0] for crew in crews], random)
    everyone = [person for crew in crews for person in crew.everyone]
    facts.know(everyone, accounts=accounts.values(), today=today)
    facts.rest_in_sandnes(crews[0].free_mentors[-2:], until=today + timedelta(weeks=7))
    return Plan(everyone, pairs, accounts, facts.REQUIRED, facts.never_again(pairs))


def other_plan(now: datetime) -> Plan:
    """The second organisation, which must never see the first."""
    random = Random(OTHER_SEED)
    people = People(random, today=now.astimezone(OSLO).date(), domain="other.example", first_number=30)
    chronicle = Chronicle(random, now)
    mentors = people.many(4, OTHER_BRANCH, "mentor")
    mentees = people.many(6, OTHER_BRANCH, "mentee")
    states = ((4, 2), (2, 18), (6, 61))
    pairs = [
        chronicle.open(mentor, mentee, done=done, quiet_days=quiet_days)
        for mentor, mentee, (done, quiet_days) in zip(mentors[:3], mentees[:3], states, strict=True)
    ]
    pairs.append(chronicle.complete(mentors[0], mentees[3], ended_days=80))
    return Plan([*mentors, *mentees], pairs, {})


class Crew:
    """The people of one county branch, each for one part to play."""

    def __init__(self, people: People, size: Size, accounts: dict[str, Person]) -> None:
        mentor = [accounts["mentor@demo.example"]] if accounts else []
        mentee = [accounts["mentee@demo.example"]] if accounts else []
        idle = [accounts["idle@demo.example"]] if accounts else []
        make = people.many
        self.branch = size.branch
        self.mentors = mentor + make(size.busy_mentors - len(mentor), size.branch, "mentor")
        self.mentees = mentee + make(size.busy_mentees - len(mentee), size.branch, "mentee")
        self.free_mentors = idle + make(size.free_mentors - len(idle), size.branch, "mentor")
        self.waiting = make(size.waiting_mentees, size.branch, "mentee")
        self.graduates = make(size.graduates, size.branch, None)
        self.leavers = make(size.leavers, size.branch, None)
        self.outside = make(size.outside, size.branch, None)
        people.rest(self.free_mentors[-1], weeks=7)
        people.rest(self.outside[-1], weeks=None)
        if size.branch is VESTLAND:
            people.rest(self.waiting[-1], weeks=4)
            people.rest(self.free_mentors[-2], weeks=None)
        self.matches = self._matched()

    @property
    def everyone(self) -> list[Person]:
        groups = (
            self.mentors,
            self.mentees,
            self.free_mentors,
            self.waiting,
            self.graduates,
            self.leavers,
            self.outside,
        )
        return [person for group in groups for person in group]

    def _matched(self) -> list[tuple[Person, Person]]:
        """The first mentor takes two mentees, everybody else one, then as many again as are left."""
        order = [self.mentors[0], *self.mentors, *self.mentors[1:]]
        return list(zip(order, self.mentees, strict=False))


def _open_states(random: Random) -> tuple[list[tuple], list[tuple]]:
    """The states of the two pairs of mentor@demo.example, and all the others in some order."""
    first = [ON_TRACK[0], NEEDS_FOLLOW_UP[0]]
    rest = [*ON_TRACK[1:], *NEEDS_FOLLOW_UP[1:], *STALLED, *PAUSED]
    random.shuffle(rest)
    return first, rest


def _crossed(crews: list[Crew], crew: Crew) -> list[tuple[Person, Person]]:
    """The crew's matches; the last mentors of Vestland and Trøndelag guide a mentee of the other county."""
    matches = list(crew.matches)
    others = {VESTLAND.name: crews[2], TRONDELAG.name: crews[1]}
    if crew.branch.name in others:
        place = len(crew.mentors)  # where the last mentor has its first mentee
        matches[place] = (others[crew.branch.name].mentors[-1], matches[place][1])
    return matches


def _finished(chronicle: Chronicle, crews: list[Crew]) -> list[Pair]:
    """Ten complete pairs. Of those who finished, half have become mentors themselves."""
    graduates = [(crew, person) for crew in crews for person in crew.graduates]
    pairs = []
    for number, ((crew, mentee), ended_days) in enumerate(zip(graduates, COMPLETED_DAYS_AGO, strict=True)):
        mentor = crew.mentors[number % len(crew.mentors)]
        mentee.role = "mentor" if number % 2 == 0 else None
        mentee.ready = "not" if mentee.role is None else "now"
        pairs.append(chronicle.complete(mentor, mentee, ended_days=ended_days))
    return pairs


def _dissolved(chronicle: Chronicle, crews: list[Crew]) -> list[Pair]:
    leavers = [(crew, person) for crew in crews for person in crew.leavers]
    pairs = []
    for number, ((crew, mentee), line) in enumerate(zip(leavers, DISSOLVED, strict=True), start=1):
        reason, initiator, note, lasted, ended_days, mentee.role, mentee.ready = line
        # Never idle@demo.example, who has had no mentee at all.
        mentor = crew.free_mentors[number % (len(crew.free_mentors) - 1) + 1]
        mentor.ready = "later" if reason == "Mentor mangler kapasitet" else "now"
        pairs.append(
            chronicle.dissolved(
                mentor,
                mentee,
                lasted=lasted,
                ended_days=ended_days,
                reason=reason,
                initiated_by=initiator,
                note=note,
                mentor_readiness=mentor.ready,
                mentee_readiness=mentee.ready,
            )
        )
    return pairs


def _make_room(pairs: list[Pair], roomy: list[Person], random: Random) -> None:
    """Give each mentor the capacity their pairs need, some of them a place more; `roomy` ones always."""
    taken: dict[str, int] = {}
    for pair in pairs:
        if pair.status in ("active", "paused"):
            taken[pair.mentor.email] = taken.get(pair.mentor.email, 0) + 1
        pair.mentor.capacity = max(1, taken.get(pair.mentor.email, 0))
    for person in {pair.mentor.email: pair.mentor for pair in pairs}.values():
        person.capacity += 1 if person in roomy else random.choice((0, 0, 1))


__all__ = ["COUNTY_BRANCHES", "Plan", "main_plan", "other_plan"]
