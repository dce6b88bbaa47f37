"""A log in the hands of chance: it grows, checkpoints are given outside, and whatever happens they can be led back to it.

A state machine of Hypothesis over the register's own tree, notes, proofs and tiles, beside the definition of RFC 6962
section 2.1 written down as it stands there. Also the keeper who changes the past: every checkpoint given before shows it.
"""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, precondition, rule

from soak import often
from tallystick.model.errors import ProofFails
from tallystick.register import note, tiles, tree
from tallystick.register.checkpoint import Checkpoint
from tallystick.register.proof import Proof

ORIGIN = "harborton.example/requests"
LEAVES = st.lists(st.binary(max_size=20), min_size=1, max_size=40)
Held = tuple[int, str]


def by_definition(leaves: list[bytes]) -> bytes:
    """The Merkle tree hash of RFC 6962 section 2.1."""
    if not leaves:
        return hashlib.sha256().digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return hashlib.sha256(b"\x01" + by_definition(leaves[:split]) + by_definition(leaves[split:])).digest()


class LogMachine(RuleBasedStateMachine):
    held = Bundle("held")

    @initialize(secret=st.binary(min_size=32, max_size=32))
    def begin(self, secret: bytes) -> None:
        self.signer = note.Signer(ORIGIN, secret)
        self.known = [self.signer.verifier()]
        self.leaves: list[bytes] = []
        self.stored: dict[tuple[int, int], bytes] = {}

    def get(self, level: int, index: int) -> bytes:
        return self.stored[level, index]

    @rule(batch=LEAVES)
    def grow(self, batch: list[bytes]) -> None:
        for one in batch:
            for level, index, value in tree.append(len(self.leaves), tree.leaf_hash(one), self.get):
                assert (level, index) not in self.stored, "a hash that is stored never changes"
                self.stored[level, index] = value
            self.leaves.append(one)

    @rule(target=held)
    def give_a_checkpoint_outside(self) -> Held:
        size = len(self.leaves)
        return size, note.sign(Checkpoint(ORIGIN, size, tree.root(size, self.get)).text(), self.signer)

    @rule(given=held, data=st.data())
    def prove_an_entry(self, given: Held, data: st.DataObject) -> None:
        size, signed = given
        if not size:
            return
        index = data.draw(st.integers(0, size - 1))
        proof = Proof.parse(Proof(index, tuple(tree.inclusion(index, size, self.get)), signed).text())
        assert proof.verify(self.leaves[index], self.known).size == size
        other = data.draw(st.binary(max_size=20).filter(lambda leaf: leaf != self.leaves[index]))
        with pytest.raises(ProofFails):
            proof.verify(other, self.known)

    @rule(one=held, other=held)
    def lead_from_one_checkpoint_to_another(self, one: Held, other: Held) -> None:
        old, new = sorted((self._opened(one), self._opened(other)), key=lambda point: point.size)
        path = tree.consistency(old.size, new.size, self.get)
        tree.verify_consistency(old.size, new.size, path, old.root, new.root)
        if path:
            with pytest.raises(ProofFails):
                tree.verify_consistency(old.size, new.size, path[:-1], old.root, new.root)

    @precondition(lambda self: self.leaves)
    @rule(given=held, data=st.data())
    def change_the_past(self, given: Held, data: st.DataObject) -> None:
        """The keeper changes one entry that the checkpoint covers, makes all hashes anew and signs again."""
        point = self._opened(given)
        if not point.size:
            return
        place = data.draw(st.integers(0, point.size - 1))
        forged = tree.Memory([*self.leaves[:place], self.leaves[place] + b"!", *self.leaves[place + 1 :]])
        assert forged.root(point.size) != point.root
        path = tree.consistency(point.size, forged.size, forged.get)
        with pytest.raises(ProofFails):
            tree.verify_consistency(point.size, forged.size, path, point.root, forged.root())

    @invariant()
    def the_root_is_the_one_of_the_definition(self) -> None:
        if hasattr(self, "leaves"):
            assert tree.root(len(self.leaves), self.get) == by_definition(self.leaves)

    def teardown(self) -> None:
        """The published tiles give the same leaves back."""
        if not hasattr(self, "leaves"):
            return
        size = len(self.leaves)
        files = dict(tiles.files(size, self.get, lambda index: self.leaves[index]))
        assert sorted(files) == sorted(tiles.tile_paths(size))
        assert list(tiles.read_leaves(size, files.__getitem__)) == self.leaves

    def _opened(self, given: Held) -> Checkpoint:
        return Checkpoint.parse(note.verify(given[1], self.known))


TestLogMachine = LogMachine.TestCase
TestLogMachine.settings = settings(max_examples=often(60), stateful_step_count=40, deadline=None)
TestLogMachine.pytestmark = [pytest.mark.once]
