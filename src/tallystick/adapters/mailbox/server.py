"""A mailbox on an IMAP server: what lies in it, and the move that comes only after a message is registered.

Messages are never deleted here: they are moved to a folder beside, or, where the server cannot move, copied and marked.
Must not know where the bytes go.
"""

from __future__ import annotations

import hashlib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientError

from tallystick.model.errors import NotThere

from .account import Account
from .message import message_id

SECONDS = 60.0
_ID = b"BODY[HEADER.FIELDS (MESSAGE-ID)]"
_ABOUT = ["BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)]", "INTERNALDATE"]


@dataclass(frozen=True, slots=True)
class Letter:
    """One message as the server holds it: its place (UIDVALIDITY, UID), when the server took it (UTC), its bytes."""

    validity: int
    uid: int
    arrived: datetime
    data: bytes


@dataclass(frozen=True, slots=True)
class Lying:
    """A message as a count sees it: its Message-ID, or else the SHA-256 of its bytes; when the server took it (UTC)."""

    message_id: str
    sha256: str
    arrived: datetime


class Mailbox:
    """An open mailbox; use it within ``opened``."""

    def __init__(self, client: IMAPClient, account: Account) -> None:
        self._client = client
        self._account = account
        self._validity = int(client.select_folder(account.folder)[b"UIDVALIDITY"])

    def waiting(self) -> list[int]:
        """UIDs of the messages that lie in the folder, oldest first."""
        return sorted(self._client.search(["UNDELETED"]))

    def letter(self, uid: int) -> Letter | None:
        """One message without marking it as seen; None when it is gone."""
        found = self._client.fetch([uid], ["BODY.PEEK[]", "INTERNALDATE"]).get(uid, {})
        if b"BODY[]" not in found:
            return None
        arrived = found[b"INTERNALDATE"]
        return Letter(self._validity, uid, arrived.astimezone(UTC), bytes(found[b"BODY[]"]))

    def move(self, uid: int) -> None:
        """Move a registered message to the folder for what is done, which is made when it is not there."""
        done = self._account.done
        if not self._client.folder_exists(done):
            self._client.create_folder(done)
        if self._client.has_capability("MOVE"):
            self._client.move([uid], done)
        else:
            self._client.copy([uid], done)
            self._client.add_flags([uid], [b"\\Deleted"])

    def lying(self, since: date) -> list[Lying]:
        """Every message that the server took since that day and still has: waiting, or moved because it is done."""
        found = []
        for folder in (self._account.folder, self._account.done):
            if self._client.folder_exists(folder):
                self._client.select_folder(folder, readonly=True)
                uids = self._client.search(["UNDELETED", "SINCE", since])
                heads = self._client.fetch(uids, _ABOUT) if uids else {}
                found += [self._lying(uid, told) for uid, told in heads.items()]
        self._client.select_folder(self._account.folder)
        return sorted(found, key=lambda one: one.arrived)

    def _lying(self, uid: int, told: dict[bytes, Any]) -> Lying:
        named = message_id(told.get(_ID, b""))
        whole = b"" if named else self._client.fetch([uid], ["BODY.PEEK[]"])[uid][b"BODY[]"]
        return Lying(named, "" if named else hashlib.sha256(whole).hexdigest(), told[b"INTERNALDATE"].astimezone(UTC))

    def wait(self, seconds: float) -> bool:
        """Wait for something new as the server tells it (IDLE, RFC 2177); False when nothing came or it cannot tell."""
        if not self._client.has_capability("IDLE"):
            return False
        self._client.idle()
        try:
            return bool(self._client.idle_check(timeout=seconds))
        finally:
            self._client.idle_done()


@contextmanager
def opened(account: Account) -> Iterator[Mailbox]:
    """Log in and open the folder.

    Raises:
        NotThere: the server is away, or does not let us in; what it said is in the error.

    """
    try:
        with IMAPClient(account.server, account.port, ssl_context=_trust(account), timeout=SECONDS) as client:
            if account.token:
                client.oauth2_login(account.user, account.token)
            else:
                client.login(account.user, account.password)
            yield Mailbox(client, account)
    except (IMAPClientError, OSError) as error:
        where = f"{account.user} at {account.server}:{account.port}, folder {account.folder}"
        raise NotThere(f"the mailbox cannot be read: {error}", where=where, remedy="it is tried again") from error


def _trust(account: Account) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(account.authority) if account.authority else None)
