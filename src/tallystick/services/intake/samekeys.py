"""Finds a request that came again, by keyed hashes of the year, used only at entry (DESIGN §7.1).

It answers with an entry and with nothing else; nobody can ask it about a person.
"""

from __future__ import annotations

import hashlib
import hmac

from tallystick.records.models import SameKey
from tallystick.services.home import Home

_NEEDED = ("event_no", "file_no", "prepared")


def mac_of(home: Home, year: int, fields: dict[str, str]) -> str | None:
    """Keyed hash of event number, file number and form date; None unless all three are there."""
    if not all(fields.get(name) for name in _NEEDED):
        return None
    secret = bytes.fromhex((home.path / "same.key").read_text(encoding="ascii").strip())
    text = "\n".join((home.agency.ori, str(year), *("".join(fields[name].split()).upper() for name in _NEEDED)))
    return hmac.new(secret, text.encode(), hashlib.sha256).hexdigest()


def find(home: Home, year: int, fields: dict[str, str]) -> int | None:
    """Entry of the first request of ``year`` with the same event number, file number and form date, or None."""
    mac = mac_of(home, year, fields)
    if mac is None:
        return None
    return SameKey.objects.filter(year=year, mac=mac).order_by("entry").values_list("entry", flat=True).first()


def remember(home: Home, year: int, fields: dict[str, str], entry: int) -> None:
    """Remember the request ``entry`` under its hash."""
    mac = mac_of(home, year, fields)
    if mac is not None:
        SameKey.objects.get_or_create(year=year, mac=mac, entry=entry)
