"""Write geo/mentions/words.txt.gz: common words, first names and surnames, most frequent first, a list a line.

    python benchmarks/word_lists.py NAMES_SDIST_FOLDER AMERICAN_ENGLISH FREQUENCY_DICTIONARY

First names and surnames are those of the 1990 US census (public domain), as PyPI `names` 0.3.0 holds them. Common words
are the lower-case entries of SCOWL's American list (Debian `wamerican` 2020.12.07, permissive), in the order of
frequency that PyPI `symspellpy` 6.10.1 (MIT) gives them.
"""

from __future__ import annotations

import gzip
import sys
from pathlib import Path

WORDS, FIRST_NAMES, SURNAMES = 24_000, 4_000, 18_000
OUT = Path(__file__).parent.parent / "geo" / "mentions" / "words.txt.gz"


def census(path: Path) -> list[tuple[float, str]]:
    """(share in per cent, name) of a census list."""
    rows = (line.split() for line in path.read_text(encoding="ascii").splitlines())
    return [(float(row[1]), row[0].lower()) for row in rows if row]


def main(names: Path, american: Path, frequencies: Path) -> None:
    """Write the three lists."""
    lower = {word for word in american.read_text(encoding="utf-8").split() if word.isalpha() and word.islower()}
    by_use = (line.split()[0] for line in frequencies.read_text(encoding="utf-8-sig").splitlines() if line.strip())
    words = [word for word in by_use if word in lower and len(word) > 1][:WORDS]
    shares: dict[str, float] = {}
    for which in ("male", "female"):
        for share, name in census(names / f"dist.{which}.first"):
            shares[name] = shares.get(name, 0.0) + share
    first = sorted(shares, key=lambda name: -shares[name])[:FIRST_NAMES]
    last = [name for _, name in census(names / "dist.all.last")][:SURNAMES]
    text = "\n".join(" ".join(row) for row in (words, first, last))
    OUT.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    print(f"{OUT.name}: {len(words)} words, {len(first)} first names, {len(last)} surnames, {OUT.stat().st_size} bytes")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
