"""Where the fictional organisations have branches, and which municipalities their people live in."""

from dataclasses import dataclass

ORGANISATION = "Demoforbundet"
OTHER_ORGANISATION = "Naboforbundet"


@dataclass(frozen=True, slots=True)
class LocalBranch:
    """A local branch and the municipalities (numbers) it covers."""

    name: str
    municipalities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CountyBranch:
    """A county branch. `homes` are numbers of municipalities; a number that stands twice is drawn twice as often."""

    name: str
    county: str
    locals: tuple[LocalBranch, ...]
    homes: tuple[str, ...]


ROGALAND = CountyBranch(
    name="Rogaland fylkeslag",
    county="11",
    locals=(
        LocalBranch("Stavanger lokallag", ("1103", "1124", "1127")),
        LocalBranch("Haugesund lokallag", ("1106", "1146", "1149")),
    ),
    homes=("1103", "1103", "1103", "1124", "1127", "1106", "1106", "1149", "1108", "1108", "1121", "1101", "1134"),
)
VESTLAND = CountyBranch(
    name="Vestland fylkeslag",
    county="46",
    locals=(
        LocalBranch("Bergen lokallag", ("4601", "4627")),
        LocalBranch("Sunnfjord lokallag", ("4647", "4602")),
    ),
    homes=("4601", "4601", "4601", "4601", "4627", "4647", "4647", "4602", "4614", "4621", "4640", "4624"),
)
TRONDELAG = CountyBranch(
    name="Trøndelag fylkeslag",
    county="50",
    locals=(LocalBranch("Trondheim lokallag", ("5001", "5031")),),
    homes=("5001", "5001", "5001", "5031", "5035", "5006", "5037", "5059", "5007"),
)
COUNTY_BRANCHES = (ROGALAND, VESTLAND, TRONDELAG)

OTHER_BRANCH = CountyBranch(name="Agder fylkeslag", county="42", locals=(), homes=("4204", "4204", "4203", "4223"))
