"""The tree of RFC 6962: every proof for every size from 1 to 130 holds, and no changed one does."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tallystick.model.errors import ProofFails, WrongUse
from tallystick.register import tree

# Leaves and roots of the reference tests of Certificate Transparency (google/certificate-transparency, merkle_tree_test).
LEAVES = [
    bytes.fromhex(text)
    for text in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
MOST = 130


@cache
def grown() -> tree.Memory:
    return tree.Memory(f"leaf {index}".encode() for index in range(MOST))


@cache
def hashed(index: int) -> bytes:
    return tree.leaf_hash(f"leaf {index}".encode())


def test_the_roots_are_those_of_the_reference_tests() -> None:
    memory = tree.Memory(LEAVES)
    assert [memory.root(size).hex() for size in range(1, 9)] == ROOTS


def test_the_empty_tree_has_the_hash_of_nothing() -> None:
    assert tree.Memory().root() == hashlib.sha256(b"").digest()


def _root_as_defined(leaves: list[bytes]) -> bytes:
    """MTH of RFC 6962 section 2.1, word for word."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return hashlib.sha256(b"\x01" + _root_as_defined(leaves[:k]) + _root_as_defined(leaves[k:])).digest()


def test_the_root_is_the_one_of_the_definition_at_every_size() -> None:
    leaves = [f"leaf {index}".encode() for index in range(MOST)]
    assert all(grown().root(size) == _root_as_defined(leaves[:size]) for size in range(MOST + 1))


def test_every_inclusion_proof_holds() -> None:
    memory = grown()
    for size in range(1, MOST + 1):
        root = memory.root(size)
        for index in range(size):
            tree.verify_inclusion(hashed(index), index, size, tree.inclusion(index, size, memory.get), root)


def test_every_consistency_proof_holds() -> None:
    memory = grown()
    for new in range(1, MOST + 1):
        root = memory.root(new)
        for old in range(new + 1):
            tree.verify_consistency(old, new, tree.consistency(old, new, memory.get), memory.root(old), root)


def test_only_hashes_of_complete_subtrees_are_stored_and_each_once() -> None:
    stored: dict[tuple[int, int], bytes] = {}
    for size in range(MOST):
        for level, index, value in tree.append(size, hashed(size), lambda level, index: stored[level, index]):
            assert (level, index) not in stored
            assert (index + 1) << level <= size + 1
            stored[level, index] = value
    assert len(stored) == sum(MOST >> level for level in range(8))


def _flip(path: list[bytes], place: int) -> list[bytes]:
    changed = bytes([path[place][0] ^ 1]) + path[place][1:]
    return [*path[:place], changed, *path[place + 1 :]]


CHANGES: list[Callable[[list[bytes], int], list[bytes]]] = [
    _flip,
    lambda path, place: path[:place] + path[place + 1 :],
    lambda path, place: [*path[: place + 1], *path[place:]],
    lambda path, _: [*path, bytes(32)],
    lambda path, place: [*path[:place], path[place][:31], *path[place + 1 :]],
    lambda path, place: [*path[:place], b"", *path[place + 1 :]],
    lambda path, place: [*path[:place], path[place] + b"\x00", *path[place + 1 :]],
]


@settings(max_examples=300, deadline=None)
@given(st.data(), st.integers(2, MOST), st.sampled_from(CHANGES))
def test_no_changed_inclusion_proof_holds(data: st.DataObject, size: int, change: Callable[..., list[bytes]]) -> None:
    index = data.draw(st.integers(0, size - 1))
    path = tree.inclusion(index, size, grown().get)
    changed = change(path, data.draw(st.integers(0, len(path) - 1)))
    assume(changed != path)
    with pytest.raises(ProofFails):
        tree.verify_inclusion(hashed(index), index, size, changed, grown().root(size))


@settings(max_examples=300, deadline=None)
@given(st.data(), st.integers(3, MOST), st.sampled_from(CHANGES))
def test_no_changed_consistency_proof_holds(data: st.DataObject, new: int, change: Callable[..., list[bytes]]) -> None:
    old = data.draw(st.integers(1, new - 1))
    path = tree.consistency(old, new, grown().get)
    changed = change(path, data.draw(st.integers(0, len(path) - 1)))
    assume(changed != path)
    with pytest.raises(ProofFails):
        tree.verify_consistency(old, new, changed, grown().root(old), grown().root(new))


