"""Why two people were paired, as stored in `matching_criteria`, in words for coordinators."""


def criteria_in_words(criteria: dict[str, object]) -> list[tuple[str, str]]:
    """Pairs of label and value; empty when nothing was stored."""
    return [(str(name), str(value)) for name, value in criteria.items() if value not in (None, "", [], {})]
