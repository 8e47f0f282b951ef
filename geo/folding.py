"""One rule by which names are folded, for storing and for asking.

The rule works token by token, so that a folded phrase is the folded tokens joined by one space: a text can be
folded once, and every n-gram of it is then a slice.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

from geo.han import SIMPLIFIED, TRADITIONAL

# Written abbreviations of the generic part of a name. A value is what the full word folds to.
ABBREVIATIONS = {
    "st": "saint",
    "ste": "sainte",
    "mt": "mount",
    "mtn": "mountain",
    "mtns": "mountains",
    "ft": "fort",
    "pt": "point",
    "is": "islands",
    "isl": "island",
    "co": "county",
    "hts": "heights",
}
# Only where the abbreviation is written with its stop is it safe to read these as the long word.
_NEEDS_STOP = frozenset({"is", "co", "pt", "isl"})

# Letters that Unicode does not decompose, with the usual Latin spelling.
_LETTERS = str.maketrans(
    {
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ł": "l",
        "ı": "i",
        "ə": "a",
        "ŋ": "n",
        "ħ": "h",
    }
)
_HAN = str.maketrans(TRADITIONAL, SIMPLIFIED)
_FORMS = _LETTERS | _HAN
# Apostrophes, ʻokina and their look-alikes vanish; so do stops.
_VANISH = dict.fromkeys(map(ord, "'’‘ʻʼ`´ʹʺ\"“”.·"), None)
_ASCII_DROP = str.maketrans("", "", "'`\".")
_SEPARATORS = re.compile(r"[\W_]+")

# The same for many names at once, one a line.
_ASCII_LINES = str.maketrans(
    {
        code: None if chr(code) in "'`\"." else chr(code).lower() if chr(code).isalnum() or code == 10 else " "
        for code in range(128)
    }
)
_SEPARATOR = re.compile(r"[^\w\n ]|_")
_FAR = re.compile("[\U00010000-\U0010ffff]+")
# What only the rule for one name knows how to fold: abbreviations and a leading "the", where words end at a space.
_SPECIAL = re.compile(rf"[ \n](?:{'|'.join(ABBREVIATIONS)})(?=[ \n])|\nthe ")


def fold_token(token: str) -> str:
    """Fold one token (no white space in it) by the rule; "" where nothing is left.

    A hyphen or another inner mark separates: `fold_token("Port-au-Prince") == "port au prince"`.
    """
    if token.isascii():
        folded = token.lower()
        if not folded.isalnum():
            folded = folded.translate(_ASCII_DROP)
            folded = " ".join(_SEPARATORS.split(folded)).strip()
    else:
        decomposed = unicodedata.normalize("NFKD", token.casefold()).translate(_VANISH)
        bare = "".join(c for c in decomposed if unicodedata.category(c) != "Mn")
        folded = " ".join(_SEPARATORS.split(unicodedata.normalize("NFC", bare).translate(_FORMS))).strip()
    full = ABBREVIATIONS.get(folded)
    if full is not None and (folded not in _NEEDS_STOP or token.endswith(".")):
        return full
    return folded


def fold(name: str) -> str:
    """Fold a name for storing it and for asking for it.

    Case, accents, width, apostrophes, stops and hyphens are levelled, and so are traditional and simplified Chinese
    characters; "Mt." is "mount", "St." is "saint"; a leading "the" is dropped.

    Args:
        name: A name as written, of any script.

    Returns:
        The folded name; "" where the name has no letter or digit.
    """
    tokens = [folded for folded in map(fold_token, name.split()) if folded]
    if len(tokens) > 1 and tokens[0] == "the":
        del tokens[0]
    return " ".join(tokens)


def fold_all(names: Sequence[str]) -> list[str]:
    """Fold many names, several times faster than one by one.

    Args:
        names: Names of one line each.

    Returns:
        `fold` of each.
    """
    folded = [""] * len(names)
    plain = [name.isascii() for name in names]
    for kind, level in ((True, _level_ascii), (False, _level)):
        where = [at for at, ascii_only in enumerate(plain) if ascii_only is kind]
        for at, line in zip(where, _folded_lines([names[at] for at in where], level), strict=True):
            folded[at] = line
    return folded


def _folded_lines(names: list[str], level: Callable[[str], str]) -> list[str]:
    if not names:
        return []
    text = level("\n".join(names))
    while "  " in text:
        text = text.replace("  ", " ")
    text = f"\n{text}\n".replace("\n ", "\n").replace(" \n", "\n")
    lines = text[1:-1].split("\n")
    line = last = 0
    for match in _SPECIAL.finditer(text):
        at = match.start()
        line += text.count("\n", last, at)
        last = at
        special = line if text[at] == "\n" else line - 1
        lines[special] = fold(names[special])
    return lines


def _level_ascii(text: str) -> str:
    return text.translate(_ASCII_LINES)


def _level(text: str) -> str:
    near, far = _marks()
    bare = near.sub("", unicodedata.normalize("NFKD", text.casefold()))
    bare = _FAR.sub(lambda match: far.sub("", match[0]), bare)
    folded = unicodedata.normalize("NFC", bare)
    for letter, spelling in _LETTERS.items():
        folded = folded.replace(chr(letter), spelling)
    folded = _traditional().sub(lambda match: match[0].translate(_HAN), folded)
    return _SEPARATOR.sub(" ", folded)


@cache
def _traditional() -> re.Pattern[str]:
    return re.compile(f"[{TRADITIONAL}]+")


@cache
def _marks() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What vanishes from a decomposed name, in Unicode's first plane and beyond: apart, the first is quick."""
    codes = [code for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code)) == "Mn"]
    near = {code for code in codes if code < 0x10000} | _VANISH.keys()
    return re.compile(_class(near)), re.compile(_class(set(codes) - near))


def _class(codes: set[int]) -> str:
    return "[" + "".join(f"\\U{code:08x}" for code in sorted(codes)) + "]"
