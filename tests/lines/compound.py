"""Makes the foreign boxes of the tests: an Outlook .msg (compound file, [MS-CFB]) and a winmail.dat ([MS-OXTNEF])."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

_SECTOR, _SMALL = 512, 4096
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_STORAGE, _STREAM, _ROOT = 1, 2, 5


@dataclass
class Storage:
    """A storage of a compound file: streams by name, storages by name."""

    streams: dict[str, bytes] = field(default_factory=dict)
    storages: dict[str, Storage] = field(default_factory=dict)


def msg(*attachments: bytes | Storage) -> bytes:
    """An Outlook message with these attachments; a Storage is a message within it."""
    return _compound(msg_storage(*attachments))


def msg_storage(*attachments: bytes | Storage) -> Storage:
    """The storage of an Outlook message."""
    made = Storage({"__properties_version1.0": bytes(32)})
    for number, one in enumerate(attachments):
        inside = Storage({"__properties_version1.0": bytes(8)})
        if isinstance(one, Storage):
            inside.storages["__substg1.0_3701000D"] = one
        else:
            inside.streams["__substg1.0_37010102"] = one
        made.storages[f"__attach_version1.0_#{number:08X}"] = inside
    return made


def tnef(*attachments: bytes) -> bytes:
    """A winmail.dat with these files."""
    made = struct.pack("<IH", 0x223E9F78, 1)
    for data in attachments:
        made += struct.pack("<BII", 2, 0x00018010, 4) + b"a.t\0" + bytes(2)
        made += struct.pack("<BII", 2, 0x0006800F, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)
    return made


def _compound(root: Storage) -> bytes:
    """A version 3 compound file. Every stream is padded to 4096 bytes, so that no small-block stream is needed."""
    entries: list[list[object]] = [["Root Entry", _ROOT, _FREE, _FREE, _FREE, b""]]
    _add(entries, 0, root)
    directory_sectors = -(-len(entries) // 4)
    chains, body = [directory_sectors], b""
    starts = {}
    for place, (_, _, _, _, _, data) in enumerate(entries):
        if data:
            starts[place] = sum(chains)
            chains.append(-(-len(data) // _SECTOR))
            body += data.ljust(chains[-1] * _SECTOR, b"\0")
    directory = b"".join(_entry(starts.get(place, 0), *one) for place, one in enumerate(entries))
    body = directory.ljust(directory_sectors * _SECTOR, b"\0") + body
    sectors = len(body) // _SECTOR
    fat_sectors = 1
    while fat_sectors * 128 < sectors + fat_sectors:
        fat_sectors += 1
    fat = [number for chain, first in _placed(chains) for number in [*range(first + 1, first + chain), _END]]
    fat += [_FAT] * fat_sectors
    fat += [_FREE] * (fat_sectors * 128 - len(fat))
    where = [sectors + number for number in range(fat_sectors)]
    where += [_FREE] * (109 - fat_sectors)
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, fat_sectors, 0, 0, _SMALL, _END, 0, _END, 0) + struct.pack("<109I", *where)
    return head + body + struct.pack(f"<{len(fat)}I", *fat)


def _placed(chains: list[int]) -> list[tuple[int, int]]:
    return [(chain, sum(chains[:place])) for place, chain in enumerate(chains)]


def _add(entries: list[list[object]], parent: int, storage: Storage) -> None:
    previous = None
    for name, item in [*storage.streams.items(), *storage.storages.items()]:
        place = len(entries)
        stream = isinstance(item, bytes)
        data = item.ljust(_SMALL, b"\0") if isinstance(item, bytes) else b""
        entries.append([name, _STREAM if stream else _STORAGE, _FREE, _FREE, _FREE, data])
        if previous is None:
            entries[parent][4] = place
        else:
            entries[previous][3] = place
        previous = place
        if isinstance(item, Storage):
            _add(entries, place, item)


def _entry(start: int, name: str, kind: int, left: int, right: int, child: int, data: bytes) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    return (
        text.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(text), kind, 1, left, right, child)
        + bytes(36)
        + struct.pack("<IQ", start if data else 0, len(data))
    )
