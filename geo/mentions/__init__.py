"""Place names in a text: found, told from other names, and resolved with the other names' help.

    tokens -> spans (what may be a name) -> ranking (which place each name means) -> recognition (is it a name here)

Each step is numpy over all spans or candidates of a stretch of text at once. A long text is read stretch by stretch, so
that time and memory stay in proportion; what a name was taken for earlier speaks for it later.
"""

from geo.mentions.reading import read_mentions

__all__ = ["read_mentions"]
