"""PDF to pages, in the child process only. A fax in a PDF is taken out as it was sent; anything else is drawn.

Nothing in the file is run: no scripts, no attachments. Values of a fillable form are drawn and handed on as words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray
from pypdfium2 import raw

from tallystick.model.words import UnreadReason

from .limits import MAX_HEIGHT, MAX_OUTPUT, MAX_PAGES, MAX_PIXELS, MAX_WIDTH
from .pdf_words import has_fields, is_hidden, words
from .raster import Ending, Picture, fitted

_DRAWN_DPI = 204.0
_FAX_DPI = (90.0, 620.0)


def pictures(data: bytes, only: int | None) -> Iterator[tuple[int, Picture] | Ending]:
    """Each page with its number, then one Ending."""
    try:
        document = pdfium.PdfDocument(data)
        document.init_forms()
    except pdfium.PdfiumError as error:
        yield _refused(str(error))
        return
    room = MAX_OUTPUT
    count = len(document)
    for number in range(min(count, MAX_PAGES)):
        if only is not None and number != only:
            continue
        picture = _page(document, number)
        room -= 0 if picture.pixels is None else picture.pixels.size
        if room < 0:
            yield Ending(UnreadReason.TOO_LARGE, f"more picture than is taken at once, from page {number + 1} on")
            return
        yield number, picture
    if count > MAX_PAGES:
        yield Ending(UnreadReason.TOO_LARGE, f"{count} pages; the first {MAX_PAGES} are read")
    else:
        yield Ending(None if count else UnreadReason.TRUNCATED, "" if count else "the document has no page")


def _refused(why: str) -> Ending:
    if "password" in why.lower() or "security" in why.lower():
        return Ending(UnreadReason.PASSWORD, "the document asks for a password")
    return Ending(UnreadReason.TRUNCATED, "the document cannot be opened: it is cut off or damaged")


def _page(document: pdfium.PdfDocument, number: int) -> Picture:
    try:
        page = document[number]
        text = page.get_textpage().get_text_bounded()[:100_000]
        stated = tuple(words(page))
        picture = _sent(page, text) or _drawn(page, text)
        return replace(picture, words=stated)
    except pdfium.PdfiumError:
        return Picture(None, _DRAWN_DPI, _DRAWN_DPI, damaged=True, unread=UnreadReason.DAMAGED)


def _drawn(page: pdfium.PdfPage, text: str) -> Picture:
    width, height = page.get_size()
    if width < 1 or height < 1:
        return Picture(None, _DRAWN_DPI, _DRAWN_DPI, damaged=True, unread=UnreadReason.DAMAGED)
    scale = min(_DRAWN_DPI / 72, MAX_WIDTH / width, MAX_HEIGHT / height)
    pixels = page.render(scale=scale, grayscale=True, may_draw_forms=True).to_numpy()
    return fitted(Picture(_grey(pixels), scale * 72, scale * 72, text=text))


def _sent(page: pdfium.PdfPage, text: str) -> Picture | None:
    """The one upright picture that fills the page, with its own pixels, if its resolution is a fax's."""
    images = list(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=2))
    if len(images) != 1 or page.get_rotation() or (text.strip() and not is_hidden(page)) or has_fields(page):
        return None
    image = images[0]
    a, b, c, d, _, _ = image.get_matrix().get()
    width, height = page.get_size()
    if abs(b) + abs(c) > 0.01 or a < 0.85 * width or d < 0.85 * height:
        return None
    across, down = image.get_px_size()
    dpi_x, dpi_y = across * 72 / a, down * 72 / d
    if not all(_FAX_DPI[0] <= dpi <= _FAX_DPI[1] for dpi in (dpi_x, dpi_y)) or across * down > MAX_PIXELS:
        return None
    return fitted(Picture(_grey(image.get_bitmap(render=False).to_numpy()), dpi_x, dpi_y, text=text))


def _grey(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """One channel of a bitmap; colour is weighed by its mean."""
    if pixels.ndim == 2:
        return pixels.copy()
    if pixels.shape[2] == 1:
        return pixels[:, :, 0].copy()
    return np.asarray(pixels[:, :, :3].mean(axis=2), np.uint8)
