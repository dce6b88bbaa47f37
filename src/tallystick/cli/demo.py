"""``tallystick demo``: the whole story of an invented city, then the web page with a demo login."""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from typing import Annotated, Any

import typer

from tallystick.cli.common import JsonOption, processes
from tallystick.cli.console import emit, out, say
from tallystick.cli.serve import listen
from tallystick.demo import ending, story
from tallystick.model.errors import WrongUse

app = typer.Typer(add_completion=False)
MARK = "INVENTED.txt"


@app.command()
def demo(
    ctx: typer.Context,
    seed: Annotated[int, typer.Option("--seed", help="Another seed is another year.")] = 1,
    output: Annotated[
        Path, typer.Option("-o", "--output", help="Folder for everything; an old demo is replaced.")
    ] = Path("tallystick-demo"),
    serve: Annotated[bool, typer.Option("--serve/--no-serve", help="Serve the web application at the end.")] = True,
    port: Annotated[int, typer.Option("--port", help="Port of the web application.")] = 8000,
    as_json: JsonOption = False,
) -> None:
    """Make one year of Harborton, an invented city; receive, read, register, report, reconcile, publish, verify.

    Example: tallystick demo --no-serve --json --seed 7 -o demo
    """
    begun = time.monotonic()
    _clear(output)
    told = _tell(output, seed)
    result = ending.finish(told, pages=ctx.obj["pages"], say=say)
    result["seconds"] = {**told.seconds, "whole": round(time.monotonic() - begun, 1)}
    if as_json:
        emit(result)
    else:
        _show(told, result)
    if not (result["sums_close"] and result["verified"]):
        raise typer.Exit(1)
    if serve:
        _say_where(told, port)
        listen(told.home.agency.name, "127.0.0.1", port)


def _clear(folder: Path) -> None:
    """Take away an earlier demo, and nothing else.

    Raises:
        WrongUse: the folder holds something that is not a demo.

    """
    if folder.exists() and any(folder.iterdir()) and not (folder / MARK).exists():
        raise WrongUse(f"{folder} is not empty and not a demo", remedy="name another folder with -o")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / MARK).write_text("Everything below this folder is INVENTED.\n", encoding="utf-8")


def _tell(folder: Path, seed: int) -> story.Told:
    say(f"Harborton is INVENTED. Seed {seed}.")
    told = story.begin(folder, seed)
    story.people(told)
    with story.pool(processes()) as pool:
        with told.step("1-2  the year is drawn; papers and files are written", say):
            arrived = list(story.draw(told, pool))
            ending.write_world(told, arrived)
        with told.step("3    papers are received, read, confirmed; the report is filed, amended", say):
            story.live(told, arrived, say)
    return told


def _show(told: story.Told, result: dict[str, Any]) -> None:
    out(f"\n{result['sentence']}\n")
    for mode, scored in (("redacted list", result), ("named list", result["named"])):
        right, units = scored["units_in_provable_bar"], scored["units"]
        out(f"{mode}: {right} of {units} units stand in the bar that the files can prove;")
        out(f"  {scored['claimed_without_evidence']} claimed without evidence; sums close: {scored['sums_close']}")
    out(f"everything verified: {result['verified']}   (everything is in {told.folder})")


def _say_where(told: story.Told, port: int) -> None:
    out(
        f"\nNow open http://127.0.0.1:{port}/   user {story.LOGIN}   password {story.PASSWORD}\n"
        f"  the inbox            http://127.0.0.1:{port}/inbox/\n"
        f"  the statement        http://127.0.0.1:{port}/statement/{told.period.name}/\n"
        f"  before signing       http://127.0.0.1:{port}/report/{told.period.name}/\n"
        f"  a station's page     http://127.0.0.1:{port}/send/{told.link}/\n"
        f"  the public site      {told.folder / 'public' / 'index.html'}\n"
        f"  prove it yourself    tallystick verify {told.folder / 'public'}"
    )
