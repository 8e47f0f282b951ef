"""Claims without a length, as the readers of what is nearest, where a place lies and in which direction make them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.records import Claim

if TYPE_CHECKING:
    from geo.claims.discourse import Discourse
    from geo.records import Among, ClaimKind, Comparator, Cue, End, Wind


def unnumbered(
    discourse: Discourse,
    span: tuple[int, int],
    kind: ClaimKind,
    ends: tuple[End, End],
    *,
    rival: End | None = None,
    among: Among | None = None,
    direction: Wind | None = None,
    region: Wind | None = None,
    comparator: Comparator = "eq",
    cues: frozenset[Cue] = frozenset(),
) -> Claim:
    """A claim without a length, which can be checked where all its ends are named.

    Args:
        discourse: The text.
        span: The characters that say it.
        kind: What sort of claim it is.
        ends: Its subject and its object.
        rival: The other of the two that the subject is compared with.
        among: The class that the one is the nearest of.
        direction: The wind from the object to the subject.
        region: The part of the object that the subject lies in.
        comparator: Whether it is said to be so roughly.
        cues: The words that settle what is meant.
    """
    return Claim(
        id="",
        start=span[0],
        end=span[1],
        text=discourse.text[slice(*span)],
        kind=kind,
        quantity=None,
        stated=(),
        comparator=comparator,
        direction=direction,
        subject=ends[0],
        object=ends[1],
        checkable=all(end.named for end in (*ends, rival) if end is not None),
        rival=rival,
        among=among,
        region=region,
        cues=cues,
    )
