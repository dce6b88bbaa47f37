"""Proofs as Tallystick makes them, and the same with one thing changed, as a file that other people's programs read."""

from __future__ import annotations

import base64
import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from register.making import COMMON, ORIGIN, ZONE
from tallystick.model.events import Sweep
from tallystick.register import base64lines, canonical, leaf, note, tree
from tallystick.register.checkpoint import Checkpoint
from tallystick.register.proof import Proof


@dataclass(frozen=True)
class Claim:
    """A leaf and the proof of its place; ``changed`` says what was changed in it, empty for an honest one."""

    leaf: bytes
    proof: Proof
    changed: str = ""

    def line(self) -> str:
        return json.dumps({"Leaf": base64.b64encode(self.leaf).decode(), "Proof": self.proof.text()})


@dataclass(frozen=True)
class Continues:
    """A claim that the tree of one size continues that of another."""

    old: tuple[int, bytes]
    new: tuple[int, bytes]
    path: tuple[bytes, ...]
    changed: str = ""

    def line(self) -> str:
        old, new = ({"Size": size, "Root": base64lines.encode(root)} for size, root in (self.old, self.new))
        return json.dumps({"Old": old, "New": new, "Path": [base64lines.encode(one) for one in self.path]})


class Keeper:
    """A log of ``size`` entries whose leaves are made as the register makes them; the same for the same seed."""

    def __init__(self, size: int, seed: int) -> None:
        self.chance = random.Random(seed)
        self.size = size
        self.signer = note.Signer(ORIGIN, self.chance.randbytes(32))
        self.leaves = [self._leaf(number) for number in range(size)]
        self.tree = tree.Memory(self.leaves)
        self.checkpoint = cache(self._checkpoint)

    @property
    def vkey(self) -> str:
        return self.signer.verifier().vkey

    def _leaf(self, number: int) -> bytes:
        event = Sweep(**COMMON, period="2025-03", found=number, signed_by="INVENTED")
        return leaf.make(leaf.values_of(event, canonical.encode(event), ZONE), self.chance.randbytes(32))

    def _checkpoint(self, size: int) -> str:
        return note.sign(Checkpoint(ORIGIN, size, self.tree.root(size)).text(), self.signer)

    def claim(self, index: int, size: int) -> Claim:
        path = tuple(tree.inclusion(index, size, self.tree.get))
        return Claim(self.leaves[index], Proof(index, path, self.checkpoint(size)))

    def continues(self, old: int, new: int) -> Continues:
        path = tuple(tree.consistency(old, new, self.tree.get))
        return Continues((old, self.tree.root(old)), (new, self.tree.root(new)), path)

    def claims(self, count: int) -> Iterator[Claim]:
        """Every place in every small tree first, where the odd shapes are; then any place in any larger one."""
        small = [(index, size) for size in range(1, 130) for index in range(size)]
        for index, size in small[:count]:
            yield self.claim(index, size)
        for _ in range(count - len(small)):
            size = self.chance.randrange(130, self.size + 1)
            yield self.claim(self.chance.randrange(size), size)

    def continuations(self, count: int) -> Iterator[Continues]:
        for _ in range(count):
            new = self.chance.randrange(2, self.size + 1)
            yield self.continues(self.chance.randrange(1, new), new)


# -- one thing changed ----------------------------------------------------------------------------------------------

Change = Callable[[Keeper, Claim], Claim | None]


