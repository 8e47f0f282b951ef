"""How far the courses of rivers lie from towns that are called after them, such as "Kalach-na-Donu".

Run as `python -m benchmarks.rivers`. Towns that helped to draw a course are left out.
"""

from __future__ import annotations

import re
from collections import defaultdict

import numpy as np

from gazetteer import open_gazetteer
from gazetteer.build.curated import TABLES, read_table
from geo.folding import fold
from geo.measures.atlas import atlas_of

# What ends a town's name, by river, and the countries where it is that river's.
CALLED = {
    "rhine": (r"(am|Am) Rhein|aan den Rijn", "DE CH NL"),
    "danube": (r"an der Donau", "DE AT"),
    "main-river": (r"am Main", "DE"),
    "neckar": (r"am Neckar", "DE"),
    "inn-river": (r"am Inn", "DE AT"),
    "isar": (r"an der Isar", "DE"),
    "weser": (r"an der Weser", "DE"),
    "spree": (r"an der Spree", "DE"),
    "havel-river": (r"an der Havel", "DE"),
    "drava": (r"an der Drau", "AT"),
    "elbe": (r"nad Labem|an der Elbe", "CZ DE"),
    "vltava": (r"nad Vltavou", "CZ"),
    "morava-river": (r"nad Moravou", "CZ"),
    "oder": (r"Odrzańskie|nad Odrą|\(Oder\)", "PL DE"),
    "moselle": (r"-sur-Moselle|an der Mosel", "FR DE"),
    "meuse": (r"-sur-Meuse", "FR BE"),
    "seine": (r"-sur-Seine", "FR"),
    "marne-river": (r"-sur-Marne", "FR"),
    "oise-river": (r"-sur-Oise", "FR"),
    "somme": (r"-sur-Somme", "FR"),
    "loire": (r"-sur-Loire", "FR"),
    "saone": (r"-sur-Saône", "FR"),
    "rhone": (r"-sur-Rhône", "FR"),
    "garonne": (r"-sur-Garonne", "FR"),
    "dordogne-river": (r"-sur-Dordogne", "FR"),
    "douro": (r"de Duero", "ES"),
    "ebro": (r"de Ebro", "ES"),
    "tagus": (r"de Tajo|del Tajo", "ES"),
    "po-river": (r"sul Po| Po", "IT"),
    "adige": (r"sull'Adige|d'Adige", "IT"),
    "piave": (r"di Piave", "IT"),
    "thames": (r"[- ](on|upon)[- ]Thames", "GB"),
    "trent": (r"[- ]on[- ]Trent", "GB"),
    "severn": (r"[- ](on|upon)[- ]Severn", "GB"),
    "hudson-river": (r"-on-Hudson", "US"),
    "don-river": (r"-na-Donu", "RU"),
    "amur": (r"-na-Amure", "RU"),
}


def main() -> None:
    """Print the distances of all towns, and how many lie how far."""
    source = open_gazetteer()
    atlas = atlas_of(source)
    used = {
        fold(item.partition(":")[2])
        for row in read_table(TABLES / "courses.tsv")
        for item in row["through"].split(";")
        if ":" in item
    }
    patterns = [(river, re.compile(f".*({names})"), countries.split()) for river, (names, countries) in CALLED.items()]
    found = defaultdict(list)
    for place in source.every():
        if place.feature_code.startswith("PPL") and fold(place.name) not in used:
            for river, pattern, countries in patterns:
                if place.country in countries and pattern.fullmatch(place.name):
                    found[river].append(place)
    away = {}
    for river, towns in found.items():
        course = source.places([f"curated:{river}"])[f"curated:{river}"]
        lines = {town.name: atlas.nearest(town, course).metres / 1000 for town in towns}
        away.update(lines)
        farthest = max(lines, key=lambda name: lines[name])
        km = np.array(list(lines.values()))
        print(f"{river:16}{len(km):4} towns, median {np.median(km):5.1f} km, farthest {km.max():5.1f} km ({farthest})")
    km = np.array(list(away.values()))
    print(f"{len(km)} towns: {(km <= 2).mean():.0%} within 2 km, {(km <= 5).mean():.0%} within 5 km")
    print("median, 80 %, 90 %, 95 %: " + ", ".join(f"{each:.1f} km" for each in np.percentile(km, [50, 80, 90, 95])))


if __name__ == "__main__":
    main()
