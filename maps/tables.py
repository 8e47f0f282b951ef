"""Mentions, places and claims as tables, each with its geometry; docs/exports.md has the schema."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, get_args

from geo.errors import UsageError
from maps.cells import flat
from maps.geojson import claim_features, mention_features, place_features

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geopandas import GeoDataFrame

    from geo.records import Analysis

Layer = Literal["mentions", "places", "claims"]
LAYERS: tuple[Layer, ...] = get_args(Layer)
Dtype = Literal["string", "Int64", "float64", "boolean"]

# Columns and their types, so that a table without rows has them too. What is a list or an object in GeoJSON is JSON.
SCHEMA: Mapping[Layer, Mapping[str, Dtype]] = {
    "mentions": {
        "document": "string",
        "id": "string",
        "start": "Int64",
        "end": "Int64",
        "text": "string",
        "kind": "string",
        "place": "string",
        "near": "string",
        "name": "string",
        "feature_code": "string",
        "country": "string",
        "admin1": "string",
        "score": "float64",
        "reason": "string",
        "candidates": "string",
    },
    "places": {
        "id": "string",
        "name": "string",
        "names": "string",
        "feature_code": "string",
        "country": "string",
        "admin1": "string",
        "population": "Int64",
        "accuracy_m": "float64",
        "claimants": "string",
        "claimants_names": "string",
        "mentions": "Int64",
        "documents": "Int64",
        "source": "string",
    },
    "claims": {
        "document": "string",
        "id": "string",
        "start": "Int64",
        "end": "Int64",
        "text": "string",
        "kind": "string",
        "comparator": "string",
        "direction": "string",
        "stated": "string",
        "subject": "string",
        "subject_place": "string",
        "subject_mention": "string",
        "object": "string",
        "object_place": "string",
        "object_mention": "string",
        "checkable": "boolean",
        "verdict": "string",
        "conventional": "string",
        "km": "float64",
        "low_km": "float64",
        "high_km": "float64",
        "readings": "string",
        "explanation": "string",
        "reproduce": "string",
    },
}


def features(analyses: Sequence[Analysis], layer: Layer, *, names: str | None = None) -> Iterable[dict[str, Any]]:
    """The GeoJSON features of one layer, in the order of the text."""
    if layer == "mentions":
        return mention_features(analyses, names=names)
    if layer == "places":
        return place_features(analyses, names=names)
    return claim_features(analyses, names=names)


def frame(analyses: Sequence[Analysis], layer: Layer, *, names: str | None = None) -> GeoDataFrame:
    """One layer as a table.

    Args:
        analyses: One analysis a document.
        layer: "mentions", "places" or "claims".
        names: Whose names come first, a claimant ("JP") or a language ("ja").

    Returns:
        A GeoDataFrame in WGS 84 (EPSG:4326), a row a feature; the geometry is missing where nothing was located.

    Raises:
        UsageError: There is no such layer.
    """
    import pandas as pd
    from geopandas import GeoDataFrame, GeoSeries
    from shapely.geometry import shape

    if layer not in LAYERS:
        raise UsageError(f'there is no layer "{layer}": choose one of {", ".join(LAYERS)}')
    found = list(features(analyses, layer, names=names))
    columns = {
        column: pd.array([flat(feature["properties"][column]) for feature in found], dtype=dtype)
        for column, dtype in SCHEMA[layer].items()
    }
    geometry = [None if feature["geometry"] is None else shape(feature["geometry"]) for feature in found]
    return GeoDataFrame(columns, geometry=GeoSeries(geometry, crs="EPSG:4326"))
