"""Judging a length that a text gives in two units."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.records import Part, Stated
from geo.units import KM_PER, UNIT_NAMES
from geo.verdicts.intervals import rounding
from geo.verdicts.wording import in_unit, number, plain

if TYPE_CHECKING:
    from geo.records import Unit, Verdict

# Conversions are rounded to round numbers, too.
ROUNDED = 0.01
# How near a mistaken unit must bring two lengths to be named.
MISTAKEN = 0.05
UNITS: tuple[Unit, ...] = ("mi", "km", "nmi", "m", "ft", "yd")


def judge_conversion(first: Stated, second: Stated) -> Part:
    """Judge whether two stated lengths are one: one is the other, rounded, or each lies in the other's rounding."""
    ends = ((first.low, second.low), (first.high, second.high))
    verdict: Verdict = "supported" if all(_agree(a, first.unit, b, second.unit) for a, b in ends) else "refuted"
    right = first.high * KM_PER[first.unit] / KM_PER[second.unit]
    given, said = (_written(each) for each in (first, second))
    if verdict == "supported":
        return Part("conversion", verdict, f"{given} is {in_unit(right, second.unit, number(right))}, given as {said}.")
    sentences = [f"{given} is {in_unit(right, second.unit, number(right))}, not {said}."]
    if _near(first.high * KM_PER[second.unit], second.high * KM_PER[first.unit]):
        sentences.append("The two units were swapped.")
    else:
        for unit in UNITS:
            if unit != first.unit and _near(first.high * KM_PER[unit], second.high * KM_PER[second.unit]):
                sentences.append(f"{said} would fit if {plain(first.high)} were {_name(unit)}.")
                break
            if unit != second.unit and _near(first.high * KM_PER[first.unit], second.high * KM_PER[unit]):
                sentences.append(f"{plain(second.high)} would fit as {_name(unit)}.")
                break
    return Part("conversion", verdict, " ".join(sentences))


def _agree(a: float, unit_a: Unit, b: float, unit_b: Unit) -> bool:
    exact_b, exact_a = a * KM_PER[unit_a] / KM_PER[unit_b], b * KM_PER[unit_b] / KM_PER[unit_a]
    if abs(exact_b - b) <= _last_digit(b) or abs(exact_a - a) <= _last_digit(a):
        return True
    return _rounds(exact_b, b) and _rounds(exact_a, a)


def _last_digit(given: float) -> float:
    """What rounding to the last digit that is written may take away: half of one for a whole number."""
    return (0.5 if given == int(given) else rounding(given)) * (1 + 1e-9)


def _near(a: float, b: float) -> bool:
    return abs(a - b) <= MISTAKEN * max(a, b)


def _rounds(exact: float, given: float) -> bool:
    return abs(exact - given) <= max(rounding(given), ROUNDED * abs(given)) * (1 + 1e-9)


def _written(stated: Stated) -> str:
    values = dict.fromkeys((plain(stated.low), plain(stated.high)))
    return in_unit(stated.high, stated.unit, "–".join(values))


def _name(unit: Unit) -> str:
    return {"mi": "statute miles", "km": "kilometres", "m": "metres"}.get(unit, UNIT_NAMES[unit][1])
