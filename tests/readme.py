"""The README's commands, taken from the README itself.

`--run` executes its examples, `--test-command` prints the test command. A fenced block marked `console` holds commands
behind `$ ` and what they print below: the output must contain each printed line. The blocks marked `sh` are the two
commands for newcomers.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(kind: str) -> list[str]:
    """The README's fenced blocks of a kind."""
    return re.findall(rf"^```{kind}\n(.*?)^```", README, re.DOTALL | re.MULTILINE)


def examples() -> list[tuple[str, list[str]]]:
    """(command, lines that it must print) of each example."""
    found: list[tuple[str, list[str]]] = []
    for block in blocks("console"):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append((line[2:], []))
            elif line.strip() and line.strip() != "...":
                found[-1][1].append(line.strip())
    return found


def test_command() -> str:
    """The second of the two commands for newcomers."""
    return blocks("sh")[1].strip()


def run() -> int:
    """Run each example in a copy of examples/; say what was not printed."""
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "examples").symlink_to(ROOT / "examples")
        for command, lines in examples():
            done = subprocess.run(["bash", "-c", command], cwd=folder, capture_output=True, text=True, check=False)
            missing = [line for line in lines if line not in done.stdout + done.stderr]
            print(f"{'ok' if not missing and done.returncode in {0, 1} else 'FAILED'}: {command}")
            if missing or done.returncode not in {0, 1}:
                failed += 1
                print("  not printed:", *missing, sep="\n    ")
                print(done.stdout, done.stderr, sep="\n")
    return 1 if failed else 0


if __name__ == "__main__":
    if sys.argv[1:] == ["--run"]:
        sys.exit(run())
    print(test_command())
