"""Judging how long a border is said to be, as far as a line without its windings can."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.records import Part, Reading
from geo.verdicts.finding import Finding
from geo.verdicts.intervals import claimed_interval
from geo.verdicts.wording import length, named, stated_length

if TYPE_CHECKING:
    from geo.measures.atlas import Atlas
    from geo.records import Claim, Place, Verdict

# The lengths that are given for 73 borders are at least that of Natural Earth's line (1:10 million), and at most 1.7
# times it (India and Bangladesh), but for two: one of two kilometres, one in two parts. The line is good to 5 %.
OFF, MOST = 0.05, 2.0


def judge_border(claim: Claim, subject: Place, other: Place, atlas: Atlas) -> Finding:
    """Judge how long the border of two countries is said to be.

    How long it is depends on how finely it is followed, so that no number is proved; but no way along it is shorter
    than the line without its windings, and none that is given for one is more than twice that.

    Args:
        claim: With a stated length.
        subject: The one place.
        other: The other.
        atlas: Where they are measured.
    """
    km = atlas.common_border(subject, other) / 1000
    sides = f"{named(subject)} and {named(other)}"
    if km == 0:
        return Finding(Part("extent", "unverifiable", f"The outlines of {sides} have no line in common."))
    unit, said = claim.stated[0].unit, stated_length(claim.stated[0], claim.comparator)
    interval, low, high = claimed_interval(claim), (1 - OFF) * km, MOST * km
    outline = f"The border of {sides} is {length(km, unit)} long without its windings"
    below = interval.high is not None and interval.high < low
    above = interval.low is not None and interval.low > high
    within = claim.comparator in ("lt", "le", "gt", "ge") and interval.holds(low, km, high)
    verdict: Verdict = "refuted" if below or above else "supported" if within else "unverifiable"
    if below:
        explanation = f"{outline}, and no way along it is shorter: {said} does not hold."
    elif above:
        explanation = f"{outline}, and following these would not double it: {said} does not hold."
    elif within:
        explanation = f"{outline}: {said} holds however finely it is followed."
    else:
        explanation = f"{outline}; how much these add depends on how finely it is followed, and {said} may hold."
    holds = None if verdict == "unverifiable" else verdict == "supported"
    shown = Reading("length", km, low, (1 + OFF) * km, holds)
    return Finding(Part("extent", verdict, explanation), (shown,), "length", None, (interval.low, interval.high))
