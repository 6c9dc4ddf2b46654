"""Cohorts as they might be: people where Norwegians live, with areas, languages, ways of meeting and places."""

import random
from dataclasses import dataclass

from mentor_program.domain.preferences import Language, MeetingForm, MeetingTime
from mentor_program.domain.scoring import MenteeFacts, MentorFacts
from mentor_program.geography.facts import municipalities

# Tens of thousands of inhabitants in the largest municipalities; the others count as one.
LARGEST = {
    "0301": 72, "4601": 29, "5001": 21, "1103": 15, "3201": 13, "4204": 12, "3301": 10, "3203": 10, "3205": 9,
    "3107": 9, "1108": 8, "5501": 8, "3907": 7, "3105": 6, "4003": 6, "3909": 5, "3905": 5, "1804": 5, "1508": 5,
    "4203": 5, "1149": 4, "1106": 4, "3403": 3, "3411": 3, "3405": 3,
}  # fmt: skip
AREAS = 15  # of the list every organisation begins with, those that name no diagnosis


@dataclass(frozen=True)
class Cohort:
    """Everybody who waits and every mentor; areas are numbers from 1, as `experience_areas.position` has them."""

    mentees: list[MenteeFacts]
    mentors: list[MentorFacts]


def made(mentees: int, mentors: int, *, seed: int = 1) -> Cohort:
    """The same cohort every time. One in four has not said anything about languages, ways or times of meeting."""
    luck = random.Random(seed)
    numbers = [municipality.number for municipality in municipalities()]
    homes = luck.choices(numbers, [LARGEST.get(number, 1) for number in numbers], k=mentees + mentors)
    return Cohort(
        mentees=[
            MenteeFacts(areas=_areas(luck, 3), wished=_areas(luck, 2), place=homes[row], **_preferences(luck))
            for row in range(mentees)
        ],
        mentors=[_mentor(luck, homes[mentees + column]) for column in range(mentors)],
    )


def _mentor(luck: random.Random, home: str) -> MentorFacts:
    capacity = luck.choice((1, 1, 2, 3))
    taken = luck.randrange(capacity)  # each has a free place
    return MentorFacts(areas=_areas(luck, 4), place=home, capacity=capacity, open_pairings=taken, **_preferences(luck))


def _areas(luck: random.Random, most: int) -> frozenset[int]:
    return frozenset(luck.sample(range(1, AREAS + 1), luck.randint(0, most)))


def _preferences(luck: random.Random) -> dict[str, frozenset[str]]:
    if luck.random() < 0.25:
        return {}
    languages = luck.choices(
        (("nb",), ("nn",), ("nb", "en"), ("nb", "sign"), ("ar", "nb"), ("pl",)), (70, 12, 10, 3, 3, 2)
    )[0]
    return {
        "languages": frozenset(str(Language(code)) for code in languages),
        "meeting_forms": frozenset(map(str, luck.sample(list(MeetingForm), luck.randint(1, 3)))),
        "meeting_times": frozenset(map(str, luck.sample(list(MeetingTime), luck.randint(1, 3)))),
    }
