"""``tallystick watch``: look at the configured sources, once or again and again; mailboxes wake it when mail comes."""

from __future__ import annotations

import signal
import threading
from types import FrameType
from typing import Annotated

import typer

from tallystick.cli.common import HomeOption, JsonOption, home, machine
from tallystick.cli.console import emit, say
from tallystick.model.errors import NotReady, TallystickError
from tallystick.services.intake.receive import recover
from tallystick.services.lines.offers import Look
from tallystick.services.lines.sources import Mail
from tallystick.services.lines.watch import look_at_all, wait_for_mail
from tallystick.services.logs import line
from tallystick.services.setup import bring_up

app = typer.Typer(add_completion=False)
_IDLE = 600.0
"""Seconds of one wait for mail: well under the 29 minutes after which servers hang up (RFC 2177)."""


@app.command()
def watch(
    every: Annotated[int, typer.Option("--every", help="Seconds between rounds; 0 does one round and ends.")] = 0,
    home_folder: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Look at fax servers, mailboxes and folders, and register what has come. Nothing is read here: that is `work`.

    Example: tallystick watch --every 15
    """
    del home_folder
    here = home()
    if not here.settings.sources:
        raise NotReady("no source is configured", remedy="add [[source]] to tallystick.toml: docs/configuration.md")
    bring_up(here)
    if not every:
        looks = _round()
        if as_json:
            emit([_plain(one) for one in looks])
        return
    stop, wake = threading.Event(), threading.Event()

    def ends(_number: int, _frame: FrameType | None) -> None:
        stop.set()
        wake.set()

    signal.signal(signal.SIGTERM, ends)
    for source in here.settings.sources:
        if isinstance(source, Mail):
            threading.Thread(target=_listen, args=(source, stop, wake), daemon=True).start()
    while not stop.is_set():
        wake.clear()
        _round()
        wake.wait(every)


def _round() -> list[Look]:
    here = home()
    recover(here)
    looks = look_at_all(here, machine())
    for one in looks:
        for received in one.received:
            if not received.again:
                words = f"{one.source}: {received.number}  entry {received.entry}"
                say(line("received", words, source=one.source, number=received.number, entry=received.entry))
        for trouble in one.troubles:
            say(line("trouble", f"{one.source}: {trouble}", source=one.source))
    return looks


def _listen(source: Mail, stop: threading.Event, wake: threading.Event) -> None:
    """Wake the rounds when the server tells of mail; while it is away the rounds themselves say so."""
    while not stop.is_set():
        try:
            if wait_for_mail(source, _IDLE):
                wake.set()
        except TallystickError:
            stop.wait(60)


def _plain(one: Look) -> dict[str, object]:
    return {
        "source": one.source,
        "received": [{"number": r.number, "entry": r.entry, "again": r.again} for r in one.received],
        "troubles": one.troubles,
        "waiting": one.waiting,
    }
