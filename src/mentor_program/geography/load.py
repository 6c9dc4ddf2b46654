"""Writes the facts into the database: by `migrate`, and the register of postal codes by its own command."""

from collections.abc import Iterable
from typing import Any

from mentor_program.geography.facts import counties, municipalities
from mentor_program.geography.recognise import search_names

COUNTY = """
insert into public.counties (number, name, search_names) values (%s, %s, %s)
on conflict (number) do update set name = excluded.name, search_names = excluded.search_names
"""
MUNICIPALITY = """
insert into public.municipalities (number, name, county_id, latitude, longitude, search_names)
values (%s, %s, %s, %s, %s, %s)
on conflict (number) do update set name = excluded.name, county_id = excluded.county_id,
    latitude = excluded.latitude, longitude = excluded.longitude, search_names = excluded.search_names
"""
REGISTER = """
create temporary table register (code text primary key, place text, municipality text) on commit drop
"""
REMOVED = "delete from public.postal_codes where code not in (select code from register)"
CHANGED = """
update public.postal_codes p set place = r.place, municipality_id = r.municipality from register r
where r.code = p.code and (p.place, p.municipality_id) is distinct from (r.place, r.municipality)
"""
NEW = """
insert into public.postal_codes (code, place, municipality_id)
select code, place, municipality from register on conflict (code) do nothing
"""


def load_reference(connection: Any) -> None:
    """Insert or correct all counties and municipalities; safe to repeat.

    `connection` is the owner's, Django's or psycopg's; the caller owns the transaction.
    """
    with connection.cursor() as cursor:
        cursor.executemany(COUNTY, [(c.number, c.name, list(search_names(c))) for c in counties()])
        cursor.executemany(
            MUNICIPALITY,
            [
                (m.number, m.name, m.county_number, m.latitude, m.longitude, list(search_names(m)))
                for m in municipalities()
            ],
        )


def replace_postal_codes(connection: Any, codes: Iterable[tuple[str, str, str]]) -> tuple[int, int, int]:
    """Make `postal_codes` equal to `codes` (code, place, municipality number); safe to repeat.

    Returns how many codes were new, changed and removed. The caller owns the transaction.
    """
    with connection.cursor() as cursor:
        cursor.execute(REGISTER)
        cursor.executemany("insert into register values (%s, %s, %s)", list(codes))
        cursor.execute(REMOVED)
        removed = cursor.rowcount
        cursor.execute(CHANGED)
        changed = cursor.rowcount
        cursor.execute(NEW)
        return cursor.rowcount, changed, removed
