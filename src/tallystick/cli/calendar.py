"""``tallystick calendar``: which reports are due when, which were filed, what is open for each."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from tallystick.cli.common import HomeOption, JsonOption, UserOption, acting, day, home
from tallystick.cli.console import emit, out
from tallystick.services.filing.calendar import Due, calendar

app = typer.Typer(add_completion=False)


@app.command("calendar")
def command(
    on: Annotated[str, typer.Option("--on", metavar="DATE", help="As seen on another day, YYYY-MM-DD.")] = "",
    years: Annotated[int, typer.Option("--years", help="How many years back.")] = 1,
    user: UserOption = "",
    home_folder: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the reports of the ordinance with their due days, how far each is and what is open.

    Example: tallystick calendar --as maria
    """
    del home_folder
    found = calendar(home(), acting(user), today=day(on) if on else None, years=years)
    if as_json:
        emit([_plain(one) for one in found])
        return
    for one in found:
        due = one.due.isoformat() if one.due else "day not read"
        version = f" v{one.version}" if one.version else ""
        out(f"{due}  {one.duty.id} {one.period.name}: {one.stage}{version}{'  LATE' if one.late else ''}")
        if one.why:
            out(f"    {one.why}")
        for risk in one.open:
            out(f"    {risk.code} {risk.count} {' '.join(risk.which[:5])}".rstrip())


def _plain(one: Due) -> dict[str, Any]:
    return {
        "report": one.duty.id,
        "period": one.period.name,
        "due": one.due,
        "stage": one.stage,
        "version": one.version or None,
        "late": one.late,
        "changed": one.why,
        "open": [{"code": risk.code, "count": risk.count, "stops": risk.stops} for risk in one.open],
    }
