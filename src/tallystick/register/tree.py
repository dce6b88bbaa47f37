"""The Merkle tree of RFC 6962 section 2.1, over stored hashes of complete subtrees.

``get(level, index)`` gives the hash of the complete subtree of 2**level leaves that starts at leaf index * 2**level;
level 0 are the leaf hashes. Must not know what a leaf means or where hashes are stored.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Iterable, Sequence

from tallystick.model.errors import ProofFails, WrongUse

Get = Callable[[int, int], bytes]
Stored = tuple[int, int, bytes]

HASH = 32
EMPTY_ROOT = hashlib.sha256(b"").digest()


def leaf_hash(leaf: bytes) -> bytes:
    """The hash of a leaf: SHA-256 of 0x00 and its bytes."""
    return hashlib.sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node: SHA-256 of 0x01 and its two children.

    Raises:
        ProofFails: a child that has not 32 bytes.

    """
    return hashlib.sha256(b"\x01" + _whole(left) + _whole(right)).digest()


def root(size: int, get: Get) -> bytes:
    """The root of the tree of the first ``size`` leaves."""
    return _range_hash(0, size, get) if size else EMPTY_ROOT


def append(size: int, new_leaf_hash: bytes, get: Get) -> list[Stored]:
    """The complete subtrees that a new leaf makes in a tree of ``size`` leaves: (level, index, hash), leaf first."""
    level, index, value = 0, size, _whole(new_leaf_hash)
    made = [(level, index, value)]
    while index & 1:
        value = node_hash(get(level, index - 1), value)
        level, index = level + 1, index >> 1
        made.append((level, index, value))
    return made


def inclusion(index: int, size: int, get: Get) -> list[bytes]:
    """The path from leaf ``index`` to the root at ``size``, sibling of the leaf first (RFC 6962 2.1.1).

    Raises:
        WrongUse: there is no such leaf in a tree of that size.

    """
    if not 0 <= index < size:
        raise WrongUse(f"a tree of {size} leaves has no leaf {index}")
    path: list[bytes] = []
    low, high = 0, size
    while high - low > 1:
        middle = low + _split(high - low)
        if index < middle:
            path.append(_range_hash(middle, high, get))
            high = middle
        else:
            path.append(_range_hash(low, middle, get))
            low = middle
    return path[::-1]


def consistency(old: int, new: int, get: Get) -> list[bytes]:
    """The proof that the tree of ``old`` leaves is a beginning of the tree of ``new`` (RFC 6962 2.1.2).

    Raises:
        WrongUse: ``old`` is greater than ``new`` or negative.

    """
    if not 0 <= old <= new:
        raise WrongUse(f"a tree of {new} leaves has no beginning of {old}")
    if old in {0, new}:
        return []
    path: list[bytes] = []
    low, high = 0, new
    while old != high:
        middle = low + _split(high - low)
        if old <= middle:
            path.append(_range_hash(middle, high, get))
            high = middle
        else:
            path.append(_range_hash(low, middle, get))
            low = middle
    if low:  # the verifier holds the old root itself when the old tree is one complete subtree from leaf 0
        path.append(_range_hash(low, high, get))
    return path[::-1]


def verify_inclusion(hashed: bytes, index: int, size: int, path: Sequence[bytes], expected: bytes) -> None:
    """Pass if the leaf with this hash stands at ``index`` under root ``expected`` (RFC 9162 2.1.3.2).

    Raises:
        ProofFails: it does not, or a hash has not 32 bytes.

    """
    if not 0 <= index < size:
        raise ProofFails(f"the proof is about entry {index}, but the log has {size}")
    value, node, last = _whole(hashed), index, size - 1
    for sibling in path:
        if last == 0:
            raise ProofFails("the inclusion proof is too long")
        if node & 1 or node == last:
            value = node_hash(sibling, value)
            node, last = _climb_right(node, last)
        else:
            value = node_hash(value, sibling)
        node, last = node >> 1, last >> 1
    if last != 0:
        raise ProofFails("the inclusion proof is too short")
    _same(value, expected, f"entry {index} is not under the root of the log at size {size}")