def _flip(keeper: Keeper, raw: bytes) -> bytes:
    place = keeper.chance.randrange(len(raw) * 8)
    return bytes(byte ^ (1 << place % 8 if at == place // 8 else 0) for at, byte in enumerate(raw))


def _in_leaf(keeper: Keeper, claim: Claim) -> Claim:
    return replace(claim, leaf=_flip(keeper, claim.leaf))


def _other_leaf(keeper: Keeper, claim: Claim) -> Claim:
    other = (claim.proof.index + 1 + keeper.chance.randrange(keeper.size - 1)) % keeper.size
    return replace(claim, leaf=keeper.leaves[other])


def _with_path(claim: Claim, path: list[bytes]) -> Claim:
    return replace(claim, proof=replace(claim.proof, path=tuple(path)))


def _in_path(keeper: Keeper, claim: Claim) -> Claim | None:
    path = list(claim.proof.path)
    if not path:
        return None
    place = keeper.chance.randrange(len(path))
    path[place] = _flip(keeper, path[place])
    return _with_path(claim, path)


def _shorter_path(keeper: Keeper, claim: Claim) -> Claim | None:
    path = list(claim.proof.path)
    if not path:
        return None
    path.pop(keeper.chance.randrange(len(path)))
    return _with_path(claim, path)


def _longer_path(keeper: Keeper, claim: Claim) -> Claim:
    path = list(claim.proof.path)
    path.insert(keeper.chance.randrange(len(path) + 1), keeper.chance.randbytes(32))
    return _with_path(claim, path)


def _swapped_path(keeper: Keeper, claim: Claim) -> Claim | None:
    path = list(claim.proof.path)
    if len(path) < 2:
        return None
    place = keeper.chance.randrange(len(path) - 1)
    path[place], path[place + 1] = path[place + 1], path[place]
    return _with_path(claim, path)


def _other_index(keeper: Keeper, claim: Claim) -> Claim | None:
    size = claim.proof.claimed().size
    if size < 2:
        return None
    index = (claim.proof.index + 1 + keeper.chance.randrange(size - 1)) % size
    return replace(claim, proof=replace(claim.proof, index=index))


def _index_beyond(keeper: Keeper, claim: Claim) -> Claim:
    beyond = claim.proof.claimed().size + keeper.chance.randrange(3)
    return replace(claim, proof=replace(claim.proof, index=beyond))


def _with_checkpoint(claim: Claim, checkpoint: str) -> Claim:
    return replace(claim, proof=replace(claim.proof, checkpoint=checkpoint))


def _resigned(claim: Claim, point: Checkpoint, signed: note.Note) -> Claim:
    """Another text above the old signature."""
    (old,) = signed.signatures
    line = f"\u2014 {old.name} {base64lines.encode(old.key_id + old.value)}\n"
    return _with_checkpoint(claim, f"{point.text()}\n{line}")


def _in_root(keeper: Keeper, claim: Claim) -> Claim:
    signed, point = note.parse(claim.proof.checkpoint), claim.proof.claimed()
    return _resigned(claim, replace(point, root=_flip(keeper, point.root)), signed)


def _other_size(keeper: Keeper, claim: Claim) -> Claim:
    signed, point = note.parse(claim.proof.checkpoint), claim.proof.claimed()
    return _resigned(claim, replace(point, size=point.size + 1 + keeper.chance.randrange(9)), signed)


def _in_signature(keeper: Keeper, claim: Claim) -> Claim:
    signed = note.parse(claim.proof.checkpoint)
    (old,) = signed.signatures
    line = f"\u2014 {old.name} {base64lines.encode(_flip(keeper, old.key_id + old.value))}\n"
    return _with_checkpoint(claim, f"{signed.text}\n{line}")


def _of_another_size(keeper: Keeper, claim: Claim) -> Claim:
    """A true checkpoint of the same log, but at a size that this path does not lead to."""
    size = claim.proof.claimed().size
    return _with_checkpoint(claim, keeper.checkpoint(size - 1 if size == keeper.size else size + 1))


def _by_another_key(keeper: Keeper, claim: Claim) -> Claim:
    text = note.parse(claim.proof.checkpoint).text
    return _with_checkpoint(claim, note.sign(text, note.Signer(ORIGIN, keeper.chance.randbytes(32))))


CHANGES: dict[str, Change] = {
    "a bit of the leaf": _in_leaf,
    "another entry's leaf": _other_leaf,
    "a bit of the path": _in_path,
    "a shorter path": _shorter_path,
    "a longer path": _longer_path,
    "two hashes of the path exchanged": _swapped_path,
    "another index": _other_index,
    "an index beyond the log": _index_beyond,
    "a bit of the root": _in_root,
    "another size": _other_size,
    "a bit of the signature": _in_signature,
    "a checkpoint of another size": _of_another_size,
    "a checkpoint by another key": _by_another_key,
}


def mutants(keeper: Keeper, claims: list[Claim], count: int) -> list[Claim]:
    """``count`` changed proofs, every kind of change as often as its turn comes."""
    found: list[Claim] = []
    names = list(CHANGES)
    for turn in range(10 * count):
        name = names[turn % len(names)]
        made = CHANGES[name](keeper, keeper.chance.choice(claims))
        if made is not None:
            found.append(replace(made, changed=name))
        if len(found) == count:
            break
    return found


def broken_continuations(keeper: Keeper, honest: list[Continues], count: int) -> list[Continues]:
    """``count`` claims of continuation with one bit changed in the old root, the new root or the path."""
    found: list[Continues] = []
    for turn in range(count):
        claim = keeper.chance.choice(honest)
        part = ("old root", "new root", "path")[turn % 3 if claim.path else turn % 2]
        if part == "old root":
            claim = replace(claim, old=(claim.old[0], _flip(keeper, claim.old[1])))
        elif part == "new root":
            claim = replace(claim, new=(claim.new[0], _flip(keeper, claim.new[1])))
        else:
            path = list(claim.path)
            place = keeper.chance.randrange(len(path))
            path[place] = _flip(keeper, path[place])
            claim = replace(claim, path=tuple(path))
        found.append(replace(claim, changed=f"a bit of the {part}"))
    return found
