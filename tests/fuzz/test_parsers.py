"""Hostile bytes end in a refusal with words or in a value, never in another error: thousands of them for each parser.

Bytes are changed as a dictionary-less fuzzer does it, from seeds that the parser understands. ``make soak`` searches
further with atheris, led by which lines were reached (``coverage_guided.py``).
"""

from __future__ import annotations

import random

import pytest

from fuzz.parsers import PARSERS
from soak import Tell, often

pytestmark = pytest.mark.once

INPUTS = often(400)
HOSTILE = (
    b"",
    b"\0",
    b"\xff\xfe",
    b"\n\n",
    b"-1",
    b"99999999999999999999",
    b"\xed\xa0\x80",
    b"[" * 300,
    b"\x7f\xff\xff\xff",
)


def changed(seed: bytes, chance: random.Random) -> bytes:
    data = bytearray(seed)
    for _ in range(chance.randrange(1, 5)):
        place = chance.randrange(len(data) + 1)
        match chance.randrange(5):
            case 0 if data:
                data[place % len(data)] ^= 1 << chance.randrange(8)
            case 1:
                data[place:place] = chance.choice(HOSTILE)
            case 2:
                del data[place : place + chance.randrange(40)]
            case 3:
                other = chance.randrange(len(data) + 1)
                data[place:place] = data[other : other + chance.randrange(80)]
            case _:
                data[place : place + 4] = chance.randbytes(4)
    return bytes(data)


@pytest.mark.parametrize("name", sorted(PARSERS))
def test_no_bytes_make_a_parser_fail_in_another_way_than_by_words(name: str, record_property: Tell) -> None:
    parser = PARSERS[name]
    chance = random.Random(name)
    for hostile in (*parser.seeds, *HOSTILE):
        parser(hostile)
    for _ in range(INPUTS):
        data = changed(chance.choice(parser.seeds), chance)
        try:
            parser(data)
        except Exception as error:
            raise AssertionError(f"{name} failed on {data!r}") from error
    record_property("hostile inputs given to parsers", INPUTS)


@pytest.mark.parametrize("name", sorted(PARSERS))
def test_a_parser_understands_its_seed(name: str) -> None:
    PARSERS[name].take(PARSERS[name].seeds[0])
