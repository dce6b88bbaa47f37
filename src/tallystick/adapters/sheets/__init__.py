"""Spreadsheets and delimited text as cells of text. Must not know what a column means."""

from .asking import open_sheets

__all__ = ["open_sheets"]
