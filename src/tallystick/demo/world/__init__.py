"""The invented year of Harborton: its truth, its papers and all that its files show. Knows no reconciliation."""

from .words import Fate, Mode, Paper, PaperKind, PaperRole, Truth, World
from .writing import WorldFiles, write_files
from .year import make_world

__all__ = [
    "Fate",
    "Mode",
    "Paper",
    "PaperKind",
    "PaperRole",
    "Truth",
    "World",
    "WorldFiles",
    "make_world",
    "write_files",
]
