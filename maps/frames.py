"""A column of texts, as pandas has it, to a table of what they say about places."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from geo import analyze
from geo.records import Document
from maps.tables import frame

if TYPE_CHECKING:
    from geopandas import GeoDataFrame
    from pandas import Series

    from geo.options import Options
    from geo.source import PlaceSource


def annotate(
    texts: Series[str],
    gazetteer: PlaceSource,
    *,
    layer: Literal["mentions", "claims"] = "mentions",
    options: Options | None = None,
    names: str | None = None,
) -> GeoDataFrame:
    """Find the places that each text names, or judge what it claims about them.

    Args:
        texts: The column; a missing text is an empty one.
        gazetteer: Where places come from, such as `gazetteer.open_gazetteer()`.
        layer: "mentions" or "claims"; docs/exports.md has their columns.
        options: What you know about how names are to be read; None for nothing.
        names: Whose names come first, a claimant ("JP") or a language ("ja").

    Returns:
        A row a mention or claim, under the index of its text, so that `join` puts it beside the other columns.
    """
    given = texts.fillna("").items()
    found = [analyze(Document(str(key), str(text)), gazetteer, options) for key, text in given]
    rows = [len(analysis.mentions if layer == "mentions" else analysis.claims) for analysis in found]
    return frame(found, layer, names=names).set_index(texts.index.repeat(rows))
