"""A still picture of a page's map, for a report: by a headless Chromium where there is one, else by matplotlib."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    import numpy.typing as npt

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SIZE_PX = (1200, 900)
PATIENCE_S = 60
ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--disable-sync",
    "--no-first-run",
    "--hide-scrollbars",
    "--force-device-scale-factor=2",
    "--virtual-time-budget=4000",
)
COLOURS = {
    "sea": "#dde8ee",
    "land": "#f7f4ec",
    "coast": "#9db3bf",
    "border": "#c3b8a4",
    "place": "#1f5f99",
    "ink": "#22303a",
    "supported": "#1f7a4d",
    "refuted": "#b3261e",
    "depends": "#9a6200",
    "unverifiable": "#66707c",
}
MARKS = {"supported": "o", "refuted": "s", "depends": "D", "unverifiable": "h"}


def write_still(page: str, path: Path) -> None:
    """Write a picture of a page's map with its caption.

    Args:
        page: What `html_map` gave.
        path: The PNG to write.

    Raises:
        OutputError: There is neither a Chromium nor matplotlib, or the picture cannot be written.
    """
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        made = Path(folder) / "still.png"
        if browser is not None:
            _by_browser(browser, page, made)
        if not made.exists():
            _by_matplotlib(_payload(page), made)
        try:
            shutil.copyfile(made, path)
        except OSError as error:
            raise OutputError(f"{path}: cannot be written: {error.strerror}") from error


def _by_browser(browser: str, page: str, made: Path) -> None:
    source = made.with_suffix(".html")
    source.write_text(page, encoding="utf-8", newline="")
    command = [
        browser,
        *ARGUMENTS,
        f"--user-data-dir={made.parent / 'profile'}",
        f"--window-size={SIZE_PX[0]},{SIZE_PX[1]}",
        f"--screenshot={made}",
        f"{source.as_uri()}#still",
    ]
    try:
        subprocess.run(command, capture_output=True, timeout=PATIENCE_S, check=True)  # noqa: S603 - our own arguments
    except (OSError, subprocess.SubprocessError):
        made.unlink(missing_ok=True)


def _payload(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    payload: dict[str, Any] = json.loads(found[1])
    return payload


def _by_matplotlib(payload: dict[str, Any], made: Path) -> None:
    try:
        from matplotlib.figure import Figure
    except ImportError as error:
        raise OutputError("--png: neither Chromium nor matplotlib was found; install one of them") from error
    from matplotlib.patches import PathPatch, Rectangle

    west, south, east, north = _square(payload["view"]["opening"])
    figure = Figure(figsize=(9, 6.75), dpi=200)
    axes = figure.add_axes((0.0, 0.12, 1.0, 0.88), facecolor=COLOURS["sea"])
    axes.set(xlim=(west, east), ylim=(south, north), xticks=(), yticks=(), aspect="auto")
    axes.spines[:].set_visible(False)
    for turn in (-1, 0, 1):
        for x, y, side, land, borders in _tiles(payload, (east - west) / 2):
            left, right = max(west, x + turn), min(east, x + turn + side)
            bottom, top = max(south, -y - side), min(north, -y)
            if left >= right or bottom >= top:
                continue
            frame = Rectangle((left, bottom), right - left, top - bottom, color=COLOURS["sea"], lw=0)
            area = PathPatch(
                _path(land, turn, closed=True), facecolor=COLOURS["land"], edgecolor=COLOURS["coast"], lw=0.4
            )
            lines = PathPatch(
                _path(borders, turn, closed=False), fill=False, edgecolor=COLOURS["border"], lw=0.6, ls="--"
            )
            for drawn in (frame, area, lines):
                axes.add_patch(drawn)
            area.set_clip_path(frame)
            lines.set_clip_path(frame)
    middle = (west + east) / 2
    for document in payload["documents"]:
        for claim in document["claims"]:
            if claim["line"]:
                _draw_claim(axes, claim, middle)
    for place in payload["places"]:
        x, y = _near(_mercator(*place["position"]), middle)
        if west <= x <= east and south <= y <= north:
            axes.plot([x], [y], "o", ms=3 + place["mentions"] ** 0.5, color=COLOURS["place"], mec="white", mew=0.7)
            axes.annotate(
                _plain(" / ".join([place["name"], *place["others"]])), (x, y), (5, 0), textcoords="offset points",
                va="center", fontsize=7, color=COLOURS["ink"],
            )  # fmt: skip
    sources = payload["basemap"]["attribution"] if payload["basemap"] else ""
    figure.text(0.02, 0.075, _plain(payload["title"]), fontsize=10, weight="bold", color=COLOURS["ink"])
    figure.text(0.02, 0.03, _plain(sources), fontsize=6, color=COLOURS["unverifiable"])
    figure.savefig(made)


def _draw_claim(axes: Any, claim: dict[str, Any], middle: float) -> None:  # noqa: ANN401 - matplotlib has no types
    colour = COLOURS[claim["verdict"]]
    line = [_mercator(lon, lat) for lon, lat in claim["line"]]
    shift = _near(line[0], middle)[0] - line[0][0]
    xs, ys = [x + shift for x, _ in line], [y for _, y in line]
    axes.plot(xs, ys, color=colour, lw=1.6)
    axes.plot([(xs[0] + xs[-1]) / 2], [(ys[0] + ys[-1]) / 2], MARKS[claim["verdict"]], ms=7, color=colour, mec="white")


def _mercator(lon: float, lat: float) -> tuple[float, float]:
    """Fractions of Web Mercator's square, y running north from -1 to 0."""
    import numpy as np

    from maps.page.tiles import mercator

    x, y = mercator(np.array([[lon, lat]]))[0]
    return float(x), -float(y)


def _near(at: tuple[float, float], middle: float) -> tuple[float, float]:
    return at[0] + round(middle - at[0]), at[1]


def _square(view: list[float] | None) -> tuple[float, float, float, float]:
    """The view as a frame of the picture's proportions, with a margin; the world where there is none."""
    west, south, east, north = view or (-170.0, -60.0, 190.0, 75.0)
    (x0, y0), (x1, y1) = _mercator(west, south), _mercator(east, north)
    proportion = 9 / (6.75 * 0.88)
    height = max(y1 - y0, (x1 - x0) / proportion, 1 / 512) * 1.25
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    return x - height * proportion / 2, y - height / 2, x + height * proportion / 2, y + height / 2


def _tiles(payload: dict[str, Any], half: float) -> Iterator[tuple[float, float, float, Any, Any]]:
    """Tiles, the coarse ones first and none far finer than the picture: corner, side, land and borders."""
    from maps.page.tiles import unpacked

    basemap = payload["basemap"] or {"tiles": {}, "levels": []}
    for zoom, extent in basemap["levels"]:
        if zoom and 2.0**-zoom > 8 * half:
            continue
        for key, (land, borders) in basemap["tiles"].items():
            level, column, row = map(int, key.split("/"))
            if level != zoom:
                continue
            side = 2.0**-zoom
            corner = (column * side, row * side)
            lines = ([one * (side / extent) + corner for one in unpacked(packed)] for packed in (land, borders))
            yield (*corner, side, *lines)


def _path(lines: list[npt.NDArray[np.float64]], turn: int, *, closed: bool) -> Any:  # noqa: ANN401 - matplotlib has no types
    import numpy as np
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


def _plain(text: str) -> str:
    """One line of visible letters, with matplotlib's own markup taken as text."""
    return re.sub(r"\s+", " ", "".join(letter for letter in text if letter.isprintable()))[:120].replace("$", r"\$")
