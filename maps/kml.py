"""KML 2.2 of analyses, for Google Earth and the like: a folder a layer, a placemark a mention, place or claim.

Written here and not by GDAL, whose KML driver cannot read back what it wrote of a text with markup in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from maps.cells import flat
from maps.tables import LAYERS, SCHEMA, features

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.records import Analysis

NAMESPACE = "http://www.opengis.net/kml/2.2"
# aabbggrr, the verdicts' colours on the map.
_LINES = {"supported": "ff4a8f1a", "refuted": "ff2b2bc0", "depends": "ff1f8fd6", "unverifiable": "ff808080"}
_TITLES = {"mentions": "text", "places": "name", "claims": "text"}


def kml(analyses: Sequence[Analysis], *, names: str | None = None) -> str:
    """The document; what could not be located is a placemark without a geometry.

    Args:
        analyses: One analysis a document.
        names: Whose names come first, a claimant ("JP") or a language ("ja").
    """
    root = ET.Element("kml", xmlns=NAMESPACE)
    document = ET.SubElement(root, "Document")
    for verdict, colour in _LINES.items():
        line = ET.SubElement(ET.SubElement(document, "Style", id=verdict), "LineStyle")
        _text(line, "color", colour)
        _text(line, "width", "3")
    for layer in LAYERS:
        folder = ET.SubElement(document, "Folder", id=layer)
        _text(folder, "name", layer)
        for feature in features(analyses, layer, names=names):
            _placemark(folder, feature, list(SCHEMA[layer]), _TITLES[layer])
    ET.indent(root, " ")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _placemark(folder: ET.Element, feature: dict[str, Any], columns: list[str], title: str) -> None:
    properties, geometry = feature["properties"], feature["geometry"]
    placemark = ET.SubElement(folder, "Placemark")
    _text(placemark, "name", flat(properties[title]))
    if properties.get("explanation"):
        _text(placemark, "description", flat(properties["explanation"]))
    if properties.get("verdict"):
        _text(placemark, "styleUrl", f"#{properties['verdict']}")
    data = ET.SubElement(placemark, "ExtendedData")
    for column in columns:
        if properties[column] is not None:
            value = properties[column]
            text = str(value).lower() if isinstance(value, bool) else str(flat(value))
            _text(ET.SubElement(data, "Data", name=column), "value", text)
    if geometry is None:
        return
    if geometry["type"] == "Point":
        _text(ET.SubElement(placemark, "Point"), "coordinates", _coordinates([geometry["coordinates"]]))
        return
    lines = [geometry["coordinates"]] if geometry["type"] == "LineString" else geometry["coordinates"]
    parent = placemark if len(lines) == 1 else ET.SubElement(placemark, "MultiGeometry")
    for line in lines:
        _text(ET.SubElement(parent, "LineString"), "coordinates", _coordinates(line))


def _text(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, tag).text = text


def _coordinates(line: list[list[float]]) -> str:
    return " ".join(f"{lon},{lat}" for lon, lat in line)
