"""GeoJSON by record: Linked Places 1.3 (one file, or a feature a line) and Who's On First (a feature a file)."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

from gazetteer.importing.records import Found, made
from gazetteer.importing.rejects import Reject
from geo.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from gazetteer.importing.opening import Readable

_LARGEST_DOCUMENT = 1 << 30
# Prefixes of Linked Places and their like here.
_PREFIXES = {"gn": "geonames", "wd": "wikidata", "tgn": "tgn", "viaf": "viaf", "pl": "pleiades", "gnd": "gnd"}
_GEONAMES_URL = re.compile(r"https?://(?:www\.|sws\.)?geonames\.org/(\d+)")
_WOF_KINDS = {"preferred": "", "variant": "", "colloquial": "colloquial", "abbreviation": "abbreviation"}
# Who's On First's placetypes as GeoNames codes.
_WOF_CODES = {
    "continent": "CONT",
    "country": "PCLI",
    "dependency": "PCLD",
    "disputed": "TERR",
    "macroregion": "RGN",
    "region": "ADM1",
    "county": "ADM2",
    "localadmin": "ADM3",
    "locality": "PPL",
    "borough": "PPLX",
    "neighbourhood": "PPLX",
    "macrohood": "PPLX",
    "microhood": "PPLX",
    "ocean": "OCN",
    "marinearea": "SEA",
    "campus": "SCH",
    "empire": "PCLI",
}
_ISO3_639 = {
    "eng": "en", "zho": "zh", "jpn": "ja", "kor": "ko", "rus": "ru", "ara": "ar", "fra": "fr", "deu": "de", "spa": "es",
    "por": "pt", "ita": "it", "nld": "nl", "pol": "pl", "ukr": "uk", "tur": "tr", "vie": "vi", "hin": "hi", "fas": "fa",
    "heb": "he", "ell": "el", "swe": "sv", "ind": "id", "tha": "th", "ben": "bn", "urd": "ur", "hun": "hu", "ces": "cs",
}  # fmt: skip


def read_linked_places(stream: Readable, path: Path) -> Iterator[Found | Reject]:
    """Read a FeatureCollection of Linked Places, or a file with a feature a line.

    Raises:
        InputError: The file is no JSON.
    """
    for number, feature in enumerate(_features(stream, path), 1):
        yield feature if isinstance(feature, Reject) else linked_place(number, feature, path)


def _features(stream: Readable, path: Path) -> Iterator[Mapping[str, Any] | Reject]:
    data = stream.read(_LARGEST_DOCUMENT + 1)
    if len(data) > _LARGEST_DOCUMENT:
        raise InputError(
            f"{path}: is more than {_LARGEST_DOCUMENT >> 30} GB; cut it into parts or write a feature a line"
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            f"{path}: is not UTF-8 text ({error.reason} at byte {error.start}); save it as UTF-8"
        ) from error
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        lines = text.split("\n")
        if len(lines) < 2:
            raise InputError(f"{path}: is no JSON ({error})") from error
        for number, line in enumerate(lines, 1):
            if line.strip():
                try:
                    yield json.loads(line)
                except (ValueError, RecursionError) as wrong:
                    yield Reject(number, f"is no JSON ({wrong})", line)
        return
    if isinstance(document, dict) and isinstance(document.get("features"), list):
        yield from document["features"]
    elif isinstance(document, dict):
        yield document
    else:
        raise InputError(f"{path}: is neither a FeatureCollection nor a Feature")


def linked_place(number: int, feature: Mapping[str, Any], path: Path) -> Found | Reject:
    """One feature of Linked Places."""
    try:
        properties = feature.get("properties") or {}
        point, outline = _geometry(feature.get("geometry") or {})
        names: dict[str, list[str]] = {}
        for entry in feature.get("names") or ():
            names.setdefault(str(entry.get("lang") or ""), []).append(str(entry["toponym"]))
        links = [
            str(link.get("identifier", ""))
            for link in feature.get("links") or ()
            if "atch" in str(link.get("type", ""))
        ]
        codes = properties.get("ccodes") or [""]
        types = feature.get("types") or ()
        return made(
            number,
            name=str(properties.get("title") or next(iter(names.get("en") or names.get("") or [""]))),
            lat=point[1],
            lon=point[0],
            prefix=path.stem.lower().replace(" ", "-"),
            key=_identifier(str(feature.get("@id") or feature.get("id") or "")),
            feature_code=str(
                next((t["identifier"] for t in types if "fcode" in t or _code(t)), properties.get("fcode", ""))
            ),
            country=str(codes[0]),
            names=names,
            ids=[_identifier(link) for link in links],
            source=path.name,
            geometry=outline,
        )
    except (AttributeError, KeyError, TypeError, ValueError, IndexError, StopIteration) as error:
        return Reject(number, f"is no Linked Places feature ({error!r})", json.dumps(feature, ensure_ascii=False))


def _code(kind: Mapping[str, Any]) -> bool:
    return re.fullmatch(r"[A-Z]{2,5}\d?", str(kind.get("identifier", ""))) is not None


def _identifier(identifier: str) -> str:
    url = _GEONAMES_URL.match(identifier)
    if url:
        return f"geonames:{url.group(1)}"
    prefix, colon, rest = identifier.partition(":")
    return f"{_PREFIXES[prefix]}:{rest}" if colon and prefix in _PREFIXES else identifier


def _geometry(geometry: Mapping[str, Any]) -> tuple[tuple[Any, Any], Mapping[str, Any] | None]:
    """A point, and the outline where the geometry is more than a point."""
    if geometry.get("type") == "GeometryCollection":
        parts = geometry.get("geometries") or ()
        outline = next((p for p in parts if p.get("type") in {"Polygon", "MultiPolygon", "LineString"}), None)
        point = next((p for p in parts if p.get("type") == "Point"), outline)
        return _geometry(point or {})[0], outline
    coordinates: list[Any] = geometry.get("coordinates") or []
    if geometry.get("type") == "Point":
        return (coordinates[0], coordinates[1]), None
    flat = coordinates
    while flat and isinstance(flat[0], list) and isinstance(flat[0][0], list):
        flat = flat[0]
    if not flat:
        raise ValueError("it has no coordinates")
    outer = flat[:-1] if len(flat) > 1 and flat[0] == flat[-1] else flat
    middle = [sum(corner[axis] for corner in outer) / len(outer) for axis in (0, 1)]
    return (middle[0], middle[1]), geometry


def read_whos_on_first(path: Path) -> Iterator[Found | Reject]:
    """Read features of Who's On First: one file, all of a folder, or a distribution in SQLite.

    Raises:
        InputError: There is none.
    """
    if path.is_dir():
        files = sorted(file for file in path.rglob("*.geojson") if "-alt-" not in file.name)
        if not files:
            raise InputError(f"{path}: holds no .geojson file")
        for number, file in enumerate(files, 1):
            yield _whos_on_first(number, file.read_bytes(), file.name)
        return
    if path.suffix in {".db", ".sqlite", ".sqlite3"}:
        try:
            with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as db:
                for number, (_, body) in enumerate(db.execute("select id, body from geojson"), 1):
                    yield _whos_on_first(number, body.encode() if isinstance(body, str) else body, path.name)
        except sqlite3.Error as error:
            raise InputError(f"{path}: is no Who's On First database ({error})") from error
        return
    yield _whos_on_first(1, path.read_bytes(), path.name)


def _whos_on_first(number: int, body: bytes, source: str) -> Found | Reject:
    try:
        feature = json.loads(body)
        row = feature["properties"]
        if str(row.get("edtf:deprecated", "")) not in {"", "uuuu", ".."}:
            return Reject(number, "is deprecated", str(row.get("wof:name", "")))
        names: dict[str, list[str]] = {}
        for key, values in row.items():
            if key.startswith("name:") and isinstance(values, list):
                language, _, kind = key.removeprefix("name:").partition("_x_")
                known = _ISO3_639.get(language, language)
                names.setdefault(_WOF_KINDS.get(kind) or known, []).extend(map(str, values))
        concordances = row.get("wof:concordances") or {}
        ids = [
            f"{ours}:{concordances[theirs]}"
            for theirs, ours in (("gn:id", "geonames"), ("wd:id", "wikidata"))
            if theirs in concordances
        ]
        geometry = feature.get("geometry") or {}
        return made(
            number,
            name=str(row["wof:name"]),
            lat=row.get("lbl:latitude", row["geom:latitude"]),
            lon=row.get("lbl:longitude", row["geom:longitude"]),
            prefix="wof",
            key=str(row["wof:id"]),
            feature_code=_WOF_CODES.get(str(row.get("wof:placetype")), ""),
            country=str(row.get("wof:country") or row.get("iso:country") or ""),
            population=row.get("wof:population") or row.get("gn:population") or 0,
            names=names,
            ids=ids,
            source="Who's On First",
            geometry=geometry if geometry.get("type") in {"Polygon", "MultiPolygon"} else None,
        )
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        return Reject(number, f"is no Who's On First feature ({error!r})", source)
