"""Folders into which machines put files: what lies there, and whether a file is all there. Knows no register."""

from .lying import Lying, files_in, read_settled, settle
from .whole import is_whole

__all__ = ["Lying", "files_in", "is_whole", "read_settled", "settle"]
