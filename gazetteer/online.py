"""Names that the gazetteer lacks, asked of an online geocoder (Nominatim, by geopy), for those who ask for it.

Nothing is asked unless an `Online` is made with a `Geocoder`, and then only of names that the gazetteer lacks: a name
leaves this machine, never the text around it. Answers, also that there is none, are kept on the disk.
"""

from __future__ import annotations

import json
import math
import sqlite3
import weakref
from dataclasses import asdict, replace
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from gazetteer.layers import Gazetteer
from geo.errors import UsageError
from geo.folding import fold
from geo.records import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from geo.options import Options
    from geo.records import Analysis, Document, PlacePart
    from geo.shape import Shape

SERVER = "https://nominatim.openstreetmap.org"
# Its policy allows a question a second, and no bulk (https://operations.osmfoundation.org/policies/nominatim/).
SECONDS_BETWEEN = 1.1
MOST_QUESTIONS = 200
TIMEOUT_S = 10.0
# What the first answer of a geocoder is worth: nothing in the text was weighed.
SCORE = 0.5
_MOST_CHARACTERS = 100
_PREFIX = "nominatim:"
_METRES_PER_DEGREE = 111_195.0
# OpenStreetMap's keys whose objects are places, and the feature codes of what is worth telling apart.
_PLACES = {"place", "boundary", "natural", "waterway", "aeroway"}
_SORTS: Mapping[str, str] = {
    "ADM1": "state province",
    "ADM2": "county district",
    "ADMD": "administrative",
    "AIRP": "aerodrome",
    "BAY": "bay",
    "CAPE": "cape",
    "ISL": "island islet",
    "ISLS": "archipelago",
    "LK": "water",
    "PCLI": "country",
    "PEN": "peninsula",
    "PK": "peak",
    "PPL": "city town village hamlet isolated_dwelling municipality",
    "PPLX": "suburb neighbourhood quarter borough",
    "RGN": "region",
    "SEA": "sea",
    "STM": "river",
    "STRT": "strait",
}
_FEATURES = {sort: code for code, sorts in _SORTS.items() for sort in sorts.split()}


class Geocoder:
    """Asks Nominatim for one name at a time, slowly, and remembers.

    Args:
        server: Where it is.
        contact: An address that its operators can write to; it goes into the user agent.
        cache: The file that keeps the answers; that of the user where None.
        warn: Told once when no more can be asked, or nothing can be kept.
        seconds_between: Time from one question to the next.
        timeout_s: How long an answer is waited for.

    Raises:
        UsageError: The server is no http or https address.
    """

    def __init__(
        self,
        server: str = SERVER,
        *,
        contact: str | None = None,
        cache: Path | None = None,
        warn: Callable[[str], None] = lambda _: None,
        seconds_between: float = SECONDS_BETWEEN,
        timeout_s: float = TIMEOUT_S,
    ) -> None:
        parts = urlsplit(server)
        if parts.scheme not in {"http", "https"} or not parts.netloc:
            raise UsageError(f'MENTIONMAP_GEOCODER: "{server}" is no address of a Nominatim: write it as {SERVER}')
        self.server = f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}"
        self._contact = contact
        self._warn = warn
        self._pause, self._timeout_s = seconds_between, timeout_s
        self._kept = Kept(cache or kept_answers(), warn)
        self._left = MOST_QUESTIONS
        self._query: Callable[[str], list[dict[str, Any]]] | None = None

    def find(self, name: str) -> Place | None:
        """The first place that answers to a name, with what it lies in after a comma, or None."""
        if not name.strip() or len(name) > _MOST_CHARACTERS:
            return None
        known, place = self._kept.answer(self.server, name)
        if known or not self._left:
            return place
        self._query = self._query or self._ask()
        try:
            found = self._query(name)
        except Exception as error:  # noqa: BLE001 - others' answers fail to be read in many ways
            self._left = 0
            self._warn(
                f"{self.server} cannot be asked ({' '.join(str(error).split()) or type(error).__name__}): "
                "names that the gazetteer lacks stay unresolved"
            )
            return None
        places = (_place(raw, name) for raw in found)
        place = next((place for place in places if place is not None), None)
        self._kept.keep(self.server, name, place)
        self._left -= 1
        if not self._left:
            self._warn(f"{MOST_QUESTIONS} names were asked of {self.server}: it is not for more, the rest is not asked")
        return place

    def _ask(self) -> Callable[[str], list[dict[str, Any]]]:
        """The question as a function: one at a time, with pauses, never tried twice."""
        from geopy.adapters import URLLibAdapter
        from geopy.extra.rate_limiter import RateLimiter
        from geopy.geocoders import Nominatim

        scheme, _, domain = self.server.partition("://")
        nominatim = Nominatim(
            domain=domain,
            scheme=scheme,
            user_agent=user_agent(self._contact),
            timeout=self._timeout_s,
            adapter_factory=URLLibAdapter,
        )
        geocode = RateLimiter(
            nominatim.geocode,
            min_delay_seconds=self._pause,
            error_wait_seconds=self._pause,
            max_retries=0,
            swallow_exceptions=False,
        )

        def query(name: str) -> list[dict[str, Any]]:
            found = geocode(name, exactly_one=False, limit=5, addressdetails=True, namedetails=True, language="en")
            return [location.raw for location in found or ()]

        return query


