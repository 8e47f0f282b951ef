"""The page itself: a folium map in a figure of ours, with every asset inside and a policy against the outside."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from functools import cache
from importlib.resources import files
from typing import Any

SCRIPTS = ("store", "basemap", "marks", "text", "cards", "lists", "tools", "page")  # in the order they are joined
KIND_NAMES = {
    "literal": "Places",
    "metonym": "Governments by their seat",
    "demonym": "Peoples",
    "embedded": "Within other names",
    "coordinate": "Coordinates",
}
OSM_TILES = "https://tile.openstreetmap.org/{z}/{x}/{y}.png"
POLICY = (
    "default-src 'none'; script-src {scripts}; style-src {styles}; img-src data:{tiles}; base-uri 'none'; "
    "form-action 'none'"
)
POLICY_PLACE = "@policy@"
DATA_PLACE = "@data@"
TITLE_PLACE = "@title@"

FIGURE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="@policy@">
<title>@title@</title>
{% for child in this.header._children.values() %}{{ child.render(**kwargs) }}
{% endfor %}</head>
<body>
{{ this.html.render(**kwargs) }}
<script>
{{ this.script.render(**kwargs) }}
</script>
</body>
</html>
"""

MAP = """
{% macro header(this, kwargs) %}
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<style>{{ this.leaflet_css }}</style>
<style>{{ this.style }}</style>
<script>{{ this.leaflet_js }}</script>
<script>{{ this.script }}</script>
{% endmacro %}

{% macro html(this, kwargs) %}
<a class="skip" href="#{{ this.get_name() }}">Skip to the map</a>
<main class="page">
<section class="pane" id="pane" aria-label="The text, its claims and its places"></section>
<section class="stage" aria-label="Map"><div class="folium-map" id="{{ this.get_name() }}"></div></section>
</main>
<footer class="caption"></footer>
<noscript>This page draws its map with JavaScript, all of which is in this file.</noscript>
<script type="application/json" id="data">@data@</script>
{% endmacro %}

{% macro script(this, kwargs) %}
var {{ this.get_name() }} = L.map({{ this.get_name()|tojson }}, {
    center: {{ this.location|tojson }},
    crs: L.CRS.{{ this.crs }},
    ...{{ this.options|tojavascript }}
});
mentionmap.begin({{ this.get_name() }});
{% endmacro %}
"""

LAYER = """
{% macro script(this, kwargs) %}
var {{ this.get_name() }} = mentionmap.layer({{ this.key|tojson }});
{% endmacro %}
"""

START = """
{% macro script(this, kwargs) %}
mentionmap.ready();
{% endmacro %}
"""


def render(payload: dict[str, Any], *, tiles: bool) -> str:
    """The page of a payload.

    Args:
        payload: What `page_payload` gathered.
        tiles: Whether to offer OpenStreetMap's tiles, and let the browser ask for them.
    """
    page = _skeleton(tiles=tiles, kinds=_kinds(payload)).replace(TITLE_PLACE, html.escape(payload["title"]), 1)
    # The title stands before the place of the data, so a title that names it does no harm.
    head, _, tail = page.rpartition(DATA_PLACE)
    return head + script_json(payload) + tail


def script_json(value: object) -> str:
    """JSON that stays data inside a script element, whatever strings it carries.

    A `<` could begin `</script>` or `<!--`; U+2028 and U+2029 end a line of JavaScript; a lone surrogate cannot be
    written as UTF-8. All are escaped as JSON allows.
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return re.sub("[<>&\u2028\u2029\ud800-\udfff]", lambda found: f"\\u{ord(found[0]):04x}", text)


def _kinds(payload: dict[str, Any]) -> tuple[str, ...]:
    seen = {mention[3] for document in payload["documents"] for mention in document["mentions"]}
    return tuple(kind for number, kind in enumerate(payload["kinds"]) if number in seen)


@cache
def _asset(name: str) -> str:
    return (files("maps.page") / name).read_text(encoding="utf-8")


@cache
def _leaflet_css() -> str:
    # Its pictures are of controls that the page draws itself.
    return re.sub(r"\s*(background-image: url\(images|behavior: url\()[^;]*;", "", _asset("leaflet/leaflet.css"))


@cache
def _script() -> str:
    parts = "\n".join(_asset(f"static/{name}.js") for name in SCRIPTS)
    return f'"use strict";\nvar mentionmap = (function () {{\n{parts}\nreturn mentionmap;\n}})();'


@cache
def _skeleton(*, tiles: bool, kinds: tuple[str, ...]) -> str:
    """The page without its title and data: what folium renders holds no string of a document."""
    from branca.element import Figure, MacroElement
    from folium import LayerControl, Map, TileLayer
    from folium.map import Layer
    from folium.template import Template

    class PageFigure(Figure):
        _template = Template(FIGURE)

    class PageMap(Map):
        _template = Template(MAP)
        default_js: list[tuple[str, str]] = []  # noqa: RUF012 - so folium declares it
        default_css: list[tuple[str, str]] = []  # noqa: RUF012
        style = _asset("static/style.css")
        leaflet_css = _leaflet_css()
        leaflet_js = _asset("leaflet/leaflet.js")
        script = _script()

    class PageLayer(Layer):
        _template = Template(LAYER)

        def __init__(self, key: str, name: str) -> None:
            super().__init__(
                name=f'<span class="swatch {key}"></span><span class="sample {key}">{name}</span>', overlay=True
            )
            self.key = key
            _named(self, key)

    class PageStart(MacroElement):
        _template = Template(START)

    figure = PageFigure()
    page = PageMap(
        location=[20, 0],
        tiles=None,
        zoom_start=2,
        zoom_control=False,
        zoom_snap=0.5,
        min_zoom=1,
        max_zoom=17,
        attributionControl=False,
        fadeAnimation=False,
    )
    figure.add_child(_named(page, "page"), name="map")
    layers: list[Layer] = [PageLayer(kind, KIND_NAMES[kind]) for kind in kinds]
    layers += [PageLayer("claims", "Claims"), PageLayer("labels", "Names of seas and countries")]
    layers.append(PageLayer("graticule", "Graticule"))
    if tiles:
        online = TileLayer(
            OSM_TILES, attr="Tiles: OpenStreetMap contributors", name="OpenStreetMap, online", overlay=True, show=False
        )
        layers.append(_named(online, "online"))
    for layer in layers:
        page.add_child(layer, name=layer.get_name())
    page.add_child(_named(LayerControl(position="topright", collapsed=True), "layers"), name="layers")
    page.add_child(PageStart(), name="start")  # type: ignore[no-untyped-call]
    return _with_policy(figure.render(), tiles=tiles)


def _named(element: Any, key: str) -> Any:  # noqa: ANN401 - folium's elements have no types
    """Give an element a name that is the same each time; folium's own are random."""
    element._id = key  # noqa: SLF001
    return element


def _with_policy(page: str, *, tiles: bool) -> str:
    """Allow the scripts and styles that are in the page, by their hashes, and nothing else."""
    policy = POLICY.format(
        scripts=_hashes(page, "script"),
        styles=_hashes(page, "style"),
        tiles=" https://tile.openstreetmap.org" if tiles else "",
    )
    return page.replace(POLICY_PLACE, policy, 1)


def _hashes(page: str, tag: str) -> str:
    found = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
    digests = (base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii") for text in found)
    return " ".join(f"'sha256-{digest}'" for digest in digests)
