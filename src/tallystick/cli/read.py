"""``tallystick read``: read files and say what is in them; registers nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from tallystick.cli.console import emit, out
from tallystick.model.reading import (
    Box,
    BoxReading,
    DocumentReading,
    Doubtful,
    FieldReading,
    MarkReading,
    Read,
    Reading,
)
from tallystick.model.words import ASKED_BY_FORM, FormKind
from tallystick.services.read import country_code, known_names, read_files

app = typer.Typer(add_completion=False)

_NAMES = {
    "event_no": "event_number",
    "file_no": "file_number",
    "prepared": "form_date",
    "to": "institution",
    "from": "issuing_office",
    "name": "subject_name",
    "date_of_birth": "birth_date",
}
"""Names of fields in the answer that differ from those of the register."""
_NO_FORM = (FormKind.COVER, FormKind.OTHER, FormKind.UNKNOWN, FormKind.NOTICE_PAGES, FormKind.JUDICIAL_WARRANT)
_GUESS = 0.07
"""Ink from which a box that a person must look at is more likely marked than not."""


@app.command(epilog="Example: tallystick read recvq/fax000000017.tif --json")
def read(
    paths: Annotated[list[Path], typer.Argument(help="Files: fax TIFF, PDF, JPEG, PNG.")],
    known: Annotated[
        Path | None, typer.Option(help="TOML file: a city's own institutions, offices, event_prefixes.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON value on standard output.")] = False,
) -> None:
    """Read files: what each is, its documents, every field as read, doubtful or unread. Registers nothing."""
    readings = read_files(paths, known=known_names(known) if known else None)
    if json:
        emit([element for path, reading in readings for element in _elements(path, reading)])
        return
    for path, reading in readings:
        _tell(path, reading)


def _elements(path: Path, reading: Reading) -> Iterator[dict[str, Any]]:
    """One element a document; a file without any is one that says why."""
    about: dict[str, Any] = {"path": str(path), "media": reading.media, "reader": reading.reader}
    if not reading.documents:
        reason = reading.unread.value if reading.unread else ""
        yield about | {"kind": "unreadable", "pages": [], "form": None, "reason": reason, "detail": reading.detail}
    for document in reading.documents:
        pages = [page + 1 for page in document.pages]
        evidence = [one for one in reading.pages if one.page in document.pages]
        yield about | {
            "kind": "request" if document.form in ASKED_BY_FORM else document.form.value,
            "pages": pages,
            "form": None if document.form in _NO_FORM else {"id": document.form.value, "edition": document.edition},
            "headers": [one.header for one in evidence],
            "printed_pages": [one.printed_page for one in evidence],
            "damaged_pages": [one.page + 1 for one in evidence if one.damaged],
            **_read(document),
        }


def _read(document: DocumentReading) -> dict[str, Any]:
    fields = {name: _field(name, one, document) for name, one in {**document.fields, **document.further}.items()}
    boxes: dict[str, BoxReading | MarkReading] = {box.basis.value: box for box in document.boxes}
    boxes |= {mark.name: mark for mark in document.marks}
    return {
        "fields": {_NAMES.get(name, name): one for name, one in fields.items()},
        "checks": {name: box.density >= _GUESS for name, box in boxes.items()},
        "check_status": {name: "doubtful" if box.marked is None else "read" for name, box in boxes.items()},
    }


def _field(name: str, field: FieldReading, document: DocumentReading) -> dict[str, Any]:
    told: dict[str, Any] = {"value": "", "normal": "", "confidence": 0.0, "status": type(field).__name__.lower()}
    if isinstance(field, Read | Doubtful):
        told["value"] = document.printed.get(name, "") or field.value
        told["normal"] = country_code(field.value) if name == "citizenship" else field.value
        told["confidence"] = field.score
    else:
        told["reason"] = field.reason.value
    if isinstance(field, Doubtful):
        told["others"] = list(field.others)
    return told | _place(field.box)


def _place(box: Box | None) -> dict[str, Any]:
    if box is None:
        return {"page": None, "box": None}
    return {"page": box.page + 1, "box": [box.left, box.top, box.right, box.bottom]}


def _tell(path: Path, reading: Reading) -> None:
    out(f"{path}: {reading.media}, {_count(len(reading.pages), 'page')}, {_count(len(reading.documents), 'document')}")
    if reading.unread or reading.detail:
        out(f"  not read: {reading.unread or 'in part'}: {reading.detail}")
    for document in reading.documents:
        pages = ", ".join(str(page + 1) for page in document.pages)
        edition = f" ({document.edition})" if document.edition else ""
        out(f"  {document.form}{edition}, page {pages}")
        for name, field in {**document.fields, **document.further}.items():
            out(f"    {_NAMES.get(name, name):14} {_shown(field)}")
        for box in document.boxes:
            out(f"    {'[box]':14} {box.basis}: {_marked(box)}")
        for mark in document.marks:
            out(f"    {'[box]':14} {mark.name}: {_marked(mark)}")


def _marked(box: BoxReading | MarkReading) -> str:
    word = {True: "marked", False: "empty", None: "a person decides"}[box.marked]
    return f"{word} (ink {box.density:.2f})"


def _shown(field: FieldReading) -> str:
    if isinstance(field, Read):
        return f"{field.value}  (read, {field.score:.2f})"
    if isinstance(field, Doubtful):
        others = f"; or {', '.join(field.others)}" if field.others else ""
        return f"{field.value}?  (doubtful, {field.score:.2f}{others})"
    return f"-  (unread: {field.reason})"


def _count(number: int, unit: str) -> str:
    return f"{number} {unit}{'' if number == 1 else 's'}"
