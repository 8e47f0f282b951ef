"""A page's map drawn by matplotlib, for where there is no browser to picture it."""

from __future__ import annotations

import math
import re
import textwrap
import warnings
from typing import TYPE_CHECKING, Any

import numpy as np

from geo.errors import OutputError
from maps.page.tiles import EQUATOR_M, mercator, unpacked
from maps.reports.figures import length
from maps.reports.wording import SIGNS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import numpy.typing as npt

    Json = dict[str, Any]
    Box = tuple[float, float, float, float]

SIZE_IN, DPI = (9.0, 6.75), 200
MOST_CLAIMS = 5
ROW = 0.03  # of the picture's height, as the margins are
CAPTION = 0.1
COLOURS = {
    "sea": "#dde8ee",
    "land": "#f7f4ec",
    "coast": "#9db3bf",
    "border": "#c3b8a4",
    "place": "#1f5f99",
    "ink": "#22303a",
    "muted": "#57636d",
    "supported": "#1f7a4d",
    "refuted": "#b3261e",
    "depends": "#9a6200",
    "unverifiable": "#66707c",
}
MARKS = {"supported": "o", "refuted": "s", "depends": "D", "unverifiable": "h"}
DASHES = {"supported": "-", "refuted": "-.", "depends": "--", "unverifiable": ":"}


def plot(payload: Json, path: Path) -> None:
    """Draw the map of a page with its caption.

    Args:
        payload: What `page_payload` gathered.
        path: The PNG to write.

    Raises:
        OutputError: matplotlib is not installed.
    """
    try:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
    except ImportError as error:
        raise OutputError("--png: neither Chromium nor matplotlib was found; install one of them") from error

    with warnings.catch_warnings():
        # A letter that matplotlib's own font lacks is a box in the picture, which says as much.
        warnings.filterwarnings("ignore", r"Glyph \d+ ")
        figure = Figure(figsize=SIZE_IN, dpi=DPI)
        _draw(figure, FigureCanvasAgg(figure), payload)
        figure.savefig(path)


def _draw(figure: Any, canvas: Any, payload: Json) -> None:  # noqa: ANN401 - matplotlib has no types
    claims = [claim for document in payload["documents"] for claim in document["claims"]]
    share = CAPTION + ROW * min(len(claims), MOST_CLAIMS)
    axes = figure.add_axes((0.0, share, 1.0, 1 - share), facecolor=COLOURS["sea"])
    west, south, east, north = _frame(payload["view"]["opening"], SIZE_IN[0] / (SIZE_IN[1] * (1 - share)))
    axes.set(xlim=(west, east), ylim=(south, north), xticks=(), yticks=(), aspect="auto")
    axes.spines[:].set_visible(False)
    _draw_ground(axes, payload, (west, south, east, north))
    writing = _Writing(axes, canvas)
    middle = (west + east) / 2
    drawn = [_draw_claim(axes, claim, middle) for claim in claims if claim["line"]]
    at = {key: _near(_positions([place["position"]]), middle)[0] for key, place in enumerate(payload["places"])}
    shown = [key for key, (x, y) in at.items() if west <= x <= east and south <= y <= north]
    for key in shown:
        size = 3 + min(9.0, payload["places"][key]["mentions"] ** 0.5)
        axes.plot(*at[key], "o", ms=size, color=COLOURS["place"], mec="white", mew=0.7)
    for x, y, words, colour in drawn:
        writing.keep((x, y))
        if words:
            writing.write(words, (x, y), colour)
    for key in sorted(shown, key=lambda key: -payload["places"][key]["mentions"]):
        place = payload["places"][key]
        writing.write("\n".join(map(_plain, [place["name"], *place["others"]])), at[key], COLOURS["ink"])
    _draw_scale(axes, (west, south, east, north))
    _write_caption(figure, payload, claims, share)


