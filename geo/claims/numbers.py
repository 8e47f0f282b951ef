"""Numbers as they are written in English text: digits, words, fractions and mixtures of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_ONES = {
    word: float(value)
    for value, word in enumerate(
        (
            *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
            *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
        )
    )
}
_TENS = {
    word: 10.0 * value
    for value, word in enumerate(("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), 2)
} | {"fourty": 40.0}
_MULTIPLIERS = {"hundred": 100.0, "thousand": 1000.0, "million": 1e6, "dozen": 12.0, "score": 20.0}
_PARTS = {
    "half": 0.5,
    "halves": 0.5,
    "third": 1 / 3,
    "thirds": 1 / 3,
    "quarter": 0.25,
    "quarters": 0.25,
    "fifth": 0.2,
    "fifths": 0.2,
    "eighth": 0.125,
    "eighths": 0.125,
    "tenth": 0.1,
    "tenths": 0.1,
}
_SIGNS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3, "⅛": 0.125, "⅜": 0.375, "⅝": 0.625, "⅞": 0.875}
_HYPHENS = frozenset("-‐‑–—")
SLASHES = frozenset("/⁄∕")  # the second and third are those of typeset fractions
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?\Z")
_PLAIN = re.compile(r"\d{1,9}(?:[.]\d{1,9})?\Z")
_DECIMAL_COMMA = re.compile(r"\d{1,6},\d{1,2}\Z")

# Every word that can stand inside a number, so that a look leftwards knows where to stop.
VOCABULARY = frozenset(
    {*_ONES, *_TENS, *_MULTIPLIERS, *_PARTS, *_SIGNS, *_HYPHENS, "a", "an", "and", "couple", "of", "or", "to", *SLASHES}
)


def is_digits(word: str) -> bool:
    """Whether the token is a number in digits."""
    return word[0].isdigit() and digits(word) is not None


def digits(word: str) -> float | None:
    """The value of a token in digits: "1,200", "4.5", "1,5"; None where it is no number."""
    if _PLAIN.match(word):
        return float(word)
    if _GROUPED.match(word):
        return float(word.replace(",", ""))
    if _DECIMAL_COMMA.match(word):
        return float(word.replace(",", "."))
    return None


def read_number(words: Sequence[str], start: int, end: int) -> tuple[float, int] | None:
    """Read one number that begins at a token.

    Args:
        words: Tokens in lower case.
        start: The token where the number begins.
        end: No token from here on is read.

    Returns:
        The value and the token after it, or None. "two and a half", "a hundred and twenty", "1 1/2", "4 700",
        "three-quarters of a" and "half a" are numbers; "a" alone is one.
    """
    if start >= end:
        return None
    word = words[start]
    if word[0].isdigit():
        return _in_digits(words, start, end)
    if word in _SIGNS:
        return _SIGNS[word], start + 1
    if word in ("a", "an"):
        return _after_article(words, start, end)
    if word in _PARTS and word in ("half", "quarter"):
        return _PARTS[word], _skip_article(words, start + 1, end)
    return _in_words(words, start, end)


def _in_digits(words: Sequence[str], start: int, end: int) -> tuple[float, int] | None:
    value = digits(words[start])
    if value is None:
        return None
    at = start + 1
    if at + 1 < end and words[at] in SLASHES and words[at + 1].isdigit():
        denominator = float(words[at + 1])
        return (value / denominator, _skip_article(words, at + 2, end)) if denominator else None
    # "4 700": a thousand grouped by a space.
    if at < end and value < 1000 and value == int(value) and len(words[at]) == 3 and words[at].isdigit():
        return value * 1000 + float(words[at]), at + 1
    while at < end and words[at] in ("hundred", "thousand", "million"):
        value *= _MULTIPLIERS[words[at]]
        at += 1
    return _with_fraction(words, value, at, end)


def _after_article(words: Sequence[str], start: int, end: int) -> tuple[float, int] | None:
    at = start + 1
    if at >= end:
        return 1.0, at
    if words[at] in _HYPHENS:
        return None
    if words[at] in ("half", "quarter", "third"):
        return _PARTS[words[at]], _skip_article(words, at + 1, end)
    if words[at] == "couple":
        at += 1
        if at < end and words[at] == "of":
            at += 1
        value = 2.0
        while at < end and words[at] in _MULTIPLIERS:
            value *= _MULTIPLIERS[words[at]]
            at += 1
        return value, at
    if words[at] in _MULTIPLIERS:
        return _in_words(words, at, end)
    return 1.0, at


def _in_words(words: Sequence[str], start: int, end: int) -> tuple[float, int] | None:
    """A number in words, "and" and hyphens inside it; numerators of fractions too ("three quarters of a")."""
    total = current = 0.0
    at = start
    seen = False
    while at < end:
        word = words[at]
        if word in _TENS:
            if current % 100:
                break
            current += _TENS[word]
        elif word in _ONES:
            if (current % 10 and current % 100 != 0) or current % 100 in range(1, 20):
                break
            current += _ONES[word]
        elif word in _MULTIPLIERS:
            scale = _MULTIPLIERS[word]
            if scale >= 1000:
                total += (current or 1.0) * scale
                current = 0.0
            else:
                current = (current or 1.0) * scale
        elif (seen and word in _HYPHENS and at + 1 < end and (words[at + 1] in _ONES or words[at + 1] in _PARTS)) or (
            seen
            and word == "and"
            and at + 1 < end
            and words[at - 1] in _MULTIPLIERS
            and (words[at + 1] in _ONES or words[at + 1] in _TENS)
        ):
            at += 1
            continue
        else:
            break
        seen = True
        at += 1
    if not seen:
        return None
    value = total + current
    if at < end and words[at] in _PARTS and words[at] != "half" and value < 10:
        return value * _PARTS[words[at]], _skip_article(words, at + 1, end)
    while words[at - 1] in _HYPHENS:
        at -= 1
    return _with_fraction(words, value, at, end)


def _with_fraction(words: Sequence[str], value: float, at: int, end: int) -> tuple[float, int]:
    """Add a fraction that follows: "½", " 1/2", "-1/2", "and a half", "and three quarters"."""
    if at < end and words[at] in _SIGNS:
        return value + _SIGNS[words[at]], at + 1
    here = at + 1 if at < end and words[at] in _HYPHENS else at
    if (
        here + 2 < end
        and words[here].isdigit()
        and words[here + 1] in SLASHES
        and words[here + 2].isdigit()
        and 0 < int(words[here]) < int(words[here + 2]) <= 16
    ):
        return value + int(words[here]) / int(words[here + 2]), here + 3
    added = read_added_fraction(words, at, end)
    return (value + added[0], added[1]) if added else (value, at)


def read_added_fraction(words: Sequence[str], at: int, end: int) -> tuple[float, int] | None:
    """Read "and a half", "and-a-half", "and three quarters" at a token; None where there is none."""
    rest = [(word, i) for i, word in enumerate(words[at : min(end, at + 7)], at) if word not in _HYPHENS]
    if len(rest) < 2 or rest[0][0] != "and":
        return None
    count = 1.0
    rest = rest[1:]
    if rest[0][0] in ("a", "an", "one", "two", "three"):
        count = _ONES.get(rest[0][0], 1.0)
        rest = rest[1:]
    if not rest or rest[0][0] not in _PARTS:
        return None
    return count * _PARTS[rest[0][0]], rest[0][1] + 1


def _skip_article(words: Sequence[str], at: int, end: int) -> int:
    """Step over "of a", "a" and a hyphen after a fraction ("half a", "three-quarters of a", "half-")."""
    if at < end and words[at] in _HYPHENS and at + 1 == end:
        return at
    if at < end and words[at] == "of":
        at += 1
    if at < end and words[at] in ("a", "an"):
        at += 1
    return at


def scaled_low(words: Sequence[str], low: float, high: float, *, low_at: int, high_start: int, high_end: int) -> float:
    """The lower number of a range with the multiplier that it shares with the upper ("two to three hundred")."""
    if low < 100 and low < high and not any(word in _MULTIPLIERS for word in words[low_at:high_start]):
        for word in words[high_start:high_end]:
            if word in ("hundred", "thousand", "million") and low * _MULTIPLIERS[word] <= high:
                return low * _MULTIPLIERS[word]
    return low
