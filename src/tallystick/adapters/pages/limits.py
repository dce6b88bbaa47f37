"""What a decoder may take: facts/intake.md §7. One place, so that a station can read what it will be refused."""

from __future__ import annotations

MAX_PAGES = 200
MAX_WIDTH, MAX_HEIGHT = 2600, 4500
"""Pixels of a page that is handed on; a larger page is scaled down."""
MAX_SIDE = 20_000
MAX_PIXELS = 100_000_000
"""A page beyond either is refused undecoded: it is no fax, and decoding it costs a minute."""
MAX_OUTPUT = 512 * 1024 * 1024
"""Bytes of all pages of one file together."""
MEMORY = 2 * 1024**3
CPU_SECONDS = 30
WALL_SECONDS = 90.0
