"""GeoJSON (RFC 7946) of analyses: mentions, places and claims as features with shared ids.

Every mention and claim is a feature, also where nothing could be located: its geometry is then null, so that
nothing drops out. The order is that of the documents and of the text, so that a diff of two exports is small.
docs/exports.md has the schema.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from maps.contract import lookup_to_list
from maps.lines import geodesic, split, window, wrap
from maps.naming import display_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.records import Analysis, End, Place

DECIMALS = 7  # about a centimetre, the most that RFC 7946 advises


def geojson(analyses: Analysis | Sequence[Analysis], *, names: str | None = None) -> dict[str, Any]:
    """One FeatureCollection of all that the documents say.

    Args:
        analyses: One analysis, or one a document.
        names: Whose names come first, a claimant ("JP") or a language ("ja").

    Returns:
        A dict ready for `json.dumps`; each feature's `layer` property is "mention", "place" or "claim".
    """
    several = _several(analyses)
    features = [
        *mention_features(several, names=names),
        *place_features(several, names=names),
        *claim_features(several, names=names),
    ]
    collection: dict[str, Any] = {"type": "FeatureCollection"}
    positions = [position for feature in features for position in _positions(feature["geometry"])]
    if positions:
        collection["bbox"] = _bbox(positions)
    collection["features"] = features
    return collection


def mention_features(analyses: Sequence[Analysis], *, names: str | None = None) -> Iterator[dict[str, Any]]:
    """A Point a mention, or a null geometry where it was not resolved: where it is about (`near`) is no geometry."""
    for analysis in analyses:
        document = analysis.document
        for mention in analysis.mentions:
            place = analysis.places.get(mention.place) if mention.place else None
            located = mention.place is not None and mention.lon is not None and mention.lat is not None
            yield {
                "type": "Feature",
                "id": f"{document.id}#{mention.id}",
                "geometry": _point(mention.lon, mention.lat) if located else None,
                "properties": {
                    "layer": "mention",
                    "document": document.id,
                    "id": mention.id,
                    "start": mention.start,
                    "end": mention.end,
                    "text": mention.text,
                    "kind": mention.kind,
                    "place": mention.place,
                    "near": mention.near,
                    "name": display_name(place, names) if place else None,
                    "feature_code": place.feature_code if place else None,
                    "country": place.country if place else None,
                    "admin1": place.admin1 if place else None,
                    "score": round(mention.score, 4),
                    "reason": mention.reason,
                    "candidates": [
                        {"place": other.place, "name": other.name, "score": round(other.score, 4)}
                        for other in mention.candidates
                    ],
                },
            }


def place_features(analyses: Sequence[Analysis], *, names: str | None = None) -> Iterator[dict[str, Any]]:
    """A Point a place, once, however many documents name it, in the order of the first document that does."""
    places: dict[str, Place] = {}
    counts: dict[str, int] = {}
    documents: dict[str, set[str]] = {}
    for analysis in analyses:
        for key, place in analysis.places.items():
            places.setdefault(key, place)
        for mention in analysis.mentions:
            if mention.place:
                counts[mention.place] = counts.get(mention.place, 0) + 1
                documents.setdefault(mention.place, set()).add(analysis.document.id)
    for key, place in places.items():
        dispute = place.disputed
        yield {
            "type": "Feature",
            "id": key,
            "geometry": _point(place.lon, place.lat),
            "properties": {
                "layer": "place",
                "id": key,
                "name": display_name(place, names),
                "names": {language: list(known) for language, known in place.names.items()},
                "feature_code": place.feature_code,
                "country": place.country,
                "admin1": place.admin1,
                "population": place.population,
                "accuracy_m": place.accuracy_m,
                "claimants": list(dispute.claimants) if dispute else None,
                "claimants_names": dict(dispute.names) if dispute else None,
                "mentions": counts.get(key, 0),
                "documents": len(documents.get(key, ())),
                "source": place.source,
            },
        }


def claim_features(analyses: Sequence[Analysis], *, names: str | None = None) -> Iterator[dict[str, Any]]:
    """A line a claim, the geodesic between the measured points, or a null geometry where nothing was measured."""
    for analysis in analyses:
        for claim in analysis.claims:
            judgement = analysis.judgements.get(claim.id)
            readings = judgement.readings if judgement else ()
            shown = next((r for r in readings if judgement and r.name == judgement.conventional), None)
            points = judgement.points if judgement else None
            yield {
                "type": "Feature",
                "id": f"{analysis.document.id}#{claim.id}",
                "geometry": _line(*points) if points else None,
                "properties": {
                    "layer": "claim",
                    "document": analysis.document.id,
                    "id": claim.id,
                    "start": claim.start,
                    "end": claim.end,
                    "text": claim.text,
                    "kind": claim.kind,
                    "comparator": claim.comparator,
                    "direction": claim.direction,
                    "stated": [{"low": s.low, "high": s.high, "unit": s.unit} for s in claim.stated],
                    **_end("subject", claim.subject, analysis, names),
                    **_end("object", claim.object, analysis, names),
                    "checkable": claim.checkable,
                    "verdict": judgement.verdict if judgement else None,
                    "conventional": judgement.conventional if judgement else None,
                    "km": shown.km if shown else None,
                    "low_km": shown.low_km if shown else None,
                    "high_km": shown.high_km if shown else None,
                    "readings": [
                        {"name": r.name, "km": r.km, "low_km": r.low_km, "high_km": r.high_km, "holds": r.holds}
                        for r in readings
                    ],
                    "explanation": judgement.explanation if judgement else None,
                    "reproduce": judgement.reproduce if judgement else None,
                },
            }


def lookup_geojson(found: Sequence[tuple[Place, float]]) -> dict[str, Any]:
    """What `mentionmap lookup --format geojson` prints: a Point a place with its score, best first."""
    features = []
    for row in lookup_to_list(found):
        point = _point(row.pop("lon"), row.pop("lat"))
        features.append({"type": "Feature", "id": row["id"], "geometry": point, "properties": row})
    return {"type": "FeatureCollection", "features": features}


def end_name(end: End | None, analysis: Analysis, names: str | None = None) -> str | None:
    """What an end of a claim is called: its place's name, or the words of the text."""
    if end is None:
        return None
    place = analysis.places.get(end.place) if end.place else None
    return display_name(place, names) if place else end.text


