"""The command line: each command parses its options, makes one call, prints, and translates one error tree."""

from __future__ import annotations
