"""Tokens and sentences of a text, by one regular expression, in time linear in the text's length."""

from __future__ import annotations

import re
import sys
from array import array
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate, compress, groupby
from operator import add, itemgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Words that are written with a stop of their own, which then belongs to the token.
_ABBREVIATED = (
    "Adm|Ala|Apr|approx|Ariz|Ark|Assn|Aug|Ave|Blvd|Brig|Bros|ca|Cal|Calif|Capt|Cmdr|Co|Col|Colo|Conn|Corp|Cpl|Dak|Dec|Del|"
    "Dept|Det|Dist|Dr|Drs|Feb|Fla|Fr|Ft|Ga|Gen|Gov|Hon|Hts|Id|Ida|Ill|Inc|Ind|Is|Isl|Jan|Jr|Jul|Jun|Kan|Kans|Ky|La|Lt|Ltd|"
    "Maj|Mass|Md|Me|Messrs|Mex|Mich|Minn|Miss|Mo|Mont|Mr|Mrs|Ms|Mt|Mtn|Mtns|Neb|Nebr|Nev|No|Nov|Oct|Okla|Ont|Ore|Oreg|"
    "Pa|Penn|Pfc|Ph|Prof|Pt|Pvt|Que|Rep|Reps|Rev|Sask|Sec|Sen|Sens|Sept|Sgt|Sr|St|Sta|Ste|Tenn|Ter|Terr|Tex|Va|Vt|Wash|"
    "Wis|Wisc|Wyo|a\\.m|p\\.m|cf|e\\.g|etc|i\\.e|mi|nm|sq|vs"
)
# The same and in capitals, parted by their first letter: most words are none, which then is seen at once.
_BY_LETTER = "|".join(
    f"{head}(?:{'|'.join(word[1:] for word in words)})"
    for head, words in groupby(sorted({*_ABBREVIATED.split("|"), *_ABBREVIATED.upper().split("|")}), itemgetter(0))
)
_HAN = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
# Letters, each with the marks that a decomposed text sets after it; the integral sign is how some read a long s.
_LETTERS = f"(?:∫*+[^\\W\\d_{_HAN}]++[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0900-\u0903\u093a-\u094f]*+)++"
# A token with the space after it. The first two alternatives find most; the rest would find them too, but later.
_TOKEN = re.compile(
    '(?:[A-Za-z]++(?=[ ,\\n;:()?!"“”/-])'
    '|[,()"“”:;?!]|\\.(?!\\.)'
    "|(?:[A-Z]\\.){2,}(?:[A-Z](?!\\w))?"  # U.S., D.C., U.S.A
    f"|(?:{_BY_LETTER})\\."
    "|[A-Z]\\.(?=\\s?[A-Z])"  # J. Smith
    f"|[{_HAN}]+"
    "|['’ʼ]s(?!\\w)"
    f"|{_LETTERS}(?:['’ʼʻ‘](?!s(?!\\w)){_LETTERS})*+"
    "|\\d+(?:[.,]\\d+)*+"
    "|--+|\\.\\.+"
    "|\\S)\\s*+"
)
_ENDERS = frozenset({".", "!", "?", "…", "..", "...", "。", "！", "？"})
_CLOSERS = frozenset({'"', "”", "’", "'", ")", "]", "»"})
_OPENERS = frozenset({'"', "“", "‘", "'", "(", "[", "«", "—", "-", "--"})
# After an abbreviation's stop only these words say that a sentence begins.
_STARTERS = frozenset(
    [
        "The",
        "This",
        "That",
        "These",
        "Those",
        "He",
        "She",
        "It",
        "They",
        "We",
        "You",
        "I",
        "A",
        "An",
        "And",
        "But",
        "In",
        "On",
        "At",
        "As",
        "If",
        "When",
        "While",
        "After",
        "Before",
        "For",
        "From",
        "His",
        "Her",
        "Its",
        "Their",
        "Our",
        "There",
        "Here",
        "However",
        "Meanwhile",
        "According",
    ]
)
# The s of old prints, and the sign that it is often read as.
LONG_S = str.maketrans("ſ∫", "ss")
_HARD_WRAP_CHARS = 120
_ENDS, _CLOSES, _STOPPED, _SPACE, _LINE, _BLANK_LINE = (1 << bit for bit in range(6))