def verify_consistency(old: int, new: int, path: Sequence[bytes], old_root: bytes, new_root: bytes) -> None:
    """Pass if the tree with ``old_root`` is a beginning of the one with ``new_root`` (RFC 9162 2.1.4.2).

    Raises:
        ProofFails: it is not: something that was in the log at size ``old`` was changed or taken out.

    """
    if not 0 <= old <= new:
        raise ProofFails(f"a log of {new} entries cannot continue one of {old}")
    if old in {0, new}:
        _same(old_root, EMPTY_ROOT if old == 0 else new_root, f"two roots for one log at size {old}")
        if path:
            raise ProofFails("the consistency proof is too long")
        return
    steps = list(path) if old & (old - 1) else [old_root, *path]
    if not steps:
        raise ProofFails("the consistency proof is too short")
    from_old, from_new = _both_roots(old, new, steps)
    _same(from_old, old_root, f"the proof does not lead to the root at size {old}")
    _same(from_new, new_root, f"the log at size {new} does not continue the one at size {old}")


def _both_roots(old: int, new: int, steps: Sequence[bytes]) -> tuple[bytes, bytes]:
    node, last = old - 1, new - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    from_old = from_new = _whole(steps[0])
    for sibling in steps[1:]:
        if last == 0:
            raise ProofFails("the consistency proof is too long")
        if node & 1 or node == last:
            from_old, from_new = node_hash(sibling, from_old), node_hash(sibling, from_new)
            node, last = _climb_right(node, last)
        else:
            from_new = node_hash(from_new, sibling)
        node, last = node >> 1, last >> 1
    if last != 0:
        raise ProofFails("the consistency proof is too short")
    return from_old, from_new


def _climb_right(node: int, last: int) -> tuple[int, int]:
    """Skip the levels on which the node is the last one and alone, so has no sibling."""
    while node and not node & 1:
        node, last = node >> 1, last >> 1
    return node, last


def _range_hash(low: int, high: int, get: Get) -> bytes:
    """The hash over leaves low .. high - 1, where low is a multiple of the range's greatest power of two."""
    width = high - low
    if width & (width - 1) == 0:
        level = width.bit_length() - 1
        return _whole(get(level, low >> level))
    middle = low + _split(width)
    return node_hash(_range_hash(low, middle, get), _range_hash(middle, high, get))


def _split(width: int) -> int:
    """The greatest power of two smaller than ``width`` (width > 1)."""
    return 1 << ((width - 1).bit_length() - 1)


def _whole(value: bytes) -> bytes:
    # Other verifiers took an empty text for a hash in test vectors; a hash is 32 bytes or nothing is proven.
    if len(value) != HASH:
        raise ProofFails(f"a hash has {HASH} bytes, this one {len(value)}")
    return value


def _same(value: bytes, expected: bytes, words: str) -> None:
    if not hmac.compare_digest(_whole(value), _whole(expected)):
        raise ProofFails(words)


class Memory:
    """A tree held in memory: for recomputing a published log and for tests."""

    def __init__(self, leaves: Iterable[bytes] = ()) -> None:
        self.size = 0
        self._stored: dict[tuple[int, int], bytes] = {}
        for leaf in leaves:
            self.add(leaf)

    def add(self, leaf: bytes) -> None:
        """Append a leaf (its bytes, not its hash)."""
        for level, index, value in append(self.size, leaf_hash(leaf), self.get):
            self._stored[level, index] = value
        self.size += 1

    def get(self, level: int, index: int) -> bytes:
        """The stored hash of a complete subtree."""
        return self._stored[level, index]

    def root(self, size: int | None = None) -> bytes:
        """The root now, or when the log had ``size`` entries."""
        return root(self.size if size is None else size, self.get)
