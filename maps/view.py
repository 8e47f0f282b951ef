"""What an Analysis shows of itself to a Python user; `geo.rendering` says which functions a renderer has."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from geo.files import write_text
from maps.geojson import geojson
from maps.tables import frame

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

    from geo.records import Analysis
    from maps.basemap import BasemapSource
    from maps.tables import Layer


@dataclass(frozen=True, slots=True)
class Page:
    """An HTML page that needs nothing else; a notebook shows it.

    Attributes:
        html: The whole page.
    """

    html: str

    def save(self, path: str | Path) -> None:
        """Write the page to a file, wholly or not at all.

        Raises:
            OutputError: The file cannot be written.
        """
        write_text(Path(path), self.html)

    def _repr_html_(self) -> str:
        # A frame of its own keeps the page's styles from the notebook's, and the notebook's from the page.
        return (
            f'<iframe srcdoc="{escape(self.html)}" sandbox="allow-scripts" '
            'style="width: 100%; height: 36rem; border: 0"></iframe>'
        )


def to_geojson(analysis: Analysis, *, names: str | None = None) -> dict[str, Any]:
    """A GeoJSON FeatureCollection."""
    return geojson(analysis, names=names)


def to_geodataframe(analysis: Analysis, layer: str, *, names: str | None = None) -> GeoDataFrame:
    """A table of the mentions, places or claims."""
    return frame([analysis], cast("Layer", layer), names=names)


def to_map(analysis: Analysis, basemap: object, *, names: str | None = None) -> Page:
    """A map over a basemap (`maps.basemap.BasemapSource`)."""
    from maps.page import html_map

    return Page(html_map(analysis, basemap=cast("BasemapSource", basemap), names=names))