@given(st.data(), st.integers(2, MOST))
def test_a_proof_holds_for_its_own_place_only(data: st.DataObject, size: int) -> None:
    index, other = data.draw(st.lists(st.integers(0, size - 1), min_size=2, max_size=2, unique=True))
    path, root = tree.inclusion(index, size, grown().get), grown().root(size)
    for leaf, place in ((hashed(other), index), (hashed(index), other)):
        with pytest.raises(ProofFails):
            tree.verify_inclusion(leaf, place, size, path, root)


@given(st.data(), st.integers(2, MOST))
def test_a_history_written_anew_is_not_consistent(data: st.DataObject, new: int) -> None:
    old = data.draw(st.integers(1, new))
    changed = data.draw(st.integers(0, old - 1))
    forged = tree.Memory(b"forged" if index == changed else f"leaf {index}".encode() for index in range(new))
    with pytest.raises(ProofFails):
        tree.verify_consistency(old, new, tree.consistency(old, new, forged.get), grown().root(old), forged.root())


@pytest.mark.parametrize("value", [b"", bytes(31), bytes(33)])
def test_hashes_of_another_length_are_refused_everywhere(value: bytes) -> None:
    root = grown().root(1)
    acts: list[Callable[[], object]] = [
        lambda: tree.node_hash(value, bytes(32)),
        lambda: tree.node_hash(bytes(32), value),
        lambda: tree.append(0, value, grown().get),
        lambda: tree.root(2, lambda *_: value),
        lambda: tree.verify_inclusion(value, 0, 1, [], root),
        lambda: tree.verify_inclusion(root, 0, 1, [], value),
        lambda: tree.verify_inclusion(value, 0, 1, [], value),
        lambda: tree.verify_consistency(1, 1, [], value, value),
        lambda: tree.verify_consistency(0, 1, [], value, root),
        lambda: tree.verify_consistency(1, 2, [value], value, root),
    ]
    for act in acts:
        with pytest.raises(ProofFails, match="32 bytes"):
            act()


@pytest.mark.parametrize(("index", "size"), [(0, 0), (1, 1), (-1, 2), (5, 3)])
def test_there_is_no_proof_for_what_is_not_in_the_tree(index: int, size: int) -> None:
    with pytest.raises(WrongUse):
        tree.inclusion(index, size, grown().get)
    with pytest.raises(ProofFails):
        tree.verify_inclusion(hashed(0), index, size, [], grown().root(1))


@pytest.mark.parametrize(("old", "new"), [(2, 1), (-1, 3)])
def test_a_log_does_not_shrink(old: int, new: int) -> None:
    with pytest.raises(WrongUse):
        tree.consistency(old, new, grown().get)
    with pytest.raises(ProofFails):
        tree.verify_consistency(old, new, [], grown().root(1), grown().root(1))


def test_two_roots_of_one_size_are_a_fork() -> None:
    with pytest.raises(ProofFails, match="two roots for one log"):
        tree.verify_consistency(3, 3, [], grown().root(3), grown().root(4))


@pytest.mark.parametrize("size", range(2, 20))
def test_a_proof_that_is_too_long_or_too_short_is_told_as_such(size: int) -> None:
    grown = tree.Memory([b"%d" % index for index in range(size)])
    root = grown.root()
    for index in range(size):
        path = tree.inclusion(index, size, grown.get)
        digest = tree.leaf_hash(b"%d" % index)
        with pytest.raises(ProofFails, match="inclusion proof is too long"):
            tree.verify_inclusion(digest, index, size, [*path, root], root)
        with pytest.raises(ProofFails, match="inclusion proof is too short"):
            tree.verify_inclusion(digest, index, size, path[:-1], root)
    for old in range(1, size):
        path = tree.consistency(old, size, grown.get)
        with pytest.raises(ProofFails, match="consistency proof is too long"):
            tree.verify_consistency(old, size, [*path, root], grown.root(old), root)
        with pytest.raises(ProofFails, match="consistency proof is too short"):
            tree.verify_consistency(old, size, path[:-1], grown.root(old), root)
    for old in (0, size):
        with pytest.raises(ProofFails, match="consistency proof is too long"):
            tree.verify_consistency(old, size, [root], grown.root(old), root)
