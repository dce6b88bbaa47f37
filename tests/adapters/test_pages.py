"""Files to pages: what can be opened is opened to its true shape, what cannot has a reason; nothing raises."""

from __future__ import annotations

import io
import os
import struct
import zipfile
from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageDraw

from tallystick.adapters.pages import Opened, open_pages, page_png
from tallystick.adapters.pages.tiff import directories
from tallystick.adapters.pages.worker import Stopped, Worker
from tallystick.model.words import UnreadReason

SHARED = Path(__file__).parents[3] / "shared" / "data" / "fax_bad"


def _sheet(width: int = 1728, height: int = 1078) -> Image.Image:
    image = Image.new("1", (width, height), 1)
    draw = ImageDraw.Draw(image)
    draw.rectangle((100, 100, width - 100, height // 3), fill=0)
    draw.line((0, height // 2, width, height - 20), fill=0, width=3)
    return image


def _fax(pages: int = 1, compression: str = "group4", dpi: tuple[float, float] = (204, 98)) -> bytes:
    out = io.BytesIO()
    first, *rest = [_sheet(height=1078 + 7 * i) for i in range(pages)]
    first.save(out, "TIFF", compression=compression, dpi=dpi, save_all=True, append_images=rest)
    return out.getvalue()


def _picture(kind: str, size: tuple[int, int] = (850, 1100)) -> bytes:
    out = io.BytesIO()
    _sheet(*size).convert("L").save(out, kind)
    return out.getvalue()


def _pdf(**how: object) -> bytes:
    out = io.BytesIO()
    _sheet().convert("L").save(out, "PDF", resolution=204)
    plain = io.BytesIO()
    with pikepdf.open(io.BytesIO(out.getvalue())) as document:
        document.save(plain, **how)
    return plain.getvalue()


def _zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("fax.tif", b"II*\0")
    return out.getvalue()


def _claims(width: int, height: int) -> bytes:
    """A TIFF directory that promises a page of that size and has next to no data."""
    tags = [(256, 4, 1, width), (257, 4, 1, height), (258, 3, 1, 1), (259, 3, 1, 4), (262, 3, 1, 0), (273, 4, 1, 8)]
    tags += [(277, 3, 1, 1), (278, 4, 1, height), (279, 4, 1, 8)]
    body = b"".join(struct.pack("<HHII", *tag) for tag in tags)
    return b"II*\0" + struct.pack("<I", 16) + b"\0" * 8 + struct.pack("<H", len(tags)) + body + struct.pack("<I", 0)


def _loop() -> bytes:
    whole = bytearray(_fax())
    start = struct.unpack_from("<I", whole, 4)[0]
    count = struct.unpack_from("<H", whole, start)[0]
    struct.pack_into("<I", whole, start + 2 + 12 * count, start)
    return bytes(whole)


LOCKED = pikepdf.Encryption(owner="o", user="u")
JUNK = [
    ("an empty file", b"", UnreadReason.EMPTY_FILE),
    ("text under another name", b"Dear sir,\nthis is no picture.\n", UnreadReason.NOT_A_PICTURE),
    ("a web page", b"<!doctype html><html><body>fax</body></html>", UnreadReason.NOT_A_PICTURE),
    ("an e-mail", b"Received: from fax.example by mail.example\r\n\r\nhello", UnreadReason.NOT_A_PICTURE),
    ("noise", bytes(range(1, 255)) * 20, UnreadReason.NOT_A_PICTURE),
    ("an archive", _zip(), UnreadReason.ARCHIVE),
    ("eight bytes of a fax in progress", b"II*\0\x08\xff\x03\0", UnreadReason.TRUNCATED),
    ("a PDF with a password", _pdf(encryption=LOCKED), UnreadReason.PASSWORD),
    ("a PDF cut in the middle", _pdf()[:900], UnreadReason.TRUNCATED),
    ("a page 40,000 pixels high", _claims(1728, 40_000), UnreadReason.TOO_LARGE),
    ("a page of 60,000 by 60,000", _claims(60_000, 60_000), UnreadReason.TOO_LARGE),
    ("a page that is not there", _claims(0, 0), UnreadReason.DAMAGED),
    ("a JPEG of which only the head came", _picture("JPEG")[:30], UnreadReason.DAMAGED),
]


@pytest.mark.parametrize(("what", "data", "reason"), JUNK, ids=[case[0] for case in JUNK])
def test_what_cannot_be_opened_has_its_reason(what: str, data: bytes, reason: UnreadReason) -> None:
    opened = open_pages(data)
    assert opened.unread is reason, opened.detail
    assert not any(page.pixels for page in opened.pages), what
    assert opened.detail


@pytest.mark.parametrize("compression", ["group3", "group4", "tiff_lzw", None])
def test_a_fax_of_unequal_resolution_gets_its_true_shape(compression: str) -> None:
    opened = open_pages(_fax(3, compression))
    assert [page.number for page in opened.pages] == [0, 1, 2]
    assert opened.unread is None
    assert not any(page.damaged for page in opened.pages)
    page = opened.pages[0]
    assert (page.width, page.height, page.bits) == (1728, 1078, 1)
    assert page.square().shape == (2244, 1728)
    assert (page.grey() == np.asarray(_sheet(), np.uint8) * 255).all()


def test_a_fax_without_stated_resolution_is_told_by_its_1728_pixels() -> None:
    out = io.BytesIO()
    _sheet().save(out, "TIFF", compression="group4")
    page = open_pages(out.getvalue()).pages[0]
    assert (page.dpi_x, page.dpi_y) == (204, 98)


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_pictures_open_as_one_grey_page(kind: str) -> None:
    opened = open_pages(_picture(kind))
    assert [(page.width, page.height) for page in opened.pages] == [(850, 1100)]
    assert opened.pages[0].square().shape == (2244, 1734)


def test_a_fax_inside_a_pdf_keeps_its_own_pixels() -> None:
    out = io.BytesIO()
    _sheet(1728, 1078).convert("L").resize((1728, 1078)).save(out, "PDF", resolution=204)
    document = pikepdf.open(io.BytesIO(out.getvalue()))
    page = document.pages[0]
    page.mediabox = pikepdf.Array([0, 0, 609.88, 792])
    page.Contents = document.make_stream(b"q 609.88 0 0 792 0 0 cm /image Do Q")
    drawn = io.BytesIO()
    document.save(drawn)
    first = open_pages(drawn.getvalue()).pages[0]
    assert (first.width, first.height) == (1728, 1078)
    assert round(first.dpi_y) == 98


def test_a_drawn_pdf_is_rendered_and_keeps_its_text() -> None:
    document = pdfium.PdfDocument.new()
    document.new_page(612, 792)
    out = io.BytesIO()
    document.save(out)
    page = open_pages(out.getvalue()).pages[0]
    assert page.square().shape[0] == pytest.approx(2244, abs=2)
    assert page.text == ""


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_a_fax_cut_short_is_read_as_far_as_it_goes(share: float) -> None:
    whole = _fax(3)
    opened = open_pages(whole[: int(len(whole) * share)])
    told = opened.unread is not None or "cut off" in opened.detail or any(page.damaged for page in opened.pages)
    assert told
    assert len(opened.pages) <= 3


def test_a_strip_cut_short_is_marked_as_damaged() -> None:
    out = io.BytesIO()
    noise = Image.fromarray((np.random.default_rng(1).random((1100, 1728)) > 0.5).astype(np.uint8) * 255).convert("1")
    noise.save(out, "TIFF", compression="group3", dpi=(204, 98))
    data = bytearray(out.getvalue())
    data[len(data) // 2 : len(data) // 2 + 40] = bytes(40)
    opened = open_pages(bytes(data))
    assert opened.pages[0].damaged
    assert opened.pages[0].pixels


def test_a_circle_of_directories_ends() -> None:
    opened = open_pages(_loop())
    assert len(opened.pages) == 1
    assert "cut off" in opened.detail


def test_a_directory_beyond_what_a_machine_can_count_is_outside_the_file() -> None:
    assert directories(b"MM\0+\0\x08\0\0" + b"\xff" * 8).cut


def test_more_pages_than_are_taken_are_told() -> None:
    opened = open_pages(_many(203))
    assert len(opened.pages) == 200
    assert opened.unread is UnreadReason.TOO_LARGE


def _many(pages: int) -> bytes:
    out = io.BytesIO()
    tiny = Image.new("1", (64, 64), 1)
    tiny.save(out, "TIFF", compression="group4", save_all=True, append_images=[tiny] * (pages - 1))
    return out.getvalue()


def test_a_large_scan_is_made_smaller_and_keeps_its_inches() -> None:
    out = io.BytesIO()
    _sheet(3400, 4400).save(out, "TIFF", compression="group4", dpi=(400, 400))
    page = open_pages(out.getvalue()).pages[0]
    assert page.width <= 2600
    assert page.width / page.dpi_x == pytest.approx(8.5, abs=0.02)


def test_one_page_is_shown_as_a_png_with_square_pixels() -> None:
    picture = page_png(_fax(2), 1)
    assert picture is not None
    with Image.open(io.BytesIO(picture)) as image:
        assert image.size == (1728, round(1085 * 204 / 98))
        assert image.mode == "1", "a fax is black and white, and its picture small"
        assert image.convert("L").getextrema() == (0, 255)
    assert page_png(_fax(1), 7) is None
    assert page_png(b"", 0) is None


def test_a_decoder_that_dies_is_replaced() -> None:
    worker = Worker()
    assert worker.decode(_fax(), "image/tiff", None)[0] == 0
    process = worker._running()
    os.killpg(process.pid, 9)
    process.wait()
    assert worker.decode(_fax(), "image/tiff", None)[0] == 0
    worker.close()


def test_a_decoder_that_hangs_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    worker = Worker()
    worker._running()
    monkeypatch.setattr("tallystick.adapters.pages.limits.WALL_SECONDS", 0.0)
    with pytest.raises(Stopped):
        worker.decode(_fax(3), "image/tiff", None)
    monkeypatch.undo()
    assert worker.decode(_fax(), "image/tiff", None)[0] == 0
    worker.close()


def test_no_byte_changed_in_a_fax_makes_the_directory_reader_raise() -> None:
    whole = _fax(2)
    for at in [*range(64), *range(len(whole) - 300, len(whole))]:
        for byte in (0, 0x7F, 0xFF):
            directories(whole[:at] + bytes([byte]) + whole[at + 1 :])


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="the evaluation data is not beside the checkout")
def test_faxes_of_public_test_suites_never_crash_the_reader() -> None:
    opened: list[Opened] = [open_pages(path.read_bytes()) for path in sorted(SHARED.iterdir())]
    assert opened
    assert all(one.pages or one.unread for one in opened)
    assert sum(one.unread is UnreadReason.READER_FAILED for one in opened) == 0
