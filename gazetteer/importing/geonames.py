"""GeoNames' dumps: places (allCountries, a country's file), alternate names, codes of units, simplified shapes.

The formats are those of https://download.geonames.org/export/dump/readme.txt.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import repeat
from typing import TYPE_CHECKING, NamedTuple

from gazetteer.features import weight as weight_of
from gazetteer.importing.rejects import Reject
from gazetteer.layout import DEGREE, OTHER_ROWS, POINT_LAYOUT
from gazetteer.naming import kind_of, usable, usable_together
from gazetteer.rows import Run, names_json, packed_names, packed_places, rough_all
from geo.folding import fold_all
from geo.names import NAME_KINDS, name_hash

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import numpy as np
    import numpy.typing as npt

    from gazetteer.rows import Numbering

_KINDS = {kind: number for number, kind in enumerate(NAME_KINDS)}
_MAIN, _ALTERNATE = _KINDS["main"], _KINDS["alternate"]
_ACCURACY_M = {"A": 20_000, "H": 10_000, "L": 10_000, "T": 2_000, "P": 1_000, "S": 200}
# Pseudo-languages of alternateNamesV2 that hold no names.
_NO_NAMES = frozenset({"link", "wkdt", "post", "unlc", "phon", "piny", "tcid", "nuts"})
_CODE_LANGUAGES = frozenset({"iata", "icao", "faac", "abbr"})
_CELLS = 19


class Unknown(NamedTuple):
    """What the numbering lacks for a block of lines."""

    features: tuple[str, ...]
    countries: tuple[str, ...]
    units: tuple[tuple[str, str], ...]


class Terms(NamedTuple):
    """What lines are read with.

    Attributes:
        origin: What places say of their source.
        numbering: Numbers known so far; nothing is added.
        unit_names: Names of first-order units by code ("US.TX").
        edges: Folded names that part the alphabet.
    """

    origin: str
    numbering: Numbering
    unit_names: Mapping[str, str]
    edges: Sequence[str]


def read_block(data: bytes, first: int, terms: Terms) -> tuple[Run, list[Reject]] | Unknown:
    """Read lines of allCountries or a country's file, column by column: a line at a time takes five times as long.

    Args:
        data: Whole lines.
        first: Number of the first of them.
        terms: What they are read with.

    Returns:
        Rows and what could not be read; or what must be numbered first.
    """
    rejects: list[Reject] = []
    try:
        columns = _columns(data.decode("utf-8").split("\n"))
    except ValueError:
        sound, rejects = _sifted(data, first)
        columns = _columns(sound)
    numbering = terms.numbering
    codes = [code or letter for code, letter in zip(columns.codes, columns.letters, strict=True)]
    unit_codes = list(zip(columns.countries, columns.unit_codes, strict=True))
    unit_of = {pair: _unit(*pair, terms.unit_names) for pair in set(unit_codes)}
    unknown = Unknown(
        tuple(sorted(set(codes) - numbering.features.keys())),
        tuple(sorted(set(columns.countries) - numbering.countries.keys())),
        tuple(sorted(set(unit_of.values()) - numbering.units.keys())),
    )
    if any(unknown):
        return unknown
    units = {pair: numbering.units[unit] for pair, unit in unit_of.items()}
    return _run(columns, codes, [units[pair] for pair in unit_codes], terms), rejects


class _Columns(NamedTuple):
    """What lines hold, each column a list as long as the others; coordinates in millionths of a degree."""

    rows: list[int]
    names: list[str]
    ascii_names: list[str]
    listed: list[str]
    lats: npt.NDArray[np.int32]
    lons: npt.NDArray[np.int32]
    letters: list[str]
    codes: list[str]
    countries: list[str]
    unit_codes: list[str]
    populations: list[int]


def _columns(lines: list[str]) -> _Columns:
    """The columns of sound lines.

    Raises:
        ValueError: One of the lines is not sound; which, `_sifted` tells.
    """
    import numpy as np

    lines = [line for line in lines if line]
    if set(map(str.count, lines, repeat("\t"))) - {_CELLS - 1}:
        raise ValueError("columns")
    cells = "\t".join(lines).split("\t") if lines else []
    rows, names = [int(cell) for cell in cells[0::_CELLS]], cells[1::_CELLS]
    lats = np.array([float(cell) for cell in cells[4::_CELLS]])
    lons = np.array([float(cell) for cell in cells[5::_CELLS]])
    if lines and not (
        0 < min(rows) <= max(rows) < OTHER_ROWS
        and (np.abs(lats) <= 90).all()
        and (np.abs(lons) <= 180).all()
        and all(names)
        and usable_together(names)
    ):
        raise ValueError("values")
    return _Columns(
        rows,
        names,
        cells[2::_CELLS],
        cells[3::_CELLS],
        np.rint(lats * DEGREE).astype(np.int32),
        np.rint(lons * DEGREE).astype(np.int32),
        cells[6::_CELLS],
        cells[7::_CELLS],
        cells[8::_CELLS],
        cells[10::_CELLS],
        [max(int(cell), 0) if cell else 0 for cell in cells[14::_CELLS]],
    )


def _sifted(data: bytes, first: int) -> tuple[list[str], list[Reject]]:
    """The lines that are sound, and why the others are not."""
    sound: list[str] = []
    rejects: list[Reject] = []
    for number, line in enumerate(data.split(b"\n"), first):
        if not line.strip():
            continue
        try:
            text = line.rstrip(b"\r").decode("utf-8")
        except UnicodeDecodeError:
            rejects.append(Reject(number, "is not UTF-8", line.decode("utf-8", "replace")))
            continue
        reason = _line_fault(text.split("\t"))
        if reason:
            rejects.append(Reject(number, reason, text))
        else:
            sound.append(text)
    return sound, rejects


def _line_fault(cells: list[str]) -> str | None:
    if len(cells) != _CELLS:
        return f"has {len(cells)} columns, not {_CELLS}"
    try:
        int(cells[14] or 0)
        return fault(int(cells[0]), cells[1], float(cells[4]), float(cells[5]))
    except ValueError as error:
        return str(error)


def _run(columns: _Columns, codes: list[str], units: list[int], terms: Terms) -> Run:
    import numpy as np

    from geo.source import CANDIDATE

    written = _Written(columns)
    folded = fold_all(written.names)
    written.forget([at for at, name in enumerate(folded) if not name])
    # Of a name that a place has twice the first is kept.
    last = len(folded) - 1
    firsts = dict(zip(zip(reversed(written.owners), reversed(folded), strict=True), range(last, -1, -1), strict=True))
    kept = [at for at in sorted(firsts.values()) if folded[at]]

    numbering = terms.numbering
    features = [numbering.features[code] for code in codes]
    countries = [numbering.countries[code] for code in columns.countries]
    weights = list(map(weight_of, columns.populations, codes))
    origin = numbering.origins[terms.origin]
    facts = np.zeros(len(codes), CANDIDATE)
    facts["place"] = columns.rows
    facts["lat"], facts["lon"] = rough_all(columns.lats, columns.lons)
    facts["population"], facts["feature"], facts["country"], facts["admin1"] = weights, features, countries, units
    candidates = facts[[written.owners[at] for at in kept]]
    candidates["kind"] = [written.kinds[at] for at in kept]
    candidates["exact"] = [name_hash(written.names[at]) for at in kept]
    points = np.zeros(len(codes), POINT_LAYOUT)
    points["row"], points["lat"], points["lon"] = columns.rows, columns.lats, columns.lons
    points["country"], points["feature"] = countries, features
    places = zip(
        columns.rows,
        repeat(None),
        columns.names,
        columns.lats.tolist(),
        columns.lons.tolist(),
        features,
        countries,
        units,
        columns.populations,
        weights,
        map(_accuracy, columns.letters, columns.populations),
        repeat(origin),
        map(names_json, written.by_kind),
        repeat(None),
    )
    names = packed_names([folded[at] for at in kept], candidates.tobytes(), terms.edges)
    return Run(columns.rows, packed_places(places), (), points.tobytes(), names, len(kept))


class _Written:
    """All names of some places as they are written.

    Attributes:
        names: The names.
        owners: Which place each is of.
        kinds: Numbers of their kinds.
        by_kind: Of each place, the alternate names that its record lists, by kind.
    """

    def __init__(self, columns: _Columns) -> None:
        self.names: list[str] = []
        self.owners: list[int] = []
        self.kinds: list[int] = []
        self.by_kind: list[dict[str, list[str]]] = []
        names, owners, kinds = self.names, self.owners, self.kinds
        for owner, (name, ascii_name, listed) in enumerate(
            zip(columns.names, columns.ascii_names, columns.listed, strict=True)
        ):
            names.append(name)
            owners.append(owner)
            kinds.append(_MAIN)
            by_kind: dict[str, list[str]] = {}
            self.by_kind.append(by_kind)
            if listed:
                alternates = listed.split(",")
                # What is printable and short as a whole has no part that is not.
                if not usable(listed):
                    alternates = [alternate for alternate in alternates if usable(alternate)]
                for alternate in alternates:
                    if alternate and alternate != name:
                        kind = kind_of(alternate)
                        by_kind.setdefault(kind, []).append(alternate)
                        names.append(alternate)
                        owners.append(owner)
                        kinds.append(_KINDS[kind] if kind else _ALTERNATE)
            if ascii_name != name and usable(ascii_name):
                kind = kind_of(ascii_name)
                names.append(ascii_name)
                owners.append(owner)
                kinds.append(_KINDS[kind] if kind else _ALTERNATE)

    def forget(self, blank: Iterable[int]) -> None:
        """Take names of which nothing is left to ask for out of the records."""
        for at in blank:
            by_kind, name = self.by_kind[self.owners[at]], self.names[at]
            for kind in [kind for kind, names in by_kind.items() if name in names]:
                by_kind[kind].remove(name)
                if not by_kind[kind]:
                    del by_kind[kind]


def _unit(country: str, code: str, unit_names: Mapping[str, str]) -> tuple[str, str]:
    """Country and name of a first-order unit; its code where no one knows its name."""
    if not code or code == "00":
        return "", ""
    return country, unit_names.get(f"{country}.{code}", code)


def fault(number: int, name: str, lat: float, lon: float) -> str | None:
    """What is wrong with a place, or None."""
    if not 0 < number < OTHER_ROWS:
        return f"the number {number} is no GeoNames id"
    if not usable(name):
        return "has no name that can be used"
    return position_fault(lat, lon)


def position_fault(lat: float, lon: float) -> str | None:
    """What is wrong with a position, or None."""
    if not (math.isfinite(lat) and math.isfinite(lon)):
        return "has no position"
    if abs(lat) > 90:
        hint = "; are latitude and longitude swapped?" if abs(lat) <= 180 and abs(lon) <= 90 else ""
        return f"the latitude {lat:g} is beyond 90{hint}"
    if abs(lon) > 180:
        return f"the longitude {lon:g} is beyond 180"
    return None


def _accuracy(letter: str, population: int) -> int:
    if letter == "P":
        return max(500, round(1000 * math.sqrt(population / 5000 / math.pi)))
    return _ACCURACY_M.get(letter, 1_000)


@dataclass(frozen=True, slots=True)
class NamesOfPlace:
    """A name to be added to a place that some store has."""

    line: int
    row: int
    key: str
    name: str


def read_alternate_names(data: bytes, first: int) -> Iterator[NamesOfPlace | Reject]:
    """Read lines of alternateNamesV2: a name, its language, and whether it is short, colloquial or historic."""
    for number, line in enumerate(data.split(b"\n"), first):
        if not line.strip():
            continue
        try:
            fields = line.rstrip(b"\r").decode("utf-8").split("\t")
        except UnicodeDecodeError:
            yield Reject(number, "is not UTF-8", line.decode("utf-8", "replace"))
            continue
        if len(fields) < 4 or not fields[1].isdigit() or not 0 < int(fields[1]) < OTHER_ROWS:
            yield Reject(number, f"has {len(fields)} columns or no GeoNames id", "\t".join(fields))
            continue
        language, name = fields[2], " ".join(fields[3].split())
        if language in _NO_NAMES or not usable(name):
            continue
        flags = [*fields[4:8], "", "", "", ""]
        key = language
        if flags[3] == "1":
            key = "former"
        elif flags[2] == "1":
            key = "colloquial"
        elif language in _CODE_LANGUAGES:
            key = "abbreviation" if language == "abbr" else "code"
        elif flags[1] == "1":
            key = "short"
        yield NamesOfPlace(number, int(fields[1]), key, name)


def read_unit_codes(data: bytes, first: int) -> Iterator[tuple[str, NamesOfPlace] | Reject]:
    """Read lines of admin1CodesASCII or admin2Codes: code, name, name in ASCII, GeoNames id."""
    for number, line in enumerate(data.split(b"\n"), first):
        if not line.strip():
            continue
        fields = line.decode("utf-8", "replace").rstrip("\r").split("\t")
        if len(fields) != 4 or "." not in fields[0] or not fields[3].isdigit():
            yield Reject(number, "is no code, name, name in ASCII and GeoNames id", "\t".join(fields))
            continue
        yield fields[0], NamesOfPlace(number, int(fields[3]), "en", fields[1])
