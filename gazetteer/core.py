"""The core gazetteer that ships with the project: unpacked once, then opened where it lies."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from geo.errors import GazetteerDamaged, OutputError
from geo.files import check_target, replacing

if TYPE_CHECKING:
    from collections.abc import Callable

    from gazetteer.basemap import Basemap
    from gazetteer.layers import Gazetteer
    from gazetteer.shapes import Shapes
    from geo.source import PlaceSource

DATA = Path(__file__).parent / "data"
CORE = "core.gazetteer.zip"
_FORM = 3  # what is made of one packed core has changed so often
_UNUSED_S = 3600


def open_gazetteer(path: Path | None = None, *, progress: Callable[[int, int], None] | None = None) -> Gazetteer:
    """Open the gazetteer: the core, and over it a user's store.

    Args:
        path: A store made by `gazetteer.importing`; the user's own (`user_store()`) where None, if there is one.
        progress: Called with (names done, names in all) while the core is unpacked, which happens once.

    Returns:
        An open gazetteer, which implements `geo.source.PlaceSource`.

    Raises:
        GazetteerMissing: There is no store at `path`.
        GazetteerDamaged: A store is truncated, altered or of another version.
    """
    from gazetteer.layers import Gazetteer
    from gazetteer.store import Store

    stores = [Store(prepare_core(progress=progress))]
    if path is not None or user_store().is_file():
        stores.append(Store(path or user_store()))
    return Gazetteer(stores, _outlines)


def _outlines() -> Shapes:
    from gazetteer.shapes import Shapes

    return Shapes.open(DATA)


def open_basemap(source: PlaceSource) -> Basemap:
    """The land, borders and names for the ground of a map; nothing is read before it is asked for."""
    from gazetteer.basemap import Basemap

    return Basemap(DATA, source)


def user_store() -> Path:
    """Where a user's own store lies unless another path is named."""
    from platformdirs import user_data_path

    return user_data_path("mentionmap", appauthor=False) / "places.gazetteer"


def prepare_core(*, progress: Callable[[int, int], None] | None = None) -> Path:
    """Put the core store together in the user's cache, unless it is there.

    Two processes may do so at once: each writes a file of its own and the last rename stands. Cores of other versions
    that no one used for an hour are removed then; a program that still needs one makes it again.

    Returns:
        The path of the store.

    Raises:
        GazetteerDamaged: The shipped file does not have the checksum that was noted when it was made.
        OutputError: There is no room for the store, or no right to write it.
    """
    folder = _cache()
    manifest = json.loads((DATA / "core.json").read_text(encoding="utf-8"))
    path: Path = folder / f"core-{manifest['sha256'][:16]}-{_FORM}.gazetteer"
    if path.is_file():
        with suppress(OSError):  # a cache that cannot be written serves as well
            os.utime(path)
        return path
    from gazetteer.packed import unpack

    packed = DATA / CORE
    if not packed.is_file() or hashlib.sha256(packed.read_bytes()).hexdigest() != manifest["sha256"]:
        raise GazetteerDamaged(f"{packed}: the core gazetteer does not have its checksum; install mentionmap again")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        check_target(path)
        with replacing(path) as (partial,):
            unpack(packed, partial, progress)
    except (OSError, OutputError, sqlite3.OperationalError) as error:
        raise OutputError(
            f"{folder}: the gazetteer cannot be unpacked here ({error}); make room, or set XDG_CACHE_HOME to a folder "
            "that can be written"
        ) from error
    _remove_unused(folder)
    return path


def _remove_unused(folder: Path) -> None:
    """Remove unpacked cores, whole or begun, that were not used of late."""
    for pattern in ("core-*.gazetteer", ".core-*"):
        for path in folder.glob(pattern):
            with suppress(OSError):  # another process was quicker, or has it open where that forbids it
                if time.time() - path.stat().st_mtime > _UNUSED_S:
                    path.unlink()


def _cache() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("mentionmap", appauthor=False)
