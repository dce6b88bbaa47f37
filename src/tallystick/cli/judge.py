"""``tallystick judge UNIT``: what a named person decides about one unit of a statement. Must not decide anything."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from tallystick.model.errors import WrongUse
from tallystick.model.judgement import Judgement
from tallystick.model.reasons import Grade, Reason
from tallystick.services.statement.judgements import judge as add
from tallystick.services.statement.judgements import judgements_in

from .console import emit, out
from .lists import word_of

app = typer.Typer(add_completion=False)

_EXAMPLE = "tallystick judge row-3f2a90c1d4e5b607 --reason C1 --by Ann --because 'docket seen' -o judgements.csv"


@app.command(epilog=f"Example: {_EXAMPLE}")
def judge(
    unit: Annotated[str, typer.Argument(metavar="UNIT", help="The unit's key in the working paper.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="The file of judgements; made if need be.")],
    by: Annotated[str, typer.Option("--by", help="Who decides.")],
    because: Annotated[str, typer.Option("--because", help="The evidence, in words.")],
    reason: Annotated[str, typer.Option("--reason", help="The reason's code, for instance C1.")] = "",
    grade: Annotated[str, typer.Option("--grade", help="Grade of the evidence: A, B or C.")] = "C",
    partner: Annotated[str, typer.Option("--partner", help="The request's number that the row is; - for none.")] = "",
    undo: Annotated[bool, typer.Option("--undo", help="Take back what was decided before.")] = False,
    json: Annotated[bool, typer.Option("--json", help="One JSON value on standard output.")] = False,
) -> None:
    """Write down a decision; `reconcile --judgements` applies it. Nothing is overwritten: the last one holds."""
    if undo is bool(reason or partner) or (reason and partner):
        raise WrongUse("what is decided?", remedy="write one of --reason CODE, --partner NUMBER, --undo")
    made = Judgement(
        unit=unit,
        by=by,
        at=datetime.now(UTC).isoformat(timespec="seconds"),
        because=because,
        reason=word_of(Reason, reason) if reason else None,
        grade=word_of(Grade, grade),
        partner=partner,
    )
    add(output, made)
    count = len(judgements_in(output))
    if json:
        emit({"file": str(output), "unit": unit, "judgements": count})
    else:
        out(f"{output}: {count} judgements")
