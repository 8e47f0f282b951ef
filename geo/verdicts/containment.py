"""Judging whether a place lies in another, in a part of it, or on a water."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.measures.winds import WIND_NAMES
from geo.records import Part
from geo.verdicts.finding import Finding
from geo.verdicts.readings import reading
from geo.verdicts.sorts import COUNTRIES, ISLANDS, sort_of
from geo.verdicts.wording import being, kilometres, listed, named

if TYPE_CHECKING:
    from geo.measures.atlas import Atlas
    from geo.records import Claim, Place, Verdict

# A town within the first of these is on a water; one beyond the second is not.
ON_KM, OFF_KM = 15.0, 40.0
# The outlines of seas leave out bays, and gulfs that are told apart from them: a town on a shore, and on no other sea,
# is within the first of these still on the sea, and beyond the second it is not.
LEFT_OUT_KM, BAY_KM = 60.0, 400.0
# A border that may be farther off than this, in metres, was drawn from the places on its sides, or is a convention.
COARSE_M = 1_400
WET = ("water", "course")
SEAS = ("SEA", "OCN", "GULF")
NEAR_SEAS = 4  # whose points are nearest
# How far towards the named side of an area's box a place must lie; below the second it lies on the other.
HALF, OTHER = 0.5, 0.4
MIDDLE = 0.25


def judge_containment(claim: Claim, subject: Place, other: Place, atlas: Atlas) -> Finding:
    """Judge whether the subject lies in the object, or in the part of it that is named.

    Args:
        claim: With a subject and an object, and perhaps a region of it.
        subject: The place of the subject.
        other: The place of the object.
        atlas: Where they are measured.
    """
    if sort_of(other, atlas) in WET and sort_of(subject, atlas) not in WET:
        return _beside(subject, other, atlas)
    disputed = subject.disputed
    if disputed is not None and other.feature_code.startswith(COUNTRIES) and other.country in disputed.claimants:
        claimants = listed([_called(code, subject, atlas) for code in disputed.claimants])
        explanation = f"{being(subject)} claimed by {claimants}; whose it is, no measure tells."
        return _finding("depends", explanation)
    verdict, explanation = _inside(subject, other, atlas)
    if claim.region is None or verdict != "supported":
        return _finding(verdict, explanation)
    return _in_region(claim, subject, other, atlas)


def _inside(subject: Place, other: Place, atlas: Atlas) -> tuple[Verdict, str]:
    inside = "on" if other.feature_code.startswith(ISLANDS) else "in"
    if other.feature_code.startswith(COUNTRIES) and subject.country == other.country:
        return "supported", f"{being(subject)} in {named(other)}."
    shape = atlas.shaped(other, "islets")
    if shape is None:
        if _recorded(subject, other):
            return "supported", f"{being(subject)} in {named(other)}, as the gazetteer has it."
        return "unverifiable", f"The gazetteer has no outline of {named(other)}."
    if atlas.holds(other, subject):
        if _at_a_coarse_border(subject, other, atlas) and not _recorded(subject, other):
            return (
                "depends",
                f"{being(subject)} {inside} {named(other)}, or beyond its border, which is not known so well.",
            )
        return "supported", f"{being(subject)} {inside} {named(other)}."
    away = reading("nearest", atlas.nearest(subject, other, "whole", "islets"))
    if away.low_km == 0:
        if _recorded(subject, other):
            return "supported", f"{being(subject)} in {named(other)}, as the gazetteer has it."
        return ("supported" if away.km == 0 else "depends"), f"{being(subject)} at the edge of {named(other)}."
    return "refuted", f"{being(subject)} not {inside} {named(other)}, but {kilometres(away.km)} from it."


def _recorded(subject: Place, other: Place) -> bool:
    """Whether the gazetteer says that the subject belongs to a first-order unit."""
    return other.feature_code == "ADM1" and subject.admin1 == other.name and subject.country == other.country


def _at_a_coarse_border(subject: Place, other: Place, atlas: Atlas) -> bool:
    """Whether a point in an area lies no farther from its border than the border may be off, where that is much."""
    border = atlas.shaped(other, "border")
    if border is None or border.shape.accuracy_m.max() < COARSE_M or atlas.shaped(subject) is not None:
        return False
    return reading("nearest", atlas.nearest(subject, other, "whole", "border")).low_km == 0


def _beside(subject: Place, water: Place, atlas: Atlas) -> Finding:
    """Judge whether the subject is on a water. On a shore it may be on a bay that the outline of a sea leaves out."""
    if atlas.shaped(water) is None:
        return _finding("unverifiable", f"The gazetteer has no outline of {named(water)}.")
    line = reading("nearest", atlas.nearest(subject, water))
    explanation = f"{being(subject)} {kilometres(line.km)} from {named(water)}"
    verdict: Verdict = "supported" if line.low_km <= ON_KM else "refuted" if line.low_km > OFF_KM else "depends"
    sea = verdict != "supported" and water.feature_code.startswith(SEAS) and line.low_km <= BAY_KM
    shore_km = _from_shore_km(subject, atlas) if sea else None
    if shore_km is not None and shore_km <= ON_KM and not _on_another_sea(subject, water, atlas):
        verdict = "supported" if line.low_km <= LEFT_OUT_KM else "depends"
        explanation += f", whose outline leaves out bays, and {kilometres(shore_km)} from a shore"
    return Finding(Part("containment", verdict, f"{explanation}."), (line,), "nearest", line.points)


def _on_another_sea(subject: Place, water: Place, atlas: Atlas) -> bool:
    near = atlas.source.nearest(subject.lon, subject.lat, features=SEAS[:2], limit=NEAR_SEAS)
    seas = (atlas.place(key) for key in near if key != water.id)
    drawn = (sea for sea in seas if sea is not None and atlas.shaped(sea) is not None)
    return any(atlas.nearest(subject, sea).metres <= 1000 * ON_KM for sea in drawn)


def _from_shore_km(subject: Place, atlas: Atlas) -> float | None:
    """How far a place is from the shore of its country."""
    found = atlas.source.nearest(subject.lon, subject.lat, features=("PCLI",), country=subject.country, limit=1)
    country = atlas.place(found[0]) if found else None
    if country is None or atlas.shaped(country, "shore") is None:
        return None
    return atlas.nearest(subject, country, "whole", "shore").metres / 1000


def _called(code: str, near: Place, atlas: Atlas) -> str:
    """The name of a claimant that is given by its country's code."""
    found = atlas.source.nearest(near.lon, near.lat, features=("PCLI",), country=code, limit=1)
    country = atlas.place(found[0]) if found else None
    return code if country is None else named(country)


