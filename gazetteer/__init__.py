"""Where places come from: sources into one store, and the store's answers."""

from gazetteer.core import open_basemap, open_gazetteer

__all__ = ["open_basemap", "open_gazetteer"]
