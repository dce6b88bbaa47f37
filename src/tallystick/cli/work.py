"""``tallystick work``: do the pending work once, or again and again."""

from __future__ import annotations

import time
from typing import Annotated

import typer

from tallystick.cli import console
from tallystick.cli.common import HomeOption, JsonOption, home, machine, processes
from tallystick.services.desk.notices import send_due
from tallystick.services.home import Home
from tallystick.services.intake.receive import recover
from tallystick.services.intake.strangers import forget_old
from tallystick.services.intake.work import WARRANT, Taken, read_pending
from tallystick.services.lines import acknowledgements
from tallystick.services.logs import line
from tallystick.services.outside import rhythm
from tallystick.services.setup import bring_up

app = typer.Typer(add_completion=False)


@app.command()
def work(
    every: Annotated[int, typer.Option("--every", help="Seconds between rounds; 0 does one round and ends.")] = 0,
    home_folder: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Read what has arrived and do what the hour asks for: anchors, counts, cosignatures, the outside holders.

    Example: tallystick work --every 60
    """
    del home_folder
    bring_up(home())
    while True:
        done = _round()
        if not every:
            break
        time.sleep(every)
    if as_json:
        console.emit([{"number": one.number, "taken_for": list(one.kinds), "trouble": one.trouble} for one in done])


def _round() -> list[Taken]:
    here = home()
    recover(here)

    def tell(taken: Taken) -> None:
        words = f"{taken.number}: {', '.join(taken.kinds) or taken.trouble}"
        console.say(line("read", words, number=taken.number, entry=taken.arrival, kinds=taken.kinds))
        if WARRANT in taken.words:  # whoever is on duty does not wait until the others are read
            _notices(here)

    done = read_pending(here, machine(), processes=processes(), tell=tell)
    forget_old(here)
    _notices(here)
    for number in (round_ := acknowledgements.send_due(here, machine())).sent:
        console.say(line("acknowledged", f"{number}: its sender was told that it arrived", number=number))
    for trouble in round_.troubles:
        console.say(line("trouble", trouble))
    for words in rhythm.keep(here):
        console.say(line("rhythm", words))
    return done


def _notices(here: Home) -> None:
    told = send_due(here, machine())
    for due in told.sent:
        console.say(line("notice", f"{due.number or 'the daily test'}: told ({due.about.value})", number=due.number))
    for trouble in told.troubles:
        console.say(line("trouble", trouble))