_BLOCK_CHARS = 100_000
# Where a text may be cut: no token, and no look ahead from one, reaches over these.
_CUT = re.compile('[^\\s.]\\s+(?=\\S)|[()\\[\\]"“”:;?!](?=\\S)')
_MOST_KNOWN = 100_000  # distinct tokens, some 25 MB


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a text and where its sentences begin.

    A possessive ("'s"), a hyphen and a mark of punctuation are tokens of their own; the stop of an abbreviation
    belongs to it ("U.S.", "Calif.").

    Attributes:
        words: The tokens as written.
        lowered: The tokens in lower case, the long s of old prints as ours.
        starts: Offset of each token's first character.
        ends: Offset after each token's last character.
        sentences: Index of the first token of each sentence, ascending.
    """

    words: Sequence[str]
    lowered: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int]
    sentences: Sequence[int]

    def __len__(self) -> int:
        """How many tokens there are."""
        return len(self.words)

    def at(self, offset: int) -> int:
        """Index of the token that holds the character at `offset`, or of the last one before it (-1 for none)."""
        return bisect_right(self.starts, offset) - 1

    def sentence(self, index: int) -> tuple[int, int]:
        """First token and the one after the last of the sentence that holds the token at `index`."""
        which = bisect_right(self.sentences, index)
        end = self.sentences[which] if which < len(self.sentences) else len(self.words)
        return self.sentences[which - 1], end


def tokenize(text: str) -> Tokens:
    """Cut a text into tokens and sentences.

    Args:
        text: Any text; no length is too long, no line too wide.

    Returns:
        The tokens, with offsets into the text.
    """
    words: list[str] = []
    lowered: list[str] = []
    starts, ends = array("q"), array("q")
    sorts = bytearray()
    for start, pieces in _pieces(text):
        block, small, wide, long, block_sorts = zip(*map(_KNOWN.__getitem__, pieces), strict=True)
        begins = list(accumulate(wide, initial=start))[:-1]
        words += block
        lowered += small
        starts += array("q", begins)
        ends += array("q", list(map(add, begins, long)))
        sorts += bytes(block_sorts)
    return Tokens(words, lowered, starts, ends, _sentences(text, words, sorts))


def _pieces(text: str) -> Iterator[tuple[int, list[str]]]:
    """The tokens of the text, each with the space after it, some thousands at a time, and where the first begins."""
    at = len(text) - len(text.lstrip())
    while at < len(text):
        cut = _CUT.search(text, at + _BLOCK_CHARS)
        end = len(text) if cut is None else cut.end()
        yield at, _TOKEN.findall(text, at, end)
        at = end


class _Known(dict[str, tuple[str, str, int, int, int]]):
    """The word in each distinct token with its space, the same in lower case, how long each of the two is, its sort.

    Kept for the next text; one string object a distinct word keeps a long text small.
    """

    def __missing__(self, piece: str) -> tuple[str, str, int, int, int]:
        if len(self) > _MOST_KNOWN:
            self.clear()
        word = piece.rstrip()
        lowered = word.lower() if word.isascii() else word.lower().translate(LONG_S)
        gap = piece[len(word) :]
        plain = word.isalnum() and gap in _PLAIN_GAPS
        known = sys.intern(word), sys.intern(lowered), len(piece), len(word), 0 if plain else _sort_of(word, gap)
        self[piece] = known
        return known


_PLAIN_GAPS = frozenset({"", " "})  # after a word they have nothing to do with the end of a sentence
_KNOWN = _Known()


def _sort_of(word: str, gap: str) -> int:
    """What a token and the space after it can have to do with the end of a sentence, as bits; 0 for nothing."""
    lines = gap.count("\n")
    sort = _LINE if lines == 1 else _BLANK_LINE if lines else 0
    if word in _ENDERS:
        sort |= _ENDS
    elif word in _CLOSERS:
        sort |= _CLOSES
    elif word[-1] == "." and len(word) > 2:
        sort |= _STOPPED
    return sort | _SPACE if gap and sort else sort


def _sentences(text: str, words: Sequence[str], sorts: bytearray) -> array[int]:
    """Index of the first token of each sentence.

    A blank line ends a sentence, and so does a line end where the text is not wrapped by hand; a stop ends one before
    a capital, a digit or an opening mark.
    """
    first = array("q", [0] if words else [])
    wrapped = max(map(len, text.split("\n")), default=0) <= _HARD_WRAP_CHARS
    ended = False  # since a stop there were only closing marks
    last = -1
    for i in compress(range(len(words) - 1), sorts):
        sort = sorts[i]
        ended = bool(sort & _ENDS or (sort & _CLOSES and ended and last == i - 1))
        last = i
        if not sort & _SPACE:
            continue
        if sort & _BLANK_LINE or (sort & _LINE and (ended or not wrapped)):
            first.append(i + 1)
            ended = False
        elif ended:
            following = words[i + 1]
            head = following[0]
            if head.isupper() or head.isdigit() or following in _OPENERS or not head.islower():
                first.append(i + 1)
                ended = False
        elif sort & _STOPPED and words[i + 1] in _STARTERS:
            first.append(i + 1)
    return first
