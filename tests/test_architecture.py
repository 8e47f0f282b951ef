"""The house: who may import whom, and what a light command must not pay for."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MAY_IMPORT = {"geo": {"geo"}, "gazetteer": {"geo", "gazetteer"}, "maps": {"geo", "maps"}}
HEAVY = {
    "docx",
    "folium",
    "geopandas",
    "pandas",
    "pyarrow",
    "pyogrio",
    "pypdf",
    "pyproj",
    "shapely",
    "spacy",
    "trafilatura",
}


def modules(package: str) -> list[Path]:
    return sorted((ROOT / package).rglob("*.py"))


def imported(tree: ast.AST) -> set[str]:
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names.add(node.module.split(".")[0])
    return names


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_dependencies_point_one_way(package: str) -> None:
    siblings = {"geo", "gazetteer", "maps", "cli"}
    for path in modules(package):
        found = imported(ast.parse(path.read_text(encoding="utf-8"))) & siblings
        assert found <= MAY_IMPORT[package], f"{path.relative_to(ROOT)} imports {found - MAY_IMPORT[package]}"


@pytest.mark.parametrize("module", ["cli", "geo", "gazetteer", "maps"])
def test_importing_a_package_imports_nothing_heavy(module: str) -> None:
    code = f"import sys, {module}; print(*sorted({{m.split('.')[0] for m in sys.modules}}))"
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not HEAVY & set(result.stdout.split())


def test_every_public_module_says_what_it_is_for() -> None:
    for path in [ROOT / "cli.py", *(p for package in MAY_IMPORT for p in modules(package))]:
        assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), (
            f"{path.relative_to(ROOT)} has no docstring"
        )
