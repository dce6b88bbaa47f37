"""Tallystick: the register of record for immigration detainer requests."""

__version__ = "0.1.0"
