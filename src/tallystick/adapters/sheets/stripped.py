"""Cell texts without outer blanks, each different text kept once: tables repeat themselves. Must not know a column."""

from __future__ import annotations


class Stripped(dict[str, str]):
    """Gives the stripped text of a cell; the same object for the same text."""

    def __missing__(self, text: str) -> str:
        """A text that was not seen before."""
        bare = text.strip()
        kept = self.setdefault(bare, bare)
        self[text] = kept
        return kept
