"""``tallystick verify PATH``: recompute a receipt, packet, site or log. Needs no server, no home and no Django."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from tallystick.register.findings import Audit, Finding, Step
from tallystick.services.verify import verify as recompute

from .console import emit, out

app = typer.Typer(add_completion=False)

_MARKS = {True: "holds", False: "FAILS", None: "not checked"}


@app.command(
    epilog="Example: tallystick verify public --key city.example/requests+0123abcd+AQ...   "
    "Exit 0: it holds; 1: something does not hold; 2: nothing here can be verified.",
)
def verify(
    path: Annotated[
        Path, typer.Argument(metavar="PATH", help="A receipt, a report's folder, the public site or a log.")
    ],
    key: Annotated[
        str | None,
        typer.Option("--key", metavar="VKEY", help="The log's key as you have it from elsewhere, or a file with it."),
    ] = None,
    receipt: Annotated[
        list[Path] | None,
        typer.Option("--receipt", metavar="FILE", help="A receipt that you hold, to compare with the log; repeatable."),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON value on standard output.")] = False,
) -> None:
    """Recompute everything that PATH claims, from its bytes alone."""
    found = recompute(path, key, receipts=receipt or ())
    if json:
        emit(as_json(found))
    else:
        _show(found)
    if not found.ok:
        raise typer.Exit(1)


def as_json(found: Audit) -> dict[str, Any]:
    """The audit as one JSON value; a step's ``ok`` is null where nothing allowed the check."""
    return {
        "ok": found.ok,
        "verdict": found.verdict,
        "kind": found.kind,
        "key": found.key,
        "signer_checked": found.signer_checked,
        "witnesses": found.witnesses,
        "receipts_outside": found.receipts_outside,
        "findings": [
            {"step": one.step, "name": _name(one), "ok": one.ok, "words": one.words} for one in found.findings
        ],
        "numbers": [{"name": one.name, "printed": one.printed, "recomputed": one.recomputed} for one in found.numbers],
        "limits": list(found.limits),
    }


def _show(found: Audit) -> None:
    out(f"{found.kind}: {found.verdict}")
    out(f"key: {found.key or 'none named'}")
    out(f"witnesses: {found.witnesses}; receipts held outside: {found.receipts_outside}")
    out()
    for one in found.findings:
        out(f"{one.step} {_name(one):<10} {_MARKS[one.ok]:<12} {one.words}")
    for number in found.numbers:
        again = "not recomputed here" if number.recomputed is None else number.recomputed
        out(f"\n{number.name}\n  printed     {number.printed}\n  recomputed  {again}")
    out("\nThe limits of this check:")
    for limit in found.limits:
        out(f"- {limit}")


def _name(finding: Finding) -> str:
    return Step(finding.step).name.lower()
