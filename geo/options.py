"""What a user may say about how names are to be read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, get_args

from geo.records import MentionKind

if TYPE_CHECKING:
    from collections.abc import Mapping

ALL_KINDS: frozenset[MentionKind] = frozenset(get_args(MentionKind))


@dataclass(frozen=True, slots=True)
class Options:
    """How names are to be resolved; the defaults ask for nothing.

    Attributes:
        near: (lon, lat) in degrees that places are likely to be near to.
        country: ISO 3166-1 alpha-2 code of the country that places are likely to be in.
        prefer: Feature codes ("ADM1") or classes ("P") to prefer among namesakes.
        fixed: Names set by hand: as written in the text -> place id.
        kinds: The kinds of mention that are kept.
        threshold: Below this score a mention stays unresolved; None for the default.
    """

    near: tuple[float, float] | None = None
    country: str | None = None
    prefer: tuple[str, ...] = ()
    fixed: Mapping[str, str] = field(default_factory=dict)
    kinds: frozenset[MentionKind] = ALL_KINDS
    threshold: float | None = None


DEFAULTS = Options()
