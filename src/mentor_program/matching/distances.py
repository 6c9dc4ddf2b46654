"""Whole kilometres between all municipalities at once: few places, however many people live in them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

EARTH_RADIUS_KM = 6371.0088  # the mean radius; `geography.distance` and `supabase/geography.sql` use the same
UNKNOWN = -1


@dataclass(frozen=True)
class Distances:
    """`kilometres[index[a], index[b]]` is the distance from a to b; the last row and column are for unknown places."""

    index: Mapping[str, int]
    kilometres: np.ndarray

    @classmethod
    def between(cls, places: Mapping[str, tuple[float, float]]) -> "Distances":
        """From latitude and longitude in degrees by municipality number (or another name of a place)."""
        points = np.radians(np.array(list(places.values()), dtype=float).reshape(-1, 2))
        latitude, longitude = points[:, 0], points[:, 1]
        half_way = (
            np.sin((latitude[None] - latitude[:, None]) / 2) ** 2
            + np.cos(latitude[:, None])
            * np.cos(latitude[None])
            * np.sin((longitude[None] - longitude[:, None]) / 2) ** 2
        )
        table = np.full((len(places) + 1, len(places) + 1), UNKNOWN, dtype=np.int32)
        table[:-1, :-1] = np.rint(2 * EARTH_RADIUS_KM * np.arcsin(np.minimum(1, np.sqrt(half_way))))
        return cls(index={number: row for row, number in enumerate(places)}, kilometres=table)

    def rows(self, places: Iterable[str | None]) -> np.ndarray:
        """The row of each place; the last one for a place that isn't known."""
        unknown = len(self.kilometres) - 1
        return np.array([self.index.get(place, unknown) for place in places], dtype=np.intp)


NOWHERE = Distances.between({})
