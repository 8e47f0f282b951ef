"""Which place each name of a document means: features of every candidate given the other names of the document."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from geo.mentions.priors import (
    COUNTRY,
    EARTH_RADIUS_KM,
    GROUP_PRIOR,
    KIND_PRIOR,
    PER_DECADE,
    SETTLEMENT,
    UNIT1,
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

_GROUP_PRIOR = np.array(GROUP_PRIOR, np.float32)
_KIND_PRIOR = np.array(KIND_PRIOR, np.float32)
# A gazetteer's row with its group, the unit vector from the earth's centre, and the log-odds before a text is read.
RANKED = np.dtype([*CANDIDATE_LAYOUT, ("group", "<i8"), ("unit", "<f4", 3), ("prior", "<f4")])


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
    """

    weight: npt.NDArray[np.float32]
    near: npt.NDArray[np.float32]
    container: npt.NDArray[np.bool_]
    exact: Sequence[set[int]]
    times: npt.NDArray[np.int64]


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
    rows = np.empty(len(bare), RANKED)
    for column in parts[0].dtype.names or ():
        rows[column] = bare[column]
    group = rows["group"] = groups[rows["feature"]]
    lat = rows["lat"].astype(np.float32) * np.float32(math.pi / 180 / 360)
    lon = rows["lon"].astype(np.float32) * np.float32(math.pi / 180 / 180)
    rows["unit"][:, 0] = np.cos(lat) * np.cos(lon)
    rows["unit"][:, 1] = np.cos(lat) * np.sin(lon)
    rows["unit"][:, 2] = np.sin(lat)
    people = rows["population"].astype(np.float32) * np.float32(PER_DECADE / 16)
    prior = rows["prior"] = people + _GROUP_PRIOR[group] + _KIND_PRIOR[rows["kind"]]
    last = np.cumsum([len(part) for part in parts]).tolist()
    ready: dict[str, Namesakes] = {}
    for name, start, end in zip(found, [0, *last], last, strict=False):
        likeliest = start + int(prior[start:end].argmax())
        own = rows[start:end]
        if len(own) > MAX_CANDIDATES:
            own = own[np.argsort(-prior[start:end], kind="stable")[:MAX_CANDIDATES]]
        best = rows[likeliest]
        ready[name] = Namesakes(
            own.tobytes(), len(own), int(best["kind"]), int(best["group"]), int(best["population"]) / 16
        )
    return ready


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
_OWN_NAME = np.array([kind in {"main", "official", "short"} for kind in NAME_KINDS])
_OTHER_NAME = np.array([kind in {"alternate", "former", "colloquial"} for kind in NAME_KINDS])


def modesty(field: Field) -> npt.NDArray[np.float32]:
    """(candidates,) log-odds against hamlets beside a famous namesake, and against places by their other names.

    The weights learn too little of this from news, whose places are at home.
    """
    rows, starts, owner = field.rows, field.first[:-1], field.owner
    people = rows["population"].astype(np.float32) / 16
    beyond = np.maximum.reduceat(people, starts)[owner] - people - np.float32(_FAMOUS)
    less = np.float32(_LESS_PER_DECADE) * np.clip(beyond, 0, _DECADES) * (field.group == SETTLEMENT)
    own = np.maximum.reduceat(_OWN_NAME[rows["kind"]], starts)[owner]
    modest: npt.NDArray[np.float32] = -less - np.float32(_BYNAME) * (own & _OTHER_NAME[rows["kind"]])
    return modest


FEATURES = (
    *("people", "people_below_most", "rank", "group", "kind", "exact", "namesakes", "container", "contained"),
    *("country_named", "unit_named", "country_share", "unit_share", "near_country", "near_unit", "evidence", "weight"),
    *(f"within_{radius:.0f}" for radius in _RADII_KM),
    *(f"near_within_{radius:.0f}" for radius in _RADII_KM),
    *("share", "prior_gap", "words", "length", "near_group", "occurrences"),
)


_LAST = len(FEATURES) - 2


