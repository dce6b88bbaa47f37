"""What a reader has said about headings, kept in a file: a column is asked about once. Must not know Django."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from tallystick.model.errors import BadList
from tallystick.model.lists import Column


def remembered(path: Path) -> dict[str, Column]:
    """The meanings of headings that the file holds; none when it is not there yet.

    Raises:
        BadList: the file is no table of headings and known words.

    """
    if not path.is_file():
        return {}
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return {str(heading): Column(word) for heading, word in found.items()}
    except (ValueError, AttributeError) as error:
        raise BadList(
            f"these are no answers: {error}", where=str(path), remedy="remove the file, or mend it"
        ) from error


def remember(path: Path, columns: Mapping[str, Column]) -> None:
    """Keep the meanings beside those that the file holds; a new one replaces an old one of the same heading."""
    known = remembered(path) | dict(columns)
    path.parent.mkdir(parents=True, exist_ok=True)
    plain = {heading: column.value for heading, column in sorted(known.items())}
    path.write_text(json.dumps(plain, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
