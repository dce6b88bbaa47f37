"""The papers inside one original: a message's attachments, or the bytes themselves; pages counted through them all.

Imports no Django: reader processes load this module.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tallystick.adapters import mailbox
from tallystick.adapters import pages as page_files
from tallystick.model.errors import NotThere, TallystickError
from tallystick.model.reading import Box, DocumentReading, Doubtful, FieldReading, Read, Reading, Unread
from tallystick.model.words import UnreadReason
from tallystick.services.intake.media import BOXES, media_of
from tallystick.services.logs import said
from tallystick.services.read import READER_VERSION, read_bytes


def papers(data: bytes) -> tuple[bytes, ...]:
    """The files of one original that may show pages, in order."""
    return mailbox.parse(data).papers if media_of(data) in BOXES else (data,)


def read_original(data: bytes, sha256: str) -> Reading:
    """Read one original whole: every attachment of a message, pages counted through them all."""
    found = papers(data)
    media = media_of(data)
    if not found:
        return _without_papers(data, sha256, media)
    readings = [read_bytes(paper) for paper in found]
    return replace(_joined(readings), sha256=sha256, media=media)


def read_or_say(data: bytes, sha256: str) -> Reading | str:
    """Read, or say in words why the reader failed; one bad original never stops the others."""
    try:
        return read_original(data, sha256)
    except (TallystickError, OSError, ValueError, MemoryError) as error:
        return said(error)


def _without_papers(data: bytes, sha256: str, media: str) -> Reading:
    """A message that a machine wrote is no request; any other without papers waits for a person."""
    message = mailbox.parse(data)
    nothing = UnreadReason.READER_FAILED if message.stopped else UnreadReason.NO_ATTACHMENT
    return Reading(
        sha256=sha256,
        reader=READER_VERSION,
        media=media,
        pages=(),
        documents=(),
        unread=None if message.automatic else nothing,
        detail=message.automatic.value or message.stopped,
    )


def _joined(readings: list[Reading]) -> Reading:
    whole, offset = readings[0], len(readings[0].pages)
    for reading in readings[1:]:
        whole = replace(
            whole,
            pages=whole.pages + tuple(replace(page, page=page.page + offset) for page in reading.pages),
            documents=whole.documents + tuple(_moved(document, offset) for document in reading.documents),
            unread=whole.unread if not reading.pages else reading.unread if not whole.pages else None,
        )
        offset += len(reading.pages)
    return whole


def _moved(document: DocumentReading, offset: int) -> DocumentReading:
    return replace(
        document,
        pages=tuple(page + offset for page in document.pages),
        fields={name: _field(one, offset) for name, one in document.fields.items()},
        boxes=tuple(replace(one, box=_box(one.box, offset)) for one in document.boxes),
        further={name: _field(one, offset) for name, one in document.further.items()},
        marks=tuple(replace(one, box=_box(one.box, offset)) for one in document.marks),
        enclosed=tuple(_moved(one, offset) for one in document.enclosed),
    )


def _field(one: FieldReading, offset: int) -> FieldReading:
    moved = _box(one.box, offset)
    if isinstance(one, Read):
        return replace(one, box=moved)
    return replace(one, box=moved) if isinstance(one, Doubtful) else Unread(one.reason, moved)


def _box(box: Box | None, offset: int) -> Box | None:
    return replace(box, page=box.page + offset) if box else None


def page_png(data: bytes, page: int) -> bytes:
    """Picture of one page, decoded in the sandbox; ``page`` counts through all papers of the original.

    Raises:
        NotThere: the original has no such page that can be shown.

    """
    paper, place = _paper_of(data, page)
    return _shown(page_files.page_png(paper, place), page)


def covered_png(data: bytes, page: int, windows: Sequence[Box], words: str, *, never: Sequence[Box] = ()) -> bytes:
    """The same, covered but for ``windows``; ``words`` stand on the cover, ``never`` stays covered in any case.

    Raises:
        NotThere: as ``page_png``.

    """
    paper, place = _paper_of(data, page)
    return _shown(page_files.covered_png(paper, place, windows, words, never=never), page)


def _paper_of(data: bytes, page: int) -> tuple[bytes, int]:
    """The paper that holds a page of the original, and the page's place in it."""
    *before, last = papers(data) or (b"",)
    left = page
    for paper in before:
        count = len(page_files.open_pages(paper).pages)
        if left < count:
            return paper, left
        left -= count
    return last, left


def _shown(picture: bytes | None, page: int) -> bytes:
    if picture is None:
        raise NotThere(
            f"there is no page {page + 1} that can be shown", remedy="the original can still be fetched whole"
        )
    return picture