def features(field: Field, around: Surroundings, share: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """(FEATURES, candidates) what speaks for each candidate, given each candidate's present share of its name."""
    rows, owner, group, first = field.rows, field.owner, field.group, field.first
    starts = first[:-1]
    out = np.zeros((len(FEATURES), len(rows)), np.float32)
    people = rows["population"].astype(np.float32) / 16
    order = np.lexsort((-people, owner))
    rank = np.empty(len(rows), np.float32)
    rank[order] = np.arange(len(rows)) - first[owner]
    out[0] = people
    out[1] = people - people[order[starts]][owner]
    out[2] = rank
    out[3] = group
    out[4] = rows["kind"]
    out[5] = [mark in around.exact[name] for mark, name in zip(rows["exact"].tolist(), owner.tolist(), strict=True)]
    out[6] = np.log1p(np.diff(first))[owner]
    out[16] = around.weight[owner]
    _hear(out, field, around, share * around.weight[owner])
    base = 17 + 2 * len(_RADII_KM)
    out[base] = share
    out[base + 1] = field.prior - np.maximum.reduceat(field.prior, starts)[owner]
    out[base + 2] = np.array([name.count(" ") + 1 for name in field.names], np.float32)[owner]
    out[base + 3] = np.array([len(name) for name in field.names], np.float32)[owner]
    out[_LAST + 1] = np.log1p(around.times)[owner]
    return out


def _hear(out: npt.NDArray[np.float32], field: Field, around: Surroundings, speaks: npt.NDArray[np.float32]) -> None:
    """Fill in what the other names say for each candidate.

    Every name speaks by its few likeliest candidates, each as loud as it is likely. The arrays are (voices, speakers,
    candidates): of a speaker's voices the loudest that agrees with the candidate counts.
    """
    rows, owner, group, first = field.rows, field.owner, field.group, field.first
    speakers = np.flatnonzero(around.weight > _HEARD)
    if len(speakers) > _MAX_SPEAKERS:
        speakers = np.sort(speakers[np.argsort(-around.weight[speakers], kind="stable")[:_MAX_SPEAKERS]])
    if not len(speakers):
        return
    order = np.lexsort((-speaks, owner))
    places = first[speakers][None, :] + np.arange(_VOICES)[:, None]
    there = places < first[speakers + 1][None, :]
    voices = order[np.where(there, places, 0)]
    loud = (speaks[voices] * there)[:, :, None]
    others = (field.called[speakers][:, None] != field.called[owner]).astype(np.float32)
    near = around.near[np.ix_(speakers, np.arange(len(first) - 1))][:, owner]
    weight = around.weight[speakers][:, None]

    def heard(agrees: npt.NDArray[np.bool_]) -> npt.NDArray[np.float32]:
        loudest: npt.NDArray[np.float32] = (agrees * loud).max(0)
        loudest *= others
        return loudest

    country, unit = rows["country"], rows["admin1"]
    is_country, is_unit = group == COUNTRY, group == UNIT1
    of_country, of_unit = country[voices][:, :, None], unit[voices][:, :, None]
    same_country = (of_country == country) & (of_country > 0)
    same_unit = (of_unit == unit) & (of_unit > 0)
    names_country, names_unit = is_country[voices][:, :, None], is_unit[voices][:, :, None]
    total = (weight * others).sum(0) + np.float32(0.5)
    near_total = (weight * near).sum(0) + np.float32(0.2)
    by_country, by_unit = heard(same_country), heard(same_unit)
    holder = around.container[:, speakers].T[:, owner]
    if holder.any():
        contains = (same_country & names_country & ~is_country) | (same_unit & names_unit & ~is_unit)
        out[7] = (((names_country | names_unit) * loud).max(0) * holder).max(0)
        out[8] = ((contains * loud).max(0) * holder).max(0)
    out[9] = heard(same_country & names_country).sum(0)
    out[10] = heard(same_unit & names_unit).sum(0)
    out[11] = by_country.sum(0) / total
    out[12] = by_unit.sum(0) / total
    out[13] = (by_country * near).sum(0) / near_total
    out[14] = (by_unit * near).sum(0) / near_total
    out[15] = total
    cosine = (field.unit[voices.ravel()] @ field.unit.T).reshape(*voices.shape, len(rows))
    same_group = group[voices][:, :, None] == group
    out[_LAST] = (heard(same_group) * near).sum(0) / near_total
    for k, radius in enumerate(_RADII_KM):
        close = heard(cosine > np.float32(math.cos(radius / EARTH_RADIUS_KM)))
        out[17 + k] = close.sum(0)
        out[17 + len(_RADII_KM) + k] = (close * near).sum(0)


def text_nearness(start: npt.NDArray[np.int64], name: npt.NDArray[np.int64], count: int) -> npt.NDArray[np.float32]:
    """(names, names) how near each two come in the text: e to the minus distance over the reach, at the nearest."""
    fade = np.exp(-np.abs(start[:, None] - start[None, :]).astype(np.float32) / np.float32(_TEXT_REACH))
    order = np.argsort(name, kind="stable")
    begins = np.searchsorted(name[order], np.arange(count))
    nearest = np.maximum.reduceat(np.maximum.reduceat(fade[order][:, order], begins, axis=0), begins, axis=1)
    np.fill_diagonal(nearest, 0.0)
    return nearest


def groups_of(source: PlaceSource) -> npt.NDArray[np.int64]:
    """The group of each of the source's features, by its index."""
    return _groups(tuple(source.features()))


@lru_cache(maxsize=8)
def _groups(features: tuple[str, ...]) -> npt.NDArray[np.int64]:
    return np.array([group_of(code) for code in features], np.int64)
