"""Which place each name of a document means: features of every candidate given the other names of the document."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from geo.mentions.priors import (
    CAPITAL,
    COUNTRY,
    EARTH_RADIUS_KM,
    GROUP_PRIOR,
    GROUPS,
    ISLAND,
    KIND_PRIOR,
    PER_DECADE,
    SEAT,
    SETTLEMENT,
    UNIT1,
    UNIT2,
    group_of,
)
from geo.names import CANDIDATE_LAYOUT, NAME_KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from geo.source import PlaceSource

MAX_CANDIDATES = 30  # of one name
_VOICES = 4  # candidates by which a name speaks for its neighbours
_HEARD = 0.05  # probability of being a name from which it does
_MAX_SPEAKERS = 150  # names that speak in one stretch of text
_RADII_KM = (30.0, 120.0, 400.0, 1200.0)
_TEXT_REACH = 25.0  # tokens over which the closeness of two names fades by e
_MOST_AGREEMENTS = 200_000  # pairs of a voice and a candidate that are compared at once

_GROUP_PRIOR = np.array(GROUP_PRIOR, np.float32)
_KIND_PRIOR = np.array(KIND_PRIOR, np.float32)
FEATURES = (
    *("people", "people_below_most", "rank", "group", "kind", "exact", "namesakes", "container", "contained"),
    *("country_named", "unit_named", "country_share", "unit_share", "near_country", "near_unit", "evidence", "weight"),
    *(f"within_{radius:.0f}" for radius in _RADII_KM),
    *(f"near_within_{radius:.0f}" for radius in _RADII_KM),
    *("share", "prior_gap", "words", "length", "near_group", "occurrences", "article"),
)
_AT = {name: at for at, name in enumerate(FEATURES)}
_LIES_IN = 2.5  # log-odds for a place that surely lies in what the text gives as that: "Portland, Maine"
_WITHIN, _NEAR_WITHIN = (
    slice(_AT[f"{which}_{_RADII_KM[0]:.0f}"], _AT[f"{which}_{_RADII_KM[-1]:.0f}"] + 1)
    for which in ("within", "near_within")
)
# The features that hang on no text.
_BEFOREHAND = ("people", "people_below_most", "rank", "group", "kind", "namesakes", "prior_gap", "words", "length")
_BEFOREHAND_ROWS = np.array([_AT[name] for name in _BEFOREHAND])
# A gazetteer's row with what is known of it among those of its name before a text is read: its group, the unit vector
# from the earth's centre, its log-odds, its modesty, its right to stand for those around it, and `_BEFOREHAND`.
RANKED = np.dtype(
    [
        *CANDIDATE_LAYOUT,
        *(("group", "<i8"), ("unit", "<f4", 3), ("prior", "<f4"), ("modesty", "<f4"), ("right", "<f8")),
        ("beforehand", "<f4", len(_BEFOREHAND)),
    ]
)


@dataclass(frozen=True, slots=True)
class Field:
    """The candidates of all names of a document, one after the other.

    Attributes:
        names: The folded names; one that means several places in the text is there once for each.
        called: (names,) a number for each different name.
        first: (names + 1,) where each name's candidates begin.
        owner: (candidates,) the name that each belongs to.
        rows: (candidates,) their rows, of dtype `RANKED`.
        group: (candidates,) index into `GROUPS`.
        unit: (candidates, 3) unit vectors from the earth's centre.
        prior: (candidates,) log-odds before the document is considered.
    """

    names: Sequence[str]
    called: npt.NDArray[np.int64]
    first: npt.NDArray[np.int64]
    owner: npt.NDArray[np.int64]
    rows: npt.NDArray[np.void]
    group: npt.NDArray[np.int64]
    unit: npt.NDArray[np.float32]
    prior: npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """How the names of a document stand to one another in its text.

    Attributes:
        weight: (names,) how likely each is a place name at all.
        near: (names, names) how near each two come in the text, from 0 to 1; 0 on the diagonal.
        container: (names, names) whether the second follows the first as its container ("Paris, Texas").
        exact: (names,) sets of the hashes of the name as written.
        times: (names,) how often each occurs.
        article: (names,) the most that speaks for an article of its own, where it occurs ("the Gulf").
    """

    weight: npt.NDArray[np.float32]
    near: npt.NDArray[np.float32]
    container: npt.NDArray[np.bool_]
    exact: Sequence[set[int]]
    times: npt.NDArray[np.int64]
    article: npt.NDArray[np.float32]


class Namesakes(NamedTuple):
    """The candidates of a name, and what is known of the likeliest of them before any text is read.

    Attributes:
        rows: Packed rows of dtype `RANKED`.
        candidates: How many there are.
        kind: The kind of the likeliest one's name.
        group: Its index into `GROUPS`.
        people: Its population, in decades.
    """

    rows: bytes
    candidates: int
    kind: int
    group: int
    people: float


def namesakes(found: Mapping[str, npt.NDArray[np.void]], groups: npt.NDArray[np.int64]) -> dict[str, Namesakes]:
    """Make the candidates of names ready to be ranked, the likeliest `MAX_CANDIDATES` of each.

    Args:
        found: The rows of each name, as the gazetteer gives them.
        groups: The group of each of the gazetteer's features.
    """
    if not found:
        return {}
    parts = list(found.values())
    bare = np.frombuffer(b"".join([part.tobytes() for part in parts]), parts[0].dtype)
    prior = _prior(bare, groups)
    kept: list[int] = []
    first = [0]
    likeliest: list[int] = []
    start = 0
    for part in parts:
        end = start + len(part)
        likeliest.append(start + int(prior[start:end].argmax()))
        if len(part) > MAX_CANDIDATES:
            kept += (start + np.argsort(-prior[start:end], kind="stable")[:MAX_CANDIDATES]).tolist()
        else:
            kept += range(start, end)
        first.append(len(kept))
        start = end
    rows = _ranked(bare[kept], groups, prior[kept], list(found), np.array(first))
    packed, size = rows.tobytes(), RANKED.itemsize
    best = bare[likeliest]
    return {
        name: Namesakes(packed[start * size : end * size], end - start, kind, group, people / 16)
        for name, start, end, kind, group, people in zip(
            *(found, first, first[1:], best["kind"].tolist(), groups[best["feature"]].tolist()),
            best["population"].tolist(),
            strict=False,
        )
    }


def of_groups(whole: Namesakes, groups: Sequence[int]) -> Namesakes | None:
    """Those of a name's candidates that belong to some groups; None where none does."""
    rows = np.frombuffer(whole.rows, RANKED)
    some = rows[np.isin(rows["group"], groups)]
    if not len(some):
        return None
    best = some[int(some["prior"].argmax())]
    return Namesakes(some.tobytes(), len(some), int(best["kind"]), int(best["group"]), int(best["population"]) / 16)


