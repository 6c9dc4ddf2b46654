"""Counties and municipalities as choices of a form, in Norwegian alphabetical order."""

from functools import cache

from mentor_program.geography.facts import counties, municipalities

Choices = list[tuple[str, str]]
ORDER = str.maketrans("æøåÆØÅ", "{|}{|}")  # these letters follow z, as the signs {|} do


@cache
def county_choices() -> tuple[tuple[str, str], ...]:
    return tuple(sorted(((county.number, county.name) for county in counties()), key=_by_name))


@cache
def municipality_choices() -> tuple[tuple[str, Choices], ...]:
    """All municipalities, grouped by county."""
    return tuple(
        (name, sorted(((m.number, m.name) for m in municipalities() if m.county_number == number), key=_by_name))
        for number, name in county_choices()
    )


def _by_name(choice: tuple[str, str]) -> str:
    return choice[1].casefold().translate(ORDER)
