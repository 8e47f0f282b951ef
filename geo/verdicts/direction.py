"""Judging a compass direction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.measures.ellipsoid import geodesic
from geo.measures.winds import AZIMUTHS, WIND_NAMES, turn, wind_of
from geo.records import Part
from geo.verdicts.finding import Finding
from geo.verdicts.wording import is_plural, named

if TYPE_CHECKING:
    from geo.measures.atlas import Atlas
    from geo.records import Claim, Place, Verdict

CARDINAL = 45.0
INTERCARDINAL = 33.75
WRONG = 67.5


def judge_direction(claim: Claim, subject: Place, other: Place, atlas: Atlas) -> Finding:
    """Judge in which direction a claim says that its subject lies from its object.

    Args:
        claim: With a direction.
        subject: The place of its subject.
        other: The place of its object.
        atlas: Where they are measured.

    Returns:
        It holds when the azimuth between the centres or between the nearest points is within 45° of a cardinal, 33.75°
        of any other wind; it is refuted when both are more than 67.5° off.
    """
    assert claim.direction is not None
    azimuths = []
    centres = (subject.lon, subject.lat), (other.lon, other.lat)
    if centres[0] != centres[1]:
        azimuths.append(geodesic(centres[1], centres[0])[1])
    line = atlas.nearest(subject, other)
    if line.metres:
        azimuths.append(geodesic(line.end, line.start)[1])
    if not azimuths:
        return Finding(
            Part("direction", "unverifiable", "The two are at one place, so that no direction is to be had.")
        )
    off = [turn(azimuth, AZIMUTHS[claim.direction]) for azimuth in azimuths]
    within = CARDINAL if len(claim.direction) == 1 else INTERCARDINAL
    verdict: Verdict = "supported" if min(off) <= within else "refuted" if min(off) > WRONG else "depends"
    best = azimuths[off.index(min(off))]
    verb = "lie" if is_plural(subject) else "lies"
    found = f"From {named(other)}, {named(subject)} {verb} {WIND_NAMES[wind_of(best)]} (azimuth {best:.0f}°)"
    said = WIND_NAMES[claim.direction]
    if verdict == "supported":
        explanation = f"{found}, which {said} covers."
    elif verdict == "depends":
        explanation = f"{found}, {min(off):.0f}° off {said}."
    else:
        explanation = f"{found}, not {said}."
    return Finding(Part("direction", verdict, explanation), azimuth=best)
