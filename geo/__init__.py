"""The core: what a text says about places, and whether it is true. Pure functions over frozen records."""
