"""How a person wants pages to look and read. Pure: no Django, no database.

Stored with the account as JSON, and in a cookie on each device, so that sign-in looks the same. What is at its
default is left out of both, and what is not understood counts as the default: an old cookie never breaks a page.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType
from urllib.parse import parse_qsl, urlencode

# The first of each is the default. An empty language is the one that the browser asks for.
CHOICES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "text_size": ("normal", "large", "very_large"),
        "theme": ("auto", "light", "dark"),
        "contrast": ("auto", "more"),
        "motion": ("auto", "reduced"),
        "lists": ("normal", "compact"),
        "language": ("", "nb", "nn", "en"),
    }
)
LONGEST_COOKIE = 500


@dataclass(frozen=True)
class Preferences:
    """One valid set of choices; see CHOICES. Raises ValueError for any other."""

    text_size: str = "normal"
    theme: str = "auto"
    contrast: str = "auto"
    motion: str = "auto"
    lists: str = "normal"
    language: str = ""

    def __post_init__(self) -> None:
        for field in fields(self):
            if getattr(self, field.name) not in CHOICES[field.name]:
                raise ValueError(f"{field.name} cannot be {getattr(self, field.name)!r}")

    def as_stored(self) -> dict[str, str]:
        """What differs from the defaults."""
        return {field.name: value for field in fields(self) if (value := getattr(self, field.name)) != field.default}

    def as_cookie(self) -> str:
        return urlencode(self.as_stored())


def from_stored(stored: object) -> Preferences:
    """Read what `as_stored` gave, passing over what is not understood."""
    if not isinstance(stored, Mapping):
        return Preferences()
    return Preferences(**{name: stored[name] for name in CHOICES if stored.get(name) in CHOICES[name]})


def from_cookie(text: str) -> Preferences:
    """Read what `as_cookie` gave, passing over what is not understood."""
    return from_stored(dict(parse_qsl(text[:LONGEST_COOKIE])))
