"""An Analysis as the JSON that others script against; the field names are a contract."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.distance import Distance
    from geo.records import Analysis, Claim, End, Judgement, Mention, Place, Reading

DEGREE_DECIMALS = 6  # a tenth of a metre
KM_DECIMALS = 3
SCORE_DECIMALS = 3

Json = dict[str, Any]


def analysis_to_dict(analysis: Analysis) -> Json:
    """The whole Analysis as plain dictionaries and lists, ready for `json.dumps`.

    Args:
        analysis: What was made of one document.

    Returns:
        The object that `mentionmap analyze --format json` prints for it. Offsets count characters, coordinates are
        degrees, lengths kilometres.
    """
    document = analysis.document
    return {
        "document": {
            "id": document.id,
            "title": document.title,
            "chars": len(document.text),
            "date": document.date,
            "source": document.source,
        },
        "gazetteer": {
            "name": analysis.gazetteer.name,
            "version": analysis.gazetteer.version,
            "sha256": analysis.gazetteer.sha256,
        },
        "mentions": [_mention(mention) for mention in analysis.mentions],
        "places": [place_to_dict(place) for place in analysis.places.values()],
        "claims": [claim_to_dict(claim, analysis.judgements[claim.id]) for claim in analysis.claims],
    }


def json_document(analysis: Analysis) -> str:
    """One Analysis on one line of JSON."""
    return json.dumps(analysis_to_dict(analysis), ensure_ascii=False, allow_nan=False)


def json_documents(analyses: Sequence[Analysis]) -> str:
    """An object for one document, a list for none or several."""
    found = [analysis_to_dict(analysis) for analysis in analyses]
    return json.dumps(found[0] if len(found) == 1 else found, ensure_ascii=False, allow_nan=False, indent=1)


def place_to_dict(place: Place) -> Json:
    """A gazetteer record with its names, position, accuracy and source."""
    return {
        "id": place.id,
        "name": place.name,
        "names": {language: list(names) for language, names in place.names.items()},
        "lat": _degrees(place.lat),
        "lon": _degrees(place.lon),
        "feature_code": place.feature_code,
        "country": place.country,
        "admin1": place.admin1,
        "population": place.population,
        "disputed": None
        if place.disputed is None
        else {"claimants": list(place.disputed.claimants), "names": dict(place.disputed.names)},
        "ids": list(place.ids),
        "accuracy_m": place.accuracy_m,
        "shape_accuracy_m": place.shape_accuracy_m,
        "source": place.source,
    }


def lookup_to_list(found: Sequence[tuple[Place, float]]) -> list[Json]:
    """What `mentionmap lookup --format json` prints: places with their scores, best first."""
    return [
        {
            "id": place.id,
            "name": place.name,
            "lat": _degrees(place.lat),
            "lon": _degrees(place.lon),
            "feature_code": place.feature_code,
            "country": place.country,
            "admin1": place.admin1,
            "population": place.population,
            "score": round(score, SCORE_DECIMALS),
        }
        for place, score in found
    ]


def distance_to_dict(distance: Distance) -> Json:
    """What `mentionmap distance --format json` prints: all readings, and the points of the nearest one."""
    return {
        "a": place_to_dict(distance.a),
        "b": place_to_dict(distance.b),
        "readings": [
            {name: value for name, value in reading_to_dict(reading).items() if name != "holds"}
            | {"points": None if reading.points is None else [_point(point) for point in reading.points]}
            for reading in distance.readings
        ],
        "points": [_point(point) for point in distance.points],
        "azimuth": None if distance.azimuth is None else round(distance.azimuth, 2),
        "method": distance.method,
    }


def _mention(mention: Mention) -> Json:
    return {
        "id": mention.id,
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "kind": mention.kind,
        "place": mention.place,
        "near": mention.near,
        "lat": _degrees(mention.lat),
        "lon": _degrees(mention.lon),
        "score": round(mention.score, SCORE_DECIMALS),
        "reason": mention.reason,
        "candidates": [
            {"place": candidate.place, "name": candidate.name, "score": round(candidate.score, SCORE_DECIMALS)}
            for candidate in mention.candidates
        ],
    }


def claim_to_dict(claim: Claim, judgement: Judgement) -> Json:
    """A claim with its verdict, readings and evidence."""
    return {
        "id": claim.id,
        "start": claim.start,
        "end": claim.end,
        "text": claim.text,
        "kind": claim.kind,
        "quantity": None
        if claim.quantity is None
        else {"start": claim.quantity.start, "end": claim.quantity.end, "text": claim.quantity.text},
        "stated": [{"low": stated.low, "high": stated.high, "unit": stated.unit} for stated in claim.stated],
        "comparator": claim.comparator,
        "direction": claim.direction,
        "subject": _end(claim.subject),
        "object": _end(claim.object),
        "rival": _end(claim.rival),
        "among": None
        if claim.among is None
        else {"feature": claim.among.feature, "country": claim.among.country, "text": claim.among.text},
        "region": claim.region,
        "dimension": claim.dimension,
        "cues": sorted(claim.cues),
        "checkable": claim.checkable,
        "verdict": judgement.verdict,
        "parts": [
            {"kind": part.kind, "verdict": part.verdict, "explanation": part.explanation} for part in judgement.parts
        ],
        "readings": [reading_to_dict(reading) for reading in judgement.readings],
        "conventional": judgement.conventional,
        "points": None if judgement.points is None else [_point(point) for point in judgement.points],
        "azimuth": None if judgement.azimuth is None else round(judgement.azimuth, 2),
        "interval_km": None if judgement.interval_km is None else [_km(bound) for bound in judgement.interval_km],
        "explanation": judgement.explanation,
        "method": judgement.method,
        "reproduce": judgement.reproduce,
    }


def _end(end: End | None) -> Json | None:
    if end is None:
        return None
    return {
        "text": end.text,
        "start": end.start,
        "end": end.end,
        "named": end.named,
        "mention": end.mention,
        "place": end.place,
        "part": end.part,
    }


def reading_to_dict(reading: Reading) -> Json:
    """A reading of a distance, in kilometres, with the bounds that the sources' accuracy allows."""
    return {
        "name": reading.name,
        "km": _km(reading.km),
        "low_km": _km(reading.low_km),
        "high_km": _km(reading.high_km),
        "holds": reading.holds,
    }


def _degrees(value: float | None) -> float | None:
    return None if value is None else round(value, DEGREE_DECIMALS)


def _km(value: float | None) -> float | None:
    return None if value is None else round(value, KM_DECIMALS)


def _point(point: tuple[float, float]) -> list[float | None]:
    return [_degrees(point[0]), _degrees(point[1])]
