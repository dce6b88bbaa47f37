"""Look into a mailbox: every message is received whole, then moved; one bad message stops no other.

The order of acts: fetched without marking → received (durable) → moved. A crash before the move leaves the message
where it lies; the next look finds its arrival by Message-ID and bytes, and only moves it.
"""

from __future__ import annotations

from dataclasses import replace

from tallystick.adapters import mailbox
from tallystick.adapters.mailbox import oauth, server
from tallystick.adapters.mailbox.account import Account
from tallystick.model.errors import NotThere
from tallystick.model.words import Channel, LineUse
from tallystick.services.home import Home
from tallystick.services.intake.receive import Transmission, name_as_transport_id
from tallystick.services.lines.offers import Desk, Offer
from tallystick.services.lines.places import station_of
from tallystick.services.lines.sources import Mail

_LONGEST_ID = 250
_PATIENCE = 3
"""How often a message that cannot be taken apart is tried before it is registered as it is, without its sender."""


def look(desk: Desk, source: Mail) -> None:
    """Take in everything that lies in the mailbox.

    Raises:
        NotThere: the server is away, or the secret cannot be read or is not accepted.

    """
    with server.opened(account_of(source)) as box:
        for uid in box.waiting():
            desk.take(_offer(desk, source, box, uid))


def account_of(source: Mail) -> Account:
    """The account with its password, or with a fresh access token.

    Raises:
        NotThere: the secret cannot be read, or no token is given for it.

    """
    try:
        secret = source.secret.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise NotThere(
            f"the mailbox's secret cannot be read: {error.strerror}", where=str(source.secret), remedy="see the how-to"
        ) from error
    if source.oauth is None:
        return replace(source.account, password=secret)
    kind = "refresh_token" if source.oauth.grant == "refresh_token" else "client_secret"
    fields = {"grant_type": source.oauth.grant, "client_id": source.oauth.client_id, kind: secret}
    if source.oauth.scope:
        fields["scope"] = source.oauth.scope
    return replace(source.account, token=oauth.access_token(source.oauth.token_url, fields))


def transport_id(home: Home, line: str, name: str) -> str:
    """A message's Message-ID or place as a transport id; on a shared line keyed, for this id is never erased."""
    shared = any(one.name == line and one.use is LineUse.SHARED for at in home.agency.stations for one in at.lines)
    return name_as_transport_id(home, name) if shared else name[:_LONGEST_ID]


def wait(source: Mail, seconds: float) -> bool:
    """Wait until the server tells of a new message, at most ``seconds``; False when none came or it cannot tell.

    Raises:
        NotThere: as ``look``.

    """
    with server.opened(account_of(source)) as box:
        return box.wait(seconds)


def _offer(desk: Desk, source: Mail, box: server.Mailbox, uid: int) -> Offer:
    name = f"message {uid}"
    before = desk.beat.items.get(name)

    def read() -> Transmission | None:
        letter = box.letter(uid)
        if letter is None:
            return None
        message = mailbox.parse(letter.data)
        if message.stopped and (before is None or before.tries < _PATIENCE):
            raise NotThere(f"it could not be taken apart: {message.stopped}", remedy="it is tried again")
        return _transmission(desk, source, letter, message.sender)

    return Offer(name=name, read=read, acknowledge=lambda: box.move(uid))


def _transmission(desk: Desk, source: Mail, letter: server.Letter, sender: str) -> Transmission:
    place = f"imap:{source.account.user}/{source.account.folder}/{letter.validity}/{letter.uid}"
    return Transmission(
        data=letter.data,
        channel=Channel.MAIL,
        station=station_of(desk.home, source.line),
        line=source.line,
        transport_id=transport_id(desk.home, source.line, mailbox.message_id(letter.data) or place),
        received_at=letter.arrived,
        sender=sender,
    )
