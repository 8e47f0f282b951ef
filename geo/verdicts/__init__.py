"""Judging what a text claims by what was measured."""

from geo.verdicts.judging import judge
from geo.verdicts.settling import settle

__all__ = ["judge", "settle"]
