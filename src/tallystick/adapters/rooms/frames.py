"""What the decoding child writes and the parent reads: frames of a JSON head and raw bytes.

A stream without its last frame tells that the child was stopped; the pages before it are still good.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator
from typing import Any, BinaryIO

REQUEST = struct.Struct(">IQ")
"""Before a request: bytes of its JSON head, bytes of the file."""
ANSWER = struct.Struct(">iQ")
"""Before an answer: the decoder's exit status (negative for a signal), bytes of its frames."""
_HEAD = struct.Struct(">IQ")


def write_frame(stream: BinaryIO, head: dict[str, Any], body: bytes = b"") -> None:
    """Write one frame: the lengths of head and body, the head as JSON, the body."""
    text = json.dumps(head).encode()
    stream.write(_HEAD.pack(len(text), len(body)))
    stream.write(text)
    stream.write(body)


def read_frames(data: bytes) -> Iterator[tuple[dict[str, Any], bytes]]:
    """All whole frames of ``data``; what is cut short at the end is left out."""
    at = 0
    while at + _HEAD.size <= len(data):
        text_size, body_size = _HEAD.unpack_from(data, at)
        start = at + _HEAD.size
        at = start + text_size + body_size
        if at > len(data):
            return
        yield json.loads(data[start : start + text_size]), data[start + text_size : at]
