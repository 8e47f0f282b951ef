"""How an Analysis shows itself to a Python user, while the core knows no output.

The methods ask a renderer that is looked up by the name of its package, as pandas looks up its plotting backend:
`geo` depends on none. A renderer is a module with the functions of `Renderer`; `maps` is one. The land beneath a map is
looked up in the same way: `GROUND` is a module with `open_gazetteer()` and `open_basemap(gazetteer)`.
"""

from __future__ import annotations

import importlib
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol, cast

if TYPE_CHECKING:
    from pathlib import Path

    from geopandas import GeoDataFrame

RENDERER = "maps.view"
GROUND = "gazetteer"


class Page(Protocol):
    """An HTML page; a notebook shows it."""

    @property
    def html(self) -> str:
        """The whole page."""
        ...

    def save(self, path: str | Path) -> None:
        """Write the page to a file."""
        ...

    def _repr_html_(self) -> str: ...


class Renderer(Protocol):
    """What a rendering package offers; `names` says whose names come first, a claimant ("JP") or a language."""

    def to_geojson(self, analysis: Rendered, *, names: str | None = None) -> dict[str, Any]:
        """A GeoJSON FeatureCollection."""
        ...

    def to_geodataframe(self, analysis: Rendered, layer: str, *, names: str | None = None) -> GeoDataFrame:
        """A table of the mentions, places or claims."""
        ...

    def to_map(self, analysis: Rendered, basemap: object, *, names: str | None = None) -> Page:
        """A map on a self-contained HTML page."""
        ...


class Rendered:
    """The methods by which an Analysis shows itself."""

    __slots__ = ()

    def to_geojson(self, *, names: str | None = None) -> dict[str, Any]:
        """A GeoJSON FeatureCollection (RFC 7946) of the mentions, places and claims.

        Args:
            names: Whose names come first, a claimant ("JP") or a language ("ja").
        """
        return _renderer().to_geojson(self, names=names)

    def to_geodataframe(self, layer: str = "mentions", *, names: str | None = None) -> GeoDataFrame:
        """A table of the "mentions", the "places" or the "claims", in WGS 84.

        Args:
            layer: Which of the three.
            names: Whose names come first, a claimant ("JP") or a language ("ja").
        """
        return _renderer().to_geodataframe(self, layer, names=names)

    def map(self, basemap: object | None = None, *, names: str | None = None) -> Page:
        """A map on a self-contained HTML page: a notebook shows it, `save(path)` keeps it.

        Args:
            basemap: Who has the land beneath the marks; by default the land that ships with the gazetteer.
            names: Whose names come first, a claimant ("JP") or a language ("ja").
        """
        return _renderer().to_map(self, _ground() if basemap is None else basemap, names=names)

    def _repr_html_(self) -> str:
        """What a notebook shows: the map, with the text and the verdicts beside it, in a frame of its own."""
        return self.map()._repr_html_()


def _renderer() -> Renderer:
    return cast("Renderer", importlib.import_module(RENDERER))


@cache
def _ground() -> object:
    module = importlib.import_module(GROUND)
    return module.open_basemap(module.open_gazetteer())
