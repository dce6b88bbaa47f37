"""Small made-up lists for the auditor's desk: redacted rows of an invented city, as CSV. Nobody in them exists."""

from __future__ import annotations

from tallystick.services.inspect import Held

HEADINGS = ("prepared", "facility", "city", "state", "form", "birth_year", "sex", "citizenship", "lift_reason")
PAPER = ("2025-03-03", "HARBORTON POLICE DEPT", "HARBORTON", "", "I-247A", "1980", "M", "NIGERIA", "")
"""The row of the paper that ``desk.FIELDS`` fills in."""


def row(**changed: str) -> tuple[str, ...]:
    """The paper's row with some cells changed."""
    return tuple(changed.get(name, value) for name, value in zip(HEADINGS, PAPER, strict=True))


def listed(*rows: tuple[str, ...], more: tuple[str, ...] = (), name: str = "list.csv") -> Held:
    """A list with these rows; ``more`` are further headings, each cell below them filled."""
    lines = [(*HEADINGS, *more), *((*cells, *("x" for _ in more)) for cells in rows)]
    return Held(name, "".join(f"{','.join(cells)}\n" for cells in lines).encode())
