"""``tallystick read``: read files and folders and say what is in them; registers nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from tallystick.cli.console import emit, out
from tallystick.model.reading import (
    FIELD_NAMES,
    FURTHER_FIELDS,
    Box,
    BoxReading,
    DocumentReading,
    Doubtful,
    FieldReading,
    MarkReading,
    Read,
    Reading,
    Unread,
)
from tallystick.model.words import ASKED_BY_FORM, FormKind, StatedBasis, UnreadReason
from tallystick.services.read import known_names, normal_value, read_files

app = typer.Typer(add_completion=False)

_NAMES = {
    "event_no": "event_number",
    "file_no": "file_number",
    "prepared": "form_date",
    "to": "institution",
    "from": "issuing_office",
    "name": "subject_name",
    "date_of_birth": "birth_date",
    "cancels": "cancelled_date",
}
"""Names of fields in the answer that differ from those of the register."""
_NO_FORM = (FormKind.COVER, FormKind.OTHER, FormKind.UNKNOWN, FormKind.NOTICE_PAGES, FormKind.JUDICIAL_WARRANT)
_CHECKS = (*(basis.value for basis in StatedBasis), "cancel")
_GUESS = 0.07
"""Ink from which a box that a person must look at is more likely marked than not."""
_ALWAYS = (*FIELD_NAMES, "notify_phone", "officer")
_MISSING = Unread(UnreadReason.NOT_FOUND)
_NOTHING = DocumentReading(FormKind.UNKNOWN, "", ())


@app.command(epilog="Example: tallystick read recvq/fax000000017.tif --json")
def read(
    paths: Annotated[list[Path], typer.Argument(help="Files (fax TIFF, PDF, JPEG, PNG) and folders of them.")],
    known: Annotated[
        Path | None, typer.Option(help="TOML file: a city's own institutions, offices, event_prefixes.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON value on standard output.")] = False,
) -> None:
    """Read files: what each is, its documents, every field as read, doubtful or unread. Registers nothing.

    A folder stands for all files in it and below. With --json the answer is a list with one element for each document,
    and one for each file in which there is none; every field and every check is always there.
    """
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
        why = {"reason": reason, "detail": reading.detail}
        yield about | {"kind": "unreadable", "pages": [], "form": None} | why | _read(_NOTHING)
    for document in reading.documents:
        yield (
            about
            | _paper(document)
            | _evidence(document, reading)
            | {"enclosed": [_paper(paper) for paper in document.enclosed]}
        )


def _paper(document: DocumentReading) -> dict[str, Any]:
    """What one document is, where it stands, and what was read of it."""
    return {
        "kind": "request" if document.form in ASKED_BY_FORM else document.form.value,
        "pages": [page + 1 for page in document.pages],
        "form": None if document.form in _NO_FORM else {"id": document.form.value, "edition": document.edition},
        **_read(document),
    }


def _evidence(document: DocumentReading, reading: Reading) -> dict[str, Any]:
    """What the pages of a document and the machine that received them say of the call."""
    pages = [one for one in reading.pages if one.page in document.pages]
    return {
        "headers": [one.header for one in pages],
        "printed_pages": [one.printed_page for one in pages],
        "lost_pages": list(reading.lost_pages(document)),
        "lost_in_call": list(reading.lost_in_call()),
        "damaged_pages": [one.page + 1 for one in pages if one.damaged],
        "upside_down_pages": [one.page + 1 for one in pages if one.upside_down],
        "sender": next((one.sender for one in pages if one.sender), ""),
        "sent": next((one.sent for one in pages if one.sent), ""),
        "caller": next((one.caller for one in pages if one.caller), ""),
        "received": next((one.received for one in pages if one.received), ""),
        "line": next((one.line for one in pages if one.line), ""),
    }


def _read(document: DocumentReading) -> dict[str, Any]:
    found: Mapping[str, FieldReading] = {**document.fields, **document.further}
    names = [*FIELD_NAMES, *FURTHER_FIELDS]
    fields = {
        name: _field(name, found.get(name, _MISSING), document) for name in names if name in found or name in _ALWAYS
    }
    boxes: dict[str, BoxReading | MarkReading] = {box.basis.value: box for box in document.boxes}
    boxes |= {mark.name: mark for mark in document.marks}
    sure = {name for name in _CHECKS if name in boxes and boxes[name].marked is not None}
    return {
        "fields": {_NAMES.get(name, name): one for name, one in fields.items()},
        "checks": {name: name in boxes and _guess(boxes[name]) for name in _CHECKS},
        "check_status": {name: "read" if name in sure else "doubtful" for name in _CHECKS},
    }


def _guess(box: BoxReading | MarkReading) -> bool:
    return box.density >= _GUESS if box.marked is None else box.marked


def _field(name: str, field: FieldReading, document: DocumentReading) -> dict[str, Any]:
    told: dict[str, Any] = {"value": "", "normal": "", "confidence": 0.0, "status": type(field).__name__.lower()}
    if isinstance(field, Read | Doubtful):
        told["value"] = document.printed.get(name, "") or field.value
        told["normal"] = normal_value(name, field.value)
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
    if lost := reading.lost_in_call():
        out(f"  the sender's machine counted pages that are not here: {', '.join(map(str, lost))}")
    for document in reading.documents:
        pages = ", ".join(str(page + 1) for page in document.pages)
        edition = f" ({document.edition})" if document.edition else ""
        out(f"  {document.form}{edition}, page {pages}")
        if lost := reading.lost_pages(document):
            out(f"    by what is printed on the others, page {', '.join(map(str, lost))} of it is not here")
        for name, field in {**document.fields, **document.further}.items():
            out(f"    {_NAMES.get(name, name):14} {_shown(field)}")
        for paper in document.enclosed:
            out(f"    with it {paper.form} ({paper.edition or 'edition not told'}), page {paper.pages[0] + 1}")
            for name, field in {**paper.fields, **paper.further}.items():
                out(f"      {_NAMES.get(name, name):14} {_shown(field)}")
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
