"""The core: what a text says about places, and whether it is true. Pure functions over frozen records."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geo.options import Options
    from geo.records import Analysis, Document
    from geo.source import PlaceSource

__all__ = ["analyze"]


def analyze(text: str | Document, gazetteer: PlaceSource, options: Options | None = None) -> Analysis:
    """Find the places that a text names and judge what it claims about them.

    Args:
        text: A text, or a document with its id, title and date.
        gazetteer: Where places come from, such as `gazetteer.open_gazetteer()`.
        options: What you know about how names are to be read; None for nothing.

    Returns:
        The analysis; `to_geojson()`, `to_geodataframe()` and `map()` show it, and so does a notebook.
    """
    from geo.analysis import analyze as analyze_document
    from geo.options import DEFAULTS
    from geo.records import Document

    document = Document("text", text) if isinstance(text, str) else text
    return analyze_document(document, gazetteer, options or DEFAULTS)
