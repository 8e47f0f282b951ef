"""Judging what a text claims by what was measured."""

from geo.verdicts.judging import judge

__all__ = ["judge"]
