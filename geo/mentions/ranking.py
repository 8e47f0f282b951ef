"""Which place each name of a document means: features of every candidate given the other names of the document."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geo.names import NAME_KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from geo.source import PlaceSource

EARTH_RADIUS_KM = 6371.0088
MAX_CANDIDATES = 40  # of one name
_SOURCES_PER_NAME = 6  # candidates by which a name speaks for its neighbours
_RADII_KM = (30.0, 120.0, 400.0, 1200.0)
_TEXT_REACH = 25.0  # tokens over which the closeness of two names fades by e

# What a feature code amounts to; the order is that of the tree model's splits.
GROUPS = (
    "other",
    "settlement",
    "capital",
    "seat",
    "unit2",
    "unit1",
    "country",
    "continent",
    "water",
    "island",
    "region",
)
OTHER, SETTLEMENT, CAPITAL, SEAT, UNIT2, UNIT1, COUNTRY, CONTINENT, WATER, ISLAND, REGION = range(len(GROUPS))
# How likely a namesake is meant before anything is known of the document: log-odds by group, and per decade of people.
_GROUP_PRIOR = np.array([-2.0, 0.0, 1.5, 0.5, -0.5, 2.5, 5.0, 5.0, 0.5, 0.0, 1.0], np.float32)
_PER_DECADE = 1.3
_KIND_PRIOR = {
    "main": 1.0,
    "official": 0.8,
    "short": 0.7,
    "abbreviation": 0.5,
    "demonym": 0.5,
    "former": -0.5,
    "code": -1.0,
}
KIND_PRIOR = np.array([_KIND_PRIOR.get(kind, 0.0) for kind in NAME_KINDS], np.float32)


def group_of(code: str) -> int:
    """The group of a GeoNames feature code."""
    if code.startswith("PCL") or code == "TERR":
        return COUNTRY
    if code.startswith("ADM1"):
        return UNIT1
    if code.startswith("ADM"):
        return UNIT2
    if code == "PPLC":
        return CAPITAL
    if code == "PPLA":
        return SEAT
    if code.startswith("PPL"):
        return SETTLEMENT
    if code == "CONT":
        return CONTINENT
    if code in {"ISL", "ISLS", "ISLET", "ATOL", "ARCH"}:
        return ISLAND
    if code.startswith("RGN"):
        return REGION
    if code in WATERS:
        return WATER
    return OTHER


WATERS = frozenset(
    (
        *("BAY", "BAYS", "BGHT", "CHN", "CNL", "COVE", "FJD", "GULF", "HBR", "LGN", "LK", "LKS", "OCN", "RSV", "SD"),
        *("SEA", "STM", "STMS", "STRT"),
    )
)


@dataclass(frozen=True, slots=True)
class Field:
    """The candidates of all names of a document, one after the other.

    Attributes:
        names: The folded names.
        first: (names + 1,) where each name's candidates begin.
        owner: (candidates,) the name that each belongs to.
        rows: (candidates,) their rows in the gazetteer's layout.
        group: (candidates,) index into `GROUPS`.
        unit: (candidates, 3) unit vectors from the earth's centre.
        prior: (candidates,) log-odds before the document is considered.
    """

    names: Sequence[str]
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
    """

    weight: npt.NDArray[np.float32]
    near: npt.NDArray[np.float32]
    container: npt.NDArray[np.bool_]
    exact: Sequence[set[int]]


def field_of(
    names: Sequence[str],
    found: Mapping[str, npt.NDArray[np.void]],
    groups: npt.NDArray[np.int64],
    *,
    most: int = MAX_CANDIDATES,
) -> Field:
    """Set the candidates of the names side by side, the likeliest `most` of each."""
    parts: list[npt.NDArray[np.void]] = []
    for name in names:
        rows = found[name]
        if len(rows) > most:
            rows = rows[np.argsort(-_prior(rows, groups[rows["feature"]]), kind="stable")[:most]]
        parts.append(rows)
    counts = np.array([len(part) for part in parts], np.int64)
    rows = np.concatenate(parts)
    group = groups[rows["feature"]]
    lat = rows["lat"].astype(np.float32) * np.float32(math.pi / 180 / 360)
    lon = rows["lon"].astype(np.float32) * np.float32(math.pi / 180 / 180)
    unit = np.empty((len(rows), 3), np.float32)
    unit[:, 0] = np.cos(lat) * np.cos(lon)
    unit[:, 1] = np.cos(lat) * np.sin(lon)
    unit[:, 2] = np.sin(lat)
    first = np.concatenate([[0], np.cumsum(counts)])
    owner = np.repeat(np.arange(len(names)), counts)
    return Field(names, first, owner, rows, group, unit, _prior(rows, group))


def _prior(rows: npt.NDArray[np.void], group: npt.NDArray[np.int64]) -> npt.NDArray[np.float32]:
    people = rows["population"].astype(np.float32) * np.float32(_PER_DECADE / 16)
    prior: npt.NDArray[np.float32] = people + _GROUP_PRIOR[group] + KIND_PRIOR[rows["kind"]]
    return prior


