"""A small world of known places, as a source: enough to judge claims in."""

from __future__ import annotations

from outlines import Rings, box, circle, point

from geo.folding import fold
from geo.names import Row
from geo.records import Dispute, GazetteerInfo, Place


def place(key, name, lat, lon, code, country=None, **more):  # noqa: PLR0917
    return Place(f"w:{key}", name, lat, lon, code, country, ids=(f"w:{key}",), source="made up for a test", **more)


PLACES = (
    # Two islands 100 km apart along the equator, each a country of its own.
    place("west", "Westland", 0.0, 0.0, "PCLI", "WW", capital="w:westville"),
    place("east", "Eastland", 0.0, 2.8984, "PCLI", "EE", capital="w:eastville"),
    place("westville", "Westville", 0.3, -0.5, "PPLC", "WW"),
    place("eastville", "Eastville", 0.1, 3.5, "PPLC", "EE"),
    # Two countries side by side on one landmass.
    place("north", "Northia", 47.5, 10.0, "PCLI", "NN", capital="w:northton"),
    place("south", "Southia", 42.5, 10.0, "PCLI", "SS", capital="w:southton"),
    place("northton", "Northton", 49.0, 12.0, "PPLC", "NN"),
    place("southton", "Southton", 44.9, 8.0, "PPLC", "SS"),
    # An island of Northia, and a rock without a name nearer to the coast.
    place("isle", "Isle", 47.0, 16.0, "ISL", "NN"),
    place("skerry", "Skerry", 46.9, 17.5, "ISL", "NN"),
    # A town and the unit round it, and an island with a town of its name.
    place("springton", "Springton", 48.0, 7.0, "PPLA", "NN", population=50_000),
    place("springton-unit", "Springton", 47.6, 7.2, "ADM1", "NN", population=90_000),
    place("isleton", "Isle", 47.0, 15.95, "PPL", "NN", population=800),
    place("sea", "Broad Sea", 0.0, -5.0, "SEA"),
    place("gap", "The Gap", 0.0, 1.5, "STRT"),
    place("rocks", "Lone Rocks", 0.0, 1.45, "ISL", "WW",
          disputed=Dispute(("WW", "EE"), {"WW": "Lone Rocks", "EE": "Ledge"})),
    place("long-river", "Long River", 0.3, -0.4, "STM", "WW"),
    place("nowhere", "Nowhere", 60.0, 60.0, "RGN"),
)  # fmt: skip
SHAPES = {
    "w:west": {"whole": Rings(circle(0, 0, 111.32, 180)), "mainland": Rings(circle(0, 0, 111.32, 180))},
    "w:east": {"whole": Rings(circle(2.8984, 0, 111.32, 180)), "mainland": Rings(circle(2.8984, 0, 111.32, 180))},
    "w:north": {
        "whole": Rings(
            [(5, 45), (15, 45), (15, 50), (5, 50), (5, 45)],
            [(15.9, 46.9), (16.1, 46.9), (16.1, 47.1), (15.9, 47.1), (15.9, 46.9)],
            coast=False,
        ),
        "mainland": box(5, 45, 15, 50, coast=False),
    },
    "w:south": {"whole": box(5, 40, 15, 45, coast=False), "mainland": box(5, 40, 15, 45, coast=False)},
    "w:isle": {"whole": box(15.9, 46.9, 16.1, 47.1)},
    "w:springton-unit": {"whole": box(6, 47, 8, 49, coast=False)},
    "w:skerry": {"whole": box(17.49, 46.89, 17.51, 46.91)},
    "w:sea": {"whole": box(-9, -5, -1.01, 5, coast=False)},
    "w:rocks": {"whole": point(1.45, 0, 30)},
}


class World:
    """A `geo.source.PlaceSource` of those places."""

    info = GazetteerInfo("test world", "1", "0" * 64)

    def __init__(self):
        self._places = {each.id: each for each in PLACES}

    def places(self, ids):
        return {key: self._places[key] for key in ids if key in self._places}

    def shape(self, place_id, part="whole"):
        parts = SHAPES.get(place_id)
        return None if parts is None else parts.get(part, parts["whole"])

    def shores(self, place_id):
        return ("w:west", "w:east") if place_id == "w:gap" else None

    def nearest(self, lon, lat, *, features, country=None, limit=10):
        fit = [
            p
            for p in PLACES
            if country in {None, p.country} and (p.feature_code in features or p.feature_code[0] in features)
        ]
        return [p.id for p in sorted(fit, key=lambda p: (p.lon - lon) ** 2 + (p.lat - lat) ** 2)[:limit]]

    def rows(self, folded):
        wanted = set(folded)
        found = {}
        for number, each in enumerate(PLACES):
            name = fold(each.name)
            if name in wanted:
                found.setdefault(name, []).append(
                    Row(number, round(each.lat * 360), round(each.lon * 180), 0, 0, 0, 0, 0, 0)
                )
        return found

    def keys(self, rows):
        return {row: (PLACES[row].id, PLACES[row].name) for row in rows}
