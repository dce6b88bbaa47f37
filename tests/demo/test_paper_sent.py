"""The made-up pages on their way: class F TIFF, PDF, mail."""

from __future__ import annotations

import email
import email.policy
import io
import random
from datetime import UTC, date, datetime, timedelta, timezone

import numpy as np
import pypdfium2
import pytest
import pyvips
from PIL import Image

from tallystick.demo.paper import (
    Attachment,
    Coding,
    Drawn,
    FaxHeader,
    FaxQuality,
    Filled,
    Mail,
    Role,
    fax,
    faxed,
    form_pages,
    line_test_page,
    mail,
    pdf,
)
from tallystick.model.words import StatedBasis

EASTERN = timezone(timedelta(hours=-5))
HEADER = FaxHeader(
    sent_at=datetime(2025, 3, 4, 11, 12, tzinfo=timezone(timedelta(hours=-8))),
    sender="ERO PORT LYDD (INVENTED)",
    number="+10005550123",
    received_at=datetime(2025, 3, 4, 14, 15, tzinfo=EASTERN),
)
FILLED = Filled(
    subject_id="357912046",
    file_no="A000 123 456",
    event_no="XPL2503000123",
    prepared=date(2025, 3, 4),
    to="HARBORTON POLICE DEPT, DISTRICT #4",
    from_office="ERO PORT LYDD FIELD OFFICE (INVENTED)",
    name="OKONJO-VALE, Maribel Ines",
    date_of_birth=date(1988, 11, 2),
    citizenship="GUATEMALA",
    sex="F",
    basis=(StatedBasis.FINAL_ORDER,),
    officer="T. 4417 QUILL",
)
MESSAGE = Mail(
    sender="desk@ero.invalid",
    to="detainers@harborton.invalid",
    subject="Detainer: please see attached",
    body="See attached.\n",
    sent=datetime(2025, 3, 4, 19, 15, tzinfo=UTC),
    message_id="0001@ero.invalid",
)


@pytest.fixture(scope="module")
def pages() -> list[Drawn]:
    return form_pages(FILLED, random.Random(1))


@pytest.mark.parametrize(
    ("level", "coding", "compression", "option", "lines", "height"),
    [
        (1, Coding.G3_1D, 3, (292, 0), 196, 2156),
        (3, Coding.G3_2D, 3, (292, 1), 196, 2156),
        (4, Coding.G4, 4, (293, 0), 98, 1078),
        (5, Coding.G3_2D, 3, (292, 1), 98, 1078),
    ],
)
def test_a_fax_bears_the_tags_of_class_f_and_decodes_without_a_warning(
    pages: list[Drawn], level: int, coding: Coding, compression: int, option: tuple[int, int], lines: int, height: int
) -> None:
    data = fax(pages[:2], quality=FaxQuality(level, coding), header=HEADER, rng=random.Random(level))
    with Image.open(io.BytesIO(data)) as picture:
        tags = picture.tag_v2
        assert (tags[254], tags[256], tags[257], tags[258][0]) == (2, 1728, height, 1)
        assert (tags[259], tags[262], tags[266], tags[option[0]]) == (compression, 0, 2, option[1])
        assert (tags[282], tags[283], tags[296]) == (204, lines, 2)
        assert tags[270] == "+10005550123\n+10005550123\nERO PORT LYDD (INVENTED)\n"
        assert tags[305].startswith("HylaFAX")
        assert (tags[297], tags[306]) == ((0, 2), "2025:03:04 14:15:00")
        picture.seek(1)
        assert (picture.tag_v2[297], picture.tag_v2[306]) == ((1, 2), "2025:03:04 14:15:25")
    for number in range(2):
        page = pyvips.Image.new_from_buffer(data, "", page=number, fail_on="warning")
        assert (page.width, page.height) == (1728, height)
        assert 200 < page.avg() < 252


def test_the_same_seed_faxes_the_same_bytes(pages: list[Drawn]) -> None:
    first, again, other = (
        fax(pages[:1], quality=FaxQuality(3), header=HEADER, rng=random.Random(seed)) for seed in (5, 5, 6)
    )
    assert first == again
    assert first != other


@pytest.mark.parametrize("level", [1, 2, 3, 4, 5])
def test_print_is_found_where_the_fax_says_it_went(pages: list[Drawn], level: int) -> None:
    call = faxed(pages[:1], quality=FaxQuality(level), header=HEADER, rng=random.Random(level))
    black = ~np.asarray(Image.open(io.BytesIO(call.data)))
    height, width = black.shape
    for piece in call.printed[0]:
        box = piece.box
        part = black[int(box.top * height) : int(box.bottom * height), int(box.left * width) : int(box.right * width)]
        if piece.role in {Role.VALUE, Role.SPECIMEN}:
            assert part.mean() > 0.04, piece.text


def test_the_header_line_lies_inside_the_picture_only_when_asked(pages: list[Drawn]) -> None:
    silent = FaxHeader(sent_at=HEADER.sent_at, sender="", number="", received_at=HEADER.received_at, printed=False)
    tops = []
    for header in (HEADER, silent):
        data = fax(pages[:1], quality=FaxQuality(1), header=header, rng=random.Random(1))
        tops.append((~np.asarray(Image.open(io.BytesIO(data))))[:55].sum())
    assert tops[0] > 1000
    assert tops[1] == 0


def test_turned_and_cut_pages_fax_as_they_were_fed(pages: list[Drawn]) -> None:
    fed = [pages[1].turned(), pages[0].cut(0.4)]
    data = fax(fed, quality=FaxQuality(2), header=HEADER, rng=random.Random(1))
    heights = [pyvips.Image.new_from_buffer(data, "", page=number, fail_on="warning").height for number in range(2)]
    assert heights == [2156, 862]


def test_a_line_test_fits_a_fax() -> None:
    data = fax([line_test_page()], quality=FaxQuality(4), header=HEADER, rng=random.Random(1))
    assert pyvips.Image.new_from_buffer(data, "", fail_on="warning").height == 1078


def test_a_pdf_shows_the_pages_and_may_carry_their_words(pages: list[Drawn]) -> None:
    pictures, words = pdf(pages), pdf(pages, text_layer=True)
    assert pdf(pages, text_layer=True) == words
    with pypdfium2.PdfDocument(pictures) as plain, pypdfium2.PdfDocument(words) as layered:
        assert (len(plain), plain[0].get_size()) == (3, (612.0, 792.0))
        assert plain[0].get_textpage().get_text_range() == ""
        text = layered[0].get_textpage().get_text_range()
    assert "IMMIGRATION DETAINER - NOTICE OF ACTION" in text
    assert "XPL2503000123" in text


def test_a_mail_bears_its_pdf() -> None:
    file = pdf([line_test_page()])
    data = mail(MESSAGE, [Attachment("detainer.pdf", file)], random.Random(1))
    assert data == mail(MESSAGE, [Attachment("detainer.pdf", file)], random.Random(1))
    read = email.message_from_bytes(data, policy=email.policy.default)
    (part,) = read.iter_attachments()
    assert read["Message-ID"] == "<0001@ero.invalid>"
    assert part.get_content_type() == "application/pdf"
    assert part.get_content() == file


def test_a_mail_without_attachment_is_only_words() -> None:
    read = email.message_from_bytes(mail(MESSAGE, [], random.Random(1)), policy=email.policy.default)
    assert not read.is_multipart()
    assert "See attached." in read.get_content()
