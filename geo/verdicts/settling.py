"""One sense a name: claims and mentions at the places that are measured."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geo.measures.atlas import atlas_of
from geo.records import Candidate
from geo.verdicts.meaning import as_measured
from geo.verdicts.sorts import sort_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from geo.measures.atlas import Atlas
    from geo.records import Claim, End, Mention
    from geo.source import PlaceSource


def settle(
    claims: Iterable[Claim], mentions: Sequence[Mention], source: PlaceSource
) -> tuple[tuple[Claim, ...], tuple[Mention, ...]]:
    """The claims with their ends at the places that are measured, and the mentions at the same ones.

    Where a town, its island and its unit share a name, what is measured says which of them the text speaks of. A
    mention is at one place in all of its claims. The same name elsewhere in the text means what all the claims agree
    on; what holds another place ("Albany, in eastern New York") says nothing of the name elsewhere.

    Args:
        claims: As the text makes them.
        mentions: The text's mentions, with the candidates for each.
        source: Where outlines come from, and further records.

    Returns:
        Claims and mentions; what a mention was first taken for stays among its candidates, and its reason says so.
    """
    known = {mention.id: mention for mention in mentions}
    atlas = atlas_of(source)
    claims = [as_measured(claim, known, atlas) for claim in claims]
    senses: dict[str, str] = {}
    agreed: dict[tuple[str, str | None], set[str]] = {}
    for claim in claims:
        for end in _ends(claim):
            mention = known.get(end.mention or "")
            if mention is None or end.place is None:
                continue
            sense = senses.setdefault(mention.id, end.place)
            if claim.kind != "containment":
                agreed.setdefault((mention.text, mention.place), set()).add(sense)
    for mention in mentions:
        meant = agreed.get((mention.text, mention.place), ())
        if len(meant) == 1:
            senses.setdefault(mention.id, next(iter(meant)))
    moved = {key: sense for key, sense in senses.items() if sense != known[key].place}
    return (
        tuple(_at_senses(claim, senses) for claim in claims),
        tuple(_moved(each, moved, atlas) if each.id in moved else each for each in mentions)
        if moved
        else tuple(mentions),
    )


def _ends(claim: Claim) -> Iterator[End]:
    return (end for end in (claim.subject, claim.object, claim.rival) if end is not None)


def _at_senses(claim: Claim, senses: Mapping[str, str]) -> Claim:
    """The claim with every end at the place that its mention is at."""

    def at(end: End | None) -> End | None:
        sense = senses.get(end.mention or "") if end is not None else None
        return end if end is None or sense in (None, end.place) else replace(end, place=sense)

    ends = at(claim.subject), at(claim.object), at(claim.rival)
    if ends == (claim.subject, claim.object, claim.rival):
        return claim
    return replace(claim, subject=ends[0], object=ends[1], rival=ends[2])


def _moved(mention: Mention, moved: Mapping[str, str], atlas: Atlas) -> Mention:
    """The mention at the place that is measured."""
    place, before = atlas.place(moved[mention.id]), atlas.place(mention.place)
    if place is None or before is None:
        return mention
    first = [candidate for candidate in mention.candidates if candidate.place == place.id]
    first = first or [Candidate(place.id, place.name, mention.score)]
    rest = [candidate for candidate in mention.candidates if candidate.place != place.id]
    reason = f"{mention.reason}; measured as the {sort_of(place, atlas)}, not the {sort_of(before, atlas)}"
    reason += f" {before.name} ({before.id})"
    return replace(mention, place=place.id, lat=place.lat, lon=place.lon, reason=reason, candidates=(*first, *rest))
