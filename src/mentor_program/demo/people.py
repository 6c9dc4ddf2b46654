"""The fictional people: who they are, where they live, what they can share. The same ones for the same seed."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from random import Random
from uuid import UUID

from mentor_program.demo.places import CountyBranch

NAMES = Path(__file__).with_name("names")
AREAS = (
    *("nylig_synshemmet", "seniorer", "ungdom", "foreldrerollen", "parorende", "studier", "arbeidsliv"),
    *("fritid_og_idrett", "nav_og_rettigheter", "hvit_stokk_og_mobilitet", "forerhund", "punktskrift"),
    *("skjermleser_og_pc", "smarttelefon", "dagligliv"),
)
DIAGNOSES = ("amd", "glaukom", "diabetisk_retinopati", "retinitis_pigmentosa", "katarakt", "medfodt_blindhet")
NOTES = (
    "Vil helst treffes på dagtid.",
    "Reiser med buss og vil gjerne møtes nær holdeplassen.",
    "Best å ringe etter klokka 16.",
    "Ønsker en mentor på omtrent samme alder.",
    "Har vært med på helgesamling og vil gjerne bidra mer.",
    "Vil ha beskjeder på SMS.",
    "Kan ta imot en mentee til fra neste halvår.",
    "Foretrekker korte samtaler, heller ofte enn lenge.",
)


@dataclass(slots=True)
class Person:
    """One person. `home` is a municipality number; `role` is None outside the programme.

    `qualifications` are the day each kind was fulfilled and the last day it holds.
    """

    id: UUID
    name: str
    email: str
    phone: str
    branch: CountyBranch
    home: str
    role: str | None = None
    capacity: int = 1
    availability: str = "available"
    paused_until: date | None = None
    joined_on: date | None = None
    user_id: UUID | None = None
    areas: list[str] = field(default_factory=list)
    diagnoses: list[str] = field(default_factory=list)
    note: str = ""
    ready: str = ""
    wished: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    meeting_forms: list[str] = field(default_factory=list)
    meeting_times: list[str] = field(default_factory=list)
    qualifications: dict[str, tuple[date, date | None]] = field(default_factory=dict)


class People:
    """Invents people: names, addresses and telephone numbers never repeat within one `People`."""

    def __init__(self, random: Random, *, today: date, domain: str, first_number: int = 0) -> None:
        self.random = random
        self.today = today
        self._domain = domain
        self._names: set[str] = set()
        self._numbers = count(first_number, 61)  # 61 and 10,000 share no factor

    def make(self, branch: CountyBranch, role: str | None, *, name: str = "", email: str = "") -> Person:
        """Invent one person of `branch`; a given `name` or `email` is kept."""
        name = name or self._new_name()
        self._names.add(name)
        person = Person(
            id=UUID(int=self.random.getrandbits(128), version=4),
            name=name,
            email=email or f"{address_of(name)}@{self._domain}",
            phone=telephone(next(self._numbers) % 10_000),
            branch=branch,
            home=self.random.choice(branch.homes),
            role=role,
        )
        person.areas = self.random.sample(AREAS, self.random.randint(1, 4))
        if self.random.random() < 0.2:
            person.diagnoses = [self.random.choice(DIAGNOSES)]
        if self.random.random() < 0.25:
            person.note = self.random.choice(NOTES)
        return person

    def many(self, number: int, branch: CountyBranch, role: str | None) -> list[Person]:
        return [self.make(branch, role) for _ in range(number)]

    def rest(self, person: Person, *, weeks: int | None) -> None:
        """Take a break for some weeks, or for good when `weeks` is None."""
        person.availability = "unavailable" if weeks is None else "paused"
        person.paused_until = None if weeks is None else self.today + timedelta(weeks=weeks)

    def _new_name(self) -> str:
        while True:
            first = self.random.choice(listed(self.random.choice(("first_names_female", "first_names_male"))))
            name = f"{first} {self.random.choice(listed('last_names'))}"
            if name not in self._names and address_of(name) not in map(address_of, self._names):
                return name


@cache
def listed(file: str) -> tuple[str, ...]:
    """The names of one file beside this module, commonest first."""
    return tuple((NAMES / f"{file}.txt").read_text(encoding="utf-8").split())


def address_of(name: str) -> str:
    """`Åse Bjørnstad` → `aase.bjornstad`."""
    plain = name.lower().translate(str.maketrans({"æ": "ae", "ø": "o", "å": "aa", "ö": "o", "ä": "ae", "é": "e"}))
    return plain.replace(" ", ".")


def telephone(number: int) -> str:
    """A number of the range set aside for fiction, 6805 0000 to 6805 9999."""
    return f"+47 6805 {number:04}"
