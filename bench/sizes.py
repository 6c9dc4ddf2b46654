"""How large the two databases are."""

from dataclasses import dataclass

ORGANISATIONS = 20


@dataclass(frozen=True, slots=True)
class Size:
    """Totals over all organisations; each organisation has an equal part."""

    people: int
    pairs: int
    organisations: int = ORGANISATIONS

    @property
    def hundredth(self) -> "Size":
        """The same organisations, each a hundredth as large."""
        return Size(self.people // 100, self.pairs // 100, self.organisations)


DEFAULT = Size(200_000, 400_000)
# Named after their pairs; organisations stay as large and become more.
NAMED = {"1m": Size(500_000, 1_000_000, 50), "2m": Size(1_000_000, 2_000_000, 100)}
