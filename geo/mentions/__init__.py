"""Place names in a text: found, told from other names, and resolved with the other names' help.

    tokens -> spans (what may be a name) -> ranking (which place each name means) -> recognition (is it a name here)

Each step is numpy over all spans or candidates of a stretch of text at once. A long text is read stretch by stretch, so
that time and memory stay in proportion; what a name was taken for earlier speaks for it later.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.options import DEFAULTS

if TYPE_CHECKING:
    from geo.options import Options
    from geo.records import Document, Mention
    from geo.source import PlaceSource
    from geo.tokens import Tokens

__all__ = ["read_mentions"]


def read_mentions(
    document: Document, tokens: Tokens, source: PlaceSource, options: Options = DEFAULTS
) -> tuple[Mention, ...]:
    """Find and resolve the place names of a document: `geo.mentions.reading.read_mentions`.

    A look-up ranks places and reads no text, so the reader is loaded by those who read.
    """
    from geo.mentions import reading

    return reading.read_mentions(document, tokens, source, options)
