"""What is known of the fictional people before pairing: wishes, qualifications, one couple never to be paired again.

Drawn apart from people and pairs, so that those stay the same. Every case of the screens is there: mentors who lack
something, whose declaration has expired, who are paused; people who have said nothing; a wish that names a diagnosis.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from random import Random

from mentor_program.demo.pairs import Pair
from mentor_program.demo.people import AREAS, Person

SEED = 20_261_124
REQUIRED = ("course", "approval", "confidentiality")
LANGUAGES = ("nb", "nn", "en", "se", "sign", "tactile_sign", "ar", "pl", "so", "uk")
FORMS = ("in_person", "phone", "video")
TIMES = ("weekday_day", "weekday_evening", "weekend")
TWO_YEARS = timedelta(days=730)
FELL_OUT = "Samarbeidet fungerte ikke"


def know(people: Iterable[Person], *, accounts: Iterable[Person], today: date) -> None:
    """Give people what is known of them; those with an account have everything that is required."""
    random = Random(SEED)
    safe = {person.email for person in accounts}
    mentors = 0
    for person in people:
        if random.random() < 0.8:
            _prefer(person, random)
        if person.role == "mentee" and random.random() < 0.75:
            person.wished = random.sample(AREAS, random.randint(1, 3))
            # With the consent that the person's own area has.
            person.wished += person.diagnoses if random.random() < 0.5 else []
        if person.role == "mentor":
            mentors += 1
            _qualify(person, random, today, number=0 if person.email in safe else mentors)


def _prefer(person: Person, random: Random) -> None:
    written = "nn" if person.branch.county == "46" and random.random() < 0.6 else "nb"
    person.languages = [written]
    if random.random() < 0.3:
        person.languages += random.sample([code for code in LANGUAGES if code != written], random.randint(1, 2))
    person.meeting_forms = random.sample(FORMS, random.randint(1, 3))
    person.meeting_times = random.sample(TIMES, random.randint(1, 3))


def _qualify(person: Person, random: Random, today: date, *, number: int) -> None:
    """Every seventh mentor has not been to the course, every ninth is not approved, every eighth has to sign again."""
    course = today - timedelta(days=random.randint(400, 1500))
    signed = today - timedelta(days=random.randint(60, 600))
    if number % 8 == 5:
        signed = today - TWO_YEARS - timedelta(days=random.randint(5, 90))
    person.qualifications = {"confidentiality": (signed, signed + TWO_YEARS)}
    if number % 7 != 3:
        person.qualifications["course"] = (course, None)
    if number % 9 != 4:
        person.qualifications["approval"] = (course + timedelta(days=30), None)
    if random.random() < 0.3:
        person.qualifications["police_certificate"] = (course + timedelta(days=20), None)


def never_again(pairs: Iterable[Pair]) -> Pair:
    """The couple that did not get on."""
    return next(pair for pair in pairs if pair.dissolution and pair.dissolution["reason"] == FELL_OUT)


def rest_in_sandnes(mentors: Iterable[Person], *, until: date) -> None:
    """Two mentors of Sandnes who lack nothing but are on a break: what would help those who wait there."""
    for person in mentors:
        person.home = "1108"
        person.availability, person.paused_until = "paused", until
        person.ready = ""
        _complete(person, until)


def _complete(person: Person, until: date) -> None:
    day = until - timedelta(days=400)
    person.qualifications |= {"course": (day, None), "approval": (day, None), "confidentiality": (day, day + TWO_YEARS)}
