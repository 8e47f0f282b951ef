"""Taking the spatial claims out of a text."""

from geo.claims.reading import read_claims

__all__ = ["read_claims"]
