"""A still picture of a page's map, for a report: by a headless Chromium where there is one, else by matplotlib."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from geo.errors import OutputError

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
            from maps.page.plotted import plot

            plot(_payload(page), made)
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
