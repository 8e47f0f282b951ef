"""Judging how long or wide a place is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geo.records import Part
from geo.verdicts.finding import Finding
from geo.verdicts.intervals import claimed_interval
from geo.verdicts.readings import reading
from geo.verdicts.wording import CLOSE, being, kilometres, length, named, opening, stated_length

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.measures.atlas import Atlas
    from geo.measures.nearest import Line
    from geo.records import Claim, MeasuredPart, Place, Reading, Verdict


# A strait's width is its narrowest, that of other things their widest.
STRAITS = ("STRT", "CHN", "NRWS", "SD")


def judge_extent(claim: Claim, subject: Place, atlas: Atlas) -> Finding:
    """Judge how long or wide a claim says that a place is.

    Args:
        claim: With a stated length.
        subject: The place of its subject.
        atlas: Where it is measured.

    Returns:
        The length is the longest straight line between two of the place's points; the width its widest section square
        to that, or its narrowest for a water or where the words say so. A strait is as wide as its two shores are
        apart. A line's windings are not measured.
    """
    if not claim.cues.isdisjoint({"shore", "border"}):
        why = f"How long a shore or a border of {named(subject)} is depends on how finely it is followed."
        return Finding(Part("extent", "unverifiable", why))
    shape = atlas.shaped(subject)
    across = None if claim.dimension == "length" or "widest" in claim.cues else _across(subject, atlas)
    if shape is None and across is None:
        return Finding(Part("extent", "unverifiable", f"The gazetteer has no outline of {named(subject)}."))
    if shape is not None and shape.shape.kind != "area":
        why = f"{opening(named(subject))} winds, and its course is drawn too coarsely to tell how long it is."
        return Finding(Part("extent", "unverifiable", why))
    found = atlas.extent(subject)
    if across is not None:
        readings = [reading("width", across[0])]
        what, others = "wide, shore to shore", [across[1], *([found.widest] if found else [])]
    else:
        assert found is not None
        narrow = "narrowest" in claim.cues or (subject.feature_code in STRAITS and "widest" not in claim.cues)
        if claim.dimension == "width":
            one, other = (found.narrowest, found.widest) if narrow else (found.widest, found.narrowest)
            readings, others = [reading("width", one)], [other]
            what = "wide at its narrowest" if narrow else "wide at its widest"
        else:
            readings, others = [reading("length", found.length), reading("width", found.widest)], []
            what = "long"
    if not claim.cues.isdisjoint({"narrowest", "widest"}):
        others = [across[1]] if across is not None else []
    return _judged(claim, subject, readings, others, what)


def _across(strait: Place, atlas: Atlas) -> tuple[Line, Line] | None:
    """The shortest lines between the two shores of a strait: without the islets before a coast, and with them."""
    sides = [atlas.place(side) for side in atlas.source.shores(strait.id) or ()]
    if len(sides) != 2 or sides[0] is None or sides[1] is None:
        return None
    islands = [side.feature_code.startswith("ISL") for side in sides if side]
    parts: list[MeasuredPart] = ["whole" if island else "mainland" for island in islands]
    line = atlas.nearest(sides[0], sides[1], *parts)
    return (line, atlas.nearest(sides[0], sides[1])) if line.metres else None


def sizes_of(place: Place, atlas: Atlas) -> tuple[Reading, ...]:
    """The length and width of a place, of a strait at its narrowest: none of what has no outline, or winds.

    Args:
        place: The place.
        atlas: Where it is measured.
    """
    shape, across = atlas.shaped(place), _across(place, atlas)
    found = atlas.extent(place) if shape is not None and shape.shape.kind == "area" else None
    narrow = place.feature_code in STRAITS
    width = None if found is None else found.narrowest if narrow else found.widest
    sizes = () if found is None or width is None else (reading("length", found.length), reading("width", width))
    return sizes if across is None else (*sizes[:1], reading("width", across[0]))


def _judged(claim: Claim, subject: Place, readings: Sequence[Reading], others: Sequence[Line], what: str) -> Finding:
    """The finding of a size; `others` are sections that the words may have meant as well."""
    stated = claim.stated[0]
    interval = claimed_interval(claim)
    held = tuple(replace(each, holds=interval.holds(each.low_km, each.km, each.high_km)) for each in readings)
    shown = held[0]
    said = stated_length(stated, claim.comparator)
    verdict: Verdict
    if shown.holds:
        verdict, explanation = (
            "supported",
            f"{being(subject)} {length(shown.km, stated.unit)} {what}: {said} holds.",
        )
    else:
        elsewhere = any(interval.holds(*[line.metres / 1000] * 3) for line in others)
        close = claim.comparator == "eq" and interval.nearly(shown.low_km, shown.km, shown.high_km)
        verdict = "depends" if shown.holds is None or elsewhere or close else "refuted"
        explanation = f"{being(subject)} {length(shown.km, stated.unit)} {what}, not {said}."
        if shown.holds is False and close:
            explanation += f" {CLOSE}"
        elif verdict == "depends" and shown.holds is None:
            explanation += f" The sources leave {kilometres(shown.low_km)} to {kilometres(shown.high_km)} open."
        elif elsewhere:
            other = next(line for line in others if interval.holds(*[line.metres / 1000] * 3))
            explanation += f" Elsewhere it is {length(other.metres / 1000, stated.unit)} wide, which would hold."
    return Finding(Part("extent", verdict, explanation), held, shown.name, shown.points, (interval.low, interval.high))
