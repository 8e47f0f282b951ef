"""A text as it is read for claims: its sentences, its mentions, and what its phrases stand for."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from geo.claims.phrases import Sentence, is_person
from geo.claims.subjects import SENTENCES_BACK, apposed_name, namesake, refers, stands_for_name, topic
from geo.records import End

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.claims.phrases import Phrase
    from geo.records import Mention, PlacePart
    from geo.tokens import Tokens


class Discourse:
    """A text with its sentences, each cut once and only when it is asked for.

    Attributes:
        text: The text.
        tokens: Its tokens.
        lowered: The tokens in lower case.
    """

    def __init__(self, text: str, tokens: Tokens, mentions: Sequence[Mention]) -> None:
        """Keep the text and find the tokens of its mentions.

        Args:
            text: The text.
            tokens: Its tokens.
            mentions: Its place mentions.
        """
        self.text = text
        self.tokens = tokens
        self.lowered: Sequence[str] = [word.lower() for word in tokens.words]
        self.glued: dict[int, tuple[int, Mention]] = {}
        for mention in mentions:
            first = tokens.at(mention.start)
            if first >= 0:
                self.glued[first] = (tokens.at(mention.end - 1) + 1, mention)
        self.sentences: dict[int, Sentence] = {}

    def number(self, token: int) -> int:
        """The number of the sentence that holds a token."""
        return bisect_right(self.tokens.sentences, token) - 1

    def sentence(self, number: int) -> Sentence:
        """The sentence of a number."""
        known = self.sentences.get(number)
        if known is None:
            starts = self.tokens.sentences
            after = starts[number + 1] if number + 1 < len(starts) else len(self.tokens)
            known = Sentence(self.tokens, self.lowered, starts[number], after, self.glued)
            self.sentences[number] = known
        return known

    def back(self, number: int) -> list[Sentence]:
        """The sentence and those before it that may hold an antecedent."""
        return [self.sentence(i) for i in range(max(0, number - SENTENCES_BACK), number + 1)]

    def end(self, number: int, phrase: Phrase | None) -> End | None:
        """An end for a phrase; a phrase without a name takes its named antecedent."""
        if phrase is None:
            return None
        apposed = apposed_name(self.sentence(number), phrase)
        if apposed is not None:
            return self.named_end(self.sentence(number), apposed)
        if phrase.named:
            return self.named_end(self.sentence(number), phrase)
        back = self.back(number)
        known = namesake(back, phrase.first, phrase.head) if stands_for_name(phrase) else None
        if known is None and refers(phrase):
            known = topic(back, phrase.first)
        if known is not None:
            return self.named_end(*known)
        return self.plain_end(phrase, named=False)

    def plain_end(self, phrase: Phrase, *, named: bool) -> End:
        """An end for a phrase as it stands."""
        start, end = self.tokens.starts[phrase.first], self.tokens.ends[phrase.after - 1]
        return End(text=self.text[start:end], start=start, end=end, named=named)

    def named_end(self, sentence: Sentence, phrase: Phrase) -> End:
        """An end for a phrase with a name: its mention, and the part of the place that is meant."""
        end = self.plain_end(phrase, named=not is_person(sentence, phrase))
        mainland = "mainland" in self.lowered[max(sentence.first, phrase.first - 1) : phrase.after]
        part: PlacePart = "mainland" if mainland else "whole"
        mention = phrase.mention
        if mention is None:
            return replace(end, part=part)
        return replace(end, mention=mention.id, place=mention.place, part=part)
