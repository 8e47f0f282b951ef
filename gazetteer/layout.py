"""How a store lies on disk: one SQLite file, whose tables are written once, in the order of their keys.

A name is found by its folded form: one row a folded name, holding in one blob a packed candidate row (`geo.names`)
for every place so called. A place's row number is its GeoNames number where it has one, so that stores laid over one
another agree on it; other places are numbered from `OTHER_ROWS` (and, in a user's store, `USER_ROWS`) on. Places are
found by position through an R-tree over blocks of neighbouring places of one feature code. After the last page comes a
filter of the folded names (`gazetteer.sieve`).
"""

from __future__ import annotations

import struct

from geo.names import CANDIDATE_STRUCT

APPLICATION_ID = 0x6D6D617A
LAYOUT_VERSION = 1
OTHER_ROWS = 0x8000_0000
USER_ROWS = 0xC000_0000
BLOCK_PLACES = 64
DEGREE = 1_000_000  # coordinates are kept as whole millionths of a degree

TABLES = """
create table meta(key text primary key, value text not null) without rowid;
create table source(name text not null, version text not null, licence text not null, sha256 text not null,
    places integer not null, names integer not null);
create table feature(number integer primary key, code text not null);
create table country(number integer primary key, code text not null);
create table unit(number integer primary key, country text not null, name text not null, code text not null);
create table origin(number integer primary key, name text not null);
create table place(row integer primary key, id text, name text not null, lat integer not null, lon integer not null,
    feature integer not null, country integer not null, unit integer not null, population integer not null,
    weight integer not null, accuracy integer not null, origin integer not null, names text, more text);
create table id(id text primary key, row integer not null) without rowid;
create table override(id text primary key, row integer not null) without rowid;
create table name(folded text primary key, rows blob not null) without rowid;
create table outline(row integer primary key, west real not null, south real not null, east real not null,
    north real not null, accuracy integer not null, lines blob not null);
create virtual table block using rtree(number, west, east, south, north, feature_from, feature_to, +places);
"""

CANDIDATE = struct.Struct(CANDIDATE_STRUCT)
# A place in a block: row, lat and lon in millionths of a degree, country.
BLOCK_PLACE = struct.Struct("<IiiH")
# The same with its feature code, on the way into a block.
POINT = struct.Struct("<IiiHH")
POINT_LAYOUT = [("row", "<u4"), ("lat", "<i4"), ("lon", "<i4"), ("country", "<u2"), ("feature", "<u2")]

_GEONAMES = "geonames:"


def geonames_row(place_id: str) -> int | None:
    """The row number that an id of GeoNames stands for, None for any other id."""
    if place_id.startswith(_GEONAMES):
        number = place_id[len(_GEONAMES) :]
        if number.isascii() and number.isdigit() and len(number) < 11 and 0 < int(number) < OTHER_ROWS:
            return int(number)
    return None
