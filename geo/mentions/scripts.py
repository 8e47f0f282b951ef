"""Names in scripts that set no spaces between words: a run of ideographs is cut where the gazetteer knows a name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.folding import fold_token
from geo.tokens import Tokens

if TYPE_CHECKING:
    from geo.source import PlaceSource

_RUN = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]{3,}")
_LONGEST = 8  # characters of a name looked for inside a run
_SHORTEST = 2
_MAX_RUN = 400  # characters of a run that are searched


def cut_runs(tokens: Tokens, source: PlaceSource) -> Tokens:
    """The tokens, with every unbroken run of ideographs cut so that the longest known names in it stand alone."""
    runs = [i for i, word in enumerate(tokens.words) if len(word) > _SHORTEST and _RUN.fullmatch(word)]
    if not runs:
        return tokens
    pieces = {
        word[a:b]
        for word in {tokens.words[i][:_MAX_RUN] for i in runs}
        for a in range(len(word) - 1)
        for b in range(a + _SHORTEST, min(len(word), a + _LONGEST) + 1)
    }
    folded = {piece: fold_token(piece) for piece in pieces}
    known = source.candidates(set(folded.values()))
    names = {piece for piece, key in folded.items() if key in known}
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    moved: list[int] = []
    which = set(runs)
    for i, word in enumerate(tokens.words):
        moved.append(len(words))
        start = tokens.starts[i]
        for a, b in _cut(word, names) if i in which and word not in names else ((0, len(word)),):
            words.append(word[a:b])
            starts.append(start + a)
            ends.append(start + b)
    return Tokens(words, [word.lower() for word in words], starts, ends, [moved[first] for first in tokens.sentences])


def _cut(word: str, names: set[str]) -> list[tuple[int, int]]:
    """Where to cut a run: the longest name from the left stands alone, what is between stays together."""
    cuts: list[tuple[int, int]] = []
    plain = at = 0
    while at < len(word):
        length = next(
            (n for n in range(min(_LONGEST, len(word) - at), _SHORTEST - 1, -1) if word[at : at + n] in names), 0
        )
        if not length:
            at += 1
            continue
        if plain < at:
            cuts.append((plain, at))
        cuts.append((at, at + length))
        at += length
        plain = at
    if plain < len(word):
        cuts.append((plain, len(word)))
    return cuts