def softmax(field: Field, logit: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Probabilities of the candidates of each name."""
    starts = field.first[:-1]
    top = np.maximum.reduceat(logit, starts)
    odds = np.exp(logit - top[field.owner])
    return (odds / np.add.reduceat(odds, starts)[field.owner]).astype(np.float32, copy=False)


FEATURES = (
    *("people", "people_below_most", "rank", "group", "kind", "exact", "namesakes", "container", "contained"),
    *("country_named", "unit_named", "country_share", "unit_share", "near_country", "near_unit", "evidence", "weight"),
    *(f"within_{radius:.0f}" for radius in _RADII_KM),
    *(f"near_within_{radius:.0f}" for radius in _RADII_KM),
    *("share", "prior_gap", "words", "length"),
)


def features(field: Field, around: Surroundings, share: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """(FEATURES, candidates) what speaks for each candidate, given each candidate's present share of its name."""
    rows, owner, group, first = field.rows, field.owner, field.group, field.first
    starts = first[:-1]
    out = np.zeros((len(FEATURES), len(rows)), np.float32)
    people = rows["population"].astype(np.float32) / 16
    sizes = np.diff(first)
    out[0] = people
    out[1] = people - np.maximum.reduceat(people, starts)[owner]
    order = np.lexsort((-people, owner))
    rank = np.empty(len(rows), np.float32)
    rank[order] = np.arange(len(rows)) - first[owner[order]]
    out[2] = rank
    out[3] = group
    out[4] = rows["kind"]
    out[5] = [mark in around.exact[name] for mark, name in zip(rows["exact"].tolist(), owner.tolist(), strict=True)]
    out[6] = np.log1p(sizes)[owner]
    country, unit1 = rows["country"].astype(np.int64), rows["admin1"].astype(np.int64)
    is_country, is_unit = group == COUNTRY, group == UNIT1

    # The few candidates by which each name speaks.
    speaks = share * around.weight[owner]
    order = np.lexsort((-speaks, owner))
    place_in_name = np.arange(len(rows)) - first[owner[order]]
    chosen = np.sort(order[(place_in_name < _SOURCES_PER_NAME) & (speaks[order] > 0.02)])
    if len(chosen):
        voice = speaks[chosen]
        speaker = owner[chosen]
        begins = np.flatnonzero(np.concatenate([[True], speaker[1:] != speaker[:-1]]))
        speakers = speaker[begins]
        others = (owner[:, None] != speakers[None, :]).astype(np.float32)
        near = around.near[:, speakers][owner]
        total = (others * around.weight[speakers]).sum(1) + np.float32(0.5)
        near_total = (near * around.weight[speakers]).sum(1) + np.float32(0.2)

        def heard(agrees: npt.NDArray[np.bool_]) -> npt.NDArray[np.float32]:
            most: npt.NDArray[np.float32] = np.maximum.reduceat(agrees * voice, begins, axis=1) * others
            return most

        same_country = (country[:, None] == country[chosen][None, :]) & (country[:, None] > 0)
        same_unit = (unit1[:, None] == unit1[chosen][None, :]) & (unit1[:, None] > 0)
        by_country, by_unit = heard(same_country), heard(same_unit)
        names_country, names_unit = is_country[chosen][None, :], is_unit[chosen][None, :]
        contains = (same_country & names_country & ~is_country[:, None]) | (same_unit & names_unit & ~is_unit[:, None])
        holder = around.container[:, speakers][owner]
        holds = np.maximum.reduceat(contains * voice, begins, axis=1) * holder
        could_hold = np.maximum.reduceat((names_country | names_unit) * voice, begins, axis=1) * holder
        out[7] = could_hold.max(1)
        out[8] = holds.max(1)
        out[9] = heard(same_country & names_country).sum(1)
        out[10] = heard(same_unit & names_unit).sum(1)
        out[11] = by_country.sum(1) / total
        out[12] = by_unit.sum(1) / total
        out[13] = (by_country * near).sum(1) / near_total
        out[14] = (by_unit * near).sum(1) / near_total
        out[15] = total
        cosine = field.unit @ field.unit[chosen].T
        for k, radius in enumerate(_RADII_KM):
            close = heard(cosine > np.float32(math.cos(radius / EARTH_RADIUS_KM)))
            out[17 + k] = close.sum(1)
            out[17 + len(_RADII_KM) + k] = (close * near).sum(1)
    out[16] = around.weight[owner]
    base = 17 + 2 * len(_RADII_KM)
    out[base] = share
    out[base + 1] = field.prior - np.maximum.reduceat(field.prior, starts)[owner]
    out[base + 2] = np.array([name.count(" ") + 1 for name in field.names], np.float32)[owner]
    out[base + 3] = np.array([len(name) for name in field.names], np.float32)[owner]
    return out


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
    return np.array([group_of(code) for code in source.features()], np.int64)
