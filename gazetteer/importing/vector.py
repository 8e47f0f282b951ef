"""Anything that geopandas reads: shapefiles, GeoPackages, GeoJSON, Natural Earth's zips."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazetteer.importing.records import Found, made
from gazetteer.importing.rejects import Reject
from gazetteer.importing.tables import COLUMNS, listed
from geo.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

# Natural Earth's columns, asked after those of `COLUMNS`.
_NATURAL_EARTH = {
    "id": ("ne_id", "wikidataid"),
    "name": ("name_en", "admin", "nameascii"),
    "population": ("pop_est", "pop_max"),
}
# Its classes of features as GeoNames codes; the first whose beginning fits.
_NATURAL_EARTH_CODES = {
    "Admin-0 capital": "PPLC",
    "Admin-0 region capital": "PPLA",
    "Admin-1": "PPLA",
    "Populated place": "PPL",
    "Admin-0 dependency": "PCLD",
    "Admin-0 breakaway": "TERR",
    "Admin-0 indeterminate": "TERR",
    "Admin-0": "PCLI",
    "Alkaline Lake": "LK",
    "Lake": "LK",
    "Reservoir": "RSV",
    "River": "STM",
    "Canal": "CNL",
    "Range/mtn": "MTS",
    "Island group": "ISLS",
    "Island": "ISL",
    "Peninsula": "PEN",
    "Pen/cape": "PEN",
    "Plateau": "PLAT",
    "Plain": "PLN",
    "Desert": "DSRT",
    "Continent": "CONT",
    "Geoarea": "RGN",
    "Region": "RGN",
    "Valley": "VAL",
    "Delta": "DLTA",
    "Isthmus": "ISTH",
    "Basin": "BSN",
    "ocean": "OCN",
    "sea": "SEA",
    "gulf": "GULF",
    "bay": "BAY",
    "strait": "STRT",
    "channel": "CHN",
    "sound": "SD",
    "lagoon": "LGN",
    "reef": "RF",
    "Airport": "AIRP",
    "Port": "PRT",
}
_BLANK = {"", "nan", "none", "-99", "<na>"}


def read_vector(path: Path, columns: Mapping[str, str]) -> Iterator[Found | Reject]:
    """Read the features of a file.

    Args:
        path: The file.
        columns: Which column holds what, where it is not called as usual ("name": "NAMN").

    Raises:
        InputError: The file cannot be read, has no coordinate system or no column for the name.
    """
    import geopandas
    from shapely.geometry.base import BaseGeometry

    try:
        frame = geopandas.read_file(f"zip://{path}" if path.suffix == ".zip" else path)
    except Exception as error:
        raise InputError(f"{path}: cannot be read ({error})") from error
    if not isinstance(frame, geopandas.GeoDataFrame):
        raise InputError(f"{path}: holds a table without points or shapes; save it as CSV with columns lat and lon")
    if frame.crs is None:
        raise InputError(f"{path}: does not say its coordinate system; add the .prj file or save it as GeoJSON")
    frame = frame.to_crs(4326)
    titles = {str(title).lower(): title for title in frame.columns if title != "geometry"}
    where = {}
    for field, usual in COLUMNS.items():
        wanted = columns.get(field)
        if wanted is not None and wanted.lower() not in titles:
            raise InputError(f"{path}: has no column {wanted!r}; it has {', '.join(map(str, titles.values()))}")
        called = [wanted.lower()] if wanted else [*usual, *_NATURAL_EARTH.get(field, ())]
        found = next((titles[title] for title in called if title in titles), None)
        if found is not None:
            where[field] = found
    if "name" not in where:
        known = list(map(str, titles.values()))
        raise InputError(
            f"{path}: no column for the name among {', '.join(known)}; say which it is: "
            f"--column name={(known or ['...'])[0]}"
        )
    languages = {str(title)[5:].lower(): title for title in frame.columns if str(title).lower().startswith("name_")}
    for number, (_, row) in enumerate(frame.iterrows(), 1):
        geometry = row.geometry
        if not isinstance(geometry, BaseGeometry) or geometry.is_empty:  # where none has one, each is not a number
            yield Reject(number, "has no geometry", str(row[where["name"]]))
            continue
        values = {field: "" if str(row[title]).lower() in _BLANK else str(row[title]) for field, title in where.items()}
        names = listed(values.get("names", ""))
        for language, title in languages.items():
            if str(row[title]).lower() not in _BLANK and len(language) <= 7:
                names.setdefault(language, []).append(str(row[title]))
        point = geometry if geometry.geom_type == "Point" else geometry.representative_point()
        yield made(
            number,
            name=values["name"],
            lat=values.get("lat") or point.y,
            lon=values.get("lon") or point.x,
            prefix=path.stem.lower().replace(" ", "-"),
            key=values.get("id", ""),
            feature_code=values.get("feature_code", "") or _natural_earth_code(row, titles),
            country=values.get("country", ""),
            admin1=values.get("admin1", ""),
            population=values.get("population", ""),
            names=names,
            source=path.name,
            geometry=None if geometry.geom_type == "Point" else geometry.__geo_interface__,
        )


def _natural_earth_code(row: Mapping[str, object], titles: Mapping[str, str]) -> str:
    kind = str(row[titles["featurecla"]]) if "featurecla" in titles else ""
    if kind.startswith("Admin-1") and "capital" not in kind:
        return "ADM1"
    return next((code for start, code in _NATURAL_EARTH_CODES.items() if kind.startswith(start)), "")
