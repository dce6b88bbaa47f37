"""What the receiving machine wrote down of a call: tags of TIFF class F (RFC 2306) and of HylaFAX.

Evidence beside the page, never in place of it: a sender chooses its own name and number.
"""

from __future__ import annotations

from collections.abc import Mapping

DESCRIPTION, TAKEN, BAD_LINES, CLEAN = 270, 306, 326, 327
_PARAMS = 34908
_RATES = tuple(range(2400, 16801, 2400)) + tuple(range(19200, 33601, 2400))
_LINES = {0: "98 lines an inch", 1: "196 lines an inch", 4: "391 lines an inch"}
_FORMATS = ("T.4 one-dimensional", "T.4 two-dimensional", "T.4 uncompressed", "T.6")
_VERSION = 21
"""The bit above which a value of the newer layout of FaxRecvParams is 1 (HylaFAX)."""

Tags = Mapping[int, tuple[float, ...]]


def told_by(tags: Tags) -> dict[str, str]:
    """The caller's id and number as the machine took them, its clock, and how the line was used.

    The keys are ``caller``, ``received`` and ``line``; what is not said has none.
    """
    told = {"caller": _caller(tags), "received": _clock(tags), "line": _line(tags)}
    return {name: text for name, text in told.items() if text}


def _text(tags: Tags, name: int) -> str:
    letters = bytes(int(one) for one in tags.get(name, ()) if 0 < one < 256)
    return letters.decode("ascii", "replace")


def _caller(tags: Tags) -> str:
    """The lines of the description (TSI, number, name), each once; of a fax only: others describe pictures in it."""
    if not 3 <= next(iter(tags.get(259, ())), 0) <= 4:
        return ""
    lines = [line.strip() for line in _text(tags, DESCRIPTION).splitlines()]
    return ", ".join(dict.fromkeys(line for line in lines if line))[:200]


def _clock(tags: Tags) -> str:
    """YYYY-MM-DD HH:MM:SS of the machine's own clock (TIFF writes YYYY:MM:DD)."""
    day, _, hour = _text(tags, TAKEN).partition(" ")
    return f"{day.replace(':', '-')} {hour}".strip() if len(day) == 10 else ""


def _line(tags: Tags) -> str:
    params = int(next(iter(tags.get(_PARAMS, ())), 0))
    if not params:
        return ""
    if params >> _VERSION == 1:
        lines, rate, coded, corrected = params & 7, params >> 3 & 15, params >> 14 & 3, params >> 16 & 1
    else:
        lines, rate, coded, corrected = params & 1, params >> 1 & 7, params >> 9 & 3, params >> 11 & 1
    speed = f"{_RATES[rate]} bit/s" if rate < len(_RATES) else ""
    correction = "error correction" if corrected else "no error correction"
    return ", ".join(part for part in (_LINES.get(lines, ""), speed, _FORMATS[coded], correction) if part)
