"""Which of the places that share a name and a spot is meant, when something is measured from it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from geo.asking import look_up
from geo.folding import fold
from geo.measures.atlas import is_settlement
from geo.measures.ellipsoid import geodesic
from geo.mentions.priors import SORTS, group_of
from geo.verdicts.sorts import COUNTRIES, ISLANDS, WATERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from geo.measures.atlas import Atlas
    from geo.records import Claim, End, Mention, Place

# Places of one name whose points are no farther apart are one spot: a town, its island, its district.
SPOT_M = 100_000.0
LEAST_DEGREE_M = 110_500.0  # of latitude
_PAIR = 2
_AROUND = 40  # islands near a group's point that may be its members
_UNIT = re.compile(
    r"\b(county|province|prefecture|district|state|oblast|region|department|governorate)\b", re.IGNORECASE
)


def as_measured(claim: Claim, mentions: Mapping[str, Mention], atlas: Atlas) -> Claim:
    """The claim with its ends at what is measured, where a name stands for a town, its unit and its island alike.

    A country of the name is meant rather than its capital (Singapore, Djibouti). An island is, rather than a town or a
    unit on it, unless the other end is a town as well. Else a town is, rather than the unit round it, unless the text
    says that it is the unit.

    Args:
        claim: With the ends that the text gives.
        mentions: By id, with the candidates for each name.
        atlas: Where places are.
    """
    claim = _as_called(claim, mentions, atlas)
    if claim.kind == "containment":
        return _containing(claim, mentions, atlas)
    if claim.kind == "extent":
        return _drawn(claim, mentions, atlas)
    if "apart" in claim.cues and claim.object is None:
        return _between_two(claim, atlas)
    ends = [claim.subject, claim.object, claim.rival]
    spots = [companions(end, mentions, atlas) for end in ends]
    towns = [bool(spot) and all(is_settlement(place) or _is(place, ("ADM",)) for place in spot) for spot in spots]
    found = []
    for end, spot, among_towns in zip(ends, spots, (towns[1], towns[0], towns[0]), strict=True):
        place = None if end is None else _meant(end, spot, beside_town=among_towns)
        found.append(end if end is None or place is None else replace(end, place=place.id))
    return replace(claim, subject=found[0], object=found[1], rival=found[2])


def fits(place: Place, sort: str) -> bool:
    """Whether a place is of the sort that a noun names; any is where the text names none."""
    return sort not in SORTS or group_of(place.feature_code) in SORTS[sort]


def _as_called(claim: Claim, mentions: Mapping[str, Mention], atlas: Atlas) -> Claim:
    """The claim with its ends at places of the sort that the text says: "Tsushima, a Japanese island".

    What is said to be far from a mainland is an island, if one bears its name.
    """

    def called(end: End | None, sort: str) -> End | None:
        place = atlas.place(end.place) if end is not None else None
        if end is None or place is None or fits(place, sort):
            return end
        mention = mentions.get(end.mention or "")
        known = (atlas.place(candidate.place) for candidate in (mention.candidates if mention is not None else ()))
        found = next((other for other in known if other is not None and fits(other, sort)), None)
        if found is None and mention is not None:  # "Pemba, the clove island" is called Pemba Island
            asked = look_up(f"{mention.text} {sort}", atlas.source, limit=1)
            found = asked[0][0] if asked and fits(asked[0][0], sort) else None
        return end if found is None else replace(end, place=found.id)

    subject, other = claim.subject, claim.object
    sort = subject.sort if subject is not None else ""
    if not sort and other is not None and other.part == "mainland" and claim.stated:
        sort = "island"
    return replace(
        claim,
        subject=called(subject, sort),
        object=called(other, other.sort if other is not None else ""),
        rival=called(claim.rival, claim.rival.sort if claim.rival is not None else ""),
    )


def companions(end: End | None, mentions: Mapping[str, Mention], atlas: Atlas) -> tuple[Place, ...]:
    """The place of an end, and the other candidates for its name at the same spot."""
    place = atlas.place(end.place) if end is not None else None
    if end is None or place is None:
        return ()
    mention = mentions.get(end.mention or "")
    if mention is None and place.feature_code.startswith("ADM"):
        return (place, *_towns_of_its_name(place, atlas))
    others = (atlas.place(candidate.place) for candidate in (mention.candidates if mention is not None else ()))
    spot = [other for other in others if other is not None and other.id != place.id and one_spot(place, other, atlas)]
    if is_settlement(place):  # a town is no other name for an islet off its shore
        spot = [other for other in spot if not _is(other, ISLANDS) or atlas.holds(other, place)]
    return place, *spot


def _towns_of_its_name(unit: Place, atlas: Atlas) -> Iterator[Place]:
    named = {row.place for rows in atlas.source.rows(_names(unit)).values() for row in rows}
    for place_id, _ in sorted(atlas.source.keys(named).values()):
        town = atlas.place(place_id)
        if town is None or town.country != unit.country or not town.feature_code.startswith("PPL"):
            continue
        if one_spot(unit, town, atlas):
            yield town


def _level(lat: float, other: float) -> bool:
    """Whether two latitudes may be those of one spot: a cheap look before a line is measured."""
    return abs(lat - other) <= SPOT_M / LEAST_DEGREE_M + 0.01


def _names(place: Place) -> set[str]:
    return {fold(name) for names in (*place.names.values(), (place.name,)) for name in names}


def one_spot(a: Place, b: Place, atlas: Atlas) -> bool:
    """Whether two places of one name are at one spot, or the first is a unit that holds the second."""
    near = _level(a.lat, b.lat) and geodesic((a.lon, a.lat), (b.lon, b.lat))[0] <= SPOT_M
    return near or (a.feature_code.startswith("ADM") and atlas.holds(a, b))


def _meant(end: End, spot: tuple[Place, ...], *, beside_town: bool) -> Place | None:
    if not spot:
        return None
    called = fold(end.text.removeprefix("the "))
    country, island = _first(spot, COUNTRIES), _first(spot, ISLANDS)
    if country is not None and fold(country.name) == called and not _is(spot[0], ISLANDS):
        return country
    if _is(spot[0], COUNTRIES):
        return island if island is not None and fold(island.name) == called else None
    town = max(filter(is_settlement, spot), key=lambda place: place.population, default=None)
    if island is not None and not (beside_town and is_settlement(spot[0]) and fold(spot[0].name) == called):
        return island
    return town if town is not None and not is_settlement(spot[0]) and not _UNIT.search(end.text) else None


def _drawn(claim: Claim, mentions: Mapping[str, Mention], atlas: Atlas) -> Claim:
    """The claim with that bearer of its subject's name that has an outline, an island first."""
    spot = sorted(companions(claim.subject, mentions, atlas), key=lambda place: not _is(place, ISLANDS))
    drawn = next((place for place in spot if atlas.shaped(place) is not None), None)
    if claim.subject is None or drawn is None:
        return claim
    return replace(claim, subject=replace(claim.subject, place=drawn.id))


