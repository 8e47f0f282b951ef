"""Brings a user's places into a store of their own, over the core: whole or not at all."""

from gazetteer.importing.job import FORMATS, ImportReport, Progress, import_places

__all__ = ["FORMATS", "ImportReport", "Progress", "import_places"]
