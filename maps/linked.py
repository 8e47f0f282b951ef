"""Linked data of analyses: mentions as W3C Web Annotations, places as Linked Places, claims as ClaimReviews.

Web Annotation Data Model (https://www.w3.org/TR/annotation-model/), Linked Places 1.2
(https://github.com/LinkedPasts/linked-places-format), ClaimReview (https://schema.org/ClaimReview).
"""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING, Any

from geo.features import feature_class
from maps.geojson import end_name, place_features
from maps.naming import other_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.records import Analysis, Claim, End, Judgement, Mention, Place

CONTEXT_CHARS = 40
SOFTWARE = {"id": "https://pypi.org/project/mentionmap/", "type": "Software", "name": "mentionmap"}
# The model's own terms, and those for the place that is identified.
_ANNOTATION_CONTEXT = [
    "http://www.w3.org/ns/anno.jsonld",
    {
        "geojson": "https://purl.org/geojson/vocab#",
        "Place": "schema:Place",
        "Point": "geojson:Point",
        "geometry": "geojson:geometry",
        "coordinates": {"@id": "geojson:coordinates", "@container": "@list"},
    },
]
# A rating a verdict; an unverifiable claim has no number.
RATINGS = {"supported": 3, "depends": 2, "refuted": 1}
# Where the records of a source are to be seen.
_GEONAMES = "https://www.geonames.org/"
_WIKIDATA = "https://www.wikidata.org/entity/"
_ONTOLOGY = "https://www.geonames.org/ontology#"


def annotations_text(analyses: Sequence[Analysis], *, names: str | None = None) -> str:
    """Mentions as an AnnotationCollection with one page.

    Each annotation targets the text by position and by quote with its context, and identifies the place.
    """
    items = [_annotation(analysis, mention, names) for analysis in analyses for mention in analysis.mentions]
    # By the model a collection and its pages have names; the same annotations give the same.
    key = uuid.uuid5(uuid.NAMESPACE_URL, "\n".join(item["id"] for item in items)).urn
    collection = {"id": key, "type": "AnnotationCollection", "label": "Places named", "total": len(items)}
    page = {"id": f"{key}#page1", "type": "AnnotationPage", "partOf": key, "startIndex": 0, "items": items}
    return _pretty({"@context": _ANNOTATION_CONTEXT, **collection, "first": page})


def linked_places_text(analyses: Sequence[Analysis], *, names: str | None = None) -> str:
    """The places as a Linked Places FeatureCollection."""
    places: dict[str, Place] = {}
    for analysis in analyses:
        for key, place in analysis.places.items():
            places.setdefault(key, place)
    return _pretty(
        {
            "type": "FeatureCollection",
            "@context": "https://raw.githubusercontent.com/LinkedPasts/linked-places/master/linkedplaces-context-v1.1.jsonld",
            "features": [
                _linked_place(feature, places[feature["id"]]) for feature in place_features(analyses, names=names)
            ],
        }
    )


def claim_reviews_text(analyses: Sequence[Analysis], *, names: str | None = None) -> str:
    """The claims that were judged as schema.org ClaimReviews, for a fact-checker's page."""
    reviews = [
        _review(analysis, claim, analysis.judgements[claim.id], names)
        for analysis in analyses
        for claim in analysis.claims
    ]
    return _pretty({"@context": "https://schema.org", "@graph": reviews})


def place_uri(key: str) -> str:
    """The address of a place's record on the web where its source has one, else the id itself as a URN."""
    source, _, local = key.partition(":")
    if source == "geonames" and local.isdigit():
        return f"{_GEONAMES}{local}"
    if source == "wikidata":
        return f"{_WIKIDATA}{local}"
    from urllib.parse import quote

    return f"urn:mentionmap:{quote(key, safe=':')}"


def _annotation(analysis: Analysis, mention: Mention, names: str | None) -> dict[str, Any]:
    from maps.naming import display_name

    text = analysis.document.text
    place = analysis.places.get(mention.place) if mention.place else None
    body: dict[str, Any] = {"type": "TextualBody", "purpose": "commenting", "value": mention.reason}
    if place:
        body = {
            "type": "SpecificResource",
            "purpose": "identifying",
            "source": {
                "id": place_uri(place.id),
                "type": "Place",
                "label": display_name(place, names),
                "geometry": {"type": "Point", "coordinates": [mention.lon, mention.lat]},
            },
        }
    return {
        "id": _fragment(analysis, mention.id),
        "type": "Annotation",
        "motivation": "identifying" if place else "commenting",
        "generator": SOFTWARE,
        "body": [body, {"type": "TextualBody", "purpose": "classifying", "value": mention.kind}],
        "target": {
            "source": _source(analysis),
            "selector": [
                {"type": "TextPositionSelector", "start": mention.start, "end": mention.end},
                {
                    "type": "TextQuoteSelector",
                    "exact": mention.text,
                    "prefix": text[max(0, mention.start - CONTEXT_CHARS) : mention.start],
                    "suffix": text[mention.end : mention.end + CONTEXT_CHARS],
                },
            ],
        },
    }


