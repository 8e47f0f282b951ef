"""Extracts the core gazetteer from its sources; run by hand, not part of what is installed."""
