"""The counties and municipalities of Norway as values, read once from the data files beside this module."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class County:
    """`number` is two digits; `names` holds every official name, the Norwegian one first."""

    number: str
    name: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Municipality:
    """Number: four digits, the first two its county's. Latitude and longitude: the seat's, in degrees."""

    number: str
    name: str
    county_number: str
    latitude: float
    longitude: float
    names: tuple[str, ...]


@cache
def counties() -> tuple[County, ...]:
    """The 15 counties in the order of their numbers."""
    return tuple(County(row["number"], row["name"], _names(row)) for row in _rows("counties.csv"))


@cache
def municipalities() -> tuple[Municipality, ...]:
    """The 357 municipalities in the order of their numbers."""
    return tuple(
        Municipality(
            number=row["number"],
            name=row["name"],
            county_number=row["county_number"],
            latitude=float(row["latitude"]),
            longitude=float(row["longitude"]),
            names=_names(row),
        )
        for row in _rows("municipalities.csv")
    )


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _names(row: dict[str, str]) -> tuple[str, ...]:
    return (row["name"], *filter(None, row["other_names"].split("|")))
