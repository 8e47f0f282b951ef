"""Judging the length of a journey, as far as a straight line can."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geo.records import Part
from geo.verdicts.finding import Finding
from geo.verdicts.intervals import claimed_interval
from geo.verdicts.readings import between_centres, reading
from geo.verdicts.wording import length, stated_length

if TYPE_CHECKING:
    from geo.measures.atlas import Atlas
    from geo.records import Claim, Place


def judge_travel(claim: Claim, subject: Place, other: Place, atlas: Atlas) -> Finding:
    """Judge a journey: its route is not known, but no route is shorter than the straight line.

    Args:
        claim: With a stated length, a subject and an object.
        subject: The place of its subject.
        other: The place of its object.
        atlas: Where they are measured.
    """
    interval = claimed_interval(claim)
    least = reading("nearest", atlas.nearest(subject, other))
    straight = reading("centre", between_centres(subject, other))
    unit = claim.stated[0].unit
    held = (replace(least, holds=None), replace(straight, holds=None))
    if interval.high is not None and interval.high < least.low_km:
        said = stated_length(claim.stated[0], claim.comparator)
        part = Part(
            "distance", "refuted", f"Even the straight line is {length(least.km, unit)}, so that no way is {said} long."
        )
    else:
        explanation = f"The way is not stated; the straight line is {length(straight.km, unit)}."
        part = Part("distance", "unverifiable", explanation)
    return Finding(part, held, None, least.points, (interval.low, interval.high))
