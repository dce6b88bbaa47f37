"""The wire between a log and a witness: HTTP with short texts, both sides. Knows no checkpoint and no key."""

from __future__ import annotations

import http.client
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from tallystick.model.errors import NotThere, WrongUse

__all__ = ["MOST_BYTES", "PATH", "Answered", "ask", "server"]

PATH = "/add-checkpoint"
MOST_BYTES = 1 << 16
"""The longest request or answer that is read (64 KiB)."""
_SECONDS = 20

Answered = tuple[int, str, str]
"""Status, content type and text."""


def ask(url: str, body: bytes) -> tuple[int, str]:
    """Send an ``add-checkpoint`` request below ``url``; status and text of the answer.

    Raises:
        NotThere: nobody answers in 20 seconds. WrongUse: the address is not one of HTTP.

    """
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise WrongUse(f"'{url}' is not the address of a witness", remedy="it begins with https://")
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname, parts.port, timeout=_SECONDS)
    try:
        connection.request("POST", parts.path.rstrip("/") + PATH, body)
        answer = connection.getresponse()
        return answer.status, answer.read(MOST_BYTES).decode("utf-8", "replace")
    except (OSError, http.client.HTTPException) as cause:
        raise NotThere(f"the witness at {url} does not answer: {cause}", remedy="it is asked again tomorrow") from cause
    finally:
        connection.close()


def server(host: str, port: int, answer: Callable[[bytes], Answered]) -> ThreadingHTTPServer:
    """A server that gives every ``add-checkpoint`` body to ``answer``; port 0 takes a free one."""

    class Handler(BaseHTTPRequestHandler):
        """One request."""

        timeout = _SECONDS

        def do_POST(self) -> None:
            """Answer what is asked for."""
            length = int(self.headers.get("Content-Length") or 0)
            if self.path != PATH:
                self._send(404, "text/plain", "there is add-checkpoint and nothing else\n")
            elif not 0 < length <= MOST_BYTES:
                self._send(400, "text/plain", "a request has at most 64 KiB\n")
            else:
                self._send(*answer(self.rfile.read(length)))

        def _send(self, status: int, kind: str, text: str) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(text.encode())))
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Say nothing: who asked is told in words by the caller."""

    return ThreadingHTTPServer((host, port), Handler)
