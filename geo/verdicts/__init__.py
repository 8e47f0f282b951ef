"""Judging what a text claims by what was measured."""
