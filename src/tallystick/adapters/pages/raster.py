"""TIFF, JPEG and PNG to pages. Runs in the child process only: the decoders are written in C and fed by strangers.

libvips refuses damaged data (facts/intake.md §7); what it refuses is salvaged with Pillow as far as it goes and marked.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import numpy as np
import pyvips
from numpy.typing import NDArray
from PIL import Image, ImageFile, ImageOps

from tallystick.model.words import UnreadReason

from .limits import MAX_HEIGHT, MAX_OUTPUT, MAX_PIXELS, MAX_SIDE, MAX_WIDTH
from .media import TIFF
from .tiff import Directory, directories

ImageFile.LOAD_TRUNCATED_IMAGES = True
Image.MAX_IMAGE_PIXELS = MAX_PIXELS

_BAD_CONTENT = (
    OSError,
    ValueError,
    SyntaxError,
    TypeError,
    KeyError,
    IndexError,
    EOFError,
    ArithmeticError,
    MemoryError,
)
"""What Pillow raises on bad bytes; anything else ends the child, and the parent says so."""


Word = tuple[str, float, float, float, float]
"""A word of a PDF's own text and its place: left, top, right, bottom in fractions of the page."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A decoded page: grey pixels as sent, shape (height, width), or why there are none.

    ``call`` is what the receiver wrote down of the call; ``words`` are a PDF's own, each with its place.
    """

    pixels: NDArray[np.uint8] | None
    dpi_x: float
    dpi_y: float
    width: int = 0
    height: int = 0
    damaged: bool = False
    unread: UnreadReason | None = None
    text: str = ""
    call: dict[str, str] = field(default_factory=dict)
    words: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Ending:
    """What is wrong with the file as a whole, if anything is."""

    unread: UnreadReason | None = None
    detail: str = ""


def pictures(data: bytes, media: str, only: int | None) -> Iterator[tuple[int, Picture] | Ending]:
    """Each page with its number, then one Ending. ``only`` limits it to one page."""
    if media == TIFF:
        yield from _tiff(data, only)
        return
    page = _single(data)
    yield 0, page
    yield Ending(page.unread, "" if page.unread is None else "the picture cannot be decoded")


def _tiff(data: bytes, only: int | None) -> Iterator[tuple[int, Picture] | Ending]:
    found = directories(data)
    room = MAX_OUTPUT
    for number, page in enumerate(found.pages):
        if only is not None and number != only:
            continue
        picture = _tiff_page(data, number, page)
        room -= 0 if picture.pixels is None else picture.pixels.size // 8
        if room < 0:
            yield Ending(UnreadReason.TOO_LARGE, f"more picture than is taken at once, from page {number + 1} on")
            return
        yield number, picture
    if not found.pages:
        yield Ending(UnreadReason.TRUNCATED, "no page is whole: the file ends before its first directory")
    elif found.more:
        yield Ending(UnreadReason.TOO_LARGE, f"more than {len(found.pages)} pages; those before are read")
    elif found.cut:
        yield Ending(UnreadReason.TRUNCATED, f"the file is cut off after page {len(found.pages)}")
    else:
        yield Ending()


def _tiff_page(data: bytes, number: int, page: Directory) -> Picture:
    dpi_x, dpi_y = _resolution(page)
    if _too_large(page.width, page.height):
        return Picture(None, dpi_x, dpi_y, page.width, page.height, unread=UnreadReason.TOO_LARGE)
    pixels = _strict(data, number) if page.whole else None
    damaged = pixels is None
    if pixels is None:
        pixels = salvage(data, number)
    if pixels is None:
        reason = UnreadReason.DAMAGED
        return Picture(None, dpi_x, dpi_y, page.width, page.height, damaged=True, unread=reason, call=page.call)
    if page.turned:
        dpi_x, dpi_y = dpi_y, dpi_x
    return fitted(Picture(pixels, dpi_x, dpi_y, damaged=damaged or page.bad_lines, call=page.call))


def _single(data: bytes) -> Picture:
    width, height, dpi = _head(data)
    if _too_large(width, height):
        return Picture(None, dpi, dpi, width, height, unread=UnreadReason.TOO_LARGE)
    pixels = _strict(data, None)
    damaged = pixels is None
    if pixels is None:
        pixels = salvage(data, 0)
    if pixels is None:
        return Picture(None, dpi, dpi, width, height, damaged=True, unread=UnreadReason.DAMAGED)
    dpi = _plausible(dpi, pixels.shape[1])
    return fitted(Picture(pixels, dpi, dpi, damaged=damaged))


def _head(data: bytes) -> tuple[int, int, float]:
    try:
        with Image.open(io.BytesIO(data)) as image:
            return image.width, image.height, float(image.info.get("dpi", (0, 0))[0])
    except Image.DecompressionBombError:
        return MAX_SIDE + 1, MAX_SIDE + 1, 0.0
    except _BAD_CONTENT:
        return 0, 0, 0.0


def _strict(data: bytes, number: int | None) -> NDArray[np.uint8] | None:
    """The page by libvips, upright by its own tag, or None at the least doubt."""
    where = {} if number is None else {"page": number}
    try:
        image = pyvips.Image.new_from_buffer(data, "", fail_on="warning", **where).autorot()
        if image.hasalpha():
            image = image.flatten(background=[255.0] * (image.bands - 1))
        image = image.colourspace("b-w")[0].cast("uchar")
        pixels = np.frombuffer(image.write_to_memory(), np.uint8)
    except pyvips.Error:
        return None
    return pixels.reshape(image.height, image.width)


def salvage(data: bytes, number: int) -> NDArray[np.uint8] | None:
    """The page by Pillow, which decodes what it can and says nothing; None when there is nothing at all."""
    try:
        with Image.open(io.BytesIO(data)) as image:
            image.seek(number)
            return np.array(ImageOps.exif_transpose(image).convert("L"), np.uint8)
    except Image.DecompressionBombError:
        return None
    except _BAD_CONTENT:
        return None


def fitted(picture: Picture) -> Picture:
    """The picture with its size written down, scaled down where it is larger than a page may be."""
    if picture.pixels is None:
        return picture
    height, width = picture.pixels.shape
    if width <= MAX_WIDTH and height <= MAX_HEIGHT:
        return replace(picture, width=width, height=height)
    scale = min(MAX_WIDTH / width, MAX_HEIGHT / height)
    size = (max(1, int(width * scale)), max(1, int(height * scale)))
    pixels = np.asarray(Image.fromarray(picture.pixels).resize(size, Image.Resampling.BOX), np.uint8)
    dpi_x, dpi_y = picture.dpi_x * scale, picture.dpi_y * scale
    return replace(picture, pixels=pixels, dpi_x=dpi_x, dpi_y=dpi_y, width=size[0], height=size[1])


def _resolution(page: Directory) -> tuple[float, float]:
    """Pixels per inch across and down; a fax that states none is told by its 1728 pixels (ITU-T T.4)."""
    if all(60 <= dpi <= 1300 for dpi in (page.dpi_x, page.dpi_y)):
        return page.dpi_x, page.dpi_y
    if page.width == 1728:
        return 204.0, 98.0 if page.height < 1500 else 196.0
    dpi = _plausible(0.0, page.width)
    return dpi, dpi


def _plausible(dpi: float, width: int) -> float:
    """A camera says 72 whatever it took: then the picture is taken for a sheet 8.5 inches wide."""
    return dpi if 90 <= dpi <= 1300 else max(width, 1) / 8.5


def _too_large(width: int, height: int) -> bool:
    return max(width, height) > MAX_SIDE or width * height > MAX_PIXELS
