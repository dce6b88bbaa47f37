"""From cells to rows that all dialects share, in small named steps that accept or refuse.

find header -> stack sheets and files -> name columns -> settle dates -> type rows (``pipeline.understand``).
Must not know how a sheet is opened, nor which side is right.
"""

from .dialects import Dialect, Vocabulary, load_vocabulary
from .pipeline import Choices, understand

__all__ = ["Choices", "Dialect", "Vocabulary", "load_vocabulary", "understand"]
