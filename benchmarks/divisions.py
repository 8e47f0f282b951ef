"""How far the lines of `gazetteer.build.divisions` are off, where the true ones are known.

Run as `python -m benchmarks.divisions --sources FOLDER`. The countries whose first-order units Natural Earth draws one
and all are drawn anew from the places known to lie in each, as if it had none, inside the country's own outline; each
line is then compared with the true one, from either to the other, at a point every two kilometres.
"""

from __future__ import annotations

import argparse
import itertools
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
import shapely
from scipy.spatial import KDTree

from gazetteer.build.cities import read_cities
from gazetteer.build.divisions import KM_PER_DEGREE, Seed, cells, off_m, read_roll, read_seeds, sure
from gazetteer.build.packages import Packages
from gazetteer.build.regions import Region, read_units

# A country is taken when so large a share of its places lies in the unit that is theirs by both sources.
LEAST_AGREEING = 0.96
# Natural Earth's own lines are not told apart from a country's border within this, in kilometres.
EDGE_KM = 1.0
STEP_KM = 2.0
MOST_SEEDS = 4_000
# Classes of countries by the median distance of a line from the nearest places, in kilometres.
CLASSES = (0, 8, 16, 32, 64, 128)


def held_out(regions: list[Region], units: dict[str, str], seeds: list[Seed]) -> dict[str, shapely.Geometry] | None:
    """The true outlines by unit, or None where the two sources differ on the units of a country."""
    found = [units.get(region.id) for region in regions]
    if None in found or len(set(found)) < len(found) or {seed.unit for seed in seeds} != set(found):
        return None
    truth = {unit: region.geometry for unit, region in zip(found, regions, strict=True) if unit}
    points = shapely.points([(seed.lon, seed.lat) for seed in seeds])
    agreeing = sum(
        int(shapely.intersects(truth[unit], points[[s.unit == unit for s in seeds]]).sum()) for unit in truth
    )
    return truth if agreeing >= LEAST_AGREEING * len(seeds) else None


def differences(truth: dict[str, shapely.Geometry], seeds: list[Seed]) -> np.ndarray:
    """(n, 3): how far each sampled point is off, is said to be, and lies from the nearest places, in km."""
    frame = shapely.union_all(list(truth.values()))
    middle = np.radians(np.mean([seed.lat for seed in seeds]))
    scale = KM_PER_DEGREE * np.array([np.cos(middle), 1.0])
    edge = shapely.buffer(shapely.transform(shapely.boundary(frame), lambda xy: xy * scale), EDGE_KM)
    tree = KDTree(np.array([(seed.lon, seed.lat) for seed in seeds]) * scale)
    drawn, _ = cells(frame, seeds)

    def sampled(area: shapely.Geometry) -> np.ndarray:
        line = shapely.transform(shapely.boundary(area), lambda xy: xy * scale)
        return shapely.get_coordinates(shapely.segmentize(shapely.difference(line, edge), STEP_KM))

    rows = []
    for unit, area in truth.items():
        ours, true = sampled(shapely.intersection(drawn.get(unit, shapely.Polygon()), frame)), sampled(area)
        if len(ours) > 2 and len(true) > 2:
            apart = tree.query(ours)[0]
            said = np.array([off_m(km) / 1000 for km in apart])
            back, at = KDTree(ours).query(true)
            rows += [np.stack([KDTree(true).query(ours)[0], said, apart], 1), np.stack([back, said[at], apart[at]], 1)]
    return np.vstack(rows)


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sources", type=Path, required=True, help="folder of the downloaded packages")
    packages = Packages(parser.parse_args().sources)
    cities = read_cities(packages)
    roll = read_roll(packages, cities)
    units = {place_id: unit for unit, ids in roll.ids.items() for place_id in ids}
    seeds: dict[str, list[Seed]] = defaultdict(list)
    for seed in read_seeds(packages, cities, roll):
        seeds[roll.country[seed.unit]].append(seed)
    regions: dict[str, list[Region]] = defaultdict(list)
    for region in read_units(packages)[0]:
        regions[region.country].append(region)
    found = {}
    for country, drawn in sorted(regions.items()):
        known = sure(seeds[country]) if seeds[country] else []
        if len(drawn) >= 4 and len(known) <= MOST_SEEDS and (truth := held_out(drawn, units, known)) is not None:
            found[country] = (len(known), differences(truth, known))
    for low, high in itertools.pairwise(CLASSES):
        group = {c: d for c, (_, d) in found.items() if low <= np.median(d[:, 2]) < high}
        if group:
            report(f"{low} - {high}", group)
    report("all", {country: d for country, (_, d) in found.items()})
    counts = Counter({c: round(float((d[:, 0] <= d[:, 1]).mean()), 3) for c, (_, d) in found.items()})
    print("least and most covered: ", counts.most_common()[-6:], counts.most_common(3))


def report(title: str, group: dict[str, np.ndarray]) -> None:
    """One row of the table."""
    rows = np.vstack(list(group.values()))
    off, said, apart = rows.T
    covered = (off <= said).mean()
    worst = min(float((d[:, 0] <= d[:, 1]).mean()) for d in group.values())
    cells_ = [title, f"{len(group)} ({', '.join(group)})", f"{np.median(apart):.0f}", f"{np.median(off):.1f}"]
    cells_ += [f"{np.quantile(off, 0.9):.1f}", f"{np.median(said):.0f}", f"{covered:.1%}", f"{worst:.0%}"]
    print("| " + " | ".join(cells_) + " |")


if __name__ == "__main__":
    main()
