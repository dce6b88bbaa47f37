"""A change of any single byte in any file of a published folder is refused, and the file is named.

Every seventh place of every file is tried, at another offset for each file; ``make soak`` tries them all.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from register.making import a_site
from tallystick.register.audit import audit
from tallystick.register.source import Held

KEEPER, SITE = a_site()
STRIDE = 1 if os.environ.get("TALLYSTICK_SOAK") else 7


def changed(content: bytes, place: int) -> Iterator[bytes]:
    """One bit turned, a letter's case turned, the byte taken out, the byte written twice."""
    yield content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]
    yield content[:place] + bytes([content[place] ^ 0x20]) + content[place + 1 :]
    yield content[:place] + content[place + 1 :]
    yield content[:place] + content[place : place + 1] + content[place:]


def passes_or_is_not_named(name: str, content: bytes, vkey: str | None) -> bool:
    found = audit(Held(SITE | {name: content}), vkey)
    words = "\n".join(one.words for one in found.findings if one.ok is False)
    return found.ok or name not in words


def unseen(name: str, stride: int, vkey: str | None) -> list[int]:
    """Places of a file where a change passes, or the refusal does not name the file; the four changes take turns."""
    content, first = SITE[name], len(name) % stride
    found = []
    for place in range(first, len(content), stride):
        every = [other for other in changed(content, place) if other != content]
        other = every[place // stride % len(every)]
        if passes_or_is_not_named(name, other, vkey):
            found.append(place)
    return found


@pytest.mark.parametrize("name", sorted(SITE))
def test_a_changed_byte_is_refused_and_its_file_is_named(name: str) -> None:
    assert unseen(name, STRIDE, KEEPER.vkey) == []


@pytest.mark.parametrize("name", ["log/checkpoint", "manifest.sha256", "log/key.vkey"])
def test_a_changed_byte_of_what_is_signed_is_refused_also_without_the_readers_key(name: str) -> None:
    assert unseen(name, 1, None) == []
