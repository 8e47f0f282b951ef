"""A claim in, a judgement with its evidence out."""

from __future__ import annotations

import shlex
from dataclasses import replace
from typing import TYPE_CHECKING

from geo.asking import asking_for
from geo.measures.atlas import atlas_of, is_settlement
from geo.measures.ellipsoid import geodesic
from geo.records import Judgement, Part
from geo.verdicts.border import judge_border
from geo.verdicts.closest import judge_closest, judge_nearer
from geo.verdicts.containment import judge_containment
from geo.verdicts.conversion import judge_conversion
from geo.verdicts.direction import judge_direction
from geo.verdicts.finding import Finding, weakest
from geo.verdicts.halfway import judge_halfway
from geo.verdicts.journey import judge_travel
from geo.verdicts.length import judge_distance
from geo.verdicts.meaning import as_measured, fits, one_spot
from geo.verdicts.readings import METHOD
from geo.verdicts.sizes import judge_extent
from geo.verdicts.sorts import COUNTRIES, on_map
from geo.verdicts.wording import named

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geo.measures.atlas import Atlas
    from geo.records import Among, Candidate, Claim, End, Mention, PartKind, Place
    from geo.source import PlaceSource

# Below this score of the first choice, another candidate of at least that score may be meant, or one that is at least
# half as likely as the first where that is not likely itself.
SURE = 0.6
PLAUSIBLE = 0.25
HALF_AS_LIKELY = 0.5


def judge(claim: Claim, mentions: Sequence[Mention], places: Mapping[str, Place], source: PlaceSource) -> Judgement:
    """Measure what a claim says and judge it.

    Args:
        claim: As the text makes it.
        mentions: The text's mentions, with the candidates for each.
        places: Records of the places that claims and mentions name, by id.
        source: Where outlines come from, and further records.

    Returns:
        The verdict of its weakest part, every part's verdict and reason, the readings, and how to replicate them.
    """
    atlas = atlas_of(source)
    known = {mention.id: mention for mention in mentions}
    findings = list(_findings(claim, known, places, atlas))
    verdict = weakest(finding.part.verdict for finding in findings)
    if verdict in {"supported", "refuted"}:
        findings = _ambiguous(claim, findings, known, places, atlas)
        verdict = weakest(finding.part.verdict for finding in findings)
    shown = next((finding for finding in findings if finding.readings), findings[0])
    azimuth = next((finding.azimuth for finding in findings if finding.azimuth is not None), None)
    if azimuth is None and shown.points is not None and shown.points[0] != shown.points[1]:
        azimuth = geodesic(shown.points[1], shown.points[0])[1]
    return Judgement(
        claim=claim.id,
        verdict=verdict,
        parts=tuple(finding.part for finding in findings),
        readings=shown.readings,
        conventional=shown.conventional,
        points=shown.points,
        explanation=" ".join(dict.fromkeys(finding.part.explanation for finding in findings)),
        reproduce=_reproduce(claim, shown) if shown.points or claim.kind != "extent" else "",
        interval_km=shown.interval_km,
        azimuth=azimuth,
        method=METHOD if shown.readings else "",
    )


def _findings(
    claim: Claim, mentions: Mapping[str, Mention], places: Mapping[str, Place], atlas: Atlas
) -> Iterator[Finding]:
    """One finding a part."""

    def at(end: End | None) -> Place | None:
        return None if end is None or end.place is None else places.get(end.place) or atlas.place(end.place)

    subject, other = at(claim.subject), at(claim.object)
    rival = at(claim.rival)
    needed = [claim.subject] + ([] if claim.kind == "extent" else [claim.object])
    needed += [claim.rival] if claim.rival is not None else []
    missing = next((_missing(end, mentions) for end in needed if at(end) is None), None)
    if missing is None and claim.kind != "containment":
        missing = next((_unmapped(place) for end in needed if (place := at(end)) and not on_map(place, atlas)), None)
    if "apart" in claim.cues and subject is not None and other is None:
        missing = f"The text does not say what in {named(subject)} is so far apart."
    if missing is None and claim.kind in {"distance", "extent", "travel"} and not claim.checkable:
        missing = "The text does not say between which places it is measured."
    if missing is not None:
        for kind in _kinds(claim):
            yield Finding(Part(kind, "unverifiable", missing))
    elif claim.kind == "extent":
        assert subject is not None
        # How far the line of a border is from its length is known of countries alone.
        states = "border" in claim.cues and subject.feature_code.startswith(COUNTRIES)
        shared = other is not None and states and other.feature_code.startswith(COUNTRIES)
        yield judge_border(claim, subject, other, atlas) if shared and other else judge_extent(claim, subject, atlas)
    else:
        assert subject is not None
        assert other is not None
        if claim.kind == "travel":
            yield judge_travel(claim, subject, other, atlas)
        elif claim.kind == "containment":
            yield judge_containment(claim, subject, other, atlas)
        elif claim.stated:
            yield judge_distance(claim, subject, other, atlas)
        if claim.direction is not None and claim.kind in {"distance", "direction"}:
            yield judge_direction(claim, subject, other, atlas)
        if rival is not None:
            equal = not claim.cues.isdisjoint({"halfway", "equidistant"})
            yield (judge_halfway if equal else judge_nearer)(claim, subject, other, rival, atlas)
        elif claim.among is not None:
            member, anchor = (other, subject) if _is_member(other, subject, claim.among) else (subject, other)
            yield judge_closest(member, anchor, claim.among, atlas)
        elif claim.kind == "nearest":
            yield Finding(Part("nearest", "unverifiable", "The text does not say among which places."))
    if len(claim.stated) > 1:
        yield Finding(judge_conversion(*claim.stated[:2]))


