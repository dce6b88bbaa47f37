"""What an audit reads: names and bytes. The adapters make one of a folder, an archive or a single file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from tallystick.model.errors import NotThere, ProofFails


class Source(Protocol):
    """Files by name; names are relative and use forward slashes."""

    def names(self) -> Iterable[str]:
        """All names."""
        ...

    def read(self, name: str) -> bytes:
        """The bytes of that name.

        Raises:
            NotThere: there is no such name.

        """
        ...


def text_of(source: Source, name: str) -> str:
    """A file as text.

    Raises:
        ProofFails: it is not UTF-8.
        NotThere: it is missing.

    """
    try:
        return source.read(name).decode("utf-8")
    except UnicodeDecodeError as cause:
        raise ProofFails(f"{name} is not text", where=name) from cause


class Below:
    """The part of a source under a prefix (``""`` or a folder with its slash), as a source of its own."""

    def __init__(self, source: Source, prefix: str) -> None:
        self._source = source
        self._prefix = prefix

    def names(self) -> Iterable[str]:
        """Names without the prefix."""
        return [name.removeprefix(self._prefix) for name in self._source.names() if name.startswith(self._prefix)]

    def read(self, name: str) -> bytes:
        """The bytes of that name under the prefix.

        Raises:
            NotThere: there is no such name.

        """
        return self._source.read(self._prefix + name)


class Held:
    """A source of bytes already in memory."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self._files = files

    def names(self) -> Iterable[str]:
        """All names."""
        return tuple(self._files)

    def read(self, name: str) -> bytes:
        """The bytes of that name.

        Raises:
            NotThere: there is no such name.

        """
        if name not in self._files:
            raise NotThere(f"there is no {name}", where=name)
        return self._files[name]
