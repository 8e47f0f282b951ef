"""Tokens and sentences of a text, by one regular expression, in time linear in the text's length."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# Words that are written with a stop of their own, which then belongs to the token.
_ABBREVIATED = (
    "Adm|Ala|Apr|approx|Ariz|Ark|Assn|Aug|Ave|Blvd|Brig|Bros|Cal|Calif|Capt|Cmdr|Co|Col|Colo|Conn|Corp|Cpl|Dak|Dec|Del|Dept|"
    "Det|Dist|Dr|Drs|Feb|Fla|Fr|Ft|Ga|Gen|Gov|Hon|Hts|Id|Ida|Ill|Inc|Ind|Is|Isl|Jan|Jr|Jul|Jun|Kan|Kans|Ky|La|Lt|Ltd|"
    "Maj|Mass|Md|Me|Messrs|Mex|Mich|Minn|Miss|Mo|Mont|Mr|Mrs|Ms|Mt|Mtn|Mtns|Neb|Nebr|Nev|No|Nov|Oct|Okla|Ont|Ore|Oreg|"
    "Pa|Penn|Pfc|Ph|Prof|Pt|Pvt|Que|Rep|Reps|Rev|Sask|Sec|Sen|Sens|Sept|Sgt|Sr|St|Sta|Ste|Tenn|Ter|Terr|Tex|Va|Vt|Wash|"
    "Wis|Wisc|Wyo|a\\.m|p\\.m|cf|e\\.g|etc|i\\.e|mi|nm|sq|vs"
)
_HAN = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
# A letter, with the marks that a decomposed text sets after it.
_LETTER = f"[^\\W\\d_{_HAN}][\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0900-\u0903\u093a-\u094f]*"
_TOKEN = re.compile(
    "([A-Za-z]+(?=[ ,\\n])|"  # most words; the rest would find them too, but later
    f"(?:[A-Z]\\.){{2,}}(?:[A-Z](?!\\w))?"  # U.S., D.C., U.S.A
    f"|(?:{_ABBREVIATED}|{_ABBREVIATED.upper()})\\."
    "|[A-Z]\\.(?=\\s?[A-Z])"  # J. Smith
    f"|[{_HAN}]+"
    "|['’ʼ]s(?!\\w)"
    f"|(?:{_LETTER})+(?:['’ʼʻ‘](?!s(?!\\w))(?:{_LETTER})+)*"
    "|\\d+(?:[.,]\\d+)*"
    "|--+|\\.\\.+"
    "|\\S)\\s*+"  # the space after it, else each alternative would be tried there in vain
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
_HARD_WRAP_CHARS = 120


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a text and where its sentences begin.

    A possessive ("'s"), a hyphen and a mark of punctuation are tokens of their own; the stop of an abbreviation
    belongs to it ("U.S.", "Calif.").

    Attributes:
        words: The tokens as written.
        starts: Offset of each token's first character.
        ends: Offset after each token's last character.
        sentences: Index of the first token of each sentence, ascending.
    """

    words: Sequence[str]
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
    starts, ends = array("q"), array("q")
    known: dict[str, str] = {}
    for match in _TOKEN.finditer(text):
        word = match[1]
        # One string object a distinct word keeps a long text's tokens small.
        words.append(known.setdefault(word, word))
        start = match.start()
        starts.append(start)
        ends.append(start + len(word))
    return Tokens(words=words, starts=starts, ends=ends, sentences=_sentences(text, words, starts, ends))


def _sentences(text: str, words: list[str], starts: Sequence[int], ends: Sequence[int]) -> array[int]:
    """Index of the first token of each sentence.

    A blank line ends a sentence, and so does a line end where the text is not wrapped by hand; a stop ends one before
    a capital, a digit or an opening mark.
    """
    first = array("q", [0] if words else [])
    wrapped = max(map(len, text.split("\n")), default=0) <= _HARD_WRAP_CHARS
    ended = False  # since a stop there were only closing marks
    abbreviated = False
    i = 0
    for before, word, gap_start, gap_end in zip(words, words[1:], ends, starts[1:], strict=False):
        i += 1
        if before in _ENDERS:
            ended = True
        elif before not in _CLOSERS:
            ended = False
            abbreviated = before[-1] == "." and len(before) > 2
        if gap_end == gap_start:
            continue
        if gap_end - gap_start > 1 or text[gap_start] == "\n":
            lines = text.count("\n", gap_start, gap_end)
            if lines > 1 or (lines and (ended or not wrapped)):
                first.append(i)
                ended = abbreviated = False
                continue
        if ended:
            head = word[0]
            if head.isupper() or head.isdigit() or word in _OPENERS or not head.islower():
                first.append(i)
                ended = False
        elif abbreviated and word in _STARTERS and before[-1] == ".":
            first.append(i)
    return first
