"""``tallystick receive``: register files; prints index, receipt and what each was taken for."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from tallystick.adapters.vault import write_durably
from tallystick.cli.common import HomeOption, JsonOption, home, machine, moment, processes, word
from tallystick.cli.console import emit, out, say
from tallystick.model.errors import NotThere, WrongUse
from tallystick.model.words import Channel
from tallystick.services.intake.batches import Received
from tallystick.services.intake.fresh import move_into_vault
from tallystick.services.intake.receive import Transmission, name_as_transport_id, receive, recover
from tallystick.services.intake.work import Taken, read_pending
from tallystick.services.outside.receipts import receipt_for

app = typer.Typer(add_completion=False)


@app.command("receive")
def command(
    paths: Annotated[list[Path], typer.Argument(help="Files, or folders whose files are all taken.")],
    channel: Annotated[str, typer.Option("--channel", help="fax, mail, folder, station, hand.")] = "folder",
    station: Annotated[str, typer.Option("--station", help="Station code (default: the only one).")] = "",
    line: Annotated[str, typer.Option("--line", help="Line name (default: the station's only one).")] = "",
    received: Annotated[str, typer.Option("--received", help="When the line took it; default now.")] = "",
    receipts: Annotated[Path | None, typer.Option("--receipts", help="Folder for the receipts.")] = None,
    read: Annotated[bool, typer.Option("--read/--no-read", help="Also read them now.")] = True,
    home_folder: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Register files: each is kept, numbered and read. Nothing is refused for what it is.

    Example: tallystick receive fax0001.tif --channel fax --station A1
    """
    del home_folder
    here = home()
    recover(here)
    files = _files(paths)
    code = station or _only_station()
    done = [(path, receive(here, machine(), _transmission(path, channel, code, line, received))) for path in files]
    move_into_vault(here)
    taken = {one.arrival: one for one in _read(len(done))} if read else {}
    rows = [_row(path, one, taken.get(one.entry)) for path, one in done]
    if receipts:
        _write_receipts(receipts, rows)
    if as_json:
        emit(rows)
        return
    for row in rows:
        kinds = "; ".join(row["words"]) or "waits to be read"
        again = "  (received before)" if row["again"] else ""
        out(f"{row['number']}  entry {row['entry']}  {row['file']}  {kinds}{again}")


def _files(paths: list[Path]) -> list[Path]:
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(one for one in path.rglob("*") if one.is_file())
        elif path.is_file():
            found.append(path)
        else:
            raise NotThere(f"{path} is not a file or a folder", remedy="check the name; nothing was registered")
    return found


def _only_station() -> str:
    stations = home().agency.stations
    if len(stations) != 1:
        raise WrongUse("which station?", remedy=f"--station {'|'.join(one.code for one in stations)}")
    return stations[0].code


def _transmission(path: Path, channel: str, station: str, line: str, received: str) -> Transmission:
    return Transmission(
        data=path.read_bytes(),
        channel=word(Channel, channel),
        station=station,
        line=line,
        transport_id=name_as_transport_id(home(), path.name),
        received_at=moment(received) if received else None,
        file_name=path.name,
    )


def _read(count: int) -> list[Taken]:
    def tell(taken: Taken) -> None:
        say(f"  {taken.number}: {'; '.join(taken.words) or taken.trouble}")

    return read_pending(home(), machine(), processes=min(processes(), max(1, count // 4)), tell=tell)


def _row(path: Path, received: Received, taken: Taken | None) -> dict[str, Any]:
    return {
        "file": str(path),
        "number": received.number,
        "entry": received.entry,
        "sha256": received.sha256,
        "bytes": received.size,
        "again": received.again,
        "taken_for": list(taken.kinds) if taken else [],
        "entries": list(taken.entries) if taken else [],
        "words": list(taken.words) if taken else [],
        "receipt": receipt_for(home(), machine(), received.entry),
    }


def _write_receipts(folder: Path, rows: list[dict[str, Any]]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for row in rows:
        write_durably(folder / f"{row['number']}.tlog-proof", row["receipt"].encode())
