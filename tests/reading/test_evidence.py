"""What a page says of itself and of its call: the sender's header line, the tags of the receiver, pages that are lost."""

from __future__ import annotations

import struct

import pytest

from tallystick.adapters.pages.fax_tags import told_by
from tallystick.adapters.pages.tiff import directories
from tallystick.model.reading import DocumentReading, PageEvidence, Reading
from tallystick.model.words import FormKind
from tallystick.reading.header import HeaderLine, parted


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "2025-05-05 10:11  FROM ERO PORT LYDD  000-555-0101  P.01/04",
            HeaderLine("ERO PORT LYDD  000-555-0101", "2025-05-05 10:11", "1 of 4"),
        ),
        (
            "May 05 2025 10:11PM ICE ERO LYDDON 000-555-0100 page 2/5",
            HeaderLine("ICE ERO LYDDON 000-555-0100", "2025-05-05 22:11", "2 of 5"),
        ),
        (
            "05/05/2025 MON 14:03 FAX 0005550100 ICE ERO LYDDON  002/004",
            HeaderLine("0005550100 ICE ERO LYDDON", "2025-05-05 14:03", "2 of 4"),
        ),
        (
            "From: ICE LYDDON To: 000-555  05/05/25 2:03 PM Page 1 of 3",
            HeaderLine("ICE LYDDON", "2025-05-05 14:03", "1 of 3"),
        ),
        ("05-May-2025 10:11", HeaderLine("", "2025-05-05 10:11", "")),
        ("32/13/2025 29:99 9/4", HeaderLine("32/13/2025 29:99 9/4".replace(" 9/4", ""), "", "")),
    ],
)
def test_a_header_line_is_parted_into_sender_clock_and_page(text: str, told: HeaderLine) -> None:
    found = parted(text)
    assert (found.sent, found.page) == (told.sent, told.page)
    assert found.sender == told.sender or not told.sent


@pytest.mark.parametrize(
    ("params", "line"),
    [
        (1 << 21 | 1 | 5 << 3 | 3 << 14 | 1 << 16, "196 lines an inch, 14400 bit/s, T.6, error correction"),
        (1 << 21 | 0 | 3 << 3 | 0 << 14, "98 lines an inch, 9600 bit/s, T.4 one-dimensional, no error correction"),
        (1 | 3 << 1 | 1 << 9, "196 lines an inch, 9600 bit/s, T.4 two-dimensional, no error correction"),
        (0, ""),
    ],
)
def test_the_line_of_a_call_is_told_by_its_parameters(params: int, line: str) -> None:
    assert told_by({34908: (params,)}).get("line", "") == line


def test_tags_of_the_receiver_are_kept_beside_the_page() -> None:
    (page,) = directories(
        _tiff([(259, 3, 4), (306, 2, b"2025:05:05 10:14:00\0"), (270, 2, b"000-555\n000-555\nERO\n\0")])
    ).pages
    assert page.call == {"caller": "000-555, ERO", "received": "2025-05-05 10:14:00"}
    assert not page.bad_lines


@pytest.mark.parametrize(("tag", "value"), [(326, 7), (327, 2)])
def test_lines_that_the_receiver_calls_bad_mark_the_page(tag: int, value: int) -> None:
    (page,) = directories(_tiff([(259, 3, 3), (tag, 4, value)])).pages
    assert page.bad_lines


@pytest.mark.parametrize(
    ("printed", "lost"),
    [
        (["1 of 3", "2 of 3", "3 of 3"], ()),
        (["1 of 3", "3 of 3"], (2,)),
        (["1 of 3", "", ""], (2, 3)),
        (["", ""], ()),
        (["1 of 3", "2 of 3", "3 of 8"], ()),
        (["1 of 84"], ()),
    ],
)
def test_a_page_that_others_count_and_that_is_not_there_is_named(printed: list[str], lost: tuple[int, ...]) -> None:
    pages = tuple(
        PageEvidence(at, 1, 1, 204, 98, printed_page=text, header_page=text) for at, text in enumerate(printed)
    )
    document = DocumentReading(FormKind.I247A, "", tuple(range(len(printed))))
    reading = Reading("", "", "", pages, (document,))
    assert reading.lost_pages(document) == reading.lost_in_call() == lost


def _tiff(tags: list[tuple[int, int, int | bytes]]) -> bytes:
    """A directory of those tags (tag, type, value), with one byte as its strip."""
    whole = sorted([*tags, (256, 3, 8), (257, 3, 1), (273, 4, 8), (279, 4, 1)])
    head = struct.pack("<2sHI", b"II", 42, 10) + b"\0\0"
    far = len(head) + 2 + 12 * len(whole) + 4
    entries, beyond = b"", b""
    for tag, kind, value in whole:
        if isinstance(value, bytes):
            entries += struct.pack("<HHII", tag, kind, len(value), far + len(beyond))
            beyond += value
        else:
            entries += struct.pack("<HHII", tag, kind, 1, value)
    return head + struct.pack("<H", len(whole)) + entries + struct.pack("<I", 0) + beyond
