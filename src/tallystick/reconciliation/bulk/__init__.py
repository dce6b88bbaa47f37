"""Linking of large lists by columns of numbers: the only place of the core that loads numpy and polars."""
