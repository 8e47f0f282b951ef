"""What the core asks of a gazetteer: a Protocol, so that `geo` imports no store."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np
import numpy.typing as npt

from geo.names import CANDIDATE_LAYOUT, NAME_KINDS, name_hash

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geo.names import Row
    from geo.records import GazetteerInfo, Place, PlacePart
    from geo.shape import Shape
__all__ = ["CANDIDATE", "NAME_KINDS", "PlaceSource", "name_hash"]

CANDIDATE = np.dtype(list(CANDIDATE_LAYOUT))


class PlaceSource(Protocol):
    """Answers what the core asks of a gazetteer."""

    @property
    def info(self) -> GazetteerInfo:
        """Name, version and checksum of the gazetteer."""
        ...

    def features(self) -> Sequence[str]:
        """GeoNames feature codes ("PPL", "ADM1", "ISL"), by the index used in candidates."""
        ...

    def countries(self) -> Sequence[str]:
        """ISO 3166-1 alpha-2 codes by the index used in candidates; "" at 0."""
        ...

    def candidates(self, folded: Iterable[str]) -> Mapping[str, npt.NDArray[np.void]]:
        """Rows of dtype `CANDIDATE` for each of the folded names that is known; unknown names are absent.

        One query for all the names of a document.
        """
        ...

    def rows(self, folded: Iterable[str]) -> Mapping[str, Sequence[Row]]:
        """The same rows, for a look-up that does without numpy."""
        ...

    def keys(self, rows: Iterable[int]) -> Mapping[int, tuple[str, str]]:
        """(id, name) of places by row number."""
        ...

    def places(self, ids: Iterable[str]) -> Mapping[str, Place]:
        """Whole records by id (any of a place's ids); unknown ids are absent."""
        ...

    def shape(self, place_id: str, part: PlacePart = "whole") -> Shape | None:
        """The place's outline, or None where only its point is known."""
        ...

    def containing(self, lon: float, lat: float) -> Sequence[str]:
        """Ids of the places whose shape holds the point, smallest first."""
        ...

    def shores(self, place_id: str) -> tuple[str, str] | None:
        """Ids of the land on the two sides of a strait; None where that is not known or the place is no strait."""
        ...

    def nearest(
        self, lon: float, lat: float, *, features: Sequence[str], country: str | None = None, limit: int = 10
    ) -> Sequence[str]:
        """Ids of the places of these feature codes (or classes, "P") nearest to the point by their own points."""
        ...
