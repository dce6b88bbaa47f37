"""What a screen must know of pages before it shows them: how many there are, and their proportions."""

from __future__ import annotations

from dataclasses import dataclass

from tallystick.adapters import pages as page_files
from tallystick.model.actor import Actor
from tallystick.model.errors import NotThere
from tallystick.model.words import Role, UnreadReason
from tallystick.services import ledger
from tallystick.services.home import Home
from tallystick.services.intake import originals, readings

NOMINAL = (850, 1100)
"""Width and height of a page that nobody could measure: US Letter in hundredths of an inch."""


@dataclass(frozen=True, slots=True)
class Counted:
    """Pages that can be shown, through all attachments of a message; ``unread`` says why some or all cannot."""

    pages: int
    unread: UnreadReason | None = None


def count_pages(data: bytes) -> Counted:
    """Count the pages of one original in the sandbox, without reading them. Never raises on content."""
    papers = originals.papers(data)
    if not papers:
        return Counted(0, UnreadReason.NO_ATTACHMENT)
    opened = [page_files.open_pages(paper) for paper in papers]
    return Counted(
        pages=sum(len(one.pages) for one in opened),
        unread=next((one.unread for one in opened if one.unread), None),
    )


def page_sizes(home: Home, actor: Actor, arrival: int) -> tuple[tuple[int, int], ...]:
    """Width and height of every page of an arrival, in hundredths of an inch, as its reading measured them.

    Raises:
        NotThere: no such arrival.

    """
    actor.need(Role.CLERK, Role.LEGAL, Role.AUDITOR)
    found = ledger.state(home).arrivals.get(arrival)
    if found is None:
        raise NotThere(f"there is no arrival {arrival}", remedy="go back to the inbox")
    reading = readings.find(home, found.event.sha256)
    return tuple(
        (round(100 * page.width / page.dpi_x), round(100 * page.height / page.dpi_y))
        if page.width and page.dpi_x and page.dpi_y
        else NOMINAL
        for page in (reading.pages if reading else ())
    )