class Kept:
    """Answers on the disk: which place a server gave for a name, or that it gave none.

    Args:
        path: The file; it is made where there is none.
        warn: Told where it cannot be used; the answers are then forgotten at the end.
    """

    def __init__(self, path: Path, warn: Callable[[str], None] = lambda _: None) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = _made(str(path))
        except (OSError, sqlite3.Error) as error:
            warn(f"{path}: answers cannot be kept here ({error}); delete it, or make room")
            self._db = _made(":memory:")
        weakref.finalize(self, self._db.close)

    def answer(self, server: str, name: str) -> tuple[bool, Place | None]:
        """Whether the answer is known, and it."""
        rows = self._db.execute("select place from answer where server = ? and name = ?", (server, name)).fetchall()
        if not rows:
            return False, None
        return True, None if rows[0][0] is None else self.places([rows[0][0]]).get(rows[0][0])

    def keep(self, server: str, name: str, place: Place | None) -> None:
        """Keep an answer."""
        with self._db:
            if place is not None:
                record = json.dumps(asdict(place), ensure_ascii=False)
                self._db.execute("insert or replace into place values (?, ?)", (place.id, record))
            self._db.execute(
                "insert or replace into answer values (?, ?, ?)", (server, name, place.id if place else None)
            )

    def places(self, ids: Iterable[str]) -> dict[str, Place]:
        """The places of these ids that are known."""
        rows = self._db.execute(
            "select id, record from place where id in (select value from json_each(?))", (json.dumps(list(ids)),)
        )
        return {key: _recalled(json.loads(record)) for key, record in rows}


class Online(Gazetteer):
    """A gazetteer that knows the places of an online geocoder by their ids, and asks for names if it has a geocoder.

    Args:
        gazetteer: The gazetteer.
        geocoder: Who is asked; None for nobody.
    """

    def __init__(self, gazetteer: Gazetteer, geocoder: Geocoder | None) -> None:
        super().__init__(gazetteer.stores(), lambda: gazetteer.outlines)
        self._geocoder = geocoder
        self._told: dict[str, Place] = {}

    def ask(self, name: str) -> Place | None:
        """The place of a name that the gazetteer lacks, or None."""
        place = self._geocoder.find(name) if self._geocoder else None
        if place is not None:
            self._told[place.id] = place
        return place

    def answers(self, name: str) -> tuple[tuple[Place, float], ...]:
        """The same as a look-up gives it: (place, score)."""
        place = self.ask(name)
        return () if place is None else ((place, SCORE),)

    def places(self, ids: Iterable[str]) -> Mapping[str, Place]:
        """Whole records by id; unknown ids are absent."""
        wanted = list(ids)
        theirs = [each for each in wanted if each.startswith(_PREFIX)]
        found = super().places(each for each in wanted if not each.startswith(_PREFIX))
        if not theirs:
            return found
        missing = [each for each in theirs if each not in self._told]
        if missing and self._kept is not None:
            self._told.update(self._kept.places(missing))
        return {**found, **{each: self._told[each] for each in theirs if each in self._told}}

    @cached_property
    def _kept(self) -> Kept | None:
        """What was answered before; None where nothing was."""
        return Kept(kept_answers()) if kept_answers().is_file() else None

    def shape(self, place_id: str, part: PlacePart = "whole") -> Shape | None:
        """The place's outline; a geocoder's places are points."""
        return None if place_id.startswith(_PREFIX) else super().shape(place_id, part)


