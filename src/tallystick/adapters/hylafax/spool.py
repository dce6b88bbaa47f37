"""Files and call data of a fax server: from the hook's folder, and from ``log/xferfaxlog`` with ``recvq``.

The hook (``deploy/hylafax/faxrcvd``) writes ``COMMID.tif`` whole and then ``COMMID.call``, one ``name=value`` a line.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

_FIELDS = 19
_MOMENT, _KIND, _COMMID, _DEVICE, _FILE, _TSI, _PAGES, _REASON, _NAME, _NUMBER = 0, 1, 2, 3, 4, 8, 10, 13, 14, 15
_RECEIVED = "RECV"


@dataclass(frozen=True, slots=True)
class Call:
    """One received call. ``at`` is local time to the minute, as the log has it; None when the hook gave an exact one.

    ``pages`` as the server counted them (-1 when it did not say); ``reason`` is empty for a call without trouble.
    """

    commid: str
    device: str
    file: Path
    at: datetime | None
    pages: int
    number: str
    name: str
    reason: str

    @property
    def sender(self) -> str:
        """The calling side as the channel shows it."""
        return " ".join(part for part in (self.number, self.name) if part)


def calls_of(log: str, spool: Path) -> tuple[Call, ...]:
    """Every received call of an xferfaxlog whose file lies in the queue; of lines of another shape the check tells."""
    lying = {path.name for path in in_queue(spool)}
    found = []
    for line in log.splitlines():
        if "\trecvq/" not in line:
            continue
        fields = [field.strip().strip('"') for field in line.split("\t")]
        if len(fields) < _FIELDS or fields[_KIND] != _RECEIVED or fields[_FILE].removeprefix("recvq/") not in lying:
            continue
        found.append(
            Call(
                commid=fields[_COMMID],
                device=fields[_DEVICE],
                file=spool / "recvq" / Path(fields[_FILE]).name,
                at=_moment(fields[_MOMENT]),
                pages=int(fields[_PAGES]) if fields[_PAGES].isdigit() else -1,
                number=fields[_NUMBER] or fields[_TSI],
                name=fields[_NAME],
                reason=fields[_REASON],
            )
        )
    return tuple(found)


def _moment(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, "%m/%d/%y %H:%M")  # noqa: DTZ007 - local time; the caller knows the zone
    except ValueError:
        return None


def handed_over(folder: Path) -> tuple[Call, ...]:
    """Calls that the hook handed over, oldest first; a note without its file waits.

    Raises:
        OSError: the folder is away.

    """
    found = []
    for note in sorted(folder.glob("*.call")):
        told = dict(line.partition("=")[::2] for line in note.read_text("utf-8", "replace").splitlines())
        file = note.with_suffix(".tif")
        if file.is_file():
            found.append(
                Call(
                    commid=told.get("commid", note.stem),
                    device=told.get("device", ""),
                    file=file,
                    at=None,
                    pages=-1,
                    number=told.get("number", ""),
                    name=told.get("name", ""),
                    reason=told.get("reason", ""),
                )
            )
    return tuple(found)


def settle(call: Call) -> None:
    """Take away what the hook handed over; HylaFAX's own queue is HylaFAX's to clean (faxqclean)."""
    call.file.unlink(missing_ok=True)
    call.file.with_suffix(".call").unlink(missing_ok=True)


def in_queue(spool: Path) -> tuple[Path, ...]:
    """Files of the receive queue, whatever state they are in.

    Raises:
        OSError: the spool is away or may not be read.

    """
    return tuple(sorted(one for one in (spool / "recvq").iterdir() if one.name.startswith("fax")))
