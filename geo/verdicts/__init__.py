"""Judging what a text claims by what was measured."""

from geo.verdicts.judging import judge, settle

__all__ = ["judge", "settle"]
