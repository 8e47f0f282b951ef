"""What the page shows, as plain JSON: documents, places, mentions, claims and the land beneath them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.points import point_of
from geo.units import KM_PER
from maps.contract import DEGREE_DECIMALS, SCORE_DECIMALS, claim_to_dict
from maps.features import feature_word
from maps.geojson import end_name, place_features
from maps.lines import geodesic, window
from maps.naming import other_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from geo.records import Analysis, Claim, Judgement, Mention
    from geo.shape import Shape
    from maps.basemap import BasemapSource

    Json = dict[str, Any]
    LonLat = tuple[float, float]

KINDS = ("literal", "metonym", "demonym", "embedded", "coordinate")
FEW_DOCUMENTS = 20  # up to here each mention keeps all its candidates, and the basemap its fine levels
FEW_PLACES = 300  # up to here places keep their names in other languages
LANGUAGES = 14
MOST_REGIONS = 12  # tiles of the basemap, where there are many documents
LONG = 4  # times the middle length
LINE_DECIMALS = 5  # a metre
OUTLINES_BUDGET = 250_000  # characters
TILES_BUDGET = 750_000  # characters, of the 1.5 MB that a page of one article may take


def page_payload(
    analyses: Sequence[Analysis],
    *,
    basemap: BasemapSource | None,
    outlines: Callable[[str], Shape | None] | None,
    names: str | None,
    title: str | None,
) -> Json:
    """Everything that the page needs, in the order of the documents and of the text.

    Args:
        analyses: One a document.
        basemap: Who has the land; None for a map without.
        outlines: Gives a place's outline by its id.
        names: Whose names come first, a claimant ("JP") or a language ("ja").
        title: The page's title; by default that of the document.

    Returns:
        Plain dictionaries and lists. Mentions are lists: id, start, end, kind, place, score, reason, candidates, the
        kind, place and reason as indices into `kinds`, `places` and `strings`.
    """
    strings = _Numbers()
    features = list(place_features(analyses, names=names))
    index = {feature["id"]: number for number, feature in enumerate(features)}
    records = {key: place for analysis in analyses for key, place in analysis.places.items()}
    places = []
    for feature in features:
        known = feature["properties"]
        known["sort"] = "coordinates" if point_of(known["id"]) else feature_word(known["feature_code"])
        known["others"] = other_names(records[feature["id"]], known["name"])
        known["position"] = [round(degrees, DEGREE_DECIMALS) for degrees in feature["geometry"]["coordinates"]]
        known["names"] = _first_names(known["names"]) if len(features) <= FEW_PLACES else {}
        del known["layer"]
        places.append(known)
    if outlines is not None and len(places) <= FEW_PLACES:
        _add_outlines(places, outlines)
    first = analyses[0] if analyses else None
    payload: Json = {
        "title": title or _title(analyses),
        "order": names,
        "gazetteer": None
        if first is None
        else {"name": first.gazetteer.name, "version": first.gazetteer.version, "sha256": first.gazetteer.sha256},
        "kinds": KINDS,
        "documents": [_document(analysis, index, strings, names, len(analyses)) for analysis in analyses],
        "places": places,
        "strings": list(strings),
        "view": _view(analyses),
        "basemap": None,
    }
    if basemap is not None:
        payload["basemap"] = {
            "attribution": basemap.attribution,
            "labels": [
                [round(label.lon, 2), round(label.lat, 2), label.name, label.kind, round(label.width_deg, 2)]
                for label in basemap.labels()
            ],
            **_tiles(analyses, basemap),
        }
    return payload


def _add_outlines(places: Sequence[Json], outlines: Callable[[str], Shape | None]) -> None:
    from maps.page.outlines import packed_outline

    spent = 0
    for place in sorted(places, key=lambda place: -place["mentions"]):
        shape = outlines(place["id"])
        packed = None if shape is None else packed_outline(shape)
        if packed is not None and spent + len(packed) <= OUTLINES_BUDGET:
            place["outline"] = packed
            spent += len(packed)


class _Numbers(dict[str, int]):
    """Strings with their numbers, in the order in which they were first asked for."""

    def __missing__(self, text: str) -> int:
        number = self[text] = len(self)
        return number


def _title(analyses: Sequence[Analysis]) -> str:
    if len(analyses) == 1:
        document = analyses[0].document
        return document.title or document.id
    return f"{len(analyses)} documents"


def _first_names(names: dict[str, list[str]]) -> dict[str, str]:
    return {language: known[0] for language, known in list(names.items())[:LANGUAGES] if known}


def _document(analysis: Analysis, index: dict[str, int], strings: _Numbers, names: str | None, documents: int) -> Json:
    document = analysis.document
    most = 8 if documents <= FEW_DOCUMENTS else 3
    return {
        "id": document.id,
        "title": document.title,
        "date": document.date,
        "source": document.source,
        "text": document.text,
        "mentions": [_mention(mention, index, strings, most) for mention in analysis.mentions],
        "claims": [_claim(claim, analysis, index, names) for claim in analysis.claims],
    }


def _mention(mention: Mention, index: dict[str, int], strings: _Numbers, most: int) -> list[Any]:
    return [
        mention.id,
        mention.start,
        mention.end,
        KINDS.index(mention.kind),
        -1 if mention.place is None else index.get(mention.place, -1),
        round(mention.score, SCORE_DECIMALS),
        strings[mention.reason],
        [
            [strings[other.place], strings[other.name], round(other.score, SCORE_DECIMALS)]
            for other in mention.candidates[:most]
        ],
        -1 if mention.near is None else index.get(mention.near, -1),
    ]


def _claim(claim: Claim, analysis: Analysis, index: dict[str, int], names: str | None) -> Json:
    judgement = analysis.judgements[claim.id]
    shown = claim_to_dict(claim, judgement)
    for role, end in (("subject", claim.subject), ("object", claim.object), ("rival", claim.rival)):
        if end is not None:
            shown[role]["name"] = end_name(end, analysis, names)
            shown[role]["place"] = index.get(end.place, -1) if end.place else -1
    shown["stated_km"] = _stated_km(claim)
    shown["line"] = None if judgement.points is None else _line(*judgement.points)
    for row, reading in zip(shown["readings"], judgement.readings, strict=True):
        row["line"] = None if reading.points is None else _line(*reading.points)
    return shown


def _stated_km(claim: Claim) -> list[float] | None:
    if not claim.stated:
        return None
    first = claim.stated[0]
    return [first.low * KM_PER[first.unit], first.high * KM_PER[first.unit]]


def _line(start: LonLat, end: LonLat) -> list[list[float]]:
    return [[round(lon, LINE_DECIMALS), round(lat, LINE_DECIMALS)] for lon, lat in geodesic(start, end)]


def _measured(judgement: Judgement) -> list[LonLat]:
    return list(judgement.points or ())


def _view(analyses: Sequence[Analysis]) -> Json:
    """Where to open, and all that there is: west, south, east, north each; east may exceed 180.

    The page opens on what was measured and judged; where nothing was, on the places smaller than a country, less the
    outlying tenth; else on the countries.
    """
    measured = [
        at for analysis in analyses for judgement in analysis.judgements.values() for at in _measured(judgement)
    ]
    local: list[LonLat] = []
    wide: list[LonLat] = []
    for analysis in analyses:
        for mention in analysis.mentions:
            place = analysis.places.get(mention.place) if mention.place else None
            if place is not None:
                (wide if _wide(place.feature_code) else local).append((place.lon, place.lat))
    opening = _judged(analyses[0]) if len(analyses) == 1 else []
    return {
        "opening": _box(opening or _without_outliers(local) or measured or wide),
        "all": _box(measured + local + wide),
    }


def _judged(analysis: Analysis) -> list[LonLat]:
    """The ends of what was judged, less lines so long that they would make the others too small to see."""
    lines = []
    for judgement in analysis.judgements.values():
        if judgement.points and judgement.readings and judgement.verdict != "unverifiable":
            meant = (reading for reading in judgement.readings if reading.name == judgement.conventional)
            lines.append((next(meant, judgement.readings[0]).km, judgement.points))
    if not lines:
        return []
    middle = sorted(km for km, _ in lines)[len(lines) // 2]
    return [at for km, points in lines if km <= LONG * middle for at in points]


def _box(points: Sequence[LonLat]) -> list[float] | None:
    if not points:
        return None
    west, east = window([((lon + 180) % 360) - 180 for lon, _ in points])
    lats = [lat for _, lat in points]
    return [west, min(lats), east if east >= west else east + 360, max(lats)]


def _wide(feature_code: str) -> bool:
    return feature_code.startswith(("PCL", "CONT", "RGN", "OCN", "TERR"))


def _without_outliers(points: list[LonLat]) -> list[LonLat]:
    """All but the tenth that lies farthest from the middle one, so that one far place does not shrink the rest."""
    if len(points) < 10:
        return points
    lon0, lat0 = (sorted(values)[len(points) // 2] for values in zip(*points, strict=True))
    ordered = sorted(points, key=lambda at: abs((at[0] - lon0 + 180) % 360 - 180) + abs(at[1] - lat0))
    return ordered[: -(len(points) // 10)]


def _tiles(analyses: Sequence[Analysis], basemap: BasemapSource) -> Json:
    from maps.page.tiles import COVE, REGION, SHORE, address, packed

    ends = [at for analysis in analyses for judgement in analysis.judgements.values() for at in _measured(judgement)]
    counts: dict[tuple[LonLat, bool], int] = {}
    for analysis in analyses:
        for mention in analysis.mentions:
            place = analysis.places.get(mention.place) if mention.place else None
            if place is not None:
                key = ((place.lon, place.lat), _wide(place.feature_code))
                counts[key] = counts.get(key, 0) + 1
    by_count = sorted(counts, key=lambda key: -counts[key])
    local = ends + [at for at, wide in by_count if not wide]
    everywhere = local + [at for at, wide in by_count if wide]
    if len(analyses) > FEW_DOCUMENTS:
        return packed(
            [[address(REGION, *at) for at in everywhere[:MOST_REGIONS]], [], []], basemap, budget=TILES_BUDGET
        )
    near = [address(REGION, *at) for at in local]
    shore = [address(SHORE, *at) for at in local]
    return packed(
        [
            [*near, *(address(REGION, *at) for at in everywhere), *_around(near, REGION.zoom)],
            [*shore, *_around([address(SHORE, *at) for at in ends], SHORE.zoom)],
            [address(COVE, *at) for at in ends],
        ],
        basemap,
        budget=TILES_BUDGET,
    )


def _around(tiles: Iterable[tuple[int, int, int]], zoom: int) -> Iterator[tuple[int, int, int]]:
    side = 1 << zoom
    for _, x, y in tiles:
        for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1)):
            if 0 <= y + dy < side:
                yield zoom, (x + dx) % side, y + dy