def analyze_online(document: Document, source: Gazetteer, options: Options) -> Analysis:
    """As `geo.analysis.analyze`, and what the gazetteer has no place for is asked online.

    Returns:
        The analysis; what a mention's reason says tells which places came from where.
    """
    from geo.analysis import analyze

    analysis = analyze(document, source, options)
    if not isinstance(source, Online) or (options.threshold is not None and options.threshold > SCORE):
        return analysis
    unknown = dict.fromkeys(
        mention.text
        for mention in analysis.mentions
        if mention.place is None and mention.kind == "literal" and not mention.candidates
    )
    told = {name: place for name in unknown if (place := source.ask(name)) is not None}
    if not told:
        return analysis
    fixed = {**{name: place.id for name, place in told.items()}, **options.fixed}
    again = analyze(document, source, replace(options, fixed=fixed))
    mentions = tuple(
        replace(mention, score=SCORE, reason=_reason(told[mention.text]))
        if mention.text in told and mention.place == told[mention.text].id
        else mention
        for mention in again.mentions
    )
    return replace(again, mentions=mentions)


def kept_answers() -> Path:
    """The file that keeps what was answered."""
    from platformdirs import user_cache_path

    return user_cache_path("mentionmap", appauthor=False) / "online.sqlite"


def user_agent(contact: str | None = None) -> str:
    """Who asks: the program, its version and, where one is given, whom to write to."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        name = f"mentionmap/{version('mentionmap')}"
    except PackageNotFoundError:
        name = "mentionmap"
    said = "".join(c for c in contact or "" if c.isascii() and c.isprintable())
    return f"{name} ({said})" if said else name


def _reason(place: Place) -> str:
    return f"not in the gazetteer; the first answer of {place.source}"


def _made(path: str) -> sqlite3.Connection:
    database = sqlite3.connect(path, timeout=10)
    try:
        database.execute("create table if not exists place (id text primary key, record text not null)")
        database.execute(
            "create table if not exists answer (server text, name text, place text, primary key (server, name))"
        )
    except BaseException:
        database.close()
        raise
    return database


def _place(raw: Mapping[str, Any], asked: str) -> Place | None:
    """The place of an answer; None where it is no place, not so called, or not to be understood."""
    try:
        lat, lon = float(raw["lat"]), float(raw["lon"])
        south, north, west, east = map(float, raw["boundingbox"])
        key = f"{_PREFIX}{str(raw['osm_type'])[0].upper()}{int(raw['osm_id'])}"
        names = {str(language): str(name) for language, name in (raw.get("namedetails") or {}).items()}
        address = raw.get("address") or {}
        kind, sort = str(raw.get("class") or raw.get("category")), str(raw.get("type"))
        level = str(raw.get("addresstype") or "")
        country = str(address.get("country_code") or "").upper() or None
        admin1 = address.get("state") and str(address["state"])
    except (KeyError, ValueError, TypeError, AttributeError, IndexError):
        return None
    head = fold(asked.partition(",")[0])
    if not (abs(lat) <= 90 and abs(lon) <= 180) or kind not in _PLACES or head not in map(fold, names.values()):
        return None
    high = (north - south) * _METRES_PER_DEGREE
    wide = (east - west) % 360 * _METRES_PER_DEGREE * math.cos(math.radians(lat))
    languages = {
        language.partition(":")[2]: (name,) for language, name in names.items() if language.startswith("name:")
    }
    own = names.get("name:en") or names.get("name") or next(iter(names.values()))
    return Place(
        key,
        own,
        lat,
        lon,
        _FEATURES.get(level) or _FEATURES.get(sort) or "",
        country=country,
        admin1=admin1 or None,
        names={**languages, **({"": (names["name"],)} if "name" in names else {})},
        accuracy_m=round(math.hypot(high, wide) / 2, 1),
        ids=(key,),
        source=f"Nominatim (OpenStreetMap, ODbL), {datetime.now(UTC).date()}",
    )


def _recalled(record: dict[str, Any]) -> Place:
    names = {language: tuple(listed) for language, listed in record["names"].items()}
    return Place(**{**record, "names": names, "ids": tuple(record["ids"]), "disputed": None})
