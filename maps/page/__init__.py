"""The HTML map: one file that opens from disk with no network, the text and the map side by side.

`payload` gathers what the page shows, `tiles` packs the land beneath it, `figure` puts both into a folium map whose
every asset is inside the file. docs/maps.md describes the page.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

from maps.page.payload import page_payload

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from geo.records import Analysis
    from geo.shape import Shape
    from maps.basemap import BasemapSource

__all__ = ["html_map"]


def html_map(
    analyses: Analysis | Sequence[Analysis],
    *,
    basemap: BasemapSource | None,
    outlines: Callable[[str], Shape | None] | None = None,
    names: str | None = None,
    tiles: bool = False,
    title: str | None = None,
) -> str:
    """The map of all that the documents say, as one HTML file.

    Args:
        analyses: One analysis, or one a document.
        basemap: Who has the land, the borders and the names of seas; None draws a graticule alone.
        outlines: Gives a place's outline by its id; it is drawn where the place, or a claim about it, is in focus.
        names: Whose names come first, a claimant ("JP") or a language ("ja").
        tiles: Offer OpenStreetMap's tiles as a layer, off until it is switched on. Without it the page's policy
            forbids the browser to ask for anything outside the file.
        title: The page's title; by default that of the document.

    Returns:
        The page. The same analyses give the same page, byte for byte.
    """
    from geo.records import Analysis as One
    from maps.page.figure import render

    several = (analyses,) if isinstance(analyses, One) else tuple(analyses)
    with _uncollected():
        payload = page_payload(several, basemap=basemap, outlines=outlines, names=names, title=title)
        return render(payload, tiles=tiles)


@contextmanager
def _uncollected() -> Iterator[None]:
    """No search for cyclic garbage meanwhile: a page is tens of thousands of lists that are all kept to the end."""
    searching = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searching:
            gc.enable()
