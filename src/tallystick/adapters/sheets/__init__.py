"""Spreadsheets and delimited text as cells of text. Must not know what a column means."""

from .opening import open_sheets

__all__ = ["open_sheets"]
