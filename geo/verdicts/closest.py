"""Judging what is said to be nearest, or nearer than something else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.records import Part
from geo.verdicts.finding import Finding
from geo.verdicts.readings import reading
from geo.verdicts.wording import being, kilometres, named, part_named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.measures.atlas import Atlas
    from geo.measures.nearest import Line
    from geo.records import Among, Claim, End, MeasuredPart, Place, Reading, Verdict

_LEADING = re.compile(r"^(?:(?:the|its|their|a|an|closest|nearest|other)\s+)+", re.IGNORECASE)
# So many places of the class, nearest by their points, are measured; of countries all are.
MEASURED = 40
ALL_COUNTRIES = 300


def judge_nearer(claim: Claim, subject: Place, other: Place, rival: Place, atlas: Atlas) -> Finding:
    """Judge whether the subject is nearer to one place than to a rival.

    Args:
        claim: Says which part of each place is meant.
        subject: What is located.
        other: What it is said to be nearer to.
        rival: What it is said to be farther from.
        atlas: Where they are measured.
    """
    (one, to_one), (two, to_two) = (
        lengths_to(subject, place, end, atlas) for place, end in ((other, claim.object), (rival, claim.rival))
    )
    verdict: Verdict
    if one.high_km < two.low_km:
        verdict, ending = "supported", "which is nearer"
    elif one.low_km > two.high_km:
        verdict, ending = "refuted", "which is not nearer"
    else:
        verdict, ending = "depends", "too close to tell"
    if verdict == "depends" and one.km == two.km == 0:
        ending = "for it touches both"
    explanation = f"{being(subject)} {to_one} and {to_two}, {ending}."
    return Finding(Part("nearest", verdict, explanation), (one,), "nearest", one.points)


def lengths_to(subject: Place, place: Place, end: End | None, atlas: Atlas) -> tuple[Reading, str]:
    """How far a place is from another, and that in words.

    Args:
        subject: The one place.
        place: The other.
        end: The end of the claim that says which part of it is meant.
        atlas: Where they are measured.
    """
    line, part = _apart(subject, place, "whole" if end is None else end.part, atlas)
    found = reading("nearest", line)
    return found, f"{kilometres(found.km)} from {part_named(place, part)}"


def judge_closest(member: Place, anchor: Place, among: Among, atlas: Atlas) -> Finding:
    """Judge whether a place is the nearest of its class to another.

    Args:
        member: The place said to be nearest.
        anchor: What it is said to be nearest to.
        among: The class.
        atlas: Where they are measured.

    Returns:
        A finding that names the nearest of all places of the class in the gazetteer. Rocks without a name are none.
    """
    own = reading("nearest", _apart(anchor, member, "whole", atlas)[0])
    nearer = min(_rivals(member, anchor, among, own, atlas), default=None, key=lambda found: found[0].km)
    points = None if own.points is None else (own.points[1], own.points[0])
    if nearer is None:
        sort = _LEADING.sub("", among.text) or "place of its class"
        explanation = f"No other {sort} in the gazetteer is nearer to {named(anchor)} than"
        explanation += f" {named(member)}, at {kilometres(own.km)}."
        return Finding(Part("nearest", "supported", explanation), (own,), "nearest", points)
    line, place = nearer
    verdict: Verdict = "refuted" if line.high_km < own.low_km else "depends"
    explanation = f"{being(place)} nearer to {named(anchor)}: {kilometres(line.km)}, against {kilometres(own.km)} for"
    explanation += f" {named(member)}."
    return Finding(Part("nearest", verdict, explanation), (own,), "nearest", points)


def _apart(a: Place, b: Place, part: MeasuredPart, atlas: Atlas) -> tuple[Line, MeasuredPart]:
    """The shortest line from a place to a part of another, and the part: the rest of the one that holds the other."""
    line = atlas.nearest(a, b, "whole", part)
    if line.metres == 0 and part == "whole":
        line, part = atlas.nearest(a, b, "whole", "mainland"), "mainland"
    if line.metres == 0:
        line, part = atlas.nearest(a, b, "mainland", "whole"), "whole"
    return line, part


def _rivals(member: Place, anchor: Place, among: Among, own: Reading, atlas: Atlas) -> Iterator[tuple[Reading, Place]]:
    """The places of the class that are nearer to the anchor than the member, with their distances."""
    countries = among.feature.startswith("PCL")
    ids = atlas.source.nearest(
        anchor.lon,
        anchor.lat,
        features=(among.feature,),
        country=among.country,
        limit=ALL_COUNTRIES if countries else MEASURED,
    )
    for place_id in ids:
        place = atlas.place(place_id)
        if place is None or place.id in {member.id, anchor.id}:
            continue
        if countries and place.country in {anchor.country, member.country}:
            continue
        if atlas.at_least_km(anchor, place) >= own.km:
            continue
        # An island of a country far away makes it no neighbour.
        line = reading("nearest", atlas.nearest(anchor, place, "whole", "metropolitan" if countries else "whole"))
        if line.km == 0 and (not countries or _same(place, anchor, atlas)):
            continue  # it holds the anchor, or is part of it
        if line.km < own.km and not _same(place, member, atlas):
            yield line, place


def _same(place: Place, member: Place, atlas: Atlas) -> bool:
    """Whether a place is part of the member, or the other way round."""
    return atlas.holds(member, place) or atlas.holds(place, member)