def _linked_place(feature: dict[str, Any], place: Place) -> dict[str, Any]:
    name = feature["properties"]["name"]
    # The format wants a citation for one name at least.
    cited: dict[str, Any] = {"toponym": name, "citations": [{"label": place.source, "@id": place_uri(place.id)}]}
    toponyms = [cited, *({"toponym": other} for other in other_names(place, name))]
    seen = {toponym["toponym"] for toponym in toponyms}
    for language, known in place.names.items():
        for other in known:
            if other not in seen:
                seen.add(other)
                toponyms.append({"toponym": other, "lang": language} if len(language) in {2, 3} else {"toponym": other})
    letter = feature_class(place.feature_code)
    linked: dict[str, Any] = {
        "@id": place_uri(place.id),
        "type": "Feature",
        "properties": {
            "title": name,
            "ccodes": list(_countries(place)),
            "fclasses": [letter],
            "fcode": place.feature_code,
            "population": place.population,
            "source": place.source,
        },
        "geometry": {"type": "GeometryCollection", "geometries": [feature["geometry"]]},
        "names": toponyms,
        "types": [{"identifier": f"{_ONTOLOGY}{letter}.{place.feature_code}", "label": place.feature_code}],
        "links": [{"type": "exactMatch", "identifier": place_uri(other)} for other in place.ids if other != place.id],
    }
    if place.disputed:
        linked["descriptions"] = [{"value": f"Claimed by {', '.join(place.disputed.claimants)}", "lang": "en"}]
    return linked


def _countries(place: Place) -> Iterator[str]:
    if place.country:
        yield place.country
    for claimant in place.disputed.claimants if place.disputed else ():
        if claimant != place.country and len(claimant) == 2:
            yield claimant


def _review(analysis: Analysis, claim: Claim, judgement: Judgement, names: str | None) -> dict[str, Any]:
    document, gazetteer = analysis.document, analysis.gazetteer
    rating: dict[str, Any] = {"@type": "Rating", "alternateName": judgement.verdict.capitalize()}
    if judgement.verdict in RATINGS:
        rating |= {"ratingValue": RATINGS[judgement.verdict], "bestRating": 3, "worstRating": 1}
    appearance: dict[str, Any] = {"@type": "CreativeWork", "name": document.title or document.id}
    if document.date:
        appearance["datePublished"] = document.date
    if document.source and document.source.startswith(("http://", "https://")):
        appearance["url"] = document.source
    ends = [_thing(end, analysis, names) for end in (claim.subject, claim.object) if end is not None]
    return {
        "@type": "ClaimReview",
        "@id": _fragment(analysis, claim.id),
        "claimReviewed": claim.text,
        "reviewRating": rating,
        "reviewBody": f"{judgement.explanation} To replicate: {judgement.reproduce}"
        if judgement.reproduce
        else judgement.explanation,
        "itemReviewed": {"@type": "Claim", "appearance": appearance, "about": ends},
        "author": {"@type": "Organization", "name": "mentionmap", "url": SOFTWARE["id"]},
        "isBasedOn": {
            "@type": "Dataset",
            "name": gazetteer.name,
            "version": gazetteer.version,
            "identifier": f"sha256:{gazetteer.sha256}",
        },
    }


def _thing(end: End, analysis: Analysis, names: str | None) -> dict[str, Any]:
    """An end of a claim in schema.org's terms."""
    name = end_name(end, analysis, names)
    place = analysis.places.get(end.place) if end.place else None
    if place is None:
        return {"@type": "Thing", "name": name}
    geo = {"@type": "GeoCoordinates", "latitude": place.lat, "longitude": place.lon}
    return {"@type": "Place", "@id": place_uri(place.id), "name": name, "geo": geo}


def _source(analysis: Analysis) -> str:
    from urllib.parse import quote

    source = analysis.document.source or ""
    key = analysis.document.id
    return source if source.startswith(("http://", "https://")) else f"urn:mentionmap:document:{quote(key, safe='/')}"


def _fragment(analysis: Analysis, key: str) -> str:
    return f"{_source(analysis)}#{key}"


def _pretty(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, indent=1) + "\n"
