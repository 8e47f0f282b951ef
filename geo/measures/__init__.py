"""Measuring between shapes, on the WGS 84 ellipsoid."""
