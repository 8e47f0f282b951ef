"""Judging whether a place lies halfway between two others, or as far from the one as from the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.records import Part
from geo.verdicts.closest import lengths_to
from geo.verdicts.finding import Finding
from geo.verdicts.readings import between_centres
from geo.verdicts.wording import being, kilometres, named

if TYPE_CHECKING:
    from geo.measures.atlas import Atlas
    from geo.records import Claim, Place, Reading, Verdict

# Two lengths are as good as equal where they differ by no more than this share of the longer one; about equal by twice
# that. What is said without "about" and misses by no more than that again depends.
EQUAL = 0.10
# What is between two places makes the way from the one to the other no longer than this many times.
DETOUR = 1.5


def judge_halfway(claim: Claim, subject: Place, other: Place, rival: Place, atlas: Atlas) -> Finding:
    """Judge whether the subject is as far from one place as from another, and between them if the claim says so.

    Args:
        claim: With the words that say which of the two.
        subject: What is located.
        other: The one place.
        rival: The other.
        atlas: Where they are measured.
    """
    (one, to_one), (two, to_two) = (
        lengths_to(subject, place, end, atlas) for place, end in ((other, claim.object), (rival, claim.rival))
    )
    allowed = EQUAL if claim.comparator == "eq" else 2 * EQUAL
    least, apart, most = _difference(one, two)
    explanation = f"{being(subject)} {to_one} and {to_two}, which differ by {apart:.0%}"
    verdict: Verdict = "supported"
    if apart > allowed:
        centres = [between_centres(subject, place).metres for place in (other, rival)]
        explanation += f", more than the {allowed:.0%} allowed."
        if least <= allowed:
            verdict = "depends"
            explanation += f" The sources leave {least:.0%} to {most:.0%} open."
        elif min(centres) >= (1 - allowed) * max(centres):
            verdict = "depends"
            lengths = " and ".join(kilometres(metres / 1000) for metres in centres)
            explanation += f" Centre to centre it would be {lengths}, and it would hold."
        else:
            verdict = "depends" if apart <= 2 * EQUAL else "refuted"
    else:
        explanation += "."
    if "halfway" in claim.cues:
        whole = atlas.nearest(other, rival, "mainland", "mainland").metres / 1000
        if whole and one.km + two.km > DETOUR * whole:
            verdict = "refuted"
            explanation += f" It is not between them: from {named(other)} to {named(rival)} it is {kilometres(whole)}."
    return Finding(Part("nearest", verdict, explanation), (one,), "nearest", one.points)


def _difference(one: Reading, two: Reading) -> tuple[float, float, float]:
    """By what share of the longer two lengths differ: at the least, as measured, and at the most."""
    near, far = sorted((one, two), key=lambda each: each.km)
    if far.km == 0:
        return 0.0, 0.0, 0.0
    least = max(0.0, 1 - near.high_km / far.low_km) if far.low_km else 0.0
    return least, 1 - near.km / far.km, 1 - near.low_km / far.high_km
