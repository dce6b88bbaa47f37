"""``tallystick read``: read files and say what is in them; registers nothing."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from tallystick.cli.console import emit, out
from tallystick.model.reading import Doubtful, FieldReading, Read, Reading
from tallystick.services.read import known_names, read_file

app = typer.Typer(add_completion=False)


@app.command(epilog="Example: tallystick read recvq/fax000000017.tif --json")
def read(
    paths: Annotated[list[Path], typer.Argument(help="Files: fax TIFF, PDF, JPEG, PNG.")],
    known: Annotated[Path | None, typer.Option(help="TOML file: a city's own institutions and offices.")] = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON value on standard output.")] = False,
) -> None:
    """Read files: what each is, its documents, every field as read, doubtful or unread. Registers nothing."""
    names = known_names(known) if known else None
    readings = [(path, read_file(path, known=names)) for path in paths]
    if json:
        emit([_plain(path, reading) for path, reading in readings])
        return
    for path, reading in readings:
        _tell(path, reading)


def _plain(path: Path, reading: Reading) -> dict[str, Any]:
    """The reading as JSON: each field with its state, value, score, place and other readings."""
    plain = asdict(reading) | {"file": str(path)}
    for document, source in zip(plain["documents"], reading.documents, strict=True):
        for name, field in source.fields.items():
            document["fields"][name]["state"] = type(field).__name__.lower()
    return plain


def _tell(path: Path, reading: Reading) -> None:
    out(f"{path}: {reading.media}, {_count(len(reading.pages), 'page')}, {_count(len(reading.documents), 'document')}")
    if reading.unread or reading.detail:
        out(f"  not read: {reading.unread or 'in part'}: {reading.detail}")
    for document in reading.documents:
        pages = ", ".join(str(page + 1) for page in document.pages)
        edition = f" ({document.edition})" if document.edition else ""
        out(f"  {document.form}{edition}, page {pages}")
        for name, field in document.fields.items():
            out(f"    {name:14} {_shown(field)}")
        for box in document.boxes:
            mark = {True: "marked", False: "empty", None: "a person decides"}[box.marked]
            out(f"    {'[box]':14} {box.basis}: {mark} (ink {box.density:.2f})")


def _shown(field: FieldReading) -> str:
    if isinstance(field, Read):
        return f"{field.value}  (read, {field.score:.2f})"
    if isinstance(field, Doubtful):
        others = f"; or {', '.join(field.others)}" if field.others else ""
        return f"{field.value}?  (doubtful, {field.score:.2f}{others})"
    return f"-  (unread: {field.reason})"


def _count(number: int, unit: str) -> str:
    return f"{number} {unit}{'' if number == 1 else 's'}"