def _between_two(claim: Claim, atlas: Atlas) -> Claim:
    """The claim that a group of two islands is so far apart, between the two; of a larger group nothing says which."""
    group = atlas.place(claim.subject.place) if claim.subject is not None else None
    if claim.subject is None or group is None or is_settlement(group) or atlas.main_islands(group) != _PAIR:
        return claim
    near = atlas.source.nearest(group.lon, group.lat, features=ISLANDS, limit=_AROUND)
    known = (atlas.place(key) for key in near if key != group.id)
    islands = [island for island in known if island is not None and atlas.holds(group, island)]
    if len(islands) != _PAIR:
        return claim
    one, other = (replace(claim.subject, place=island.id, mention=None) for island in islands)
    return replace(claim, subject=one, object=other, checkable=True)


def _containing(claim: Claim, mentions: Mapping[str, Mention], atlas: Atlas) -> Claim:
    """The claim with that bearer of its object's name that holds the subject, if one does: a unit, not its island."""
    subject = atlas.place(claim.subject.place) if claim.subject is not None else None
    spot = companions(claim.object, mentions, atlas)
    if subject is None or claim.object is None or not spot or _is(spot[0], (*COUNTRIES, *WATERS)):
        return claim
    holder = next((place for place in spot if atlas.holds(place, subject)), spot[0])
    return replace(claim, object=replace(claim.object, place=holder.id))


def _first(places: Iterable[Place], codes: tuple[str, ...]) -> Place | None:
    return next((place for place in places if _is(place, codes)), None)


def _is(place: Place, codes: tuple[str, ...]) -> bool:
    return place.feature_code.startswith(codes)
