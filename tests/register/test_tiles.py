"""A log as files: names and widths as C2SP tlog-tiles has them, and entries that come back."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.model.errors import NotThere, ProofFails, WrongUse
from tallystick.register import tiles, tree
from tallystick.register.source import Held


def test_the_standards_example_of_70000_entries() -> None:
    """ "273 full level 0 tiles, one partial of width 112, one full level 1, one partial of 17, one partial level 2 of 1"."""
    found = list(tiles.tiles(70_000))
    shape = {
        (level, width): sum((t.level, t.width) == (level, width) for t in found)
        for level in range(3)
        for width in (256, 112, 17, 1)
    }
    assert {key: number for key, number in shape.items() if number} == {
        (0, 256): 273,
        (0, 112): 1,
        (1, 256): 1,
        (1, 17): 1,
        (2, 1): 1,
    }


def test_the_standards_example_of_256_entries() -> None:
    assert tiles.tile_paths(256) == ["tile/0/000", "tile/1/000.p/1", "tile/entries/000"]


@pytest.mark.parametrize(
    ("index", "width", "name"),
    [
        (1234067, 256, "tile/0/x001/x234/067"),
        (0, 256, "tile/0/000"),
        (7, 255, "tile/0/007.p/255"),
        (999, 256, "tile/0/999"),
        (1000, 1, "tile/0/x001/000.p/1"),
    ],
)
def test_the_name_of_a_tile(index: int, width: int, name: str) -> None:
    assert tiles.Tile(0, index, width).name == name


@pytest.mark.parametrize("size", [0, 1, 17, 255, 256, 257, 513, 700])
def test_a_written_log_reads_back_and_hashes_to_its_root(size: int) -> None:
    leaves = [f"leaf {index}".encode() for index in range(size)]
    memory = tree.Memory(leaves)
    files = dict(tiles.files(size, memory.get, lambda index: leaves[index]))
    assert sorted(files) == sorted(tiles.tile_paths(size))
    assert list(tiles.read_leaves(size, Held(files).read)) == leaves
    hashes = {name: len(content) for name, content in files.items() if "entries" not in name}
    assert all(length == 32 * (int(name.split(".p/")[1]) if ".p/" in name else 256) for name, length in hashes.items())


def test_a_tile_of_level_1_holds_the_roots_of_full_tiles_below() -> None:
    leaves = [f"leaf {index}".encode() for index in range(600)]
    memory = tree.Memory(leaves)
    files = dict(tiles.files(600, memory.get, lambda index: leaves[index]))
    assert files["tile/1/000.p/2"] == tree.Memory(leaves[:256]).root() + tree.Memory(leaves[256:512]).root()


@given(st.lists(st.binary(max_size=40), max_size=20))
def test_an_entry_bundle_reads_back(leaves: list[bytes]) -> None:
    assert list(tiles.leaves_of(tiles.bundle(leaves))) == leaves


@pytest.mark.parametrize("data", [b"\x00", b"\x00\x02a", struct.pack(">H", 1)])
def test_a_bundle_that_ends_in_the_middle_is_refused(data: bytes) -> None:
    with pytest.raises(ProofFails, match="middle of an entry"):
        list(tiles.leaves_of(data))


def test_a_leaf_longer_than_a_bundle_takes_is_refused() -> None:
    with pytest.raises(WrongUse):
        tiles.bundle([bytes(65_536)])


def test_a_bundle_of_another_number_of_entries_is_refused() -> None:
    held = Held({"tile/entries/000.p/3": tiles.bundle([b"a", b"b"])})
    with pytest.raises(ProofFails, match="holds 2 entries, not 3"):
        list(tiles.read_leaves(3, held.read))
    with pytest.raises(NotThere):
        list(tiles.read_leaves(2, held.read))
