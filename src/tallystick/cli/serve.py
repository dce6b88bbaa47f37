"""``tallystick serve``: the web application, on this machine unless told otherwise."""

from __future__ import annotations

from typing import Annotated

import typer
from waitress import serve as serve_forever

from tallystick.cli.common import HomeOption, home
from tallystick.cli.console import say
from tallystick.services import ledger
from tallystick.services.setup import make_database
from tallystick.services.theme import theme

app = typer.Typer(add_completion=False)


@app.command()
def serve(
    port: Annotated[int, typer.Option("--port", help="Port to listen on.")] = 8000,
    host: Annotated[str, typer.Option("--host", help="Address to listen on.")] = "127.0.0.1",
    home_folder: HomeOption = None,
) -> None:
    """Serve the web application until stopped; tables of a newer version are made first, and the theme is checked.

    Example: tallystick serve --port 8000
    """
    del home_folder
    here = home()
    make_database(here)
    theme(here)
    ledger.state(here)  # replayed now, so that nobody's first page waits for it
    listen(here.agency.name, host, port)


def listen(name: str, host: str, port: int) -> None:
    """Serve the wired application on ``host:port`` until interrupted."""
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application

    say(f"{name}: http://{host}:{port}/   (stop with Ctrl-C)")
    scheme = "https" if settings.HTTPS else "http"
    serve_forever(get_wsgi_application(), host=host, port=port, threads=4, ident=None, url_scheme=scheme)
