"""Tiles: a log as static files that any web server or memory stick can carry (C2SP tlog-tiles v0.1.0).

Names are relative to the log's folder: ``tile/<level>/<n>`` hold hashes, ``tile/entries/<n>`` the leaves themselves;
the last of each is partial (``.p/<width>``). Must not know where the files lie.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from tallystick.model.errors import ProofFails, WrongUse

from .tree import Get

WIDTH = 256
HEIGHT = 8
_MOST = 0xFFFF


@dataclass(frozen=True, slots=True)
class Tile:
    """One tile of hashes: its level (of tiles), its place in it, how many hashes it holds (1 to 256)."""

    level: int
    index: int
    width: int

    @property
    def name(self) -> str:
        """Its path in the log's folder."""
        return f"tile/{self.level}/{_place(self.index, self.width)}"

    @property
    def entries_name(self) -> str:
        """The path of the bundle of leaves that a tile of level 0 hashes."""
        return f"tile/entries/{_place(self.index, self.width)}"


def tiles(size: int) -> Iterator[Tile]:
    """The tiles of a log of ``size`` entries, lowest level first: full ones, then the partial one."""
    level = 0
    while size:
        full, rest = divmod(size, WIDTH)
        yield from (Tile(level, index, WIDTH) for index in range(full))
        if rest:
            yield Tile(level, full, rest)
        level, size = level + 1, full


def tile_paths(size: int) -> list[str]:
    """All paths that a log of ``size`` entries consists of, beside its checkpoint."""
    shapes = list(tiles(size))
    return [tile.name for tile in shapes] + [tile.entries_name for tile in shapes if tile.level == 0]


def files(size: int, get: Get, leaf: Callable[[int], bytes]) -> Iterator[tuple[str, bytes]]:
    """Path and content of every file of ``tile_paths``.

    Args:
        size: number of entries.
        get: stored hashes of complete subtrees (``tree.Get``).
        leaf: the bytes of the leaf at an index.

    """
    for tile in tiles(size):
        yield tile.name, hashes(tile, get)
        if tile.level == 0:
            start = tile.index * WIDTH
            yield tile.entries_name, bundle(leaf(index) for index in range(start, start + tile.width))


def hashes(tile: Tile, get: Get) -> bytes:
    """The content of a tile."""
    start = tile.index * WIDTH
    return b"".join(get(tile.level * HEIGHT, index) for index in range(start, start + tile.width))


def bundle(leaves: Iterable[bytes]) -> bytes:
    """The content of an entry bundle: each leaf after its length in two bytes.

    Raises:
        WrongUse: a leaf longer than 65,535 bytes.

    """
    parts: list[bytes] = []
    for leaf in leaves:
        if len(leaf) > _MOST:
            raise WrongUse(f"a leaf of {len(leaf)} bytes does not fit into an entry bundle")
        parts.append(struct.pack(">H", len(leaf)) + leaf)
    return b"".join(parts)


def leaves_of(data: bytes) -> Iterator[bytes]:
    """The leaves of an entry bundle.

    Raises:
        ProofFails: the bundle ends in the middle of a leaf.

    """
    place = 0
    while place < len(data):
        end = place + 2 + int.from_bytes(data[place : place + 2])
        if end > len(data) or place + 2 > len(data):
            raise ProofFails("an entry bundle ends in the middle of an entry")
        yield data[place + 2 : end]
        place = end


def read_leaves(size: int, read: Callable[[str], bytes]) -> Iterator[bytes]:
    """The leaves of a log of ``size`` entries from its bundles, in order.

    Raises:
        ProofFails: a bundle does not hold as many entries as its name says.
        NotThere: a bundle is missing (raised by ``read``).

    """
    for tile in tiles(size):
        if tile.level:
            return
        found = list(leaves_of(read(tile.entries_name)))
        if len(found) != tile.width:
            raise ProofFails(f"an entry bundle holds {len(found)} entries, not {tile.width}", where=tile.entries_name)
        yield from found


def _place(index: int, width: int) -> str:
    """Three digits a path element, all but the last after an ``x``: 1234067 is x001/x234/067."""
    digits = f"{index:03d}"
    digits = digits.zfill(-(-len(digits) // 3) * 3)
    groups = [digits[start : start + 3] for start in range(0, len(digits), 3)]
    path = "/".join([*(f"x{group}" for group in groups[:-1]), groups[-1]])
    return path if width == WIDTH else f"{path}.p/{width}"
