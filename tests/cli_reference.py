"""The command line's reference, made from the commands themselves: `python tests/cli_reference.py > docs/cli.md`."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import typer.main

import cli

WIDTH = 100
HEAD = """# The command line

Made from the commands by `python tests/cli_reference.py > docs/cli.md`; a test sees that it is up to date.

- `FILE` may be `-` for standard input, a folder, or a table with a document a row. What a folder holds and cannot be
  read is skipped with a word on stderr; what was named and cannot be read is an error.
- stdout carries the result and nothing else; progress and messages go to stderr.
- A file is written wholly or not at all.
- Exit status: 0 done; 1 a claim came to what `--fail-on` names; 2 wrong usage or unreadable input, with one line on
  stderr; 130 interrupted. A batch that is complete ends with 0: the last line on stderr counts what it could not read,
  and `failures/` lists it. It ends with 2 where it could read nothing at all.
"""


def reference() -> str:
    """The whole page."""
    return "\n".join([HEAD, *_sections(typer.main.get_command(cli.app), "mentionmap")])


def _sections(command, path, parent=None):
    context = command.make_context(path, [], parent=parent, resilient_parsing=True)
    context.terminal_width = WIDTH
    lines = [line.rstrip() for line in command.get_help(context).strip().splitlines()]
    yield "\n".join([f"## {path}", "", "```text", *lines, "```", ""])
    for name, below in getattr(command, "commands", {}).items():
        yield from _sections(below, f"{path} {name}", None)


if __name__ == "__main__":
    sys.stdout.write(reference())
