"""Mentions, places and claims as Arrow tables with GeoParquet's geometry, made without pandas."""

from __future__ import annotations

import json
import struct
from typing import TYPE_CHECKING, Any

from geo.errors import UsageError
from maps.cells import flat
from maps.tables import SCHEMA, features

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pyarrow as pa

    from geo.records import Analysis
    from maps.tables import Dtype, Layer

# GeoParquet 1.1 (https://geoparquet.org/releases/v1.1.0/); without a `crs` it is longitude and latitude on WGS 84.
_GEO: Mapping[str, object] = {
    "version": "1.1.0",
    "primary_column": "geometry",
    "columns": {"geometry": {"encoding": "WKB", "geometry_types": []}},
}


def need_pyarrow() -> None:
    """See that Parquet can be written and read.

    Raises:
        UsageError: pyarrow, an extra, is not installed.
    """
    try:
        import pyarrow  # noqa: F401, ICN001 - it is only asked whether it is there
    except ImportError as error:
        raise UsageError("Parquet needs pyarrow: `pip install mentionmap[parquet]`") from error


def arrow_table(analyses: Sequence[Analysis], layer: Layer, *, names: str | None = None) -> pa.Table:
    """One layer as an Arrow table that is GeoParquet when it is written.

    Args:
        analyses: One analysis a document.
        layer: "mentions", "places" or "claims".
        names: Whose names come first, a claimant ("JP") or a language ("ja").

    Returns:
        The columns of `maps.tables.SCHEMA`, and `geometry` as WKB.
    """
    import pyarrow as pa

    found = list(features(analyses, layer, names=names))
    columns = [
        pa.array([flat(feature["properties"][column]) for feature in found], _type(dtype))
        for column, dtype in SCHEMA[layer].items()
    ]
    columns.append(pa.array([_wkb(feature["geometry"]) for feature in found], pa.binary()))
    return pa.Table.from_arrays(columns, schema=arrow_schema(layer))


def arrow_schema(layer: Layer) -> pa.Schema:
    """The columns of a layer and their types."""
    import pyarrow as pa

    fields = [pa.field(column, _type(dtype)) for column, dtype in SCHEMA[layer].items()]
    return pa.schema([*fields, pa.field("geometry", pa.binary())], metadata={"geo": json.dumps(_GEO)})


def _type(dtype: Dtype) -> pa.DataType:
    import pyarrow as pa

    types = {"string": pa.string(), "Int64": pa.int64(), "float64": pa.float64(), "boolean": pa.bool_()}
    return types[dtype]


def _wkb(geometry: dict[str, Any] | None) -> bytes | None:
    """Well-known binary, little-endian (OGC 06-103r4, section 8)."""
    if geometry is None:
        return None
    if geometry["type"] == "Point":
        return struct.pack("<BIdd", 1, 1, *geometry["coordinates"])
    lines = [geometry["coordinates"]] if geometry["type"] == "LineString" else geometry["coordinates"]
    written = [
        struct.pack(f"<BII{2 * len(line)}d", 1, 2, len(line), *(value for position in line for value in position))
        for line in lines
    ]
    return (
        written[0] if geometry["type"] == "LineString" else struct.pack("<BII", 1, 5, len(written)) + b"".join(written)
    )
