"""Judging a stated distance against its readings."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geo.records import Part
from geo.units import KM_PER, UNIT_NAMES
from geo.verdicts.convention import OF_PARTS, Convention, convention
from geo.verdicts.finding import Finding
from geo.verdicts.intervals import ROUGHLY, Interval, claimed_interval
from geo.verdicts.readings import has_mainland, reading, readings_between
from geo.verdicts.sorts import COUNTRIES, sort_of
from geo.verdicts.wording import CLOSE, COMPARATOR_WORDS, READING_WORDS, kilometres, length, opening, stated_length

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.measures.atlas import Atlas
    from geo.records import Claim, Comparator, MeasuredPart, Place, Reading, ReadingName, Unit, Verdict
    from geo.verdicts.sorts import Sort

# A territory in its own country's outline may lie so far from it, for a rock that is left out of the one.
NEARLY_NONE_KM = 1.0
# A length to another part of a place is told beside what refutes a claim where it differs by more than this share.
TELLING = 0.05
# What is within a bound of an islet is within it of the country.
BOUNDED: tuple[Comparator, ...] = ("lt", "le")
UNITS: tuple[Unit, ...] = ("mi", "km", "nmi")
# Readings in words where one end is a spot.
FROM_A_SPOT: Mapping[ReadingName, str] = {
    "nearest": "to the nearest point",
    "nearest_mainland": "to the mainland",
    "nearest_main_islands": "to the main islands",
}
TO_AN_EDGE: Mapping[MeasuredPart, str] = {"border": "to the border", "shore": "to the shore"}


def judge_distance(claim: Claim, subject: Place, other: Place, atlas: Atlas) -> Finding:
    """Judge how far apart a claim says that two places are.

    Args:
        claim: With a stated length, a subject and an object.
        subject: The place of its subject.
        other: The place of its object.
        atlas: Where they are measured.
    """
    assert claim.subject is not None
    assert claim.object is not None
    interval = claimed_interval(claim)
    sorts = sort_of(subject, atlas), sort_of(other, atlas)
    states = all(place.feature_code.startswith(COUNTRIES) for place in (subject, other))
    custom = convention(*sorts, claim.cues, claim.comparator, states=states)
    found, measured = _readings(claim, subject, other, atlas)
    readings = _held(found, interval)
    table = {each.name: each for each in readings}
    mainlands = _is_mostly_mainland(subject, atlas) and _is_mostly_mainland(other, atlas)
    verdict, shown, why = _verdict(table, custom, claim, interval, mainlands=mainlands)
    edge, refuted = TO_AN_EDGE.get(measured, ""), verdict == "refuted"
    explanation = _explained(claim, shown, table, custom, why=why, refuted=refuted, sorts=sorts, edge=edge)
    meant = shown.name if verdict == "supported" and custom.name is not None else custom.name
    return Finding(
        Part("distance", verdict, explanation),
        readings,
        meant,
        shown.points,
        (interval.low, interval.high),
        measured=measured,
    )


def _readings(claim: Claim, subject: Place, other: Place, atlas: Atlas) -> tuple[tuple[Reading, ...], MeasuredPart]:
    """All readings, and the part of the object that they are from.

    Where one place is part of the other: from the rest of it, or from the edge that is named.
    """
    assert claim.subject is not None
    assert claim.object is not None
    part = claim.object.part
    readings = readings_between(subject, other, atlas, part_a=claim.subject.part, part_b=part)
    if readings[0].km > NEARLY_NONE_KM or (readings[0].km and not atlas.holds(other, subject)):
        return readings, part
    own = _own_part(claim, subject, other, atlas)
    if own is None:
        return readings, part
    nearest = reading("nearest", atlas.nearest(subject, other, "whole", own))
    return (nearest, *(each for each in readings[1:] if each.name not in OF_PARTS or each.km > nearest.km)), own


def _own_part(claim: Claim, subject: Place, other: Place, atlas: Atlas) -> MeasuredPart | None:
    """What of a place something in it is measured from: the edge that is named, else the mainland; None for neither."""
    edges: list[MeasuredPart] = [edge for edge in ("border", "shore") if edge in claim.cues]
    town = subject.feature_code.startswith("PPL") or other.feature_code.startswith("PPL")
    for part in edges if town else (*edges, "mainland"):
        if atlas.shaped(other, part) is not None and atlas.nearest(subject, other, "whole", part).metres:
            return part
    return None


def _held(readings: tuple[Reading, ...], interval: Interval) -> tuple[Reading, ...]:
    return tuple(replace(each, holds=interval.holds(each.low_km, each.km, each.high_km)) for each in readings)


def _is_mostly_mainland(place: Place, atlas: Atlas) -> bool:
    """Whether a country's islands do not stand for it; a unit's do, and what has no mainland is left out of account."""
    if sort_of(place, atlas) == "country":
        return atlas.is_mostly_mainland(place)
    return not has_mainland(place, atlas)


def _verdict(
    table: Mapping[ReadingName, Reading],
    custom: Convention,
    claim: Claim,
    interval: Interval,
    *,
    mainlands: bool,
) -> tuple[Verdict, Reading, str]:
    """The verdict, the reading that shows it, and why it depends."""
    others = [table[name] for name in custom.others if name in table]
    if custom.name is None or custom.name not in table:
        holding = [each for each in others if each.holds]
        if len(holding) == len(others):
            return "supported", others[0], ""
        if holding:
            return "depends", holding[0], "reading"
        unsure = [each for each in others if each.holds is None]
        return ("depends", unsure[0], "bound") if unsure else ("refuted", others[0], "")
    shown = table[custom.name]
    parts = [each for each in others if each.name in OF_PARTS]
    if shown.holds:
        to_islet = any(each.holds is False for each in parts if each.name == "nearest_mainland")
        if to_islet and mainlands and claim.comparator not in BOUNDED:
            return "depends", shown, "part"
        return "supported", shown, ""
    if any(each.holds for each in parts) and claim.comparator in ("eq", "approx", "between"):
        # A length is stated to the mainland though an islet is nearer.
        return "supported", next(each for each in parts if each.holds), ""
    if shown.holds is None:
        return "depends", shown, "bound"
    if any(each.holds for each in others):
        return "depends", shown, "reading"
    close = [each for each in (shown, *parts) if interval.nearly(each.low_km, each.km, each.high_km)]
    if claim.comparator == "eq" and close:
        return "depends", close[0], "close"
    return "refuted", shown, ""


def _explained(
    claim: Claim,
    shown: Reading,
    table: Mapping[ReadingName, Reading],
    custom: Convention,
    *,
    why: str,
    refuted: bool,
    sorts: tuple[Sort, Sort],
    edge: str,
) -> str:
    stated = claim.stated[0]
    said = stated_length(stated, claim.comparator)
    words = opening(reading_words(shown.name, sorts))
    if edge and shown.name == "nearest":
        words = f"From the {_spot(sorts)} {edge}" if _spot(sorts) else opening(edge)
    if shown.km == 0 and shown.name.startswith("nearest"):
        sentence = f"They touch, so that the least distance is 0 km, {_relation(shown.holds, claim.comparator, said)}."
    else:
        sentence = f"{words} it is {length(shown.km, stated.unit)}, {_relation(shown.holds, claim.comparator, said)}."
    sentences = [sentence]
    if why == "bound":
        sentences.append(f"The sources leave {kilometres(shown.low_km)} to {kilometres(shown.high_km)} open.")
    if why == "close":
        sentences.append(CLOSE)
    if custom.name is not None and shown.name != custom.name and not shown.holds:
        sentences.append(_told(table[custom.name], stated.unit, sorts))
    elif refuted:
        parts = (table[name] for name in custom.others if name in OF_PARTS and name in table)
        likeliest = min(parts, key=lambda each: abs(each.km - stated.high * KM_PER[stated.unit]), default=None)
        if likeliest is not None and abs(likeliest.km - shown.km) > TELLING * shown.km:
            sentences.append(_told(likeliest, stated.unit, sorts))
    others = [table[name] for name in custom.others if name in table and name != shown.name]
    differing = [each for each in others if each.holds is not None and each.holds != shown.holds]
    told_once = {kilometres(each.km): each for each in reversed(differing)}
    for each in [each for each in differing if told_once[kilometres(each.km)] is each][:2]:
        outcome = "it would hold" if each.holds else "it would not hold"
        sentences.append(
            f"{opening(reading_words(each.name, sorts))} it would be {length(each.km, stated.unit)}, and {outcome}."
        )
    if refuted:
        sentences += _mistaken_unit(claim, shown)
    islets, nearest_ = table.get("nearest_with_islets"), table.get("nearest", shown)
    if islets is not None and kilometres(islets.km) not in {kilometres(nearest_.km), kilometres(shown.km)}:
        sentences.append(f"Counting every rock, it is {length(islets.km, stated.unit)}.")
    return " ".join(sentences)


def _told(reading: Reading, unit: Unit, sorts: tuple[Sort, Sort]) -> str:
    return f"{opening(reading_words(reading.name, sorts))} it is {length(reading.km, unit)}."


def reading_words(name: ReadingName, sorts: tuple[Sort, Sort]) -> str:
    """A reading in words that suit what is measured."""
    if _spot(sorts) and name in FROM_A_SPOT:
        return f"from the {_spot(sorts)} {FROM_A_SPOT[name]}"
    if name == "centre" and "point" in sorts:
        return "between the coordinates" if sorts == ("point", "point") else "from the coordinates to the centre"
    if name == "nearest" and not set(sorts) <= {"island", "water"}:
        return "between the nearest points"
    if "country" in sorts and name == "nearest_main_islands":
        return "from the mainland to the main islands"
    if "island" in sorts and name == "nearest_mainland":
        return "to the mainland" if sorts != ("island", "island") else "between the main parts"
    return READING_WORDS[name]


def _spot(sorts: tuple[Sort, Sort]) -> str:
    """What is measured from where one end is a spot, or ""."""
    return "coordinates" if "point" in sorts else "centre" if "settlement" in sorts else ""


def _relation(holds: bool | None, comparator: Comparator, said: str) -> str:
    if holds is None and comparator in ("eq", "approx"):
        return f"close to {said}"
    if holds is None:
        return f"at the bound of {said.removeprefix(COMPARATOR_WORDS[comparator])}"
    if comparator in ("eq", "approx"):
        return f"as “{said}” says" if holds else f"not {said}"
    return said if holds else f"not {said}"


def _mistaken_unit(claim: Claim, shown: Reading) -> list[str]:
    stated = claim.stated[0]
    if claim.comparator not in ("eq", "approx"):
        return []
    for unit in UNITS:
        if unit == stated.unit or (unit == "nmi" and stated.unit == "km"):
            continue  # who writes kilometres does not think in nautical miles
        meant = stated.high * KM_PER[unit]
        if abs(shown.km - meant) <= ROUGHLY * meant:
            return [f"The number would fit in {'kilometres' if unit == 'km' else UNIT_NAMES[unit][1]}."]
    return []