class _Writing:
    """Words beside points of the map, where they lie on no other words; where there is no room they are left out."""

    def __init__(self, axes: Any, canvas: Any) -> None:  # noqa: ANN401
        self._axes, self._renderer = axes, canvas.get_renderer()
        self._taken: list[Any] = []

    def keep(self, at: tuple[float, float]) -> None:
        """Nothing is written on a mark here."""
        from matplotlib.transforms import Bbox

        x, y = self._axes.transData.transform(at)
        self._taken.append(Bbox.from_extents(x - 8, y - 8, x + 8, y + 8))

    def write(self, words: str, at: tuple[float, float], colour: str) -> None:
        from matplotlib.patheffects import withStroke

        spots = (((6, 0), "left", "center"), ((-6, 0), "right", "center"), ((0, 6), "center", "bottom"))
        for offset, across, up in (*spots, ((0, -6), "center", "top")):
            text = self._axes.annotate(
                words, at, offset, textcoords="offset points", ha=across, va=up, fontsize=7, color=colour,
                path_effects=[withStroke(linewidth=2, foreground="white", alpha=0.85)],
            )  # fmt: skip
            box = text.get_window_extent(self._renderer)
            inside = self._axes.bbox.contains(box.x0, box.y0) and self._axes.bbox.contains(box.x1, box.y1)
            if inside and not box.count_overlaps(self._taken):
                self._taken.append(box)
                return
            text.remove()


def _draw_ground(axes: Any, payload: Json, view: Box) -> None:  # noqa: ANN401
    from matplotlib.patches import PathPatch, Rectangle

    west, south, east, north = view
    for left, bottom, right, top, turn, land, borders in _tiles(payload, view):
        box = (max(west, left), max(south, bottom), min(east, right), min(north, top))
        # Frames meet without a seam only where their edges are not smoothed.
        frame = Rectangle(box[:2], box[2] - box[0], box[3] - box[1], color=COLOURS["sea"], lw=0, antialiased=False)
        area = PathPatch(
            _outline(land, turn, closed=True), facecolor=COLOURS["land"], edgecolor=COLOURS["coast"], lw=0.4
        )
        lines = PathPatch(
            _outline(borders, turn, closed=False), fill=False, edgecolor=COLOURS["border"], lw=0.6, ls="--"
        )
        axes.add_artist(frame)  # not `add_patch`, which looks for the extent of each
        for drawn in (area, lines):
            axes.add_artist(drawn)
            drawn.set_clip_path(frame)


def _tiles(payload: Json, view: Box) -> Iterator[tuple[float, float, float, float, int, Any, Any]]:
    """Tiles in view, the coarse ones first and none far finer than the picture: edges, turn, land and borders."""
    west, south, east, north = view
    basemap = payload["basemap"] or {"tiles": {}, "levels": []}
    for zoom, extent in basemap["levels"]:
        if zoom and 2.0**-zoom > 4 * (east - west):
            continue
        side = 2.0**-zoom
        for key, tile in basemap["tiles"].items():
            level, column, row = map(int, key.split("/"))
            for turn in (-1, 0, 1):
                left, top = column * side + turn, -row * side
                if level != zoom or left >= east or left + side <= west or top <= south or top - side >= north:
                    continue
                corner = np.array([column * side, row * side])
                lines = ([one * (side / extent) + corner for one in unpacked(packed)] for packed in tile)
                yield (left, top - side, left + side, top, turn, *lines)


def _outline(lines: Sequence[npt.NDArray[np.float64]], turn: int, *, closed: bool) -> Any:  # noqa: ANN401
    from matplotlib.path import Path as Outline

    vertices, codes = [np.zeros((0, 2))], [np.zeros(0, dtype=np.uint8)]
    for line in lines:
        drawn = np.vstack([line, line[:1]]) if closed else line
        vertices.append(drawn * [1, -1] + [turn, 0])
        code = np.full(len(drawn), Outline.LINETO, dtype=np.uint8)
        code[0] = Outline.MOVETO
        code[-1] = Outline.CLOSEPOLY if closed else Outline.LINETO
        codes.append(code)
    return Outline(np.vstack(vertices), np.concatenate(codes))