def _kinds(claim: Claim) -> tuple[PartKind, ...]:
    if claim.kind == "travel":
        return ("distance",)
    if claim.kind not in {"distance", "direction"}:
        return (claim.kind,)
    return (*(("distance",) if claim.stated else ()), *(("direction",) if claim.direction else ()))


def _is_member(place: Place, other: Place, among: Among) -> bool:
    """Whether a place, rather than the other, is of a class."""

    def fits(one: Place) -> int:
        return (one.feature_code[:3] == among.feature[:3]) + (
            among.country is not None and one.country == among.country
        )

    return fits(place) > fits(other)


def _unmapped(place: Place) -> str:
    off = f"may be {place.accuracy_m / 1000:,.0f} km off"
    if is_settlement(place):
        return f"The point that the gazetteer has for {named(place)} {off}."
    return f"The gazetteer has no outline of {named(place)}, whose point {off}."


def _missing(end: End | None, mentions: Mapping[str, Mention]) -> str:
    if end is None:
        return "The text names no place at one end."
    if not end.named:
        return f"“{end.text}” names no place."
    mention = mentions.get(end.mention or "")
    reason = f": {mention.reason}" if mention is not None and mention.reason else ""
    return f"“{end.text}” has no place on the map{reason}."


def _ambiguous(
    claim: Claim, findings: list[Finding], mentions: Mapping[str, Mention], places: Mapping[str, Place], atlas: Atlas
) -> list[Finding]:
    """The findings, turned to `depends` where another place that a name may well mean would change them."""
    for moved, name, candidate in _otherwise(claim, mentions, atlas):
        for number, other in enumerate(_findings(moved, mentions, places, atlas)):
            mine = findings[number].part
            if other.part.verdict not in {mine.verdict, "unverifiable"} and mine.verdict != "depends":
                explanation = f"{mine.explanation} If “{name}” means {candidate.name} ({candidate.place}):"
                part = Part(mine.kind, "depends", f"{explanation} {other.part.explanation}")
                findings[number] = replace(findings[number], part=part)
    return findings


def _otherwise(claim: Claim, mentions: Mapping[str, Mention], atlas: Atlas) -> Iterator[tuple[Claim, str, Candidate]]:
    """The claim with another place, elsewhere, that one of its names may well mean."""
    for end, role in ((claim.subject, "subject"), (claim.object, "object")):
        mention = mentions.get(end.mention or "") if end is not None else None
        place = atlas.place(end.place) if end is not None else None
        if end is None or place is None or mention is None or mention.kind == "demonym" or mention.score >= SURE:
            continue
        likeliest = max((candidate.score for candidate in mention.candidates), default=0.0)
        least = min(PLAUSIBLE, HALF_AS_LIKELY * likeliest)
        for candidate in mention.candidates:
            other = atlas.place(candidate.place)
            if other is None or candidate.score < least or not fits(other, end.sort):
                continue
            if not one_spot(place, other, atlas):
                moved = replace(end, place=candidate.place)
                as_other = replace(claim, subject=moved) if role == "subject" else replace(claim, object=moved)
                yield as_measured(as_other, mentions, atlas), mention.text, candidate


def _reproduce(claim: Claim, shown: Finding) -> str:
    """The command that prints the figures; a place measured against itself gives its length and width."""
    subject = claim.subject
    other = subject if claim.kind == "extent" else claim.object
    if subject is None or other is None or subject.place is None or other.place is None:
        return ""
    ends = asking_for(subject.place, subject.part), asking_for(other.place, shown.measured or other.part)
    return f"mentionmap distance {' '.join(map(shlex.quote, ends))}"
