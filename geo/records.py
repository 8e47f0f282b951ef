"""The records that pass between the steps: frozen, plain, and free of any source or output.

Offsets count characters of the document's text, end exclusive: `text[record.start:record.end] == record.text`.
Places are named by ids such as `geonames:1668284`. Coordinates are WGS 84 degrees; a pair is always (lon, lat).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from geo.rendering import Rendered

if TYPE_CHECKING:
    from collections.abc import Mapping

MentionKind = Literal["literal", "metonym", "demonym", "embedded", "coordinate"]
ClaimKind = Literal["distance", "direction", "extent", "travel", "nearest", "containment"]
PartKind = Literal["distance", "direction", "extent", "travel", "nearest", "containment", "conversion"]
Unit = Literal["mi", "km", "nmi", "m", "ft", "yd"]
Comparator = Literal["eq", "approx", "lt", "le", "gt", "ge", "between"]
Wind = Literal["N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE", "S", "SSW", "SW", "WSW", "W", "WNW", "NW", "NNW"]
Verdict = Literal["supported", "refuted", "depends", "unverifiable"]
ReadingName = Literal[
    "nearest",
    "centre",
    "farthest",
    "capitals",
    "length",
    "width",
    "nearest_mainland",
    "nearest_metropolitan",
    "nearest_main_islands",
    "nearest_with_islets",
]
# Which part of a place is meant: its land without mere rocks, that with every rock and islet, its largest landmass, or
# all but its outlying territories.
PlacePart = Literal["whole", "islets", "mainland", "metropolitan"]
# One of these, or what else of a place is measured from: its main islands, its shore, its border on land.
MeasuredPart = Literal["whole", "islets", "mainland", "metropolitan", "main_islands", "shore", "border"]
# Words of a claim that settle how it is to be measured.
Cue = Literal[
    "shore",
    "border",
    "centre",
    "capital",
    "narrowest",
    "widest",
    "every_point",
    "apart",
    "halfway",
    "equidistant",
    "road",
    "rail",
    "sea",
    "air",
]


@dataclass(frozen=True, slots=True)
class Document:
    """A text as read."""

    id: str
    text: str
    title: str = ""
    date: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Dispute:
    """Who claims a place, and the name that each uses (by ISO 3166-1 alpha-2 code, or a name where there is none)."""

    claimants: tuple[str, ...]
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Place:
    """A record of the gazetteer.

    Attributes:
        names: Names by language code or kind ("en", "zh", "former", "demonym", ...; "" where unknown).
        country: ISO 3166-1 alpha-2, or None at sea.
        admin1: Name of the first-order unit.
        accuracy_m: How far the point may be off what it stands for, in metres.
        shape_accuracy_m: How far the outline may be off, in metres; None where there is no shape.
        ids: Every id that this place goes by, its own first.
        source: Name and version of the source of the record.
    """

    id: str
    name: str
    lat: float
    lon: float
    feature_code: str
    country: str | None = None
    admin1: str | None = None
    population: int = 0
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    accuracy_m: float = 1000.0
    shape_accuracy_m: float | None = None
    ids: tuple[str, ...] = ()
    source: str = ""
    disputed: Dispute | None = None
    capital: str | None = None


@dataclass(frozen=True, slots=True)
class GazetteerInfo:
    """Which gazetteer answered."""

    name: str
    version: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a mention may mean, with its probability."""

    place: str
    name: str
    score: float


@dataclass(frozen=True, slots=True)
class Mention:
    """A place name in the text, resolved or not: `place` is None with a `reason` where it is not.

    Attributes:
        score: How likely the place is right; of a name that the gazetteer lacks, how likely it is a place's at all.
        near: Of a name that the gazetteer lacks, the place that the text names with it; the point is then that one's.
    """

    id: str
    start: int
    end: int
    text: str
    kind: MentionKind
    place: str | None
    lat: float | None
    lon: float | None
    score: float
    reason: str
    candidates: tuple[Candidate, ...] = ()
    near: str | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the text."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Stated:
    """A length as stated; `low == high` but for a range."""

    low: float
    high: float
    unit: Unit


@dataclass(frozen=True, slots=True)
class End:
    """One end of a claim.

    Attributes:
        named: Whether the text names it (itself or through its antecedent).
        mention: The id of the mention it is, if any.
        place: The id of the place it is resolved to, if any.
        part: Which part of the place is meant ("mainland France").
        sort: The noun by which the text says what sort of place it is ("Tsushima, a Japanese island": island), or "".
    """

    text: str
    start: int
    end: int
    named: bool
    mention: str | None = None
    place: str | None = None
    part: PlacePart = "whole"
    sort: str = ""


@dataclass(frozen=True, slots=True)
class Among:
    """The class that a `nearest` claim ranges over: ("ISL", "JP") is the islands of Japan."""

    feature: str
    country: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A spatial claim as the text makes it; nothing in it is measured yet.

    Attributes:
        stated: The length, and its conversion where the text gives one; empty where the claim has no number.
        direction: The wind from the object to the subject ("90 miles south of Cuba": S).
        subject: The located thing.
        object: What it is measured from; None for an extent.
        rival: The other end of "closer to A than to B", "halfway between A and B" (the object is A, the rival B).
        among: The class that "the closest Japanese island" ranges over.
        region: For containment, the wind that names a part ("in northern Taiwan": N), or None for the whole.
        dimension: For an extent, which one.
        cues: Words that settle the reading.
    """

    id: str
    start: int
    end: int
    text: str
    kind: ClaimKind
    quantity: Span | None
    stated: tuple[Stated, ...]
    comparator: Comparator
    direction: Wind | None
    subject: End | None
    object: End | None
    checkable: bool
    rival: End | None = None
    among: Among | None = None
    region: Wind | Literal["C"] | None = None
    dimension: Literal["length", "width"] | None = None
    cues: frozenset[Cue] = frozenset()
    conversion: Span | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """One way of measuring, in kilometres, with the bounds that the sources' accuracy allows."""

    name: ReadingName
    km: float
    low_km: float
    high_km: float
    holds: bool | None = None
    points: tuple[tuple[float, float], tuple[float, float]] | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """The verdict on one part of a claim."""

    kind: PartKind
    verdict: Verdict
    explanation: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """A claim measured and judged, with what is needed to replicate it.

    Attributes:
        interval_km: What the stated length stands for, in kilometres; None on a side without a bound.
        points: The nearest (or compared) points, ((lon, lat) of the subject, (lon, lat) of the object).
        reproduce: A command line that prints the same figures offline.
    """

    claim: str
    verdict: Verdict
    parts: tuple[Part, ...]
    readings: tuple[Reading, ...]
    conventional: ReadingName | None
    points: tuple[tuple[float, float], tuple[float, float]] | None
    explanation: str
    reproduce: str
    interval_km: tuple[float | None, float | None] | None = None
    azimuth: float | None = None
    method: str = ""


@dataclass(frozen=True, slots=True)
class Analysis(Rendered):
    """All that a document says about places; the one thing that every output renders.

    Attributes:
        places: Every place that a mention or a claim names, by id.
        judgements: One a claim, by the claim's id.
    """

    document: Document
    gazetteer: GazetteerInfo
    mentions: tuple[Mention, ...]
    places: Mapping[str, Place]
    claims: tuple[Claim, ...]
    judgements: Mapping[str, Judgement]
