"""Messages to persons: by a mail server, as files in a folder that is emptied by others, by fax. Knows no register."""

from __future__ import annotations

import smtplib
import subprocess
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import getaddresses, parseaddr
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol
from uuid import uuid4

TIMEOUT = 15
"""Seconds after which a mail server that says nothing is given up for this round."""


class Messenger(Protocol):
    """Whoever takes a message and sees that it goes out."""

    def send(self, message: EmailMessage) -> str:
        """Take one message; what was answered, as proof.

        Raises:
            OSError: it was not taken; try again later.

        """


@dataclass(frozen=True, slots=True)
class MailServer:
    """A mail server that takes messages from this machine without a password, as inside a city's own network."""

    host: str
    port: int = 25

    def send(self, message: EmailMessage) -> str:
        """Hand the message to the server (``OSError`` when it takes none)."""
        with smtplib.SMTP(self.host, self.port, timeout=TIMEOUT) as server:
            server.ehlo_or_helo_if_needed()
            _must(server.mail(_bare(message["From"])))
            for address in getaddresses([str(one) for one in message.get_all("To", [])]):
                _must(server.rcpt(address[1]))
            return _must(server.data(message.as_bytes(policy=SMTP)))


@dataclass(frozen=True, slots=True)
class Outbox:
    """A folder: one file a message, there as a whole or not at all."""

    folder: Path

    def send(self, message: EmailMessage) -> str:
        """Write the message beside its place, then move it there."""
        self.folder.mkdir(parents=True, exist_ok=True)
        written = self.folder / f".{uuid4()}"
        written.write_bytes(message.as_bytes())
        name = f"{uuid4()}.eml"
        written.rename(self.folder / name)
        return f"put into the folder as {name}"


@dataclass(frozen=True, slots=True)
class FaxProgram:
    """A program that sends faxes, such as HylaFAX's ``sendfax -n -d``: number and file are put behind its words."""

    words: tuple[str, ...]

    def send(self, number: str, text: str) -> str:
        """Hand one page of text over; what the program said, as proof (``OSError`` when it does not take it)."""
        with TemporaryDirectory(prefix="tallystick-fax-") as folder:
            page = Path(folder) / "page.txt"
            page.write_text(text, encoding="utf-8")
            words = [*self.words, number, str(page)]
            try:
                done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=60)
            except subprocess.TimeoutExpired as error:
                raise OSError(f"{self.words[0]} did not end within a minute") from error
        if done.returncode:
            raise OSError(f"{self.words[0]} ended with {done.returncode}: {done.stderr.strip()[-200:]}")
        return " ".join(done.stdout.split()) or f"{self.words[0]} took it"


def _must(answer: tuple[int, bytes]) -> str:
    """The server's words when it agreed (RFC 5321: 2xx).

    Raises:
        OSError: it did not.

    """
    code, said = answer
    words = f"{code} {said.decode('utf-8', 'replace')}"
    if not 200 <= code < 300:
        raise OSError(words)
    return words


def _bare(address: object) -> str:
    return parseaddr(str(address or ""))[1]
