"""Analyses as files for other programs: GeoJSON, GeoPackage, GeoParquet, FlatGeobuf, CSV, KML and linked data."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any, Literal, get_args

from geo.errors import OutputError, UsageError
from geo.files import check_target, replacing, write_text
from maps.cells import inert
from maps.geojson import geojson
from maps.kml import kml
from maps.linked import annotations_text, linked_places_text
from maps.tables import LAYERS, SCHEMA, features, frame

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from geopandas import GeoDataFrame

    from geo.records import Analysis
    from maps.tables import Layer

Format = Literal["geojson", "gpkg", "parquet", "fgb", "csv", "kml", "annotations", "linked-places"]
FORMATS: tuple[Format, ...] = get_args(Format)
SUFFIXES: dict[str, Format] = {
    ".geojson": "geojson",
    ".json": "geojson",
    ".gpkg": "gpkg",
    ".parquet": "parquet",
    ".geoparquet": "parquet",
    ".fgb": "fgb",
    ".csv": "csv",
    ".kml": "kml",
    ".jsonld": "annotations",
}


def format_of(target: Path) -> Format:
    """The format that a file's suffix names.

    Raises:
        UsageError: It names none.
    """
    known = SUFFIXES.get(target.suffix.lower())
    if known is None:
        raise UsageError(f"{target}: its suffix names no format: use {' '.join(SUFFIXES)}, or say --format")
    return known


def export(
    analyses: Sequence[Analysis], target: Path, form: Format | None = None, *, names: str | None = None
) -> tuple[Path, ...]:
    """Write analyses to a file, wholly or not at all.

    Formats that hold one table a file (GeoParquet, FlatGeobuf, CSV) keep the mentions in the file that was asked for
    and write places and claims beside it: `out.csv`, `out.places.csv`, `out.claims.csv`.

    Args:
        analyses: One analysis a document.
        target: The file to be written, or replaced.
        form: Its format; None for the one that its suffix names.
        names: Whose names come first, a claimant ("JP") or a language ("ja").

    Returns:
        The files that were written.

    Raises:
        UsageError: The suffix names no format.
        OutputError: The file cannot be written.
    """
    form = form or format_of(target)
    if form in _TEXTS:
        write_text(target, export_text(analyses, form, names=names))
        return (target,)
    files = (target,) if form == "gpkg" else tuple(beside(target, layer) for layer in LAYERS)
    for file in files:
        check_target(file)
    with replacing(*files) as temporary:
        _write_tables(analyses, form, temporary, names)
    return files


def export_text(analyses: Sequence[Analysis], form: Format, *, names: str | None = None) -> str:
    """What `export` writes, for the formats that are one text (CSV: the mentions).

    Raises:
        UsageError: The format is not text.
    """
    if form == "csv":
        return table_text(analyses, "mentions", names=names)
    if form not in _TEXTS:
        raise UsageError(f"{form} is no text and cannot go to standard output: name a file with -o")
    return _TEXTS[form](analyses, names)


def table_text(analyses: Sequence[Analysis], layer: Layer, *, names: str | None = None) -> str:
    """A layer as CSV: its columns, then `lon` and `lat` of a point, or the line as `wkt`. No cell is a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    tail = ("wkt",) if layer == "claims" else ("lon", "lat")
    writer.writerow((*SCHEMA[layer], *tail))
    for feature in features(analyses, layer, names=names):
        cells = [inert(feature["properties"][column]) for column in SCHEMA[layer]]
        writer.writerow([*cells, *_position(feature["geometry"], layer)])
    return out.getvalue()


def beside(target: Path, layer: Layer) -> Path:
    """Where a layer goes in a format that holds one a file."""
    return target if layer == "mentions" else target.with_name(f"{target.stem}.{layer}{target.suffix}")


def _position(geometry: dict[str, Any] | None, layer: Layer) -> list[Any]:
    if layer != "claims":
        return list(geometry["coordinates"]) if geometry else ["", ""]
    if geometry is None:
        return [""]
    lines = [geometry["coordinates"]] if geometry["type"] == "LineString" else geometry["coordinates"]
    pieces = [f"({', '.join(f'{lon} {lat}' for lon, lat in line)})" for line in lines]
    return [f"LINESTRING {pieces[0]}" if len(pieces) == 1 else f"MULTILINESTRING ({', '.join(pieces)})"]


def _write_tables(analyses: Sequence[Analysis], form: Format, files: Sequence[Path], names: str | None) -> None:
    """Write the layers, each to a file of its own but for GeoPackage, which holds all three."""
    for layer, path in zip(LAYERS, [*files] * len(LAYERS) if form == "gpkg" else files, strict=True):
        if form == "csv":
            path.write_text(table_text(analyses, layer, names=names), encoding="utf-8", newline="")
        elif form == "parquet":
            _write_parquet(analyses, layer, path, names)
        else:
            _write_frame(frame(analyses, layer, names=names), form, layer, path)


def _write_parquet(analyses: Sequence[Analysis], layer: Layer, path: Path, names: str | None) -> None:
    from maps.arrow import arrow_table, need_pyarrow

    need_pyarrow()
    from pyarrow import parquet

    parquet.write_table(arrow_table(analyses, layer, names=names), path, compression="zstd")


def _write_frame(table: GeoDataFrame, form: Format, layer: Layer, path: Path) -> None:
    """Write a layer by GDAL, and read it back: on a full disk some of its drivers say nothing and write half a file."""
    import pyogrio
    from pyogrio.errors import DataLayerError, DataSourceError

    try:
        if form == "gpkg":
            pyogrio.write_dataframe(table, path, driver="GPKG", layer=layer, append=path.exists())
        else:
            # Its spatial index would forbid missing geometries and change the order.
            pyogrio.write_dataframe(table, path, driver="FlatGeobuf", layer=layer, SPATIAL_INDEX="NO")
        written = len(pyogrio.read_dataframe(path, layer=layer, columns=["id"], read_geometry=False))
    except (DataLayerError, DataSourceError) as error:
        raise OutputError(f"{form} cannot be written: {' '.join(str(error).split())}") from error
    if written != len(table):
        raise OutputError(f"{form} cannot be written: of {len(table):,} {layer} {written:,} arrived; is the disk full?")


def _geojson_text(analyses: Sequence[Analysis], names: str | None) -> str:
    """A feature a line, so that a diff of two exports shows what changed."""
    collection = geojson(analyses, names=names)
    found = collection.pop("features")
    head = json.dumps(collection, ensure_ascii=False)[:-1]
    lines = ",\n".join(json.dumps(feature, ensure_ascii=False, allow_nan=False) for feature in found)
    return f'{head}, "features": [\n{lines}\n]}}\n'


_TEXTS: dict[Format, Callable[[Sequence[Analysis], str | None], str]] = {
    "geojson": _geojson_text,
    "kml": lambda analyses, names: kml(analyses, names=names),
    "annotations": lambda analyses, names: annotations_text(analyses, names=names),
    "linked-places": lambda analyses, names: linked_places_text(analyses, names=names),
}
