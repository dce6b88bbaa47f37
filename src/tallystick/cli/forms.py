"""``tallystick forms``: the forms that can be read, and how to teach another print of one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from tallystick.cli.console import emit, out, say
from tallystick.reading.editions import Edition
from tallystick.services import forms as service

app = typer.Typer(add_completion=False, no_args_is_help=True, help="List, show and learn forms.")

JsonOption = Annotated[bool, typer.Option("--json", help="Print exactly one JSON value on standard output.")]


@app.command("list")
def listing(*, as_json: JsonOption = False) -> None:
    """List every paper that can be told; of request forms the fields are read.

    Example: tallystick forms list
    """
    found = service.listing()
    if as_json:
        emit([_plain(each) for each in found])
        return
    for each in found:
        what = f"{len(each.fields)} fields, {len(each.boxes)} boxes" if each.fields else "told, not read"
        out(f"{each.form.value:17} {what:20} {'; '.join(each.titles[:1])}")


@app.command()
def show(
    name: Annotated[str, typer.Argument(help="Number of the form, for example I-247A.")], *, as_json: JsonOption = False
) -> None:
    """Show a form as data: titles, labels, boxes.

    Example: tallystick forms show I-247A
    """
    found = service.form(name)
    if as_json:
        emit(_plain(found))
    else:
        out(service.as_toml(found).rstrip())


@app.command()
def learn(
    sample: Annotated[Path, typer.Argument(help="A sample of the form, blank or filled: PDF, TIFF, JPEG, PNG.")],
    *,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Write the draft to this file.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Draft an edition from a sample: the known form's labels in the words of this print.

    Example: tallystick forms learn SAMPLE.pdf -o forms/our-print.toml
    """
    found = service.learn(sample)
    if output is not None:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_text(service.as_toml(found), encoding="utf-8")
        say(f"written: {output}; compare it with the paper, then name its folder in TALLYSTICK_FORMS")
    if as_json:
        emit(_plain(found))
    elif output is None:
        out(service.as_toml(found).rstrip())


def _plain(edition: Edition) -> dict[str, Any]:
    return {
        "id": edition.form.value,
        "numbers": list(edition.numbers),
        "titles": list(edition.titles),
        "fields": {name: list(labels) for name, labels in edition.fields.items()},
        "boxes": {basis.value: words for basis, words in edition.boxes.items()},
    }
