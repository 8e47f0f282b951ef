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
    if sort_of(other, atlas) == "water" and sort_of(subject, atlas) != "water":
        return _beside(subject, other, atlas)
    disputed = subject.disputed
    if disputed is not None and other.feature_code.startswith(COUNTRIES) and other.country in disputed.claimants:
        explanation = f"{being(subject)} claimed by {listed(disputed.claimants)}; whose it is, no measure tells."
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
        if subject.admin1 and subject.admin1 == other.name and subject.country == other.country:
            return "supported", f"{being(subject)} in {named(other)}, as the gazetteer has it."
        return "unverifiable", f"The gazetteer has no outline of {named(other)}."
    if atlas.holds(other, subject):
        return "supported", f"{being(subject)} {inside} {named(other)}."
    away = reading("nearest", atlas.nearest(subject, other, "whole", "islets"))
    if away.low_km == 0:
        return ("supported" if away.km == 0 else "depends"), f"{being(subject)} at the edge of {named(other)}."
    return "refuted", f"{being(subject)} not {inside} {named(other)}, but {kilometres(away.km)} from it."


def _beside(subject: Place, water: Place, atlas: Atlas) -> Finding:
    if atlas.shaped(water) is None:
        return _finding("unverifiable", f"The gazetteer has no outline of {named(water)}.")
    line = reading("nearest", atlas.nearest(subject, water))
    verdict: Verdict = "supported" if line.low_km <= ON_KM else "refuted" if line.low_km > OFF_KM else "depends"
    explanation = f"{being(subject)} {kilometres(line.km)} from {named(water)}."
    return Finding(Part("containment", verdict, explanation), (line,), "nearest", line.points)


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
