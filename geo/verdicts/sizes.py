"""Judging how long or wide a place is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geo.records import Part
from geo.verdicts.finding import Finding
from geo.verdicts.intervals import claimed_interval
from geo.verdicts.readings import reading
from geo.verdicts.sorts import sort_of
from geo.verdicts.wording import length, stated_length

if TYPE_CHECKING:
    from geo.measures.atlas import Atlas
    from geo.records import Claim, Place, Verdict


def judge_extent(claim: Claim, subject: Place, atlas: Atlas) -> Finding:
    """Judge how long or wide a claim says that a place is.

    Args:
        claim: With a stated length.
        subject: The place of its subject.
        atlas: Where it is measured.

    Returns:
        The length is the longest straight line between two of the place's points; the width its widest section square
        to that, or its narrowest for a water or where the words say so. A line's windings are not measured.
    """
    found = atlas.extent(subject)
    if found is None:
        return Finding(Part("extent", "unverifiable", f"The gazetteer has no outline of {subject.name}."))
    shape = atlas.shaped(subject)
    if shape is not None and shape.shape.kind != "area":
        return Finding(Part("extent", "unverifiable", f"{subject.name} winds, and its course is not measured."))
    stated = claim.stated[0]
    interval = claimed_interval(claim)
    narrow = "narrowest" in claim.cues or (sort_of(subject, atlas) == "water" and "widest" not in claim.cues)
    sections = (found.narrowest, found.widest) if narrow else (found.widest, found.narrowest)
    wide = claim.dimension == "width"
    lines = sections if wide else (found.length, found.widest)
    readings = [reading("width" if wide else "length", lines[0])]
    if not wide:
        readings.append(reading("width", lines[1]))
    held = tuple(replace(each, holds=interval.holds(each.low_km, each.km, each.high_km)) for each in readings)
    shown = held[0]
    said = stated_length(stated, claim.comparator)
    what = "long" if not wide else "wide at its narrowest" if narrow else "wide at its widest"
    verdict: Verdict
    if shown.holds:
        verdict, explanation = "supported", f"{subject.name} is {length(shown.km, stated.unit)} {what}: {said} holds."
    else:
        other = sections[1].metres / 1000
        elsewhere = wide and claim.cues.isdisjoint({"narrowest", "widest"}) and interval.holds(other, other, other)
        close = claim.comparator == "eq" and interval.nearly(shown.low_km, shown.km, shown.high_km)
        verdict = "depends" if shown.holds is None or elsewhere or close else "refuted"
        explanation = f"{subject.name} is {length(shown.km, stated.unit)} {what}, not {said}."
    return Finding(Part("extent", verdict, explanation), held, shown.name, shown.points, (interval.low, interval.high))
