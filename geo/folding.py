"""One rule by which names are folded, for storing and for asking.

The rule works token by token, so that a folded phrase is the folded tokens joined by one space: a text can be
folded once, and every n-gram of it is then a slice.
"""

from __future__ import annotations

import re
import unicodedata

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
# Apostrophes, ʻokina and their look-alikes vanish; so do stops.
_VANISH = dict.fromkeys(map(ord, "'’‘ʻʼ`´ʹʺ\"“”.·"), None)
_ASCII_DROP = str.maketrans("", "", "'`\".")
_SEPARATORS = re.compile(r"[^\w]+|_+", re.UNICODE)


def fold_token(token: str) -> str:
    """Fold one token (no white space in it) by the rule; "" where nothing is left.

    A hyphen or another inner mark separates: `fold_token("Port-au-Prince") == "port au prince"`.
    """
    if token.isascii():
        folded = token.lower().translate(_ASCII_DROP)
        if not folded.isalnum():
            folded = " ".join(_SEPARATORS.split(folded)).strip()
    else:
        decomposed = unicodedata.normalize("NFKD", token.casefold()).translate(_VANISH)
        bare = "".join(c for c in decomposed if unicodedata.category(c) != "Mn")
        folded = " ".join(_SEPARATORS.split(unicodedata.normalize("NFC", bare).translate(_LETTERS))).strip()
    full = ABBREVIATIONS.get(folded)
    if full is not None and (folded not in _NEEDS_STOP or token.endswith(".")):
        return full
    return folded


def fold(name: str) -> str:
    """Fold a name for storing it and for asking for it.

    Case, accents, width, apostrophes, stops and hyphens are levelled; "Mt." is "mount", "St." is "saint"; a leading
    "the" is dropped.

    Args:
        name: A name as written, of any script.

    Returns:
        The folded name; "" where the name has no letter or digit.
    """
    tokens = [folded for folded in map(fold_token, name.split()) if folded]
    if len(tokens) > 1 and tokens[0] == "the":
        del tokens[0]
    return " ".join(tokens)
