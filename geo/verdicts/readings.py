"""All readings of the distance between two places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.measures.atlas import centre
from geo.measures.ellipsoid import geodesic
from geo.measures.nearest import Line
from geo.records import Reading
from geo.verdicts.sorts import COUNTRIES, sort_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.measures.atlas import Atlas
    from geo.records import MeasuredPart, Place, ReadingName

METHOD = (
    "Geodesics on WGS 84 (Karney 2013). Nearest: the least over all pairs of points of the two outlines, found by"
    " branch and bound over bounding spheres, exact between segments. Settlements are measured from their centres."
)
# A reading of another part of a place is told where it differs by more than this.
NOTABLE_KM = 0.05
PARTS: tuple[tuple[ReadingName, MeasuredPart], ...] = (
    ("nearest_metropolitan", "metropolitan"),
    ("nearest_mainland", "mainland"),
    ("nearest_main_islands", "main_islands"),
    ("nearest_with_islets", "islets"),
)


def readings_between(
    a: Place, b: Place, atlas: Atlas, *, part_a: MeasuredPart = "whole", part_b: MeasuredPart = "whole"
) -> tuple[Reading, ...]:
    """Every reading of the distance between two places.

    Args:
        a: The one place.
        b: The other.
        atlas: Where they are measured.
        part_a: Which part of `a` is meant.
        part_b: Which part of `b` is meant.

    Returns:
        `nearest` first; then, where they differ from it, that without outlying territories, those between the largest
        landmasses and between the main islands, and that with every rock; then `centre`,
        `farthest` and, between countries, `capitals`.
    """
    return tuple(_readings(a, b, atlas, part_a, part_b))


def _readings(a: Place, b: Place, atlas: Atlas, part_a: MeasuredPart, part_b: MeasuredPart) -> Iterator[Reading]:
    line = atlas.nearest(a, b, part_a, part_b)
    yield reading("nearest", line)
    parts: list[Line] = []
    for name, part in PARTS:
        of_a, of_b = (_part(place, own, part, atlas) for place, own in ((a, part_a), (b, part_b)))
        if part == "main_islands" and not _from_an_islet(line, (a, b), (of_a, of_b), atlas):
            continue
        ends = (((a, of_a), (a, part_a)), ((b, of_b), (b, part_b)))
        if any(atlas.outline(*one) is not atlas.outline(*other) for one, other in ends):
            other_line = atlas.nearest(a, b, of_a, of_b)
            told = [line] if part != "main_islands" else [line, *parts]
            if all(abs(other_line.metres - each.metres) > 1000 * NOTABLE_KM for each in told):
                yield reading(name, other_line)
            parts.append(other_line)
    yield reading("centre", between_centres(a, b))
    yield reading("farthest", atlas.farthest(a, b))
    capitals = [atlas.place(place.capital) for place in (a, b) if place.feature_code.startswith(COUNTRIES)]
    if len(capitals) == 2 and capitals[0] is not None and capitals[1] is not None:
        yield reading("capitals", between_centres(capitals[0], capitals[1]))


def _from_an_islet(
    line: Line, places: tuple[Place, Place], parts: tuple[MeasuredPart, MeasuredPart], atlas: Atlas
) -> bool:
    """Whether a line may end at a small island, as the largest lies farther off: a cheap look before a long one."""
    if "main_islands" not in parts:
        return False
    largest: list[MeasuredPart] = ["mainland" if part == "main_islands" else part for part in parts]
    return atlas.nearest(*places, *largest).metres - line.metres > 1000 * NOTABLE_KM


def _part(place: Place, own: MeasuredPart, part: MeasuredPart, atlas: Atlas) -> MeasuredPart:
    """The part that a reading takes of a place: that which the text gives, and of islands no mainland."""
    if own != "whole":
        return own
    if part == "main_islands":
        return "mainland" if has_mainland(place, atlas) else part if _is_islands(place) else "whole"
    return "metropolitan" if part == "mainland" and not has_mainland(place, atlas) else part


def _is_islands(place: Place) -> bool:
    """Whether a place may be made of islands: a group, a country, a territory, a unit, an island with islets."""
    return place.feature_code.startswith((*COUNTRIES, "ADM", "ISL"))


def has_mainland(place: Place, atlas: Atlas) -> bool:
    """Whether a country or a first-order unit has a part of a landmass that it shares with others ("Alaska")."""
    if place.feature_code.startswith(COUNTRIES):
        return sort_of(place, atlas) == "country"
    mainland = atlas.shaped(place, "mainland") if place.feature_code.startswith("ADM1") else None
    return mainland is not None and not mainland.shape.coast.all()


def reading(name: ReadingName, line: Line) -> Reading:
    """A reading from a line, with the bounds that its accuracy allows."""
    km, off = line.metres / 1000, line.accuracy_m / 1000
    return Reading(name, km, max(0.0, km - off) if km else 0.0, km + off, None, (line.start, line.end))


def between_centres(a: Place, b: Place) -> Line:
    """The line between two places' points."""
    (lon_a, lat_a, off_a), (lon_b, lat_b, off_b) = centre(a), centre(b)
    start, end = (lon_a, lat_a), (lon_b, lat_b)
    return Line(geodesic(start, end)[0], start, end, float((off_a**2 + off_b**2) ** 0.5))
