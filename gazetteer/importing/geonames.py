"""GeoNames' dumps: places (allCountries, a country's file), alternate names, codes of units, simplified shapes.

The formats are those of https://download.geonames.org/export/dump/readme.txt.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gazetteer.features import weight as weight_of
from gazetteer.importing.rejects import Reject
from gazetteer.layout import DEGREE, OTHER_ROWS
from gazetteer.naming import MAX_NAME_CHARS, kind_of, usable
from gazetteer.rows import Folder, Rows, names_json
from geo.names import NAME_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from gazetteer.rows import Numbering

_KINDS = {kind: number for number, kind in enumerate(NAME_KINDS)}
_MAIN, _ALTERNATE = _KINDS["main"], _KINDS["alternate"]
_ACCURACY_M = {"A": 20_000, "H": 10_000, "L": 10_000, "T": 2_000, "P": 1_000, "S": 200}
# Pseudo-languages of alternateNamesV2 that hold no names.
_NO_NAMES = frozenset({"link", "wkdt", "post", "unlc", "phon", "piny", "tcid", "nuts"})
_CODE_LANGUAGES = frozenset({"iata", "icao", "faac", "abbr"})
ORIGIN = "GeoNames"
# One a process, so that what a block teaches is known to the next.
_FOLD = Folder()


@dataclass(frozen=True, slots=True)
class Unknown:
    """What the numbering lacks for a block of lines."""

    features: tuple[str, ...]
    countries: tuple[str, ...]
    units: tuple[tuple[str, str], ...]


def read_block(
    data: bytes, first: int, numbering: Numbering, unit_names: Mapping[str, str], edges: Sequence[str]
) -> tuple[Rows, list[Reject]] | Unknown:
    """Read lines of allCountries or a country's file.

    Args:
        data: Whole lines.
        first: Number of the first of them.
        numbering: Numbers known so far; nothing is added.
        unit_names: Names of first-order units by code ("US.TX").
        edges: Folded names that part the alphabet.

    Returns:
        Rows and what could not be read; or what must be numbered first.
    """
    parsed, rejects = _fields(data, first)
    unknown = _unknown([fields for _, fields in parsed], numbering, unit_names)
    if unknown:
        return unknown
    rows = Rows(edges)
    fold = _FOLD
    features, countries, units = numbering.features, numbering.countries, numbering.units
    origin = numbering.origins[ORIGIN]
    for number, fields in parsed:
        identifier, name, ascii_name, listed, lat_text, lon_text, letter, code, country, _, unit_code, *_ = fields
        try:
            place = int(identifier)
            lat, lon = float(lat_text), float(lon_text)
            population = int(fields[14] or 0)
        except ValueError as error:
            rejects.append(Reject(number, str(error), "\t".join(fields)))
            continue
        reason = fault(place, name, lat, lon)
        if reason:
            rejects.append(Reject(number, reason, "\t".join(fields)))
            continue
        code = code or letter
        population = max(population, 0)
        names: dict[str, tuple[int, str]] = {}
        kinds: dict[str, list[str]] = {}
        folded = fold(name)
        if folded:
            names[folded] = _MAIN, name
        alternates = listed.split(",") if listed else []
        if ascii_name != name:
            alternates.append(ascii_name)
        # What is printable and short as a whole has no part that is not.
        if not (listed.isprintable() and len(listed) <= MAX_NAME_CHARS and "://" not in listed):
            alternates = [alternate for alternate in alternates if usable(alternate)]
        for alternate in alternates:
            if not alternate or alternate == name:
                continue
            folded = fold(alternate)
            if not folded:
                continue
            kind = kind_of(alternate)
            if alternate is not ascii_name:
                kinds.setdefault(kind, []).append(alternate)
            if folded not in names:
                names[folded] = _KINDS[kind] if kind else _ALTERNATE, alternate
        rows.add(
            (
                place, None, name, round(lat * DEGREE), round(lon * DEGREE), features[code], countries[country],
                units[_unit(country, unit_code, unit_names)], population, weight_of(population, code),
                _accuracy(letter, population), origin,
                names_json(kinds), None,
            ),
            names,
        )  # fmt: skip
    return rows, rejects


def _fields(data: bytes, first: int) -> tuple[list[tuple[int, list[str]]], list[Reject]]:
    parsed: list[tuple[int, list[str]]] = []
    rejects: list[Reject] = []
    for number, line in enumerate(data.split(b"\n"), first):
        if not line.strip():
            continue
        try:
            fields = line.rstrip(b"\r").decode("utf-8").split("\t")
        except UnicodeDecodeError:
            rejects.append(Reject(number, "is not UTF-8", line.decode("utf-8", "replace")))
            continue
        if len(fields) == 19:
            parsed.append((number, fields))
        else:
            rejects.append(Reject(number, f"has {len(fields)} columns, not 19", "\t".join(fields)))
    return parsed, rejects


def _unknown(lines: list[list[str]], numbering: Numbering, unit_names: Mapping[str, str]) -> Unknown | None:
    features = {fields[7] or fields[6] for fields in lines} - numbering.features.keys()
    countries = {fields[8] for fields in lines} - numbering.countries.keys()
    codes = {(fields[8], fields[10]) for fields in lines}
    units = {_unit(country, code, unit_names) for country, code in codes} - numbering.units.keys()
    if features or countries or units:
        return Unknown(tuple(sorted(features)), tuple(sorted(countries)), tuple(sorted(units)))
    return None


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
