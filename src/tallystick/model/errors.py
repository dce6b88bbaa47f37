"""One root for everything that Tallystick refuses: what was wrong, where, and what to do.

The text is put together only at the outermost edge (``__main__`` and the views); inside, an error is data.
"""

from __future__ import annotations


class TallystickError(Exception):
    """What was wrong, where it was found and what the reader can do about it."""

    exit_code = 2

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.remedy = remedy

    def __str__(self) -> str:
        """One line a part: what, where, remedy."""
        place = f"\n  where: {self.where}" if self.where else ""
        todo = f"\n  to do: {self.remedy}" if self.remedy else ""
        return f"{self.what}{place}{todo}"


class WrongUse(TallystickError):
    """The command or call was given something it does not take (exit 2)."""


class NotThere(TallystickError):
    """A named file, entry, home or ordinance does not exist (exit 2)."""


class NotAllowed(TallystickError):
    """The actor's roles do not cover the act."""


class BadList(TallystickError):
    """An imported list cannot be understood without guessing (exit 2)."""


class UnknownHeadings(BadList):
    """Headings have no meaning in a list's release: a person is asked once what they mean.

    ``headings`` are the ones that can be asked about, as they are written in the list.
    """

    def __init__(self, what: str, *, headings: tuple[str, ...], where: str = "", remedy: str = "") -> None:
        super().__init__(what, where=where, remedy=remedy)
        self.headings = headings


class BadLaw(TallystickError):
    """An ordinance file breaks its own rules (exit 1)."""

    exit_code = 1


class SumDoesNotClose(TallystickError):
    """A sum of DESIGN.md §2 does not close: publication stops (exit 1)."""

    exit_code = 1


class ProofFails(TallystickError):
    """A digest, signature, inclusion or consistency proof does not hold (exit 1)."""

    exit_code = 1


class NotReady(TallystickError):
    """The act needs something that has not happened yet (adoption, confirmation, sweep)."""

    exit_code = 1
