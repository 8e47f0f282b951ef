"""Writes a store's places for other programs: Linked Places 1.3 (JSON) and GeoPackage."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from geo.errors import OutputError, UsageError
from geo.files import replacing
from geo.names import NAME_KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from gazetteer.layers import Gazetteer
    from geo.records import Place

FORMATS = {
    ".json": "linked-places",
    ".jsonl": "linked-places-lines",
    ".geojson": "linked-places",
    ".gpkg": "geopackage",
}
_CONTEXT = "https://raw.githubusercontent.com/LinkedPasts/linked-places/master/linkedplaces-context-v1.1.jsonld"
_LINKED = {"geonames": "gn", "wikidata": "wd"}
_BATCH = 10_000


def export_places(
    source: Gazetteer,
    path: Path,
    *,
    file_format: str | None = None,
    country: str | None = None,
    own: bool = True,
    progress: Callable[[int], None] | None = None,
) -> int:
    """Write the places of a gazetteer.

    Args:
        source: An open gazetteer.
        path: The file; it appears whole or not at all.
        file_format: One of the values of `FORMATS`; told by the extension where None.
        country: Only the places of this country (ISO 3166-1 alpha-2).
        own: Only the user's own places, where there is a user's store.
        progress: Called with the number of places written so far.

    Returns:
        How many places were written.

    Raises:
        UsageError: Nothing tells the format.
        OutputError: The file cannot be written.
    """
    chosen = file_format or FORMATS.get(path.suffix.lower())
    if chosen not in FORMATS.values():
        raise UsageError(f"{path}: nothing tells the format; end the name with {', '.join(FORMATS)}")
    places = _counted(source.every(country=country, own=own, batch=_BATCH), progress)
    with replacing(path) as (partial,):
        return _geopackage(places, partial) if chosen == "geopackage" else _linked_places(places, partial, chosen)


def _counted(places: Iterator[Place], progress: Callable[[int], None] | None) -> Iterator[Place]:
    for number, place in enumerate(places, 1):
        if progress and number % 1_000 == 0:
            progress(number)
        yield place


def _linked_places(places: Iterator[Place], path: Path, chosen: str | None) -> int:
    number = 0
    with path.open("w", encoding="utf-8") as file:
        if chosen == "linked-places":
            file.write(f'{{"type": "FeatureCollection", "@context": "{_CONTEXT}", "features": [\n')
        for number, place in enumerate(places, 1):
            if number > 1:
                file.write(",\n" if chosen == "linked-places" else "\n")
            file.write(json.dumps(linked_place(place), ensure_ascii=False))
        file.write("\n]}\n" if chosen == "linked-places" else "\n")
    return number


def linked_place(place: Place) -> dict[str, Any]:
    """A place as a feature of Linked Places."""
    names = [{"toponym": place.name}]
    for key, values in place.names.items():
        names += [{"toponym": name, **({"lang": key} if key and key not in NAME_KINDS else {})} for name in values]
    properties: dict[str, Any] = {"title": place.name, "fcode": place.feature_code, "ccodes": []}
    if place.country:
        properties["ccodes"] = [place.country]
    if place.population:
        properties["population"] = place.population
    return {
        "@id": _linked(place.id),
        "type": "Feature",
        "properties": properties,
        "names": names,
        "types": [{"identifier": place.feature_code, "label": place.feature_code}],
        "geometry": {"type": "Point", "coordinates": [place.lon, place.lat]},
        "links": [{"type": "exactMatch", "identifier": _linked(other)} for other in place.ids if other != place.id],
        "descriptions": [{"value": place.source, "lang": "en"}] if place.source else [],
    }


def _linked(place_id: str) -> str:
    prefix, _, rest = place_id.partition(":")
    return f"{_LINKED.get(prefix, prefix)}:{rest}"


def _geopackage(places: Iterator[Place], path: Path) -> int:
    import geopandas
    import pyogrio
    import shapely
    from pyogrio.errors import DataLayerError, DataSourceError

    rows = list(places)
    frame = geopandas.GeoDataFrame(
        {
            "id": [place.id for place in rows],
            "name": [place.name for place in rows],
            "feature_code": [place.feature_code for place in rows],
            "country": [place.country or "" for place in rows],
            "admin1": [place.admin1 or "" for place in rows],
            "population": [place.population for place in rows],
            "accuracy_m": [place.accuracy_m for place in rows],
            "names": [_listed(place) for place in rows],
            "source": [place.source for place in rows],
        },
        geometry=shapely.points([(place.lon, place.lat) for place in rows]) if rows else [],
        crs=4326,
    )
    try:
        frame.to_file(path, driver="GPKG", layer="places")
        written = len(pyogrio.read_dataframe(path, layer="places", columns=["id"], read_geometry=False))
    except (DataLayerError, DataSourceError) as error:
        raise OutputError(
            f"the GeoPackage cannot be written; is the disk full? {' '.join(str(error).split())}"
        ) from error
    if written != len(rows):  # of a full disk GDAL says nothing
        raise OutputError(
            f"the GeoPackage cannot be written: of {len(rows):,} places {written:,} arrived; is the disk full?"
        )
    return written


def _listed(place: Place) -> str:
    """Names as `gazetteer import` reads them: "ja:与那国|Yonakuni"."""
    return "|".join(f"{key}:{name}" if key else name for key, values in place.names.items() for name in values)
