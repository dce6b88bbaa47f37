"""Read a file: what it is, which documents it holds, every field with its state. Registers nothing, knows no tables."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from tallystick.adapters.pages import open_pages
from tallystick.adapters.recogniser import FaxLineRecogniser, PaddleRecogniser
from tallystick.model.errors import NotThere
from tallystick.model.reading import Reading
from tallystick.model.words import UnreadReason
from tallystick.reading.editions import Editions, load
from tallystick.reading.known import Known, parse
from tallystick.reading.shapes import FORMATS
from tallystick.reading.transmission import Reader, read_pages

DATES = ("prepared", "date_of_birth", "cancels")
_ISO = re.compile(r"\d{4}-\d\d-\d\d")

READER_VERSION = "tallystick-reading 5, faxline 1, PP-OCRv6-small"
"""Program and model: readings of another version are made anew."""


def read_bytes(data: bytes, *, known: Known | None = None) -> Reading:
    """All that this reader makes of one original; never raises on content, ``Reading.unread`` has the reason."""
    opened = open_pages(data)
    evidence, documents = read_pages(opened.pages, Reader(editions(), recogniser(), known or Known(), second))
    return Reading(
        sha256=hashlib.sha256(data).hexdigest(),
        reader=READER_VERSION,
        media=opened.media,
        pages=evidence,
        documents=documents,
        unread=opened.unread,
        detail=opened.detail,
        text="\n".join(page.text for page in opened.pages if page.text),
    )


MAX_FILE = 256 * 1024 * 1024
"""Bytes of a file that is read: a fax of 200 pages has 20 million; the original is kept whatever its size."""


def read_files(paths: Sequence[Path], *, known: Known | None = None) -> Iterator[tuple[Path, Reading]]:
    """Each file with its reading, in order, a folder's by name; the same bytes are read once.

    Raises:
        NotThere: no such file.

    """
    done: dict[bytes, Reading] = {}
    for path in (one for given in paths for one in _files(given)):
        if path.is_file() and path.stat().st_size > MAX_FILE:
            yield path, _too_large(path)
            continue
        data = file_bytes(path)
        digest = hashlib.sha256(data).digest()
        if digest not in done:
            done[digest] = read_bytes(data, known=known)
        yield path, done[digest]


def _files(path: Path) -> list[Path]:
    """The file itself, or every file of a folder and of those below it."""
    return sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path]


def _too_large(path: Path) -> Reading:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    detail = f"the file has {path.stat().st_size} bytes; up to {MAX_FILE} are read"
    media = "application/octet-stream"
    return Reading(digest, READER_VERSION, media, (), (), UnreadReason.TOO_LARGE, detail)


def known_names(path: Path) -> Known:
    """A city's own institutions, offices and event numbers' first letters from a TOML file.

    Raises:
        NotThere: no such file.
        WrongUse: it holds something else.

    """
    return parse(file_bytes(path).decode("utf-8", "replace"), str(path))


def normal_value(name: str, value: str) -> str:
    """A field's value in its one normal form, empty when it has none: dates ISO, A-numbers A and nine digits.

    A citizenship gets its ISO 3166-1 code; what has no set form stays as it is.
    """
    if name == "citizenship":
        return editions().codes.get(value.upper(), "")
    if name in DATES:
        return value if _ISO.fullmatch(value) else ""
    form = FORMATS.get(name)
    return value if form is None else form.written(value) or ""


def file_bytes(path: Path) -> bytes:
    """The bytes of a file.

    Raises:
        NotThere: no such file, or it is a folder.

    """
    try:
        return path.read_bytes()
    except (FileNotFoundError, IsADirectoryError, PermissionError) as error:
        raise NotThere(f"'{path}' cannot be read: {error.strerror}", remedy="give the path of a file") from error


@cache
def recogniser() -> FaxLineRecogniser:
    """Our own engine, loaded once a process."""
    return FaxLineRecogniser()


@cache
def second() -> PaddleRecogniser:
    """The engine that is asked where our own is not sure, loaded once a process when it is first needed."""
    return PaddleRecogniser()


@cache
def editions() -> Editions:
    """The forms that ship with the program and those of the folder that ``TALLYSTICK_FORMS`` names.

    Raises:
        WrongUse: a file of either names what does not exist.

    """
    folders: list[Traversable] = [files("tallystick.reading") / "editions"]
    if own := os.environ.get("TALLYSTICK_FORMS"):
        folders.append(Path(own))
    found = [one for folder in folders if folder.is_dir() for one in folder.iterdir() if one.name.endswith(".toml")]
    return load({f"{place:03} {one.name}": one.read_text(encoding="utf-8") for place, one in enumerate(found)})