def _draw_claim(axes: Any, claim: Json, middle: float) -> tuple[float, float, str, str]:  # noqa: ANN401
    """Draw a claim's line and mark; where the mark is, what is to be written there, and its colour."""
    verdict = claim["verdict"]
    colour = COLOURS[verdict]
    line = _near(_positions(claim["line"]), middle)
    axes.plot(*line.T, color="white", lw=3)
    axes.plot(*line.T, color=colour, lw=1.6, ls=DASHES[verdict])
    x, y = line[0] + (line[-1] - line[0]) / 2 if len(line) < 3 else line[len(line) // 2]
    axes.plot([x], [y], MARKS[verdict], ms=7, color=colour, mec="white")
    ends = (claim["line"][0], claim["line"][-1])
    km = next(
        (row["km"] for row in claim["readings"] if row["line"] and (row["line"][0], row["line"][-1]) == ends), None
    )
    return float(x), float(y), "" if km is None else length(km), colour


def _draw_scale(axes: Any, view: Box) -> None:  # noqa: ANN401
    west, south, east, north = view
    lat = math.atan(math.sinh(math.pi * (1 + (south + north))))  # y runs from 0, the north, to -1
    km = EQUATOR_M * math.cos(lat) / 1000
    most = (east - west) / 7 * km
    unit = 10.0 ** math.floor(math.log10(most))
    shown = max(step * unit for step in (1, 2, 3, 5) if step * unit <= most)
    x, y = west + (east - west) / 60, south + (north - south) / 40
    axes.plot([x, x + shown / km], [y, y], color=COLOURS["muted"], lw=1.2, solid_capstyle="butt")
    words = f"{shown:,.0f} km" if shown >= 1 else f"{shown * 1000:.0f} m"
    axes.annotate(words, (x, y), (0, 2), textcoords="offset points", fontsize=6.5, color=COLOURS["muted"])


def _write_caption(figure: Any, payload: Json, claims: Sequence[Json], share: float) -> None:  # noqa: ANN401
    shown = claims[:MOST_CLAIMS]
    count = f"{len(claims)} claim{'s' * (len(claims) != 1)}"
    first = f", the first {len(shown)}" if len(shown) < len(claims) else ""
    dates = sorted(document["date"] for document in payload["documents"] if document["date"])
    said = [dates[0] if len(dates) == 1 else f"{dates[0]} – {dates[-1]}"] if dates else []
    y = share - 0.04
    figure.text(0.02, y, _plain(payload["title"]), fontsize=10, weight="bold", color=COLOURS["ink"])
    figure.text(0.98, y, _plain(" · ".join([*said, count + first])), fontsize=7.5, color=COLOURS["muted"], ha="right")
    for claim in shown:
        y -= ROW
        colour = COLOURS[claim["verdict"]]
        words = " ".join((f"{claim['verdict'].capitalize()}:", claim["text"] + ".", claim["explanation"]))
        figure.text(0.02, y, SIGNS[claim["verdict"]], fontsize=7.5, color=colour, weight="bold")
        figure.text(
            0.037, y, textwrap.shorten(_plain(words), 150, placeholder=" …"), fontsize=7.5, color=COLOURS["ink"]
        )
    sources = payload["basemap"]["attribution"] if payload["basemap"] else ""
    figure.text(0.02, 0.018, _plain(sources), fontsize=6, color=COLOURS["muted"])


def _positions(degrees: Sequence[Sequence[float]]) -> npt.NDArray[np.float64]:
    """Fractions of Web Mercator's square, y running from -1 in the south to 0."""
    return mercator(np.array(degrees)) * [1, -1]


def _near(line: npt.NDArray[np.float64], middle: float) -> npt.NDArray[np.float64]:
    """The copy of a line that begins nearest to a meridian."""
    shift = round(middle - float(line[0, 0]))
    moved: npt.NDArray[np.float64] = line + np.array([shift, 0.0])
    return moved


def _frame(view: list[float] | None, proportion: float) -> Box:
    """The view as a frame so many times as wide as high, with a margin; the world where there is none."""
    west, south, east, north = view or (-170.0, -60.0, 190.0, 75.0)
    (x0, y0), (x1, y1) = _positions([[west, south], [east, north]])
    height = max(y1 - y0, (x1 - x0) / proportion, 1 / 512) * 1.25
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    return x - height * proportion / 2, y - height / 2, x + height * proportion / 2, y + height / 2


def _plain(text: str) -> str:
    """One line of visible letters, with matplotlib's own markup taken as text."""
    return re.sub(r"\s+", " ", "".join(letter for letter in text if letter.isprintable())).replace("$", r"\$")
