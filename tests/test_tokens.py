"""Tokens keep their offsets, split what must be split, and take time linear in the text."""

import gc
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.tokens import tokenize


@given(st.text(max_size=300))
def test_every_token_is_the_text_between_its_offsets(text):
    tokens = tokenize(text)
    last = 0
    for word, start, end in zip(tokens.words, tokens.starts, tokens.ends, strict=True):
        assert text[start:end] == word
        assert not text[last:start].strip()
        last = end
    assert not text[last:].strip()


@given(st.text(max_size=300))
def test_sentences_partition_the_tokens(text):
    tokens = tokenize(text)
    firsts = list(tokens.sentences)
    assert firsts == sorted(set(firsts))
    assert firsts[:1] == ([0] if len(tokens) else [])
    for index in range(len(tokens)):
        first, end = tokens.sentence(index)
        assert first <= index < end


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Taiwan's U.S.-made jet", ["Taiwan", "'s", "U.S.", "-", "made", "jet"]),
        ("Tours, Fla., in Xi’an’s walls", ["Tours", ",", "Fla.", ",", "in", "Xi’an", "’s", "walls"]),
        ("Japan-controlled—mostly", ["Japan", "-", "controlled", "—", "mostly"]),
        ("J. Smith of St. John's", ["J.", "Smith", "of", "St.", "John", "'s"]),
        ("from 北京 to Владивосток", ["from", "北京", "to", "Владивосток"]),
    ],
)
def test_words(text, words):
    assert tokenize(text).words == words


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("They met in Washington, D.C. on May 3. It rained.", 2),
        ("He left the U.S. The rest stayed.", 2),
        ("Mr. Smith came at 5 p.m. from Calif. by train.", 1),
        ('"Stay," she said. "Or go!" He stayed.', 3),
        ("A headline without a stop\n\nThe text begins here.", 2),
        ("a line that was\nwrapped by hand is one", 1),
    ],
)
def test_sentences(text, sentences):
    assert len(tokenize(text).sentences) == sentences


def _seconds(text: str) -> float:
    gc.disable()  # a pass over what other tests left behind is not the text's time
    try:
        begin = time.process_time()
        tokenize(text)
        return time.process_time() - begin
    finally:
        gc.enable()


@pytest.mark.parametrize("unit", ["A", "(", "A ", "U.", "a'", "é́", "北", "1,", "\n", "-"])
def test_time_grows_linearly(unit):
    short = min(_seconds(unit * 20_000) for _ in range(3))
    long = min(_seconds(unit * 200_000) for _ in range(3))
    assert long < 30 * short + 0.05
