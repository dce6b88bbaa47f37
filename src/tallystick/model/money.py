"""Amounts of money: whole cents inside, dollars as people write them outside. Must not know what is paid for."""

from __future__ import annotations

import re

from .errors import WrongUse

_AMOUNT = re.compile(r"\$?(?P<dollars>\d{1,3}(?:,\d{3}){1,4}|\d{1,15})(?:\.(?P<cents>\d{2}))?")


def in_cents(text: str) -> int:
    """What ``450``, ``$1,200`` or ``450.25`` is in cents.

    Raises:
        WrongUse: it is no amount of dollars and whole cents.

    """
    found = _AMOUNT.fullmatch(text.strip())
    if found is None:
        raise WrongUse(f"'{text}' is not an amount of dollars", remedy="write 450 or 450.25")
    return int(found["dollars"].replace(",", "")) * 100 + int(found["cents"] or 0)


def dollars(cents: int) -> str:
    """An amount in US dollars, ``$1,200.00``."""
    return f"${cents // 100:,}.{cents % 100:02d}"