def _in_region(claim: Claim, subject: Place, other: Place, atlas: Atlas) -> Finding:
    box = _box(subject, other, atlas)
    if box is None:
        return _finding("unverifiable", f"The gazetteer has no outline of {named(other)} that {named(subject)} is in.")
    west, south, east, north = box
    eastward, northward = (subject.lon - west) / (east - west), (subject.lat - south) / (north - south)
    where = f"{being(subject)} {northward:.0%} of the way from the south to the north of {named(other)}"
    where += f" and {eastward:.0%} from the west to the east"
    verdict: Verdict
    if claim.region == "C":
        off = max(abs(eastward - 0.5), abs(northward - 0.5))
        verdict = "supported" if off <= MIDDLE else "refuted" if off > MIDDLE + 0.1 else "depends"
        return _finding(verdict, f"{where}.")
    assert claim.region is not None
    sides = {"N": northward, "S": 1 - northward, "E": eastward, "W": 1 - eastward}
    share = min(sides[letter] for letter in set(claim.region))
    verdict = "supported" if share >= HALF else "refuted" if share < OTHER else "depends"
    return _finding(verdict, f"{where}{'' if verdict == 'supported' else f', not in the {WIND_NAMES[claim.region]}'}.")


def _box(subject: Place, other: Place, atlas: Atlas) -> tuple[float, float, float, float] | None:
    """The box round the other's mainland if the subject is within it, else round all of it."""
    for part in ("mainland", "whole"):
        shape = atlas.shaped(other, part)
        if shape is None or shape.shape.kind == "point":
            return None
        west, south = shape.bounds[:, :2].min(axis=0).tolist()
        east, north = shape.bounds[:, 2:].max(axis=0).tolist()
        if west <= subject.lon <= east and south <= subject.lat <= north and 0 < east - west < 180 and south < north:
            return west, south, east, north
    return None


def _finding(verdict: Verdict, explanation: str) -> Finding:
    return Finding(Part("containment", verdict, explanation))
