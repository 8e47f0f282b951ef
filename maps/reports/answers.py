"""What is printed of places and distances that were asked for by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.units import KM_PER
from maps.features import feature_word
from maps.reports.columns import columns, shown
from maps.reports.figures import READING_WORDS, length, miles, position

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from geo.distance import Distance
    from geo.records import Place

# GeoNames feature classes.
CLASSES = {
    "A": "countries and units",
    "H": "waters",
    "L": "areas",
    "P": "populated places",
    "R": "roads",
    "S": "buildings and spots",
    "T": "mountains and islands",
    "U": "undersea",
    "V": "forests",
}
WINDS = ("N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE", "S", "SSW", "SW", "WSW", "W", "WNW", "NW", "NNW")


def lookup_text(found: Sequence[tuple[Place, float]]) -> str:
    """Places with their scores, best first, a line a place; a disputed one with all that claim it."""
    rows: list[tuple[str, ...]] = [("score", "name", "kind", "where", "population", "position", "id")]
    for place, score in found:
        where = ", ".join(part for part in (place.admin1, place.country) if part)
        if place.disputed is not None:
            where = f"claimed by {', '.join(place.disputed.claimants)}"
        code = place.feature_code
        kind = f"{word} ({code})" if (word := feature_word(code)) != code else code
        people = f"{place.population:,}" if place.population else ""
        spot = position((place.lon, place.lat))
        rows.append((f"{score:.2f}", place.name, kind, where or "–", people, spot, place.id))
    return "\n".join(columns(rows, right=(0, 4))) + "\n"


def distance_text(distance: Distance) -> str:
    """Every reading of the distance between two places, with the points that it was measured between."""
    a, b = distance.a, distance.b
    rows: list[tuple[str, ...]] = [("reading", "km", "miles", "nautical", "uncertainty", "from", "to")]
    for reading in distance.readings:
        slack = max(reading.high_km - reading.km, reading.km - reading.low_km)
        ends = [position(point) for point in reading.points] if reading.points else ["", ""]
        nautical = f"{reading.km / KM_PER['nmi']:,.1f} nmi"
        measured = (length(reading.km), miles(reading.km / KM_PER["mi"]), nautical, f"± {length(slack)}")
        rows.append((READING_WORDS[reading.name], *measured, *ends))
    lines = [*columns([("from", *_described(a)), ("to", *_described(b))]), "", *columns(rows, right=(1, 2, 3, 4)), ""]
    if distance.azimuth is not None:
        wind = WINDS[round(distance.azimuth / 22.5) % 16]
        lines.append(f"bearing  {distance.azimuth:.1f}° ({wind}) from {shown(a.name)} to {shown(b.name)}")
    lines.append(f"method   {shown(distance.method)}")
    return "\n".join(lines) + "\n"


def stores_text(stores: Sequence[Mapping[str, Any]]) -> str:
    """What each store of a gazetteer holds, and the sources of it.

    Args:
        stores: Its path, name, version, sha256, size, names, places by class, and sources, as JSON shows them too.
    """
    lines: list[str] = []
    for store in stores:
        lines.append(shown(f"{store['name']} {store['version']}: {store['path']}"))
        total = sum(store["places"].values())
        size = f"{store['size'] / 1e6:,.1f} MB"
        lines.append(f"  {total:,} places, {store['names']:,} names, {size}, sha256 {store['sha256'][:16]}")
        kinds = [(CLASSES.get(letter, letter), f"{count:,}") for letter, count in store["places"].items()]
        sources = [
            tuple(str(source.get(key, "")) for key in ("name", "version", "licence")) for source in store["sources"]
        ]
        lines += columns(kinds, right=(1,), indent="    ")
        lines += [*columns(sources, indent="  from  "), ""]
    return "\n".join(lines)


def _described(place: Place) -> tuple[str, str, str, str]:
    where = ", ".join(part for part in (place.feature_code, place.admin1, place.country) if part)
    claimed = f"claimed by {', '.join(place.disputed.claimants)}" if place.disputed else place.source
    return place.name, where, place.id, claimed