def _several(analyses: Analysis | Sequence[Analysis]) -> Sequence[Analysis]:
    from geo.records import Analysis as One

    return (analyses,) if isinstance(analyses, One) else analyses


def _end(role: str, end: End | None, analysis: Analysis, names: str | None) -> dict[str, str | None]:
    return {
        role: end_name(end, analysis, names),
        f"{role}_place": end.place if end else None,
        f"{role}_mention": end.mention if end else None,
    }


def _position(lon: float, lat: float) -> list[float]:
    return [round(wrap(lon), DECIMALS), round(lat, DECIMALS)]


def _point(lon: float | None, lat: float | None) -> dict[str, Any] | None:
    if lon is None or lat is None:
        return None
    return {"type": "Point", "coordinates": _position(lon, lat)}


def _line(start: tuple[float, float], end: tuple[float, float]) -> dict[str, Any]:
    pieces = [[_position(*vertex) for vertex in piece] for piece in split(geodesic(start, end))]
    kind, coordinates = ("LineString", pieces[0]) if len(pieces) == 1 else ("MultiLineString", pieces)
    return {
        "type": kind,
        "coordinates": coordinates,
        "bbox": _bbox([position for piece in pieces for position in piece]),
    }


def _positions(geometry: dict[str, Any] | None) -> Iterator[list[float]]:
    if geometry is None:
        return
    coordinates = geometry["coordinates"]
    if geometry["type"] == "Point":
        yield coordinates
    elif geometry["type"] == "LineString":
        yield from coordinates
    else:
        for piece in coordinates:
            yield from piece


def _bbox(positions: Sequence[Sequence[float]]) -> list[float]:
    west, east = window(lon for lon, _ in positions)
    lats = [lat for _, lat in positions]
    return [west, min(lats), east, max(lats)]
