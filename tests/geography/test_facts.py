import csv
import sys
from pathlib import Path

from mentor_program.geography.facts import counties, municipalities

REFERENCE = Path(__file__).parents[3] / "shared" / "reference"


def reference(name):
    """The rows of the shared reference file, or None where the folder is absent (said aloud)."""
    path = REFERENCE / name
    if not path.exists():
        print(f"{path} is absent: only the facts' own consistency is checked", file=sys.stderr)
        return None
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_there_are_15_counties_and_357_municipalities():
    assert len({county.number for county in counties()}) == 15
    assert len({municipality.number for municipality in municipalities()}) == 357


def test_each_municipality_belongs_to_the_county_its_number_begins_with():
    assert {m.county_number for m in municipalities()} == {c.number for c in counties()}
    assert [m for m in municipalities() if m.number[:2] != m.county_number] == []


def test_each_seat_lies_in_norway():
    outside = [m for m in municipalities() if not (57.9 <= m.latitude <= 71.3 and 4.4 <= m.longitude <= 31.3)]
    assert outside == []


def test_each_name_is_written_and_only_once():
    assert len({m.name for m in municipalities()}) == 357
    assert [m for m in municipalities() if len(set(m.names)) != len(m.names) or "" in m.names] == []


def test_the_municipalities_equal_the_reference_where_it_is_present():
    rows = reference("municipalities.csv")
    if rows is None:
        return
    expected = {
        row["number"]: (row["norwegian_name"], row["county_number"], float(row["lat"]), float(row["lon"]),
                        {part.strip() for part in row["name"].split(" - ")})
        for row in rows
    }  # fmt: skip
    assert {
        m.number: (m.name, m.county_number, m.latitude, m.longitude, set(m.names)) for m in municipalities()
    } == expected


def test_the_counties_equal_the_reference_where_it_is_present():
    rows = reference("counties.csv")
    if rows is None:
        return
    expected = {row["number"]: (row["norwegian_name"], set(row["name"].split(" - "))) for row in rows}
    assert {c.number: (c.name, set(c.names)) for c in counties()} == expected
