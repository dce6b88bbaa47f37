"""Open a file of any kind as pages: what cannot be opened has a reason, and nothing raises on content."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import cv2

from tallystick.adapters.rooms.frames import read_frames
from tallystick.model.words import UnreadReason
from tallystick.reading.page import Page

from .media import media_of, refusal
from .worker import WORKER, Stopped


@dataclass(frozen=True, slots=True)
class Opened:
    """A file's media type by magic bytes and its pages; ``unread`` says why a page or all of them are missing.

    With pages and a reason both, what is there was read and more is missing (``detail`` says from where on).
    """

    media: str
    pages: tuple[Page, ...]
    unread: UnreadReason | None = None
    detail: str = ""


def open_pages(data: bytes, *, only: int | None = None) -> Opened:
    """All pages of a TIFF, PDF, JPEG or PNG, decoded in a child process; ``only`` limits it to one (from 0)."""
    media = media_of(data)
    refused = refusal(media)
    if refused:
        return Opened(media, (), *refused)
    try:
        status, frames = WORKER.decode(data, media, only)
    except Stopped as stopped:
        return Opened(media, (), UnreadReason.READER_FAILED, str(stopped))
    return _assembled(media, status, frames)


def page_png(data: bytes, page: int) -> bytes | None:
    """One page (from 0) as a PNG with square pixels for a screen; None when the file has no such picture.

    A page of black and white stays one: its picture is a quarter of the bytes.
    """
    opened = open_pages(data, only=page)
    found = next((one for one in opened.pages if one.number == page and one.pixels), None)
    if found is None:
        return None
    how = (cv2.IMWRITE_PNG_BILEVEL, 1, cv2.IMWRITE_PNG_COMPRESSION, 9) if found.bits == 1 else ()
    return bytes(cv2.imencode(".png", found.square(), how)[1])


def _assembled(media: str, status: int, frames: bytes) -> Opened:
    pages: list[Page] = []
    for head, body in read_frames(frames):
        if head.get("end"):
            reason = UnreadReason(head["unread"]) if head["unread"] else None
            return _judged(Opened(media, tuple(pages), reason, head["detail"]))
        pages.append(_page(head, body))
    why = f"the decoder was stopped after {len(pages)} pages (status {status})"
    return Opened(media, tuple(pages), UnreadReason.READER_FAILED, why)


def _judged(opened: Opened) -> Opened:
    """Without one legible page the file as a whole is unread, for its first page's reason."""
    first = next((page.unread for page in opened.pages if page.unread), None)
    if opened.unread or first is None or any(page.pixels for page in opened.pages):
        return opened
    return replace(opened, unread=first, detail=opened.detail or "no page can be decoded")


def _page(head: dict[str, Any], body: bytes) -> Page:
    reason = UnreadReason(head.pop("unread")) if head["unread"] else head.pop("unread")
    words = tuple((word, *place) for word, *place in head.pop("words"))
    return Page(pixels=body, unread=reason, words=words, **head)
