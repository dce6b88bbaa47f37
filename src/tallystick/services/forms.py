"""The forms that can be read, as data, and a draft of another print from a sample of it. Knows no register."""

from __future__ import annotations

import json
from pathlib import Path

from tallystick.adapters.pages import open_pages
from tallystick.model.errors import NotThere
from tallystick.reading.editions import Edition
from tallystick.reading.learning import draft
from tallystick.reading.transmission import Reader

from .read import editions, file_bytes, recogniser


def listing() -> tuple[Edition, ...]:
    """Every paper that can be told, those whose fields are read first."""
    return tuple(sorted(editions().all, key=lambda one: (not one.fields, one.form.value)))


def form(number: str) -> Edition:
    """The form of that number or kind.

    Raises:
        NotThere: no such form is known.

    """
    wanted = number.strip().upper()
    found = next((one for one in editions().all if wanted in {one.form.value.upper(), *one.numbers}), None)
    if found is None:
        known = ", ".join(one.form.value for one in listing())
        raise NotThere(f"no form is called '{number}'", remedy=f"known are {known}")
    return found


def learn(path: Path) -> Edition:
    """A draft of the edition on a sample, blank or filled: a known form's labels in the words of this print.

    Raises:
        NotThere: the file cannot be read, or no page of it has the labels of a request form.

    """
    opened = open_pages(file_bytes(path))
    found = draft(opened.pages, Reader(editions(), recogniser()))
    if found is None:
        raise NotThere(
            "no page has the labels of a request form",
            where=str(path),
            remedy="give a clean scan or the PDF of the form's first page"
            + (f" ({opened.detail})" if opened.detail else ""),
        )
    return found


def as_toml(edition: Edition) -> str:
    """The edition as a file of the folder of forms; a field without a label stands there as a remark."""
    known = form(edition.form.value)
    lines = [
        "# A draft: compare every label with the paper before you use it.",
        f"form = {_text(edition.form.value)}",
        f"numbers = {_texts(edition.numbers)}",
        f"titles = {_texts(edition.titles)}",
        *(f"{name} = {_text(text)}" for name in ("end", "officer", "cancel") if (text := getattr(edition, name))),
        *([f"stops = {_texts(edition.stops)}"] if edition.stops else []),
        "",
        "[fields]",
        *(f"{name} = {_texts(labels)}" for name, labels in edition.fields.items()),
        *(f"# no label was found for: {name}" for name in known.fields if name not in edition.fields),
    ]
    if edition.boxes:
        lines += ["", "[boxes]", *(f"{basis.value} = {_text(words)}" for basis, words in edition.boxes.items())]
    return "\n".join(lines) + "\n"


def _text(text: str) -> str:
    """A TOML basic string; JSON's escapes are among TOML's."""
    return json.dumps(text)


def _texts(texts: tuple[str, ...]) -> str:
    return f"[{', '.join(_text(text) for text in texts)}]"