def _prior(rows: npt.NDArray[np.void], groups: npt.NDArray[np.int64]) -> npt.NDArray[np.float32]:
    """(candidates,) log-odds before a text is read, as `priors.prior`."""
    people = rows["population"].astype(np.float32) * np.float32(PER_DECADE / 16)
    prior: npt.NDArray[np.float32] = people + _GROUP_PRIOR[groups[rows["feature"]]] + _KIND_PRIOR[rows["kind"]]
    return prior


def _ranked(
    bare: npt.NDArray[np.void],
    groups: npt.NDArray[np.int64],
    prior: npt.NDArray[np.float32],
    names: Sequence[str],
    first: npt.NDArray[np.int64],
) -> npt.NDArray[np.void]:
    """The rows of the gazetteer for these names, of dtype `RANKED`; those of a name begin at `first`."""
    rows = np.empty(len(bare), RANKED)
    # A ranked row begins with the gazetteer's own.
    rows.view(np.uint8).reshape(len(bare), -1)[:, : bare.itemsize] = bare.view(np.uint8).reshape(len(bare), -1)
    group = rows["group"] = groups[bare["feature"]]
    lat = bare["lat"].astype(np.float32) * np.float32(math.pi / 180 / 360)
    lon = bare["lon"].astype(np.float32) * np.float32(math.pi / 180 / 180)
    rows["unit"][:, 0] = np.cos(lat) * np.cos(lon)
    rows["unit"][:, 1] = np.cos(lat) * np.sin(lon)
    rows["unit"][:, 2] = np.sin(lat)
    rows["prior"] = prior
    counts = np.diff(first)
    owner, starts = np.repeat(np.arange(len(names)), counts), first[:-1]
    people = bare["population"].astype(np.float32) / np.float32(16)
    below = people - np.maximum.reduceat(people, starts)[owner]
    rows["modesty"] = _modesty(group, bare["kind"], below, np.maximum.reduceat(_OWN_NAME[bare["kind"]], starts)[owner])
    at_home = owner * (1 << 16) + bare["country"]
    as_town = np.isin(at_home, at_home[_TOWN[group]])
    rows["right"] = np.where(as_town, _GIVES_WAY[group], 1.0) * np.where(_OTHER_NAME[bare["kind"]], _BY_OTHER_NAME, 1.0)
    for islet in np.flatnonzero(group == ISLAND).tolist():
        if (_TOWN[group] & (at_home == at_home[islet]) & (people > people[islet] + 1)).any():
            rows["right"][islet] *= _OF_AN_ISLET
    rank = np.empty(len(bare), np.float32)
    rank[np.lexsort((-people, owner))] = np.arange(len(bare)) - first[owner]
    columns = (
        *(people, below, rank, group, bare["kind"], np.log1p(counts)[owner]),
        prior - np.maximum.reduceat(prior, starts)[owner],
        np.array([name.count(" ") + 1 for name in names])[owner],
        np.array([len(name) for name in names])[owner],
    )
    for at, column in enumerate(columns):
        rows["beforehand"][:, at] = column
    return rows


