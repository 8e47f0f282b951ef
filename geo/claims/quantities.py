"""Lengths in a text: a number and a unit, a range of them, and the conversion that may follow in brackets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.claims.lexicon import word_set
from geo.claims.numbers import SLASHES, VOCABULARY, is_digits, read_added_fraction, read_number, scaled_low
from geo.records import Span, Stated

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from geo.records import Unit
    from geo.tokens import Tokens

_NAMES: dict[Unit, str] = {
    "nmi": r"nautical[\s-]+miles?|sea[\s-]+miles?|nmi|n\.m\.|nm",
    "mi": r"miles?|mls|mi",
    "km": r"kilomet(?:er|re)s?|kms?|kilometros|klicks?",
    "m": r"met(?:er|re)s?|m",
    "ft": r"feet|foot|ft",
    "yd": r"yards?|yds?",
}
_UNIT = re.compile(
    r"(?<![^\W\d_])(?:" + "|".join(f"(?P<{unit}>{names})" for unit, names in _NAMES.items()) + r")\b\.?(?![\w²³])",
    re.IGNORECASE,
)
# The tokens, in lower case, with which a unit may begin.
UNIT_WORDS = word_set(
    "nautical sea nmi n n.m. nm nm. mile miles mls mi mi. kilometer kilometers kilometre kilometres km kms kilometros "
    "klick klicks meter meters metre metres m feet foot ft ft. yard yards yd yds"
)
_HYPHENS = frozenset("-‐‑–—")
_LOOK_BACK = 14
_MAGNITUDES = frozenset({"m", "mag", "magnitude", "ml", "mb", "mw"})
_MERE = frozenset({"mere", "single", "full", "good", "scant", "bare"})
_LOOSE = frozenset({"odd", "plus", "+"})
_HEDGED = 3  # so many words may stand beside a conversion in its brackets
_RANGE = frozenset({"to", "or", "and", *_HYPHENS, "--"})
_NUMERIC = VOCABULARY - {"a", "an", "and", "of", "or", "to"} - SLASHES - _HYPHENS


@dataclass(frozen=True, slots=True)
class Quantity:
    """A length as written.

    Attributes:
        first: Its first token.
        after: The token after it, its conversion not counted.
        resume: The token after its conversion and footnote marks.
        hyphenated: Whether it is an attribute ("a 6.2-mile stretch").
    """

    first: int
    after: int
    resume: int
    start: int
    end: int
    stated: tuple[Stated, ...]
    hyphenated: bool
    conversion: Span | None = None
    elliptic: bool = False

    @property
    def ranged(self) -> bool:
        """Whether it is a range."""
        return self.stated[0].low != self.stated[0].high

    @property
    def unit(self) -> Unit:
        """The unit of the first length stated."""
        return self.stated[0].unit

    def lent(self, tokens: Tokens, first: int, after: int, low: float, high: float) -> Quantity:
        """The length that leaves out this one's unit: the 65 of "30 km from Ely and 65 from Bath".

        Args:
            tokens: Those of the text.
            first: Its first token.
            after: The token after it.
            low: Its lower end, in this length's unit.
            high: Its upper end.
        """
        return Quantity(
            first,
            after,
            resume=after,
            start=tokens.starts[first],
            end=tokens.ends[after - 1],
            stated=(Stated(low=low, high=high, unit=self.unit),),
            hyphenated=False,
            elliptic=True,
        )


def find_quantities(text: str, tokens: Tokens, lowered: Sequence[str], units: Iterable[int]) -> list[Quantity]:
    """Find the lengths of a text, in order.

    Args:
        text: The text.
        tokens: Its tokens.
        lowered: The tokens in lower case.
        units: Those that are one of `UNIT_WORDS`.

    Returns:
        Lengths with a number; a conversion in brackets belongs to the length before it.
    """
    found: list[Quantity] = []
    for quantity in _single(text, tokens, lowered, units):
        previous = found[-1] if found else None
        if previous is not None and quantity.first < previous.after:
            continue
        if previous is not None and quantity.after <= previous.resume:
            continue  # it is the conversion of the one before
        joined = _joined(lowered, previous, quantity) if previous else None
        if joined is not None:
            found[-1] = joined
        else:
            found.append(quantity)
    return found


def _single(text: str, tokens: Tokens, lowered: Sequence[str], units: Iterable[int]) -> Iterator[Quantity]:
    read = 0
    for unit_first in units:
        start = tokens.starts[unit_first]
        match = _UNIT.match(text, start) if start >= read else None
        if match is None:
            continue
        read = match.end()
        quantity = _at_unit(text, tokens, lowered, match, unit_first) if unit_first else None
        if quantity is not None:
            yield quantity


def _at_unit(
    text: str, tokens: Tokens, lowered: Sequence[str], match: re.Match[str], unit_first: int
) -> Quantity | None:
    unit: Unit = match.lastgroup  # type: ignore[assignment]
    name = match.group()
    after = tokens.at(match.end() - 1) + 1
    if tokens.words[after - 1] == "." and not (after < len(tokens) and tokens.words[after][0].islower()):
        after -= 1  # the sentence's own stop
    gap = text[tokens.ends[unit_first - 1] : match.start()]
    short = len(name.rstrip(".")) <= 2
    number_end = unit_first
    hyphenated = False
    if lowered[unit_first - 1] in _HYPHENS:
        hyphenated = True
        number_end -= 1
    if number_end > 1 and lowered[number_end - 1] in _LOOSE:  # "30-odd kilometres", "30+ km"
        number_end -= 1 + (lowered[number_end - 2] in _HYPHENS)
    elif number_end > 2 and lowered[number_end - 2] == "or" and lowered[number_end - 1] in ("so", "more"):
        number_end -= 2  # "30 or so kilometres"
    if number_end < 1 or len(gap) > 3:
        return None
    if short and not (is_digits(lowered[number_end - 1]) or lowered[number_end - 1] in _NUMERIC):
        return None
    if name in ("M", "m", "m.") and not (name == "m" and is_digits(lowered[number_end - 1])):
        return None
    read = number_before(tokens, lowered, number_end)
    if read is None:
        return None
    first, low, high = read
    touching = text[max(0, tokens.starts[first] - 1) : tokens.starts[first]]
    if touching in ("$", "£", "€") or touching.isalpha():
        return None
    if _is_name(tokens, first, unit_first, after):
        return None
    if low == high:
        chains = _chains(lowered, after, unit)
        if chains is not None:
            low += chains[0]
            high, after = low, chains[1]
        else:
            added = read_added_fraction(lowered, after, min(len(lowered), after + 7))
            if added is not None:
                low += added[0]
                high, after = low, added[1]
    stated = (Stated(low=low, high=high, unit=unit),)
    end = tokens.ends[after - 1]
    if text[end - 1] == "." and len(name) > 4:
        end -= 1
    resume, conversion, converted = _conversion(text, tokens, lowered, after, unit)
    return Quantity(
        first=first,
        after=after,
        resume=resume,
        start=tokens.starts[first],
        end=end,
        stated=stated + converted,
        hyphenated=hyphenated,
        conversion=conversion,
    )


def number_before(tokens: Tokens, lowered: Sequence[str], end: int) -> tuple[int, float, float] | None:
    """First token, low and high of the longest number that ends right before a token."""
    if end > 1 and lowered[end - 1] in _MERE and lowered[end - 2] in ("a", "one"):
        return end - 2, 1.0, 1.0  # "a mere kilometre"
    first = end
    lowest = max(0, end - _LOOK_BACK)
    while first > lowest and (lowered[first - 1] in VOCABULARY or is_digits(lowered[first - 1])):
        first -= 1
    for start in range(first, end):
        word = lowered[start]
        if word in _HYPHENS or word in ("and", "of", "or", "to") or word in SLASHES:
            continue
        if start > 0 and tokens.ends[start - 1] == tokens.starts[start] and lowered[start - 1].isalpha():
            continue  # "M4.8"
        if start > 0 and lowered[start - 1] in _MAGNITUDES:
            continue  # "M 4.7 - 56km SSE of"
        low = read_number(lowered, start, end)
        if low is None:
            continue
        value, at = low
        if at == end:
            return start, value, value
        ranged = _range(lowered, start, value, at, end)
        if ranged is not None and (
            lowered[at] != "and" or (start > 0 and lowered[start - 1] in ("between", "betwixt"))
        ):
            return start, *ranged
    return None


def _range(lowered: Sequence[str], start: int, low: float, at: int, end: int) -> tuple[float, float] | None:
    if lowered[at] not in _RANGE:
        return None
    high_start = at + 1
    high = read_number(lowered, high_start, end)
    if high is None or high[1] != end:
        return None
    low = scaled_low(lowered, low, high[0], low_at=start, high_start=high_start, high_end=end)
    return (low, high[0]) if low < high[0] else None


def _is_name(tokens: Tokens, first: int, unit_first: int, after: int) -> bool:
    """Whether number and unit are a name: "Seven Mile Beach", "Twelve-Mile Ordinary"."""
    words = tokens.words
    unit = words[unit_first]
    if not unit[0].isupper() or unit.isupper():
        return False
    follows = words[after] if after < len(words) else ""
    return (unit == "Mile" and (words[first][0].isupper() or follows[:1].isupper())) or (
        words[first][0].isupper() and follows[:1].isupper()
    )


def _chains(lowered: Sequence[str], after: int, unit: Unit) -> tuple[float, int] | None:
    """The miles in "12 miles 40 chains" and "2 miles 3 furlongs", which railways and old books write."""
    if unit == "mi" and after + 1 < len(lowered) and lowered[after].isdigit():
        if lowered[after + 1] in ("chains", "chain", "ch"):
            return float(lowered[after]) / 80, after + 2
        if lowered[after + 1] in ("furlongs", "furlong"):
            return float(lowered[after]) / 8, after + 2
    return None


def _conversion(
    text: str, tokens: Tokens, lowered: Sequence[str], after: int, unit: Unit
) -> tuple[int, Span | None, tuple[Stated, ...]]:
    """What stands in brackets after a length: the token after it, its span, and the length where it is one."""
    words = tokens.words
    at = after
    if at + 1 < len(words) and words[at] == "-" and lowered[at + 1] in ("long", "wide"):
        at += 2
    if at >= len(words) or words[at] not in ("(", "["):
        return _beside(text, tokens, lowered, after, unit)
    close = next((i for i in range(at + 1, min(len(words), at + 14)) if words[i] in (")", "]")), None)
    if close is None:
        return after, None, ()
    inside = _inside(text, tokens, lowered, at + 1, close)
    if inside is None and not (close == at + 2 and words[at + 1].isdigit()):
        return after, None, ()
    at = close + 1
    while at + 2 < len(words) and words[at] == "[" and words[at + 2] == "]" and words[at + 1].isdigit():
        at += 3
    return (at, None, ()) if inside is None else (at, inside[1], (inside[0],))


def _beside(
    text: str, tokens: Tokens, lowered: Sequence[str], after: int, unit: Unit
) -> tuple[int, Span | None, tuple[Stated, ...]]:
    """The conversion in "33 km, or 21 miles, across", "33 km/21 miles"."""
    at = after + (lowered[after : after + 1] == [","])
    if lowered[at : at + 1] not in (["or"], ["/"]):
        return after, None, ()
    close = next((i for i in range(at + 1, min(len(lowered), at + 8)) if _UNIT.fullmatch(lowered[i])), None)
    inside = None if close is None else _inside(text, tokens, lowered, at + 1, close + 1)
    if inside is None or close is None or inside[0].unit == unit:
        return after, None, ()
    return close + 1 + (lowered[close + 1 : close + 2] == [","]), inside[1], (inside[0],)


def _inside(text: str, tokens: Tokens, lowered: Sequence[str], first: int, close: int) -> tuple[Stated, Span] | None:
    """The one length between brackets."""
    start, end = tokens.starts[first], tokens.ends[close - 1]
    for match in _UNIT.finditer(text, start, end):
        unit_first = tokens.at(match.start())
        number_end = unit_first - 1 if lowered[unit_first - 1] in _HYPHENS else unit_first
        read = number_before(tokens, lowered, number_end)
        if read is None or read[0] < first or read[0] > first + _HEDGED or tokens.at(match.end() - 1) < close - _HEDGED:
            continue
        unit: Unit = match.lastgroup  # type: ignore[assignment]
        span_start, span_end = tokens.starts[read[0]], match.end()
        return Stated(low=read[1], high=read[2], unit=unit), Span(span_start, span_end, text[span_start:span_end])
    return None


def _joined(lowered: Sequence[str], low: Quantity, high: Quantity) -> Quantity | None:
    """One range of two lengths that each have their unit: "between 90 km and 100 km", "5 km to 6 km"."""
    if low.resume + 1 != high.first or low.unit != high.unit or low.hyphenated:
        return None
    link = lowered[low.resume]
    between = low.first > 0 and lowered[low.first - 1] in ("between", "betwixt", "from")
    if not (link in ("to", "or", "-", "–") or (link == "and" and between)):
        return None
    least, most = low.stated[0], high.stated[0]
    if least.low >= most.high:
        return None
    return Quantity(
        first=low.first,
        after=high.after,
        resume=high.resume,
        start=low.start,
        end=high.end,
        stated=(Stated(low=least.low, high=most.high, unit=high.unit),),
        hyphenated=False,
    )
