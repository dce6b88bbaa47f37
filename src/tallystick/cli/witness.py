"""``tallystick witness``: see that somebody else's log only grows, and sign that you saw it. Needs no register."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from tallystick.adapters.witness import server
from tallystick.cli.console import emit, out, say
from tallystick.services.outside import witness as witnesses

app = typer.Typer(add_completion=False, help="See that somebody else's log only grows, and sign that you saw it.")

FolderOption = Annotated[Path, typer.Option("--folder", help="The witness's folder.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print exactly one JSON value on standard output.")]
_HERE = Path("tallystick-witness")


@app.command()
def init(
    name: Annotated[str, typer.Option("--name", help="Its name in signatures, such as clerk.example/witness.")],
    folder: FolderOption = _HERE,
    as_json: JsonOption = False,
) -> None:
    """Make a witness and print its public key; give that key to everybody.

    Example: tallystick witness init --name clerk.example/witness
    """
    made = witnesses.make(folder, name)
    if as_json:
        emit({"folder": str(folder), "vkey": made.vkey})
        return
    out(made.vkey)


@app.command()
def trust(
    vkey: Annotated[str, typer.Argument(metavar="VKEY", help="The log's key, from its keeper by a way you trust.")],
    folder: FolderOption = _HERE,
    as_json: JsonOption = False,
) -> None:
    """Cosign for this log from now on.

    Example: tallystick witness trust city.example/requests+0123abcd+AQ...
    """
    key = witnesses.trust(witnesses.open_witness(folder), vkey)
    if as_json:
        emit({"origin": key.name, "vkey": key.vkey})
        return
    out(f"cosigns for {key.name}")


@app.command()
def show(folder: FolderOption = _HERE, as_json: JsonOption = False) -> None:
    """Show the logs that it knows, the last checkpoint of each, and the evidence kept. Exit 1 when there is evidence.

    Example: tallystick witness show
    """
    found = witnesses.open_witness(folder)
    if as_json:
        emit(_plain(found))
    else:
        out(found.vkey)
        for one in found.known():
            held = f"size {one.held.size}, root {one.held.root.hex()[:16]}…" if one.held else "nothing yet"
            out(f"{one.origin}: {held}")
        for path in found.evidence():
            out(f"EVIDENCE {path}: {path.read_text('utf-8').partition(chr(10))[0]}")
    if found.evidence():
        raise typer.Exit(1)


@app.command()
def serve(
    host: Annotated[str, typer.Option("--host", help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", help="Port to listen on; 0 takes a free one.")] = 8870,
    folder: FolderOption = _HERE,
) -> None:
    """Answer add-checkpoint requests (C2SP tlog-witness) until stopped.

    Example: tallystick witness serve --port 8870
    """
    found = witnesses.open_witness(folder)
    found.tell = say
    with server(host, port, found.answer) as running:
        say(f"http://{host}:{running.server_port} cosigns as {found.vkey}")
        running.serve_forever()


def _plain(found: witnesses.Witness) -> dict[str, Any]:
    return {
        "vkey": found.vkey,
        "logs": [
            {
                "origin": one.origin,
                "size": one.held.size if one.held else None,
                "root": one.held.root.hex() if one.held else None,
            }
            for one in found.known()
        ],
        "evidence": [str(path) for path in found.evidence()],
    }