def field_of(names: Sequence[str], known: Mapping[str, Namesakes]) -> Field:
    """Set the candidates of the names side by side."""
    # Joined as bytes: numpy is slow to join records.
    rows = np.frombuffer(b"".join([known[name].rows for name in names]), RANKED)
    counts = np.array([known[name].candidates for name in names], np.int64)
    first = np.concatenate([[0], np.cumsum(counts)])
    owner = np.repeat(np.arange(len(names)), counts)
    group, unit, prior = (np.ascontiguousarray(rows[column]) for column in ("group", "unit", "prior"))
    numbers: dict[str, int] = {}
    called = np.array([numbers.setdefault(name, len(numbers)) for name in names], np.int64)
    return Field(names, called, first, owner, rows, group, unit, prior)


def softmax(field: Field, logit: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Probabilities of the candidates of each name."""
    starts = field.first[:-1]
    top = np.maximum.reduceat(logit, starts)
    odds = np.exp(logit - top[field.owner])
    return (odds / np.add.reduceat(odds, starts)[field.owner]).astype(np.float32, copy=False)


_FAMOUS = 2.0  # decades of people by which another place of the name outdoes a hamlet before that counts against it
_LESS_PER_DECADE, _DECADES = 1.0, 1.5  # log-odds for each decade beyond, and of how many
_BYNAME = 1.0  # log-odds against a place that mostly goes by another name, where another has the name for its own
_OWN_NAME = np.array([kind in {"main", "official", "short", "demonym"} for kind in NAME_KINDS])
_OTHER_NAME = np.array([kind in {"alternate", "former", "colloquial"} for kind in NAME_KINDS])
_TOWN = np.isin(np.arange(len(GROUPS)), (SETTLEMENT, SEAT, CAPITAL))
# Among places that support one another a unit named as a town of its country gives way, and so does one by another
# name.
_GIVES_WAY = np.array([{UNIT1: 0.15, UNIT2: 0.15}.get(group, 1.0) for group in range(len(GROUPS))])
_BY_OTHER_NAME = 0.5
_OF_AN_ISLET = 0.3  # beside a town of its country and name with more than ten times its people


def _modesty(
    group: npt.NDArray[np.int64],
    kind: npt.NDArray[np.uint8],
    below: npt.NDArray[np.float32],
    owned: npt.NDArray[np.bool_],
) -> npt.NDArray[np.float32]:
    """(candidates,) log-odds against hamlets beside a famous namesake, and against places by their other names.

    The weights learn too little of this from news, whose places are at home.

    Args:
        group: The group of each.
        kind: The kind of its name.
        below: By how many decades of people it stands below the largest of its name.
        owned: Whether a place has the name for its own.
    """
    beyond = -below - np.float32(_FAMOUS)
    less = np.float32(_LESS_PER_DECADE) * np.clip(beyond, 0, _DECADES) * (group == SETTLEMENT)
    modest: npt.NDArray[np.float32] = -less - np.float32(_BYNAME) * (owned & _OTHER_NAME[kind])
    return modest


def features(field: Field, around: Surroundings, share: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """(FEATURES, candidates) what speaks for each candidate, given each candidate's present share of its name."""
    rows, owner = field.rows, field.owner
    out = np.zeros((len(FEATURES), len(rows)), np.float32)
    out[_BEFOREHAND_ROWS] = rows["beforehand"].T
    out[_AT["exact"]] = [
        mark in around.exact[name] for mark, name in zip(rows["exact"].tolist(), owner.tolist(), strict=True)
    ]
    out[_AT["weight"]] = weight = around.weight[owner]
    out[_AT["share"]] = share
    out[_AT["occurrences"]] = np.log1p(around.times)[owner]
    out[_AT["article"]] = around.article[owner]
    _hear(out, field, around, share * weight)
    return out


@dataclass(frozen=True, slots=True)
class _Voices:
    """The likeliest candidates of the names that speak for the others.

    Attributes:
        speakers: (speakers,) the names.
        candidate: (voices, speakers) the candidates by which each speaks.
        loud: (voices, speakers) how likely each is what the text means; 0 where a name has fewer.
    """

    speakers: npt.NDArray[np.int64]
    candidate: npt.NDArray[np.int64]
    loud: npt.NDArray[np.float32]


def _hear(out: npt.NDArray[np.float32], field: Field, around: Surroundings, speaks: npt.NDArray[np.float32]) -> None:
    """Fill in what the other names say for each candidate.

    Every name speaks by its few likeliest candidates, each as loud as it is likely.
    """
    speakers = np.flatnonzero(around.weight > _HEARD)
    if len(speakers) > _MAX_SPEAKERS:
        speakers = np.sort(speakers[np.argsort(-around.weight[speakers], kind="stable")[:_MAX_SPEAKERS]])
    if not len(speakers):
        return
    order = np.lexsort((-speaks, field.owner))
    places = field.first[speakers] + np.arange(_VOICES)[:, None]
    there = places < field.first[speakers + 1]
    candidate = order[np.where(there, places, 0)]
    voices = _Voices(speakers, candidate, speaks[candidate] * there)
    step = _MOST_AGREEMENTS // candidate.size
    for begin in range(0, len(speaks), step):
        some = slice(begin, begin + step)
        _listen(out[:, some], field, around, voices, some)


# What a voice and a candidate may agree in; from `_CLOSE` on, that the two lie within each radius.
_COUNTRY, _UNIT, _NAMED_COUNTRY, _NAMED_UNIT, _GROUP, _CLOSE = range(6)
_COSINES = np.array([math.cos(radius / EARTH_RADIUS_KM) for radius in _RADII_KM], np.float32)[:, None, None, None]


def _listen(
    out: npt.NDArray[np.float32], field: Field, around: Surroundings, voices: _Voices, some: slice[int, int, None]
) -> None:
    """Fill in what the voices say for some candidates.

    The arrays are (voices, speakers, candidates): of a speaker's voices the loudest that agrees counts.
    """
    rows, owner, group = field.rows, field.owner[some], field.group[some]
    speakers, loud = voices.speakers[:, None], voices.loud[:, :, None]
    of_country, of_unit, of_group = (
        column[voices.candidate][:, :, None] for column in (rows["country"], rows["admin1"], field.group)
    )
    names_country, names_unit = of_group == COUNTRY, of_group == UNIT1
    agrees = np.empty((_CLOSE + len(_RADII_KM), *voices.candidate.shape, len(owner)), bool)
    agrees[_COUNTRY] = (of_country == rows["country"][some]) & (of_country > 0)
    agrees[_UNIT] = (of_unit == rows["admin1"][some]) & (of_unit > 0)
    agrees[_NAMED_COUNTRY] = agrees[_COUNTRY] & names_country
    agrees[_NAMED_UNIT] = agrees[_UNIT] & names_unit
    agrees[_GROUP] = of_group == group
    cosine = field.unit[voices.candidate.ravel()] @ field.unit[some].T
    agrees[_CLOSE:] = cosine.reshape(agrees.shape[1:]) > _COSINES
    others = (field.called[speakers] != field.called[owner]).astype(np.float32)
    near = around.near[speakers, owner]
    loudest = (agrees * loud).max(1)
    loudest *= others
    heard, heard_near = loudest.sum(1), (loudest * near).sum(1)
    weight = around.weight[speakers]
    total = (weight * others).sum(0) + np.float32(0.5)
    near_total = (weight * near).sum(0) + np.float32(0.2)
    holder = around.container[owner, speakers]
    if holder.any():
        contains = (agrees[_NAMED_COUNTRY] & (group != COUNTRY)) | (agrees[_NAMED_UNIT] & (group != UNIT1))
        out[_AT["container"]] = (((names_country | names_unit) * loud).max(0) * holder).max(0)
        out[_AT["contained"]] = ((contains * loud).max(0) * holder).max(0)
    out[_AT["evidence"]] = total
    out[_AT["country_named"]], out[_AT["unit_named"]] = heard[_NAMED_COUNTRY], heard[_NAMED_UNIT]
    out[_AT["country_share"]], out[_AT["unit_share"]] = heard[: _UNIT + 1] / total
    out[_AT["near_country"]], out[_AT["near_unit"]], out[_AT["near_group"]] = (
        heard_near[[_COUNTRY, _UNIT, _GROUP]] / near_total
    )
    out[_WITHIN] = heard[_CLOSE:]
    out[_NEAR_WITHIN] = heard_near[_CLOSE:]


def stated(features: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """(candidates,) log-odds that what the text says a name lies in adds, beyond what the weights make of it."""
    log_odds: npt.NDArray[np.float32] = np.float32(_LIES_IN) * features[_AT["contained"]]
    return log_odds


def text_nearness(start: npt.NDArray[np.int64], name: npt.NDArray[np.int64], count: int) -> npt.NDArray[np.float32]:
    """(names, names) how near each two come in the text: e to the minus distance over the reach, at the nearest."""
    order = np.argsort(name, kind="stable")
    start = start[order]
    fade = np.exp(-np.abs(start[:, None] - start).astype(np.float32) / np.float32(_TEXT_REACH))
    begins = np.searchsorted(name[order], np.arange(count))
    nearest = np.maximum.reduceat(np.maximum.reduceat(fade, begins, axis=0), begins, axis=1)
    nearest.ravel()[:: count + 1] = 0.0
    return nearest


def groups_of(source: PlaceSource) -> npt.NDArray[np.int64]:
    """The group of each of the source's features, by its index."""
    return _groups(tuple(source.features()))


@lru_cache(maxsize=8)
def _groups(features: tuple[str, ...]) -> npt.NDArray[np.int64]:
    return np.array([group_of(code) for code in features], np.int64)
