"""Messages to persons, by a mail server or as files in a folder that another program empties. Knows no register."""

from __future__ import annotations

import smtplib
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol
from uuid import uuid4

TIMEOUT = 15
"""Seconds after which a mail server that says nothing is given up for this round."""


class Messenger(Protocol):
    """Whoever takes a message and sees that it goes out."""

    def send(self, message: EmailMessage) -> None:
        """Take one message.

        Raises:
            OSError: it was not taken; try again later.

        """


@dataclass(frozen=True, slots=True)
class MailServer:
    """A mail server that takes messages from this machine without a password, as inside a city's own network."""

    host: str
    port: int = 25

    def send(self, message: EmailMessage) -> None:
        """Hand the message to the server (``OSError`` when it takes none)."""
        with smtplib.SMTP(self.host, self.port, timeout=TIMEOUT) as server:
            server.send_message(message)


@dataclass(frozen=True, slots=True)
class Outbox:
    """A folder: one file a message, there as a whole or not at all."""

    folder: Path

    def send(self, message: EmailMessage) -> None:
        """Write the message beside its place, then move it there."""
        self.folder.mkdir(parents=True, exist_ok=True)
        written = self.folder / f".{uuid4()}"
        written.write_bytes(message.as_bytes())
        written.rename(self.folder / f"{uuid4()}.eml")
